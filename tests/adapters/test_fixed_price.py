"""A fixed price is one amount: nothing that leaves says how it was reckoned, and nobody can tell by a difference."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from delivery_wiki.adapters.pdf.pdf_attachments import find_attachments
from delivery_wiki.adapters.workspace.customer_files import customer_files
from delivery_wiki.adapters.workspace.frozen_documents import find_drifts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.evidence.current_figures import changed_figures, current_figures, moved_figures
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.statement_of_work_terms import SellRate, StatementOfWork, Travel
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.command_texts.issuing import issue
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.document_content import content_parts, find_document
from delivery_wiki.pages.status.calendar import render_calendar
from delivery_wiki.pages.status.status_json import status_as_json
from delivery_wiki.reading.customer.customer_copy import customer_copy
from delivery_wiki.reading.repository import Repository, read_repository
from delivery_wiki.reading.schema.schema_check import SchemaSet
from tests.calculations.status_projects import ROOT

SCHEMAS = SchemaSet.load(ROOT / "schemas")
DAY = dt.date(2026, 11, 26)
# Sum at rates, a line and a rate as the statement of work printed them beside its one amount.
SHIPPED = {
    ("harbour-insurance", "basic"): ("33740", "12980", "1180", "900"),
    ("northern-lights", "provisioning"): ("34500", "18880", "1180"),
    ("stadtwerke-musterstadt", "provisioning"): ("21970", "9440", "1080"),
}
RATES = "price: {{basis: {basis}, currency: EUR, {amount}rates: [{{role: a, rate: {rate}}}], {more}}}"


@cache
def repository() -> Repository:
    """The shipped projects that have a fixed price."""
    return read_repository(ROOT, ROOT, tuple({slug for slug, _ in SHIPPED}))


def shipped(slug: str, *, sow: StatementOfWork | None = None) -> Project:
    """A shipped project without records, with another statement of work in the place of its own."""
    found = next(project for project in repository().projects if project.slug == slug)
    sows = tuple(sow if sow and kept.topic == sow.topic else kept for kept in found.sows)
    return replace(found, sows=sows, issued=(), sign_offs=())


def fixed(slug: str, topic: str) -> StatementOfWork:
    """A statement of work with a fixed price, which was reckoned from rates, travel, expenses and a contingency."""
    sow = next(sow for sow in shipped(slug).sows if sow.topic == topic)
    assert sow.price is not None
    trip = Travel(title="Visit", trips=2, time=Decimal(13), cost=Decimal(17), location=sow.location)
    price = replace(sow.price, travel=(trip,), expenses=Decimal(900), contingency_percent=Decimal(8))
    return replace(sow, price=price)


def otherwise(sow: StatementOfWork) -> StatementOfWork:
    """The same at the same price, reckoned otherwise."""
    assert sow.price is not None
    rates = tuple(SellRate(role=rate.role, rate=rate.rate + 7, location=rate.location) for rate in sow.price.rates)
    price = replace(sow.price, rates=rates, travel=(), expenses=Decimal(57), contingency_percent=Decimal(3))
    return replace(sow, price=replace(price, expenses_cap=Decimal(60)))


def context(project: Project, audience: Audience) -> PageContext:
    """What somebody reads of a project."""
    read = repository()
    return page_context(project, audience, read.library, read.catalogues, DAY, asked=True)


def frozen(seen: PageContext, topic: str, sources: dict[str, str] | None = None) -> Issued:
    """The statement of work as it would be issued."""
    return issue(seen, "basic-sow" if topic == "basic" else "sow", None if topic == "basic" else topic, sources or {})


@pytest.mark.parametrize(("slug", "topic"), SHIPPED)
@pytest.mark.parametrize("audience", Audience)
def test_what_leaves_is_the_same_however_it_was_reckoned(slug: str, topic: str, audience: Audience) -> None:
    """Page, frozen content with its figures and digests, and, for a customer, the whole view, calendar and JSON."""
    one, other = (
        context(shipped(slug, sow=sow), audience) for sow in (fixed(slug, topic), otherwise(fixed(slug, topic)))
    )

    assert frozen(one, topic) == frozen(other, topic)
    if audience is Audience.CUSTOMER:
        assert one.view.project == other.view.project
        assert (render_calendar(one), status_as_json([one])) == (render_calendar(other), status_as_json([other]))


@pytest.mark.parametrize(("slug", "topic"), SHIPPED)
def test_no_sum_at_rates_stands_beside_the_price(slug: str, topic: str) -> None:
    """In the paper of either audience, its frozen sources and its attachments; the days of the work stay."""
    sources = customer_files(ROOT, slug, SCHEMAS)
    kind = ("basic-sow", None) if topic == "basic" else ("sow", topic)
    said = [attachment.content.decode() for attachment in find_attachments(ROOT, slug, kind, Words(), SCHEMAS)]
    said += [sources[f"sow/{topic}.yml"]]
    for audience in Audience:
        document = find_document(context(shipped(slug), audience), *kind)
        assert document is not None
        said += [content_part.text for content_part in content_parts(context(shipped(slug), audience), document)]
    text = "\n".join(said).replace(",", "").replace(".", "")

    assert [figure for figure in SHIPPED[slug, topic] if f"{figure}00" in text or f" {figure}\n" in text] == []
    assert "WP-" in text


@pytest.mark.parametrize(("slug", "topic"), SHIPPED)
def test_what_was_issued_with_rates_is_still_what_it_is_now(slug: str, topic: str) -> None:
    """Older papers have the rates in text, sources and figures: none of them moves, and no signature goes stale."""
    found = shipped(slug)
    now = frozen(context(found, Audience.CUSTOMER), topic, customer_files(ROOT, slug, SCHEMAS))
    path = f"sow/{topic}.yml"
    older = replace(
        now,
        content=tuple(replace(part, text=f"{part.text}\nWP-1 | 1,180.00 | 18,880.00") for part in now.content),
        sources={**now.sources, path: (ROOT / "projects" / slug / path).read_text("utf-8")},
        figures={**now.figures, "sow.rates": "0a1b2c3d4e5f"},
    )
    kind, on_topic = now.document, now.topic
    for audience in Audience:
        view = context(found, audience).view
        figures = current_figures(kind, on_topic, view, None, on=DAY)
        assert changed_figures(older.figures, figures, None) == ()

    assert "rates:" in older.sources[path]
    assert find_drifts(replace(found, issued=(older,)), repository(), lambda: SCHEMAS) == ()


def test_other_rates_of_other_prices_still_move_what_was_issued() -> None:
    """By the day they are the price; so are those of a fixed price that states no amount."""
    new = {"sow.basis": "time-and-material", "sow.rates": "b"}
    assert moved_figures({"sow.basis": "time-and-material", "sow.rates": "a"}, new) == {"sow.rates": ("a", "b")}
    new = {"sow.basis": "fixed-price", "sow.rates": "b"}
    assert moved_figures({"sow.basis": "fixed-price", "sow.rates": "a"}, new) == {"sow.rates": ("a", "b")}


def copy(basis: str, amount: str, more: str, rate: int = 1180) -> str:
    """The customer's copy of a statement of work with this price."""
    price = RATES.format(basis=basis, amount=amount, more=more, rate=rate)
    return customer_copy("sow/x.yml", f"format: 2\ntitle: x\n{price}\n", SCHEMAS)


