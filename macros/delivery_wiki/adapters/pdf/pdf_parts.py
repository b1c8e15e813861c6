"""PDFs of a project with errors: the documents that rest on no file that has one, each marked as incomplete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.consistency.identifiers import find_items
from delivery_wiki.calculations.partial_status import rough_status, without_parts
from delivery_wiki.calculations.sizing.calculate import size_project
from delivery_wiki.model.as_of import AsOfDays
from delivery_wiki.model.status import DocumentStatus
from delivery_wiki.model.texts.unreadable import WHOLE_PROJECT, PartUnreadable, Unreadable, known_of
from delivery_wiki.pages.elements.labels import catalogue_for
from delivery_wiki.pages.elements.page_kind import ItemPlace, PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.pdf.pdf_document import PdfState
from delivery_wiki.pages.pdf.pdf_project import DocumentName, name_of_status, pdf_state
from delivery_wiki.pages.places import find_places
from delivery_wiki.pages.registry import PAGE_KINDS

from ..workspace.workspace_loading import RoughProject, Workspace
from .pdf_attachments import is_made_from
from .pdf_batch import PlannedPdf, prepare_pdf


def plan_parts(
    workspace: Workspace,
    audiences: Sequence[Audience],
    days: AsOfDays,
    *,
    slugs: tuple[str, ...] = (),
    kinds: frozenset[str] = frozenset(),
) -> Iterator[PlannedPdf]:
    """What can be set of the projects with errors, and for everything else of them the file that it rests on."""
    for audience in audiences:
        for rough in workspace.rough:
            if not slugs or rough.project.slug in slugs:
                yield from _plan_project(workspace, rough, audience, days, kinds)


def _plan_project(
    workspace: Workspace, rough: RoughProject, audience: Audience, days: AsOfDays, kinds: frozenset[str]
) -> Iterator[PlannedPdf]:
    try:
        context = rough_context(workspace, rough, audience, days)
    except (LookupError, PartUnreadable):
        return
    for status in known_of(context.status.documents):
        name = name_of_status(status)
        if name.page and status.exists and status.needed and (not kinds or kinds & {name.kind, name.page}):
            yield _plan(workspace, context, name, status, rough.parts)


def rough_context(workspace: Workspace, rough: RoughProject, audience: Audience, days: AsOfDays) -> PageContext:
    """A context in which the parts with errors answer nothing.

    Raises LookupError for a pin that does not ship, and PartUnreadable where nothing can be told.
    """
    project, repository = rough.project, workspace.repository
    day = days.of(project.slug)
    labels = catalogue_for(project.language, repository.catalogues)
    whole = audience_view(project, audience, repository.library, labels)
    view, words = without_parts(whole, rough.parts, rough.files), Words(language=project.language, catalogue=labels)
    sizing: Any = size_project(project.sizing, repository.library) if project.sizing else None
    if "sizing" in rough.parts:
        sizing = Unreadable(rough.parts["sizing"])
    nothing: Any = Unreadable(WHOLE_PROJECT)
    result: Any = sizing if sizing is None or "sizing" in rough.parts else sizing.result
    return PageContext(
        view=view,
        status=rough_status(view, on=day.day, sizing=result),
        words=words,
        places=_places(find_places(whole, words), rough),
        page_kinds=PAGE_KINDS,
        sizing=result,
        scenarios=sizing if result is sizing and sizing is not None else sizing.scenarios if sizing else (),
        comparison=sizing if result is sizing else sizing.comparison,
        drifts=nothing if project.issued else (),
        day_reason=day.reason,
        incomplete=True,
    )


def _places(places: Mapping[str, ItemPlace], rough: RoughProject) -> dict[str, ItemPlace]:
    """Where items stand; one in a file with errors, or whose name stands in what could not be read, has no title."""
    folder = f"projects/{rough.project.slug}/"
    faulty = rough.files
    titles: dict[str, Any] = {}
    for item in find_items(rough.project):
        if (inside := item.location.file.removeprefix(folder)) in faulty:
            titles[item.id] = Unreadable(inside)
    lost: Any = Unreadable(min(faulty))
    found = {id: ItemPlace(page="", title=lost) for id in rough.gaps}
    return found | {id: replace(place, title=titles[id]) if id in titles else place for id, place in places.items()}


def _plan(
    workspace: Workspace, context: PageContext, name: DocumentName, status: DocumentStatus, parts: Mapping[str, str]
) -> PlannedPdf:
    project = context.view.project
    planned = PlannedPdf(slug=project.slug, audience=context.view.audience, name=name)
    rests_on = next((file for file in parts.values() if is_made_from((name.kind, name.topic), file)), None)
    try:
        if rests_on:
            raise PartUnreadable(rests_on)
        if pdf_state(context, name.kind, name.topic) is PdfState.FOR_SIGNATURE:
            return replace(planned, failure="it is issued; its PDF stands in issued/")
        document = prepare_pdf(workspace, context, name.kind, name.topic)
    except (PartUnreadable, ValueError, LookupError, OSError) as fault:
        return replace(planned, failure=str(fault))
    except Exception as bug:  # a slip of the tool costs this document, and no other
        return replace(planned, failure=f"the tool failed: {type(bug).__name__}: {bug}")
    return replace(planned, title=document.title, language=document.language, state=document.state, document=document)
