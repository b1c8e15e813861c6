"""The PDFs of a repository: what there is to set, and setting what is not there yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.calculations.audience_view import Audience
from macros.pages.page_kind import PageContext
from macros.pages.pdf_document import PdfDocument
from macros.pages.pdf_project import DocumentName, pdf_document, pdf_names

from .pdf_attachments import find_attachments
from .pdf_cache import PdfCache, SetPdf
from .pdf_place import own_fonts
from .pdf_pool import PdfJob, set_all
from .stage import work_folder
from .workspace import Workspace, project_contexts

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPdf:
    """A document that gets a PDF; without `document` its page could not be made, and `failure` says why."""

    slug: str
    audience: Audience
    name: DocumentName
    document: PdfDocument | None
    revision: int | None = None
    failure: str = ""

    @property
    def file(self) -> str:
        """Its file below the folder of all PDFs."""
        return f"{self.audience.value}/{self.slug}/{self.name.page}.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfResult:
    """How it went with one document; `unchanged` ones were not set again."""

    planned: PlannedPdf
    made: SetPdf | None = None
    unchanged: bool = False
    failure: str = ""
    broken: bool = False


def plan_pdfs(
    workspace: Workspace,
    audiences: Sequence[Audience],
    on: dt.date,
    *,
    slugs: tuple[str, ...] = (),
    kinds: frozenset[str] = frozenset(),
    asked: bool = False,
) -> tuple[PlannedPdf, ...]:
    """The documents of the sound projects for these audiences, in the order of projects and of the process."""
    return tuple(
        planned
        for audience in audiences
        for context in project_contexts(workspace, audience, on, slugs, asked=asked)
        for planned in _plan(workspace, context, kinds)
    )


def _plan(workspace: Workspace, context: PageContext, kinds: frozenset[str]) -> Iterator[PlannedPdf]:
    for name in pdf_names(context):
        if not kinds or name.kind in kinds:
            yield _plan_one(workspace, context, name)


def _plan_one(workspace: Workspace, context: PageContext, name: DocumentName) -> PlannedPdf:
    slug, audience = context.view.project.slug, context.view.audience
    try:
        attachments = find_attachments(workspace.root, slug, name.kind, name.topic, context.words)
        document = pdf_document(
            context, name.kind, name.topic, brand=workspace.repository.brand, attachments=attachments
        )
    except (ValueError, LookupError, OSError) as fault:
        return PlannedPdf(slug=slug, audience=audience, name=name, document=None, failure=str(fault))
    return PlannedPdf(slug=slug, audience=audience, name=name, document=document, revision=name.revision)


def make_pdfs(
    root: Path, planned: Sequence[PlannedPdf], *, workers: int, progress: Progress | None = None
) -> tuple[PdfResult, ...]:
    """Set what was not set before from the same; the results in the order of the plan."""
    fonts = own_fonts(root)
    cache = PdfCache(work_folder(root) / "pdf", fonts)
    results: dict[int, PdfResult] = {}
    jobs: list[PdfJob] = []
    keys: dict[int, str] = {}
    for number, one in enumerate(planned):
        if one.document is None:
            results[number] = PdfResult(planned=one, failure=one.failure)
            continue
        keys[number] = cache.key(one.document)
        found = cache.find(keys[number])
        if found is not None:
            results[number] = PdfResult(planned=one, made=found, unchanged=True)
        else:
            jobs.append(PdfJob(number=number, document=one.document))
    for count, outcome in enumerate(set_all(jobs, fonts, workers=workers), start=1):
        if progress:
            progress(count, len(jobs))
        made = None if outcome.failure else cache.keep(keys[outcome.number], outcome.pdf, outcome.pages)
        results[outcome.number] = PdfResult(
            planned=planned[outcome.number], made=made, failure=outcome.failure, broken=outcome.broken
        )
    cache.forget_old()
    return tuple(results[number] for number in range(len(planned)))
