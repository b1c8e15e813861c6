"""The requirements page: register, filters, ladder, trace, and the list that authors place in their text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.model.project.test_results import TestResult, Verdict
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.registers.requirement_cards import requirement_in_full
from delivery_wiki.pages.registers.requirements_pages import (
    PAGE_KINDS,
    failing_line,
    requirement_list,
    requirements_page,
)
from tests.pages.documents.examples import tables, texts, words_of
from tests.pages.harbour import context, empty, harbour, html, pages, rows_of

FAILED = TestResult(case="T-001", verdict=Verdict.FAIL, digest="")


def _in_full(id: str) -> tree.Blocks:
    given = context()
    return next(
        requirement_in_full(given, requirement)
        for requirement in given.status.requirements
        if requirement.requirement.id == id
    )


def _paragraphs(blocks: tree.Blocks) -> list[str]:
    return [words_of(block.content) for block in blocks if isinstance(block, tree.Paragraph)]


def test_the_page_begins_with_how_far_the_requirements_are() -> None:
    """Answer first: how many stand at each step of the ladder."""
    first = requirements_page(context())[0]

    assert isinstance(first, tree.Bar)
    assert first.text.startswith("4 requirements: ")
    assert sum(amount for _, amount, _ in first.parts) == 4


def test_each_row_is_the_place_of_its_requirement_and_opens_in_full() -> None:
    """A deep link lands on the row; the row holds the whole requirement, folded, found by the browser's search."""
    shown = html(context(), requirements_page(context()))

    assert '<tr id="R-001"' in shown
    assert 'href="#R-001-full"' in shown
    assert '<details class="dw-details" id="R-001-full">' in shown
    assert shown.index('<tr id="R-001"') < shown.index('id="R-001-full"') < shown.index('<tr id="R-002"')


def test_a_requirement_in_full_names_its_trace() -> None:
    """From source to result; the statement stands in its row."""
    trace = _paragraphs(_in_full("R-001"))[1]

    assert trace.startswith("Trace: rfi, question 4 → Authentication and single sign-on → SOW-basic → T-001 → ")


def test_the_ladder_shows_every_step_and_marks_the_one_that_counts() -> None:
    """Where it stands is a state; the steps behind it have their dates, those ahead stand back."""
    draft, implemented = (
        next(block for block in _in_full(id) if isinstance(block, tree.Paragraph)) for id in ("R-002", "R-001")
    )

    assert words_of(draft.content) == "draft → agreed → implemented → checked → signed"
    assert [part for part in draft.content if isinstance(part, tree.State)] == [tree.State(tree.Mark.OPEN, "draft")]
    assert words_of(implemented.content).startswith("draft → agreed ")
    assert words_of(implemented.content).endswith(" → signed")
    assert [part.mark for part in implemented.content if isinstance(part, tree.State)] == [tree.Mark.WORKING]


def test_what_is_missing_is_told_once() -> None:
    """The trace names what is there; gaps stand in one line below it."""
    trace, gaps, *_ = _paragraphs(_in_full("R-002"))[1:]

    assert "no " not in trace
    assert (
        gaps.count(" · ")
        == len(next(status for status in context().status.requirements if status.requirement.id == "R-002").gaps) - 1
    )


def test_a_check_is_one_line() -> None:
    """Day, person, outcome and evidence."""
    first, last = _paragraphs(_in_full("R-001"))[3:]

    assert first == "Checked Jun 15, 2026 by Petra Beispiel: not met. Dry run"
    assert last == "Checked Jul 2, 2026 by Petra Beispiel: met. Dry run"


def test_a_requirement_that_left_the_ladder_says_so_with_the_reason() -> None:
    """Rejected, deferred and waived requirements keep their row and their reason."""
    facts = next(block for block in _in_full("R-003") if isinstance(block, tree.Facts))

    assert ("Decision", "rejected: Left out by D-2.") in facts.pairs


