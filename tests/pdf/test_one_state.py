"""One state on a sheet: cover, foot, page header and portfolio say the same, and no draft is signed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from delivery_wiki.adapters.pdf.pdf_engine import _words
from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.document_frame.cover import document_status
from delivery_wiki.pages.document_frame.frame import state_line
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.state_marks import document_state
from delivery_wiki.pages.macros.document_content import find_document
from delivery_wiki.pages.pdf.pdf_project import pdf_document, pdf_names
from tests.shipped import EACH

ROOT = Path(__file__).parent.parent.parent


@cache
def contexts() -> dict[str, PageContext]:
    """The shipped projects as their customers see them, by slug."""
    workspace = load_workspace(ROOT)
    found = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, None))
    return {project.view.project.slug: project for project in found}


def signed_fields(blocks: tree.Blocks) -> Iterator[str]:
    """What stands in the fields for signatures."""
    for block in blocks:
        if isinstance(block, tree.SignatureSheet):
            yield from (field.recorded for field in block.fields if field.recorded)
        elif isinstance(block, tree.Clause | tree.Document):
            yield from signed_fields(block.blocks)


@pytest.mark.parametrize("slug", EACH)
def test_the_sheets_of_a_shipped_project_have_one_state(slug: str) -> None:
    """The cover begins with the word of the foot, which is that of the page; what is signed is no draft."""
    context = contexts()[slug]
    draft = context.words("draft")
    for name in pdf_names(context):
        status = document_status(context, name.kind, name.topic)
        if status is None:
            continue
        sheet = _words(pdf_document(context, name.kind, name.topic))
        word = document_state(status, context.words).text
        cover = dict(sheet["cover"])[context.words("State")]
        block = find_document(context, name.kind, name.topic)
        assert block is not None
        signed = tuple(signed_fields((block,)))

        assert sheet["state"] == word
        assert cover == word or cover.startswith(f"{word}, ")
        assert state_line(context, status)[0] == document_state(status, context.words)
        assert not signed or draft not in word, name
        more = cover.removeprefix(word).removeprefix(", ")
        by = context.words("signed by {people}", people="").strip()
        assert not signed or not more or more.startswith(by), f"{name} has signatures under a text that changed since"


def test_the_shipped_projects_show_each_case() -> None:
    """A test over papers that nobody signed would find nothing."""
    noted = contexts()["northern-lights"]
    proved = contexts()["stadtwerke-musterstadt"]

    concept = pdf_document(noted, "implementation-concept")
    assert concept.changed == "changed since it was signed on 27 May 2026"
    concept = pdf_document(proved, "implementation-concept")
    assert (concept.state_text, concept.changed) == ("Revision 1 unterschrieben, diese in Arbeit", "")
    signers = "unterschrieben von Max Mustermann am 12.11.2026, Karla Kommunal am 16.11.2026"
    assert pdf_document(proved, "sow", "provisioning").changed == signers
    migration = find_document(noted, "sow", "migration")
    assert migration is not None
    assert len(tuple(signed_fields((migration,)))) == 2
    assert pdf_document(proved, "sow", "migration").state_text == "wird unterschrieben, vermerkt"
