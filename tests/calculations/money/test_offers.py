"""The sums of an offer: each line rounded once, tax once on the sum, what is open apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from delivery_wiki.calculations.money.efforts import figures
from delivery_wiki.calculations.money.offers import offer_figures
from delivery_wiki.model.project.offer import Discount, Licence, Offer
from delivery_wiki.model.project.statement_of_work_terms import (
    Price,
    PriceBasis,
    SellRate,
    StatementOfWork,
    WorkPackage,
)

RATES = (SellRate(role="consultant", rate=Decimal(1000)),)


def _sow(basis: PriceBasis, *, cap: Decimal | None = None, amount: Decimal | None = None) -> StatementOfWork:
    """Three days that are agreed, and two for a change request that is not."""
    packages = (
        WorkPackage(id="WP-1", title="Work", role="consultant", days=Decimal(3)),
        WorkPackage(id="WP-2", title="More", role="consultant", days=Decimal(2), change="CR-1"),
    )
    terms = Price(basis=basis, currency="EUR", rates=RATES, cap=cap, fixed_amount=amount)
    return StatementOfWork(topic="basic", title="Basic", work_packages=packages, price=terms)


def test_tax_is_rounded_once_on_the_sum() -> None:
    """Not line by line: 0.05 of tax on each of two licences would be 0.02 and not 0.01."""
    licences = (Licence(title="One", amount=Decimal("0.03")), Licence(title="Two", amount=Decimal("0.03")))
    offer = Offer(currency="EUR", sows=("SOW-basic",), licences=licences, vat_percent=Decimal(19))
    found = offer_figures(offer, (figures(_sow(PriceBasis.TIME_AND_MATERIAL)),))

    assert (found.net, found.tax, found.gross) == (Decimal("5000.06"), Decimal("950.01"), Decimal("5950.07"))


def test_licences_count_for_their_years_and_discounts_are_taken_off() -> None:
    """A year is rounded before it is multiplied, for a year is what is paid."""
    offer = Offer(
        currency="EUR",
        sows=("SOW-basic",),
        licences=(Licence(title="Three years", amount=Decimal("0.335"), years=3),),
        discounts=(Discount(title="Discount", amount=Decimal(100), reason="First order"),),
    )
    found = offer_figures(offer, (figures(_sow(PriceBasis.TIME_AND_MATERIAL)),))

    assert (found.licences, found.net, found.gross) == (Decimal("1.02"), Decimal("4901.02"), None)


@pytest.mark.parametrize(
    ("sow", "services", "added"),
    [
        (_sow(PriceBasis.TIME_AND_MATERIAL), 3000, 2000),
        (_sow(PriceBasis.TIME_AND_MATERIAL_CAPPED, cap=Decimal(4000)), 3000, 1000),
        (_sow(PriceBasis.FIXED_PRICE, amount=Decimal(4900)), 4900, None),
    ],
)
def test_what_an_open_change_would_add_is_apart(sow: StatementOfWork, services: int, added: int | None) -> None:
    """Below a cap only as much as there is room for; one amount cannot be parted."""
    offer = Offer(currency="EUR", sows=("SOW-basic",))
    found = offer_figures(offer, (figures(sow),), open_changes={"CR-1"})

    assert found.services == services
    assert [(work.change, work.days, work.amount) for work in found.open_work] == [("CR-1", 2, added)]
