"""What a project costs: the prices of its statements of work together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.project_prices import project_prices
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis
from tests.calculations.money.test_efforts import package, priced
from tests.calculations.status_projects import day

WORK = priced(package("WP-1", "2", "lead"))
FIXED = priced(package("WP-2", "1"), basis=PriceBasis.FIXED_PRICE, fixed_amount=Decimal("500.00"))
CHANGE = ChangeRequest(
    id="CR-1",
    title="More",
    reason="More",
    raised=day(5, 1),
    raised_by="carl-lead",
    moves=("WP-1", "WP-2"),
    days=Decimal(1),
    amount=Decimal("250.00"),
    decision=ChangeDecision.AGREED,
    decided=day(5, 2),
)


def test_prices_are_added_and_the_estimated_part_is_known() -> None:
    """2,000.00 by the day and 500.00 fixed."""
    (price,) = project_prices((figures(WORK), figures(FIXED)))

    assert (price.amount, price.currency, price.count) == (Decimal("2500.00"), "EUR", 2)
    assert price.estimated == Decimal("2000.00")
    assert not price.has_changes
    assert project_prices((figures(FIXED),))[0].estimated == 0


def test_a_change_request_of_two_statements_counts_once() -> None:
    """It stands beside both of them, and is paid once."""
    (price,) = project_prices((figures(WORK, (CHANGE,)), figures(FIXED, (CHANGE,))))

    assert price.amount == Decimal("2750.00")
    assert price.has_changes


def test_what_has_no_price_is_in_no_sum_and_currencies_stay_apart() -> None:
    """Nothing is converted."""
    unknown = replace(WORK, price=None)
    dollars = priced(package("WP-3", "1", "lead"), currency="USD")

    assert project_prices((figures(unknown),)) == ()
    assert [price.currency for price in project_prices((figures(WORK), figures(dollars)))] == ["EUR", "USD"]
