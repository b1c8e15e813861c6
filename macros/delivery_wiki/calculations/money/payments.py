"""Payments: the shares of the signed price, and what agreed change requests add, each with what it falls due with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from delivery_wiki.calculations.efforts import request_amount
from delivery_wiki.model.project import ChangeRequest, PaymentMilestone, StatementOfWork
from delivery_wiki.model.status import SowFigures

from .minor_units import instalments


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One line: an instalment of the signed price, a change request, or, with neither, what a cap moves.

    It falls due once its deliverables are accepted, and not before `agreed`, the day on which it was decided; without
    any it does not fall due by itself. `amount` is None where the price is not known.
    """

    instalment: PaymentMilestone | None = None
    change: ChangeRequest | None = None
    deliverables: tuple[str, ...]
    amount: Decimal | None
    agreed: dt.date | None = None


def payments(sow: StatementOfWork, figures: SowFigures | None) -> tuple[Payment, ...]:
    """Every payment; the instalments stay those that were signed, and the sum is what is charged as planned."""
    if not sow.payment:
        return ()
    total = figures.total if figures else None
    percents = (one.percent for one in sow.payment)
    amounts = instalments(total, percents, figures.currency) if figures and total is not None else None
    shares = tuple(
        Payment(instalment=one, deliverables=one.deliverables, amount=amounts[index] if amounts else None)
        for index, one in enumerate(sow.payment)
    )
    return (*shares, *_agreed_later(sow, figures)) if figures and amounts else shares


def paid_with(sow: StatementOfWork, change: ChangeRequest) -> tuple[str, ...]:
    """The deliverables whose acceptance makes its amount fall due: those it names, else those accepted afterwards."""
    return change.paid_with or tuple(
        one.id
        for one in sow.deliverables
        if not one.withdrawn and not (change.decided and one.acceptance_on(change.decided))
    )


def _agreed_later(sow: StatementOfWork, figures: SowFigures) -> Iterator[Payment]:
    """The amounts of change requests, and what the cap that then holds moves: it falls due as the last of them."""
    charged = figures.total or Decimal(0)
    for change in figures.requests:
        if amount := request_amount(sow, change):
            charged += amount
            yield Payment(change=change, deliverables=paid_with(sow, change), amount=amount, agreed=change.decided)
    if figures.charged is not None and figures.charged != charged:
        last = replace(figures.requests[-1], paid_with=())
        deliverables = paid_with(sow, last) or figures.requests[-1].paid_with
        yield Payment(deliverables=deliverables, amount=figures.charged - charged, agreed=last.decided)


def due_since(payment: Payment, sow: StatementOfWork, on: dt.date) -> dt.date | None:
    """The day on which the last of its deliverables was accepted, or on which it was agreed if that came later.

    None while a deliverable is not accepted, or none is named.
    """
    accepted = {one.id: found.date for one in sow.deliverables if (found := one.acceptance_on(on))}
    if not payment.deliverables or not set(payment.deliverables) <= accepted.keys():
        return None
    last = max(accepted[id] for id in payment.deliverables)
    return max(last, payment.agreed) if payment.agreed else last
