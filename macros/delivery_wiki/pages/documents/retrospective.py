"""The retrospective: what the vendor learns from the project; it never leaves the vendor."""

from __future__ import annotations

from functools import partial

from delivery_wiki.calculations.money.margins import internal_margins
from delivery_wiki.calculations.work_package_efforts import project_effort
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages.effort_pages import effort_cells, effort_columns
from delivery_wiki.pages.margin_tables import margin_columns, margin_rows, margin_total
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import register_table, single_page
from delivery_wiki.pages.tree import Blocks, Column, Row

from .cover import document_exists
from .frame import DocumentParts, document_page, prose_by_title

KIND = "retrospective"


def retrospective(context: PageContext) -> Blocks:
    """The whole retrospective for readers of the vendor; nothing at all for others."""
    internal = context.view.project.internal
    if not context.view.internal or internal is None:
        return ()
    template = context.view.templates.by_kind.get(KIND)
    prose, rest = prose_by_title(context, internal.retrospective, template.sections if template else ())
    parts = DocumentParts(
        computed={"efforts": partial(figures, context)},
        prose=prose,
        prose_file=lambda section: "internal/retrospective.md",
        rest=rest,
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def figures(context: PageContext) -> Blocks:
    """Days planned and agreed against the forecast, and what is left of the price by the plan and by the forecast."""
    words, margins = context.words, internal_margins(context.view, context.status)
    names = {one.sow.id: (context.item(one.sow.id), " ", one.sow.title) for one in context.status.sows}
    rows = [_row(context, one) for one in context.status.sows]
    if not rows:
        return ()
    if len(rows) > 1:
        total = effort_cells(words, project_effort(context.status.sows))
        rows.append(Row(cells=(words("Total"), *total), total=True))
    columns = effort_columns(words, (Column(title=words("Statement of work")),))
    money = [*margin_rows(words, [(names[one.id], one) for one in margins]), *margin_total(words, margins)]
    heads = margin_columns(words, Column(title=words("Statement of work")))
    return (register_table(columns, rows, empty=""), register_table(heads, money, empty=""))


def _row(context: PageContext, one: SowFigures) -> Row:
    return Row(cells=((context.item(one.sow.id), " ", one.sow.title), *effort_cells(context.words, one.effort)))


MACROS: tuple[Macro, ...] = (
    Macro(
        name=KIND,
        summary="The retrospective; empty for readers outside the vendor.",
        render=retrospective,
        example="{{ retrospective() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        KIND,
        "Retrospective",
        "Internal",
        KIND,
        lambda context: context.view.internal and document_exists(context, KIND),
    ),
)
