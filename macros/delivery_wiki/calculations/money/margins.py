"""Costs and margins, for the vendor alone: planned as it was agreed, and as spent and remaining days forecast it.

What a price holds stands on both sides: days at sell rates and at cost rates; contingency with its percentage of
either; travel and expenses with their own amount, whatever a cap takes off; agreed change requests with their amount,
and their days at the average cost of a planned day. The forecast has no contingency: days above the plan use it up.
Days of agreed change requests are paid with the amount that was agreed, be it nothing, and never by rates as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from delivery_wiki.calculations.base.audience_view import AudienceView
from delivery_wiki.model.project.internal_notes import Internal
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis
from delivery_wiki.model.status import Message, ProjectStatus, SowFigures, message, translatable

from .minor_units import rounded

NOTHING = Decimal(0)


class Position(Enum):
    """What a price or a cost is for."""

    FIXED = "fixed"
    WORK = "work"
    PAID_OTHERWISE = "paid-otherwise"
    CONTINGENCY = "contingency"
    TRAVEL = "travel"
    EXPENSES = "expenses"
    ABOVE_EXPENSES_CAP = "above-expenses-cap"
    CHANGES = "changes"
    ABOVE_CAP = "above-cap"


POSITIONS = translatable(
    {
        Position.FIXED: "Fixed price",
        Position.WORK: "Work",
        Position.PAID_OTHERWISE: "Days of agreed change requests, at rates",
        Position.CONTINGENCY: "Contingency",
        Position.TRAVEL: "Travel",
        Position.EXPENSES: "Expenses",
        Position.ABOVE_EXPENSES_CAP: "Reduction to the cap of travel and expenses",
        Position.CHANGES: "Agreed change requests",
        Position.ABOVE_CAP: "Reduction to the cap",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """A position with its two sides, rounded to the minor unit; None where it has no such side."""

    position: Position
    price: Decimal | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """Price, cost and margin at one time; a sum is None where a part of it is unknown, which `SowMargin.gaps` name.

    All are sums of lines that are rounded already; `known_cost` is the sum of what is known of the cost. A price below
    its cost makes a negative margin. The currency is that of the `SowMargin` or `MarginTotal` around it.
    """

    lines: tuple[MoneyLine, ...] = ()
    price: Decimal | None = None
    cost: Decimal | None = None
    known_cost: Decimal = NOTHING

    @property
    def margin(self) -> Decimal | None:
        """What is left of the price, in its currency; below zero where the cost is higher."""
        return None if self.price is None or self.cost is None else self.price - self.cost

    @property
    def percent(self) -> Decimal | None:
        """The margin in percent of the price, with one place, rounded half up; None where nothing is charged."""
        return percent_of(self.margin, self.price)


@dataclass(frozen=True, slots=True, kw_only=True)
class SowMargin:
    """What a statement of work brings and costs; `gaps` say why a figure is missing, or that there is no forecast.

    `currency` is that of the price, `cost_currency` that of the cost rates; a margin is there where they are one.
    """

    id: str
    topic: str
    currency: str
    cost_currency: str
    planned: Reckoning
    forecast: Reckoning
    gaps: tuple[Message, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether both margins are known, so that it can be added to others."""
        return self.planned.margin is not None and self.forecast.margin is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginTotal:
    """The sums of what is complete in one currency: `count` are added."""

    currency: str
    count: int
    planned: Reckoning
    forecast: Reckoning


def percent_of(margin: Decimal | None, price: Decimal | None) -> Decimal | None:
    """A margin in percent of a price, with one place, rounded half up; None where nothing is charged."""
    if margin is None or not price:
        return None
    return (margin * 100 / price).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def sow_margin(figures: SowFigures, internal: Internal | None, *, ended: bool = False) -> SowMargin:
    """The margin of a statement of work; a project that was archived (`ended`) has no forecast.

    Nothing is converted: where cost rates have another currency than the price, both margins are unknown and `gaps`
    say so.
    """
    costs = _Costs(figures=figures, internal=internal or Internal())
    gaps = [*_price_gaps(figures), *costs.gaps()]
    if ended:
        gaps.append(message("no forecast: the project is archived"))
    return SowMargin(
        id=figures.sow.id,
        topic=figures.sow.topic,
        currency=figures.currency or costs.currency,
        cost_currency=costs.currency,
        planned=_planned(figures, costs),
        forecast=Reckoning() if ended else _forecast(figures, costs),
        gaps=tuple(gaps),
    )


def internal_margins(view: AudienceView, status: ProjectStatus) -> tuple[SowMargin, ...]:
    """The margin of every statement of work; nothing at all for a customer."""
    if not view.internal:
        return ()
    ended = status.archived is not None
    return tuple(sow_margin(figures, view.project.internal, ended=ended) for figures in status.sows)


