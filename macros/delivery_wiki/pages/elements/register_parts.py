"""Parts that every register page shares: states as words and shapes, dates, tables without empty columns."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from delivery_wiki.calculations.evidence.requirement_states import LADDER
from delivery_wiki.model.document_kinds import CONCEPT
from delivery_wiki.model.project.located import StatedValue
from delivery_wiki.model.status import RequirementStatus

from .page_kind import PageContext, PageFile, PageKind
from .state_marks import state_word
from .tree import (
    Bar,
    Block,
    Computed,
    Content,
    Inline,
    LineBreak,
    Link,
    Mark,
    Muted,
    Paragraph,
    ScreenOnly,
    State,
    Strong,
)
from .words import Words

NOTHING = "–"
ROOM_FOR_A_NAME = "\u00a0" * 13  # cells that are filled in with a pen: as wide as what is written there
ROOM_FOR_A_TEXT = "\u00a0" * 22
ROOM_FOR_A_DATE = "\u00a0" * 11
MANY_ROWS = 12
REQUIREMENT_LADDER = LADDER
REQUIREMENT_MARKS = {
    "draft": Mark.OPEN,
    "agreed": Mark.WORKING,
    "implemented": Mark.WORKING,
    "checked": Mark.MET,
    "signed": Mark.SIGNED,
}
VERDICT_MARKS = {"pass": Mark.MET, "fail": Mark.FAILED, "blocked": Mark.LATE, "not-run": Mark.OPEN}


def requirement_state(words: Words, state: str) -> State:
    """A state of the requirement ladder; those that left the ladder (waived and the like) get a dash."""
    return State(REQUIREMENT_MARKS.get(state, Mark.NOT_NEEDED), words(state))


def requirement_mark(words: Words, status: RequirementStatus) -> State:
    """Where a requirement stands; what its facts say of other words shows as suspect."""
    if status.suspect:
        return State(Mark.STALE, words("{state}, suspect", state=words(status.claimed)))
    return requirement_state(words, status.state)


def gap_states(words: Words, status: RequirementStatus) -> list[State]:
    """What is missing around a requirement; words that changed have a shape of their own."""
    changed = {suspicion.reason for suspicion in status.suspicions}
    return [State(Mark.STALE if gap in changed else Mark.OPEN, words.message(gap)) for gap in status.gaps]


def with_suspicions(context: PageContext, id: str, content: Content) -> Content:
    """The state of an item, with what changed since it was given."""
    lines: list[Inline] = [*parts(content)]
    for suspicion in context.status.suspicions:
        if suspicion.item == id:
            lines += [LineBreak(), State(Mark.STALE, context.words.message(suspicion.reason))]
    return tuple(lines) if len(lines) > len(parts(content)) else content


def verdict_state(words: Words, verdict: str) -> State:
    """The outcome of a test run."""
    return State(VERDICT_MARKS[verdict], state_word(verdict, words))


def authors_hint(context: PageContext, text: str, hint: str) -> str:
    """A text, and for the team where to write what is missing; customers have no files to write in."""
    return f"{text} {hint}" if context.view.internal else text


def estimated(words: Words, days: Decimal) -> str:
    """Person-days; a dash while nobody has estimated any."""
    return words.days(days) if days else NOTHING


def choices(values: Iterable[str], words: Words) -> tuple[tuple[str, str], ...]:
    """Filter chips for the values that occur, in the order given."""
    return tuple((value, words(value)) for value in dict.fromkeys(values) if value)


def computed(source: str, *blocks: Block) -> Computed:
    """Blocks that come from one file of the project."""
    return Computed(source=source, blocks=blocks)


def parts(content: Content) -> tuple[Inline, ...]:
    """Inline content as a sequence, so that several can be put together."""
    if isinstance(content, str) or not isinstance(content, Sequence):
        return (content,)
    return tuple(content)


def items(context: PageContext, ids: tuple[str, ...]) -> Content:
    """Links to items, or a dash; a section of the concept or a person appears by title."""
    linked: list[Inline] = []
    for id in ids:
        linked += [", "] if linked else []
        linked += parts(reference(context, id))
    return tuple(linked) or NOTHING


def reference(context: PageContext, id: str) -> Content:
    """A link to anything that has an id: items show the id, sections and people show their title."""
    place = context.places.get(id)
    if place is not None and place.page == "people.html":
        return context.person(id)
    if place is not None and id.startswith("concept/"):
        return Link(place.title, f"{place.page}#{place.anchor or id}")
    return context.item(id)


def concept_section(context: PageContext, section: str | None) -> Content:
    """A link to a section of the Implementation Concept, or its title until there is one; a dash for no section."""
    if not section:
        return NOTHING
    id = section.removeprefix("concept/")
    if f"concept/{id}" in context.places:
        return reference(context, f"concept/{id}")
    template = context.view.templates.by_kind.get(CONCEPT.id)
    titles = {section.id: context.words(section.title) for section in template.sections} if template else {}
    return titles.get(id, section)


def sow_id(sow: str) -> str:
    """The id of a statement of work, which data may also name by its topic alone."""
    return sow if sow.startswith("SOW-") else f"SOW-{sow}"


def day(context: PageContext, date: dt.date | None) -> str:
    """A date, or a dash."""
    return context.words.date(date) if date else NOTHING


def due(context: PageContext, id: str, date: dt.date | None) -> Content:
    """When somebody must act: the date with its weekday, how far it is, and `overdue` where the status says so."""
    if date is None:
        return NOTHING
    words = context.words
    said: tuple[Inline, ...] = (
        words.date(date, weekday=True),
        LineBreak(),
        Muted(words.relative(date, context.on)),
    )
    return (*said, " ", State(Mark.LATE, words("overdue"))) if is_late(context, id) else said


def is_late(context: PageContext, id: str) -> bool:
    """Whether the status counts the item among what is owed and overdue."""
    return any(owed.id == id and owed.days_late > 0 for owed in context.status.owed)


def stated_inline(context: PageContext, stated: tuple[StatedValue, ...]) -> tuple[Inline, ...]:
    """The same inside a cell: each value on a line of its own, with its source."""
    lines: list[Inline] = []
    for value in stated:
        lines += [LineBreak(), Strong(value.value), " ", Muted(f"({value.source})")]
    return tuple(lines)


def with_lines(text: str) -> tuple[Inline, ...]:
    """A text of several lines, as one that was taken from another tool, with each on a line of its own."""
    parts: list[Inline] = []
    for line in text.splitlines():
        parts += [LineBreak()] if parts else []
        parts += [line] if line else []
    return tuple(parts)


def on_this_page(words: Words, places: Iterable[tuple[str, str]]) -> Paragraph:
    """Links to the parts of a page that is too wide for a list of them at its side, each by title and id."""
    line: list[Inline] = [Muted(words("On this page:")), " "]
    for number, (title, id) in enumerate(places):
        line += [*([" · "] if number else []), Link(title, f"#{id}")]
    return Paragraph(ScreenOnly(tuple(line)))


def in_lines(contents: Iterable[Content]) -> Content:
    """Each on a line of its own."""
    lines: list[Inline] = []
    for content in contents:
        lines += [*([LineBreak()] if lines else []), *parts(content)]
    return tuple(lines)


def with_note(content: Content, note: str) -> Content:
    """Content with a second line of less weight."""
    return (*parts(content), LineBreak(), Muted(note)) if note else content


def withdrawn(context: PageContext, reason: str) -> Content:
    """An item that was taken back keeps its id and says why."""
    return (State(Mark.NOT_NEEDED, context.words("withdrawn")), LineBreak(), Muted(reason))


def name_of(context: PageContext, id: str | None) -> str:
    """The name behind a person's or party's id; the id where nobody is known by it."""
    place = context.places.get(id or "")
    return place.title if place else id or ""


def single_page(
    stem: str, title: str, group: str, macro: str, exists: Callable[[PageContext], bool], *, kind: str = ""
) -> PageKind:
    """A kind with one page, which shows one macro, for the projects that have something to show."""

    def single(context: PageContext) -> PageFile:
        body = f"{{{{ {macro}() }}}}\n"
        return PageFile(stem=stem, title=context.words(title), group=group, body=body, kind=kind or stem)

    def find(context: PageContext) -> tuple[PageFile, ...]:
        return (single(context),) if exists(context) else ()

    return PageKind(kind=kind or stem, find=find, single=single)


def requirements_bar(context: PageContext, found: Sequence[RequirementStatus]) -> Bar:
    """How many requirements stand at each step of the ladder, furthest first."""
    words = context.words
    counts = Counter(requirement.state for requirement in found)
    left = [state for state in counts if state not in REQUIREMENT_MARKS]
    steps = [state for state in (*reversed(REQUIREMENT_LADDER), *sorted(left)) if counts[state]]
    named = [words("{state} {count}", state=words(state), count=words.number(counts[state])) for state in steps]
    return Bar(
        parts=tuple(
            (REQUIREMENT_MARKS.get(state, Mark.NOT_NEEDED), counts[state], name)
            for state, name in zip(steps, named, strict=True)
        ),
        total=len(found),
        text=words.counted(
            len(found), "{count} requirement: {states}", "{count} requirements: {states}", states=", ".join(named)
        ),
        lead=words.counted(len(found), "{count} requirement", "{count} requirements"),
    )
