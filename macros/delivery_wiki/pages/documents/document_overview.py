"""All documents of a project in one table: where each stands, why, and what it waits for."""

from __future__ import annotations

from delivery_wiki.calculations.verification.revision_verification import superseded_issues
from delivery_wiki.model.status import DocumentStatus
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import NOTHING, due
from delivery_wiki.pages.elements.state_marks import document_state
from delivery_wiki.pages.elements.tree import Blocks, Content, LineBreak, Muted

from ..elements.columns import Column, Columns, day_key, register_table
from ..elements.words import Words


def document_overview(context: PageContext) -> Blocks:
    """Every document of the process with its state, revision, signatures and date."""
    words = context.words
    columns: Columns[DocumentStatus] = (
        Column(words("Document"), lambda status: _title(context, status)),
        Column(words("State"), lambda status: document_state(status, words), narrow=True),
        Column(words("Why"), lambda status: _why(context, status)),
        Column(words("Revision"), lambda status: _revision(words, status), figure=True),
        Column(words("Signatures"), lambda status: _signatures(context, status), narrow=True),
        Column(words("Owner"), lambda status: context.person(status.owner)),
        Column(
            words("Due"),
            lambda status: due(context, status.kind, status.due),
            narrow=True,
            aside=True,
            sort=lambda status: day_key(status.due),
        ),
    )
    return (
        register_table(
            columns, context.status.documents, empty=words("The process names no document."), id="documents"
        ),
    )


def _revision(words: Words, status: DocumentStatus) -> str:
    return words.number(status.revision) if status.revision is not None else NOTHING


def _title(context: PageContext, status: DocumentStatus) -> Content:
    """A link where there is a page; the templates' titles are translated, a document's own title is not."""
    title = context.words(status.title)
    return tree.Link(title, f"{status.page}.html") if status.exists and status.page else title


def _why(context: PageContext, status: DocumentStatus) -> Content:
    words = context.words
    reason: list[tree.Inline] = []
    for said in status.told:
        reason += [tree.Strong(words.message(said)), LineBreak()]
    reason.append(words.message(status.reason))
    earlier = superseded_issues(context.view.project, status.kind, status.topic, context.on)
    for moved in (*status.stale, *earlier):
        reason += [LineBreak(), words.message(moved)]
    if status.missing_sections:
        titles = ", ".join(words(title) for title in status.missing_sections)
        reason += [LineBreak(), Muted(words("Still to be written: {sections}", sections=titles))]
    return tuple(reason)


def _signatures(context: PageContext, status: DocumentStatus) -> Content:
    words = context.words
    if not status.signatures_needed:
        return NOTHING
    current, needed = words.number(status.signatures_current), words.number(status.signatures_needed)
    counted = words("{current} of {needed}", current=current, needed=needed)
    return tree.State(tree.Mark.NOTED, words("{count}, noted", count=counted)) if status.signatures_noted else counted


MACROS: tuple[Macro, ...] = (
    Macro(
        name="document_overview",
        summary="All documents with their state, revision and signatures.",
        render=document_overview,
        example="{{ document_overview() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = ()
