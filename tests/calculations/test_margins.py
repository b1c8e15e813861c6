"""Costs and margins: planned beside forecast, everything in a price on both sides, and each gap with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.money.agreed_changes import EVER, agreed_changes
from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.margins import (
    Position,
    SowMargin,
    internal_margins,
    percent_of,
    sow_margin,
    total_margins,
)
from delivery_wiki.calculations.money.price_limits import Limit, reached_limits
from delivery_wiki.calculations.money.work_package_efforts import project_effort
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.internal_notes import CostRate, Internal
from delivery_wiki.model.project.statement_of_work_terms import (
    Price,
    PriceBasis,
    SellRate,
    StatementOfWork,
    Travel,
    WorkPackage,
)
from delivery_wiki.model.status import SowFigures
from tests.calculations.priced_work import NEWEST, PricedWork, cents, priced_works
from tests.calculations.status_projects import complete_project, day, view_of

COSTS = Internal(currency="EUR", cost_rates=(CostRate(role="consultant", rate=Decimal("700.00")),))


def work(*packages: WorkPackage, **changes: Any) -> StatementOfWork:
    """A statement of work at 1,000.00 a day."""
    values: dict[str, Any] = {
        "basis": PriceBasis.TIME_AND_MATERIAL,
        "currency": "EUR",
        "rates": (SellRate(role="consultant", rate=Decimal(1000)),),
    }
    return StatementOfWork(topic="mail", title="Mail", work_packages=packages, price=Price(**(values | changes)))


def package(id: str, days: str, spent: str = "0", remaining: str | None = None) -> WorkPackage:
    """A work package of a consultant, reported on the newest day."""
    rest = None if remaining is None else Decimal(remaining)
    return WorkPackage(
        id=id, title=id, role="consultant", days=Decimal(days), spent=Decimal(spent), remaining=rest, as_of=NEWEST
    )


def change(**changes: Any) -> ChangeRequest:
    """An agreed change request of two days and 2,400.00."""
    values: dict[str, Any] = {
        "id": "CR-1",
        "title": "More",
        "reason": "More",
        "raised": NEWEST,
        "raised_by": "carl-lead",
        "moves": ("SOW-mail",),
        "days": Decimal(2),
        "amount": Decimal(2400),
        "currency": "EUR",
        "decision": ChangeDecision.AGREED,
        "decided": NEWEST + dt.timedelta(days=1),
    }
    return ChangeRequest(**(values | changes))


def sides(margin: SowMargin, position: Position) -> tuple[tuple[Decimal | None, Decimal | None], ...]:
    """Price and cost of a position, planned and forecast."""
    found = []
    for reckoning in (margin.planned, margin.forecast):
        line = next((money_line for money_line in reckoning.lines if money_line.position is position), None)
        found.append((line.price, line.cost) if line else (None, None))
    return tuple(found)


def test_the_forecast_follows_what_is_spent_and_what_remains() -> None:
    """A package of 2.5 days with 6 spent costs six days, and the plan stands beside it."""
    margin = sow_margin(
        figures(work(package("WP-1", "2.5", "6"), basis=PriceBasis.FIXED_PRICE, fixed_amount=Decimal(4000))), COSTS
    )

    assert (margin.planned.cost, margin.planned.margin, margin.planned.percent) == (1750, 2250, Decimal("56.3"))
    assert (margin.forecast.cost, margin.forecast.margin, margin.forecast.percent) == (4200, -200, Decimal("-5.0"))


def test_time_and_material_brings_what_it_takes_until_the_cap() -> None:
    """Two more days bring two more rates, and none where the cap is reached."""
    days = package("WP-1", "10", "8", "4")
    free = sow_margin(figures(work(days)), COSTS)
    capped = sow_margin(figures(work(days, basis=PriceBasis.TIME_AND_MATERIAL_CAPPED, cap=Decimal(10_500))), COSTS)

    assert (free.planned.price, free.forecast.price, free.forecast.margin) == (10_000, 12_000, 3600)
    assert (capped.planned.price, capped.forecast.price, capped.forecast.margin) == (10_000, 10_500, 2100)
    assert sides(capped, Position.ABOVE_CAP)[1] == (-1500, None)


def test_travel_and_expenses_cost_their_own_amount_whatever_a_cap_takes_off() -> None:
    """Income of 650 against a cost of 701: what is not charged is still paid."""
    trips = (Travel(title="Oslo", trips=2, time=Decimal("110.25"), cost=Decimal(90)),)
    margin = sow_margin(
        figures(work(package("WP-1", "1"), travel=trips, expenses=Decimal("300.50"), expenses_cap=Decimal(650))), COSTS
    )

    assert sides(margin, Position.TRAVEL) == ((Decimal("400.50"), Decimal("400.50")),) * 2
    assert sides(margin, Position.EXPENSES) == ((Decimal("300.50"), Decimal("300.50")),) * 2
    assert sides(margin, Position.ABOVE_EXPENSES_CAP) == ((-51, None),) * 2
    assert (margin.planned.price, margin.planned.cost) == (1650, 1401)


def test_a_fixed_price_pays_travel_and_expenses_too() -> None:
    """They are no line of the price, and a cost all the same."""
    margin = sow_margin(
        figures(
            work(package("WP-1", "1"), basis=PriceBasis.FIXED_PRICE, fixed_amount=Decimal(2000), expenses=Decimal(900))
        ),
        COSTS,
    )

    assert (margin.planned.price, margin.planned.cost, margin.planned.margin) == (2000, 1600, 400)


def test_contingency_is_planned_on_both_sides_and_used_up_by_the_forecast() -> None:
    """Ten percent of the price and of the cost of work; a forecast is the days alone."""
    margin = sow_margin(figures(work(package("WP-1", "10", "10", "1"), contingency_percent=Decimal(10))), COSTS)

    assert sides(margin, Position.CONTINGENCY) == ((1000, 700), (None, None))
    assert (margin.planned.price, margin.planned.cost) == (11_000, 7700)
    assert (margin.forecast.price, margin.forecast.cost) == (11_000, 7700)


def test_an_agreed_change_counts_on_both_sides_until_its_work_is_reported() -> None:
    """Its days cost the average of a planned day; a report after the decision has them in spent and remaining."""
    sow = work(package("WP-1", "10", "4"))
    later = sow_margin(figures(sow, (change(),)), COSTS)
    reported = sow_margin(figures(sow, (change(decided=NEWEST),)), COSTS)

    assert sides(later, Position.CHANGES) == ((2400, 1400), (2400, 1400))
    assert sides(reported, Position.CHANGES) == ((2400, 1400), (2400, 0))
    assert sides(later, Position.PAID_OTHERWISE) == ((None, None), (None, None))
    assert sides(reported, Position.PAID_OTHERWISE) == ((None, None), (-2000, None))
    assert (later.forecast.price, later.forecast.cost) == (12_400, 8400)
    assert (reported.forecast.price, reported.forecast.cost) == (10_400, 7000)
    fixed = replace(sow, price=Price(basis=PriceBasis.FIXED_PRICE, currency="EUR", fixed_amount=Decimal(10_000)))
    assert sow_margin(figures(fixed, (change(decided=NEWEST),)), COSTS).forecast.price == 12_400


@pytest.mark.parametrize(("amount", "price"), [("0", "10000"), ("900", "10900"), ("-500", "9500")])
def test_agreed_days_are_paid_with_what_was_agreed_and_not_by_rates(amount: str, price: str) -> None:
    """Ten days planned and two agreed make twelve: ten at 1,000.00 and the amount; given away, they only cost."""
    sow = work(package("WP-1", "10", "9", "3"))
    agreed = change(amount=Decimal(amount), decided=NEWEST)
    margin = sow_margin(figures(sow, (agreed,)), COSTS)

    assert (margin.planned.price, margin.planned.cost) == (Decimal(price), 8400)
    assert (margin.forecast.price, margin.forecast.cost) == (Decimal(price), 8400)
    assert sow_margin(figures(sow, (agreed, replace(agreed, days=Decimal(70)))), COSTS).forecast.price == 2 * Decimal(
        amount
    )


def test_days_and_cost_of_a_change_after_the_last_report_rest_on_one_figure() -> None:
    """Both forecasts have its two days; taken away, no more than remains is taken from either."""
    sow = work(package("WP-1", "10", "6", "4"))
    more, less = figures(sow, (change(),)), figures(sow, (change(days=Decimal(-7), amount=Decimal(-7000)),))

    assert (more.effort.remaining, more.effort.forecast, more.effort.over) == (6, 12, 0)
    assert sow_margin(more, COSTS).forecast.cost == 12 * 700
    assert (less.effort.remaining, less.effort.forecast, less.effort.over) == (0, 6, 3)
    assert sow_margin(less, COSTS).forecast.cost == 6 * 700
    ended = figures(sow, (change(),), ended=True).effort
    assert (ended.remaining, ended.forecast, ended.over) == (0, 6, -6)


def test_a_project_counts_a_change_of_several_statements_of_work_once() -> None:
    """Two sums that each show it, and a total that has its days once."""
    sow = work(package("WP-1", "10", "6", "4"))
    total = project_effort([figures(sow, (change(),)), figures(sow, (change(),))])

    assert (total.planned, total.agreed, total.forecast, total.over) == (20, 2, 22, 0)


@pytest.mark.parametrize("amount", ["2400", "-300", "0.01"])
def test_an_agreed_amount_without_days_is_charged_whatever_is_reported(amount: str) -> None:
    """No reported day contains a licence, a hall or a rebate; the reserve for days is not made larger by it."""
    sow = work(package("WP-1", "10", "10", "1"), contingency_percent=Decimal(10))
    agreed = change(days=Decimal(0), amount=Decimal(amount), decided=NEWEST)
    sums = figures(sow, (agreed,))

    assert sides(sow_margin(sums, COSTS), Position.CHANGES)[1] == (Decimal(amount), 0)
    assert sow_margin(sums, COSTS).forecast.price == 11_000 + Decimal(amount)
    assert [limit.limit for limit in reached_limits(sums)] == [Limit.CONTINGENCY]


@pytest.mark.parametrize(
    ("internal", "price", "known", "reason"),
    [
        (None, {}, "0", "no cost rate is written"),
        (Internal(currency="EUR"), {}, "0", "no cost rate is written"),
        (replace(COSTS, cost_rates=(CostRate(role="writer", rate=Decimal(1)),)), {}, "0", "no cost rate for {roles}"),
        (replace(COSTS, currency=""), {}, "7000", "the cost rates state no currency"),
        (COSTS, {"currency": "CHF"}, "7000", "price in {price}, cost in {cost}"),
        (COSTS, {"rates": ()}, "7000", "no sell rate for {roles}"),
        (COSTS, {"basis": PriceBasis.NOT_PRICED}, "7000", "it has no price"),
    ],
)
def test_a_missing_margin_has_its_reason(
    internal: Internal | None, price: dict[str, Any], known: str, reason: str
) -> None:
    """No guess, no zero, and what is known of the cost stands as the least."""
    margin = sow_margin(figures(work(package("WP-1", "10"), **price)), internal)

    assert (margin.planned.margin, margin.planned.percent, margin.forecast.margin) == (None, None, None)
    assert margin.planned.known_cost == Decimal(known)
    assert [gap.text for gap in margin.gaps] == [reason]
    assert not margin.complete


def test_an_archived_project_has_no_forecast() -> None:
    """Nothing remains, nothing is charged any more."""
    margin = sow_margin(figures(work(package("WP-1", "10")), ended=True), COSTS, ended=True)

    assert (margin.planned.margin, margin.forecast.price, margin.forecast.cost) == (3000, None, None)
    assert [gap.text for gap in margin.gaps] == ["no forecast: the project is archived"]


def test_a_total_adds_what_is_complete_in_each_currency() -> None:
    """What lacks a figure is left out whole, so that price, cost and margin are those of the same work."""
    sow = work(package("WP-1", "10"))
    swiss = replace(sow, price=replace(sow.price, currency="CHF")) if sow.price else sow
    margins = [
        sow_margin(figures(sow), COSTS),
        sow_margin(figures(sow), COSTS),
        sow_margin(figures(swiss), replace(COSTS, currency="CHF")),
        sow_margin(figures(sow), None),
    ]

    totals = total_margins(margins)

    assert [(total.currency, total.count, total.planned.price, total.planned.cost) for total in totals] == [
        ("EUR", 2, 20_000, 14_000),
        ("CHF", 1, 10_000, 7000),
    ]
    assert (totals[0].planned.margin, totals[0].planned.percent) == (6000, 30)
    assert total_margins(totals) == totals


def test_cost_and_margin_are_for_the_vendor_alone() -> None:
    """A customer's view yields nothing."""
    project = replace(complete_project(), internal=COSTS)
    margins = {}
    for audience in Audience:
        view = view_of(project, audience)
        margins[audience] = internal_margins(view, calculate_status(view, on=day(7, 30)))

    assert margins[Audience.CUSTOMER] == ()
    assert margins[Audience.INTERNAL][0].planned.cost == Decimal("1750.00")