@pytest.mark.parametrize(
    ("more", "included"),
    [
        ("expenses: 900", True),
        ("travel: [{title: Visit, trips: 2, time: 13, cost: 17}]", True),
        ("expenses: 0, travel: []", False),
        ("expenses_cap: 60, cap: 70", False),
        ("expenses_included: true", True),
    ],
)
def test_a_copy_says_that_expenses_are_in_the_price_and_not_what_they_are(more: str, included: bool) -> None:
    """Nothing of it is left but that it is there."""
    held = "  expenses_included: true\n" if included else ""
    assert copy("fixed-price", "fixed_amount: 100, ", more).endswith(f"  fixed_amount: 100\n{held}")


@pytest.mark.parametrize(
    ("basis", "amount"),
    [("time-and-material", ""), ("time-and-material-capped", "cap: 90, "), ("fixed-price", "")],
)
def test_a_copy_keeps_what_other_prices_show(basis: str, amount: str) -> None:
    """Rates and expenses that are charged, and those of a fixed price that is their sum, stay."""
    text = copy(basis, amount, "expenses: 900")
    assert ("rate: 1180" in text, "expenses: 900" in text, "included" in text) == (True, True, False)


@pytest.mark.parametrize("more", ["expenses: 900", "contingency_percent: 8", "cap: 70, expenses_cap: 5"])
def test_a_statement_without_a_price_keeps_its_reckoning_inside(more: str) -> None:
    """Its page shows no rate, and no file of the customer does."""
    assert copy("not-priced", "", more).endswith("  basis: not-priced\n  currency: EUR\n")
    old = {"sow.basis": "not-priced", "sow.rates": "a"}
    assert moved_figures(old, {"sow.basis": "not-priced"}) == {}
