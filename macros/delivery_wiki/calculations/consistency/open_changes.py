"""What is planned for a change request: paid for by nothing that is agreed, and counted once when it is."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, quoted
from ..money.agreed_changes import EVER, agreed, counts_for, held_by, planned_for, waiting_changes


def check_open_changes(project: Project) -> Iterator[Finding]:
    """Shares of the agreed price for what nobody agreed to, and agreed work that counts in the request as well."""
    for sow in project.sows:
        for change in waiting_changes(project.changes, EVER):
            yield from _check_payments(sow, change)
        for change in agreed(project.changes, EVER):
            yield from _check_revision(sow, change)


def _check_payments(sow: StatementOfWork, change: ChangeRequest) -> Iterator[Finding]:
    planned = {deliverable.id for deliverable in planned_for(sow, change)[0]}
    for payment in sow.payment:
        if found := planned & {*payment.deliverables}:
            yield warning(
                "open-change-inside",
                payment.location.at("deliverables"),
                f"{quoted(payment.title)} is a share of the agreed price for {listed(sorted(found))}, planned for "
                f"{change.id}, which is not agreed.",
                f"Take the share out, raise the others to 100 percent, and write paid_with in {change.id}.",
                also=change.location,
            )


def _check_revision(sow: StatementOfWork, change: ChangeRequest) -> Iterator[Finding]:
    """Work packages of an agreed request in a revision that is older: they are in its sums, and so is the request."""
    packages = planned_for(sow, change)[1]
    if packages and (change.days or change.amount) and counts_for(change, sow) and not held_by(sow, change):
        yield warning(
            "change-counted-twice",
            packages[0].location.at("change"),
            f"{listed([package.id for package in packages])} and {change.id}, agreed on {change.decided}, both count: "
            f"revision {sow.revision} of {sow.id} is older.",
            f"Raise the revision to {sow.revision + 1} and date it {change.decided} or later.",
            also=change.location.at("decided"),
        )
