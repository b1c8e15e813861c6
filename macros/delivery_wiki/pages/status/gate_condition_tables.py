"""What gates were opened with until a date, in words and as a table: on pages, in documents and in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import Condition, GateStatus

from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import PageContext
from ..elements.project_links import existing_pages, target_of
from ..elements.register_parts import NOTHING, parts
from ..elements.tree import Blocks, Callout, Content, Link
from ..elements.words import Words


def condition_line(condition: Condition, project: Project, words: Words) -> str:
    """A condition on one line: what, the remedy, who mends it, until when, and who accepted it."""
    remedy = condition.remedy or condition.title
    owner = name_of(project, condition.owner)
    values = {"about": condition.about, "remedy": remedy.rstrip("."), "date": words.date(condition.until)}
    by = name_of(project, condition.by)
    if owner:
        return words("{about}: {remedy}. {owner}, until {date}; accepted by {by}", owner=owner, by=by, **values)
    return words("{about}: {remedy}. Until {date}; accepted by {by}", by=by, **values)


def open_conditions(context: PageContext) -> Blocks:
    """Everything that opened gates rest on until a date; nothing where they rest on nothing."""
    words = context.words
    found = [(gate, condition) for gate in context.status.gates for condition in gate.conditions]
    if not found:
        return ()
    columns: Columns[tuple[GateStatus, Condition]] = (
        Column(words("Gate"), lambda pair: words(pair[0].gate.title)),
        Column(words("What"), lambda pair: _about(context, pair[1].about), narrow=True),
        Column(words("Why"), lambda pair: pair[1].title or NOTHING),
        Column(words("Remedy"), lambda pair: pair[1].remedy or NOTHING),
        Column(words("Owner"), lambda pair: context.person(pair[1].owner)),
        Column(words("Until"), lambda pair: words.date(pair[1].until, weekday=True), narrow=True),
        Column(words("Accepted by"), lambda pair: _accepted_by(context, pair[1])),
    )
    table = plain_table(columns, found)
    return (Callout(kind="warning", title=words("Accepted with conditions"), blocks=(table,)),)


def _accepted_by(context: PageContext, condition: Condition) -> Content:
    person = context.person(condition.by)
    return (*parts(person), " · ", context.item(condition.decision)) if condition.decision else person


def _about(context: PageContext, id: str) -> Content:
    if id in context.places:
        return context.item(id)
    target = target_of(context, id, existing_pages(context))
    return Link(id, target) if target else id


def condition_lines(conditions: Iterable[Condition], project: Project, words: Words) -> list[str]:
    """One line each."""
    return [condition_line(condition, project, words) for condition in conditions]
