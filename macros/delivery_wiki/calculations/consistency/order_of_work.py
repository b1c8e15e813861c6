"""The order of the work: what is needed comes first, and a rejection still leaves time to mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delivery_wiki.calculations.base.business_days import add_business_days
from delivery_wiki.calculations.base.dates_in_text import dates_in
from delivery_wiki.calculations.gates.plan_dates import gate_milestone, planned_milestones
from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.project.statement_of_work_terms import AttemptOutcome, Deliverable, StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import PlannedMilestone

_ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """A result with the day that is agreed for it and the day on which it is expected, and where that is written."""

    id: str
    agreed: dt.date | None
    expected: dt.date | None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needing:
    """Something that needs results before its own day; `day` says in words what it does then."""

    id: str
    needs: tuple[str, ...]
    does: str
    agreed: dt.date | None
    expected: dt.date | None
    location: Location


def check_order_of_work(project: Project) -> Iterator[Finding]:
    """What comes before something that it needs, and deliverables that must not be rejected once."""
    plan = {
        planned_milestone.milestone.id: planned_milestone
        for planned_milestone in planned_milestones(project, dt.date.min)
        if not planned_milestone.milestone.withdrawn
    }
    dated = _results(project, plan)
    for needing in _needing(project, dated):
        for position, id in enumerate(needing.needs):
            if id in dated and id != needing.id:
                yield from _check_need(needing, dated[id], position)
    yield from _check_room(project, plan)


# --- what is needed -------------------------------------------------------------------------------


def _results(project: Project, plan: dict[str, PlannedMilestone]) -> dict[str, _Dated]:
    found = {
        planned_milestone.milestone.id: _Dated(
            id=planned_milestone.milestone.id,
            agreed=planned_milestone.baseline,
            expected=planned_milestone.actual or planned_milestone.forecast or planned_milestone.baseline,
            location=planned_milestone.milestone.location,
        )
        for planned_milestone in plan.values()
    }
    for sow in project.sows:
        for deliverable in sow.deliverables:
            if not deliverable.withdrawn and not _is_accepted(deliverable):
                found[deliverable.id] = _deliverable(deliverable, found.get(deliverable.milestone or ""))
    return found


def _deliverable(deliverable: Deliverable, milestone: _Dated | None) -> _Dated:
    agreed = deliverable.agreed or (milestone.agreed if milestone else None)
    expected = deliverable.forecast or (milestone.expected if milestone else None) or agreed
    return _Dated(id=deliverable.id, agreed=agreed, expected=expected, location=deliverable.location.at("agreed"))


def _is_accepted(deliverable: Deliverable) -> bool:
    newest = deliverable.attempt_on(dt.date.max)
    return newest is not None and newest.outcome is AttemptOutcome.ACCEPTED


def _needing(project: Project, dated: dict[str, _Dated]) -> Iterator[_Needing]:
    for sow in project.sows:
        yield _Needing(
            id=sow.id, needs=sow.needs, does="starts", agreed=sow.starts, expected=sow.starts, location=sow.location
        )
        for deliverable in sow.deliverables:
            if own := dated.get(deliverable.id):
                yield _Needing(
                    id=deliverable.id,
                    needs=deliverable.needs,
                    does="is due",
                    agreed=own.agreed,
                    expected=own.expected,
                    location=deliverable.location,
                )
    for wave in project.environment.migration if project.environment else ():
        yield _Needing(
            id=wave.id, needs=wave.needs, does="moves", agreed=wave.date, expected=wave.date, location=wave.location
        )
    brings = {
        requirement.id: requirement.deliverables for requirement in project.requirements if not requirement.withdrawn
    }
    for case in project.tests:
        proved = [dated[id] for name in case.requirements for id in brings.get(name, ()) if id in dated]
        if not case.withdrawn:
            yield _Needing(
                id=case.id,
                needs=case.needs,
                does="proves what is due",
                agreed=_last(deliverable.agreed for deliverable in proved),
                expected=_last(deliverable.expected for deliverable in proved),
                location=case.location,
            )


def _last(days: Iterable[dt.date | None]) -> dt.date | None:
    return max((day for day in days if day is not None), default=None)


def _check_need(needing: _Needing, needed: _Dated, position: int) -> Iterator[Finding]:
    for own, other, kind in (
        (needing.agreed, needed.agreed, "agreed for"),
        (needing.expected, needed.expected, "expected on"),
    ):
        if own is not None and other is not None and own < other:
            yield warning(
                "needed-later",
                needing.location.at("needs", position),
                f"{needing.id} {needing.does} on {own} and needs {needed.id}, which is {kind} {other}.",
                f"Move {needing.id} to {other} or later, or {needed.id} to {own} or before.",
                also=needed.location,
            )
            return


# --- room for one rejection -----------------------------------------------------------------------


def _check_room(project: Project, plan: dict[str, PlannedMilestone]) -> Iterator[Finding]:
    """The last day of an acceptance after one rejection: review, cure and review again."""
    ends = tuple(_ends(project, plan))
    for sow in project.sows:
        days = _days_of_a_rejection(sow)
        for deliverable in sow.deliverables if days is not None else ():
            day = deliverable.agreed
            if day is None or deliverable.withdrawn or deliverable.counting or days is None:
                continue
            last = add_business_days(day, days, project.holidays)
            yield from _check_end(deliverable, day, last, [end for end in ends if day <= end.day < last])


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """A day by which everything is to be done, what it is called, and where it is written."""

    day: dt.date
    name: str
    location: Location


def _ends(project: Project, plan: dict[str, PlannedMilestone]) -> Iterator[_End]:
    accepted = gate_milestone(tuple(plan.values()), _ACCEPTED)
    if accepted is not None and accepted.baseline is not None:
        milestone = accepted.milestone
        yield _End(day=accepted.baseline, name=f"{milestone.id}, the acceptance", location=milestone.location)
    for position, goal in enumerate(project.goals):
        for day in dates_in(goal, project.language):
            yield _End(day=day, name="a goal", location=project.location.at("goals", position))


def _days_of_a_rejection(sow: StatementOfWork) -> int | None:
    """Business days of two reviews and the repair between them; None without these periods, or without rejections."""
    clock = sow.acceptance_clock
    if clock is None or clock.review_business_days is None or clock.cure_business_days is None:
        return None
    return None if clock.rejections == 0 else 2 * clock.review_business_days + clock.cure_business_days


def _check_end(deliverable: Deliverable, day: dt.date, last: dt.date, ends: list[_End]) -> Iterator[Finding]:
    if not ends:
        return
    end = min(ends, key=lambda end: end.day)
    yield warning(
        "no-room-for-rejection",
        deliverable.location.at("agreed"),
        f"{deliverable.id} is due on {day}; rejected once, its acceptance may last until {last}, after "
        f"{end.day} ({end.name}).",
        "Agree on an earlier day or shorter periods, or accept the finding with its reason.",
        also=end.location,
    )
