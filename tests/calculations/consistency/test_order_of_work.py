"""The order of the work: what is needed first, and room for one rejection."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.order_of_work import check_order_of_work
from delivery_wiki.model.project.environment import Environment, MigrationWave
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AcceptanceClock,
    AttemptOutcome,
    Deliverable,
    StatementOfWork,
)
from delivery_wiki.model.project.test_cases import TestCase
from tests.calculations.status_projects import complete_project, requirement
from tests.calculations.test_margins import package, work


def day(month: int, number: int) -> dt.date:
    """A day of 2027."""
    return dt.date(2027, month, number)


def brings(id: str, agreed: dt.date | None, **fields: Any) -> Deliverable:
    """A deliverable with its agreed day."""
    return Deliverable(id=id, title=id, description="", agreed=agreed, **fields)


def sow(*deliverables: Deliverable, **fields: Any) -> StatementOfWork:
    """A statement of work with deliverables, without days of its own."""
    values: dict[str, Any] = {"deliverables": deliverables, "starts": None, "ends": None, **fields}
    return replace(work(package("WP-1", "1")), **values)


def found(*sows: StatementOfWork, **fields: Any) -> list[str]:
    """The codes and first words of what is told."""
    values: dict[str, Any] = {"milestones": (), "tests": (), "environment": None, "goals": (), "holidays": (), **fields}
    project = replace(complete_project(), sows=sows, **values)
    return [f"{item.code} {item.problem.split()[0]}" for item in check_order_of_work(project)]


SYSTEM = brings("DEL-3", day(3, 5))


@pytest.mark.parametrize(("due", "told"), [(day(2, 26), True), (day(3, 5), False), (day(3, 12), False)])
def test_a_deliverable_comes_after_what_it_needs(due: dt.date, told: bool) -> None:
    """On the same day at the earliest."""
    brand = brings("DEL-9", due, needs=("DEL-3",))

    assert found(sow(SYSTEM, brand)) == (["needed-later DEL-9"] if told else [])


def test_a_forecast_may_break_what_was_agreed_well() -> None:
    """The agreed days are in order, and the system slips behind the brand."""
    late = replace(SYSTEM, forecast=day(3, 19))

    assert found(sow(late, brings("DEL-9", day(3, 12), needs=("DEL-3",)))) == ["needed-later DEL-9"]
    assert found(sow(late, brings("DEL-9", day(3, 12), forecast=day(3, 26), needs=("DEL-3",)))) == []


def test_what_is_accepted_keeps_nobody_waiting() -> None:
    """It is there, whatever day was agreed."""
    accepted = replace(SYSTEM, attempts=(AcceptanceAttempt(date=day(2, 1), outcome=AttemptOutcome.ACCEPTED),))

    assert found(sow(accepted, brings("DEL-9", day(2, 26), needs=("DEL-3",)))) == []


def test_waves_tests_and_statements_of_work_need_results_too() -> None:
    """A pilot on a system that is not there, a test that is late for what it proves, work before its test system."""
    wave = MigrationWave(id="W-1", title="Pilot", mailboxes=50, date=day(3, 3), needs=("DEL-3",))
    pilot = Environment(migration=(wave,))
    case = TestCase(
        id="T-1", title="Load", group="load", requirements=("R-1",), steps=("Load.",), expected="All.", needs=("DEL-5",)
    )
    load = brings("DEL-5", day(3, 12))
    milestone = Milestone(id="M-7", title="Installed", baseline=day(1, 21), forecast=day(1, 28))
    proved = (requirement("R-1", deliverables=("DEL-3",)),)

    assert found(sow(SYSTEM), environment=pilot) == ["needed-later W-1"]
    assert found(sow(SYSTEM, load), tests=(case,), requirements=proved) == ["needed-later T-1"]
    assert found(sow(starts=day(1, 25), needs=("M-7",)), milestones=(milestone,)) == ["needed-later SOW-mail"]
    assert found(sow(starts=day(2, 1), needs=("M-7",)), milestones=(milestone,)) == []


CLOCK = AcceptanceClock(review_business_days=10, cure_business_days=10, rejections=2)
END = Milestone(id="M-10", title="Accepted", gate="accepted", baseline=day(6, 25))


@pytest.mark.parametrize(("due", "told"), [(day(5, 14), False), (day(5, 17), True), (day(6, 25), True)])
def test_one_rejection_fits_before_the_acceptance(due: dt.date, told: bool) -> None:
    """Ten days to review, ten to mend, ten to review again: 30 business days after 14 May are 25 June."""
    last = sow(brings("DEL-8", due), acceptance_clock=CLOCK)

    assert found(last, milestones=(END,)) == (["no-room-for-rejection DEL-8"] if told else [])


def test_a_goal_with_a_day_is_an_end_too() -> None:
    """In the language of the project; what comes after it anyway is not told."""
    late = sow(brings("DEL-8", day(6, 1)), acceptance_clock=CLOCK)

    assert found(late, goals=("Switch off the webmail by 30 June 2027.",)) == ["no-room-for-rejection DEL-8"]
    assert found(late, goals=("Bis zum 30. Juni 2027 abschalten.",), language="de") == ["no-room-for-rejection DEL-8"]
    assert found(late, goals=("Switch off the webmail by 1 March 2027.",)) == []
    assert found(late, goals=("Switch off the webmail in summer.",)) == []


def test_without_rejections_or_periods_nothing_is_reckoned() -> None:
    """Nobody may reject, or the paper does not say how long it takes."""
    goals = ("Switch off the webmail by 30 June 2027.",)
    for clock in (None, replace(CLOCK, rejections=0), replace(CLOCK, cure_business_days=None)):
        assert found(sow(brings("DEL-8", day(6, 1)), acceptance_clock=clock), goals=goals) == []
