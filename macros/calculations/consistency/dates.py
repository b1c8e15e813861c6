"""Dates that contradict one another: what cannot have happened in this order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

from macros.model.finding import Finding, Location, error, warning
from macros.model.project import Milestone, Project

from .near_miss import quoted, repair_name


class _Dated(Protocol):
    @property
    def location(self) -> Location: ...


def check_dates(project: Project) -> Iterator[Finding]:
    """Dates out of order, dates before the project starts, circular milestones and an unknown time zone."""
    yield from _check_order(project)
    yield from _check_results_before_checks(project)
    yield from _check_start(project)
    yield from _check_milestone_cycles(project.milestones)
    if not _zone_exists(project.time_zone):
        yield error(
            "unknown-time-zone",
            project.location.at("time_zone"),
            f"{quoted(project.time_zone)} is not a time zone of the IANA database.",
            repair_name(project.time_zone, available_timezones(), otherwise="write one such as Europe/Berlin"),
        )


def _zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError):  # unknown, a folder of the database, or no legal key
        return False
    return True


def _check_order(project: Project) -> Iterator[Finding]:
    for value, earlier, first, later, second in _ordered_pairs(project):
        if first is not None and second is not None and second < first:
            yield error(
                "dates-out-of-order",
                value.location.at(later),
                f"{later} {second} lies before {earlier} {first}.",
                "correct the one that is wrong.",
                also=value.location.at(earlier),
            )


def _ordered_pairs(project: Project) -> Iterator[tuple[_Dated, str, dt.date | None, str, dt.date | None]]:
    """Each pair that has an order: the value, the earlier field and date, the later field and date."""
    for point in project.open_points:
        yield point, "raised", point.raised, "closed", point.closed
        yield point, "raised", point.raised, "due", point.due
    for sow in project.sows:
        yield sow, "starts", sow.starts, "ends", sow.ends
        for deliverable in sow.deliverables:
            if sow.starts and deliverable.accepted and deliverable.accepted < sow.starts:
                yield deliverable, "starts", sow.starts, "accepted", deliverable.accepted
    for change in project.changes:
        yield change, "raised", change.raised, "decided", change.decided
    for one in project.requirements:
        yield one, "agreed", one.agreed, "implemented", one.implemented
    for minutes in project.minutes:
        for action in minutes.actions:
            yield action, "date", minutes.date, "done", action.done
            yield action, "date", minutes.date, "due", action.due
    if poc := project.poc:
        yield poc, "announced", poc.announced, "feedback", poc.feedback
        for issue in poc.departments:
            yield issue, "raised", issue.raised, "closed", issue.closed


def _check_results_before_checks(project: Project) -> Iterator[Finding]:
    """A check that found the requirement met before it was implemented; a failed one may come first."""
    for one in project.requirements:
        for check in one.checks:
            if check.met and one.implemented and check.date < one.implemented:
                yield error(
                    "dates-out-of-order",
                    check.location.at("date"),
                    f"{one.id} was checked as met on {check.date}, before it was implemented on {one.implemented}.",
                    "correct the one that is wrong.",
                    also=one.location.at("implemented"),
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
                f"{what} {date} lies before the start of the project {start}.",
                "correct the date, or set started to the day on which the project really began.",
                also=project.location.at("started"),
            )


def _dates_of_the_project(project: Project) -> Iterator[tuple[_Dated, str, dt.date | None, str]]:
    for milestone in project.milestones:
        for field in ("baseline", "forecast", "actual"):
            date = {"baseline": milestone.baseline, "forecast": milestone.forecast, "actual": milestone.actual}[field]
            yield milestone, field, date, f"{field} of {milestone.id}"
    for record in project.documents:
        yield from ((event, "date", event.date, f"{record.kind} {event.event.value}") for event in record.events)
    for run in project.test_runs:
        yield run, "date", run.date, f"the test run {run.name} of"
    if project.poc:
        yield project.poc, "announced", project.poc.announced, "the announcement of the proof of concept"


def _check_milestone_cycles(milestones: tuple[Milestone, ...]) -> Iterator[Finding]:
    """A milestone that waits for itself has no date."""
    after = {one.id: one.after for one in milestones}
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
                "give one of them a forecast of its own instead of after.",
            )
