"""Signed copies: the issued pages, a sheet that says who signed, and the issued bytes inside, unchanged."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from dataclasses import replace

import pikepdf
import pytest

from delivery_wiki.adapters.pdf.pdf_batch import PlannedPdf, plan_executed, plan_pdfs
from delivery_wiki.adapters.pdf.pdf_engine import PdfFailed, count_pages, set_pdf
from delivery_wiki.adapters.workspace.workspace_loading import Workspace, days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.verification.executed_revisions import executed_revisions
from delivery_wiki.model.sign_off import record_digest
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.pdf.pdf_document import PdfDocument, PdfState
from tests.adapters.repositories import ROOT
from tests.pdf.opened import failed_checkpoints, opened_bytes, squeezed, tagged_text, untagged_text
from tests.signed_pdfs import blank_pdf

SLUG = "stadtwerke-musterstadt"
STEM = "sow-provisioning-r1-executed"
FOLDER = "issued/sow-provisioning-r1"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A German project with two documents that both sides have signed."""
    root = tmp_path_factory.mktemp("executed")
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)
    return load_workspace(root, (SLUG,))


def customer(workspace: Workspace, on: str | None = None) -> PageContext:
    """The project as its customer sees it."""
    return project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, on))[0]


def planned(workspace: Workspace, on: str | None = None) -> PdfDocument:
    """The signed copy of one document, ready to be set."""
    context = customer(workspace, on)
    (executed,) = (each for each in executed_revisions(context.view, context.status) if each.stem == STEM)
    document = plan_executed(workspace, context, executed, Audience.CUSTOMER).document
    assert document is not None
    return document


@pytest.fixture(scope="module")
def pdf(workspace: Workspace) -> bytes:
    """The signed copy."""
    return set_pdf(planned(workspace))


def issued(workspace: Workspace) -> tuple[bytes, str]:
    """The issued bytes, and what their record says that their digest is."""
    folder = workspace.root / "projects" / SLUG / FOLDER
    return (folder / "document.pdf").read_bytes(), str(json.loads((folder / "content.json").read_text("utf-8"))["pdf"])


def test_the_issued_bytes_are_inside_unchanged(workspace: Workspace, pdf: bytes) -> None:
    """And the records, each by the digest that is its name."""
    data, digest = issued(workspace)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        inside = {name: file.attachments[name].get_file().read_bytes() for name in file.attachments}
    signed = inside.pop("sow-provisioning-r1.pdf")
    assert signed == data
    assert hashlib.sha256(signed).hexdigest() == digest
    assert len(inside) == 2
    assert {name: f"{hashlib.sha256(content).hexdigest()}.json" for name, content in inside.items()} == {
        name: name for name in inside
    }
    assert {name.removesuffix(".json") for name in inside} == {
        record_digest(executed.record)
        for each in executed_revisions(customer(workspace).view, customer(workspace).status)
        for executed in each.records
        if each.stem == STEM
    }


def test_the_sheet_of_two_signatures_is_one_page(workspace: Workspace, pdf: bytes) -> None:
    """In German too, whose words are longer: nobody turns a page for two lines."""
    data, _ = issued(workspace)
    with pikepdf.open(io.BytesIO(pdf)) as copy, pikepdf.open(io.BytesIO(data)) as signed:
        assert len(copy.pages) == len(signed.pages) + 1


@pytest.mark.slow
def test_the_sheet_stands_behind_the_pages_and_says_who_signed(workspace: Workspace, pdf: bytes) -> None:
    """It is read aloud after them; nothing of PDF/UA fails, and the file claims what its parts claimed."""
    data, digest = issued(workspace)
    with opened_bytes(pdf) as document, opened_bytes(data) as before:
        failed, _ = failed_checkpoints(document)
        text, first = squeezed(tagged_text(document)), squeezed(tagged_text(before))
        foot = squeezed(" ".join(untagged_text(document, page.index) for page in document.pages))
    assert failed == []
    assert text.startswith(first)
    sheet = text.removeprefix(first)
    for said in ("Max Mustermann", "Karla Kommunal", digest, "12.11.2026", "16.11.2026", "sha256sum"):
        assert squeezed(said) in sheet, said
    assert squeezed("Muster, kein Vertrag") in foot
    with pikepdf.open(io.BytesIO(pdf)) as file:
        metadata = file.Root.Metadata.read_bytes()
        assert b"pdfaid:part" in metadata
        assert b"pdfuaid:part" in metadata
        assert len(file.pages) - count_pages(data) in {1, 2}
        assert [int(field.Ff) for field in file.Root.AcroForm.Fields] == [1, 1]


@pytest.mark.slow
def test_the_same_signatures_give_the_same_bytes(workspace: Workspace, pdf: bytes) -> None:
    """On every day, for every reader."""
    assert planned(workspace, "2027-03-01") == planned(workspace)
    assert set_pdf(planned(workspace)) == pdf
    both = [copies(workspace, audience) for audience in (Audience.INTERNAL, Audience.CUSTOMER)]
    assert [each.document for each in both[0]] == [each.document for each in both[1]]
    assert [each.file for each in both[0]] == [
        f"internal/{SLUG}/implementation-concept-r1-executed.pdf",
        f"internal/{SLUG}/{STEM}.pdf",
    ]


def copies(workspace: Workspace, audience: Audience) -> list[PlannedPdf]:
    """The signed copies that `delivery pdf` sets."""
    found = plan_pdfs(
        workspace, (audience,), days_of(workspace, None), kinds=frozenset({"sow", "implementation-concept"})
    )
    return [each for each in found if each.state is PdfState.EXECUTED]


def test_what_not_everybody_has_signed_has_no_signed_copy(workspace: Workspace) -> None:
    """Without the customer's records, bytes that are not the issued ones any more: no copy."""
    context = customer(workspace)
    project = context.view.project
    kept = tuple(
        record for record in project.sign_offs if (record.topic, record.person) != ("provisioning", "karla-kommunal")
    )
    assert len(kept) == len(project.sign_offs) - 2  # on a condition in a meeting, and then without one by key
    changed = {
        name: "0" * 64 if name == FOLDER.split("/")[1] else digest for name, digest in project.frozen_pdfs.items()
    }
    for other in (replace(project, sign_offs=kept), replace(project, frozen_pdfs=changed)):
        found = executed_revisions(replace(context.view, project=other), context.status)
        assert STEM not in {each.stem for each in found}
        assert len(found) == 1
    before = customer(workspace, "2026-11-12")
    assert STEM not in {each.stem for each in executed_revisions(before.view, before.status)}


def test_a_pdf_that_is_not_the_tools_own_is_told(workspace: Workspace) -> None:
    """Without tags nobody could hear what was signed."""
    with pytest.raises(PdfFailed, match="has no tags"):
        set_pdf(replace(planned(workspace), behind=blank_pdf()))
