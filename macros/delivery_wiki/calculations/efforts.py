"""Efforts and money: exact sums of statements of work, each line rounded once, half up, to the minor unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from delivery_wiki.model.project import (
    ChangeRequest,
    Licence,
    Offer,
    OfferOption,
    Price,
    PriceBasis,
    Project,
    StatementOfWork,
    Travel,
    WorkPackage,
)
from delivery_wiki.model.status import SowFigures, WorkPackagePrice

from .agreed_changes import agreed_changes, cap_change, changed_days
from .money.minor_units import rounded
from .work_package_efforts import package_efforts, unreported_requests

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFigures:
    """The sums of the formal offer; licences stand apart from the services."""

    sows: tuple[SowFigures, ...]
    services: Decimal | None
    licences: Decimal
    currency: str


def sow_figures(project: Project, *, on: dt.date, ended: bool = False) -> tuple[SowFigures, ...]:
    """The sums of every statement of work on a day; `ended` tells that the project was archived: nothing remains."""
    return tuple(figures(sow, agreed_changes(sow, project.changes, on), ended=ended) for sow in project.sows)


def figures(sow: StatementOfWork, requests: Sequence[ChangeRequest] = (), *, ended: bool = False) -> SowFigures:
    """The sums of one statement of work; the agreed change requests stand beside the total, not in it."""
    packages = tuple(package for package in sow.work_packages if not package.withdrawn)
    lines = tuple(_priced(package, sow) for package in packages)
    labour = _sum([line.amount for line in lines]) if sow.price else None
    contingency = _contingency(sow, labour)
    efforts = package_efforts(sow, ended=ended)
    before = _before_cap(sow, labour, contingency)
    return SowFigures(
        sow=sow,
        lines=lines,
        efforts=efforts,
        days=sum((package.days for package in packages), NOTHING),
        labour=labour,
        contingency=contingency,
        expenses=rounded(sow.price.expenses, sow.price.currency) if sow.price else NOTHING,
        total=_capped(before, sow.price),
        currency=sow.price.currency if sow.price else "",
        changes_days=changed_days(requests),
        changes_amount=sum((request_amount(sow, one) for one in requests), NOTHING),
        travel=travel_amount(sow.price) if sow.price else NOTHING,
        above_expenses_cap=_above_cap(sow.price) if sow.price else NOTHING,
        on_site=sum((package.on_site for package in packages), NOTHING),
        by_rates=before,
        requests=tuple(requests),
        unreported=() if ended else unreported_requests(efforts, requests),
        cap=_cap(sow.price, requests),
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
    """The sums of an offer: its statements of work by id or topic, licences apart."""
    chosen = tuple(one for one in sows if one.sow.id in offer.sows or one.sow.topic in offer.sows)
    return OfferFigures(
        sows=chosen,
        services=_sum([one.total for one in chosen]),
        licences=amount_of_all(offer.licences, offer.currency),
        currency=offer.currency,
    )


def ordered_options(offer: Offer, on: dt.date) -> tuple[OfferOption, ...]:
    """The options that the customer had ordered by a day: what is not ordered is no part of any sum."""
    return tuple(one for one in offer.options if one.ordered is not None and one.ordered <= on)


def amount_of_all(found: Iterable[OfferOption | Licence], currency: str) -> Decimal:
    """The sum of rounded amounts."""
    return sum((rounded(one.amount, currency) for one in found), NOTHING)


def _priced(package: WorkPackage, sow: StatementOfWork) -> WorkPackagePrice:
    price = sow.price
    rate = next((one.rate for one in price.rates if one.role == package.role), None) if price else None
    amount = rounded(package.days * rate, price.currency) if price and rate is not None else None
    return WorkPackagePrice(id=package.id, days=package.days, rate=rate, amount=amount)


def _contingency(sow: StatementOfWork, labour: Decimal | None) -> Decimal | None:
    if sow.price is None or labour is None:
        return None
    return rounded(labour * sow.price.contingency_percent / 100, sow.price.currency)


def _before_cap(sow: StatementOfWork, labour: Decimal | None, contingency: Decimal | None) -> Decimal | None:
    """The fixed amount, else the sum of the rounded parts."""
    price = sow.price
    if price is None or price.basis is PriceBasis.NOT_PRICED:
        return None
    if price.basis is PriceBasis.FIXED_PRICE and price.fixed_amount is not None:
        return rounded(price.fixed_amount, price.currency)
    if labour is None or contingency is None:
        return None
    return labour + contingency + rounded(price.expenses, price.currency) + travel_amount(price) - _above_cap(price)


def _capped(amount: Decimal | None, price: Price | None) -> Decimal | None:
    """An amount under the cap that was signed."""
    cap = _cap(price, ())
    return amount if amount is None or cap is None else min(amount, cap)


def _cap(price: Price | None, requests: Sequence[ChangeRequest]) -> Decimal | None:
    """The cap of a capped price, as the last agreed change request that states one has it; None for any other."""
    if price is None or price.basis is not PriceBasis.TIME_AND_MATERIAL_CAPPED or price.cap is None:
        return None
    change = cap_change(requests)
    return rounded(change.cap if change and change.cap is not None else price.cap, price.currency)


def request_amount(sow: StatementOfWork, change: ChangeRequest) -> Decimal:
    """The rounded amount of a change request; nothing where it is in another currency, which `check` refuses."""
    currency = sow.price.currency if sow.price else ""
    return rounded(change.amount, currency) if not currency or change.currency in {"", currency} else NOTHING


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum, or None as soon as one part is unknown or there is none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NOTHING) if known and len(known) == len(amounts) else None
