"""A project's home: where it stands, what blocks it, who acts next, by when - and for the customer, what is needed."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.calculations.answers.asked import is_an_act
from delivery_wiki.calculations.gates.acting_people import MOVED_BY_THE_CUSTOMER
from delivery_wiki.calculations.gates.owed import urgency
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.register_entries import DecisionOutcome, OpenPoint
from delivery_wiki.model.status import DocumentStatus, Health, Owed

from ..document_frame.moved_by import moved_by
from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import Macro, PageContext, PageFile, PageKind
from ..elements.project_links import document_target, existing_pages, project_link, shown_documents
from ..elements.register_parts import NOTHING, parts, single_page
from ..elements.state_marks import document_state, health_state, lacks_signatures, late_words, overdue_words
from ..elements.tree import (
    Block,
    Blocks,
    Callout,
    Content,
    Details,
    Facts,
    Heading,
    Inline,
    LineBreak,
    Link,
    Listing,
    Mark,
    Muted,
    Paragraph,
    SideBySide,
    State,
    Strong,
    Table,
)
from .answer_ways import calendar_name, sheets_line
from .changes_since_signed import PAGE as CHANGES
from .changes_since_signed import has_page, moved_documents, revised_since_agreed
from .gate_condition_tables import open_conditions
from .home_answers import gate_at_home, next_to_act, phase_strip, whole_process
from .home_cards import home_cards
from .people_pages import people
from .status_tables import documents_at_home, first_rows, next_gate, owed_table

SHOWN_ROWS = 8
SHOWN_CHANGES = 3  # of a document; the page of all changes tells each with its request
FEW_MORE = 4  # rows that are not worth a fold
LEAST_ROWS = 4  # of what does not bind, beside what does
BINDING = frozenset({"signature", "deliverable", "change-request", "decision"})


def project_home(context: PageContext) -> Blocks:
    """The whole home page; a customer's begins with what is needed from them."""
    blocks: list[Block] = [_state_line(context)]
    blocks += _archived(context)
    if not context.view.internal:
        blocks += _needed(context)
    blocks += phase_strip(context)
    blocks += _next(context)
    blocks += open_conditions(context)
    blocks += whole_process(context)
    blocks += [
        Heading(level=2, text=context.words("Documents"), id="documents"),
        *documents_at_home(context),
    ]
    if not context.view.internal:
        blocks += _changed(context)
    blocks += _suspect(context)
    blocks += _open_points(context)
    return tuple(blocks)


def _state_line(context: PageContext) -> Paragraph:
    """Health with its cause, the phase and its day; the line above the page has the date all of this is about."""
    words, status = context.words, context.status
    line: list[Inline] = [*(_late_gate(context) or _health(context))]
    if status.current and not status.archived:
        line += [" · ", Strong(words(status.current.phase.title))]
    if status.day is not None and not status.archived:
        line += [" · ", words("project day {day}", day=words.number(status.day))]
    return Paragraph(tuple(line), lead=True)


def _health(context: PageContext) -> tuple[Inline, ...]:
    state, cause = health_state(context.status.health, context.words), context.words.message(context.status.cause)
    return (state, ": ", cause) if cause else (state,)


def _late_gate(context: PageContext) -> tuple[Inline, ...]:
    """Of a project that is late by its next gate alone: by how many days, and the day that is expected now."""
    words, status, gate = context.words, context.status, context.status.next_gate
    if status.health is not Health.LATE or gate is None or any(planned.overdue for planned in status.plan):
        return ()
    if gate.days_late <= 0 or gate.forecast is None:
        return ()
    forecast = words("forecast {date}", date=words.date(gate.forecast, weekday=True))
    return (State(Mark.LATE, late_words(gate.days_late, words)), f": {words(gate.gate.title)}, {forecast}")


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
    """What the customer's side has to do; nothing any more once the project is archived."""
    if context.status.archived:
        return ()
    theirs = (owed for owed in context.status.owed if owed.party is PartyKind.CUSTOMER)
    return tuple(owed for owed in theirs if is_an_act(context.view, owed))


