"""The Workshop Agenda: who meets, on which topics, and whether the minutes fit into a workshop."""

from __future__ import annotations

from functools import partial

from delivery_wiki.model.project import Agenda
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import NOTHING, register_table, single_page
from delivery_wiki.pages.tree import Blocks, Column, Content, Row

from .cover import document_exists
from .frame import DocumentParts, document_page

KIND = "workshop-agenda"
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
    facts = [(words("Workshop"), agenda.title), (words("Date"), when), (words("Place"), agenda.place)]
    return tuple((name, value) for name, value in facts if value)


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
    """The minutes of all topics."""
    return sum(one.minutes for one in agenda.items)


def duration(context: PageContext, minutes: int) -> str:
    """Minutes as hours and minutes."""
    words = context.words
    hours, rest = divmod(minutes, 60)
    return words("{hours} h {minutes} min", hours=words.number(hours), minutes=words.number(rest))


def attendees(context: PageContext, agenda: Agenda) -> Blocks:
    """The people who take part, with their role and side."""
    words, project = context.words, context.view.project
    people = {one.id: one for one in project.people}
    parties = {one.id: one.name for one in project.parties}
    rows = []
    for id in agenda.attendees:
        person = people.get(id)
        role = words(person.role) if person else NOTHING
        rows.append(Row(cells=(context.person(id), role, parties.get(person.party, "") if person else NOTHING)))
    columns = (Column(title=words("Name")), Column(title=words("Role")), Column(title=words("Party")))
    return (register_table(columns, rows, empty=words("Nobody is invited yet.")),)


def roles_needed(agenda: Agenda) -> Blocks:
    """Roles that should take part and have no name yet."""
    return (tree.Listing(items=agenda.roles_needed),) if agenda.roles_needed else ()


def topics(context: PageContext, agenda: Agenda) -> Blocks:
    """The topics in order with their minutes, and how far the clock has run after each."""
    words = context.words
    rows: list[Row] = []
    passed = 0
    for number, one in enumerate(agenda.items, start=1):
        passed += one.minutes
        rows.append(
            Row(
                cells=(
                    words.number(number),
                    one.topic,
                    one.goal,
                    context.person(one.lead),
                    words.number(one.minutes),
                    duration(context, passed),
                )
            )
        )
    if rows:
        total = tree.Strong(words.number(passed))
        rows.append(Row(cells=("", tree.Strong(words("Total")), "", "", total, duration(context, passed)), total=True))
    columns = (
        Column(title=words("No."), numeric=True),
        Column(title=words("Topic")),
        Column(title=words("Goal")),
        Column(title=words("Lead")),
        Column(title=words("Length in minutes"), numeric=True),
        Column(title=words("After"), numeric=True),
    )
    table = tree.Table(columns=columns, rows=tuple(rows), empty=words("No topic is planned yet."))
    return (table,)


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
