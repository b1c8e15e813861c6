"""Business days and milestones: relative dates, lateness, and the two weeks for feedback."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from delivery_wiki.calculations.base.business_days import add_business_days, is_business_day
from delivery_wiki.calculations.gates.plan_dates import gate_milestone, planned_milestones, poc_feedback_due
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.status_projects import ON, complete_project, day

FRIDAY = dt.date(2026, 11, 27)
MONDAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("start", "count", "holidays", "expected"),
    [
        (FRIDAY, 1, (), MONDAY),
        (FRIDAY, 1, (MONDAY,), dt.date(2026, 12, 1)),
        (FRIDAY, 0, (), FRIDAY),
        (dt.date(2026, 11, 28), 0, (), dt.date(2026, 11, 28)),
        (dt.date(2026, 11, 28), 1, (), MONDAY),
        (MONDAY, -1, (), FRIDAY),
        (FRIDAY, 10, (), dt.date(2026, 12, 11)),
    ],
)
def test_business_days_leave_out_weekends_and_holidays(
    start: dt.date, count: int, holidays: tuple[dt.date, ...], expected: dt.date
) -> None:
    """Counting starts on the next business day; no days leave the date as it is."""
    assert add_business_days(start, count, holidays) == expected


def test_a_holiday_is_no_business_day() -> None:
    """Nor is a Saturday."""
    assert is_business_day(MONDAY, ())
    assert not is_business_day(MONDAY, {MONDAY})
    assert not is_business_day(dt.date(2026, 11, 28), ())


def with_milestones(*milestones: Milestone) -> Project:
    """A project with these milestones alone."""
    return replace(complete_project(), milestones=milestones)


def test_a_relative_milestone_follows_the_forecast_of_the_one_before() -> None:
    """And its baseline stays where it was agreed."""
    first = Milestone(id="M-1", title="Workshop", baseline=FRIDAY, forecast=MONDAY)
    second = Milestone(id="M-2", title="Concept", baseline=MONDAY, after="M-1", business_days=2)

    planned = planned_milestones(with_milestones(second, first), ON)

    assert [milestone.milestone.id for milestone in planned] == ["M-1", "M-2"]
    assert (planned[1].forecast, planned[1].baseline, planned[1].days_late) == (dt.date(2026, 12, 2), MONDAY, 2)


def test_a_chain_counts_every_step_on_business_days() -> None:
    """Two days after a Friday's next business day is a Wednesday."""
    chain = (
        Milestone(id="M-1", title="A", baseline=FRIDAY, actual=FRIDAY),
        Milestone(id="M-2", title="B", after="M-1", business_days=1),
        Milestone(id="M-3", title="C", after="M-2", business_days=2),
    )

    planned = planned_milestones(with_milestones(*chain), ON)

    assert [milestone.forecast for milestone in planned] == [None, MONDAY, dt.date(2026, 12, 2)]


def test_milestones_that_follow_each_other_in_a_circle_have_no_date() -> None:
    """The check reports the circle; the plan does not hang."""
    milestone = Milestone(id="M-1", title="A", after="M-2", business_days=1)
    other = Milestone(id="M-2", title="B", after="M-1", business_days=1)

    assert [planned.forecast for planned in planned_milestones(with_milestones(milestone, other), ON)] == [None, None]


def test_a_milestone_is_overdue_the_day_after_its_date() -> None:
    """An overdue one is at least as late as today, whatever the forecast said."""
    due = Milestone(id="M-1", title="A", baseline=day(11, 20), forecast=day(11, 23))

    today = planned_milestones(with_milestones(due), day(11, 23))[0]
    tomorrow = planned_milestones(with_milestones(due), day(11, 24))[0]

    assert (today.overdue, today.days_late) == (False, 3)
    assert (tomorrow.overdue, tomorrow.days_late) == (True, 4)


def test_a_milestone_reached_in_the_future_is_not_reached() -> None:
    """A date that has not come is a forecast at best."""
    done = Milestone(id="M-1", title="A", baseline=day(11, 20), actual=day(11, 22))

    assert planned_milestones(with_milestones(done), day(11, 21))[0].actual is None
    assert planned_milestones(with_milestones(done), day(11, 22))[0].days_late == 2


def test_a_withdrawn_milestone_is_never_late_and_dates_no_gate() -> None:
    """It stays in the plan to be seen."""
    gone = Milestone(id="M-1", title="A", gate="ready", baseline=day(1, 1), withdrawn="Merged into M-2")

    plan = planned_milestones(with_milestones(gone), ON)

    assert (plan[0].overdue, plan[0].days_late) == (False, 0)
    assert gate_milestone(plan, "ready") is None


def test_feedback_is_due_two_weeks_after_the_announcement() -> None:
    """Calendar days, as the process says."""
    project = complete_project()
    assert project.poc is not None

    assert poc_feedback_due(project) == day(1, 22)
    assert poc_feedback_due(replace(project, poc=replace(project.poc, announced=None))) is None
    assert poc_feedback_due(replace(project, poc=None)) is None
