"""Efforts by role: planned, spent, remaining and forecast person-days over all statements of work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from delivery_wiki.model.project import StatementOfWork, WorkPackage


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Person-days: the forecast is what was spent and what remains."""

    planned: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    remaining: Decimal = Decimal(0)

    @property
    def forecast(self) -> Decimal:
        """What the work will have taken."""
        return self.spent + self.remaining

    @property
    def over(self) -> Decimal:
        """How far the forecast is above the plan; negative where it is below."""
        return self.forecast - self.planned

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            planned=self.planned + other.planned,
            spent=self.spent + other.spent,
            remaining=self.remaining + other.remaining,
        )


def effort_of(package: WorkPackage) -> Effort:
    """The effort of a work package; what nobody estimated anew is the planned rest."""
    remaining = package.remaining
    if remaining is None:
        remaining = max(package.days - package.spent, Decimal(0))
    return Effort(planned=package.days, spent=package.spent, remaining=remaining)


def effort_by_role(sows: Iterable[StatementOfWork]) -> dict[str, Effort]:
    """The efforts of each role, in the order in which the statements of work name them."""
    found: dict[str, Effort] = {}
    for sow in sows:
        for package in sow.work_packages:
            if not package.withdrawn:
                found[package.role] = found.get(package.role, Effort()) + effort_of(package)
    return found


def total_effort(efforts: Iterable[Effort]) -> Effort:
    """The sum."""
    total = Effort()
    for effort in efforts:
        total += effort
    return total
