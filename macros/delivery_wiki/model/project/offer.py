"""The formal offer, from offer.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from .located import Amount, Located


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOption(Located):
    """Something the customer may add, with its price; `ordered` is the day on which the customer did.

    Of those with the same `choice` the customer takes one at most; `changes` says what else one changes, `due` when
    it is invoiced.
    """

    title: str
    amount: Amount
    note: str = ""
    ordered: dt.date | None = None
    choice: str = ""
    changes: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Located):
    """A licence that is offered beside the work: `amount` is its price, of each of the `years` that are offered.

    `unit_price` is that of one of `quantity` in a year; `due` says when its first year begins and when each is
    invoiced.
    """

    title: str
    amount: Amount
    note: str = ""
    quantity: int | None = None
    unit_price: Amount | None = None
    years: int = 1
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount(Located):
    """What is taken off the sum, and for which reason."""

    title: str
    amount: Amount
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Located):
    """offer.yml: the Formal Offer sums its statements of work; licences stand apart.

    `letter` is the line to the customer above everything else, from `contact` of the vendor to `recipient` of the
    customer; `vat_percent` is the rate of value-added tax, None where no rate is known; `payment_days` is within how
    many days after its receipt an invoice is paid. `sizing_annex` tells whether the details of the sizing follow it.
    """

    currency: str
    sows: tuple[str, ...]
    number: str = ""
    contact: str | None = None
    recipient: str | None = None
    letter: str = ""
    valid_until: dt.date | None = None
    vat_percent: Decimal | None = None
    payment_days: int | None = None
    options: tuple[OfferOption, ...] = ()
    licences: tuple[Licence, ...] = ()
    discounts: tuple[Discount, ...] = ()
    sizing_annex: bool = True
    note: str = ""
