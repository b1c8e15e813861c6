"""Only written terms stand in a contract: each clause is of a pinned set or in the project's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.model.clauses import Classification, ClausePin, ClausePlace, OwnClauses
from delivery_wiki.model.project.offer import Offer
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceClock, StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.documents.formal_offer import formal_offer
from delivery_wiki.pages.documents.statement_of_work import statement_of_work
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.pdf.pdf_project import pdf_document
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.documents import examples
from tests.pages.documents.examples import context_of, document_in, project, section, template
from tests.pages.documents.test_statement_of_work import SECTIONS

TEMPLATE = template("sow", section("definitions", "definitions"), *SECTIONS, section("warranty", prose=True))
OFFER = template("formal-offer", section("prices", "offer-prices"), section("terms", "offer-terms"))
# What was printed of itself, a few words of each.
INVENTED = (
    "counts as accepted",
    "cures a rejected deliverable",
    "times at most",
    "A rejection names",
    "needs a change request",
    "free of charge",
    "framework agreement",
    "the one named first holds",
    "value-added tax",
    "may raise a change request",
    "Business day",
    "person-day has",
    "is not an offer",
)


def rendered(given: Project, topic: str = "migration") -> str:
    """A statement of work as HTML."""
    document = document_in(statement_of_work(context_of(given, TEMPLATE), topic))
    return str(HtmlRenderer(Words()).render((document,)))


def with_clock(clock: AcceptanceClock | None, **changes: Any) -> StatementOfWork:
    """The example with another clock."""
    return replace(examples.statement_of_work(), acceptance_clock=clock, **changes)


def test_a_project_without_clauses_says_what_its_keys_say() -> None:
    """A period of four days is told; silence, cure and rejections are not, and nothing else is."""
    sow = with_clock(AcceptanceClock(review_business_days=4))
    page = rendered(project(clauses=None, sows=(sow,)))

    assert "Review by the customer" in page
    assert "4 business days" in page
    assert [text for text in INVENTED if text in page] == []
    assert "Silence" not in page


@pytest.mark.parametrize(("silence", "told"), [(True, "counts as acceptance"), (False, "is no acceptance")])
def test_silence_counts_where_somebody_wrote_so(silence: bool, told: str) -> None:
    """The key alone is enough, in either sense."""
    page = rendered(project(clauses=None, sows=(with_clock(AcceptanceClock(silence_accepts=silence)),)))
    assert told in page


def test_a_clause_that_names_what_is_not_written_is_left_out() -> None:
    """A set is no way in for numbers that nobody wrote."""
    page = rendered(project(sows=(with_clock(AcceptanceClock(review_business_days=1)),)))

    assert "within one business day" in page
    assert "A rejection names the acceptance criterion" in page
    assert "cures" not in page
    assert "rejected" not in page.replace("accepts or rejects", "")
    assert "Silence" not in page


def test_own_words_replace_those_of_the_set_and_a_clause_can_be_left_out() -> None:
    """Each clause can be switched off or replaced; braces in own words are no values."""
    own = OwnClauses(place=ClausePlace.AMOUNTS, texts=("All amounts are net of {customer} tax.",))
    pin = ClausePin(id="as-before", version="1", without=("cure", "total-without-tax"), own=(own,))
    page = rendered(project(clauses=pin))

    assert "All amounts are net of {customer} tax." in page
    assert "value-added tax" not in page
    assert "cures" not in page
    assert "times at most" in page


def test_the_words_of_a_statement_of_work_stand_before_everything() -> None:
    """Whoever writes how acceptance runs gets exactly that."""
    page = rendered(
        project(sows=(with_clock(AcceptanceClock(rejections=2), acceptance=("One officer, in writing.",)),))
    )
    assert "One officer, in writing." in page
    assert "rejected" not in page


def test_an_offer_says_nothing_about_taxes_of_itself() -> None:
    """Nor that licences stand apart; it says the currency, which is its key."""
    given = project(clauses=None, offer=Offer(currency="USD", sows=("SOW-migration",)))
    page = str(HtmlRenderer(Words()).render((document_in(formal_offer(context_of(given, OFFER))),)))

    assert "All amounts are in USD." in page
    assert "tax" not in page
    assert "Licences" not in page


@pytest.mark.parametrize(
    ("said", "footer", "for_whom"),
    [
        (None, "", ""),
        (Classification.PUBLIC, "Public", ""),
        (Classification.CONFIDENTIAL, "Confidential", "Confidential: only for Customer Ltd and Vendor GmbH"),
    ],
)
def test_a_paper_is_confidential_where_somebody_wrote_so(
    said: Classification | None, footer: str, for_whom: str
) -> None:
    """A page of a public tender does not say for whom alone it is."""
    context = context_of(project(classification=said), TEMPLATE)
    document = pdf_document(context, "sow", "migration")
    assert (document.classification, document.distribution) == (footer, for_whom)


def test_a_clause_speaks_the_language_of_the_project() -> None:
    """The words of the set in that language, not a translation of labels."""
    given = replace(project(), language="de")
    context = replace(context_of(given, TEMPLATE), words=Words(language="de"))
    page = str(HtmlRenderer(context.words).render((document_in(statement_of_work(context, "migration")),)))
    assert "Alle Beträge ohne Umsatzsteuer." in page
    assert "All amounts" not in page


# --- parts that nobody wrote ----------------------------------------------------------------------


def test_no_sentence_stands_for_a_part_that_nobody_wrote() -> None:
    """An empty statement of work has no clause that only says that something is missing."""
    empty = StatementOfWork(topic="migration", title="Move the mailboxes")
    page = rendered(project(clauses=None, sows=(empty,), requirements=()))

    assert " yet" not in page
    assert "No " not in page
    assert "Nothing" not in page
