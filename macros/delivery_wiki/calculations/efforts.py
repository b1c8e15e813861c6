"""Efforts and money: exact sums of statements of work, each line rounded once, half up, to the minor unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from delivery_wiki.model.project import (
    ChangeDecision,
    ChangeRequest,
    Offer,
    Price,
    PriceBasis,
    Project,
    StatementOfWork,
    Travel,
    WorkPackage,
)
from delivery_wiki.model.status import SowFigures, WorkPackagePrice

from .audience_view import AudienceView
from .money.minor_units import rounded

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFigures:
    """The sums of the formal offer; licences and options stand apart from the services."""

    sows: tuple[SowFigures, ...]
    services: Decimal | None
    options: Decimal
    licences: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SowMargin:
    """What a statement of work costs the vendor and what is left; None where a cost rate is missing."""

    topic: str
    cost: Decimal | None
    price: Decimal | None
    margin: Decimal | None
    margin_percent: Decimal | None


def sow_figures(project: Project) -> tuple[SowFigures, ...]:
    """The sums of every statement of work."""
    return tuple(figures(sow, project.changes) for sow in project.sows)


def figures(sow: StatementOfWork, changes: Sequence[ChangeRequest] = ()) -> SowFigures:
    """The sums of one statement of work; agreed changes that move it stand beside the total, not in it."""
    packages = tuple(package for package in sow.work_packages if not package.withdrawn)
    lines = tuple(_priced(package, sow) for package in packages)
    labour = _sum([line.amount for line in lines]) if sow.price else None
    contingency = _contingency(sow, labour)
    agreed = [one for one in changes if _moves(one, sow)]
    return SowFigures(
        sow=sow,
        lines=lines,
        days=sum((package.days for package in packages), NOTHING),
        spent=sum((package.spent for package in packages), NOTHING),
        remaining=sum((_remaining(package) for package in packages), NOTHING),
        forecast=sum((package.spent + _remaining(package) for package in packages), NOTHING),
        labour=labour,
        contingency=contingency,
        expenses=rounded(sow.price.expenses, sow.price.currency) if sow.price else NOTHING,
        total=_total(sow, labour, contingency),
        currency=sow.price.currency if sow.price else "",
        changes_days=sum((one.days for one in agreed), NOTHING),
        changes_amount=sum((rounded(one.amount, one.currency) for one in agreed), NOTHING),
        travel=travel_amount(sow.price) if sow.price else NOTHING,
        above_expenses_cap=_above_cap(sow.price) if sow.price else NOTHING,
        on_site=sum((package.on_site for package in packages), NOTHING),
    )


def trip_amount(trip: Travel, currency: str) -> Decimal:
    """What trips of one kind cost: their number times travel time and cost, rounded once."""
    return rounded(trip.trips * (trip.time + trip.cost), currency)


def travel_amount(price: Price) -> Decimal:
    """The sum of the rounded lines of travel."""
    return sum((trip_amount(one, price.currency) for one in price.travel), NOTHING)


def _above_cap(price: Price) -> Decimal:
    if price.expenses_cap is None:
        return NOTHING
    whole = rounded(price.expenses, price.currency) + travel_amount(price)
    return max(whole - rounded(price.expenses_cap, price.currency), NOTHING)


def offer_figures(offer: Offer, sows: Sequence[SowFigures]) -> OfferFigures:
    """The sums of an offer: its statements of work by id or topic, options and licences apart."""
    chosen = tuple(one for one in sows if one.sow.id in offer.sows or one.sow.topic in offer.sows)
    return OfferFigures(
        sows=chosen,
        services=_sum([one.total for one in chosen]),
        options=sum((rounded(one.amount, offer.currency) for one in offer.options), NOTHING),
        licences=sum((rounded(one.amount, offer.currency) for one in offer.licences), NOTHING),
        currency=offer.currency,
    )


def internal_margins(view: AudienceView) -> tuple[SowMargin, ...]:
    """Cost and margin of every statement of work; nothing at all for a customer."""
    internal = view.project.internal
    if not view.internal or internal is None:
        return ()
    rates = {rate.role: rate.rate for rate in internal.cost_rates}
    return tuple(_margin(one, rates, internal.currency) for one in sow_figures(view.project))


def _priced(package: WorkPackage, sow: StatementOfWork) -> WorkPackagePrice:
    price = sow.price
    rate = next((one.rate for one in price.rates if one.role == package.role), None) if price else None
    amount = rounded(package.days * rate, price.currency) if price and rate is not None else None
    return WorkPackagePrice(id=package.id, days=package.days, rate=rate, amount=amount)


def _remaining(package: WorkPackage) -> Decimal:
    if package.remaining is not None:
        return package.remaining
    return max(package.days - package.spent, NOTHING)


def _contingency(sow: StatementOfWork, labour: Decimal | None) -> Decimal | None:
    if sow.price is None or labour is None:
        return None
    return rounded(labour * sow.price.contingency_percent / 100, sow.price.currency)


def _total(sow: StatementOfWork, labour: Decimal | None, contingency: Decimal | None) -> Decimal | None:
    """The fixed amount, else the sum of the rounded parts, held under the cap."""
    price = sow.price
    if price is None or price.basis is PriceBasis.NOT_PRICED:
        return None
    if price.basis is PriceBasis.FIXED_PRICE and price.fixed_amount is not None:
        return rounded(price.fixed_amount, price.currency)
    if labour is None or contingency is None:
        return None
    total = labour + contingency + rounded(price.expenses, price.currency) + travel_amount(price) - _above_cap(price)
    if price.basis is PriceBasis.TIME_AND_MATERIAL_CAPPED and price.cap is not None:
        return min(total, rounded(price.cap, price.currency))
    return total


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum, or None as soon as one part is unknown or there is none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NOTHING) if known and len(known) == len(amounts) else None


def _moves(change: ChangeRequest, sow: StatementOfWork) -> bool:
    """Whether an agreed change moves a statement of work or something inside it."""
    if change.decision is not ChangeDecision.AGREED or change.withdrawn:
        return False
    inside = {sow.id, sow.topic, *(one.id for one in sow.deliverables), *(one.id for one in sow.work_packages)}
    return bool(inside & set(change.moves))


def _margin(figures: SowFigures, rates: dict[str, Decimal], currency: str) -> SowMargin:
    roles = {package.id: package.role for package in figures.sow.work_packages}
    costs = [
        rounded(line.days * rates[roles[line.id]], currency) if roles[line.id] in rates else None
        for line in figures.lines
    ]
    cost = _sum(costs)
    comparable = cost is not None and figures.total is not None and figures.currency == currency
    margin = figures.total - cost if comparable and figures.total is not None and cost is not None else None
    percent = None
    if margin is not None and figures.total:
        percent = (margin * 100 / figures.total).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return SowMargin(topic=figures.sow.topic, cost=cost, price=figures.total, margin=margin, margin_percent=percent)
