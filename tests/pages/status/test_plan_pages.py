"""The plan: the timeline for both widths, and its tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.status import PlannedMilestone
from delivery_wiki.pages.drawings.timeline import NARROW, WIDE, Layout, TimelineBar, TimelineRow, draw_timeline
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.status.plan_pages import PAGE_KINDS, plan
from tests.pages.harbour import ON, context, empty, html, pages, rows_of


def _row(title: str, baseline: dt.date | None, forecast: dt.date | None = None, days_late: int = 0) -> TimelineRow:
    planned = PlannedMilestone(
        milestone=Milestone(id="M-9", title=title),
        baseline=baseline,
        forecast=forecast,
        actual=None,
        days_late=days_late,
        overdue=False,
    )
    return TimelineRow(planned=planned)


def test_milestones_stand_by_date_with_their_delay() -> None:
    """Baseline, forecast, actual, and how many days late."""
    rows = rows_of(plan(context()), id="milestones")

    assert rows[0] == [
        "M-1",
        "Go / No-Go / Gate: Go / No-Go",
        "Nora Nowhere",
        "Mar 2, 2026",
        "–",
        "Mar 4, 2026",
        "2",
        "reached",
    ]
    assert [row[0] for row in rows][:2] == ["M-1", "M-2"]
    assert rows[-1][-1] == "withdrawn / The harbour authority trains its users itself."


def test_a_relative_milestone_says_what_it_follows() -> None:
    """A date that is counted from another milestone says so."""
    rows = rows_of(plan(context()), id="milestones")

    assert "65 business days after M-2" in next(row[1] for row in rows if row[0] == "M-3")


def test_the_timeline_is_drawn_for_wide_and_narrow_screens_and_links_to_the_rows() -> None:
    """The same picture three times, of which the stylesheet shows one; its table twin stands below."""
    shown = html(context(), plan(context()))

    assert 'class="dw-only-wide dw-only-wide--roomy"' in shown
    assert 'class="dw-only-narrow"' in shown
    assert shown.count('href="#M-1"') >= 2
    assert '<tr id="M-1"' in shown
    assert "as of Sep 30, 2026" in shown
    assert "Training" not in shown.split("</figure>")[0]


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_a_late_milestone_has_its_triangle_and_says_so(layout: Layout) -> None:
    """A state is a word and a shape."""
    row = _row("Accepted", dt.date(2026, 9, 1), dt.date(2026, 10, 12), days_late=41)
    shown = draw_timeline([row], [], ON, Words(), layout)

    assert "dw-svg-late" in shown
    assert "41 days late" in shown


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_a_plan_over_years_has_ticks_that_do_not_overlap(layout: Layout) -> None:
    """There are as many ticks as there is room for."""
    row = _row("End", dt.date(2041, 1, 1))
    shown = draw_timeline([row], [], ON, Words(), layout)

    assert shown.count("dw-svg-grid") < 12


def test_the_names_of_statements_of_work_are_escaped() -> None:
    """Project text never becomes markup."""
    start, end = dt.date(2026, 9, 1), dt.date(2026, 9, 30)
    bar = TimelineBar(id="SOW-x", title="<script>", target="sow-x.html", start=start, end=end)

    assert "<script>" not in draw_timeline([], [bar], ON, Words(), WIDE)


def test_a_plan_without_dates_shows_its_milestones_without_a_picture() -> None:
    """An early project knows milestones before it knows dates."""
    given = context(empty(), milestones=(Milestone(id="M-1", title="Go"),))
    shown = html(given, plan(given))

    assert "dw-figure" not in shown.split("<table")[0]
    assert "Go" in shown


def test_the_page_exists_where_there_is_a_plan() -> None:
    """A page exists only where there is something to show."""
    assert not pages(PAGE_KINDS, context(empty()))
    dated = replace(empty(), milestones=(Milestone(id="M-1", title="Go", baseline=ON),))
    assert [page.stem for page in pages(PAGE_KINDS, context(dated))] == ["plan"]


def test_work_behind_the_day_is_darker_and_a_gate_has_the_shape_of_a_gate() -> None:
    """A bar of a statement of work says how much of its time is gone; a gate is no other milestone."""
    shown = html(context(), plan(context())).split("</figure>")[0]

    assert shown.count('fill-opacity="0.38"') >= 2
    assert ">baseline of a gate </text>" in shown
