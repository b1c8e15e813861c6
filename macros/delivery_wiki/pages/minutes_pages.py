"""Meetings: the index, and a page for each with its decisions, actions and what was said."""

from __future__ import annotations

import datetime as dt

from delivery_wiki.calculations.phrases import id_order
from delivery_wiki.model.project import Action, Minutes

from .documents.frame import DocumentParts, document_page, prose_by_title
from .macro_arguments import require_known
from .page_kind import Macro, PageContext, PageFile, PageKind, Parameter
from .register_parts import NOTHING, authors_hint, computed, due, is_late, items, register_table, single_page, withdrawn
from .tree import (
    Block,
    Blocks,
    Callout,
    Column,
    Content,
    Inline,
    Link,
    Mark,
    Number,
    Paragraph,
    Row,
    State,
    Table,
)

# --- index ----------------------------------------------------------------------------------------


def minutes_index(context: PageContext) -> Blocks:
    """The open actions of all meetings, then the meetings, newest first."""
    words, meetings = context.words, _newest_first(context)
    waiting = [(one, action) for one in meetings for action in one.actions if _is_open(action)]
    waiting.sort(key=lambda pair: (not is_late(context, pair[1].id), pair[1].due or dt.date.max, id_order(pair[1])))
    blocks: list[Block] = []
    if waiting:
        actions = [_action_row(context, action, anchor=False) for _, action in waiting]
        blocks.append(computed("minutes/", _action_table(context, actions, caption=words("Open actions"))))
    columns = (
        Column(title=words("Date"), narrow=True),
        Column(title=words("Meeting")),
        Column(title=words("Decisions")),
        Column(title=words("Actions"), numeric=True),
        Column(title=words("Open"), numeric=True),
    )
    rows = [_meeting_row(context, one) for one in meetings]
    empty = authors_hint(
        context, words("No meeting is recorded yet."), words("Minutes stand in minutes/, one file a meeting.")
    )
    blocks.append(computed("minutes/", register_table(columns, rows, empty=empty, caption=words("Meetings"))))
    return tuple(blocks)


def _newest_first(context: PageContext) -> list[Minutes]:
    return sorted(context.view.project.minutes, key=lambda one: (one.date, one.name), reverse=True)


def _is_open(action: Action) -> bool:
    return action.done is None and not action.withdrawn


def _meeting_row(context: PageContext, one: Minutes) -> Row:
    words = context.words
    waiting = sum(_is_open(action) for action in one.actions)
    cells: tuple[Content, ...] = (
        words.date(one.date),
        Link(one.title, f"minutes-{one.name}.html"),
        items(context, one.decisions),
        Number(words.number(len(one.actions))) if one.actions else NOTHING,
        Number(words.number(waiting)) if waiting else NOTHING,
    )
    return Row(cells=cells)


# --- one meeting ----------------------------------------------------------------------------------


def minutes_page(context: PageContext, name: str) -> Blocks:
    """One meeting as a document: who met, what was decided, who does what by when, what was said."""
    words = context.words
    known = {one.name: one for one in context.view.project.minutes}
    require_known("the name of minutes", name, known)
    one = known[name]
    template = context.view.templates.by_kind.get("minutes")
    prose, rest = prose_by_title(context, one.prose, template.sections if template else ())
    parts = DocumentParts(
        computed={
            "attendees": lambda: (Paragraph(_attendees(context, one)),),
            "decisions": lambda: _part(one, one.decisions, _decisions(context, one)),
            "actions": lambda: _part(one, one.actions, _actions(context, one)),
        },
        prose=prose,
        prose_file=lambda section: f"minutes/{one.name}.md",
        rest=rest,
        anchor="minutes",
        facts=((words("Meeting"), one.title), (words("Date"), words.date(one.date, weekday=True))),
        notes=_late_actions(context, one),
    )
    return document_page(context, "minutes", parts, topic=one.name)


def _part(one: Minutes, present: tuple[object, ...], table: Table) -> Blocks:
    """A table of the document, once there is something in it."""
    return (computed(f"minutes/{one.name}.md", table),) if present else ()


