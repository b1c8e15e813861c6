"""The sums of the formal offer: work, ordered options, licences over their years, discounts, tax."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from delivery_wiki.model.document_kinds import FORMAL_OFFER
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.offer import Discount, Licence, Offer, OfferOption
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import SowFigures

from .agreed_changes import EVER, decision_on
from .efforts import NOTHING, figures, work_beside
from .minor_units import rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """What a change request that nobody agreed to yet would add to a statement of work.

    Person-days, and the amount in the currency of the statement of work; None where that is unknown.
    """

    change: str
    sow: str
    days: Decimal
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFigures:
    """The sums of the formal offer in its currency, without the work of open change requests.

    `sows` are the statements of work as they are offered; services, and with them `net`, may be unknown. `licences` is
    their sum over all years; `tax` is None where no rate is given.
    """

    sows: tuple[SowFigures, ...]
    open_work: tuple[OpenWork, ...]
    services: Decimal | None
    options: Decimal
    licences: Decimal
    discounts: Decimal
    tax: Decimal | None
    currency: str

    @property
    def net(self) -> Decimal | None:
        """What all of it costs without tax."""
        return None if self.services is None else self.services + self.options + self.licences - self.discounts

    @property
    def gross(self) -> Decimal | None:
        """What all of it costs with tax."""
        return None if self.net is None or self.tax is None else self.net + self.tax


def offer_figures(
    offer: Offer,
    sows: Sequence[SowFigures],
    *,
    on: dt.date = EVER,
    open_changes: Collection[str] = (),
    written: Sequence[StatementOfWork] = (),
) -> OfferFigures:
    """The sums of an offer of a day: its statements of work by id or topic, in the currency of the offer.

    None as services where the price of one is unknown. Amounts are added as they are and never converted: `check`
    refuses an offer of two currencies. Tax is rounded once, half up, on the sum. `written` are the statements of work
    with all that is planned in them, of which the figures may lack what is open.
    """
    chosen = tuple(sow for sow in sows if sow.sow.id in offer.sows or sow.sow.topic in offer.sows)
    whole = {sow.id: figures(sow) for sow in written}
    offered = tuple(_without(sow, open_changes) for sow in chosen)
    amounts = [sow.total for sow in offered]
    known = [amount for amount in amounts if amount is not None]
    found = OfferFigures(
        sows=offered,
        open_work=tuple(work for sow in chosen for work in _open_work(whole.get(sow.sow.id, sow), open_changes)),
        services=sum(known, NOTHING) if known and len(known) == len(amounts) else None,
        options=amount_of_all(ordered_options(offer, on), offer.currency),
        licences=amount_of_all(offer.licences, offer.currency),
        discounts=amount_of_all(offer.discounts, offer.currency),
        tax=None,
        currency=offer.currency,
    )
    if offer.vat_percent is None or found.net is None:
        return found
    return replace(found, tax=rounded(found.net * offer.vat_percent / 100, offer.currency))


def day_of_offer(project: Project) -> dt.date:
    """The day of its revision: what happens later is no part of the offer; any day where it has none."""
    record = next((record for record in project.documents if record.kind == FORMAL_OFFER.id), None)
    return (record.revised if record else None) or EVER


def open_changes(project: Project, on: dt.date) -> frozenset[str]:
    """The change requests that nobody had agreed to by a day: what they add is offered apart."""
    return frozenset(
        change.id
        for change in project.changes
        if not change.withdrawn and decision_on(change, on) is not ChangeDecision.AGREED
    )


def ordered_options(offer: Offer, on: dt.date) -> tuple[OfferOption, ...]:
    """The options that the customer had ordered by a day: what is not ordered is no part of any sum."""
    return tuple(option for option in offer.options if option.ordered is not None and option.ordered <= on)


def licence_amount(licence: Licence, currency: str) -> Decimal:
    """The price of a licence over all years that are offered, each rounded half up to the minor unit."""
    return rounded(licence.amount, currency) * licence.years


def amount_of_all(found: Iterable[OfferOption | Licence | Discount], currency: str) -> Decimal:
    """The sum of amounts, each rounded half up to the minor unit of the currency; of licences, over their years."""
    return sum((_amount(item, currency) for item in found), NOTHING)


def _amount(item: OfferOption | Licence | Discount, currency: str) -> Decimal:
    return licence_amount(item, currency) if isinstance(item, Licence) else rounded(item.amount, currency)


def _planned_for(priced: SowFigures, changes: Collection[str]) -> tuple[str, ...]:
    """The open change requests that work of a statement is planned for, in the order of its work packages."""
    packages = (package for package in priced.sow.work_packages if not package.withdrawn)
    return tuple(dict.fromkeys(package.change for package in packages if package.change in changes and package.change))


def _without(priced: SowFigures, changes: Collection[str]) -> SowFigures:
    """A statement of work without the work of some change requests; as it is where its price is one amount."""
    planned = _planned_for(priced, changes)
    if not planned or priced.sow.price is None or priced.sow.price.is_reckoned_inside:
        return priced
    rest = figures(work_beside(priced.sow, planned), priced.requests)
    return replace(priced, days=rest.days, total=rest.total if rest.sow.work_packages else NOTHING)


def _open_work(priced: SowFigures, changes: Collection[str]) -> tuple[OpenWork, ...]:
    """What each open change request adds; where a cap holds both, only as much as stays below it."""
    planned = _planned_for(priced, changes)
    return tuple(
        OpenWork(
            change=change,
            sow=priced.sow.id,
            days=_days_of(priced, change),
            amount=_added(_without(priced, planned[place:]), _without(priced, planned[place + 1 :])),
        )
        for place, change in enumerate(planned)
    )


def _days_of(priced: SowFigures, change: str) -> Decimal:
    packages = (package for package in priced.sow.work_packages if not package.withdrawn)
    return sum((package.days for package in packages if package.change == change), NOTHING)


def _added(before: SowFigures, after: SowFigures) -> Decimal | None:
    if before is after or before.total is None or after.total is None:
        return None
    return after.total - before.total
