"""Links in prose that lead nowhere for their reader: their words are published, their address is not."""

from __future__ import annotations

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.project_links import leads_somewhere
from delivery_wiki.pages.macros.document_content import find_document
from delivery_wiki.pages.pdf.pdf_project import document_block
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.harbour import context, harbour

DEAD = (
    "secret-plan.html",
    "../other-customer/index.html",
    "projects/harbour/internal/notes.yml",
    "internal/retrospective.html",
    "retrospective.html",  # a page of the internal wiki alone
    "sow/basic.md",
    "secret-plan.pdf",
    "//intranet.example/offer",
    "./%73ecret-plan.html",
    "/etc/passwd",
)
ALIVE = ("plan.html", "./plan.html#M-1", "#anywhere", "https://example.com/a", "mailto:a@example.com", "charter.pdf")


@pytest.mark.parametrize("target", DEAD)
def test_an_address_that_leads_nowhere_is_not_published(target: str) -> None:
    """Neither as a target nor as text."""
    given = context(audience=Audience.CUSTOMER)
    blocks = (
        tree.Prose(f'See [the **plan**]({target} "title") and [more][ref].\n\n[ref]: {target}', harbour().location, 3),
    )
    shown = str(HtmlRenderer(given.words, leads=leads_somewhere(given)).render(blocks))

    assert "See the <strong>plan</strong> and more." in shown
    assert "href" not in shown


@pytest.mark.parametrize("target", ALIVE)
def test_an_address_that_leads_somewhere_is_a_link(target: str) -> None:
    """A page or PDF of the project, a place on the page, and the web."""
    given = context(audience=Audience.CUSTOMER)
    blocks = (tree.Prose(f"See [the plan]({target}).", harbour().location, 3),)

    assert f'href="{target}"' in str(HtmlRenderer(given.words, leads=leads_somewhere(given)).render(blocks))


def test_a_pdf_has_no_dead_link_either() -> None:
    """The block that is set is that of the page."""
    section = ProseSection(title="Motivation", text="See [the plan](secret-plan.html).", location=harbour().location)
    prose = {**harbour().prose, "charter": ProseFile(name="charter", sections=(section,))}
    given = context(audience=Audience.CUSTOMER, prose=prose)
    document = find_document(given, "charter")
    assert document is not None

    shown = document_block(given, document)
    assert "See the plan." in shown
    assert "secret-plan" not in shown
