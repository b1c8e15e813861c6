"""Days spent are the vendor's, unless a statement of work by time and material shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.statement_of_work_terms import PriceBasis, StatementOfWork
from delivery_wiki.pages.documents.statement_of_work import statement_of_work
from delivery_wiki.pages.elements.tree import Document
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.documents import examples
from tests.pages.documents.examples import context_of, project
from tests.pages.documents.test_statement_of_work import TEMPLATE

SPENT = Decimal("7.125")


def with_days(*, shown: bool, basis: PriceBasis = PriceBasis.TIME_AND_MATERIAL) -> StatementOfWork:
    """The example, of which one package has days."""
    sow = examples.statement_of_work()
    assert sow.price is not None
    first = replace(sow.work_packages[0], spent=SPENT, remaining=Decimal("33.375"), as_of=dt.date(2026, 1, 9))
    cap = Decimal(9000) if basis is PriceBasis.TIME_AND_MATERIAL_CAPPED else None
    return replace(
        sow,
        work_packages=(first, *sow.work_packages[1:]),
        price=replace(sow.price, basis=basis, cap=cap),
        show_billed_days=shown,
    )


def page(sow: StatementOfWork, audience: Audience = Audience.CUSTOMER) -> tuple[str, str]:
    """What stands above the document, and the document."""
    blocks = statement_of_work(context_of(project(sows=(sow,)), TEMPLATE, audience=audience), "migration")
    document = next(block for block in blocks if isinstance(block, Document))
    above = tuple(block for block in blocks if not isinstance(block, Document))
    return str(HtmlRenderer(Words()).render(above)), str(HtmlRenderer(Words()).render((document,)))


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("basis", [PriceBasis.TIME_AND_MATERIAL, PriceBasis.TIME_AND_MATERIAL_CAPPED])
def test_billed_days_stand_above_the_document(basis: PriceBasis, audience: Audience) -> None:
    """They move, so they are no part of what is signed; what remains is never told."""
    above, document = page(with_days(shown=True, basis=basis), audience)
    assert "7.125 person-days are billed so far" in above
    assert "7.125" not in document
    assert "33.375" not in above + document


@pytest.mark.parametrize(("shown", "basis"), [(False, PriceBasis.TIME_AND_MATERIAL), (True, PriceBasis.FIXED_PRICE)])
def test_days_spent_stay_with_the_vendor(shown: bool, basis: PriceBasis) -> None:
    """By default, and wherever something else is charged."""
    assert "7.125" not in "".join(page(with_days(shown=shown, basis=basis)))