# --- recomputed -----------------------------------------------------------------------------------


def _exact(amount: Decimal) -> Fraction:
    return Fraction(amount)


def _plain_cost(given: PricedWork, *, forecast: bool) -> Fraction:
    """The cost, added up from the files in fractions of a cent."""
    sow, rates = given.sow, {cost_rate.role: _exact(cost_rate.rate) for cost_rate in given.internal.cost_rates}
    planned = sum(
        (
            cents(_exact(work_package.days) * rates[work_package.role])
            for work_package in sow.work_packages
            if not work_package.withdrawn
        ),
        Fraction(0),
    )
    total = planned
    if forecast:
        total = sum(
            (cents(_taken(work_package) * rates[work_package.role]) for work_package in sow.work_packages), Fraction(0)
        )
    else:
        total += cents(planned * _exact(sow.price.contingency_percent if sow.price else Decimal(0)) / 100)
    return total + _plain_trips(sow) + _plain_change_cost(given, planned, forecast=forecast)


def _taken(work_package: WorkPackage) -> Fraction:
    spent, rest = _exact(work_package.spent), _exact(work_package.days) - _exact(work_package.spent)
    if work_package.withdrawn:
        return spent
    return spent + (_exact(work_package.remaining) if work_package.remaining is not None else max(rest, Fraction(0)))


