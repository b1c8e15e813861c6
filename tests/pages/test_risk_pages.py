"""Risks: the grid, the order, and those that never leave the vendor."""

from __future__ import annotations

from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.model.project import Level, Risk, RiskState
from delivery_wiki.pages.drawings.heat_grid import draw_heat_grid
from delivery_wiki.pages.risk_pages import risk_register
from delivery_wiki.pages.words import Words
from tests.pages.harbour import context, html, rows_of


def _risk(number: int, probability: Level, impact: Level, state: RiskState = RiskState.OPEN) -> Risk:
    return Risk(
        id=f"RISK-{number}",
        statement=f"Risk {number}",
        probability=probability,
        impact=impact,
        response="",
        state=state,
    )


def test_the_heaviest_risk_stands_first_and_closed_ones_last() -> None:
    """Probability times impact, for risks that still live."""
    risks = (
        _risk(1, Level.LOW, Level.HIGH),
        _risk(2, Level.HIGH, Level.HIGH, RiskState.CLOSED),
        _risk(3, Level.HIGH, Level.MEDIUM),
    )
    rows = rows_of(risk_register(context(risks=risks)), id="risks")

    assert [row[0] for row in rows] == ["RISK-3", "RISK-1", "RISK-2"]


def test_the_grid_shows_living_risks_and_leads_to_their_rows() -> None:
    """A picture links to what it shows."""
    shown = html(context(), risk_register(context()))

    assert 'href="#RISK-1"' in shown
    assert "<title" in shown
    assert "<desc" in shown


def test_a_full_cell_counts_what_it_has_no_room_for() -> None:
    """Ids never run out of their cell."""
    risks = [_risk(number, Level.HIGH, Level.HIGH) for number in range(1, 10)]

    assert "+4" in draw_heat_grid(risks, Words())


def test_internal_risks_are_not_in_what_a_customer_sees() -> None:
    """Internal risks stand on the internal page only."""
    inside = html(context(), risk_register(context()))
    customer = context(audience=Audience.CUSTOMER)
    outside = html(customer, risk_register(customer))

    assert "Petra is booked twice." in inside
    assert "Petra is booked twice." not in outside
    assert "RISK-9" not in outside
    assert "RISK-9" not in customer.places