def _needed(context: PageContext) -> Blocks:
    words = context.words
    owed = needed_from_customer(context)
    if context.status.archived:
        return ()
    if not owed:
        blocks = (*_to_come(context), *_moved(context))
        return (Callout(kind="note", title=words("We need nothing from you at the moment."), blocks=blocks),)
    late = sum(entry.days_late > 0 for entry in owed)
    title = words("What we need from you ({count})", count=len(owed))
    if late:
        title = words("What we need from you ({count}, {late} overdue)", count=len(owed), late=late)
    below: list[Inline] = [*sheets_line(context)]
    if any(entry.due for entry in owed):
        below += [" · ", Link(words("These dates for your calendar"), calendar_name())]
    blocks = (*_what_binds_first(context, owed), *_to_come(context), Paragraph(tuple(below)), *_moved(context))
    return (Callout(kind="need", title=title, blocks=blocks, folds=True),)


def _what_binds_first(context: PageContext, owed: tuple[Owed, ...]) -> Blocks:
    """What binds who does it, all of it in sight; then the rest, the most urgent first, as much as one screen holds."""
    words = context.words
    binding = [entry for entry in owed if entry.kind in BINDING]
    other = [entry for entry in owed if entry.kind not in BINDING]
    if not binding:
        return _first_of(context, owed_table(context, other, empty=""), SHOWN_ROWS)
    first = owed_table(context, binding, caption=words("To sign, accept or decide"), empty="")
    if not other:
        return (first,)
    second = owed_table(context, other, caption=words("To answer and do"), empty="")
    return (first, *_first_of(context, second, max(SHOWN_ROWS - len(first.rows), LEAST_ROWS)))


def _first_of(context: PageContext, table: Table, count: int) -> Blocks:
    """The first rows, and the others folded where they are not few."""
    shown = count if len(table.rows) - count >= FEW_MORE else len(table.rows)
    short, more = first_rows(table, shown)
    return (short, *_remaining(context, table, more))


def _to_come(context: PageContext) -> Blocks:
    """What nobody can sign yet and this phase needs signed, and what was sent anew and waits for an answer."""
    words = context.words
    shown = [document for document in shown_documents(context) if document.exists and document.needed]
    later = [document for document in shown if waits_to_be_issued(document)]
    unanswered = [document for document in shown if document.sent_anew and not document.signatures_needed]
    lines = ((words("To come for your signature:"), later), (words("Sent to you, and not answered yet:"), unanswered))
    return tuple(_named_documents(context, lead, documents) for lead, documents in lines if documents)


def waits_to_be_issued(document: DocumentStatus) -> bool:
    """Whether this phase needs it signed, and nobody can sign it before the vendor issued it."""
    is_needed = document.awaited in MOVED_BY_THE_CUSTOMER and lacks_signatures(document)
    return is_needed and not document.signatures_missing and not document.received


def _named_documents(context: PageContext, lead: str, documents: list[DocumentStatus]) -> Paragraph:
    """The documents with their links, each with its state."""
    line: list[Inline] = [lead]
    for number, document in enumerate(documents):
        target = document_target(document, existing_pages(context))
        title = context.words(document.title)
        state = document_state(document, context.words).text
        line += [", " if number else " ", Link(title, target) if target else title, Muted(f" ({state})")]
    return Paragraph(tuple(line))


def _moved(context: PageContext) -> Blocks:
    """The way to what changed since somebody signed, where anything did."""
    moved, words = moved_documents(context), context.words
    lines = []
    if moved:
        said = words("What changed since you signed ({count})", count=words.number(len(moved)))
        lines.append(Paragraph(Link(said, f"{CHANGES}.html")))
    if revised := len(revised_since_agreed(context, moved)) if has_page(context) else 0:
        said = words("Revised since it was agreed ({count})", count=words.number(revised))
        lines.append(Paragraph(Link(said, f"{CHANGES}.html#since-agreed")))
    return tuple(lines)


def _shown(table: Table) -> int:
    """How many rows stand before the fold: all where few would be in it."""
    return SHOWN_ROWS if len(table.rows) - SHOWN_ROWS > FEW_MORE else len(table.rows)


