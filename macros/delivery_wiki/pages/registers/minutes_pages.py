"""Meetings: the index, and a page for each with its decisions, actions and what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

from delivery_wiki.calculations.base.phrases import id_order
from delivery_wiki.model.document_kinds import MINUTES
from delivery_wiki.model.project.minutes import Action, Minutes
from delivery_wiki.model.texts.unreadable import known_of

from ..document_frame.frame import DocumentParts, document_page, prose_by_title
from ..elements.columns import Column, Columns, day_key, register_table
from ..elements.macro_arguments import require_known
from ..elements.page_kind import Macro, PageContext, PageFile, PageKind, Parameter
from ..elements.register_parts import (
    NOTHING,
    authors_hint,
    computed,
    due,
    is_late,
    items,
    name_of,
    single_page,
    withdrawn,
)
from ..elements.tree import (
    Block,
    Blocks,
    Callout,
    Content,
    Details,
    Facts,
    Link,
    Mark,
    Number,
    State,
    Table,
)
from ..elements.words import Words
from .people_tables import people_table

NOTES = "notes"  # the section of the template for all that was said


# --- index ----------------------------------------------------------------------------------------


def minutes_index(context: PageContext) -> Blocks:
    """The open actions of all meetings, then the meetings, newest first."""
    words, meetings = context.words, _newest_first(context)
    waiting = [(meeting, action) for meeting in meetings for action in meeting.actions if _is_open(action)]
    waiting.sort(key=lambda pair: (not is_late(context, pair[1].id), pair[1].due or dt.date.max, id_order(pair[1])))
    blocks: list[Block] = []
    if waiting:
        table = _action_table(context, [action for _, action in waiting], anchor=False, caption=words("Open actions"))
        blocks.append(computed("minutes/", table))
    columns: Columns[Minutes] = (
        Column(
            words("Date"),
            lambda meeting: words.date(meeting.date),
            narrow=True,
            sort=lambda meeting: day_key(meeting.date),
        ),
        Column(words("Meeting"), lambda meeting: Link(meeting.title, f"minutes-{meeting.name}.html")),
        Column(words("Decisions"), lambda meeting: items(context, meeting.decisions)),
        Column(words("Actions"), lambda meeting: _count(words, len(meeting.actions)), figure=True),
        Column(words("Open"), lambda meeting: _count(words, sum(map(_is_open, meeting.actions))), figure=True),
    )
    empty = authors_hint(
        context, words("No meeting is recorded yet."), words("Minutes stand in minutes/, one file a meeting.")
    )
    blocks.append(computed("minutes/", register_table(columns, meetings, empty=empty, caption=words("Meetings"))))
    return tuple(blocks)


def _newest_first(context: PageContext) -> list[Minutes]:
    return sorted(context.view.project.minutes, key=_by_day, reverse=True)


def _by_day(minutes: Minutes) -> tuple[dt.date, str]:
    return minutes.date, minutes.name


def _is_open(action: Action) -> bool:
    return action.done is None and not action.withdrawn


def _count(words: Words, count: int) -> Content:
    return Number(words.number(count)) if count else NOTHING


# --- one meeting ----------------------------------------------------------------------------------


def minutes_page(context: PageContext, name: str) -> Blocks:
    """One meeting as a document: who met, what was decided, who does what by when, what was said."""
    minutes = _require_minutes(context, name)
    template = context.view.templates.by_kind.get(MINUTES.id)
    prose, rest = prose_by_title(context, minutes.prose, template.sections if template else ())
    if NOTES in {section.id for section in (template.sections if template else ())}:
        prose, rest = prose | {NOTES: (*prose.get(NOTES, ()), *rest)}, ()
    parts = DocumentParts(
        computed={
            "attendees": partial(_attendees, context, minutes),
            "decisions": lambda: _part(minutes, minutes.decisions, _decisions(context, minutes)),
            "actions": lambda: _part(minutes, minutes.actions, _actions(context, minutes)),
            "confirmation": partial(_confirmation, context, minutes),
        },
        prose=prose,
        prose_file=partial(MINUTES.prose_path, minutes.name),
        rest=rest,
        anchor="minutes",
        facts=_facts(context, minutes),
        notes=(*_late_actions(context, minutes), *_since_then(context, minutes)),
    )
    return document_page(context, MINUTES.id, parts, topic=minutes.name)


def _require_minutes(context: PageContext, name: str) -> Minutes:
    """The minutes of that name; raises ValueError where there are none."""
    minutes = context.view.project.minutes
    if found := next((minutes for minutes in minutes if minutes.name == name), None):
        return found
    known = {minutes.name: minutes for minutes in minutes}
    require_known("the name of minutes", name, known)
    return known[name]


def _part(minutes: Minutes, present: tuple[object, ...], table: Table) -> Blocks:
    """A table of the document, once there is something in it."""
    return (computed(f"minutes/{minutes.name}.md", table),) if present else ()


def _facts(context: PageContext, minutes: Minutes) -> tuple[tuple[str, Content], ...]:
    """Which meeting, when and where, and who wrote it down: a record is of the day of its meeting."""
    words = context.words
    hours = "–".join(time for time in (minutes.begins, minutes.ends) if time)
    facts: tuple[tuple[str, Content], ...] = (
        (words("Meeting"), minutes.title),
        (words("Date"), words.date(minutes.date, weekday=True)),
        (words("Time"), hours),
        (words("Place"), minutes.place),
        (words("Written by"), name_of(context, minutes.writer)),
    )
    return tuple((name, value) for name, value in facts if value)


def _attendees(context: PageContext, minutes: Minutes) -> Blocks:
    """Who was there, who was asked and did not come, and who gets the minutes beside them."""
    words = context.words
    told = ((words("Absent"), minutes.absent), (words("Distribution"), minutes.distribution))
    facts = tuple((name, _names(context, people)) for name, people in told if people)
    return (people_table(context, minutes.attendees), *((Facts(pairs=facts),) if facts else ()))


def _names(context: PageContext, people: tuple[str, ...]) -> Content:
    return ", ".join(name_of(context, person) for person in people)


def _confirmation(context: PageContext, minutes: Minutes) -> Blocks:
    """Who says that the minutes are right, and by when somebody says otherwise."""
    words = context.words
    facts: list[tuple[str, Content]] = []
    if minutes.confirms:
        facts.append((words("To be confirmed by"), _names(context, minutes.confirms)))
    if minutes.objections_until:
        facts.append((words("Objections by"), words.date(minutes.objections_until, weekday=True)))
    return (Facts(pairs=tuple(facts)),) if facts else ()


def _actions(context: PageContext, minutes: Minutes) -> Table:
    return _action_table(context, minutes.actions, anchor=True)


def _since_then(context: PageContext, minutes: Minutes) -> Blocks:
    """What became of the actions: above the record, which says what was promised."""
    words = context.words
    columns: Columns[Action] = (
        Column(words("Id"), lambda action: context.item(action.id), narrow=True),
        Column(words("Action"), lambda action: action.action),
        Column(words("State"), lambda action: _state(context, action, counted=True)),
    )
    done = sum(action.done is not None for action in minutes.actions)
    if not any(action.done or action.withdrawn for action in minutes.actions):
        return ()
    total = len(minutes.actions)
    title = words("Actions done since: {count} of {total}", count=words.number(done), total=words.number(total))
    return (Details(summary=title, blocks=(register_table(columns, minutes.actions, empty=""),)),)


def _late_actions(context: PageContext, minutes: Minutes) -> Blocks:
    words = context.words
    late = sum(is_late(context, action.id) for action in minutes.actions)
    if not late:
        return ()
    title = words(
        "Overdue actions: {count} of {total}", count=words.number(late), total=words.number(len(minutes.actions))
    )
    return (Callout(kind="warning", title=title),)


def _decisions(context: PageContext, minutes: Minutes) -> Table:
    words = context.words
    known = {decision.id: decision for decision in context.view.project.decisions}
    columns: Columns[str] = (
        Column(words("Id"), context.item, narrow=True),
        Column(words("Decision"), lambda id: known[id].title if id in known else NOTHING),
        Column(words("Reason"), lambda id: known[id].reason if id in known else NOTHING),
        Column(words("Decided by"), lambda id: name_of(context, known[id].decided_by) if id in known else NOTHING),
    )
    return register_table(columns, minutes.decisions, empty="")


def _action_table(context: PageContext, actions: Iterable[Action], *, anchor: bool, caption: str = "") -> Table:
    """`anchor` says that the rows stand in the minutes themselves, which say what was promised and not what became of
    it.
    """
    words = context.words
    columns: Columns[Action] = (
        Column(words("Id"), lambda action: context.item(action.id), narrow=True),
        Column(words("Action"), lambda action: action.action),
        Column(words("Owner"), lambda action: context.person(action.owner)),
        Column(
            words("Due"),
            lambda action: _when(context, action, counted=not anchor),
            narrow=True,
            aside=True,
            sort=lambda action: day_key(action.due),
        ),
        Column(words("State"), lambda action: _state(context, action, counted=True), narrow=True, shown=not anchor),
        Column(words("About"), lambda action: items(context, action.about)),
    )
    return register_table(
        columns,
        actions,
        empty=words("No action was agreed."),
        caption=caption,
        row_id=lambda action: action.id if anchor else "",
    )


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
            stem=f"minutes-{meeting.name}",
            title=context.words("Minutes: {title}, {date}", title=meeting.title, date=context.words.date(meeting.date)),
            group="Meetings",
            body=f'{{{{ minutes("{meeting.name}") }}}}\n',
            kind=MINUTES.id,
        )
        for meeting in sorted(known_of(context.view.project.minutes), key=_by_day, reverse=True)
    )


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        MINUTES.id,
        "Minutes",
        "Meetings",
        "minutes_index",
        lambda context: bool(context.view.project.minutes),
        kind="minutes-index",
    ),
    PageKind(kind=MINUTES.id, find=_find_meetings),
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
