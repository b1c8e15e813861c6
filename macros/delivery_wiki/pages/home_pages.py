"""A project's home: where it stands, what blocks it, who acts next, by when - and for the customer, what is needed."""

from __future__ import annotations

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import DecisionOutcome
from delivery_wiki.model.status import Owed

from .gate_conditions import open_conditions
from .home_cards import home_cards
from .page_kind import Macro, PageContext, PageFile, PageKind
from .people_pages import people
from .process_pages import process_picture
from .project_links import project_link, shown_documents
from .register_parts import NOTHING, register_table, single_page
from .state_marks import health_state, late_words
from .status_tables import documents_table, first_rows, next_gate, owed_table
from .tree import (
    Block,
    Blocks,
    Callout,
    Column,
    Details,
    Facts,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Row,
    Strong,
    Table,
)

SHOWN_ROWS = 8


def project_home(context: PageContext) -> Blocks:
    """The whole home page; a customer's begins with what is needed from them."""
    blocks: list[Block] = [_standing(context)]
    blocks += _archived(context)
    if not context.view.internal:
        blocks += _needed(context)
    blocks += process_picture(context)
    blocks += _next(context)
    blocks += open_conditions(context)
    if context.view.internal:
        blocks += _due_next(context)
    blocks += [
        Heading(level=2, text=context.words("Documents"), id="documents"),
        documents_table(context, captioned=False),
    ]
    if not context.view.internal:
        blocks += _changed(context)
    blocks += _suspect(context)
    blocks += _open_points(context)
    blocks += home_cards(context)
    return tuple(blocks)


def _standing(context: PageContext) -> Paragraph:
    """Health with its cause, the phase and its day, and the date all of this is about."""
    words, status = context.words, context.status
    cause = words.message(status.cause)
    line: list[Inline] = [health_state(status.health, words)]
    line += [": ", cause] if cause else []
    if status.current and not status.archived:
        line += [" · ", Strong(words(status.current.phase.title))]
    if status.day is not None and not status.archived:
        line += [" ", words("day {day}", day=words.number(status.day))]
    line += [" · ", words("as of {date}", date=words.date(status.on))]
    return Paragraph(tuple(line), lead=True)


def _archived(context: PageContext) -> Blocks:
    """A project that ended says so, with the decision and its reason."""
    decision, words = context.status.archived, context.words
    if decision is None:
        return ()
    refused = decision.outcome is DecisionOutcome.NO_GO
    title = words("Archived: No-Go") if refused else words("Archived")
    facts: list[tuple[str, str | Inline | tuple[Inline, ...]]] = [
        (words("Decision"), (context.item(decision.id), " ", decision.title)),
        (words("Date"), words.date(decision.date)),
        (words("Decided by"), _person(context, decision.decided_by)),
    ]
    facts += [(words("Evidence"), decision.evidence)] if decision.evidence else []
    reason = (Paragraph(decision.reason),) if decision.reason else ()
    return (Callout(kind="danger", title=title, blocks=(*reason, Facts(pairs=tuple(facts)))),)


def _person(context: PageContext, id: str) -> Inline:
    place = context.places.get(id)
    return Link(place.title, f"{place.page}#{id}") if place else id


def needed_from_customer(context: PageContext) -> tuple[Owed, ...]:
    """What the customer's side owes; nothing any more once the project is archived."""
    if context.status.archived:
        return ()
    return tuple(one for one in context.status.owed if one.party is PartyKind.CUSTOMER)


def _needed(context: PageContext) -> Blocks:
    words = context.words
    owed = needed_from_customer(context)
    if context.status.archived:
        return ()
    if not owed:
        return (Callout(kind="note", title=words("We need nothing from you at the moment.")),)
    late = sum(one.days_late > 0 for one in owed)
    title = words("What we need from you ({count})", count=len(owed))
    if late:
        title = words("What we need from you ({count}, {late} overdue)", count=len(owed), late=late)
    table = owed_table(context, owed, empty="")
    short, more = first_rows(table, SHOWN_ROWS)
    blocks: list[Block] = [short, *_remaining(context, table, more)]
    if any(one.due for one in owed):
        blocks.append(Paragraph((Link(words("These dates for your calendar"), "needed.ics"),)))
    return (Callout(kind="need", title=title, blocks=tuple(blocks)),)


