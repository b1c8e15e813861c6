"""Efforts: for the vendor only, exact, by statement of work and by role."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.money.agreed_changes import EVER
from delivery_wiki.calculations.money.efforts import sow_figures
from delivery_wiki.calculations.money.work_package_efforts import effort_by_role
from delivery_wiki.model.project.internal_notes import CostRate, Internal
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import Effort
from delivery_wiki.pages.documents.retrospective import figures as retrospective_figures
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.status.effort_pages import PAGE_KINDS, effort_bar, effort_page
from delivery_wiki.pages.status.home_cards import home_cards
from tests.pages.documents.examples import tables, texts
from tests.pages.harbour import context, harbour, html, pages


def test_a_customer_has_no_page_and_the_macro_says_nothing() -> None:
    """Rates, margins and remarks never leave the vendor."""
    customer = context(audience=Audience.CUSTOMER)
    shown = html(customer, effort_page(customer))

    assert not pages(PAGE_KINDS, customer)
    assert [page.group for page in pages(PAGE_KINDS, context())] == ["Internal"]
    assert shown == "<p>Efforts are for the vendor only.</p>"


def test_efforts_add_up_by_statement_of_work_and_by_role() -> None:
    """Planned, spent, remaining, forecast and how far over what was planned and agreed."""
    by_sow, by_role, *_ = tables(effort_page(context()))

    assert texts(by_sow)[0][2:] == ["4.5 / +2 by agreed changes", "5", "0", "5", "-1.5"]
    assert texts(by_sow)[-1] == ["Total", "", "7.5 / +2 by agreed changes", "5", "3", "8", "-1.5"]
    assert texts(by_role) == [
        ["consultant", "7.5", "5", "3", "8", "+0.5"],
        ["Agreed change requests, for any role", "0 / +2 by agreed changes", "0", "0", "0", "-2"],
        ["Total", "7.5 / +2 by agreed changes", "5", "3", "8", "-1.5"],
    ]


def test_agreed_days_are_no_overrun_wherever_efforts_stand() -> None:
    """The home card and the retrospective rest on the same figures: 8 forecast of 9.5 planned and agreed."""
    home = html(context(), home_cards(context()))
    total = next(row for row in texts(tables(retrospective_figures(context()))[0]) if row[0] == "Total")

    assert "5 of 9.5 person-days spent (7.5 planned, +2 by agreed changes), forecast 8" in home
    assert total[1:] == ["7.5 / +2 by agreed changes", "5", "3", "8", "-1.5"]


@pytest.mark.parametrize(
    ("spent", "remaining", "drawn", "said"),
    [
        ("6", "3", [600, 300], ["6 spent", "3 remaining"]),
        ("6", "6", [600, 400, 200], ["6 spent", "6 remaining", "2 of them over the plan"]),
        ("10", "2", [1000, 200], ["10 spent", "2 remaining, 2 over the plan"]),
        ("12", "0", [1000, 200], ["12 spent", "2 over the plan"]),
        ("12", "1", [1000, 300], ["12 spent", "1 remaining, 3 over the plan"]),
    ],
)
def test_the_bar_says_what_the_tables_say(spent: str, remaining: str, drawn: list[int], said: list[str]) -> None:
    """All that remains, not the part of it that the plan still holds; what is drawn adds up to the whole bar."""
    bar = effort_bar(Words(), Effort(planned=Decimal(10), spent=Decimal(spent), remaining=Decimal(remaining)), "")

    assert [amount for _, amount, _ in bar.parts] == drawn
    assert [text for _, _, text in bar.parts] == said
    assert sum(drawn) <= bar.total
    assert bar.tick == (1000, "10 planned")


def test_withdrawn_work_packages_do_not_count() -> None:
    """What is withdrawn is no effort."""
    efforts = effort_by_role(sow_figures(harbour(), on=EVER))

    assert list(efforts) == ["consultant"]
    assert efforts["consultant"].over == Decimal("0.5")


def test_margins_cost_rates_and_remarks_stand_below() -> None:
    """Cost against price, and what was said inside."""
    shown = html(context(), effort_page(context()))

    assert shown.index("Margins") < shown.index("Cost rates") < shown.index("Remarks")
    assert "The cap is tight." in shown
    assert "700.00" in shown


# --- money ----------------------------------------------------------------------------------------

COSTED = replace(
    harbour(), internal=Internal(currency="EUR", cost_rates=(CostRate(role="consultant", rate=Decimal(700)),))
)


def margins(project: Project) -> list[list[str]]:
    """The rows of the table of margins."""
    blocks = effort_page(context(project))
    table = next(table for table in tables(blocks) if table.columns[-1].title == "Margin, forecast")
    assert {column.unit for column in table.columns[1:]} == {"EUR"}
    return [[cell.replace("\xa0", " ") for cell in row] for row in texts(table)]


def changed(project: Project, topic: str, **changes: Any) -> Project:
    """The project with other fields of a statement of work."""
    sows = tuple(replace(sow, **changes) if sow.topic == topic else sow for sow in project.sows)
    return replace(project, sows=sows)


def test_cost_and_margin_stand_planned_beside_forecast() -> None:
    """4.5 days are planned and 5 were spent; travel and expenses of 701.00 stand on both sides."""
    basic, migration, total = margins(COSTED)

    # 5,400 + 270 + 701 + 2,400 of CR-1 against 3,150 + 157.50 + 701 + 2 x 700; then five days, which CR-1 is in
    assert basic[1:] == [
        *("8,771.00", "6,701.00"),
        *("5,408.50", "4,201.00"),
        *("3,362.50 / 38.3 %", "2,500.00 / 37.3 %"),
    ]
    assert migration[1:] == [*["4,000.00"] * 2, *["2,100.00"] * 2, *["1,900.00 / 47.5 %"] * 2]
    assert total[0] == "Total"
    assert total[5:7] == ["5,262.50 / 41.2 %", "4,400.00 / 41.1 %"]


def test_a_dash_has_its_reason_and_a_total_says_what_it_leaves_out() -> None:
    """A role without a cost rate: its cost is at least that of the others, and no margin is guessed."""
    packages = tuple(replace(package, role="writer") for package in COSTED.sows[1].work_packages)
    _, migration, total = margins(changed(COSTED, "migration", work_packages=packages))

    assert "no cost rate for writer" in migration[0]
    assert migration[5:] == ["–"] * 2
    assert total[0] == "Total of 1 of 2 statements of work / without SOW-migration"
    assert total[1:3] == ["8,771.00", "6,701.00"]


def test_everything_in_a_price_has_its_cost_or_is_said_to_stand_outside() -> None:
    """Position by position, and the licences of the offer in a sentence."""
    shown = html(context(COSTED), effort_page(context(COSTED)))

    for position in ("Work", "Contingency", "Travel", "Expenses", "Agreed change requests", "Fixed price"):
        assert f">{position}</td>" in shown
    assert "Outside the margins: ordered options of 1,600.00\xa0EUR" in shown


def test_days_of_agreed_changes_are_reckoned_where_everybody_can_do_it_again() -> None:
    """The average rate of a forecast day, not a rate of a role; nothing of a fixed price, which no day moves."""
    shown = html(context(COSTED), effort_page(context(COSTED))).replace("\xa0", " ")

    assert "at rates: 6,000.00 EUR ÷ 5 person-days × 2 = 2,400.00 EUR. They name no role" in shown
    assert "at rates:" not in html(context(), effort_page(context(replace(COSTED, changes=()))))
    basic = COSTED.sows[0]
    assert basic.price is not None
    fixed = replace(basic.price, basis=PriceBasis.FIXED_PRICE, fixed_amount=Decimal(6000))
    given = context(changed(COSTED, "basic", price=fixed))
    assert "at rates:" not in html(given, effort_page(given))


def test_limits_that_are_reached_head_the_page() -> None:
    """With the amount that is not charged."""
    basic = COSTED.sows[0]
    assert basic.price is not None
    tight = replace(COSTED, changes=())
    tight = changed(tight, "basic", price=replace(basic.price, cap=Decimal(6000)))
    shown = html(context(tight), effort_page(context(tight)))

    assert "Limits that are reached" in shown
    assert "371.00\xa0EUR not charged: by its rates it comes to 6,371.00\xa0EUR" in shown
    assert "701.00\xa0EUR not charged: spent and remaining days (without those of agreed change" in shown
    assert "the amounts of these change requests come to 6,701.00\xa0EUR" in shown
    assert "Limits that are reached" not in html(context(COSTED), effort_page(context(COSTED)))


def test_an_archived_project_has_nothing_left_to_do() -> None:
    """Nothing remains, nothing is forecast, and both are said."""
    gate = Decision(
        id="D-90",
        title="No-Go",
        date=dt.date(2026, 3, 1),
        decided_by="nora-nowhere",
        gate="go-no-go",
        outcome=DecisionOutcome.NO_GO,
    )
    decisions = tuple(decision for decision in COSTED.decisions if decision.gate != "go-no-go")
    given = context(replace(COSTED, decisions=(*decisions, gate)))
    assert given.status.archived is not None
    by_sow = texts(tables(effort_page(given))[0])

    assert by_sow[-1] == ["Total", "", "7.5 / +2 by agreed changes", "5", "0", "5", "-4.5"]
    assert "no forecast: the project is archived" in html(given, effort_page(given))
