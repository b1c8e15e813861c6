"""Limits of a price that are reached: by the plan, by agreed change requests, by the forecast, by the cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from delivery_wiki.model.status import SowFigures, translatable

from .margins import SowMargin, charged_labour, forecast_by_rates


class Limit(Enum):
    """What sets a limit to what is charged."""

    CAP = "cap"
    EXPENSES_CAP = "expenses-cap"
    CONTINGENCY = "contingency"
    PRICE = "price"


class Reached(Enum):
    """What reaches a limit: the plan, the plan with agreed change requests, or spent and remaining days."""

    PLAN = "plan"
    CHANGES = "changes"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedLimit:
    """A limit of a statement of work and the amount that passes it, in its currency, rounded to the minor unit.

    `most` of a contingency is work and reserve.
    """

    sow: str
    limit: Limit
    by: Reached
    amount: Decimal
    most: Decimal
    currency: str

    @property
    def over(self) -> Decimal:
        """How far it is passed, in its currency: what is not charged, what eats the margin, what is paid on top."""
        return self.amount - self.most

    @property
    def internal(self) -> bool:
        """Whether it rests on what is spent, or on what things cost: nothing that leaves the vendor."""
        return self.by is Reached.FORECAST or self.limit is Limit.PRICE


TEXTS = translatable(
    {
        (
            Limit.CAP,
            Reached.PLAN,
        ): "Cap reached, {over} not charged: by its rates it comes to {amount}, the cap is {most}.",
        (Limit.CAP, Reached.CHANGES): (
            "Cap reached, {over} not charged: with the agreed change requests it comes to {amount}, the cap is {most}."
        ),
        (Limit.CAP, Reached.FORECAST): (
            "Cap reached by the forecast, {over} not charged: spent and remaining days (without those of agreed change"
            " requests), travel, expenses and the amounts of these change requests come to {amount}, the cap is {most}."
        ),
        (Limit.EXPENSES_CAP, Reached.PLAN): (
            "Cap of travel and expenses reached, {over} not charged: they come to {amount}, the cap is {most}."
        ),
        (Limit.CONTINGENCY, Reached.FORECAST): (
            "Contingency used up: spent and remaining days (without those of agreed change requests, travel and"
            " expenses) come to {amount}, work and contingency are {most}."
        ),
        (Limit.PRICE, Reached.PLAN): "Price below cost: as planned it costs {amount} and brings {most}.",
        (Limit.PRICE, Reached.FORECAST): (
            "Price below cost: as spent and remaining days forecast it, it costs {amount} and brings {most}."
        ),
    }
)


def reached_text(reached: ReachedLimit) -> str:
    """The message id of a reached limit, with the amounts {over}, {amount} and {most}; no amount is filled in."""
    return TEXTS[(reached.limit, reached.by)]


def reached_limits(figures: SowFigures, margin: SowMargin | None = None) -> tuple[ReachedLimit, ...]:
    """Every limit of the price that is reached; cost counts where the margin is handed over.

    A forecast is told where it passes a limit further than the plan with its agreed change requests does.
    """
    found = [*_cap(figures), *_expenses(figures), *_contingency(figures)]
    return (*found, *(_cost(figures, margin) if margin else ()))


def _cap(figures: SowFigures) -> Iterator[ReachedLimit]:
    if figures.cap is None or figures.by_rates is None or figures.with_changes is None:
        return
    if figures.by_rates > figures.cap:
        yield _reached(figures, Limit.CAP, Reached.PLAN, figures.by_rates, figures.cap)
    if figures.requests and figures.with_changes > max(figures.cap, figures.by_rates):
        yield _reached(figures, Limit.CAP, Reached.CHANGES, figures.with_changes, figures.cap)
    forecast = forecast_by_rates(figures)
    told = max(figures.cap, figures.with_changes)
    if forecast is not None and forecast > told:
        yield _reached(figures, Limit.CAP, Reached.FORECAST, forecast, figures.cap)


def _expenses(figures: SowFigures) -> Iterator[ReachedLimit]:
    price, whole = figures.sow.price, figures.travel + figures.expenses
    if price is None or figures.by_rates is None or price.fixed_amount is not None:
        return
    if figures.above_expenses_cap:
        most = whole - figures.above_expenses_cap
        yield _reached(figures, Limit.EXPENSES_CAP, Reached.PLAN, whole, most)


def _contingency(figures: SowFigures) -> Iterator[ReachedLimit]:
    """Days beyond the plan and the agreed change requests that take the whole reserve."""
    work = charged_labour(figures)
    if work is None or figures.labour is None or not figures.contingency:
        return
    most = figures.labour + figures.contingency
    if work >= most:
        yield _reached(figures, Limit.CONTINGENCY, Reached.FORECAST, work, most)


def _cost(figures: SowFigures, margin: SowMargin) -> Iterator[ReachedLimit]:
    """What the work loses; a price below nothing is the fault of a change request, and told there."""
    if figures.with_changes is not None and figures.with_changes < 0:
        return
    told = Decimal(0)
    for by, reckoning in ((Reached.PLAN, margin.planned), (Reached.FORECAST, margin.forecast)):
        if reckoning.cost is not None and reckoning.price is not None and reckoning.cost - reckoning.price > told:
            told = reckoning.cost - reckoning.price
            yield _reached(figures, Limit.PRICE, by, reckoning.cost, reckoning.price)


def _reached(figures: SowFigures, limit: Limit, by: Reached, amount: Decimal, most: Decimal) -> ReachedLimit:
    return ReachedLimit(sow=figures.sow.id, limit=limit, by=by, amount=amount, most=most, currency=figures.currency)
