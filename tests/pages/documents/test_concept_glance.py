"""The first screen of a concept: what it is about, from the data, above what somebody signs."""

from __future__ import annotations

import pytest

from delivery_wiki.pages.documents.concept_glance import concept_at_a_glance, first_sentence
from delivery_wiki.pages.documents.implementation_concept import implementation_concept
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.documents.examples import document_in, words_of
from tests.pages.harbour import context, empty
from tests.pages.test_customer_pages import context_of, shipped


def _glance(given: PageContext) -> dict[str, str]:
    """The names and values of the card above the document."""
    (cards,) = concept_at_a_glance(given)
    assert isinstance(cards, tree.Cards)
    (facts,) = cards.cards[0].blocks
    assert isinstance(facts, tree.Facts)
    return {name: words_of(value) for name, value in facts.pairs}


def test_what_a_reader_looks_for_first_stands_above_the_document() -> None:
    """Customer, purpose, users, machines, gates, requirements and open points, all from the data."""
    found = _glance(context_of(shipped("northern-lights")))

    assert found["Customer"] == "Northern Lights Telecom"
    assert found["Purpose"] == "Northern Lights Telecom moves 1,000,000 accounts to a groupware with single sign-on."
    assert found["Users"].startswith("900,000 Webmail accounts · 80,000 ")
    assert found["Sizing"].startswith(
        "58 nodes, 4,576 GB Memory, 914.7 TB Storage / Load balancer 4, Middleware node 24,"
    )
    assert found["Sizing"].endswith("; Memory of 32 of the 58")
    assert found["Gates"].endswith("Accepted 4 Dec 2026 7 days late")
    assert "1 requirement fails: R-016" in found["Requirements"]
    assert found["Open points"] == "2 open"


def test_what_is_agreed_stands_beside_what_an_open_change_asks_for() -> None:
    """Nobody takes the figures of a change that is not decided for those that were signed."""
    found = _glance(context_of(shipped("stadtwerke-musterstadt")))

    assert found["Bemessung"].split(" / ")[2].startswith("Mit CR-1, nicht vereinbart: ")
    assert found["Nutzerinnen und Nutzer"].startswith("80.000 Webmail-Konten")


def test_the_glance_is_no_part_of_what_is_signed() -> None:
    """It moves from day to day."""
    blocks = implementation_concept(context_of(shipped("northern-lights")))
    text = HtmlRenderer(Words()).render((document_in(blocks),))

    assert "At a glance" in HtmlRenderer(Words()).render(blocks)
    assert "At a glance" not in text


def test_a_project_with_nothing_in_it_has_few_lines_at_a_glance() -> None:
    """What there is nothing to say of has no name either."""
    assert list(_glance(context(empty()))) == ["Customer", "Open points"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The U.S. Forest Service wants an interface. It is published.", "The U.S. Forest Service wants an interface."),
        ("Die Stadtwerke lösen\n  es ab. Seither sind mehr beantragt.", "Die Stadtwerke lösen es ab."),
        ("One sentence", "One sentence"),
        ("", ""),
    ],
)
def test_the_purpose_is_one_sentence(text: str, first: str) -> None:
    """The first of the summary; an abbreviation does not end it."""
    assert first_sentence(text) == first
