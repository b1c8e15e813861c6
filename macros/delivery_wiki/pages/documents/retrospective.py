"""The retrospective: what the vendor learns from the project; it never leaves the vendor."""

from __future__ import annotations

from functools import partial

from delivery_wiki.calculations.money.margins import internal_margins
from delivery_wiki.calculations.money.work_package_efforts import project_effort
from delivery_wiki.model.document_kinds import RETROSPECTIVE
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import single_page
from delivery_wiki.pages.elements.tree import Blocks
from delivery_wiki.pages.status.effort_pages import EffortLine, effort_table, with_total
from delivery_wiki.pages.status.margin_tables import margin_line, margin_table, margin_total

from ..document_frame.cover import document_exists
from ..document_frame.frame import DocumentParts, document_page, prose_by_title

KIND = RETROSPECTIVE.id


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
        prose_file=partial(RETROSPECTIVE.prose_path, None),
        rest=rest,
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def figures(context: PageContext) -> Blocks:
    """Days planned and agreed against the forecast, and what is left of the price by the plan and by the forecast."""
    words, margins = context.words, internal_margins(context.view, context.status)
    sows = context.status.sows
    if not sows:
        return ()
    names = {figures.sow.id: (context.item(figures.sow.id), " ", figures.sow.title) for figures in sows}
    lines = [EffortLine(title=names[figures.sow.id], effort=figures.effort) for figures in sows]
    money = [margin_line(words, names[margin.id], margin) for margin in margins]
    head = words("Statement of work")
    return (
        effort_table(words, head, with_total(words, lines, project_effort(sows))),
        margin_table(words, head, [*money, *margin_total(words, margins)]),
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
