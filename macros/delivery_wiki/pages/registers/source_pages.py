"""The publications that a project's facts come from."""

from __future__ import annotations

from delivery_wiki.model.project.located import SourceReference

from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import NOTHING, computed, day, single_page
from ..elements.tree import Anchor, Blocks, Content, Link


def sources(context: PageContext) -> Blocks:
    """Every source with its publisher and date; an https address becomes a link."""
    words = context.words
    columns: Columns[SourceReference] = (
        Column(words("Id"), lambda source: Anchor(f"source-{source.id}"), narrow=True),
        Column(words("Title"), _title),
        Column(words("Publisher"), lambda source: source.publisher or NOTHING),
        Column(words("Published"), lambda source: day(context, source.published), narrow=True),
    )
    empty = words("No source is cited yet.")
    return (
        computed(
            "project.yml", register_table(columns, context.view.project.sources, empty=empty, caption=words("Sources"))
        ),
    )


def _title(source: SourceReference) -> Content:
    return Link(source.title, source.link) if source.link.startswith("https://") else source.title


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
