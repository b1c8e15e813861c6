"""The vendor's own notes, efforts and prices, from internal/."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from .located import Amount, Located
from .prose_file import ProseFile
from .register_entries import Risk
from .scope_and_plan import PointRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRate(Located):
    """internal/efforts.yml: what a person-day of a role costs the vendor."""

    role: str
    rate: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalRemark(Located):
    """A remark that never leaves the vendor, about an item."""

    about: str
    remark: str
    by: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageEffort(Located):
    """Person-days of a work package, spent and remaining as of a date."""

    id: str
    spent: Decimal = Decimal(0)
    remaining: Decimal | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEfforts(Located):
    """internal/efforts/<topic>.yml: how the vendor gets along with a statement of work."""

    topic: str
    work_packages: tuple[PackageEffort, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPrice(Located):
    """internal/prices/<topic>.yml: what is behind the fixed price of a statement of work."""

    topic: str
    contingency_percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Internal(Located):
    """internal/notes.yml: what never leaves the vendor; cost rates, remarks, risks and points of the process."""

    currency: str = ""
    cost_rates: tuple[CostRate, ...] = ()
    remarks: tuple[InternalRemark, ...] = ()
    risks: tuple[Risk, ...] = ()
    points: tuple[PointRecord, ...] = ()
    retrospective: ProseFile | None = None
    efforts: tuple[TopicEfforts, ...] = ()
    prices: tuple[TopicPrice, ...] = ()