def _remaining(context: PageContext, table: Table, more: int) -> Blocks:
    if more <= 0:
        return ()
    rest = Table(columns=table.columns, rows=table.rows[-more:], caption=table.caption)
    return (Details(summary=context.words("{count} more", count=more), blocks=(rest,)),)


def _next(context: PageContext) -> Blocks:
    if context.status.archived:
        return ()
    if context.status.next_gate is None:
        return (Callout(kind="note", title=context.words("Every gate of the process is passed.")),)
    return next_gate(context, project_link(context))


def _due_next(context: PageContext) -> Blocks:
    words = context.words
    heading = Heading(level=2, text=words("Due next"), id="due-next")
    empty = words("Nobody owes anything. What is owed comes from gates, documents, open points, actions and dates.")
    table = owed_table(context, context.status.owed, empty=empty)
    short, more = first_rows(table, SHOWN_ROWS)
    return (heading, short, *_remaining(context, table, more))


def _changed(context: PageContext) -> Blocks:
    """What moved under a document since it was signed or issued."""
    words = context.words
    stale = [one for one in shown_documents(context) if one.stale]
    if not stale:
        return ()
    items = [
        (Strong(words(one.title)), ": ", "; ".join(words.message(change) for change in one.stale)) for one in stale
    ]
    heading = Heading(level=2, text=words("Changed since the last signature"), id="changed")
    return (heading, Listing(items=tuple(items)))


def _suspect(context: PageContext) -> Blocks:
    """Words that changed since somebody agreed to them, checked or used them."""
    words, suspicions = context.words, context.status.suspicions
    if not suspicions:
        return ()
    heading = Heading(level=2, text=words("Suspect, as words changed"), id="suspect")
    items = [(context.item(one.item), ": ", words.message(one.reason)) for one in suspicions]
    more = words("{count} more", count=words.number(len(items) - SHOWN_ROWS))
    shown = Listing(items=tuple(items[:SHOWN_ROWS]))
    rest = (Details(summary=more, blocks=(Listing(items=tuple(items[SHOWN_ROWS:])),)),)
    return (heading, shown, *(rest if len(items) > SHOWN_ROWS else ()))


def _open_points(context: PageContext) -> Blocks:
    words = context.words
    points = [one for one in context.view.project.open_points if not one.closed and not one.withdrawn]
    if not points:
        return ()
    due = {one.id: one for one in context.status.owed}
    rows = [
        Row(
            cells=(
                context.item(one.id),
                one.question,
                context.person(one.owner) if one.owner else NOTHING,
                words.date(one.due) if one.due else NOTHING,
                late_words(due[one.id].days_late, words) if one.id in due and due[one.id].days_late > 0 else NOTHING,
            )
        )
        for one in points
    ]
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Question")),
        Column(title=words("Owner")),
        Column(title=words("Due"), narrow=True),
        Column(title=words("Late"), narrow=True),
    )
    table = register_table(columns, rows, empty="")
    short, more = first_rows(table, SHOWN_ROWS)
    heading = Heading(level=2, text=words("Open points ({count})", count=len(points)), id="open-points")
    return (heading, short, *_remaining(context, table, more))


def _home(context: PageContext) -> tuple[PageFile, ...]:
    title = context.words("Overview")
    return (PageFile(stem="index", title=title, group="Project", body="{{ project_home() }}\n", kind="index"),)


PAGE_KINDS: tuple[PageKind, ...] = (
    PageKind(kind="index", find=_home),
    single_page(
        "people",
        "People",
        "Project",
        "people",
        lambda context: bool(context.view.project.people or context.view.project.parties),
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="project_home",
        summary="Where the project stands, what blocks it, who acts next and by when.",
        render=project_home,
        example="{{ project_home() }}",
    ),
    Macro(
        name="people",
        summary="The parties and people of the project, and what each of them owes.",
        render=people,
        example="{{ people() }}",
    ),
)