def _plain_trips(sow: StatementOfWork) -> Fraction:
    assert sow.price is not None
    trips = (cents(travel.trips * (_exact(travel.time) + _exact(travel.cost))) for travel in sow.price.travel)
    return cents(_exact(sow.price.expenses)) + sum(trips, Fraction(0))


def _counted(given: PricedWork, *, forecast: bool) -> list[ChangeRequest]:
    decided = [request for request in given.changes if request.decision is ChangeDecision.AGREED and request.decided]
    agreed = [request for request in decided if request.moves == ("SOW-mail",)]
    dates = [
        work_package.as_of
        for work_package in given.sow.work_packages
        if work_package.as_of and (work_package.spent or not work_package.withdrawn)
    ]
    newest = max(dates, default=dt.date.min)
    return [request for request in agreed if not forecast or (request.decided or dt.date.max) > newest]


def _plain_change_cost(given: PricedWork, planned: Fraction, *, forecast: bool) -> Fraction:
    days = sum(
        (_exact(work_package.days) for work_package in given.sow.work_packages if not work_package.withdrawn),
        Fraction(0),
    )
    changed = sum((_exact(request.days) for request in _counted(given, forecast=forecast)), Fraction(0))
    return cents(planned * changed / days) if changed else Fraction(0)


def _plain_paid_otherwise(given: PricedWork, labour: Fraction) -> Fraction:
    """The days of reported change requests at the average of what is forecast."""
    taken = sum((_taken(work_package) for work_package in given.sow.work_packages), Fraction(0))
    agreed = sum((_exact(request.days) for request in _counted(given, forecast=False)), Fraction(0))
    agreed -= sum((_exact(request.days) for request in _counted(given, forecast=True)), Fraction(0))
    return min(cents(labour * agreed / taken), labour) if taken else Fraction(0)


