"""Payments: what falls due with which acceptance, and never before it was agreed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.calculations.consistency.limits import check_limits
from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.payments import Payment, due_since, payments
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AttemptOutcome,
    Deliverable,
    PaymentMilestone,
    PriceBasis,
    StatementOfWork,
)
from tests.calculations.status_projects import complete_project
from tests.calculations.test_margins import change, package, work

BEFORE, DECIDED, AFTER = dt.date(2026, 11, 17), dt.date(2026, 11, 20), dt.date(2026, 11, 25)
LAST = dt.date(2026, 12, 31)


def sow(*accepted: dt.date | None, cap: Decimal | None = None) -> StatementOfWork:
    """A statement of work whose deliverables were accepted on these days."""
    basis = PriceBasis.TIME_AND_MATERIAL_CAPPED if cap is not None else PriceBasis.TIME_AND_MATERIAL
    return replace(
        work(package("WP-1", "10"), basis=basis, cap=cap),
        deliverables=tuple(_deliverable(f"DEL-{number}", day) for number, day in enumerate(accepted, 1)),
        payment=(PaymentMilestone(title="All", percent=Decimal(100), deliverables=("DEL-1",)),),
    )


def _deliverable(id: str, day: dt.date | None) -> Deliverable:
    attempt = () if day is None else (AcceptanceAttempt(date=day, outcome=AttemptOutcome.ACCEPTED, by="carl-lead"),)
    return Deliverable(id=id, title=id, description=id, attempts=attempt)


def later(of: StatementOfWork, *changes: ChangeRequest) -> tuple[Payment, ...]:
    """The payments beside the instalments."""
    return payments(of, figures(of, requests=changes))[len(of.payment) :]


CHANGE = change(decided=DECIDED)


@pytest.mark.parametrize(
    ("accepted", "names", "deliverables", "due"),
    [
        ((BEFORE, BEFORE), (), (), None),
        ((BEFORE, BEFORE), ("DEL-1",), ("DEL-1",), DECIDED),
        ((BEFORE, AFTER), (), ("DEL-2",), AFTER),
        ((BEFORE, None), (), ("DEL-2",), None),
        ((BEFORE, None), ("DEL-1",), ("DEL-1",), DECIDED),
        ((AFTER, None), ("DEL-1",), ("DEL-1",), AFTER),
        ((None, None), (), ("DEL-1", "DEL-2"), None),
    ],
)
def test_a_change_is_due_after_what_was_accepted_since_and_never_before_its_decision(
    accepted: tuple[dt.date | None, ...], names: tuple[str, ...], deliverables: tuple[str, ...], due: dt.date | None
) -> None:
    """What was accepted before it was agreed cannot make it fall due, unless it names just that."""
    of = sow(*accepted)
    (found,) = later(of, replace(CHANGE, paid_with=names))

    assert found.deliverables == deliverables
    assert due_since(found, of, LAST) == due


def test_what_a_cap_moves_falls_due_as_the_last_change() -> None:
    """A reduction is not due before the change request that it reduces."""
    of = sow(BEFORE, cap=Decimal(10_000))
    added, reduced = later(of, replace(CHANGE, paid_with=("DEL-1",)))

    assert (added.amount, reduced.amount) == (Decimal(2400), Decimal(-2400))
    assert due_since(added, of, LAST) == due_since(reduced, of, LAST) == DECIDED
    assert [due_since(payment, of, LAST) for payment in later(of, CHANGE)] == [None, None]


def test_check_asks_what_an_amount_is_paid_with_that_nothing_makes_due() -> None:
    """Following the repair ends the finding."""

    def codes(request: ChangeRequest, *accepted: dt.date | None) -> list[str]:
        return [
            limit.code
            for limit in check_limits(replace(complete_project(), sows=(sow(*accepted),), changes=(request,)))
        ]

    assert codes(CHANGE, BEFORE, BEFORE) == ["change-never-due"]
    assert codes(replace(CHANGE, paid_with=("DEL-1",)), BEFORE, BEFORE) == []
    assert codes(replace(CHANGE, amount=Decimal(0)), BEFORE, BEFORE) == []
    assert codes(CHANGE, BEFORE, None) == []


@pytest.mark.parametrize(
    ("accepted", "shares", "apart"),
    [
        ((BEFORE, None), ["5000.00"], ["3000.00"]),
        ((AFTER, None), ["8000.00"], []),
        ((None, None), ["8000.00"], []),
    ],
)
def test_what_was_due_before_a_change_does_not_grow_with_the_revision_that_contains_it(
    accepted: tuple[dt.date | None, ...], shares: list[str], apart: list[str]
) -> None:
    """A share that was due is one of the price without the change, which is paid with what was accepted later."""
    of = sow(*accepted)
    of = replace(of, revision=2, revised=AFTER, work_packages=(package("WP-1", "5"), package("WP-2", "3")))
    held = replace(figures(of), held=(replace(CHANGE, amount=Decimal("3000.00")),))
    found = payments(of, held)
    assert [str(each.amount) for each in found if each.instalment] == shares
    assert [str(each.amount) for each in found if each.change] == apart
    assert [each.deliverables for each in found if each.change] == [("DEL-2",)] * len(apart)
