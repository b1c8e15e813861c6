"""What gates were opened with until a date, in words and as a table: on pages, in documents and in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.calculations.people import name_of
from delivery_wiki.model.project import Project
from delivery_wiki.model.status import Condition

from .page_kind import PageContext
from .project_links import existing_pages, target_of
from .register_parts import NOTHING, parts
from .tree import Blocks, Callout, Column, Content, Link, Row, Table
from .words import Words


def condition_line(one: Condition, project: Project, words: Words) -> str:
    """A condition on one line: what, the remedy, who mends it, until when, and who accepted it."""
    remedy = one.remedy or one.title
    owner = name_of(project, one.owner)
    values = {"about": one.about, "remedy": remedy.rstrip("."), "date": words.date(one.until)}
    by = name_of(project, one.by)
    if owner:
        return words("{about}: {remedy}. {owner}, until {date}; accepted by {by}", owner=owner, by=by, **values)
    return words("{about}: {remedy}. Until {date}; accepted by {by}", by=by, **values)


def open_conditions(context: PageContext) -> Blocks:
    """Everything that opened gates rest on until a date; nothing where they rest on nothing."""
    words = context.words
    rows = [
        Row(cells=(words(gate.gate.title), *condition_cells(context, one)))
        for gate in context.status.gates
        for one in gate.conditions
    ]
    if not rows:
        return ()
    table = Table(columns=(Column(title=words("Gate")), *condition_columns(words)), rows=tuple(rows))
    return (Callout(kind="warning", title=words("Accepted with conditions"), blocks=(table,)),)


def condition_columns(words: Words) -> tuple[Column, ...]:
    """What is told of a condition."""
    return (
        Column(title=words("What"), narrow=True),
        Column(title=words("Why")),
        Column(title=words("Remedy")),
        Column(title=words("Owner")),
        Column(title=words("Until"), narrow=True),
        Column(title=words("Accepted by")),
    )


def condition_cells(context: PageContext, one: Condition) -> tuple[Content, ...]:
    """The cells of a condition, in the order of their columns."""
    return (
        _about(context, one.about),
        one.title or NOTHING,
        one.remedy or NOTHING,
        context.person(one.owner) if one.owner else NOTHING,
        context.words.date(one.until, weekday=True),
        (*parts(context.person(one.by)), " · ", context.item(one.decision)) if one.decision else context.person(one.by),
    )


def _about(context: PageContext, id: str) -> Content:
    if id in context.places:
        return context.item(id)
    target = target_of(context, id, existing_pages(context))
    return Link(id, target) if target else id


def condition_lines(conditions: Iterable[Condition], project: Project, words: Words) -> list[str]:
    """One line each."""
    return [condition_line(one, project, words) for one in conditions]
