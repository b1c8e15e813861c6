"""What follows from the declared result of an acceptance: what it accepts, what stays open, and what falls due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from delivery_wiki.calculations.money.payments import Payment, due_since, payments
from delivery_wiki.model.project.acceptance import Acceptance
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AttemptOutcome,
    Deliverable,
    StatementOfWork,
)
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import SowFigures

_REFUSED = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePayment:
    """A payment that the result sets free, with the figures of its statement of work."""

    sow: StatementOfWork
    payment: Payment
    figures: SowFigures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceEffects:
    """The deliverables that the result accepts and those that stay open, and the payments that fall due with it."""

    accepted: tuple[Deliverable, ...]
    open: tuple[Deliverable, ...]
    payments: tuple[FreePayment, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is left to accept."""
        return bool(self.accepted) and not self.open


def acceptance_effects(project: Project, acceptance: Acceptance, figures: tuple[SowFigures, ...]) -> AcceptanceEffects:
    """A result that names deliverables is about these; one that names none, about all that were not accepted before."""
    live = [deliverable for sow in project.sows for deliverable in sow.deliverables if not deliverable.withdrawn]
    before = {deliverable.id for deliverable in live if deliverable.acceptance_on(_eve(acceptance))}
    refused = acceptance.result.upper() == _REFUSED
    covered = set(acceptance.deliverables) or {deliverable.id for deliverable in live}
    accepted = tuple(each for each in live if not refused and each.id in covered and each.id not in before)
    known = before | {deliverable.id for deliverable in accepted}
    return AcceptanceEffects(
        accepted=accepted,
        open=tuple(deliverable for deliverable in live if deliverable.id not in known),
        payments=tuple(_set_free(project, acceptance, known, figures)),
    )


def _set_free(
    project: Project, acceptance: Acceptance, accepted: set[str], figures: tuple[SowFigures, ...]
) -> Iterator[FreePayment]:
    for sow in project.sows:
        summed = next((each for each in figures if each.sow.topic == sow.topic), None)
        after = replace(sow, deliverables=tuple(_as_accepted(each, acceptance, accepted) for each in sow.deliverables))
        for payment in payments(sow, summed):
            if due_since(payment, sow, _eve(acceptance)) is None and due_since(payment, after, acceptance.date):
                yield FreePayment(sow=sow, payment=payment, figures=summed)


def _as_accepted(deliverable: Deliverable, acceptance: Acceptance, accepted: set[str]) -> Deliverable:
    """The deliverable as the result leaves it."""
    if deliverable.id not in accepted or deliverable.acceptance_on(_eve(acceptance)):
        return deliverable
    attempt = AcceptanceAttempt(date=acceptance.date, outcome=AttemptOutcome.ACCEPTED)
    return replace(deliverable, attempts=(*deliverable.attempts, attempt))


def _eve(acceptance: Acceptance) -> dt.date:
    return acceptance.date - dt.timedelta(days=1)
