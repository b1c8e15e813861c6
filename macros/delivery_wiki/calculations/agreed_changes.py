"""Decided change requests: how each stands on a day, which statement of work it changes, and what holds since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from delivery_wiki.model.project import ChangeDecision, ChangeRequest, StatementOfWork
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
    """The change requests that are agreed on a day, in the order of their decisions."""
    found = [one for one in changes if decision_on(one, on) is ChangeDecision.AGREED and not one.withdrawn]
    return tuple(sorted(found, key=lambda change: change.decided or on))


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
    """The person-days that change requests add; less is negative."""
    return sum((change.days for change in changes), Decimal(0))