def total_margins(margins: Iterable[SowMargin | MarginTotal]) -> tuple[MarginTotal, ...]:
    """One total a currency over whatever is complete, in the order of first mention."""
    groups: dict[str, list[SowMargin | MarginTotal]] = {}
    for margin in margins:
        if isinstance(margin, MarginTotal) or margin.complete:
            groups.setdefault(margin.currency, []).append(margin)
    return tuple(
        MarginTotal(
            currency=currency,
            count=sum(margin.count if isinstance(margin, MarginTotal) else 1 for margin in group),
            planned=_added([margin.planned for margin in group]),
            forecast=_added([margin.forecast for margin in group]),
        )
        for currency, group in groups.items()
    )


def _added(reckonings: Sequence[Reckoning]) -> Reckoning:
    cost = sum((reckoning.cost for reckoning in reckonings if reckoning.cost is not None), NOTHING)
    price = sum((reckoning.price for reckoning in reckonings if reckoning.price is not None), NOTHING)
    return Reckoning(price=price, cost=cost, known_cost=cost)


# --- prices ---------------------------------------------------------------------------------------


def forecast_labour(figures: SowFigures) -> Decimal | None:
    """Spent and remaining person-days at their sell rates, in the currency of the price; None where a rate is missing.

    Each work package is rounded once, half up to the minor unit.
    """
    price = figures.sow.price
    rates = {rate.role: rate.rate for rate in price.rates} if price else {}
    return _days_at(
        rates, {effort.id: (effort.role, effort.effort.forecast) for effort in figures.efforts}, figures.currency
    )


def forecast_by_rates(figures: SowFigures) -> Decimal | None:
    """What the forecast comes to before a cap, in the currency of the price; a fixed price does not move with the days.

    The reserve is no part of it, for it covers days that are not yet known; None where a rate is missing.
    """
    price = figures.sow.price
    if price is None or figures.by_rates is None or price.basis is PriceBasis.FIXED_PRICE:
        return figures.with_changes
    labour = charged_labour(figures)
    if labour is None:
        return None
    apart = figures.travel + figures.expenses - figures.above_expenses_cap
    return labour + apart + figures.changes_amount


def charged_labour(figures: SowFigures) -> Decimal | None:
    """What the forecast charges by rates, in the currency of the price: without the days that change requests pay."""
    labour = forecast_labour(figures)
    return None if labour is None else labour - paid_otherwise(figures)


def paid_otherwise(figures: SowFigures) -> Decimal:
    """What the reported days of agreed change requests would come to at the average rate of a forecast day.

    They name no role, and no report says which days are theirs. Rounded once to the minor unit; never more than there
    is, and nothing where a rate is missing or no day is forecast.
    """
    labour, days = forecast_labour(figures), figures.package_effort.forecast
    if not labour or not days:
        return NOTHING
    return min(rounded(labour * figures.reported_days / days, figures.currency), labour)


def _days_at(rates: Mapping[str, Decimal], days: Mapping[str, tuple[str, Decimal]], currency: str) -> Decimal | None:
    """Days of roles at the rates of these, each rounded once; None where a rate is missing for days."""
    if any(role not in rates for role, count in days.values() if count):
        return None
    return sum((rounded(count * rates[role], currency) for role, count in days.values() if count), NOTHING)


def _price_gaps(figures: SowFigures) -> Iterator[Message]:
    price = figures.sow.price
    if price is None or price.basis is PriceBasis.NOT_PRICED:
        yield message("it has no price")
        return
    roles = {rate.role for rate in price.rates}
    if figures.by_rates is None:
        missing = tuple(dict.fromkeys(effort.role for effort in figures.efforts if effort.role not in roles))
        yield message("no sell rate for {roles}", roles=missing) if missing else message("it has no work package")
    elif price.basis is not PriceBasis.FIXED_PRICE and forecast_labour(figures) is None:
        spent = tuple(dict.fromkeys(effort.role for effort in figures.efforts if effort.role not in roles))
        yield message("no sell rate for {roles}", roles=spent)


def _price_lines(figures: SowFigures, labour: Decimal | None, contingency: Decimal) -> dict[Position, Decimal | None]:
    """The price side of a plan or a forecast before the cap of the whole."""
    price = figures.sow.price
    if price is None or figures.by_rates is None:
        return {}
    if price.basis is PriceBasis.FIXED_PRICE:
        return {Position.FIXED: figures.by_rates}
    return {
        Position.WORK: labour,
        Position.CONTINGENCY: contingency,
        Position.TRAVEL: figures.travel,
        Position.EXPENSES: figures.expenses,
        Position.ABOVE_EXPENSES_CAP: -figures.above_expenses_cap,
    }


