"""Dates that contradict one another: what cannot have happened in this order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from delivery_wiki.calculations.money.agreed_changes import counts_for
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.whole_project import Project


class _Dated(Protocol):
    @property
    def location(self) -> Location: ...


def check_dates(project: Project) -> Iterator[Finding]:
    """Dates out of order, missing or before the project starts, and milestones that wait for each other."""
    yield from _check_order(project)
    yield from _check_results_before_checks(project)
    yield from _check_start(project)
    yield from _check_decisions(project)
    yield from _check_milestone_cycles(project.milestones)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """A date with the field that it stands in."""

    value: _Dated
    field: str
    date: dt.date | None


def _moment(value: _Dated, field: str, date: dt.date | None) -> _Moment:
    return _Moment(value=value, field=field, date=date)


def _check_order(project: Project) -> Iterator[Finding]:
    for earlier, later in _ordered_moments(project):
        if earlier.date is not None and later.date is not None and later.date < earlier.date:
            yield error(
                "dates-out-of-order",
                later.value.location.at(later.field),
                f"{later.field} {later.date} lies before {earlier.field} {earlier.date}.",
                "Correct the one that is wrong.",
                also=earlier.value.location.at(earlier.field),
            )


def _ordered_moments(project: Project) -> Iterator[tuple[_Moment, _Moment]]:
    """Each pair of dates that has an order, the earlier one first."""
    for point in project.open_points:
        raised = _moment(point, "raised", point.raised)
        yield raised, _moment(point, "closed", point.closed)
        yield raised, _moment(point, "due", point.due)
    for sow in project.sows:
        starts = _moment(sow, "starts", sow.starts)
        yield starts, _moment(sow, "ends", sow.ends)
        attempts = (attempt for deliverable in sow.deliverables for attempt in deliverable.attempts)
        yield from ((starts, _moment(attempt, "date", attempt.date)) for attempt in attempts)
        changed = (change for change in project.changes if counts_for(change, sow))
        ends = [_moment(change, "ends", change.ends) for change in changed]
        yield from ((starts, moment) for moment in ends)
        if not any(moment.date for moment in ends):
            options = sow.contract.options if sow.contract else ()
            yield from (
                (_moment(option, "notice_by", option.notice_by), _moment(sow, "ends", sow.ends)) for option in options
            )
    for change in project.changes:
        yield _moment(change, "raised", change.raised), _moment(change, "decided", change.decided)
    for requirement in project.requirements:
        yield (
            _moment(requirement, "agreed", requirement.agreed),
            _moment(requirement, "implemented", requirement.implemented),
        )
    for minutes in project.minutes:
        met = _moment(minutes, "date", minutes.date)
        yield from ((met, _moment(action, "done", action.done)) for action in minutes.actions)
        yield from ((met, _moment(action, "due", action.due)) for action in minutes.actions)
    if poc := project.poc:
        yield _moment(poc, "announced", poc.announced), _moment(poc, "feedback", poc.feedback)
        for issue in poc.departments:
            yield _moment(issue, "raised", issue.raised), _moment(issue, "closed", issue.closed)


def _check_results_before_checks(project: Project) -> Iterator[Finding]:
    """A check that found the requirement met before it was implemented; a failed one may come first."""
    for requirement in project.requirements:
        for check in requirement.checks:
            if check.met and requirement.implemented and check.date < requirement.implemented:
                yield error(
                    "dates-out-of-order",
                    check.location.at("date"),
                    f"{requirement.id} was checked as met on {check.date}, before it was implemented on "
                    f"{requirement.implemented}.",
                    "Correct the one that is wrong.",
                    also=requirement.location.at("implemented"),
                )


def _check_decisions(project: Project) -> Iterator[Finding]:
    """A decided change request without a day: no as-of day lies behind it, so that it counts as open for ever."""
    for change in project.changes:
        if change.decision is not ChangeDecision.OPEN and change.decided is None and not change.withdrawn:
            yield warning(
                "decision-without-date",
                change.location.at("decision"),
                f"{change.id} is {change.decision.value} and states no day; until it does, it counts as open.",
                f"Add the day on which it was {change.decision.value}: decided, and a date.",
            )


def _check_start(project: Project) -> Iterator[Finding]:
    start = project.started
    if start is None:
        return
    for value, field, date, what in _dates_of_the_project(project):
        if date is not None and date < start:
            yield warning(
                "date-before-start",
                value.location.at(field),
                f"{what} is {date}, before the start of the project on {start}.",
                "Correct the date, or set started to the day on which the project really began.",
                also=project.location.at("started"),
            )


def _dates_of_the_project(project: Project) -> Iterator[tuple[_Dated, str, dt.date | None, str]]:
    for milestone in project.milestones:
        for field in ("baseline", "forecast", "actual"):
            date = {"baseline": milestone.baseline, "forecast": milestone.forecast, "actual": milestone.actual}[field]
            yield milestone, field, date, f"the {field} of {milestone.id}"
    for record in project.documents:
        yield from (
            (event, "date", event.date, f"the event {event.event.value} of {record.kind}") for event in record.events
        )
    for run in project.test_runs:
        yield run, "date", run.date, "the date of the test run"
    if project.poc:
        yield project.poc, "announced", project.poc.announced, "the announcement of the proof of concept"


def _check_milestone_cycles(milestones: tuple[Milestone, ...]) -> Iterator[Finding]:
    """A milestone that waits for itself has no date."""
    after = {milestone.id: milestone.after for milestone in milestones}
    for milestone in milestones:
        path = [milestone.id]
        following = milestone.after
        while following is not None and following not in path:
            path.append(following)
            following = after.get(following)
        if following == milestone.id == min(path):
            yield error(
                "milestone-cycle",
                milestone.location.at("after"),
                f"the milestones wait for each other: {' after '.join([*path, milestone.id])}.",
                "Give one of them a forecast of its own instead of after.",
            )
