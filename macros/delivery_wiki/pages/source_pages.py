"""The publications that a project's facts come from."""

from __future__ import annotations

from delivery_wiki.model.project import SourceReference

from .page_kind import Macro, PageContext, PageKind
from .register_parts import NOTHING, computed, register_table, single_page
from .tree import Anchor, Blocks, Column, Content, Link, Row


def sources(context: PageContext) -> Blocks:
    """Every source with its publisher and date; an https address becomes a link."""
    words = context.words
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Title")),
        Column(title=words("Publisher")),
        Column(title=words("Published"), narrow=True),
    )
    rows = [_row(context, source) for source in context.view.project.sources]
    empty = words("No source is cited yet.")
    return (computed("project.yml", register_table(columns, rows, empty=empty, caption=words("Sources"))),)


def _row(context: PageContext, source: SourceReference) -> Row:
    title: Content = Link(source.title, source.link) if source.link.startswith("https://") else source.title
    published = context.words.date(source.published) if source.published else NOTHING
    return Row(cells=(Anchor(f"source-{source.id}"), title, source.publisher or NOTHING, published))


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page("sources", "Sources", "Registers", "sources", lambda context: bool(context.view.project.sources)),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="sources",
        summary="The publications that the project's facts come from.",
        render=sources,
        example="{{ sources() }}",
    ),
)
