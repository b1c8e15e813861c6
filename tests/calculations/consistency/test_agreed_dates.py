"""Agreed dates against the plan: a forecast moves nothing that both sides agreed on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.agreed_dates import check_agreed_dates
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.statement_of_work_terms import Deliverable
from tests.calculations.status_projects import complete_project
from tests.calculations.test_margins import change, package, work

PLANNED, SLIPPED = dt.date(2026, 12, 4), dt.date(2026, 12, 11)
NONE = change(days=Decimal(0), amount=Decimal(0), decision=ChangeDecision.REJECTED)


def found(agreed: dt.date | None = PLANNED, request: ChangeRequest = NONE, **fields: Any) -> list[str]:
    """The keys that are told, of a deliverable with a milestone that is a week late."""
    deliverable = Deliverable(id="DEL-1", title="Concept", description="", agreed=agreed, milestone="M-1")
    milestones = (
        Milestone(id="M-1", title="Agreed", baseline=PLANNED, forecast=SLIPPED),
        Milestone(id="M-2", title="Installed", baseline=dt.date(2026, 12, 18), after="M-1", business_days=10),
    )
    sow = replace(work(package("WP-1", "1")), deliverables=(deliverable,), starts=None, ends=None)
    project = replace(
        complete_project(), holidays=(), milestones=milestones, sows=(replace(sow, **fields),), changes=(request,)
    )
    return [agreed_date.problem.split(" ", 2)[1] for agreed_date in check_agreed_dates(project)]


def test_a_deliverable_keeps_the_day_of_the_plan() -> None:
    """The forecast of its milestone stands beside it."""
    assert found() == found(agreed=None) == []
    assert found(agreed=SLIPPED) == ["is"]
    assert found(agreed=dt.date(2026, 12, 7)) == ["is"]


@pytest.mark.parametrize("key", ["starts", "ends"])
def test_begin_and_end_do_not_follow_a_forecast(key: str) -> None:
    """Nor one that is counted from another milestone: 10 business days after the 11th are the 25th."""
    assert period(key, SLIPPED) == [key]
    assert period(key, dt.date(2026, 12, 25)) == [key]
    assert period(key, PLANNED) == period(key, dt.date(2026, 12, 24)) == []


def period(key: str, day: dt.date) -> list[str]:
    """What is told of work that starts or ends on a day."""
    changes: dict[str, Any] = {key: day}
    return found(**changes)


@pytest.mark.parametrize("moves", [("DEL-1",), ("M-1",), ("SOW-mail",)])
def test_an_agreed_change_request_moves_a_date(moves: tuple[str, ...]) -> None:
    """It names the deliverable, its milestone or the statement of work; an open one moves nothing."""
    request = change(moves=moves)

    assert found(agreed=SLIPPED, request=request) == []
    assert found(agreed=SLIPPED, request=replace(request, decision=ChangeDecision.OPEN, decided=None)) == ["is"]
