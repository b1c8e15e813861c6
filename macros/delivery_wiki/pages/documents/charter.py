"""The Project Charter: why, what, who on both sides, by when, and how people work together."""

from __future__ import annotations

from functools import partial

from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import estimated, register_table, single_page
from delivery_wiki.pages.tree import Blocks, Column, Row

from . import shared_sections
from .cover import document_exists
from .frame import DocumentParts, document_page, prose_by_title

KIND = "charter"


def charter(context: PageContext) -> Blocks:
    """The whole charter, in the order of the pinned template."""
    template = context.view.templates.by_kind.get(KIND)
    prose, rest = prose_by_title(context, context.view.project.prose.get(KIND), template.sections if template else ())
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
        prose_file=lambda section: "charter.md",
        rest=rest,
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def known_efforts(context: PageContext) -> Blocks:
    """The person-days of each statement of work, as far as they are known."""
    words, figures = context.words, context.status.sows
    if not figures:
        return ()
    rows = [Row(cells=(context.item(one.sow.id), one.sow.title, estimated(words, one.days))) for one in figures]
    days = estimated(words, sum((one.days for one in figures[1:]), figures[0].days))
    rows.append(Row(cells=("", tree.Strong(words("Total")), tree.Strong(days)), total=True))
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Statement of work")),
        Column(title=words("Person-days"), numeric=True),
    )
    return (register_table(columns, rows, empty=""), *shared_sections.agreed_beside(context, KIND, figures))


MACROS: tuple[Macro, ...] = (
    Macro(name=KIND, summary="The whole Project Charter.", render=charter, example="{{ charter() }}"),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(KIND, "Project Charter", "Documents", KIND, lambda context: document_exists(context, KIND)),
)
