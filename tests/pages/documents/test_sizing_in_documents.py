"""The sizing in concept, statements of work and offer: the same numbers as on its own page and in the terminal."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from functools import cache

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.evidence.current_figures import current_figures
from delivery_wiki.calculations.money.agreed_changes import EVER
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.sizing_request import InputBasis, Scenario, SizingInput, SizingRequest
from delivery_wiki.pages.documents.formal_offer import formal_offer
from delivery_wiki.pages.documents.implementation_concept import implementation_concept
from delivery_wiki.pages.documents.statement_of_work import statement_of_work
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.sizing.sizing_pages import sizing, sizing_table
from delivery_wiki.pages.sizing.sizing_report import sizing_json
from tests.pages.documents.examples import document_in, outline, texts
from tests.pages.harbour import context, harbour, html

EVERYWHERE = ("Inputs given", "Inputs by default", "Result")
IN_THE_CONCEPT = (
    *EVERYWHERE,
    "Nodes by year; what rises is bold",
    "The year of each next node",
    "Storage by year",
    "Scenarios; what differs from the base is bold",
)


def _input(name: str, value: int, basis: InputBasis = InputBasis.MEASURED) -> SizingInput:
    return SizingInput(input=name, value=value, basis=basis, source="Report of May")


REQUEST = SizingRequest(
    rules=Pin(id="groupware-sessions", version="1"),
    inputs=(
        _input("webmail-users", 6000),
        _input("groupware-users", 3000, InputBasis.ASSUMED),
        _input("mobile-users", 1000),
    ),
    scenarios=(Scenario(id="more", title="Many more", inputs=(_input("webmail-users", 60000),)),),
)


@cache
def _given(audience: Audience) -> PageContext:
    return context(audience=audience, sizing=REQUEST)


def _captioned(blocks: tree.Blocks) -> dict[str, list[list[str]]]:
    """The words of each table by its caption; the twins of drawings are tables, too."""
    found = {}
    for block in blocks:
        if isinstance(block, tree.Figure) and block.twin:
            found[block.twin.caption] = texts(block.twin)
        elif isinstance(block, tree.Table):
            found[block.caption] = texts(block)
        inner = getattr(block, "blocks", ())
        found |= _captioned(inner) if isinstance(inner, tuple) else {}
    return found


def _documents(given: PageContext) -> dict[str, tree.Blocks]:
    sows = {f"sow-{sow.topic}": statement_of_work(given, sow.topic) for sow in given.view.project.sows}
    return {"concept": implementation_concept(given), "offer": formal_offer(given), **sows}


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.CUSTOMER])
def test_inputs_and_results_are_the_same_everywhere(audience: Audience) -> None:
    """Concept, each statement of work of a topic and the offer say what the sizing page says, cell by cell."""
    given = _given(audience)
    expected = _captioned(sizing(given))
    documents = {name: blocks for name, blocks in _documents(given).items() if name != "sow-basic"}
    assert len(documents) >= 3
    for name, blocks in documents.items():
        found = _captioned((document_in(blocks),))
        assert {text: found.get(text) for text in EVERYWHERE} == {text: expected[text] for text in EVERYWHERE}, name
    assert _captioned(sizing_table(given))["Result"] == expected["Result"]


def test_the_concept_has_growth_and_scenarios_as_the_sizing_page_has_them() -> None:
    """Chart, tables and scenarios are the same; the working stays in the sizing document."""
    given = _given(Audience.CUSTOMER)
    concept = implementation_concept(given)
    expected, found = _captioned(sizing(given)), _captioned((document_in(concept),))
    assert {text: found.get(text) for text in IN_THE_CONCEPT} == {text: expected[text] for text in IN_THE_CONCEPT}
    titles = [line.split(" ", 1)[1] for line in outline(document_in(concept).blocks)]
    start = titles.index("Sizing")
    assert titles[start + 1 : start + 5] == ["Inputs", "Results", "Growth", "Scenarios"]
    assert "<svg" in html(given, concept)


def test_the_terminal_gives_the_counts_of_the_documents() -> None:
    """`delivery size --format json` and the offer name the same number of nodes."""
    given = _given(Audience.INTERNAL)
    assert given.sizing is not None
    counts = {result["title"]: result["count"] for result in json.loads(sizing_json(given.sizing))["results"]}
    rows = _captioned((document_in(formal_offer(given)),))["Result"]
    assert {row[0]: row[1].split(" / ")[0] for row in rows} == counts


def test_what_is_assumed_is_marked_in_a_contract() -> None:
    """Whoever signs sees which inputs nobody has measured, and under which rule set the numbers stand."""
    given = _given(Audience.CUSTOMER)
    text = html(given, formal_offer(given))
    assert "Groupware by concurrent sessions, version 1" in text
    rows = _captioned((document_in(formal_offer(given)),))["Inputs given"]
    assert [row[2] for row in rows] == ["measured", "assumed", "measured"]


def test_a_project_without_sizing_has_no_such_section() -> None:
    """The section is optional: it takes no number of its own."""
    given = context(audience=Audience.CUSTOMER, sizing=None)
    contracts = {name: blocks for name, blocks in _documents(given).items() if name != "concept"}
    assert contracts
    for blocks in contracts.values():
        assert not any(line.endswith(" Sizing") for line in outline(document_in(blocks).blocks))


@pytest.mark.parametrize(("day", "warned"), [(1, False), (2, True)])
def test_an_offer_older_than_an_input_says_so_above_the_document(day: int, warned: bool) -> None:
    """What was offered rested on other numbers; the warning is no part of the document."""
    base = harbour()
    documents = (
        *(document for document in base.documents if document.kind != "formal-offer"),
        DocumentRecord(kind="formal-offer", revision=1, revised=dt.date(2026, 6, 1)),
    )
    inputs = (replace(REQUEST.inputs[0], date=dt.date(2026, 6, day)), *REQUEST.inputs[1:])
    given = context(documents=documents, sizing=replace(REQUEST, inputs=inputs), issued=())
    blocks = formal_offer(given)
    title, count, named = (
        "The sizing below is newer than this revision of Jun 1, 2026.",
        "1 input changed on Jun 2, 2026",
        "<li>Webmail accounts (Jun 2, 2026)</li>",
    )
    for text in (title, count, named):
        assert (text in html(given, blocks)) is warned
        assert text not in html(given, (document_in(blocks),))


def test_who_buys_reads_three_lines() -> None:
    """Offer and Basic SOW say which sizing, what comes out, and what somebody has to confirm; no table is repeated."""
    given = _given(Audience.CUSTOMER)
    basic = document_in(statement_of_work(given, "basic"))
    assert not set(EVERYWHERE) & set(_captioned((basic,)))
    for text in (html(given, (basic,)), html(given, formal_offer(given))):
        assert "computed with Groupware by concurrent sessions, version 1" in text
        assert "It assumes: Groupware accounts: 3,000" in text


@pytest.mark.parametrize("decision", [ChangeDecision.OPEN, ChangeDecision.AGREED])
def test_the_concept_says_which_figures_hold_until_a_change_is_agreed(decision: ChangeDecision) -> None:
    """Inputs that contain an open change request lead the tables; above them stands what was signed."""
    (change,) = harbour().changes
    asked = replace(change, sizing=("webmail-users",), decision=decision)
    signed = Issued(
        document="implementation-concept",
        revision=1,
        fingerprint="f" * 64,
        issued=dt.date(2026, 9, 1),
        figures={"sizing.input.webmail-users": "2000"},
    )
    given = context(sizing=REQUEST, changes=(asked,), issued=(signed,))
    text = html(given, implementation_concept(given))

    waits = decision is ChangeDecision.OPEN
    assert ("What follows contains CR-1, not agreed yet." in text) is waits
    assert ("Without CR-1: " in text) is waits


@pytest.mark.parametrize("annex", [True, False])
def test_the_details_of_the_sizing_are_an_annex_that_can_be_left_out(annex: bool) -> None:
    """It stands behind the signatures, by letter."""
    offer = harbour().offer
    assert offer is not None
    given = context(audience=Audience.CUSTOMER, sizing=REQUEST, offer=replace(offer, sizing_annex=annex))
    clauses = [block for block in document_in(formal_offer(given)).blocks if isinstance(block, tree.Clause)]
    assert [clause.number for clause in clauses if clause.annex] == (["A"] if annex else [])
    assert clauses[-1].annex is annex


def test_a_statement_of_work_can_do_without_the_sizing() -> None:
    """With `cites_sizing: false` neither the section nor the figures that bind are there; others keep both."""
    given = _given(Audience.INTERNAL)
    project, computed = given.view.project, given.sizing
    others = [sow for sow in project.sows if sow.topic == "basic"]
    (first, *_) = (sow for sow in project.sows if sow.topic != "basic")
    without = replace(
        project, sows=tuple(replace(sow, cites_sizing=False) if sow is first else sow for sow in project.sows)
    )
    changed = replace(given, view=replace(given.view, project=without))
    kind, topic = ("basic-sow", None) if first.topic == "basic" else ("sow", first.topic)
    assert "sizing.input.webmail-users" in current_figures(kind, topic, given.view, computed, on=EVER)
    cited = current_figures(kind, topic, changed.view, computed, on=EVER)
    assert not [name for name in cited if name.startswith("sizing.")]
    assert set(EVERYWHERE) <= set(_captioned(statement_of_work(given, first.topic)))
    assert not set(EVERYWHERE) & set(_captioned(statement_of_work(changed, first.topic)))
    for other in others:
        assert "computed with Groupware" in html(changed, statement_of_work(changed, other.topic))
