"""Dated duties are told from the start, and marked due once the lead time of the process has begun."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.base.business_days import is_business_day
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.statement_of_work_terms import Deliverable
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import Owed
from tests.calculations.status_projects import ON, accepted, complete_project, sizing_result, sow, status_of, view_of

LEAD_DAYS = 5  # of the processes that ship


def _with(*milestones: Milestone) -> Project:
    return replace(complete_project(), milestones=milestones)


def _owed(project: Project, on: dt.date = ON) -> dict[str, Owed]:
    return {owed.id: owed for owed in status_of(project, on).owed if owed.kind in {"milestone", "delivery"}}


def _milestone(id: str = "M-90", owner: str | None = "carl-lead", due: dt.date | None = None) -> Milestone:
    return Milestone(id=id, title="Data centre ready", owner=owner, baseline=due)


@pytest.mark.parametrize(("owner", "party"), [("carl-lead", PartyKind.CUSTOMER), ("vera-lead", PartyKind.VENDOR)])
@pytest.mark.parametrize("ahead", [0, 1, 10, 400])
def test_a_milestone_ahead_is_told_with_its_date(owner: str, party: PartyKind, ahead: int) -> None:
    """From the start, for both sides; nobody is late with it."""
    due = ON + dt.timedelta(days=ahead)
    owed = _owed(_with(_milestone(owner=owner, due=due)))["M-90"]

    assert (owed.owner, owed.party, owed.due, owed.days_late) == (owner, party, due, 0)


def test_the_customer_sees_theirs_too() -> None:
    """The list of the customer's site comes from the same answers."""
    project = _with(_milestone(due=ON + dt.timedelta(days=60)))
    status = calculate_status(view_of(project, Audience.CUSTOMER), on=ON, sizing=sizing_result())

    assert [owed.id for owed in status.owed if owed.kind == "milestone"] == ["M-90"]


def test_what_has_no_date_comes_last_and_what_is_reached_or_withdrawn_is_not_owed() -> None:
    """A forecast wins over a baseline; a milestone without owner and date is nobody's."""
    later, sooner = ON + dt.timedelta(days=30), ON + dt.timedelta(days=3)
    project = _with(
        _milestone("M-90"),
        replace(_milestone("M-91", due=sooner), forecast=later),
        replace(_milestone("M-92", due=sooner), actual=ON),
        replace(_milestone("M-93", due=sooner), withdrawn="Not needed"),
        _milestone("M-94", owner=None),
        Milestone(id="M-95", title="Two days after M-91", owner="vera-lead", after="M-91", business_days=2),
    )
    owed = [entry for entry in status_of(project).owed if entry.kind == "milestone"]

    assert [entry.id for entry in owed] == ["M-91", "M-95", "M-90"]
    assert owed[0].due == later
    assert status_of(project).owed[-1].due is None


def test_a_deliverable_is_told_with_its_own_date_or_that_of_its_milestone() -> None:
    """The vendor hands it over; once it is accepted nobody owes it."""
    due = ON + dt.timedelta(days=90)
    first = sow("basic", "DEL-90", "WP-90")
    plain = Deliverable(id="DEL-90", title="Platform", description="")
    deliverables = (
        replace(plain, agreed=due),
        replace(plain, id="DEL-91", milestone="M-90"),
        replace(plain, id="DEL-92"),
        replace(plain, id="DEL-93", agreed=due, withdrawn="Not needed"),
        replace(plain, id="DEL-94", agreed=due, attempts=(accepted(ON),)),
        replace(plain, id="DEL-95", agreed=due, attempts=(accepted(ON + dt.timedelta(days=1)),)),
    )
    project = replace(_with(_milestone(due=due)), sows=(replace(first, deliverables=deliverables),))
    owed = {id: entry for id, entry in _owed(project).items() if entry.kind == "delivery"}

    assert sorted(owed) == ["DEL-90", "DEL-91", "DEL-95"]
    assert {(entry.due, entry.party, entry.days_late) for entry in owed.values()} == {(due, PartyKind.VENDOR, 0)}


@given(ahead=st.integers(-40, 60), holidays=st.sets(st.integers(0, 60), max_size=8))
def test_it_is_marked_due_from_the_lead_time_on(ahead: int, holidays: set[int]) -> None:
    """Counted the other way: no more business days than the lead time lie between the as-of day and the date.

    The lead time begins on a business day: on a free day before it, it has not begun.
    """
    due = ON + dt.timedelta(days=ahead)
    free = tuple(ON + dt.timedelta(days=holiday) for holiday in holidays)
    owed = _owed(replace(_with(_milestone(due=due)), holidays=free))["M-90"]
    between = sum(is_business_day(ON + dt.timedelta(days=number), free) for number in range(ahead))

    assert owed.near is (between <= LEAD_DAYS - (not is_business_day(ON, free)))
    assert owed.days_late == max(0, -ahead)
