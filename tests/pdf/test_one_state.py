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
from delivery_wiki.pages.elements.state_marks import paper_state
from delivery_wiki.pages.macros.document_content import find_document
from delivery_wiki.pages.pdf.pdf_project import document_block, pdf_document, pdf_names
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


@pytest.mark.slow
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
        word = paper_state(status, context.words).text
        cover = dict(sheet["cover"])[context.words("State")]
        block = find_document(context, name.kind, name.topic)
        assert block is not None
        signed = tuple(signed_fields((block,)))

        assert sheet["state"] == word
        assert cover == word or cover.startswith(f"{word}, ")
        assert state_line(context, status)[0] == paper_state(status, context.words)
        assert not signed or draft not in word, name
        more = cover.removeprefix(word).removeprefix(", ")
        by = context.words("signed by {people}", people="").strip()
        agreed = context.words("by {name} on {date}, on file: {evidence}", name="\0", date="", evidence="")
        begins = (by, agreed.partition("\0")[0])
        assert bool(signed) == more.startswith(begins), (
            f"{name}: the state is another one than the lines of the signers"
        )
        assert "vermerkt" not in cover
        assert "noted" not in cover


@pytest.mark.slow
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
    # Its first revision was refused: the second is held against nothing that nobody agreed to.
    refused = pdf_document(proved, "sow", "migration")
    assert (refused.state_text, refused.changed) == ("versandt, nachdem Revision 1 abgelehnt wurde", "")
    on_file = "durch Karla Kommunal am 09.09.2026, liegt vor: Unterschriebenes Angebot EG-2026-0093, Anlage 1"
    assert pdf_document(proved, "basic-sow").changed == on_file


def test_an_agreed_paper_has_no_blank_line_to_sign_on() -> None:
    """Who agreed and who sent it stand where they would sign; a German role is that of the template."""
    context = contexts()["stadtwerke-musterstadt"]
    for kind, topic in (("basic-sow", None), ("sow", "branding"), ("sow", "provisioning")):
        paper = find_document(context, kind, topic)
        assert paper is not None
        assert len(tuple(signed_fields((paper,)))) == 2, (kind, topic)
        said = document_block(context, paper)
        assert "Vollmacht der Geschäftsführung vom 2. Juni 2026" in said
        # What was signed is the file that was issued; this one has other pages.
        assert ("Dies ist eine Abschrift" in said) is (topic == "provisioning")


def test_an_open_change_request_stands_beside_what_was_agreed() -> None:
    """The offer rests on the sizing that was signed, the plan says which days wait, and no box orders the change."""
    context = contexts()["stadtwerke-musterstadt"]
    offer, charter = find_document(context, "formal-offer"), find_document(context, "charter")
    assert offer is not None
    assert charter is not None
    said = document_block(context, offer)

    assert "Ergebnis ohne CR-1, noch nicht vereinbart: 16 Knoten, 176" in said.replace("\xa0", " ")
    assert "Wird mit der Unterschrift unter CR-1 beauftragt, nicht hier" in said
    assert document_block(context, charter).count("mit CR-1, noch nicht vereinbart") == 5
