"""The Project Charter: why, what, who on both sides, by when, and how people work together."""

from __future__ import annotations

from functools import partial

from delivery_wiki.model.document_kinds import CHARTER
from delivery_wiki.model.status import SowFigures
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import estimated, single_page
from delivery_wiki.pages.elements.tree import Blocks

from ..document_frame.cover import document_exists
from ..document_frame.frame import DocumentParts, document_page, prose_by_title
from ..elements.columns import Column, Columns, register_table
from . import shared_sections

KIND = CHARTER.id


def charter(context: PageContext) -> Blocks:
    """The whole charter, in the order of the pinned template."""
    template = context.view.templates.by_kind.get(KIND)
    prose, rest = prose_by_title(
        context, CHARTER.written(context.view.project, None), template.sections if template else ()
    )
    parts = DocumentParts(
        computed={
            "goals": partial(shared_sections.goals, context),
            "scope": partial(shared_sections.scope, context),
            "people": partial(shared_sections.people, context),
            "responsibilities": partial(shared_sections.responsibilities, context),
            "plan": partial(shared_sections.milestones, context),
            "efforts": partial(known_efforts, context),
        },
        prose=prose,
        prose_file=partial(CHARTER.prose_path, None),
        rest=rest,
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def known_efforts(context: PageContext) -> Blocks:
    """The person-days of each statement of work, as far as they are known."""
    words, figures = context.words, context.status.sows
    if not figures:
        return ()
    days = estimated(words, sum((sow_figures.days for sow_figures in figures[1:]), figures[0].days))
    columns: Columns[SowFigures] = (
        Column(words("Id"), lambda figures: context.item(figures.sow.id), narrow=True),
        Column(words("Statement of work"), lambda figures: figures.sow.title, total=tree.Strong(words("Total"))),
        Column(
            words("Person-days"), lambda figures: estimated(words, figures.days), figure=True, total=tree.Strong(days)
        ),
    )
    return (register_table(columns, figures, empty=""), *shared_sections.agreed_beside(context, KIND, figures))


MACROS: tuple[Macro, ...] = (
    Macro(name=KIND, summary="The whole Project Charter.", render=charter, example="{{ charter() }}"),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(KIND, "Project Charter", "Documents", KIND, lambda context: document_exists(context, KIND)),
)
