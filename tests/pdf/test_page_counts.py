"""How many pages a paper has at most: who decides reads it at one go, and nothing is set small for it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from delivery_wiki.adapters.pdf import pdf_engine
from delivery_wiki.adapters.pdf.pdf_batch import prepare_pdf
from delivery_wiki.adapters.pdf.pdf_engine import set_pdf
from delivery_wiki.adapters.workspace.workspace_loading import Workspace, days_of, load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.pdf.pdf_project import pdf_names

ROOT = Path(__file__).parent.parent.parent
ANNEX = "A "  # what the title of the first annex begins with
OFFER = 3  # pages without its annex
CHANGE, CERTIFICATE = 2, 2
MIGRATION, SOW = 7, 8
GERMAN, NORDIC, COAST = "stadtwerke-musterstadt", "northern-lights", "coastline-mail"
HARBOUR, PERMIT = "harbour-insurance", "epermit-api"
# Of a checklist and a protocol, which grow with their lines, it is what they have today.
MOST = (
    (COAST, "formal-offer", OFFER),
    (GERMAN, "formal-offer", OFFER),
    (HARBOUR, "formal-offer", OFFER),
    (NORDIC, "formal-offer", OFFER),
    (GERMAN, "change-request-cr-1", CHANGE),
    (NORDIC, "change-request-cr-1", CHANGE),
    (NORDIC, "change-request-cr-2", CHANGE),
    (NORDIC, "change-request-cr-3", CHANGE),
    (NORDIC, "acceptance-certificate", CERTIFICATE),
    (GERMAN, "sow-migration", MIGRATION),
    (NORDIC, "sow-migration", MIGRATION),
    (COAST, "sow-basic", SOW),
    (GERMAN, "sow-basic", SOW),
    (HARBOUR, "sow-basic", SOW),
    (NORDIC, "sow-basic", SOW),
    (PERMIT, "sow-basic", SOW),
    (COAST, "charter", 3),
    (GERMAN, "charter", 4),
    (HARBOUR, "charter", 2),
    (NORDIC, "charter", 3),
    (PERMIT, "charter", 4),
    (GERMAN, "requirements-checklist", 6),
    (NORDIC, "requirements-checklist", 6),
    (GERMAN, "test-protocol", 9),
    (NORDIC, "test-protocol", 7),
    (PERMIT, "test-protocol", 6),
)
QUICK = (GERMAN, "change-request-cr-1")


@cache
def shipped() -> tuple[Workspace, Mapping[str, PageContext]]:
    """The shipped projects as their customers see them, each on its own day."""
    workspace = load_workspace(ROOT)
    contexts = project_contexts(workspace, Audience.CUSTOMER, days_of(workspace, None))
    return workspace, {context.view.project.slug: context for context in contexts}


def pages_before_annex(pdf: bytes) -> int:
    """How many pages a paper has, those of an annex not counted."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        places = [page.objgen for page in file.pages]
        with file.open_outline() as outline:
            annexes = [item for item in outline.root if str(item.title).startswith(ANNEX)]
            starts = [places.index(_page(file, item).objgen) for item in annexes]
    return min([*starts, len(places)])


def _page(file: pikepdf.Pdf, item: pikepdf.OutlineItem) -> Any:
    """The page that a bookmark leads to."""
    target: Any = item.destination if item.destination is not None else item.action.D
    if not isinstance(target, pikepdf.Array):
        target = pikepdf.NameTree(file.Root.Names.Dests)[str(target)]
        target = target.D if isinstance(target, pikepdf.Dictionary) else target
    return target[0]


@pytest.mark.parametrize(
    ("slug", "page", "most"),
    [pytest.param(*paper, marks=() if paper[:2] == QUICK else pytest.mark.slow) for paper in MOST],
)
def test_a_paper_has_no_more_pages(slug: str, page: str, most: int) -> None:
    """An offer three without its annex, a change request two, a statement of work for a migration seven."""
    workspace, contexts = shipped()
    (name,) = (name for name in pdf_names(contexts[slug]) if name.page == page)
    pdf = set_pdf(prepare_pdf(workspace, contexts[slug], name.kind, name.topic))

    assert 1 <= pages_before_annex(pdf) <= most


EVEN, CLOSE, TIGHT = "even", "close", "tight"
FAR, NEAR = 200, 30  # millimetres from the upper edge at which the text ends


@pytest.mark.parametrize(
    ("ends", "chosen"),
    [
        ({EVEN: (9, FAR), CLOSE: (8, FAR), TIGHT: (7, FAR)}, TIGHT),
        ({EVEN: (9, FAR), CLOSE: (8, FAR), TIGHT: (8, FAR)}, CLOSE),
        ({EVEN: (9, FAR), CLOSE: (8, NEAR), TIGHT: (8, FAR)}, TIGHT),
        ({EVEN: (9, FAR), CLOSE: (8, FAR), TIGHT: (7, NEAR)}, CLOSE),
        ({EVEN: (9, FAR), CLOSE: (9, FAR), TIGHT: (9, FAR)}, EVEN),
        ({EVEN: (2, FAR), CLOSE: (1, FAR), TIGHT: (1, FAR)}, EVEN),
    ],
)
def test_a_short_paper_is_set_as_close_as_saves_most_pages(
    monkeypatch: pytest.MonkeyPatch, ends: Mapping[str, tuple[int, int]], chosen: str
) -> None:
    """No closer than that, never with a few lines on a last page, and two pages stay as they are."""

    def laid_out(root: Path, words: Mapping[str, Any], block: str, fonts: Path | None) -> pdf_engine._Layout:
        return pdf_engine._Layout(inputs={"spacing": words["spacing"]}, ends=(ends[words["spacing"]],), parted=())

    monkeypatch.setattr(pdf_engine, "_lay_out", laid_out)
    assert pdf_engine._in_its_form(ROOT, {}, "", None) == {"spacing": chosen}
