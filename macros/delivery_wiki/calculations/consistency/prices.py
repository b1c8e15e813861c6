"""Money in statements of work, the offer and change requests: what cannot be priced as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from delivery_wiki.model.document_kinds import SOW
from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.finding import Finding, error, warning
from delivery_wiki.model.project.document_record import EventKind
from delivery_wiki.model.project.statement_of_work_terms import Price, PriceBasis, StatementOfWork
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted, repair_name, replace_name

WHOLE = Decimal(100)
_ANSWERS = frozenset({EventKind.AGREED, EventKind.ACCEPTED, EventKind.SIGNED, EventKind.REFUSED})


def check_prices(project: Project) -> Iterator[Finding]:
    """Prices without a currency, a rate or a cap, payments that are not the whole, and mixed currencies."""
    for sow in project.sows:
        if sow.price and sow.price.basis is not PriceBasis.NOT_PRICED:
            yield from _check_price(sow, sow.price)
            yield from _check_validity(project, sow, sow.price)
        yield from _check_payment(sow)
        yield from _check_sites(sow)
    yield from _check_offer(project)
    for change in project.changes:
        if change.amount and not change.currency:
            yield error(
                "currency-missing",
                change.location.at("amount"),
                f"{change.id} has the amount {change.amount} without a currency.",
                "Add currency, such as EUR.",
            )


def _check_price(sow: StatementOfWork, price: Price) -> Iterator[Finding]:
    if not price.currency:
        yield error(
            "currency-missing",
            price.location,
            f"{sow.id} is priced ({price.basis.value}) without a currency.",
            "Add currency, such as EUR, or set basis to not-priced.",
        )
    if price.basis is PriceBasis.TIME_AND_MATERIAL_CAPPED and price.cap is None:
        yield error(
            "cap-missing",
            price.location.at("basis"),
            f"{sow.id} is capped, and the cap is not stated.",
            "Add cap, or set basis to time-and-material.",
        )
    if price.basis is not PriceBasis.FIXED_PRICE or price.fixed_amount is None:
        yield from _check_rates(sow, price)


def _check_validity(project: Project, sow: StatementOfWork, price: Price) -> Iterator[Finding]:
    """A price that can be ordered when its work is to have begun; once somebody has answered it, nobody orders it."""
    if price.valid_until is None or sow.starts is None or price.valid_until <= sow.starts or _is_answered(project, sow):
        return
    yield warning(
        "price-outlasts-start",
        price.location.at("valid_until"),
        f"{sow.id} can be ordered until {price.valid_until}, and its work starts on {sow.starts}.",
        f"Write valid_until: {sow.starts} or an earlier day, or a later start.",
        also=sow.location.at("starts"),
    )


def _is_answered(project: Project, sow: StatementOfWork) -> bool:
    key = document_key(SOW.id, sow.topic)
    said = (
        event.event
        for record in project.documents
        if document_key(record.kind, record.topic) == key
        for event in record.events
    )
    signed = (document_key(record.document, record.topic) for record in project.sign_offs)
    return bool(_ANSWERS & set(said)) or key in signed


def _check_rates(sow: StatementOfWork, price: Price) -> Iterator[Finding]:
    roles = {rate.role for rate in price.rates}
    for package in sow.work_packages:
        if package.role not in roles and not package.withdrawn:
            yield error(
                "rate-missing",
                package.location.at("role"),
                f"{package.id} is priced, and there is no sell rate for the role {quoted(package.role)}; "
                f"known: {listed(roles)}.",
                repair_name(package.role, roles, otherwise="add a rate for the role to price.rates"),
                replacement=replace_name(package.role, roles),
                also=price.location.at("rates"),
            )


def _check_payment(sow: StatementOfWork) -> Iterator[Finding]:
    for payment in sow.payment:
        if not payment.deliverables:
            yield warning(
                "payment-untied",
                payment.location,
                f"the payment {quoted(payment.title)} of {sow.id} falls due with no deliverable.",
                "Name the deliverables whose acceptance makes it due.",
            )
    total = sum((payment.percent for payment in sow.payment), Decimal(0))
    if sow.payment and total != WHOLE:
        yield error(
            "payment-not-whole",
            sow.location.at("payment"),
            f"the payments of {sow.id} add up to {total} percent; expected 100.",
            "Correct the percentages.",
        )
    yield from _check_instalments(sow)


def _check_instalments(sow: StatementOfWork) -> Iterator[Finding]:
    """Shares of an estimate are fixed unless the last invoice settles them against the days that are charged."""
    by_day = {PriceBasis.TIME_AND_MATERIAL, PriceBasis.TIME_AND_MATERIAL_CAPPED}
    if sow.payment and not sow.payment_on_account and sow.price is not None and sow.price.basis in by_day:
        yield warning(
            "fixed-instalments",
            sow.location.at("payment"),
            f"{sow.id} charges the days spent ({sow.price.basis.value}), and its payments are fixed shares of an "
            "estimate: nothing says what becomes of days that are more or fewer.",
            "Add payment_on_account: true, so that the last invoice settles them, or set basis to fixed-price.",
            also=sow.price.location.at("basis"),
        )


def _check_sites(sow: StatementOfWork) -> Iterator[Finding]:
    for package in sow.work_packages:
        if package.on_site > package.days:
            yield error(
                "on-site-days",
                package.location.at("on_site"),
                f"{package.id} has {package.on_site} days on site and {package.days} days in all.",
                "Correct one of the two: the days on site are part of the days.",
            )


def _check_offer(project: Project) -> Iterator[Finding]:
    offer = project.offer
    if offer is None:
        return
    for position, name in enumerate(offer.sows):
        sow = next((sow for sow in project.sows if sow.id == name), None)
        if sow and sow.price and sow.price.currency and sow.price.currency != offer.currency:
            yield error(
                "currencies-differ",
                offer.location.at("sows", position),
                f"the offer is in {offer.currency} and {sow.id} is priced in {sow.price.currency}; "
                "the sum needs one currency.",
                "Price both in the same currency.",
                also=sow.price.location.at("currency"),
            )
