"""Agreed change requests: which statement of work they change, until which revision, and what holds since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.calculations.money.agreed_changes import (
    EVER,
    agreed_changes,
    agreed_requirements,
    as_agreed,
    cap_change,
    counts_for,
    decision_on,
    end_change,
    touches,
)
from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceCriterion, Deliverable, PriceBasis
from tests.calculations.test_margins import change, package, work
from tests.pages.documents.examples import project as example_project

SOW = replace(
    work(package("WP-1", "10")),
    deliverables=(
        Deliverable(
            id="DEL-1", title="A", description="B", acceptance=(AcceptanceCriterion(id="AC-1", statement="C"),)
        ),
    ),
)


def test_work_that_is_planned_for_a_change_waits_for_its_agreement() -> None:
    """Until the day of the decision it is in no sum; what was spent on it stays, as that of withdrawn work does."""
    request = change(decided=dt.date(2026, 11, 21))
    before, after = dt.date(2026, 11, 20), dt.date(2026, 11, 21)
    planned, begun = (
        replace(SOW, work_packages=(*SOW.work_packages, replace(package("WP-2", "4", spent=spent), change=request.id)))
        for spent in ("0", "1")
    )

    assert as_agreed(planned, [request], before) == SOW
    assert as_agreed(planned, [request], after) is planned
    assert as_agreed(planned, [replace(request, decision=ChangeDecision.REJECTED)], after) == SOW
    assert figures(as_agreed(begun, [request], before)).days == 10
    assert figures(as_agreed(begun, [request], before)).effort.spent == 1


def test_what_only_a_waiting_deliverable_brings_is_no_requirement_of_the_contract() -> None:
    """A requirement that an agreed deliverable brings too stays."""
    request = change(decided=dt.date(2026, 11, 21))
    waiting = replace(SOW.deliverables[0], id="DEL-2", change=request.id)
    sow = replace(SOW, deliverables=(*SOW.deliverables, waiting))
    brought = {"R-1": ("DEL-1",), "R-2": ("DEL-2",), "R-3": ("DEL-1", "DEL-2"), "R-4": ()}
    project = replace(
        example_project(),
        sows=(sow,),
        changes=(request,),
        requirements=tuple(
            replace(example_project().requirements[0], id=id, deliverables=deliverables)
            for id, deliverables in brought.items()
        ),
    )

    kept = [requirement.id for requirement in agreed_requirements(project, dt.date(2026, 11, 20))]

    assert kept == ["R-1", "R-3", "R-4"]
    assert len(agreed_requirements(project, EVER)) == 4


@pytest.mark.parametrize("moved", ["SOW-mail", "mail", "WP-1", "DEL-1", "AC-1"])
def test_a_change_counts_for_the_statement_of_work_that_it_moves(moved: str) -> None:
    """The statement of work itself, or anything inside it."""
    assert agreed_changes(SOW, [change(moves=(moved,))], EVER)
    assert not agreed_changes(SOW, [change(moves=(moved,), decision=ChangeDecision.OPEN)], EVER)
    assert not agreed_changes(SOW, [change(moves=(moved,), withdrawn="Doubled")], EVER)


def test_days_given_away_stay_beside_a_revision_that_charges_each_of_its_days() -> None:
    """Written into a work package they would be charged; a fixed price holds them as any other."""
    given_away = change(decided=dt.date(2026, 11, 20), amount=Decimal(0))
    second = replace(SOW, revision=2, revised=dt.date(2026, 11, 21))
    assert second.price is not None
    fixed = replace(second, price=replace(second.price, basis=PriceBasis.FIXED_PRICE, fixed_amount=Decimal(10_000)))

    assert agreed_changes(second, [given_away], EVER) == (given_away,)
    assert agreed_changes(second, [replace(given_away, days=Decimal(0))], EVER) == ()
    assert agreed_changes(fixed, [given_away], EVER) == ()


@pytest.mark.parametrize("decision", [ChangeDecision.AGREED, ChangeDecision.REJECTED])
def test_what_is_decided_later_is_open_until_then(decision: ChangeDecision) -> None:
    """On the day of the decision it holds; without a day nobody knows since when, so that it never does."""
    decided = dt.date(2026, 11, 21)
    request = change(decision=decision, decided=decided)

    assert decision_on(request, decided - dt.timedelta(days=1)) is ChangeDecision.OPEN
    assert decision_on(request, decided) is decision
    assert decision_on(replace(request, decided=None), EVER) is ChangeDecision.OPEN
    assert not agreed_changes(SOW, [request], decided - dt.timedelta(days=1))
    assert bool(agreed_changes(SOW, [request], decided)) is (decision is ChangeDecision.AGREED)


def test_a_change_that_says_sow_counts_there_alone() -> None:
    """It may still move items of another one, which lists it without its amount."""
    other = change(moves=("WP-1", "SOW-other"), sow="SOW-other")

    assert touches(other, SOW)
    assert not counts_for(other, SOW)
    assert counts_for(change(moves=("R-001",), sow="SOW-mail"), SOW)


def test_a_revision_that_was_written_after_the_decision_holds_the_change() -> None:
    """Its own days and price contain it then; the first revision holds none."""
    decided = change(decided=dt.date(2026, 11, 21))
    second = replace(SOW, revision=2, revised=dt.date(2026, 11, 21))

    assert not agreed_changes(second, [decided], EVER)
    assert agreed_changes(replace(second, revised=dt.date(2026, 11, 20)), [decided], EVER)
    assert agreed_changes(replace(second, revision=1), [decided], EVER)
    assert agreed_changes(replace(second, revised=None), [decided], EVER)


def test_the_last_decision_says_what_holds() -> None:
    """By its date, not by its place in the file."""
    first = change(id="CR-1", decided=dt.date(2026, 11, 25), cap=Decimal(2), ends=dt.date(2027, 1, 1))
    second = change(id="CR-2", decided=dt.date(2026, 11, 24), cap=Decimal(1))
    found = agreed_changes(SOW, [first, second], EVER)

    last, end = cap_change(found), end_change(found)
    assert last is not None
    assert end is not None
    assert (last.id, end.id) == ("CR-1", "CR-1")
