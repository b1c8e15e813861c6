"""The concept follows its template, numbers its sections and says what is still to be written."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.documents.implementation_concept import PAGE_KINDS, implementation_concept
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.documents.examples import context_of, document_in, outline, project, prose, section, template

TEMPLATE = template(
    "implementation-concept",
    section("purpose", "scope", prose=True, required=True),
    section("goals", "goals", prose=True),
    section("mail", prose=True, required=True),
    section("clients", prose=True),
    section("requirements", "requirements", required=True),
    section("risks", "risks"),
    signed=True,
)


def _context() -> PageContext:
    written = {"concept/purpose": prose("concept/purpose", ("", "This settles **everything**."))}
    return context_of(project(prose=written), TEMPLATE)


def test_sections_stand_in_the_template_s_order_and_are_numbered() -> None:
    """A section without content is left out, so that numbers have no gaps and no sentence stands for it."""
    document = document_in(implementation_concept(_context()))

    assert outline(document.blocks) == [
        "1 purpose",
        "1.1 In scope",
        "1.2 Out of scope",
        "2 goals",
        "3 requirements",
        "4 risks",
        "4.1 Assumptions",
        "5 Signatures",  # which says that there are none, as sections are not written
    ]


def test_sections_can_be_linked_by_their_id() -> None:
    """Requirements cite concept sections, so each has a stable anchor."""
    document = document_in(implementation_concept(_context()))

    ids = [block.id for block in document.blocks if isinstance(block, tree.Clause)]
    assert ids[:3] == ["concept-purpose", "concept-goals", "concept-requirements"]


def test_missing_prose_is_named_above_the_document_with_its_file() -> None:
    """What is missing is status: it stands outside the block that a signature covers; the file is for the team."""
    context = _context()
    team = replace(context, view=replace(context.view, audience=Audience.INTERNAL))
    html, outside = (
        HtmlRenderer(Words()).render(
            tuple(item for item in implementation_concept(seen) if not isinstance(item, tree.Document))
        )
        for seen in (team, context)
    )

    assert "concept/" not in outside
    assert "Still to be written: mail" in outside

    required, optional = html.split("May be written too")
    assert "concept/mail.md" in required
    assert "Write mail." in required
    assert "concept/purpose.md" not in html
    assert "concept/clients.md" not in required
    assert "concept/clients.md" in optional


def test_the_state_stands_above_the_document_and_not_in_it() -> None:
    """A state moves without a new revision, so it is no part of what is signed."""
    blocks = implementation_concept(_context())

    assert isinstance(blocks[0], tree.Paragraph)
    assert "draft" in HtmlRenderer(Words()).render(blocks[:1])
    assert "somebody works on it" not in HtmlRenderer(Words()).render((document_in(blocks),))


def test_a_project_without_a_concept_has_no_concept_page() -> None:
    """A page of headings without content would help nobody."""
    (kind,) = PAGE_KINDS

    assert kind.find(context_of(project(), TEMPLATE)) == ()
    assert [page.stem for page in kind.find(_context())] == ["implementation-concept"]


def test_goals_are_told_apart_from_the_text_above_them() -> None:
    """The text lists how success is measured; without a line between them the goals would read as more of it."""
    written = {"concept/goals": prose("concept/goals", ("", "Success is measured:\n\n- Calls fall."))}
    given = context_of(project(prose=written, goals=("One login.",)), TEMPLATE)
    html = HtmlRenderer(Words()).render(implementation_concept(given))

    assert "These are the goals:" in html
    assert html.index("Calls fall") < html.index("These are the goals:") < html.index("One login")
