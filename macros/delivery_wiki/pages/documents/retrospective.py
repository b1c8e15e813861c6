"""The retrospective: what the vendor learns from the project; it never leaves the vendor."""

from __future__ import annotations

from functools import partial

from delivery_wiki.calculations.efforts import SowMargin, internal_margins
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import NOTHING, register_table, single_page
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
    """Planned against spent days, and what is left of the price."""
    words = context.words
    margins = {one.topic: one for one in internal_margins(context.view)}
    rows = [_row(context, one, margins.get(one.sow.topic)) for one in context.status.sows]
    columns = (
        Column(title=words("Statement of work")),
        Column(title=words("Planned"), numeric=True, unit=words("days")),
        Column(title=words("Spent"), numeric=True, unit=words("days")),
        Column(title=words("Forecast"), numeric=True, unit=words("days")),
        Column(title=words("Price"), numeric=True),
        Column(title=words("Cost"), numeric=True),
        Column(title=words("Margin"), numeric=True),
    )
    return (register_table(columns, rows, empty=""),) if rows else ()


def _row(context: PageContext, one: SowFigures, margin: SowMargin | None) -> Row:
    words = context.words
    cost = words.money(margin.cost, one.currency) if margin and margin.cost is not None and one.currency else NOTHING
    percent = f"{words.number(margin.margin_percent)} %" if margin and margin.margin_percent is not None else NOTHING
    return Row(
        cells=(
            (context.item(one.sow.id), " ", one.sow.title),
            tree.Number(words.days(one.days)),
            tree.Number(words.days(one.spent)),
            tree.Number(words.days(one.forecast)),
            words.money(one.total, one.currency) if one.total is not None else NOTHING,
            cost,
            percent,
        )
    )


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
