"""The paper of one change request, which both sides sign."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.money.change_effect import effect_figures
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest, Rewording
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.pages.documents.change_request import PAGE_KINDS, at_a_glance, change_request_paper
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.tree import Cards, Clause, Facts, SignatureSheet, Table
from tests.pages.documents.examples import document_in, outline, tables, texts, words_of
from tests.pages.harbour import context, harbour, html, pages


def paper_of(**changes: Any) -> str:
    """The paper of the example's change request, with some of its facts replaced, as HTML."""
    (change,) = harbour().changes
    given = context(changes=(replace(change, **changes),))
    return html(given, change_request_paper(given, "CR-1"))


def effects(given: PageContext | None = None) -> list[Table]:
    """The tables of the section on days and price."""
    document = document_in(change_request_paper(given or context(), "cr-1"))
    (section,) = (block for block in document.blocks if isinstance(block, Clause) and block.id.endswith("-effect"))
    return tables(section.blocks)


def test_the_paper_says_what_a_buyer_decides_about() -> None:
    """What moves, what it comes to before and after, what it costs beside, how it is paid, and from when it holds."""
    document = document_in(change_request_paper(context(), "CR-1"))

    assert document.title == "Change Request CR-1: Second brand"
    assert outline(document.blocks) == [
        "1 Reason",
        "2 What changes",
        "3 Days and price",
        "4 Schedule",
        "5 Entry into force",
    ]
    (effect,) = effects()
    assert [row[0] for row in texts(effect)] == ["Person-days of SOW-basic", "Price of SOW-basic", "Cap"]
    before, change, after = texts(effect)[1][1:]
    assert change == "+2,400.00\xa0EUR"
    amounts = [Decimal(text.split("\xa0")[0].replace(",", "")) for text in (before, after)]
    assert amounts[1] - amounts[0] == 2400


def test_each_milestone_that_moves_has_the_day_before_and_with_the_change() -> None:
    """Dates that a contract moves stand in a table, not in a sentence alone."""
    document = document_in(change_request_paper(context(), "CR-1"))
    (section,) = (block for block in document.blocks if isinstance(block, Clause) and block.id.endswith("-schedule"))
    (table,) = tables(section.blocks)

    assert texts(table)[0] == ["M-4 Accepted", "Sep 14, 2026", "Sep 21, 2026"]


def test_what_it_rests_on_stands_above_the_day_from_which_it_holds() -> None:
    """Who signs reads the conditions with the rest; without any, there is no lead to an empty list."""
    (change,) = harbour().changes
    bare = context(changes=(replace(change, conditions=()),))

    assert "hands over its logo by 19 June 2026" in paper_of()
    assert "It rests on this" in paper_of()
    assert "It rests on this" not in html(bare, change_request_paper(bare, "cr-1"))


def test_the_old_and_the_new_words_stand_beside_each_other() -> None:
    """Who signs a change sees how an agreed requirement reads before and after; a plain list does not repeat it."""
    document = document_in(change_request_paper(context(), "CR-1"))
    (section,) = (block for block in document.blocks if isinstance(block, Clause) and block.id.endswith("-moves"))
    moved, wordings = tables(section.blocks)[:2]
    (requirement,) = (item for item in harbour().requirements if item.id == "R-001")

    assert "R-001" not in [row[0] for row in texts(moved)]
    assert "M-4" not in [row[0] for row in texts(moved)]
    new = "The web interface shall let a user of either brand log in with the full mail address."
    assert texts(wordings) == [["R-001", requirement.statement, new]]


def test_what_is_planned_for_it_stands_with_what_it_changes() -> None:
    """A deliverable with its day and criteria, work with its person-days, in one table."""
    (change,) = harbour().changes
    sow = next(sow for sow in harbour().sows if sow.deliverables and sow.work_packages)
    deliverable = replace(sow.deliverables[0], change=change.id)
    package = replace(sow.work_packages[0], change=change.id, days=Decimal("2.5"))
    marked = replace(sow, deliverables=(deliverable,), work_packages=(package,))
    given = context(sows=tuple(marked if one is sow else one for one in harbour().sows))
    document = document_in(change_request_paper(given, "CR-1"))
    (section,) = (block for block in document.blocks if isinstance(block, Clause) and block.id.endswith("-moves"))
    rows = {row[0]: row[1] for row in texts(tables(section.blocks)[0])}

    assert rows[package.id].startswith(package.title)
    assert "2.5 person-days." in rows[package.id]
    assert rows[deliverable.id].startswith(deliverable.title)
    assert deliverable.agreed is not None
    assert f"Due on {given.words.date(deliverable.agreed)}." in rows[deliverable.id]
    for criterion in deliverable.acceptance:
        assert f"{criterion.id}: {criterion.statement}" in rows[deliverable.id]


def test_the_old_words_of_a_deliverable_are_those_that_are_worded_anew() -> None:
    """What it hands over, as its statement of work says it, and not its title."""
    (change,) = harbour().changes
    sow = next(sow for sow in harbour().sows if sow.deliverables)
    (deliverable, *more) = sow.deliverables
    described = replace(sow, deliverables=(replace(deliverable, description="500 mailboxes on 3 March"), *more))
    reworded = Rewording(item=deliverable.id, text="500 mailboxes on 10 March")
    sows = tuple(described if one is sow else one for one in harbour().sows)
    asked = replace(change, moves=(*change.moves, deliverable.id), wordings=(reworded,))
    document = document_in(change_request_paper(context(sows=sows, changes=(asked,)), "CR-1"))
    said = [row for table in tables(document.blocks) for row in texts(table) if row[-1] == reworded.text]
    assert said == [[deliverable.id, "500 mailboxes on 3 March", reworded.text]]


