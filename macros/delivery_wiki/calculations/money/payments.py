"""Payments: the shares of the signed price, and what agreed change requests add, each with what it falls due with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from delivery_wiki.calculations.money.efforts import request_amount
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    Deliverable,
    PaymentMilestone,
    StatementOfWork,
)
from delivery_wiki.model.status import SowFigures

from .minor_units import instalments, rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One line: an instalment of the signed price, a change request, or, with neither, what a cap moves.

    It falls due once its deliverables are accepted, and not before `agreed`, the day on which it was decided; without
    any it does not fall due by itself. `amount` is in the currency of the price, rounded to its minor unit, and
    below zero where a cap or a change request takes off; None where the price is not known. `occurrence` is which time
    of a deliverable that recurs it is paid for.
    """

    instalment: PaymentMilestone | None = None
    change: ChangeRequest | None = None
    deliverables: tuple[str, ...]
    amount: Decimal | None
    agreed: dt.date | None = None
    occurrence: int | None = None


def payments(sow: StatementOfWork, figures: SowFigures | None) -> tuple[Payment, ...]:
    """Every payment, in the order of the file, then of decisions: the instalments as signed, then what changes them.

    Together they are what is charged as planned, without a remainder. Nothing where no payment is agreed.
    """
    if not sow.payment:
        return ()
    shared = shared_price(sow, figures)
    percents = (payment.percent for payment in sow.payment)
    amounts = instalments(shared, percents, figures.currency) if figures and shared is not None else None
    shares = tuple(
        Payment(instalment=payment, deliverables=payment.deliverables, amount=amounts[index] if amounts else None)
        for index, payment in enumerate(sow.payment)
    )
    shares = tuple(each for share in shares for each in _each_time(share, sow, figures.currency if figures else ""))
    if not figures or not amounts:
        return shares
    apart = (_paid_for(sow, change) for change in paid_apart(sow, figures))
    return (*shares, *apart, *_agreed_later(sow, figures))


def paid_apart(sow: StatementOfWork, figures: SowFigures) -> tuple[ChangeRequest, ...]:
    """The change requests in the price that no share pays for: a share was due before they were agreed.

    What is due by then stays as it is: their amount is paid with what was not accepted yet.
    """
    return tuple(
        change
        for change in figures.held
        if request_amount(sow, change) and change.decided and _some_share_due(sow, change.decided)
    )


def shared_price(sow: StatementOfWork, figures: SowFigures | None) -> Decimal | None:
    """What the shares are of, in the currency of the SOW: its price without the change requests that are paid apart."""
    if figures is None or figures.total is None:
        return None
    return figures.total - sum((request_amount(sow, change) for change in paid_apart(sow, figures)), Decimal(0))


def _some_share_due(sow: StatementOfWork, on: dt.date) -> bool:
    shares = (Payment(instalment=each, deliverables=each.deliverables, amount=None) for each in sow.payment)
    return any(due_since(share, sow, on) for share in shares)


def _paid_for(sow: StatementOfWork, change: ChangeRequest) -> Payment:
    amount = request_amount(sow, change)
    return Payment(change=change, deliverables=paid_with(sow, change), amount=amount, agreed=change.decided)


def _each_time(share: Payment, sow: StatementOfWork, currency: str) -> Iterator[Payment]:
    """A share that is paid each time, split so that the parts add up to it; any other one as it is."""
    times = times_of(share, sow)
    if times is None:
        yield share
        return
    paid = Decimal(0)
    for number in range(1, times + 1):
        so_far = rounded(share.amount * number / times, currency) if share.amount is not None else None
        yield replace(share, amount=None if so_far is None else so_far - paid, occurrence=number)
        paid = so_far or paid


def times_of(payment: Payment, sow: StatementOfWork) -> int | None:
    """How many times a share is paid, in parts of its percent; None where it is paid once."""
    if payment.instalment is None or not payment.instalment.each_time:
        return None
    named = (deliverable for deliverable in sow.deliverables if deliverable.id in payment.deliverables)
    return next((deliverable.recurs.times for deliverable in named if deliverable.recurs), None)


def paid_with(sow: StatementOfWork, change: ChangeRequest) -> tuple[str, ...]:
    """The deliverables whose acceptance makes its amount fall due: those it names, else those accepted afterwards."""
    return change.paid_with or tuple(
        deliverable.id
        for deliverable in sow.deliverables
        if not deliverable.withdrawn and not (change.decided and deliverable.acceptance_on(change.decided))
    )


def _agreed_later(sow: StatementOfWork, figures: SowFigures) -> Iterator[Payment]:
    """The amounts of change requests, and what the cap that then holds moves: it falls due as the last of them."""
    charged = figures.total or Decimal(0)
    for change in figures.requests:
        if amount := request_amount(sow, change):
            charged += amount
            yield _paid_for(sow, change)
    if figures.charged is not None and figures.charged != charged:
        last = replace(figures.requests[-1], paid_with=())
        deliverables = paid_with(sow, last) or figures.requests[-1].paid_with
        yield Payment(deliverables=deliverables, amount=figures.charged - charged, agreed=last.decided)


def due_since(payment: Payment, sow: StatementOfWork, on: dt.date) -> dt.date | None:
    """The day on which the last of its deliverables was accepted, or on which it was agreed if that came later.

    None while a deliverable is not accepted, or none is named.
    """
    accepted = {
        deliverable.id: found.date
        for deliverable in sow.deliverables
        if (found := _acceptance(deliverable, payment.occurrence, on))
    }
    if not payment.deliverables or not set(payment.deliverables) <= accepted.keys():
        return None
    last = max(accepted[id] for id in payment.deliverables)
    return max(last, payment.agreed) if payment.agreed else last


def _acceptance(deliverable: Deliverable, occurrence: int | None, on: dt.date) -> AcceptanceAttempt | None:
    """Its acceptance, or of one that recurs that of the time that is paid for."""
    if occurrence is None or deliverable.recurs is None:
        return deliverable.acceptance_on(on)
    return deliverable.occurrence_accepted_on(occurrence, on)
