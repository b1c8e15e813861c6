"""The traceability matrix: counts first, gaps marked, orphans last."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.registers.traceability_pages import traceability_page
from tests.calculations.status_projects import complete_project, status_of
from tests.pages.documents.examples import tables, words_of
from tests.pages.harbour import context, harbour, rows_of


def test_counts_stand_on_top() -> None:
    """How many requirements are complete, and how far along the others are; a section counts once it is written."""
    coverage, failing, gaps, counts, *_ = traceability_page(context())

    assert isinstance(coverage, tree.Bar)
    assert isinstance(gaps, tree.Paragraph)
    assert isinstance(failing, tree.Paragraph)
    assert words_of(failing.content) == "1 requirement fails: R-001"
    assert words_of(gaps.content) == "1 with a gap: R-002"
    assert isinstance(counts, tree.Facts)
    assert [(name, words_of(value)) for name, value in counts.pairs] == [
        ("In the concept", "1 of 3"),
        ("In a statement of work", "2 of 3"),
        ("With a test", "1 of 3"),
        ("With another proof", "1 of 3"),
        ("With a result", "1 of 3"),
    ]


def test_each_requirement_is_in_one_part_of_the_bar() -> None:
    """Its row says the same word as the bar, so that rows and bar add up to one truth."""
    coverage, *_ = traceability_page(context())
    rows = rows_of(traceability_page(context()), id="matrix")

    assert isinstance(coverage, tree.Bar)
    assert sum(amount for _, amount, _ in coverage.parts) == coverage.total == len(rows)
    assert coverage.text == " · ".join(text for _, _, text in coverage.parts)
    assert sorted(row[5].split(" / ")[0] for row in rows) == sorted(
        text.split(" ", 1)[1] for _, amount, text in coverage.parts for _ in range(amount)
    )


def test_a_row_leads_from_requirement_to_newest_result() -> None:
    """requirement → concept → SOW → test → result."""
    row = rows_of(traceability_page(context()), id="matrix")[0]

    assert row[0].startswith("R-001 / ")
    assert row[1:4] == ["Authentication and single sign-on", "SOW-basic", "T-001"]


def test_what_is_missing_is_marked_and_said() -> None:
    """A gap has a shape, a word and a reason."""
    matrix = next(table for table in tables(traceability_page(context())) if table.id == "matrix")
    row = next(row for row in matrix.rows if words_of(row.cells[0]).startswith("R-002"))

    assert "The concept section" in words_of(row.cells[5]) or "No " in words_of(row.cells[5])
    assert row.data == (("proof", "gap"),)


def test_tests_and_deliverables_that_no_requirement_asks_for_stand_below() -> None:
    """What leads nowhere is either missing a requirement or not wanted."""
    (case, *others) = harbour().tests
    blocks = traceability_page(context(tests=(replace(case, id="T-009", requirements=()), case, *others)))
    rows = rows_of(blocks, id="orphans-table")

    assert [(row[0], row[2]) for row in rows] == [
        ("T-009", "Test"),
        ("DEL-3", "Deliverable"),
        ("DEL-5", "Deliverable"),
    ]


def test_a_test_that_failed_or_was_blocked_is_no_proof() -> None:
    """Neither counts as proven, and each has a part of the bar, a mark and a word of its own."""
    (run, *_) = harbour().test_runs
    for verdict, said, mark in (
        (Verdict.FAIL, "1 failed", tree.Mark.FAILED),
        (Verdict.BLOCKED, "1 blocked", tree.Mark.LATE),
    ):
        ran = replace(run, results=(replace(run.results[0], verdict=verdict),))
        coverage, *_ = traceability_page(context(test_runs=(ran,)))
        assert isinstance(coverage, tree.Bar)
        assert (mark, 1, said) in coverage.parts
        assert "proven by tests" not in coverage.text


def test_a_blocked_case_is_a_gap() -> None:
    """Nobody knows yet whether the requirement is met, and no result of it is counted."""
    (run, *_) = harbour().test_runs
    blocked = replace(run, results=(replace(run.results[0], verdict=Verdict.BLOCKED, defect="", defect_class=None),))
    blocks = traceability_page(context(test_runs=(blocked,)))
    row = rows_of(blocks, id="matrix")[0]

    (counts,) = [block for block in blocks if isinstance(block, tree.Facts)]
    assert words_of(counts.pairs[-1][1]) == "0 of 3"
    assert "T-001 is blocked: nobody could judge it" in row[5]


def test_what_is_covered_in_part_is_said_in_the_bar_and_at_its_tests() -> None:
    """With a mark of its own, neither that of a test nor that of a gap."""
    given = complete_project()
    (case, *others) = given.tests
    part = replace(given, tests=(replace(case, in_part=case.requirements), *others))
    blocks = traceability_page(replace(context(), status=status_of(part)))
    (coverage, *_) = blocks
    assert isinstance(coverage, tree.Bar)
    assert coverage.text == "1 proven by tests · 1 covered in part"
    (row, *_) = rows_of(blocks, id="matrix")
    assert row[5] == "covered in part"


def test_where_all_requirements_have_a_gap_none_is_named() -> None:
    """The bar says it already, and twelve of 400 say nothing about the others."""
    given = context(test_runs=(), tests=(), requirements=harbour().requirements[1:2])
    blocks = traceability_page(given)

    assert [block for block in blocks if isinstance(block, tree.Paragraph)] == []
    assert isinstance(blocks[0], tree.Bar)
    assert blocks[0].text == "1 with a gap"


def test_what_is_dropped_says_whether_it_was_rejected_or_put_off() -> None:
    """A row of dashes would leave that to another page."""
    rows = rows_of(traceability_page(context()), id="matrix")
    dropped = [row for row in rows if "dropped" in row[-1]]

    assert dropped
    assert all("rejected" in row[-1] or "deferred" in row[-1] for row in dropped)
