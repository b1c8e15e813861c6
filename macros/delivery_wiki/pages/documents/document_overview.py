"""All documents of a project in one table: where each stands, why, and what it waits for."""

from __future__ import annotations

from delivery_wiki.model.status import DocumentStatus
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import NOTHING, due, register_table
from delivery_wiki.pages.state_marks import document_state
from delivery_wiki.pages.tree import Blocks, Column, Content, LineBreak, Muted, Row


def document_overview(context: PageContext) -> Blocks:
    """Every document of the process with its state, revision, signatures and date."""
    words = context.words
    columns = (
        Column(title=words("Document")),
        Column(title=words("State"), narrow=True),
        Column(title=words("Why")),
        Column(title=words("Revision"), numeric=True),
        Column(title=words("Signatures"), narrow=True),
        Column(title=words("Owner")),
        Column(title=words("Due"), narrow=True),
    )
    rows = [_row(context, one) for one in context.status.documents]
    return (register_table(columns, rows, empty=words("The process names no document."), id="documents"),)


def _row(context: PageContext, status: DocumentStatus) -> Row:
    words = context.words
    revision = words.number(status.revision) if status.revision is not None else NOTHING
    cells: tuple[Content, ...] = (
        _title(context, status),
        document_state(status, words),
        _why(context, status),
        revision,
        _signatures(context, status),
        context.person(status.owner),
        due(context, status.kind, status.due),
    )
    return Row(cells=cells)


def _title(context: PageContext, status: DocumentStatus) -> Content:
    """A link where there is a page; the templates' titles are translated, a document's own title is not."""
    title = context.words(status.title)
    return tree.Link(title, f"{status.page}.html") if status.exists and status.page else title


def _why(context: PageContext, status: DocumentStatus) -> Content:
    words = context.words
    reason: list[tree.Inline] = []
    for rejection in status.rejections:
        reason += [tree.Strong(words.message(rejection)), LineBreak()]
    reason.append(words.message(status.reason))
    for stale in status.stale:
        reason += [LineBreak(), words.message(stale)]
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