def _actions(context: PageContext, one: Minutes) -> Table:
    return _action_table(context, [_action_row(context, action, anchor=True) for action in one.actions])


def _attendees(context: PageContext, one: Minutes) -> Content:
    named: list[Inline] = []
    for attendee in one.attendees:
        person = context.person(attendee)
        named += [", "] if named else []
        named.append(person if isinstance(person, Link) else attendee)
    return tuple(named) or NOTHING


def _late_actions(context: PageContext, one: Minutes) -> Blocks:
    words = context.words
    late = sum(is_late(context, action.id) for action in one.actions)
    if not late:
        return ()
    title = words("Overdue actions: {count} of {total}", count=words.number(late), total=words.number(len(one.actions)))
    return (Callout(kind="warning", title=title),)


def _decisions(context: PageContext, one: Minutes) -> Table:
    words = context.words
    titles = {decision.id: decision for decision in context.view.project.decisions}
    columns = (Column(title=words("Id"), narrow=True), Column(title=words("Decision")), Column(title=words("Reason")))
    rows = [
        Row(
            cells=(
                context.item(id),
                titles[id].title if id in titles else NOTHING,
                titles[id].reason if id in titles else NOTHING,
            )
        )
        for id in one.decisions
    ]
    return register_table(columns, rows, empty="")


def _action_table(context: PageContext, rows: list[Row], *, caption: str = "") -> Table:
    words = context.words
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Action")),
        Column(title=words("Owner")),
        Column(title=words("Due"), narrow=True),
        Column(title=words("State"), narrow=True),
        Column(title=words("About")),
    )
    return register_table(columns, rows, empty=words("No action was agreed."), caption=caption)


def _action_row(context: PageContext, action: Action, *, anchor: bool) -> Row:
    """`anchor` says that the row stands in the minutes themselves, whose text does not move with the as-of date."""
    cells: tuple[Content, ...] = (
        context.item(action.id),
        action.action,
        context.person(action.owner),
        _when(context, action, counted=not anchor),
        _state(context, action, counted=not anchor),
        items(context, action.about),
    )
    return Row(id=action.id if anchor else "", cells=cells)


def _when(context: PageContext, action: Action, *, counted: bool) -> Content:
    if action.due is None:
        return NOTHING
    if counted and _is_open(action):
        return due(context, action.id, action.due)
    return context.words.date(action.due)


def _state(context: PageContext, action: Action, *, counted: bool) -> Content:
    words = context.words
    if action.withdrawn:
        return withdrawn(context, action.withdrawn)
    if action.done is None:
        is_overdue = counted and is_late(context, action.id)
        return State(Mark.LATE, words("overdue")) if is_overdue else State(Mark.OPEN, words("open"))
    late = action.due is not None and action.done > action.due
    said = (
        words("done {date}, late", date=words.date(action.done))
        if late
        else words("done {date}", date=words.date(action.done))
    )
    return State(Mark.MET, said)


# --- pages ----------------------------------------------------------------------------------------


def _find_meetings(context: PageContext) -> tuple[PageFile, ...]:
    return tuple(
        PageFile(
            stem=f"minutes-{one.name}",
            title=context.words("Minutes: {title}, {date}", title=one.title, date=context.words.date(one.date)),
            group="Meetings",
            body=f'{{{{ minutes("{one.name}") }}}}\n',
            kind="minutes",
        )
        for one in _newest_first(context)
    )


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "minutes",
        "Minutes",
        "Meetings",
        "minutes_index",
        lambda context: bool(context.view.project.minutes),
        kind="minutes-index",
    ),
    PageKind(kind="minutes", find=_find_meetings),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="minutes_index",
        summary="The open actions of all meetings, and the meetings with the newest first.",
        render=minutes_index,
        example="{{ minutes_index() }}",
    ),
    Macro(
        name="minutes",
        summary="The minutes of one meeting: attendees, decisions, actions with their lateness, and what was said.",
        render=minutes_page,
        parameters=(Parameter(name="name", kind=str, summary="The stem of the file in minutes/.", required=True),),
        example='{{ minutes("2026-10-28-kick-off-call") }}',
    ),
)
