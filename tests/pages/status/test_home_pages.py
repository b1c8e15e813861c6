"""A project's home: answer first, for the team and for the customer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements.tree import Callout, Details, Figure, Heading, Paragraph, SideBySide, Strip
from delivery_wiki.pages.macros.context_bar import context_bar
from delivery_wiki.pages.macros.staged_pages import page_source
from delivery_wiki.pages.status.home_pages import PAGE_KINDS, project_home
from delivery_wiki.pages.status.people_pages import people
from tests.calculations.money.test_efforts import package, priced
from tests.pages.status_examples import EMPTY, ON, PROJECT, REFUSED, context, html


def test_the_first_line_says_health_phase_and_day() -> None:
    """No scrolling for where it stands."""
    first = project_home(context())[0]

    assert isinstance(first, Paragraph)
    line = html((first,))
    for words in ("late", "Initialisation", "day 24"):
        assert words in line


def test_the_line_above_each_page_says_whose_it_is_how_it_stands_and_the_day() -> None:
    """For the team with the way to all projects, which a customer has not."""
    place, state = context_bar(context())
    theirs, same = context_bar(context(audience=Audience.CUSTOMER))

    assert PROJECT.title in place
    assert "../index.html" in place
    assert "../index.html" not in theirs
    assert PROJECT.title in theirs
    for words in ("7 days late", "1 Initialisation", "as of Nov 24, 2026"):
        assert words in state
        assert words in same


def test_a_title_with_markup_stays_text_in_the_line_above() -> None:
    """A project's title is data."""
    (place, _) = context_bar(context(replace(PROJECT, title="<b>{{ 1 }}</b>")))

    named = context(replace(PROJECT, title="<b>{{ 1 }}</b>"))
    front_matter = page_source(PAGE_KINDS[0].find(named)[0], named).split("---")[1]

    assert "<b>" not in place
    assert "{{" not in front_matter


def test_the_home_answers_before_its_picture() -> None:
    """The next gate and who acts next stand beside each other; the whole process is folded away."""
    blocks = project_home(context())
    kinds = [type(block) for block in blocks]

    assert kinds.index(Strip) < kinds.index(SideBySide) < kinds.index(Heading)
    (whole,) = [block for block in blocks if isinstance(block, Details) and block.id == "whole-process"]
    assert not whole.open
    assert isinstance(whole.blocks[0], Figure)
    (strip,) = [block for block in blocks if isinstance(block, Strip)]
    assert [step.current for step in strip.steps].count(True) == 1
    assert strip.steps[0].note == "1 of 2 met"


def test_a_customer_first_reads_what_is_needed_from_them() -> None:
    """Before the phases, overdue ones first, with a calendar; nothing of the vendor's duties."""
    blocks = project_home(context(audience=Audience.CUSTOMER))
    needs = next(block for block in blocks if isinstance(block, Callout))
    page = html((needs,))

    assert needs.kind == "need"
    assert blocks.index(needs) < next(i for i, block in enumerate(blocks) if isinstance(block, Strip))
    assert "OP-1" in page
    assert ">answer<" in page
    assert "4 days overdue" in page
    assert "Cara Customer" in page
    assert "needed.ics" in page
    assert "OP-2" not in page


def test_a_customer_who_owes_nothing_reads_that() -> None:
    """An empty list would look like a fault."""
    page = html(project_home(context(EMPTY, Audience.CUSTOMER)))

    assert "We need nothing from you at the moment." in page


def test_the_team_sees_what_both_sides_owe() -> None:
    """Due next is about everybody."""
    page = html(project_home(context()))

    assert "Due next" in page
    assert "OP-1" in page
    assert "OP-2" in page


def test_every_condition_of_the_next_gate_says_why_and_who() -> None:
    """An open condition names its reason and who can move it; what is open stands before what is met."""
    page = html(project_home(context()))
    gate = page[page.index("Next gate: Go / No-Go") : page.index("Due next")]

    assert gate.index("No overdue open points") < gate.index("Project Charter agreed")
    assert "1 of 2 met" in gate
    assert "baseline Dec 5, 2026" in gate


