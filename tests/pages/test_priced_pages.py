"""Pages that show prices, for whatever a price and its changes hold: no fault, and the same for every report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.consistency.limits import check_limits
from delivery_wiki.model.project.internal_notes import CostRate, Internal
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.documents.statement_of_work import statement_of_work
from delivery_wiki.pages.status.effort_pages import effort_page
from delivery_wiki.pages.status.portfolio_efforts import portfolio_efforts
from tests.calculations.priced_work import NEWEST, PricedWork, priced_works
from tests.pages.harbour import context, harbour, html
from tests.pages.status_examples import wiki
from tests.tries import tries

CODES = {"cap-reached", "expenses-cap-reached", "contingency-used-up", "price-below-cost"}
UNDECIDED = "no change request says"
SHOWN = ("Cap reached", "Cap of travel and expenses reached", "Contingency used up", "Price below cost")


def _project(given: PricedWork) -> Project:
    return replace(harbour(), sows=(given.sow,), changes=given.changes, internal=given.internal)


@tries(25)
@given(priced_works())
def test_every_price_can_be_shown(given: PricedWork) -> None:
    """What check finds, the effort page shows once every change is decided: as many limits, with the same amounts."""
    inside = context(_project(given), on=NEWEST + dt.timedelta(days=10))
    page = html(inside, effort_page(inside)).replace("\xa0", " ")
    found = [limit for limit in check_limits(_project(given)) if limit.code in CODES or UNDECIDED in limit.problem]

    assert sum(page.count(text) for text in SHOWN) == len(found)
    assert "Margins" in page or "it has no" in page
    assert portfolio_efforts(wiki(inside))


def test_a_cost_that_is_known_to_be_nothing_is_shown() -> None:
    """With rates of 0 and a price that is not written yet: known is another thing than unknown."""
    project = harbour()
    roles = sorted({package.role for sow in project.sows for package in sow.work_packages})
    rates = tuple(CostRate(role=role, rate=Decimal(0)) for role in roles)
    sows = tuple(replace(sow, price=None) for sow in project.sows)
    free = replace(project, sows=sows, changes=(), internal=Internal(currency="EUR", cost_rates=rates))
    unknown = replace(free, internal=Internal(currency="EUR"))
    pages = [html(inside, effort_page(inside)) for inside in (context(free), context(unknown))]

    assert ["Margins" in page for page in pages] == [True, False]


@tries(25)
@given(priced_works())
def test_a_contract_says_the_same_whatever_was_spent_and_whatever_it_costs(given: PricedWork) -> None:
    """Nothing of the inside gets into a customer's document by way of a limit."""
    packages = tuple(
        replace(package, spent=package.days, remaining=None, as_of=None) for package in given.sow.work_packages
    )
    quiet = replace(_project(given), sows=(replace(given.sow, work_packages=packages),), internal=None)
    shown = []
    for project in (_project(given), quiet):
        outside = context(project, audience=Audience.CUSTOMER)
        shown.append(html(outside, statement_of_work(outside, "mail")))

    assert shown[0] == shown[1]