def test_an_open_request_has_places_to_sign_and_a_decided_one_its_evidence() -> None:
    """What was decided by a letter is not signed a second time; what is open waits for both sides."""
    (change,) = harbour().changes
    waiting = context(changes=(replace(change, decision=ChangeDecision.OPEN, decided=None),))
    last = document_in(change_request_paper(waiting, "cr-1")).blocks[-1]

    assert isinstance(last, Clause)
    assert isinstance(last.blocks[-1], SignatureSheet)
    assert "until then what was agreed before applies" in html(waiting, change_request_paper(waiting, "cr-1"))
    assert "Letter of 10 June 2026" in paper_of()
    assert "what was agreed before remains in force" in paper_of(decision=ChangeDecision.REJECTED)


def test_what_was_issued_keeps_its_figures_whatever_is_agreed_later() -> None:
    """The price before and after is the one that both sides had before them."""
    (change,) = harbour().changes
    waiting = replace(change, decision=ChangeDecision.OPEN, decided=None)
    given = context(changes=(waiting,))
    figures = effect_figures(given.view.project, "cr-1", given.on)
    issued = Issued(
        document="change-request", topic="cr-1", revision=1, fingerprint="0" * 64, issued=given.on, figures=figures
    )
    dearer = replace(change, id="CR-2", amount=Decimal(1000), decided=dt.date(2026, 6, 5), cap=None)
    later = context(changes=(waiting, dearer), issued=(issued,))

    assert texts(effects(given)[0]) == texts(effects(later)[0])
    assert texts(effects(given)[0]) != texts(effects(context(changes=(waiting, dearer)))[0])


def test_each_request_has_a_page_unless_it_was_taken_back() -> None:
    """Nobody signs what is withdrawn."""
    (change,) = harbour().changes
    taken = replace(change, id="CR-2", withdrawn="Not needed.")

    assert [page.stem for page in pages(PAGE_KINDS, context(changes=(change, taken)))] == ["change-request-cr-1"]


def test_an_unknown_request_is_refused() -> None:
    """A misspelt id would print nothing."""
    with pytest.raises(ValueError, match="is not one of: cr-1"):
        change_request_paper(context(), "cr-7")


def test_a_refused_request_was_never_in_what_is_agreed() -> None:
    """A revision written after the refusal does not contain it: its days come on top, they are not taken off."""
    (change,) = harbour().changes
    asked = {"decision": ChangeDecision.OPEN, "decided": None}
    refused = {"decision": ChangeDecision.REJECTED}
    (waiting,), (said,) = (
        effects(_with_basic_of(dt.date(2026, 7, 1), replace(change, **facts))) for facts in (asked, refused)
    )

    assert texts(said) == texts(waiting)


def test_a_revision_that_holds_a_change_hides_what_was_before() -> None:
    """The cap of before is gone with the revision of before: a dash would say that there was none."""
    (change,) = harbour().changes
    (table,) = effects(_with_basic_of(dt.date(2026, 7, 1), replace(change, cap_before=None)))
    (told,) = effects(_with_basic_of(dt.date(2026, 7, 1), change))

    assert texts(table)[-1][:2] == ["Cap", "as agreed before"]
    assert texts(told)[-1] == ["Cap", "8,000.00\xa0EUR", "+1,000.00\xa0EUR", "9,000.00\xa0EUR"]


def test_a_later_change_is_not_in_the_figures_of_an_earlier_one() -> None:
    """The revision of today holds both: before the first one stood neither."""
    (change,) = harbour().changes
    second = replace(change, id="CR-2", amount=Decimal(1000), decided=dt.date(2026, 6, 20))
    (alone,) = effects(_with_basic_of(dt.date(2026, 7, 1), change))
    (both,) = effects(_with_basic_of(dt.date(2026, 7, 1), change, second))
    before_alone, before_both = (
        Decimal(texts(table)[1][1].split("\xa0")[0].replace(",", "")) for table in (alone, both)
    )

    assert before_alone - before_both == 1000


def _with_basic_of(revised: dt.date, *changes: ChangeRequest) -> PageContext:
    """The example, with a second revision of its statement of work."""
    sows = tuple(replace(sow, revision=2, revised=revised) if sow.id == "SOW-basic" else sow for sow in harbour().sows)
    return context(changes=changes, sows=sows)


def test_the_price_and_what_it_costs_beside_stand_above_the_paper() -> None:
    """Who decides reads in one place what it comes to, with licences and what others charge, and by when."""
    (change,) = harbour().changes
    given = context(
        changes=(
            replace(
                change,
                decision=ChangeDecision.OPEN,
                decided=None,
                due=dt.date(2026, 10, 9),
                without="One brand stays.",
                running_costs=Decimal(2400),
                third_party_costs=Decimal(900),
            ),
        )
    )
    (cards,) = at_a_glance(given, given.view.project.changes[0])
    assert isinstance(cards, Cards)
    (facts,) = cards.cards[0].blocks
    assert isinstance(facts, Facts)
    found = {name: words_of(value) for name, value in facts.pairs}

    assert "EUR" in found["Price and days"]
    assert found["Beside it"].startswith("Running costs of a year: 2,400.00\xa0EUR")
    assert found["Beside it"].endswith("Costs of others: 900.00\xa0EUR")
    assert found["To be decided by"] == "Fri Oct 9, 2026"
    assert "At a glance" not in html(given, (document_in(change_request_paper(given, "cr-1")),))
