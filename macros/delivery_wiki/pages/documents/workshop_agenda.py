"""The Workshop Agenda: who meets, on which topics, and whether the minutes fit into a workshop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from delivery_wiki.model.document_kinds import WORKSHOP_AGENDA
from delivery_wiki.model.project.agenda import Agenda, AgendaItem
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import single_page
from delivery_wiki.pages.elements.tree import Blocks, Content

from ..document_frame.cover import document_exists
from ..document_frame.frame import DocumentParts, document_page
from ..elements.columns import Column, Columns, plain_table
from ..registers.people_tables import people_table

KIND = WORKSHOP_AGENDA.id
SHORTEST_MINUTES = 4 * 60
LONGEST_MINUTES = 6 * 60


def workshop_agenda(context: PageContext) -> Blocks:
    """The whole agenda, in the order of the pinned template."""
    agenda = context.view.project.agenda or Agenda(title="")
    parts = DocumentParts(
        computed={
            "attendees": partial(attendees, context, agenda),
            "roles-needed": partial(roles_needed, agenda),
            "topics": partial(topics, context, agenda),
        },
        facts=_facts(context, agenda),
        notes=length_note(context, agenda),
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def _facts(context: PageContext, agenda: Agenda) -> tuple[tuple[str, Content], ...]:
    words = context.words
    when = words.date(agenda.date, weekday=True) if agenda.date else ""
    facts = [(words("Workshop"), agenda.title), (words("Date"), when), (words("Time"), _hours(agenda))]
    facts += [(words("Place"), agenda.place), (words("Dial-in"), agenda.dial_in)]
    return tuple((name, value) for name, value in facts if value)


def _hours(agenda: Agenda) -> str:
    """From when to when; "" where nobody said when it begins."""
    if not agenda.begins:
        return ""
    return f"{agenda.begins}–{time_after(agenda.begins, sum(item.minutes for item in agenda.items))}"


def time_after(begin: str, minutes: int) -> str:
    """The time of day some minutes after another one."""
    hour, minute = (int(part) for part in begin.split(":"))
    hours, rest = divmod(hour * 60 + minute + minutes, 60)
    return f"{hours % 24:02}:{rest:02}"


def length_note(context: PageContext, agenda: Agenda) -> Blocks:
    """A warning where the topics do not fill, or do not fit into, four to six hours."""
    words, minutes = context.words, total_minutes(agenda)
    if not agenda.items or SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        return ()
    title = words(
        "The topics take {time}; a workshop takes {shortest} to {longest} hours.",
        time=duration(context, minutes),
        shortest=words.number(SHORTEST_MINUTES // 60),
        longest=words.number(LONGEST_MINUTES // 60),
    )
    return (tree.Callout(kind="warning", title=title),)


def total_minutes(agenda: Agenda) -> int:
    """The minutes of all topics, without pauses."""
    return sum(item.minutes for item in agenda.items if not item.pause)


def duration(context: PageContext, minutes: int) -> str:
    """Minutes as hours and minutes."""
    words = context.words
    hours, rest = divmod(minutes, 60)
    return words("{hours} h {minutes} min", hours=words.number(hours), minutes=words.number(rest))


def attendees(context: PageContext, agenda: Agenda) -> Blocks:
    """The people who take part, with their role and side."""
    return (people_table(context, agenda.attendees, empty=context.words("Nobody is invited yet.")),)


def roles_needed(agenda: Agenda) -> Blocks:
    """Roles that should take part and have no name yet."""
    return (tree.Listing(items=agenda.roles_needed),) if agenda.roles_needed else ()


@dataclass(frozen=True, slots=True)
class _Planned:
    """One line of the agenda: its number, if it is a topic, and the minutes that have passed before it."""

    item: AgendaItem
    number: int | None
    passed: int


def _planned(agenda: Agenda) -> Iterator[_Planned]:
    passed, count = 0, 0
    for item in agenda.items:
        count += not item.pause
        yield _Planned(item, None if item.pause else count, passed)
        passed += item.minutes


def topics(context: PageContext, agenda: Agenda) -> Blocks:
    """The topics in order with the time of each, or how far the clock has run where nobody said when it begins."""
    words = context.words
    planned = tuple(_planned(agenda))
    whole = sum(item.minutes for item in agenda.items)
    pauses = whole - total_minutes(agenda)
    total = words("Total without pauses") if pauses else words("Total")
    columns: Columns[_Planned] = (
        Column(
            words("Time"),
            lambda line: _time(agenda, line),
            narrow=True,
            shown=bool(agenda.begins),
        ),
        Column(
            words("No."),
            lambda line: words.number(line.number) if line.number else "",
            figure=True,
            shown=not agenda.begins,
        ),
        Column(
            words("Topic"),
            lambda line: tree.Muted(line.item.topic) if line.item.pause else line.item.topic,
            total=tree.Strong(total),
        ),
        Column(words("Goal"), lambda line: line.item.goal),
        Column(words("Lead"), lambda line: context.person(line.item.lead) if line.item.lead else ""),
        Column(
            words("Length in minutes"),
            lambda line: words.number(line.item.minutes),
            figure=True,
            total=tree.Strong(words.number(total_minutes(agenda))),
        ),
        Column(
            words("Elapsed"),
            lambda line: duration(context, line.passed + line.item.minutes),
            figure=True,
            shown=not agenda.begins,
            total=duration(context, whole),
        ),
    )
    return (plain_table(columns, planned, empty=words("No topic is planned yet.")),)


def _time(agenda: Agenda, line: _Planned) -> str:
    begin = time_after(agenda.begins, line.passed)
    return f"{begin}–{time_after(begin, line.item.minutes)}"


MACROS: tuple[Macro, ...] = (
    Macro(
        name="workshop_agenda",
        summary="The whole Workshop Agenda.",
        render=workshop_agenda,
        example="{{ workshop_agenda() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        KIND, "Workshop Agenda", "Documents", "workshop_agenda", lambda context: document_exists(context, KIND)
    ),
)
