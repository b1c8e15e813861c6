"""A share that is paid each time something that recurs is accepted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from delivery_wiki.calculations.consistency.recurrences import check_recurrences
from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.payments import due_since, payments
from delivery_wiki.model.project.recurrence import Recurrence, Rhythm, months_later
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AttemptOutcome,
    Deliverable,
    PaymentMilestone,
    Price,
    PriceBasis,
    StatementOfWork,
)
from tests.calculations.status_projects import complete_project

JANUARY = dt.date(2027, 1, 31)
MONTHLY = Recurrence(every=Rhythm.MONTH, first=JANUARY, times=3)
ACCEPTED = AttemptOutcome.ACCEPTED


def attempt(day: dt.date, occurrence: int | None, outcome: AttemptOutcome = ACCEPTED) -> AcceptanceAttempt:
    """A report was put forward."""
    return AcceptanceAttempt(date=day, outcome=outcome, occurrence=occurrence, evidence="Note")


def reported(*attempts: AcceptanceAttempt, ends: dt.date | None = None) -> StatementOfWork:
    """A fixed price of 100: 50 for the system, 50 for three reports."""
    system = Deliverable(id="DEL-1", title="System", description="")
    report = Deliverable(id="DEL-2", title="Report", description="", recurs=MONTHLY, attempts=attempts)
    return StatementOfWork(
        topic="basic",
        title="Basic",
        ends=ends,
        deliverables=(system, report),
        price=Price(basis=PriceBasis.FIXED_PRICE, currency="EUR", fixed_amount=Decimal(100)),
        payment=(
            PaymentMilestone(title="System", percent=Decimal(50), deliverables=("DEL-1",)),
            PaymentMilestone(title="Report", percent=Decimal(50), deliverables=("DEL-2",), each_time=True),
        ),
    )


def test_days_are_reckoned_from_the_first_and_never_drift() -> None:
    """After a short month the day is that of the first again."""
    assert MONTHLY.days == (JANUARY, dt.date(2027, 2, 28), dt.date(2027, 3, 31))
    assert replace(MONTHLY, every=Rhythm.TWO_WEEKS).days[1] == dt.date(2027, 2, 14)
    assert replace(MONTHLY, every=Rhythm.QUARTER).days[2] == dt.date(2027, 7, 31)
    assert months_later(dt.date(2028, 2, 29), 12) == dt.date(2029, 2, 28)


def test_the_parts_of_a_share_add_up_to_it() -> None:
    """Fifty in three parts: nothing is lost, and no cent is paid twice."""
    sow = reported()
    found = [payment.amount or Decimal(0) for payment in payments(sow, figures(sow))]

    assert found == [Decimal(50), Decimal("16.67"), Decimal("16.66"), Decimal("16.67")]
    assert sum(found) == 100


def test_each_time_falls_due_with_its_own_acceptance() -> None:
    """A rejected one waits; the deliverable as a whole is accepted with the last."""
    rejected = attempt(dt.date(2027, 3, 3), 2, AttemptOutcome.REJECTED)
    sow = reported(attempt(dt.date(2027, 2, 2), 1), rejected)
    due = [due_since(payment, sow, dt.date(2027, 3, 9)) for payment in payments(sow, figures(sow))]

    assert due == [None, dt.date(2027, 2, 2), None, None]
    report = sow.deliverables[1]
    assert report.acceptance_on(dt.date.max) is None
    assert report.expected == dt.date(2027, 2, 28)

    done = tuple(attempt(day, number) for number, day in enumerate(MONTHLY.days, 1))
    whole = replace(report, attempts=done).acceptance_on(dt.date.max)
    assert whole is not None
    assert whole.date == dt.date(2027, 3, 31)


def test_what_does_not_say_which_time_it_is_about_is_told() -> None:
    """An attempt without its time, one of a time that is not agreed, and a time after the end of the work."""
    sow = reported(attempt(JANUARY, None), attempt(JANUARY, 4), ends=dt.date(2027, 3, 1))
    once = replace(sow.deliverables[0], attempts=(attempt(JANUARY, 1),))
    paid = replace(sow.payment[0], each_time=True)
    told = replace(sow, deliverables=(once, sow.deliverables[1]), payment=(paid,))
    project = replace(complete_project(), sows=(told,))

    assert [finding.problem for finding in check_recurrences(project)] == [
        "DEL-1 does not recur, and this attempt is about time 1",
        "DEL-2 recurs 3 times, and this attempt does not say which time it is about",
        "DEL-2 recurs 3 times, and this attempt is about time 4",
        "DEL-2 is due for the last time on 2027-03-31, and SOW-basic ends on 2027-03-01",
        "a share that is paid each time names one deliverable that recurs, and this one does not",
    ]
    assert list(check_recurrences(replace(project, sows=(reported(attempt(JANUARY, 1)),)))) == []
