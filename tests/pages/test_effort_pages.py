"""Efforts: for the vendor only, exact, by statement of work and by role."""

from __future__ import annotations

from decimal import Decimal

from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.calculations.efforts import sow_figures
from delivery_wiki.calculations.work_package_efforts import effort_by_role
from delivery_wiki.pages.effort_pages import PAGE_KINDS, effort_page
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
    """Planned, spent, remaining, forecast and how far over the plan."""
    by_sow, by_role, *_ = tables(effort_page(context()))

    assert texts(by_sow)[0][2:] == ["4.5", "+2", "5", "0", "5", "+0.5"]
    assert texts(by_sow)[-1] == ["Total", "", "7.5", "+2", "5", "3", "8", "+0.5"]
    assert texts(by_role) == [["consultant", "7.5", "5", "3", "8", "+0.5"]]


def test_withdrawn_work_packages_do_not_count() -> None:
    """What is withdrawn is no effort."""
    efforts = effort_by_role(sow_figures(harbour()))

    assert list(efforts) == ["consultant"]
    assert efforts["consultant"].over == Decimal("0.5")


def test_margins_cost_rates_and_remarks_stand_below() -> None:
    """Cost against price, and what was said inside."""
    shown = html(context(), effort_page(context()))

    assert shown.index("Margins") < shown.index("Cost rates") < shown.index("Remarks")
    assert "The cap is tight." in shown
    assert "700.00" in shown
