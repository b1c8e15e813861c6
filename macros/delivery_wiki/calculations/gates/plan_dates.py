"""The plan: milestones with their dates resolved, and how late they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import PlannedMilestone

from ..base.business_days import add_business_days
from ..base.phrases import id_order

POC_FEEDBACK_DAYS = 14


def planned_milestones(project: Project, on: dt.date) -> tuple[PlannedMilestone, ...]:
    """Every milestone by date; a relative date counts business days from the milestone that it follows.

    Business days are Monday to Friday without the project's holidays; `days_late` are calendar days and never below
    zero. A milestone that follows itself has no date; one without a date stands last.
    """
    by_id = {milestone.id: milestone for milestone in project.milestones}
    planned = [_planned(milestone, by_id, project.holidays, on) for milestone in project.milestones]
    return tuple(sorted(planned, key=_order))


def gate_milestone(plan: tuple[PlannedMilestone, ...], gate: str) -> PlannedMilestone | None:
    """The milestone of a gate that still holds, the earliest when there are several."""
    return next(
        (milestone for milestone in plan if milestone.milestone.gate == gate and not milestone.milestone.withdrawn),
        None,
    )


def poc_feedback_due(project: Project) -> dt.date | None:
    """Feedback on a proof of concept is due 14 calendar days after it was announced, as the process has it."""
    if project.poc is None or project.poc.announced is None:
        return None
    return project.poc.announced + dt.timedelta(days=POC_FEEDBACK_DAYS)


def _planned(
    milestone: Milestone, by_id: Mapping[str, Milestone], holidays: tuple[dt.date, ...], on: dt.date
) -> PlannedMilestone:
    baseline = _resolved(milestone, by_id, holidays, baseline=True)
    forecast = _resolved(milestone, by_id, holidays, baseline=False)
    actual = milestone.actual if milestone.actual and milestone.actual <= on else None
    expected = forecast or baseline
    overdue = not milestone.withdrawn and actual is None and expected is not None and expected < on
    reached = actual or (on if overdue else expected)
    days_late = max(0, (reached - baseline).days) if reached and baseline and not milestone.withdrawn else 0
    return PlannedMilestone(
        milestone=milestone, baseline=baseline, forecast=forecast, actual=actual, days_late=days_late, overdue=overdue
    )


def _resolved(
    milestone: Milestone, by_id: Mapping[str, Milestone], holidays: tuple[dt.date, ...], *, baseline: bool
) -> dt.date | None:
    """Walk back to the first milestone with a date, then add the business days of the way; a circle has no date."""
    days: list[int] = []
    seen: set[str] = set()
    current: Milestone | None = milestone
    while current is not None and current.id not in seen:
        seen.add(current.id)
        own = _own_date(current, baseline=baseline, first=current is milestone)
        if own is not None:
            for count in reversed(days):
                own = add_business_days(own, count, holidays)
            return own
        days.append(current.business_days)
        current = by_id.get(current.after) if current.after else None
    return None


def _own_date(milestone: Milestone, *, baseline: bool, first: bool) -> dt.date | None:
    if baseline:
        return milestone.baseline
    if first:
        return milestone.forecast
    return milestone.actual or milestone.forecast or (None if milestone.after else milestone.baseline)


def _order(planned: PlannedMilestone) -> tuple[dt.date, tuple[int, str]]:
    day = planned.actual or planned.forecast or planned.baseline or dt.date.max
    return (day, id_order(planned.milestone))
