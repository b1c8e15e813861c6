"""What a project costs: the prices of its statements of work together, one sum a currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from delivery_wiki.model.status import SowFigures

from .efforts import request_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPrice:
    """The sum of `count` prices with the agreed change requests, without tax, in the minor unit of its currency.

    `estimated` is the part of it whose days are charged: it may come out otherwise.
    """

    currency: str
    amount: Decimal
    count: int
    estimated: Decimal
    has_changes: bool


def project_prices(sows: Iterable[SowFigures]) -> tuple[ProjectPrice, ...]:
    """One sum a currency, in the order of first mention; a change request of several statements of work counts once."""
    found: dict[str, ProjectPrice] = {}
    counted = set[str]()
    for figures in sows:
        again = (request for request in figures.requests if request.id in counted)
        repeated = sum((request_amount(figures.sow, request) for request in again), Decimal(0))
        charged = replace(figures, changes_amount=figures.changes_amount - repeated).charged
        counted |= {request.id for request in figures.requests}
        if charged is not None:
            before = found.get(figures.currency)
            found[figures.currency] = ProjectPrice(
                currency=figures.currency,
                amount=charged + (before.amount if before else Decimal(0)),
                count=1 + (before.count if before else 0),
                estimated=(charged if figures.is_estimate else Decimal(0)) + (before.estimated if before else 0),
                has_changes=bool(figures.requests) or bool(before and before.has_changes),
            )
    return tuple(found.values())
