"""Deliverables that recur: which time was put forward, what is paid each time, and days within the work."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, warning
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, PaymentMilestone, StatementOfWork
from delivery_wiki.model.project.whole_project import Project


def check_recurrences(project: Project) -> Iterator[Finding]:
    """What does not say which time it is about, and times that no contract holds."""
    for sow in project.sows:
        for deliverable in sow.deliverables:
            if not deliverable.withdrawn:
                yield from _check_attempts(deliverable)
                yield from _check_days(sow, deliverable)
        for payment in sow.payment:
            yield from _check_payment(sow, payment)


def _check_attempts(deliverable: Deliverable) -> Iterator[Finding]:
    times = deliverable.recurs.times if deliverable.recurs else 0
    for attempt in deliverable.attempts:
        place = attempt.location.at("occurrence" if attempt.occurrence else "date")
        if attempt.occurrence is None and times:
            problem = f"{deliverable.id} recurs {times} times, and this attempt does not say which time it is about"
            yield warning("recurrence-unclear", place, problem, "Write occurrence, 1 for the first time.")
        elif attempt.occurrence is not None and attempt.occurrence > times:
            said = f"recurs {times} times" if times else "does not recur"
            problem = f"{deliverable.id} {said}, and this attempt is about time {attempt.occurrence}"
            yield warning("recurrence-unclear", place, problem, "Correct occurrence, or what recurs.")


def _check_days(sow: StatementOfWork, deliverable: Deliverable) -> Iterator[Finding]:
    if deliverable.recurs is None:
        return
    if deliverable.agreed is not None:
        problem = f"{deliverable.id} recurs, and is agreed for one day"
        yield warning(
            "recurrence-unclear", deliverable.location.at("agreed"), problem, "Take agreed out: recurs says the days."
        )
    last = deliverable.recurs.days[-1]
    if sow.ends is not None and last > sow.ends:
        problem = f"{deliverable.id} is due for the last time on {last}, and {sow.id} ends on {sow.ends}"
        place = deliverable.recurs.location.at("times")
        yield warning(
            "recurrence-unclear", place, problem, "Write fewer times, or a later end.", also=sow.location.at("ends")
        )


def _check_payment(sow: StatementOfWork, payment: PaymentMilestone) -> Iterator[Finding]:
    named = [deliverable for deliverable in sow.deliverables if deliverable.id in payment.deliverables]
    if payment.each_time and not (len(named) == 1 and named[0].recurs):
        problem = "a share that is paid each time names one deliverable that recurs, and this one does not"
        yield warning(
            "recurrence-unclear",
            payment.location.at("each_time"),
            problem,
            "Name one under deliverables, or take it out.",
        )
