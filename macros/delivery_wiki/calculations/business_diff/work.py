"""Statements of work and the offer: sums first, then price, scope and whatever else was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.margins import internal_margins
from delivery_wiki.calculations.money.offers import OfferFigures, day_of_offer, offer_figures, open_changes
from delivery_wiki.calculations.money.price_limits import Limit, Reached, reached_limits
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import SowFigures, translatable

from .changes import Change, ChangeKind, ComparedSide, FigureValue, Thing, Topic, Value
from .clause_changes import clause_changes
from .values import field_changes

DAYS, TOTAL = "Effort in days", "Total price"
WITH_CHANGES = translatable(
    {
        "days": "Effort in days, with agreed change requests",
        "total": "Total price, with agreed change requests",
    }
)
OFFER = Thing(Topic.EFFORT, "", "Formal Offer")
LIMITS = translatable(
    {
        (Limit.CAP, Reached.PLAN): "Cap reached, not charged",
        (Limit.CAP, Reached.CHANGES): "Cap reached with the agreed change requests, not charged",
        (Limit.CAP, Reached.FORECAST): "Cap reached by the forecast, not charged",
        (Limit.EXPENSES_CAP, Reached.PLAN): "Cap of travel and expenses reached, not charged",
        (Limit.CONTINGENCY, Reached.FORECAST): "Contingency used up, and beyond it",
        (Limit.PRICE, Reached.PLAN): "Price below cost as planned, by",
        (Limit.PRICE, Reached.FORECAST): "Price below cost by the forecast, by",
    }
)
LimitKey: TypeAlias = tuple[str, Limit, Reached]
IN_REGISTERS = ("deliverables", "work_packages")
TOPICS = {
    "scope": Topic.SCOPE,
    "out_of_scope": Topic.SCOPE,
    "starts": Topic.DATES,
    "ends": Topic.DATES,
    "dates_note": Topic.DATES,
    "title": Topic.SCOPE,
    "revision": Topic.DOCUMENTS,
    "revised": Topic.DOCUMENTS,
    "acceptance_clock": Topic.DELIVERABLES,
    "acceptance": Topic.DELIVERABLES,
    "payment": Topic.EFFORT,
    "contract": Topic.RULES,
    "price": Topic.EFFORT,
}


def work_changes(before: ComparedSide, after: ComparedSide) -> Iterator[Change]:
    """The changes of every statement of work with its limits that are reached, then of the offer."""
    projects = (before.view.project, after.view.project)
    old, new = ({sow.topic: sow for sow in project.sows} for project in projects)
    reached = (_reached(before), _reached(after))
    for topic in sorted(old.keys() | new.keys()):
        left, right = old.get(topic), new.get(topic)
        if left is None or right is None:
            yield from _whole(left, right)
        else:
            yield from _sums(_figures(before, left), _figures(after, right))
            yield from _with_changes(right, _figures(before, left), _figures(after, right))
        if known := right or left:
            yield from _limits(known, *reached)
        if left is not None and right is not None:
            yield from _fields(left, right, projects)
    yield from _offer(before, after)


def _limits(
    sow: StatementOfWork, before: Mapping[LimitKey, Value], after: Mapping[LimitKey, Value]
) -> Iterator[Change]:
    """Limits of its price that are reached on one side, or by another amount."""
    thing, currency = Thing(Topic.EFFORT, sow.id, sow.title), sow.price.currency if sow.price else ""
    nothing = FigureValue(value=Decimal(0), currency=currency)
    for (limit, by), title in LIMITS.items():
        key = (sow.id, limit, by)
        left, right = before.get(key, nothing), after.get(key, nothing)
        if left != right:
            yield thing.moved(title, left, right)


def _reached(side: ComparedSide) -> dict[LimitKey, FigureValue]:
    """How far each limit is passed; what rests on spent days or on cost is for the vendor alone."""
    margins = {margin.id: margin for margin in internal_margins(side.view, side.status)}
    return {
        (reached.sow, reached.limit, reached.by): FigureValue(value=reached.over, currency=reached.currency)
        for figures in side.status.sows
        for reached in reached_limits(figures, margins.get(figures.sow.id))
        if side.view.internal or not reached.internal
    }


def _whole(left: StatementOfWork | None, right: StatementOfWork | None) -> Iterator[Change]:
    sow, kind = (right, ChangeKind.ADDED) if right is not None else (left, ChangeKind.REMOVED)
    if sow is not None:
        yield Thing(Topic.SCOPE, sow.id, sow.title).change(kind)
        sums = figures(sow)
        for field, value in ((DAYS, FigureValue(value=sums.days)), (TOTAL, _price(sums))):
            old, new = (None, value) if right is not None else (value, None)
            yield Thing(Topic.EFFORT, sow.id, sow.title).moved(field, old, new)


def _sums(old: SowFigures | None, new: SowFigures | None) -> Iterator[Change]:
    if old is None or new is None:
        return
    thing = Thing(Topic.EFFORT, new.sow.id, new.sow.title)
    if old.days != new.days:
        yield thing.moved(DAYS, FigureValue(value=old.days), FigureValue(value=new.days))
    if _price(old) != _price(new):
        yield thing.moved(TOTAL, _price(old), _price(new))


def _figures(side: ComparedSide, sow: StatementOfWork) -> SowFigures | None:
    return next((sow_figures for sow_figures in side.status.sows if sow_figures.sow.id == sow.id), None)


def _with_changes(sow: StatementOfWork, old: SowFigures | None, new: SowFigures | None) -> Iterator[Change]:
    """The sums with the change requests that are agreed on the day, where these are others than before."""
    if old is None or new is None or old.requests == new.requests:
        return
    thing = Thing(Topic.EFFORT, sow.id, sow.title)
    days = [FigureValue(value=sow_figures.days + sow_figures.changes_days) for sow_figures in (old, new)]
    totals = [
        FigureValue(value=sow_figures.charged, currency=sow_figures.currency)
        if sow_figures.charged is not None
        else None
        for sow_figures in (old, new)
    ]
    for field, (left, right) in ((WITH_CHANGES["days"], days), (WITH_CHANGES["total"], totals)):
        if left != right:
            yield thing.moved(field, left, right)


def _price(sums: SowFigures) -> Value:
    return FigureValue(value=sums.total, currency=sums.currency) if sums.total is not None else None


def _fields(left: StatementOfWork, right: StatementOfWork, projects: tuple[Project, Project]) -> Iterator[Change]:
    for name in StatementOfWork.__dataclass_fields__:
        if name in IN_REGISTERS or getattr(left, name) == getattr(right, name):
            continue
        topic = TOPICS.get(name, Topic.SCOPE)
        others = tuple(other for other in StatementOfWork.__dataclass_fields__ if other != name)
        thing = Thing(topic, right.id, right.title)
        if name == "price" and left.price is not None and right.price is not None:
            yield from field_changes(thing, left.price, right.price, projects)
        elif name == "clauses":
            yield from clause_changes(thing, left.clauses, right.clauses)
        else:
            yield from field_changes(thing, left, right, projects, *others)


def _offer(before: ComparedSide, after: ComparedSide) -> Iterator[Change]:
    projects = (before.view.project, after.view.project)
    old, new = (project.offer for project in projects)
    if old is None or new is None:
        if old is not new:
            yield OFFER.change(ChangeKind.ADDED if old is None else ChangeKind.REMOVED)
        return
    left, right = _offered(old, before), _offered(new, after)
    for field, was, is_now in (
        ("Price of the services", _money(left, left.services), _money(right, right.services)),
        ("Price of the licences", _money(left, left.licences), _money(right, right.licences)),
    ):
        if was != is_now:
            yield OFFER.moved(field, was, is_now)
    yield from field_changes(OFFER, old, new, projects)


def _offered(offer: Offer, side: ComparedSide) -> OfferFigures:
    project = side.view.project
    last = day_of_offer(project)
    return offer_figures(offer, side.status.sows, on=last, open_changes=open_changes(project, last))


def _money(sums: OfferFigures, amount: Decimal | None) -> Value:
    return FigureValue(value=amount, currency=sums.currency) if amount is not None else None