def _remaining(context: PageContext, table: Table, more: int) -> Blocks:
    if more <= 0:
        return ()
    rest = replace(table, rows=table.rows[-more:], sortable=False, search=False, filters=(), id="")
    return (Details(summary=context.words("{count} more", count=more), blocks=(rest,)),)


def _next(context: PageContext) -> Blocks:
    """The figures, and below them what the next gate waits for; for the team beside it who acts next."""
    gate, cards = context.status.next_gate, home_cards(context)
    if context.status.archived:
        return cards
    if gate is None:
        nothing = Callout(kind="note", title=context.words("Every gate of the process is passed."))
        return (*cards, nothing, *(_due_next(context) if context.view.internal else ()))
    if not context.view.internal:
        return (*cards, *next_gate(context, project_link(context), is_told_late=True))
    return (SideBySide(parts=(gate_at_home(context, gate), _due_next(context)), above=cards),)


def _due_next(context: PageContext) -> Blocks:
    words = context.words
    table = next_to_act(context, tuple(sorted(context.status.owed, key=urgency)))
    short, more = first_rows(table, _shown(table))
    return (Heading(level=2, text=words("Due next"), id="due-next"), short, *_remaining(context, table, more))


def _changed(context: PageContext) -> Blocks:
    """What moved under a document since it was signed or issued."""
    words = context.words
    stale = [document for document in shown_documents(context) if document.stale]
    if not stale:
        return ()
    heading = Heading(level=2, text=words("Changed since the last signature"), id="changed")
    return (heading, Listing(items=tuple(_changed_line(context, document) for document in stale)))


def _changed_line(context: PageContext, document: DocumentStatus) -> Content:
    """What changed, and each change request that names it, with its cost and day."""
    words = context.words
    line: list[Inline] = [Strong(words(document.title)), ": "]
    line.append("; ".join(words.message(change) for change in document.stale[:SHOWN_CHANGES]))
    if (rest := len(document.stale) - SHOWN_CHANGES) > 0:
        more = words("{count} more", count=words.number(rest))
        line += ["; ", Link(more, f"{CHANGES}.html") if moved_documents(context) else more]
    for asked in moved_by(context, document.kind, document.topic):
        line += [LineBreak(), *parts(asked)]
    return tuple(line)


def _suspect(context: PageContext) -> Blocks:
    """Words that changed since somebody agreed to them, checked or used them."""
    words, suspicions = context.words, context.status.suspicions
    if not suspicions:
        return ()
    heading = Heading(level=2, text=words("Suspect, as words changed"), id="suspect")
    items = [(context.item(suspicion.item), ": ", words.message(suspicion.reason)) for suspicion in suspicions]
    more = words("{count} more", count=words.number(len(items) - SHOWN_ROWS))
    shown = Listing(items=tuple(items[:SHOWN_ROWS]))
    rest = (Details(summary=more, blocks=(Listing(items=tuple(items[SHOWN_ROWS:])),)),)
    return (heading, shown, *(rest if len(items) > SHOWN_ROWS else ()))


def _open_points(context: PageContext) -> Blocks:
    words = context.words
    points = [
        open_point
        for open_point in context.view.project.open_points
        if not open_point.closed and not open_point.withdrawn
    ]
    if not points:
        return ()
    due = {owed.id: owed for owed in context.status.owed}
    columns: Columns[OpenPoint] = (
        Column(words("Id"), lambda point: context.item(point.id), narrow=True),
        Column(words("Question"), lambda point: point.question),
        Column(words("Owner"), lambda point: context.person(point.owner) if point.owner else NOTHING),
        Column(words("Due"), lambda point: words.date(point.due) if point.due else NOTHING, narrow=True),
        Column(
            words("Late"),
            lambda point: (
                overdue_words(due[point.id].days_late, words)
                if point.id in due and due[point.id].days_late > 0
                else NOTHING
            ),
            narrow=True,
        ),
    )
    table = register_table(columns, points, empty="")
    short, more = first_rows(table, _shown(table))
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
