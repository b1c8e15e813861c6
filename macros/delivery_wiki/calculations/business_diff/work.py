"""Statements of work and the offer: sums first, then price, scope and whatever else was written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from delivery_wiki.calculations.efforts import OfferFigures, figures, offer_figures, sow_figures
from delivery_wiki.model.project import Project, StatementOfWork
from delivery_wiki.model.status import SowFigures

from .changes import Change, ChangeKind, Figure, Thing, Topic, Value
from .values import field_changes

DAYS, TOTAL = "Effort in days", "Total price"
OFFER = Thing(Topic.EFFORT, "", "Formal Offer")
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
    "payment": Topic.EFFORT,
    "price": Topic.EFFORT,
}


def work_changes(before: Project, after: Project) -> Iterator[Change]:
    """The changes of every statement of work, then of the offer."""
    old, new = ({sow.topic: sow for sow in project.sows} for project in (before, after))
    for topic in sorted(old.keys() | new.keys()):
        left, right = old.get(topic), new.get(topic)
        if left is None or right is None:
            yield from _whole(left, right)
        else:
            yield from _sums(left, right)
            yield from _fields(left, right, (before, after))
    yield from _offer(before, after)


def _whole(left: StatementOfWork | None, right: StatementOfWork | None) -> Iterator[Change]:
    sow, kind = (right, ChangeKind.ADDED) if right is not None else (left, ChangeKind.REMOVED)
    if sow is not None:
        yield Thing(Topic.SCOPE, sow.id, sow.title).change(kind)
        sums = figures(sow)
        for field, value in ((DAYS, Figure(value=sums.days)), (TOTAL, _price(sums))):
            old, new = (None, value) if right is not None else (value, None)
            yield Thing(Topic.EFFORT, sow.id, sow.title).moved(field, old, new)


def _sums(left: StatementOfWork, right: StatementOfWork) -> Iterator[Change]:
    old, new = figures(left), figures(right)
    thing = Thing(Topic.EFFORT, right.id, right.title)
    if old.days != new.days:
        yield thing.moved(DAYS, Figure(value=old.days), Figure(value=new.days))
    if _price(old) != _price(new):
        yield thing.moved(TOTAL, _price(old), _price(new))


def _price(sums: SowFigures) -> Value:
    return Figure(value=sums.total, currency=sums.currency) if sums.total is not None else None


def _fields(left: StatementOfWork, right: StatementOfWork, projects: tuple[Project, Project]) -> Iterator[Change]:
    for name in StatementOfWork.__dataclass_fields__:
        if name in IN_REGISTERS or getattr(left, name) == getattr(right, name):
            continue
        topic = TOPICS.get(name, Topic.SCOPE)
        others = tuple(other for other in StatementOfWork.__dataclass_fields__ if other != name)
        thing = Thing(topic, right.id, right.title)
        if name == "price" and left.price is not None and right.price is not None:
            yield from field_changes(thing, left.price, right.price, projects)
        else:
            yield from field_changes(thing, left, right, projects, *others)


def _offer(before: Project, after: Project) -> Iterator[Change]:
    old, new = before.offer, after.offer
    if old is None or new is None:
        if old is not new:
            yield OFFER.change(ChangeKind.ADDED if old is None else ChangeKind.REMOVED)
        return
    left, right = offer_figures(old, sow_figures(before)), offer_figures(new, sow_figures(after))
    for field, was, is_now in (
        ("Price of the services", _money(left, left.services), _money(right, right.services)),
        ("Price of the licences", _money(left, left.licences), _money(right, right.licences)),
    ):
        if was != is_now:
            yield OFFER.moved(field, was, is_now)
    yield from field_changes(OFFER, old, new, (before, after))


def _money(sums: OfferFigures, amount: Decimal | None) -> Value:
    return Figure(value=amount, currency=sums.currency) if amount is not None else None