# --- costs ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Costs:
    """The cost side of a statement of work."""

    figures: SowFigures
    internal: Internal

    @property
    def currency(self) -> str:
        return self.internal.currency

    @property
    def rates(self) -> dict[str, Decimal]:
        return {rate.role: rate.rate for rate in self.internal.cost_rates}

    @property
    def same_currency(self) -> bool:
        """Whether the cost can be set against the price."""
        return not self.figures.currency or self.figures.currency == self.currency

    def gaps(self) -> Iterator[Message]:
        if not self.internal.cost_rates:
            yield message("no cost rate is written")
            return
        roles = (effort.role for effort in self.figures.efforts if effort.effort.planned or effort.effort.forecast)
        if missing := tuple(dict.fromkeys(role for role in roles if role not in self.rates)):
            yield message("no cost rate for {roles}", roles=missing)
        if not self.currency:
            yield message("the cost rates state no currency")
        elif not self.same_currency:
            yield message("price in {price}, cost in {cost}", price=self.figures.currency, cost=self.currency)
        if self.figures.changes_days and not self.figures.effort.planned:
            yield message("no planned day that says what a day of a change request costs")

    def planned_work(self) -> Decimal | None:
        return self._work({effort.id: (effort.role, effort.effort.planned) for effort in self.figures.efforts})

    def forecast_work(self) -> Decimal | None:
        return self._work({effort.id: (effort.role, effort.effort.forecast) for effort in self.figures.efforts})

    def known(self, *, forecast: bool) -> Decimal:
        """The cost of the days whose roles have a rate."""
        days = {
            effort.id: (effort.role, effort.effort.forecast if forecast else effort.effort.planned)
            for effort in self.figures.efforts
        }
        return self._work({id: (role, count) for id, (role, count) in days.items() if role in self.rates}) or NOTHING

    def _work(self, days: Mapping[str, tuple[str, Decimal]]) -> Decimal | None:
        return _days_at(self.rates, days, self.currency)

    def of_changes(self, days: Decimal) -> Decimal | None:
        """Days of change requests at the average cost of a planned day, rounded once: they name no role."""
        planned, work = self.figures.effort.planned, self.planned_work()
        if not days:
            return NOTHING
        return rounded(work * days / planned, self.currency) if work is not None and planned else None

    def contingency(self) -> Decimal | None:
        """The share of the planned work that is held back, at cost."""
        price, work = self.figures.sow.price, self.planned_work()
        if price is None or work is None:
            return NOTHING if price is None else None
        return rounded(work * price.contingency_percent / 100, self.currency)


def _planned(figures: SowFigures, costs: _Costs) -> Reckoning:
    prices = _price_lines(figures, figures.labour, figures.contingency or NOTHING)
    if prices:
        prices[Position.CHANGES] = figures.changes_amount
    sides: dict[Position, Decimal | None] = {
        Position.WORK: costs.planned_work(),
        Position.CONTINGENCY: costs.contingency(),
        Position.TRAVEL: figures.travel,
        Position.EXPENSES: figures.expenses,
        Position.CHANGES: costs.of_changes(figures.changes_days),
    }
    return _reckoning(figures, costs, prices, sides, known=costs.known(forecast=False))


def _forecast(figures: SowFigures, costs: _Costs) -> Reckoning:
    prices = _price_lines(figures, forecast_labour(figures), NOTHING)
    if prices:
        prices[Position.CHANGES] = figures.changes_amount
    if Position.WORK in prices:
        prices[Position.PAID_OTHERWISE] = -paid_otherwise(figures)
    sides: dict[Position, Decimal | None] = {
        Position.WORK: costs.forecast_work(),
        Position.TRAVEL: figures.travel,
        Position.EXPENSES: figures.expenses,
        Position.CHANGES: costs.of_changes(figures.unreported_days),
    }
    return _reckoning(figures, costs, prices, sides, known=costs.known(forecast=True))


def _reckoning(
    figures: SowFigures,
    costs: _Costs,
    prices: Mapping[Position, Decimal | None],
    sides: Mapping[Position, Decimal | None],
    *,
    known: Decimal,
) -> Reckoning:
    """The lines that say something, and their sums; the price is held under the cap."""
    comparable = costs.same_currency and bool(costs.currency)
    price = _sum(prices.values()) if prices else None
    cost = _sum(sides.values()) if comparable else None
    above = max(price - figures.cap, NOTHING) if price is not None and figures.cap is not None else NOTHING
    shown = {**prices, Position.ABOVE_CAP: -above}
    lines = tuple(
        MoneyLine(position=position, price=shown.get(position), cost=sides.get(position))
        for position in Position
        if shown.get(position) or sides.get(position)
    )
    apart = figures.travel + figures.expenses if comparable else NOTHING
    return Reckoning(
        lines=lines,
        price=None if price is None else price - above,
        cost=cost,
        known_cost=known + apart if cost is None else cost,
    )


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None as soon as one part is unknown."""
    total = NOTHING
    for part in parts:
        if part is None:
            return None
        total += part
    return total
