"""A document of any prose, in the frame of an example project."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache
from pathlib import Path

from delivery_wiki.adapters.pdf.pdf_batch import prepare_pdf
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace, project_contexts
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import asked_for
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.pdf.pdf_document import PdfDocument
from delivery_wiki.pages.pdf.pdf_project import document_block

REPOSITORY = Path(__file__).parents[1] / "examples" / "valid" / "full"
DAY = dt.date(2026, 11, 24)


@cache
def context() -> PageContext:
    """A project that macros can draw on."""
    (found,) = project_contexts(load_workspace(REPOSITORY), Audience.CUSTOMER, asked_for(DAY), ("harbour",))
    return found


def example_block(markdown: str) -> str:
    """The document block of a page with that prose."""
    prose = tree.Prose(text=markdown, level=2)
    return document_block(
        context(), tree.Document(kind="charter", title="Golden page", revision="", facts=(), blocks=(prose,))
    )


def example_document(markdown: str) -> PdfDocument:
    """The same as a document to set."""
    frame = prepare_pdf(load_workspace(REPOSITORY), context(), "charter", None)
    return dataclasses.replace(frame, title="Golden page", block=example_block(markdown), attachments=())