def _plain_price(given: PricedWork, sums: SowFigures, *, forecast: bool) -> Fraction:
    price = given.sow.price
    assert price is not None
    rates = {rate.role: _exact(rate.rate) for rate in price.rates}
    live = [work_package for work_package in given.sow.work_packages if not work_package.withdrawn]
    labour = sum((cents(_exact(work_package.days) * rates[work_package.role]) for work_package in live), Fraction(0))
    contingency = cents(labour * _exact(price.contingency_percent) / 100)
    apart = _plain_trips(given.sow)
    if price.expenses_cap is not None:
        apart = min(apart, cents(_exact(price.expenses_cap)))
    fixed = price.basis is PriceBasis.FIXED_PRICE
    if fixed and price.fixed_amount is not None:
        labour, contingency, apart = cents(_exact(price.fixed_amount)), Fraction(0), Fraction(0)
    if forecast and not fixed:
        labour = sum(
            (cents(_taken(work_package) * rates[work_package.role]) for work_package in given.sow.work_packages),
            Fraction(0),
        )
        contingency = Fraction(0)
        labour -= _plain_paid_otherwise(given, labour)
    changes = _counted(given, forecast=False)
    whole = labour + contingency + apart + sum((cents(_exact(request.amount)) for request in changes), Fraction(0))
    if price.basis is PriceBasis.TIME_AND_MATERIAL_CAPPED and price.cap is not None:
        stated = [request for request in _counted(given, forecast=False) if request.cap is not None]
        stated.sort(key=lambda request: request.decided or dt.date.max)
        last = stated[-1].cap if stated else price.cap
        return min(whole, cents(_exact(last or Decimal(0))))
    return whole