def test_an_archived_project_says_so_with_its_reason() -> None:
    """A No-Go is an end of its own: no next gate, nothing owed."""
    page = html(project_home(context(REFUSED, Audience.CUSTOMER)))

    assert "Archived: No-Go" in page
    assert "The budget went elsewhere" in page
    assert "D-1" in page
    assert "Next gate" not in page
    assert "What we need from you" not in page


def test_spent_effort_is_internal() -> None:
    """Customers read what was ordered, not what was spent."""
    assert "spent" not in html(project_home(context(audience=Audience.CUSTOMER)))


def test_an_empty_project_has_a_home() -> None:
    """Nothing written yet is a state, not a fault."""
    page = html(project_home(context(EMPTY)))

    assert "Nobody owes anything" in page
    assert "not there yet" in page


def test_author_text_is_escaped() -> None:
    """A question with markup in it stays text."""
    page = html(project_home(context()))

    assert "<b>mail</b>" not in page
    assert "&lt;b&gt;mail&lt;/b&gt;" in page


def test_links_lead_to_pages_that_exist() -> None:
    """Every page of the project that the home links to is among its pages."""
    page = html(project_home(context()))
    targets = {part.split('"')[0].split("#")[0] for part in page.split('href="')[1:]}

    assert targets - {""} <= {
        "index.html",
        "open-points.html",
        "people.html",
        "plan.html",
        "process.html",
        "charter.html",
    }


def test_people_show_what_each_owes_and_carry_the_anchors() -> None:
    """Other pages link to people by id."""
    page = html(people(context()))

    assert 'id="cara"' in page
    assert 'id="telco"' in page
    assert "4 days overdue" in page


def test_people_of_no_party_are_not_lost() -> None:
    """A person whose party is unknown still appears."""
    stray = replace(PROJECT, people=(replace(PROJECT.people[0], party="elsewhere"),))

    assert "Vera Vendor" in html(people(context(stray)))


def test_home_is_the_index_and_named_after_the_project() -> None:
    """The home is the page that a folder opens with."""
    page = PAGE_KINDS[0].find(context())[0]

    assert (page.stem, page.title) == ("index", "Overview")
    assert '<h1 id="top">Mail for Example Telco</h1>' in page_source(page, context())


def test_what_is_needed_is_by_party() -> None:
    """Only the customer's side is counted."""
    owed = context(audience=Audience.CUSTOMER).status.owed

    assert any(entry.party is PartyKind.VENDOR for entry in owed)


def test_a_customer_is_not_asked_to_reach_a_gate() -> None:
    """What the gate waits for is asked for itself; a milestone of their own without a gate is theirs to see to."""
    gate, own = (
        replace(PROJECT, milestones=(replace(PROJECT.milestones[0], title="Their day", owner="cara", gate=of),))
        for of in ("go-no-go", None)
    )
    asked, also = (html(project_home(context(project, Audience.CUSTOMER))) for project in (gate, own))

    assert "What we need from you (1, 1 overdue)" in asked
    assert "What we need from you (2, 1 overdue)" in also
    assert ">see to<" in also


def test_what_binds_stands_first_in_what_is_needed() -> None:
    """A change request to decide before a question that is overdue; the block opens open and can be folded."""
    change = ChangeRequest(
        id="CR-1",
        title="More mail",
        reason="More",
        raised=ON,
        due=ON + dt.timedelta(days=9),
        raised_by="cara",
        moves=(),
    )
    needs = next(
        block
        for block in project_home(context(replace(PROJECT, changes=(change,)), Audience.CUSTOMER))
        if isinstance(block, Callout)
    )
    page = html((needs,))

    assert page.index("To sign, accept or decide") < page.index("CR-1") < page.index("To answer and do")
    assert page.index("CR-1") < page.index("OP-1")
    assert 'class="dw-details dw-callout dw-callout--need" open>' in page


def test_the_figures_stand_above_the_gate_for_the_team() -> None:
    """On a phone they stand below it: the answer comes first there."""
    (beside,) = [block for block in project_home(context(harbour_with_price())) if isinstance(block, SideBySide)]
    page = html((beside,))

    assert page.index('class="dw-above"') < page.index("Price without tax") < page.index("Next gate")
    assert "1,000.00\xa0EUR" in page


def harbour_with_price() -> Project:
    """The example with a statement of work of one day at 1,000.00."""
    return replace(PROJECT, sows=(priced(package("WP-1", "1", "lead")),))
