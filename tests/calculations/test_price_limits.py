"""Limits of prices: each is told where it is reached, with what it takes off, and with nothing of the inside."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given

from delivery_wiki.calculations.money.agreed_changes import EVER, agreed_changes
from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.margins import sow_margin
from delivery_wiki.calculations.money.price_limits import Limit, Reached, ReachedLimit, reached_limits
from delivery_wiki.model.project.internal_notes import Internal
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis, StatementOfWork, Travel
from tests.calculations.priced_work import PricedWork, priced_works
from tests.calculations.test_margins import COSTS, change, package, work

CAPPED = PriceBasis.TIME_AND_MATERIAL_CAPPED


def told(sow: StatementOfWork, *changes: Any, internal: Internal | None = None) -> list[tuple[str, str, Decimal]]:
    """What is reached, by what, and how far it is passed."""
    sums = figures(sow, changes)
    found = reached_limits(sums, sow_margin(sums, internal) if internal else None)
    return [(limit.limit.value, limit.by.value, limit.over) for limit in found]


def test_a_plan_above_the_cap_says_what_is_not_charged() -> None:
    """43,245 by rates under a cap of 39,000 lose 4,245."""
    sow = work(package("WP-1", "43.245"), basis=CAPPED, cap=Decimal(39_000))

    assert told(sow) == [("cap", "plan", 4245)]
    assert told(work(package("WP-1", "39"), basis=CAPPED, cap=Decimal(39_000))) == []


def test_a_forecast_above_the_cap_is_told_though_the_plan_is_below() -> None:
    """Days that are spent and remain are worth 41,000."""
    assert told(work(package("WP-1", "38", "30", "11"), basis=CAPPED, cap=Decimal(39_000))) == [
        ("cap", "forecast", 2000)
    ]


def test_agreed_changes_pass_the_cap_unless_one_raises_it() -> None:
    """One that states the old cap again says that it holds: what is lost is still told."""
    sow = work(package("WP-1", "39", "1"), basis=CAPPED, cap=Decimal(40_000))

    assert told(sow, change()) == [("cap", "changes", 1400)]
    assert told(sow, change(cap=Decimal(41_400))) == []
    assert told(sow, change(cap=Decimal(40_000))) == [("cap", "changes", 1400)]


def test_the_cap_of_travel_and_expenses_says_what_is_not_charged() -> None:
    """They are summed and held together; a fixed amount has no such cap."""
    trips = (Travel(title="Oslo", trips=2, cost=Decimal(200)),)
    parts = {"travel": trips, "expenses": Decimal(300), "expenses_cap": Decimal(650)}

    assert told(work(package("WP-1", "1"), **parts)) == [("expenses-cap", "plan", 50)]
    fixed = {"basis": PriceBasis.FIXED_PRICE, "fixed_amount": Decimal(9000)}
    assert told(work(package("WP-1", "1"), **parts, **fixed)) == []


def test_contingency_is_used_up_by_days_on_top() -> None:
    """Ten days and ten percent hold eleven days; agreed days on top have their own amount."""
    ten = Decimal(10)

    assert told(work(package("WP-1", "10", "9", "1.9"), contingency_percent=ten)) == []
    assert told(work(package("WP-1", "10", "9", "2"), contingency_percent=ten)) == [("contingency", "forecast", 0)]
    assert told(work(package("WP-1", "10", "9", "3"), contingency_percent=ten)) == [("contingency", "forecast", 1000)]
    reported = change(decided=package("WP-1", "1").as_of)
    assert told(work(package("WP-1", "10", "9", "3"), contingency_percent=ten), reported) == []
    given_away = replace(reported, amount=Decimal(0))
    assert told(work(package("WP-1", "10", "9", "3"), contingency_percent=ten), given_away) == []


def test_a_fixed_amount_below_its_cost_is_told_for_plan_and_forecast() -> None:
    """Ten days cost 7,000; a forecast is told where it loses more than the plan."""
    low = {"basis": PriceBasis.FIXED_PRICE, "fixed_amount": Decimal(6500)}

    assert told(work(package("WP-1", "10", "1"), **low), internal=COSTS) == [("price", "plan", 500)]
    assert told(work(package("WP-1", "10", "9", "2"), **low), internal=COSTS) == [
        ("price", "plan", 500),
        ("price", "forecast", 1200),
    ]
    assert told(work(package("WP-1", "10", "9", "2"), **low)) == []


def test_a_cap_below_its_cost_is_a_price_below_its_cost() -> None:
    """Under a cap, days on top bring nothing and cost."""
    sow = work(package("WP-1", "10", "10", "6"), basis=CAPPED, cap=Decimal(10_000))

    assert told(sow, internal=COSTS) == [("cap", "forecast", 6000), ("price", "forecast", 1200)]


@given(priced_works())
def test_what_passes_a_limit_is_what_is_not_charged(given: PricedWork) -> None:
    """Recomputed from the sums: no limit is told without reason, and none is passed in silence."""
    sums = figures(given.sow, agreed_changes(given.sow, given.changes, EVER))
    found = {(limit.limit, limit.by): limit for limit in reached_limits(sums, sow_margin(sums, given.internal))}
    plan, changes = found.get((Limit.CAP, Reached.PLAN)), found.get((Limit.CAP, Reached.CHANGES))

    if sums.cap is not None and sums.by_rates is not None and sums.with_changes is not None:
        assert (plan.over if plan else Decimal(0)) == max(sums.by_rates - sums.cap, Decimal(0))
        lost = sums.with_changes - (sums.most or Decimal(0))
        worst = max((limit.over for limit in (plan, changes) if limit), default=Decimal(0))
        assert lost <= worst
        assert all(limit.over > 0 for limit in found.values() if limit.limit is not Limit.CONTINGENCY)
    else:
        assert plan is changes is None


@given(priced_works())
def test_limits_that_rest_on_spent_days_or_cost_are_internal(given: PricedWork) -> None:
    """What a customer may read is the same whatever was spent and whatever it costs."""
    quiet = StatementOfWork(
        topic=given.sow.topic,
        title=given.sow.title,
        price=given.sow.price,
        work_packages=tuple(package_without_report(work_package) for work_package in given.sow.work_packages),
    )
    requests = agreed_changes(given.sow, given.changes, EVER)
    loud, silent = figures(given.sow, requests), figures(quiet, requests)

    assert outside(reached_limits(loud, sow_margin(loud, given.internal))) == outside(reached_limits(silent))


def outside(found: tuple[ReachedLimit, ...]) -> list[ReachedLimit]:
    """Those that a customer may read."""
    return [limit for limit in found if not limit.internal]


def package_without_report(given: Any) -> Any:
    """A work package on which nobody has reported."""
    return type(given)(id=given.id, title=given.title, role=given.role, days=given.days, withdrawn=given.withdrawn)


def test_time_and_material_without_a_cap_has_no_most() -> None:
    """Each day is charged, so that the plan is an estimate; a cap or a fixed price limits it."""
    day = package("WP-1", "10")
    fixed = {"basis": PriceBasis.FIXED_PRICE, "fixed_amount": Decimal(9000)}

    open_end = figures(work(day), (change(),))
    assert (open_end.is_estimate, open_end.most, open_end.charged) == (True, None, Decimal(12_400))
    assert figures(work(day, basis=CAPPED)).most is None
    assert figures(work(day, basis=CAPPED, cap=Decimal(8000))).most == Decimal(8000)
    assert figures(work(day, **fixed)).most == Decimal(9000)