@given(priced_works())
def test_every_sum_can_be_recomputed_from_the_files(given: PricedWork) -> None:
    """Price, cost and margin, planned and forecast, in fractions; and the lines add up to their sums."""
    sums = figures(given.sow, agreed_changes(given.sow, given.changes, EVER))
    if not any(effort.effort.planned or effort.effort.forecast for effort in sums.efforts) or sums.by_rates is None:
        return
    margin = sow_margin(sums, given.internal)

    for reckoning, forecast in ((margin.planned, False), (margin.forecast, True)):
        assert _exact(reckoning.price or Decimal(0)) == _plain_price(given, sums, forecast=forecast)
        assert sum(line.price for line in reckoning.lines if line.price is not None) == reckoning.price
        if reckoning.cost is not None:
            assert _exact(reckoning.cost) == _plain_cost(given, forecast=forecast)
            assert sum(line.cost for line in reckoning.lines if line.cost is not None) == reckoning.cost
            assert reckoning.margin == (reckoning.price or 0) - reckoning.cost
        else:
            assert margin.gaps
    price = given.sow.price
    uncapped = price is not None and price.basis is not PriceBasis.FIXED_PRICE and sums.cap is None
    assert sums.most == (None if uncapped else margin.planned.price)


def test_a_share_of_nothing_is_no_number() -> None:
    """A gift has no percentage."""
    assert percent_of(Decimal(-700), Decimal(0)) is None
    assert percent_of(Decimal(1), Decimal(3)) == Decimal("33.3")