def test_values_on_which_sources_disagree_stand_side_by_side() -> None:
    """Both values stand with their source."""
    (stated, *_) = tables(_in_full("R-002"))

    assert texts(stated) == [["2 hours", "Workshop"], ["3 hours", "rfi, question 9"]]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["R-001", "R-002", "R-003", "R-004"]),
        ({"area": "provisioning"}, ["R-002"]),
        ({"priority": "must"}, ["R-001", "R-004"]),
        ({"priority": "must", "party": "customer"}, ["R-004"]),
        ({"sow": "basic"}, ["R-001"]),
        ({"sow": "SOW-migration"}, ["R-002"]),
        ({"state": "rejected"}, ["R-003"]),
    ],
)
def test_a_list_shows_the_requirements_that_meet_every_condition(
    conditions: dict[str, str], expected: list[str]
) -> None:
    """Authors choose by area, priority, party, SOW and state."""
    (table,) = tables(requirement_list(context(), **conditions))

    assert [row[0] for row in texts(table)] == expected
    assert not [row for row in table.rows if row.id]


@pytest.mark.parametrize("conditions", [{"priority": "mst"}, {"party": "vender"}, {"area": "mial"}, {"sow": "basik"}])
def test_a_condition_that_no_requirement_can_meet_is_refused(conditions: dict[str, str]) -> None:
    """A misspelt condition would otherwise print an empty table into a contract."""
    with pytest.raises(ValueError, match="is not one of"):
        requirement_list(context(), **conditions)


def test_thirteen_requirements_get_chips_search_and_sort() -> None:
    """Filter chips for priority, party, state and area where rows exceed twelve."""
    first, second, *_ = harbour().requirements
    many = tuple(replace(first if number % 2 else second, id=f"R-{number:03}") for number in range(1, 14))
    table = next(table for table in tables(requirements_page(context(requirements=many))) if table.id == "requirements")

    assert table.sortable
    assert table.search
    assert [chosen.key for chosen in table.filters] == ["priority", "state", "area"]
    assert dict(table.rows[0].data)["priority"] == "must"


def test_a_project_without_requirements_has_no_page() -> None:
    """A page exists only where there is something to show."""
    assert not pages(PAGE_KINDS, context(empty()))
    assert [page.stem for page in pages(PAGE_KINDS, context())] == ["requirements"]
    assert len(rows_of(requirements_page(context()), id="requirements")) == 4


def test_a_requirement_that_fails_is_named_and_stands_first() -> None:
    """By its newest test; one that was rejected fails no more."""
    given = context()
    failed = replace(FAILED, case="T-001")
    status = replace(
        given.status,
        requirements=tuple(
            replace(found, latest=failed if found.requirement.id in {"R-002", "R-003"} else None)
            for found in given.status.requirements
        ),
    )
    blocks = requirements_page(replace(given, status=status))
    (table,) = tables(blocks)

    assert _paragraphs(blocks) == ["1 requirement fails: R-002"]
    assert [row[0] for row in texts(table)] == ["R-002", "R-001", "R-003", "R-004"]


def test_what_is_blocked_does_not_fail() -> None:
    """Nobody could judge it, which is another thing to do: it is counted and named apart, behind what fails."""
    given = context()
    newest = {"R-001": replace(FAILED, verdict=Verdict.BLOCKED), "R-002": FAILED}
    found = [replace(of, latest=newest.get(of.requirement.id)) for of in given.status.requirements]
    shown = replace(given, status=replace(given.status, requirements=tuple(found)))

    assert _paragraphs(requirements_page(shown)) == [
        "1 requirement fails: R-002 · 1 requirement blocked: R-001 Sep 2, 2026"
    ]
    assert _paragraphs(failing_line(shown, 3)) == ["1 requirement fails: R-002 · 1 requirement blocked: R-001"]
    assert [row[0] for row in rows_of(requirements_page(shown), id="requirements")][:2] == ["R-002", "R-001"]
