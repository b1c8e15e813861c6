"""The PDFs of a repository: what there is to set, and setting what is not there yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.evidence.document_facts import page_stem
from delivery_wiki.calculations.signing.issue_code import issue_code
from delivery_wiki.calculations.verification.executed_revisions import ExecutedRevision, executed_revisions
from delivery_wiki.model.as_of import AsOfDays
from delivery_wiki.pages.command_texts.issuing import issue
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.pdf.pdf_document import PdfDocument, PdfState
from delivery_wiki.pages.pdf.pdf_executed import executed_pdf
from delivery_wiki.pages.pdf.pdf_project import DocumentName, pdf_document, pdf_names
from delivery_wiki.reading.records.frozen_content import DOCUMENT

from ..outside.work_folder import work_folder
from ..workspace.customer_files import later_files
from ..workspace.workspace_loading import Workspace, load_schemas, project_contexts
from .pdf_attachments import find_attachments
from .pdf_cache import PdfCache, SetPdf
from .pdf_place import own_fonts
from .pdf_pool import PdfJob, set_all

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPdf:
    """A document that gets a PDF: what the manifest says of it, and until it is set, the document itself.

    Where its page could not be made, `failure` says why.
    """

    slug: str
    audience: Audience
    name: DocumentName
    title: str = ""
    language: str = ""
    state: PdfState = PdfState.DRAFT
    fingerprint: str | None = None
    document: PdfDocument | None = None
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
    days: AsOfDays,
    *,
    slugs: tuple[str, ...] = (),
    kinds: frozenset[str] = frozenset(),
) -> Iterator[PlannedPdf]:
    """The documents of the sound projects for these audiences, in the order of projects and of the process."""
    for audience in audiences:
        for context in project_contexts(workspace, audience, days, slugs):
            yield from plan_project(workspace, context, kinds)
        yield from _plan_all_executed(workspace, audience, days, slugs, kinds)


def plan_project(
    workspace: Workspace, context: PageContext, kinds: frozenset[str] = frozenset()
) -> Iterator[PlannedPdf]:
    """The documents of one project for the audience of its context."""
    for name in pdf_names(context):
        if not kinds or kinds & {name.kind, name.page}:
            yield _plan(workspace, context, name)


def _plan_all_executed(
    workspace: Workspace, audience: Audience, days: AsOfDays, slugs: tuple[str, ...], kinds: frozenset[str]
) -> Iterator[PlannedPdf]:
    """The signed copies, which are the same for every reader: made from what the customer sees."""
    wanted = slugs or tuple(project.slug for project in workspace.sound)
    issued = tuple(project.slug for project in workspace.sound if project.issued and project.slug in wanted)
    for context in project_contexts(workspace, Audience.CUSTOMER, days, issued) if issued else ():
        for executed in executed_revisions(context.view, context.status):
            names = {executed.issued.document, page_stem(executed.issued.document, executed.issued.topic)}
            if not kinds or kinds & names:
                yield plan_executed(workspace, context, executed, audience)


def plan_executed(
    workspace: Workspace, context: PageContext, executed: ExecutedRevision, audience: Audience
) -> PlannedPdf:
    """The signed copy of an issued revision: its pages, the certificate sheet, and what was signed inside."""
    issued = executed.issued
    name = DocumentName(kind=issued.document, topic=issued.topic, page=executed.stem, revision=issued.revision)
    planned = PlannedPdf(slug=context.view.project.slug, audience=audience, name=name)
    path = workspace.root / PurePosixPath(issued.location.file).with_name(DOCUMENT)
    try:
        document = executed_pdf(context, executed, path.read_bytes(), brand=workspace.repository.brand)
    except (ValueError, LookupError, OSError) as fault:
        return replace(planned, failure=str(fault))
    return replace(
        planned,
        title=document.title,
        language=document.language,
        state=document.state,
        fingerprint=issued.fingerprint,
        document=document,
    )


def prepare_pdf(
    workspace: Workspace, context: PageContext, kind: str, topic: str | None, *, state: PdfState | None = None
) -> PdfDocument:
    """A document of a project ready to be set, with brand and attachments; raises LookupError where there is none."""
    attachments = find_attachments(
        workspace.root,
        context.view.project.slug,
        (kind, topic),
        context.words,
        load_schemas(),
        without=later_files(context),
    )
    brand = workspace.repository.brand
    document = pdf_document(context, kind, topic, brand=brand, attachments=attachments, state=state)
    return _with_its_code(context, document, kind, topic)


def _with_its_code(context: PageContext, document: PdfDocument, kind: str, topic: str | None) -> PdfDocument:
    """What is for signature carries the code of what it says: pages that read otherwise than the issue have another."""
    if document.state is not PdfState.FOR_SIGNATURE:
        return document
    code = issue_code(issue(context, kind, topic, {}))
    return replace(document, revision_label=f"{document.revision_label} ({code})", code=code)


def _plan(workspace: Workspace, context: PageContext, name: DocumentName) -> PlannedPdf:
    planned = PlannedPdf(slug=context.view.project.slug, audience=context.view.audience, name=name)
    try:
        document = prepare_pdf(workspace, context, name.kind, name.topic)
        content = issue(context, name.kind, name.topic, {}) if name.revision is not None else None
    except (ValueError, LookupError, OSError) as fault:
        return replace(planned, failure=str(fault))
    except Exception as bug:  # a slip of the tool costs this document, and no other
        return replace(planned, failure=f"the tool failed: {type(bug).__name__}: {bug}")
    return replace(
        planned,
        title=document.title,
        language=document.language,
        state=document.state,
        fingerprint=content.fingerprint if content else None,
        document=document,
    )


def make_pdfs(
    root: Path, planned: Iterable[PlannedPdf], *, workers: int, progress: Progress | None = None
) -> tuple[PdfResult, ...]:
    """Set what was not set before from the same; the results in the order of the plan."""
    fonts = own_fonts(root)
    cache = PdfCache(work_folder(root) / "pdf", fonts)
    results: list[PdfResult] = []
    jobs: list[PdfJob] = []
    keys: dict[int, str] = {}
    for number, pdf in enumerate(planned):
        results.append(PdfResult(planned=replace(pdf, document=None), failure=pdf.failure))
        if pdf.document is not None:
            keys[number] = cache.key(pdf.document)
            if found := cache.find(keys[number]):
                results[number] = replace(results[number], made=found, unchanged=True)
            else:
                jobs.append(PdfJob(number=number, document=pdf.document))
    for count, outcome in enumerate(set_all(jobs, fonts, workers=workers), start=1):
        if progress:
            progress(count, len(jobs))
        made = None if outcome.failure else cache.keep(keys[outcome.number], outcome.pdf, outcome.pages)
        known = results[outcome.number]
        results[outcome.number] = replace(known, made=made, failure=outcome.failure, broken=outcome.broken)
    cache.forget_old()
    return tuple(results)
