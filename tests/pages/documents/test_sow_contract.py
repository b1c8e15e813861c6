"""A statement of work as an order: what a buyer reads first, and what a contract needs beside the work."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from delivery_wiki.calculations.base.contract_in_force import contract_of, offer_with_terms
from delivery_wiki.model.clauses import ClausePin, ClausePlace
from delivery_wiki.model.project.contract_data import (
    ContractData,
    FrameworkAgreement,
    Inspection,
    LiabilityCap,
    OptionPeriod,
)
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.recurrence import months_later
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis, StatementOfWork, Term, TermException
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.document_frame.clause_words import clause_texts, liability_cap, sow_facts
from delivery_wiki.pages.documents.sow_contract import order_and_contract
from delivery_wiki.pages.documents.sow_glance import at_a_glance
from delivery_wiki.pages.documents.statement_of_work import find_figures
from delivery_wiki.pages.render.tree_text import block_lines
from tests.pages.documents.examples import context_of, project

COMMON = ContractData(
    framework_agreement=FrameworkAgreement(title="Framework", number="FA-7", signed=dt.date(2026, 3, 4)),
    place="Oslo",
    liability_cap=LiabilityCap(amount=Decimal(9000), currency="EUR"),
    vat_percent=Decimal(25),
    payment_days=30,
)


def with_contract(own: ContractData | None = None, **changes: Any) -> tuple[Project, StatementOfWork]:
    """The example project with contract data, and its first statement of work with those of its own."""
    example = project()
    sow = replace(example.sows[0], contract=own, **changes)
    return replace(example, contract=COMMON, sows=(sow, *example.sows[1:])), sow


def order(example: Project, sow: StatementOfWork) -> str:
    """What the section says, as text."""
    return " ".join(block_lines(order_and_contract(context_of(example), sow)))


def test_what_is_of_the_project_holds_for_each_statement_of_work() -> None:
    """Said once, it stands in every one of them; its own goes before it."""
    example, sow = with_contract(ContractData(order_number="PO 4", place="Bergen"))

    assert contract_of(example, sow) == replace(COMMON, order_number="PO 4", place="Bergen")
    assert contract_of(example) == COMMON
    said = order(example, sow)
    assert "PO 4" in said
    assert "Bergen" in said
    assert "Framework FA-7 of Mar 4, 2026" in said
    assert "Oslo" not in said


def test_why_it_departs_is_said_with_what_departs() -> None:
    """A reader of one document learns that the others say something else."""
    reason = (TermException(term=Term.PLACE, reason="The test hall is there."),)
    example, sow = with_contract(ContractData(place="Bergen"), exceptions=reason)

    assert "The test hall is there." in order(example, sow)


def test_an_option_says_until_when_it_extends_the_work_at_most() -> None:
    """The end with it is computed; the day to take it is that of the contract."""
    option = OptionPeriod(title="Care", months=6, notice_by=dt.date(2027, 1, 5))
    example, sow = with_contract(ContractData(options=(option,)), ends=dt.date(2026, 8, 31))

    said = order(example, sow)
    assert "Feb 28, 2027" in said
    assert "Jan 5, 2027" in said


def test_the_days_of_an_inspection_stand_where_no_acceptance_period_says_them() -> None:
    """One fact has one place: the clock of the acceptance goes before it."""
    inspection = Inspection(rhythm="Each sprint", business_days=4, remedy="In the next sprint.")
    example, sow = with_contract(ContractData(inspection=inspection))

    assert "within 4 business days after handover" in order(example, replace(sow, acceptance_clock=None))
    assert "within 4 business days" not in order(example, sow)


def test_a_month_without_that_day_ends_on_its_last() -> None:
    """Half a year after the end of August is the end of February."""
    assert months_later(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_later(dt.date(2026, 11, 15), 2) == dt.date(2027, 1, 15)


def test_clauses_name_the_contract_data_as_they_are_written() -> None:
    """Agreement, cap and key people are variables of the clause sets; the data fill them."""
    example, sow = with_contract(ContractData(liability_cap=LiabilityCap(percent=Decimal(80)), key_people=("lena",)))
    context = context_of(replace(example, clauses=ClausePin(id="en-europe", version="1")))
    facts = sow_facts(context, sow)

    assert facts.values["liability_cap"] == "80 % of what is invoiced under this statement of work"
    assert facts.values["framework_agreement"] == "Framework FA-7 of Mar 4, 2026"
    assert facts.values["key_persons"]
    assert any("80 % of what is invoiced" in text for text in clause_texts(context, ClausePlace.LIABILITY, facts))


def test_a_cap_in_percent_is_of_what_is_owed_and_not_of_an_estimate() -> None:
    """Of the cap where days are charged up to it, of the invoices without one, of the price where it is fixed."""
    _, sow = with_contract(ContractData())
    assert sow.price is not None
    cap, words = LiabilityCap(percent=Decimal(80)), context_of(project()).words

    def said(basis: PriceBasis, limit: Decimal | None = None) -> str:
        assert sow.price is not None
        return liability_cap(words, cap, replace(sow, price=replace(sow.price, basis=basis, cap=limit)))

    capped = said(PriceBasis.TIME_AND_MATERIAL_CAPPED, Decimal(9000)).replace("\xa0", " ")
    assert capped == "80 % of the cap of this statement of work, 9,000.00 EUR"
    assert said(PriceBasis.TIME_AND_MATERIAL) == "80 % of what is invoiced under this statement of work"
    assert said(PriceBasis.FIXED_PRICE) == "80 % of the price of this statement of work"


def test_the_buyer_reads_net_tax_and_gross_first() -> None:
    """The tax is that of the project, rounded once; gross is the sum of both."""
    example, sow = with_contract()
    context = context_of(example)
    figures = find_figures(context, sow)

    assert figures is not None
    assert figures.total is not None
    said = " ".join(block_lines(at_a_glance(context, sow, figures)))
    words = context.words
    amounts = [words.money(figures.total * share / 100, "EUR").replace("\xa0", " ") for share in (100, 25, 125)]
    assert [amount in said for amount in amounts] == [True, True, True]
    assert "Invoices are paid within 30 days after receipt." in said


def test_without_a_price_nothing_is_shown_at_a_glance() -> None:
    """A scope that is not priced is read as a whole."""
    example, sow = with_contract(price=None)

    assert at_a_glance(context_of(example), sow, None) == ()


def test_the_offer_takes_tax_and_days_to_pay_of_the_project_unless_it_has_its_own() -> None:
    """An offer of before the contract data reads as it did."""
    example = replace(with_contract()[0], offer=Offer(currency="EUR", sows=(), payment_days=14))
    offer = offer_with_terms(example)

    assert offer is not None
    assert (offer.vat_percent, offer.payment_days) == (Decimal(25), 14)
