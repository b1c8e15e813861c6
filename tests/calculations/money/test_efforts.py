"""Efforts and money: every line rounded once, sums of what was rounded."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.money.agreed_changes import EVER, agreed_changes
from delivery_wiki.calculations.money.efforts import figures, sow_figures
from delivery_wiki.calculations.money.offers import amount_of_all, offer_figures, ordered_options
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.offer import Licence, Offer, OfferOption
from delivery_wiki.model.project.statement_of_work_terms import (
    Price,
    PriceBasis,
    SellRate,
    StatementOfWork,
    WorkPackage,
)
from tests.calculations.status_projects import complete_project, day


def priced(*packages: WorkPackage, **changes: Any) -> StatementOfWork:
    """A statement of work at 1000.00 and 333.33 a day."""
    values: dict[str, Any] = {
        "basis": PriceBasis.TIME_AND_MATERIAL,
        "currency": "EUR",
        "rates": (
            SellRate(role="lead", rate=Decimal("1000.00")),
            SellRate(role="consultant", rate=Decimal("333.33")),
        ),
    }
    return StatementOfWork(
        topic="mail",
        title="Mail",
        work_packages=packages,
        price=Price(**(values | changes)),
    )


def package(id: str, days: str, role: str = "consultant", **changes: Any) -> WorkPackage:
    """A work package."""
    values: dict[str, Any] = {"id": id, "title": id, "role": role, "days": Decimal(days)}
    return WorkPackage(**(values | changes))


def test_a_total_is_the_sum_of_rounded_lines() -> None:
    """What a reader adds up by hand is what stands below."""
    sums = figures(priced(package("WP-1", "0.25"), package("WP-2", "0.25"), package("WP-3", "1.5", "lead")))

    assert [line.amount for line in sums.lines] == [Decimal("83.33"), Decimal("83.33"), Decimal("1500.00")]
    assert (sums.days, sums.labour, sums.total) == (Decimal("2.00"), Decimal("1666.66"), Decimal("1666.66"))


def test_contingency_is_rounded_once_on_labour_and_expenses_come_on_top() -> None:
    """Ten percent of 83.33 is 8.33."""
    sums = figures(priced(package("WP-1", "0.25"), contingency_percent=Decimal(10), expenses=Decimal("50.005")))

    assert (sums.contingency, sums.expenses, sums.total) == (Decimal("8.33"), Decimal("50.01"), Decimal("141.67"))


def test_a_fixed_price_wins() -> None:
    """The lines still show what it is made of."""
    sums = figures(priced(package("WP-1", "1"), basis=PriceBasis.FIXED_PRICE, fixed_amount=Decimal(5000)))

    assert (sums.labour, sums.total) == (Decimal("333.33"), Decimal("5000.00"))


def test_a_cap_limits_the_total() -> None:
    """And does not lift a lower one."""
    capped = {"basis": PriceBasis.TIME_AND_MATERIAL_CAPPED}

    assert figures(priced(package("WP-1", "9", "lead"), cap=Decimal(8000), **capped)).total == Decimal("8000.00")
    assert figures(priced(package("WP-1", "7", "lead"), cap=Decimal(8000), **capped)).total == Decimal("7000.00")


def test_a_role_without_a_rate_leaves_the_total_open() -> None:
    """A sum that leaves something out is worse than none."""
    sums = figures(priced(package("WP-1", "1", "architect"), package("WP-2", "1")))

    assert (sums.lines[0].amount, sums.labour, sums.total, sums.days) == (None, None, None, Decimal(2))


def test_work_without_a_price_has_days_only() -> None:
    """Not every statement of work is paid."""
    free = figures(priced(package("WP-1", "2"), basis=PriceBasis.NOT_PRICED))
    unpriced = figures(replace(priced(package("WP-1", "2")), price=None))

    assert (free.total, unpriced.total, unpriced.labour, unpriced.currency) == (None, None, None, "")


def test_the_forecast_is_what_is_spent_and_what_remains() -> None:
    """Without an estimate, what remains is the plan without what is spent, and never less than nothing."""
    sums = figures(
        priced(
            package("WP-1", "5", spent=Decimal(2)),
            package("WP-2", "5", spent=Decimal(4), remaining=Decimal(3)),
            package("WP-3", "5", spent=Decimal(6)),
            package("WP-4", "9", withdrawn="Not needed"),
        )
    )

    effort = sums.effort
    assert (sums.days, effort.planned, effort.spent, effort.remaining, effort.forecast) == (15, 15, 12, 6, 18)


def test_agreed_changes_stand_beside_the_total() -> None:
    """The signed sums stay as they were signed; open and withdrawn changes move nothing."""
    change = ChangeRequest(
        id="CR-1",
        title="More",
        reason="More",
        raised=day(5, 1),
        raised_by="carl-lead",
        moves=("WP-1",),
        days=Decimal(3),
        amount=Decimal(900),
        decision=ChangeDecision.AGREED,
        decided=day(5, 2),
    )
    others = (
        replace(change, id="CR-2", decision=ChangeDecision.OPEN),
        replace(change, id="CR-3", withdrawn="Doubled"),
        replace(change, id="CR-4", moves=("SOW-other",)),
    )

    sow = priced(package("WP-1", "1"))
    sums = figures(sow, agreed_changes(sow, (change, *others), EVER))

    assert (sums.total, sums.changes_days, sums.changes_amount) == (Decimal("333.33"), Decimal(3), Decimal(900))


def test_an_offer_sums_the_services_and_keeps_licences_apart() -> None:
    """By id or by topic."""
    project = complete_project()
    offer = Offer(
        currency="EUR",
        sows=("SOW-basic", "mail"),
        options=(
            OfferOption(title="Training", amount=Decimal("1600.005"), ordered=dt.date(2026, 6, 1)),
            OfferOption(title="Second run", amount=Decimal(3800)),
        ),
        licences=(Licence(title="Licence", amount=Decimal(18000)),),
    )

    sums = offer_figures(offer, sow_figures(project, on=EVER))

    assert (sums.services, sums.licences) == (Decimal("5901.66"), Decimal("18000.00"))
    ordered = [ordered_options(offer, dt.date(2026, month, 1)) for month in (5, 6)]
    assert [amount_of_all(item, "EUR") for item in ordered] == [Decimal(0), Decimal("1600.01")]


@given(st.lists(st.decimals(min_value=0, max_value=500, places=2), min_size=1, max_size=8))
def test_lines_always_add_up_to_the_labour(days: list[Decimal]) -> None:
    """Exactly, whatever the fractions."""
    sums = figures(priced(*(package(f"WP-{number}", str(day)) for number, day in enumerate(days))))

    assert sum((line.amount for line in sums.lines if line.amount is not None), Decimal(0)) == sums.labour == sums.total
