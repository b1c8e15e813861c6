"""Decided change requests: how each stands on a day, which statement of work it changes, and what holds since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, StatementOfWork, WorkPackage
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CHARGED_BY_DAY

EVER = dt.date.max  # a check judges whatever is written, whenever it comes to hold


def own_items(sow: StatementOfWork) -> tuple[str, ...]:
    """The ids that stand in a statement of work."""
    criteria = [criterion.id for deliverable in sow.deliverables for criterion in deliverable.acceptance]
    return (
        *(deliverable.id for deliverable in sow.deliverables),
        *criteria,
        *(package.id for package in sow.work_packages),
    )


def touches(change: ChangeRequest, sow: StatementOfWork) -> bool:
    """Whether a change request moves a statement of work or something inside it, or names it as the one it changes."""
    return bool({sow.id, sow.topic, *own_items(sow)} & {*change.moves, change.sow})


def counts_for(change: ChangeRequest, sow: StatementOfWork) -> bool:
    """Whether days, amount and limits of a change request are those of this statement of work.

    One that says `sow` counts there alone; any other counts for each one that it moves.
    """
    return change.sow in {sow.id, sow.topic} if change.sow else touches(change, sow)


def decision_on(change: ChangeRequest, on: dt.date) -> ChangeDecision:
    """How a change request is decided on a day: what is decided later, or without a date, is still open."""
    if change.decided is None or change.decided > on:
        return ChangeDecision.OPEN
    return change.decision


def agreed(changes: Iterable[ChangeRequest], on: dt.date) -> tuple[ChangeRequest, ...]:
    """The change requests that are agreed on a day and not withdrawn, in the order of their decisions."""
    found = [
        request for request in changes if decision_on(request, on) is ChangeDecision.AGREED and not request.withdrawn
    ]
    return tuple(sorted(found, key=lambda change: change.decided or on))


def as_agreed(sow: StatementOfWork, changes: Iterable[ChangeRequest], on: dt.date) -> StatementOfWork:
    """The statement of work without what is planned for change requests that nobody had agreed to by a day.

    What was spent on such work before stays, as that of a withdrawn work package does.
    """
    waiting = {change.id for change in waiting_changes(changes, on)}
    planned = {item.change for item in sow.deliverables} | {package.change for package in sow.work_packages}
    if not waiting & planned:
        return sow
    packages = (_set_aside(package) if package.change in waiting else package for package in sow.work_packages)
    return replace(
        sow,
        deliverables=tuple(deliverable for deliverable in sow.deliverables if deliverable.change not in waiting),
        work_packages=tuple(package for package in packages if package is not None),
    )


def waiting_changes(changes: Iterable[ChangeRequest], on: dt.date) -> tuple[ChangeRequest, ...]:
    """The change requests that are not agreed on a day: work that is planned for them stands beside what is agreed."""
    return tuple(
        change for change in changes if change.withdrawn or decision_on(change, on) is not ChangeDecision.AGREED
    )


def agreed_requirements(project: Project, on: dt.date) -> tuple[Requirement, ...]:
    """The requirements without those that only deliverables of change requests bring that nobody agreed to yet."""
    waiting = {change.id for change in waiting_changes(project.changes, on)}
    beside = {item.id for sow in project.sows for item in sow.deliverables if item.change in waiting}
    return tuple(
        requirement
        for requirement in project.requirements
        if not requirement.deliverables or not beside.issuperset(requirement.deliverables)
    )


def waits_for(project: Project, requirement: Requirement, on: dt.date) -> tuple[str, ...]:
    """The change requests without which nothing brings a requirement, and that nobody agreed to yet."""
    waiting = {change.id for change in waiting_changes(project.changes, on)}
    of = {item.id: item.change for sow in project.sows for item in sow.deliverables}
    changes = tuple(dict.fromkeys(of.get(id) for id in requirement.deliverables))
    return tuple(change for change in changes if change) if waiting.issuperset(changes) else ()


def planned_for(sow: StatementOfWork, change: ChangeRequest) -> tuple[tuple[Deliverable, ...], tuple[WorkPackage, ...]]:
    """The deliverables and the work packages that are planned for a change request."""
    return (
        tuple(item for item in sow.deliverables if item.change == change.id and not item.withdrawn),
        tuple(item for item in sow.work_packages if item.change == change.id and not item.withdrawn),
    )


def _set_aside(package: WorkPackage) -> WorkPackage | None:
    return replace(package, withdrawn=package.withdrawn or str(package.change)) if package.spent else None


def held_by(sow: StatementOfWork, change: ChangeRequest) -> bool:
    """Whether the revision was written after the decision, so that its own days, price and limits contain the change.

    The first revision holds none: what is agreed can change only what was written before. Nor can one of time and
    material hold days that were given away: it charges each day of its work packages.
    """
    if sow.revision < 2 or sow.revised is None or change.decided is None:
        return False
    charges_days = sow.price is not None and sow.price.basis in CHARGED_BY_DAY
    return change.decided <= sow.revised and not (charges_days and _is_given_away(change))


def _is_given_away(change: ChangeRequest) -> bool:
    return bool(change.days) and not change.amount


def agreed_changes(sow: StatementOfWork, changes: Iterable[ChangeRequest], on: dt.date) -> tuple[ChangeRequest, ...]:
    """The change requests that are agreed on a day and stand beside a statement of work, in order."""
    return tuple(change for change in agreed(changes, on) if counts_for(change, sow) and not held_by(sow, change))


def held_changes(sow: StatementOfWork, changes: Iterable[ChangeRequest], on: dt.date) -> tuple[ChangeRequest, ...]:
    """The change requests that are agreed on a day and that the revision contains already, in order."""
    return tuple(change for change in agreed(changes, on) if counts_for(change, sow) and held_by(sow, change))


def cap_change(changes: Sequence[ChangeRequest]) -> ChangeRequest | None:
    """The last of some agreed change requests that states the cap."""
    return next((change for change in reversed(changes) if change.cap is not None), None)


def end_change(changes: Sequence[ChangeRequest]) -> ChangeRequest | None:
    """The last of some agreed change requests that states the end of the work."""
    return next((change for change in reversed(changes) if change.ends is not None), None)


def validity_change(changes: Sequence[ChangeRequest]) -> ChangeRequest | None:
    """The last of some agreed change requests that states until when the price holds."""
    return next((change for change in reversed(changes) if change.valid_until is not None), None)


def changed_days(changes: Iterable[ChangeRequest]) -> Decimal:
    """The person-days that change requests add, exact and not rounded; those that they give away are negative."""
    return sum((change.days for change in changes), Decimal(0))
