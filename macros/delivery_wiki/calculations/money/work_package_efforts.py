"""Efforts of work packages, the one place that knows where they are written: planned, spent and remaining days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork, WorkPackage
from delivery_wiki.model.status import Effort, SowFigures, WorkPackageEffort


def package_efforts(sow: StatementOfWork, *, ended: bool = False) -> tuple[WorkPackageEffort, ...]:
    """The effort of each work package, in person-days, in the order of the file.

    A withdrawn one counts only with the days that were spent on it. `ended` tells that the project was archived:
    nothing remains, whatever was planned or estimated.
    """
    return tuple(
        WorkPackageEffort(id=package.id, role=package.role, effort=_effort(package, ended=ended), as_of=package.as_of)
        for package in sow.work_packages
        if package.spent or not package.withdrawn
    )


def _effort(package: WorkPackage, *, ended: bool) -> Effort:
    if package.withdrawn:
        return Effort(spent=package.spent)
    return Effort(planned=package.days, spent=package.spent, remaining=Decimal(0) if ended else _remaining(package))


def _remaining(package: WorkPackage) -> Decimal:
    """What nobody estimated anew is the planned rest, and never less than nothing."""
    if package.remaining is not None:
        return package.remaining
    return max(package.days - package.spent, Decimal(0))


def effort_by_role(sows: Iterable[SowFigures]) -> dict[str, Effort]:
    """The efforts of each role in person-days, in the order in which the statements of work name them."""
    found: dict[str, Effort] = {}
    for figures in sows:
        for package in figures.efforts:
            found[package.role] = found.get(package.role, Effort()) + package.effort
    return found


def total_effort(efforts: Iterable[Effort]) -> Effort:
    """The sum in person-days, exact; nothing of no efforts."""
    return sum(efforts, Effort())


def project_effort(sows: Iterable[SowFigures]) -> Effort:
    """The person-days of statements of work together; a change request that moves several of them counts once."""
    total, counted = Effort(), set[str]()
    for figures in sows:
        once = replace(
            figures,
            requests=tuple(request for request in figures.requests if request.id not in counted),
            unreported=tuple(change for change in figures.unreported if change.id not in counted),
        )
        total += once.effort
        counted |= {request.id for request in figures.requests}
    return total


def unreported_requests(
    efforts: Sequence[WorkPackageEffort], requests: Iterable[ChangeRequest]
) -> tuple[ChangeRequest, ...]:
    """The agreed change requests that were decided after the newest report of days, or before there was any."""
    newest = max((package.as_of for package in efforts if package.as_of), default=None)
    return tuple(
        request for request in requests if newest is None or request.decided is None or request.decided > newest
    )


def unreported(sows: Iterable[SowFigures]) -> tuple[str, ...]:
    """The ids of work packages that nobody has reported on, with neither a date nor days spent: their plan counts."""
    return tuple(
        package.id
        for figures in sows
        for package in figures.efforts
        if package.as_of is None and not package.effort.spent
    )
