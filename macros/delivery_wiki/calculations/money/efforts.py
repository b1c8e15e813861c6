"""Efforts and money: exact sums of statements of work, each line rounded once, half up, to the minor unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import Price, PriceBasis, StatementOfWork, Travel, WorkPackage
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import SowFigures, WorkPackagePrice

from .agreed_changes import agreed_changes, as_agreed, cap_change, changed_days, held_changes
from .minor_units import rounded
from .work_package_efforts import package_efforts, unreported_requests

NOTHING = Decimal(0)


def sow_figures(project: Project, *, on: dt.date, ended: bool = False) -> tuple[SowFigures, ...]:
    """The sums of every statement of work on a day; `ended` tells that the project was archived: nothing remains.

    Work that is planned for a change request stands in no sum before the request is agreed.
    """
    return tuple(
        replace(
            figures(as_agreed(sow, project.changes, on), agreed_changes(sow, project.changes, on), ended=ended),
            held=held_changes(sow, project.changes, on),
        )
        for sow in project.sows
    )


def figures(sow: StatementOfWork, requests: Sequence[ChangeRequest] = (), *, ended: bool = False) -> SowFigures:
    """The sums of one statement of work; the agreed change requests stand beside the total, not in it.

    Days are exact person-days. Amounts are in the currency of the price, each line rounded half up to the minor unit
    and a sum never again; None where a rate is missing or nothing is priced. Author guide, "Statements of work".
    """
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
        changes_amount=sum((request_amount(sow, request) for request in requests), NOTHING),
        travel=travel_amount(sow.price) if sow.price else NOTHING,
        above_expenses_cap=_above_cap(sow.price) if sow.price else NOTHING,
        on_site=sum((package.on_site for package in packages), NOTHING),
        by_rates=before,
        requests=tuple(requests),
        unreported=() if ended else unreported_requests(efforts, requests),
        cap=_cap(sow.price, requests),
    )


def trip_amount(trip: Travel, currency: str) -> Decimal:
    """What trips of one kind cost: their number times travel time and cost, rounded once to the minor unit."""
    return rounded(trip.trips * (trip.time + trip.cost), currency)


def travel_amount(price: Price) -> Decimal:
    """The sum of the rounded lines of travel, in the currency of the price."""
    return sum((trip_amount(travel, price.currency) for travel in price.travel), NOTHING)


def _above_cap(price: Price) -> Decimal:
    if price.expenses_cap is None:
        return NOTHING
    whole = rounded(price.expenses, price.currency) + travel_amount(price)
    return max(whole - rounded(price.expenses_cap, price.currency), NOTHING)


def work_beside(sow: StatementOfWork, changes: Collection[str]) -> StatementOfWork:
    """A statement of work without the work packages that are planned for some change requests."""
    return replace(sow, work_packages=tuple(package for package in sow.work_packages if package.change not in changes))


def _priced(package: WorkPackage, sow: StatementOfWork) -> WorkPackagePrice:
    price = sow.price
    rate = next((rate.rate for rate in price.rates if rate.role == package.role), None) if price else None
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
    """The amount of a change request, rounded to the minor unit; nothing in another currency, which `check` refuses."""
    currency = sow.price.currency if sow.price else ""
    return rounded(change.amount, currency) if not currency or change.currency in {"", currency} else NOTHING


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum, or None as soon as one part is unknown or there is none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NOTHING) if known and len(known) == len(amounts) else None
