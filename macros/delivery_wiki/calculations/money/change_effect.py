"""What a change request adds to: price, days and limits of its statement of work as agreed, and with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from delivery_wiki.model.document_kinds import Topic, change_request
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project

from ..base.exact_text import exact_text
from .agreed_changes import (
    EVER,
    agreed_changes,
    as_agreed,
    changed_days,
    counts_for,
    decision_on,
    end_change,
    held_by,
    held_changes,
    validity_change,
)
from .efforts import NOTHING, figures, request_amount

EFFECT = "change."  # what the names of its figures begin with
ITEM = f"{EFFECT}item."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEffect:
    """One statement of work without a change request, and with it.

    Prices and caps in `currency`, rounded to its minor unit, None where there are none; days in person-days. `cap`,
    `ends` and `valid_until` are those that hold without the change: none where the revision has those of the change
    already.
    """

    sow: str
    currency: str
    days: Decimal
    days_with: Decimal
    price: Decimal | None = None
    price_with: Decimal | None = None
    cap: Decimal | None = None
    ends: dt.date | None = None
    valid_until: dt.date | None = None


def change_effects(project: Project, change: ChangeRequest, on: dt.date) -> tuple[ChangeEffect, ...]:
    """What it adds to on a day; of one that is decided by then, on the day of its decision."""
    return tuple(_effect(project, change, sow, on) for sow in project.sows if counts_for(change, sow))


def _effect(project: Project, change: ChangeRequest, sow: StatementOfWork, on: dt.date) -> ChangeEffect:
    is_open = decision_on(change, on) is ChangeDecision.OPEN
    day = on if is_open or change.decided is None else change.decided
    others = tuple(other for other in project.changes if other.id != change.id)
    before = tuple(request for request in agreed_changes(sow, others, day) if _comes_first(request, change, is_open))
    is_inside = decision_on(change, on) is ChangeDecision.AGREED and not change.withdrawn and held_by(sow, change)
    without = as_agreed(sow, project.changes if is_inside else (*others, _as_open(change)), day)
    found, amount = figures(without, before), request_amount(sow, change)
    later = (request for request in held_changes(sow, others, EVER) if not _comes_first(request, change, is_open))
    held = (*later, *([change] if is_inside else ()))
    price = None if found.total is None else found.total + found.changes_amount
    price = None if price is None else price - sum((request_amount(sow, request) for request in held), NOTHING)
    days = found.days + changed_days(before) - changed_days(held)
    return ChangeEffect(
        sow=sow.id,
        currency=found.currency,
        days=days,
        days_with=days + change.days,
        price=price,
        price_with=None if price is None else price + amount,
        cap=None if is_inside and change.cap is not None else found.cap,
        ends=_last(end_change(before), "ends") or (None if is_inside and change.ends else sow.ends),
        valid_until=_last(validity_change(before), "valid_until")
        or (sow.price.valid_until if sow.price and not (is_inside and change.valid_until) else None),
    )


def _comes_first(request: ChangeRequest, change: ChangeRequest, is_open: bool) -> bool:
    """Whether another agreed request was decided before this one; of two of one day the smaller id came first."""
    if is_open or request.decided is None or change.decided is None:
        return True
    return (request.decided, len(request.id), request.id) < (change.decided, len(change.id), change.id)


def _as_open(change: ChangeRequest) -> ChangeRequest:
    return replace(change, decision=ChangeDecision.OPEN, decided=None)


def _last(change: ChangeRequest | None, name: str) -> dt.date | None:
    day: dt.date | None = getattr(change, name) if change else None
    return day


# --- as figures that are frozen when the paper is issued -------------------------------------------


def effect_figures(project: Project, topic: Topic, on: dt.date) -> dict[str, str]:
    """What the paper of a change request sums, by stable names; nothing once it is decided, for then it is history."""
    change = change_request(project, topic)
    if change is None or change.withdrawn or decision_on(change, on) is not ChangeDecision.OPEN:
        return {}
    found = dict(figure for effect in change_effects(project, change, on) for figure in _figures(effect))
    return found | {f"{ITEM}{id}": text for id, text in moved_texts(project, change).items()}


def moved_texts(project: Project, change: ChangeRequest) -> dict[str, str]:
    """What the requirements that it moves say, and the deliverables that it words anew: they are to say others."""
    reworded = {rewording.item for rewording in change.wordings}
    said = {item.id: item.statement for item in project.requirements if item.id in change.moves}
    handed = (item for sow in project.sows for item in sow.deliverables if item.id in reworded and item.description)
    return said | {item.id: item.description for item in handed}


def frozen_texts(issued: Mapping[str, str]) -> dict[str, str]:
    """The same as they were frozen with an issued revision."""
    return {name.removeprefix(ITEM): text for name, text in issued.items() if name.startswith(ITEM)}


def _figures(effect: ChangeEffect) -> Iterator[tuple[str, str]]:
    name = f"{EFFECT}{effect.sow}."
    yield f"{name}currency", effect.currency
    for part in ("days", "days_with", "price", "price_with", "cap"):
        value: Decimal | None = getattr(effect, part)
        if value is not None:
            yield f"{name}{part}", exact_text(value)
    for part in ("ends", "valid_until"):
        day: dt.date | None = getattr(effect, part)
        if day is not None:
            yield f"{name}{part}", day.isoformat()


def frozen_effects(issued: Mapping[str, str]) -> tuple[ChangeEffect, ...]:
    """The effects as they were frozen with an issued revision."""
    names = (name for name in issued if name.startswith(EFFECT) and not name.startswith(ITEM))
    sows = sorted({name.removeprefix(EFFECT).rpartition(".")[0] for name in names})
    return tuple(_frozen(sow, issued) for sow in sows)


def _frozen(sow: str, issued: Mapping[str, str]) -> ChangeEffect:
    def number(part: str) -> Decimal | None:
        text = issued.get(f"{EFFECT}{sow}.{part}")
        return Decimal(text) if text is not None else None

    def day(part: str) -> dt.date | None:
        text = issued.get(f"{EFFECT}{sow}.{part}")
        return dt.date.fromisoformat(text) if text is not None else None

    return ChangeEffect(
        sow=sow,
        currency=issued.get(f"{EFFECT}{sow}.currency", ""),
        days=number("days") or NOTHING,
        days_with=number("days_with") or NOTHING,
        price=number("price"),
        price_with=number("price_with"),
        cap=number("cap"),
        ends=day("ends"),
        valid_until=day("valid_until"),
    )
