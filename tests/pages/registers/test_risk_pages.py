"""Risks: the grid, the order, and those that never leave the vendor."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.register_entries import Level, Risk, RiskAcceptance, RiskState
from delivery_wiki.pages.drawings.heat_grid import draw_heat_grid
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.registers.risk_pages import risk_register
from tests.calculations.status_projects import complete_project, day, status_of
from tests.pages.harbour import ON, context, html, rows_of


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
    grid, heaviest = inside.split("</svg>")[0], inside.split("</svg>")[1].split("</ul>")[0]
    assert 'href="#RISK-9"' in grid
    assert "Petra is booked twice." in heaviest
    assert "Petra is booked twice." not in outside
    assert "RISK-9" not in outside
    assert "RISK-9" not in customer.places


def test_an_accepted_risk_is_open_again_after_its_last_day() -> None:
    """Until then it is not on the grid and says who lives with it; without an acceptance it is open."""

    def page(until: dt.date | None) -> str:
        said = RiskAcceptance(by="nora-nowhere", reason="The old line stays.", until=until) if until else None
        risk = replace(_risk(1, Level.HIGH, Level.HIGH, RiskState.ACCEPTED), accepted=said)
        shown = context(risks=(risk,), audience=Audience.CUSTOMER)
        return html(shown, risk_register(shown))

    held = page(ON)
    assert 'data-state="accepted"' in held
    assert "until Sep 30, 2026: The old line stays." in held
    assert "Open and mitigated risks" not in held

    for lapsed in (page(ON - dt.timedelta(days=1)), page(None)):
        assert 'data-state="open"' in lapsed
        assert "Open and mitigated risks" in lapsed


def test_health_counts_an_accepted_risk_after_its_last_day() -> None:
    """A grave risk puts the project at risk again."""
    said = RiskAcceptance(by="carl-lead", reason="The old line stays.", until=day(12, 1))
    risk = replace(_risk(1, Level.HIGH, Level.HIGH, RiskState.ACCEPTED), accepted=said)
    project = replace(complete_project(), risks=(risk,))

    assert "RISK-1" not in str(status_of(project, on=day(12, 1)).cause)
    assert "RISK-1" in str(status_of(project, on=day(12, 2)).cause)


def test_the_heaviest_risks_are_said_in_words_beside_the_grid() -> None:
    """Three at most, the heaviest first, each with its weight; one that is closed is not among them."""
    risks = (
        *(_risk(number, Level.LOW, Level.LOW) for number in (1, 2, 3)),
        _risk(4, Level.HIGH, Level.HIGH, RiskState.CLOSED),
        _risk(5, Level.HIGH, Level.MEDIUM),
    )
    shown = html(context(), risk_register(context(audience=Audience.CUSTOMER, risks=risks)))
    words = shown.split("The 3 heaviest risks")[1].split("</ul>")[0]

    assert [words.count(f">Risk {number}<") for number in (1, 2, 3, 4, 5)] == [1, 1, 0, 0, 1]
    assert words.index("Risk 5") < words.index("Risk 1")
    assert "probability high, impact medium" in words
