"""Agreed change requests: which statement of work they change, until which revision, and what holds since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.calculations.agreed_changes import (
    EVER,
    agreed_changes,
    cap_change,
    counts_for,
    decision_on,
    end_change,
    touches,
)
from delivery_wiki.model.project import AcceptanceCriterion, ChangeDecision, Deliverable, PriceBasis
from tests.calculations.test_margins import change, package, work

SOW = replace(
    work(package("WP-1", "10")),
    deliverables=(
        Deliverable(
            id="DEL-1", title="A", description="B", acceptance=(AcceptanceCriterion(id="AC-1", statement="C"),)
        ),
    ),
)


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
    one = change(decision=decision, decided=decided)

    assert decision_on(one, decided - dt.timedelta(days=1)) is ChangeDecision.OPEN
    assert decision_on(one, decided) is decision
    assert decision_on(replace(one, decided=None), EVER) is ChangeDecision.OPEN
    assert not agreed_changes(SOW, [one], decided - dt.timedelta(days=1))
    assert bool(agreed_changes(SOW, [one], decided)) is (decision is ChangeDecision.AGREED)


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
