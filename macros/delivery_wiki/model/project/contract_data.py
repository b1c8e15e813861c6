"""What a contract needs beside the work: order, framework agreement, place, people, inspection, liability, payment.

Project.yml says it once for all statements of work; one that departs says its own, with the reason under `exceptions`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from .located import Amount, Located


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkAgreement(Located):
    """The agreement under which statements of work are ordered, by its number and the day of its signatures."""

    title: str
    number: str = ""
    signed: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Located):
    """Who of the customer inspects what is handed over, how often, and what is remedied how.

    `business_days` is within how many business days, where no period of acceptance says so.
    """

    by: tuple[str, ...] = ()
    rhythm: str = ""
    business_days: int | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityCap(Located):
    """The most that a party is liable for: an amount, or a share of the price in percent."""

    amount: Amount | None = None
    currency: str = ""
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionPeriod(Located):
    """A time by which the customer may extend the work; `notice_by` is the last day to say so."""

    title: str
    months: int | None = None
    notice_by: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractData(Located):
    """The key `contract` of a project or of a statement of work.

    `vat_percent` is the rate of value-added tax; `payment_days` is within how many days after its receipt an invoice
    is paid.
    """

    order_number: str = ""
    framework_agreement: FrameworkAgreement | None = None
    place: str = ""
    working_hours: str = ""
    key_people: tuple[str, ...] = ()
    inspection: Inspection | None = None
    liability_cap: LiabilityCap | None = None
    vat_percent: Decimal | None = None
    payment_days: int | None = None
    options: tuple[OptionPeriod, ...] = ()
