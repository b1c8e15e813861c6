"""Tables about where a project stands, shared by its home, its process page and the portfolio."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from delivery_wiki.calculations.gates.owed import urgency
from delivery_wiki.model.status import (
    CriterionState,
    CriterionStatus,
    DocumentStatus,
    GateState,
    GateStatus,
    Owed,
    PlannedMilestone,
)

from ..elements.columns import Column, Columns, day_key, register_table
from ..elements.page_kind import PageContext
from ..elements.project_links import document_target, existing_pages, shown_documents, target_of
from ..elements.register_parts import MANY_ROWS, NOTHING, authors_hint, parts, with_note
from ..elements.state_marks import (
    WORKING_STATES,
    criterion_state,
    document_mark,
    document_state,
    gate_state,
    lacks_signatures,
    late_words,
    milestone_state,
    overdue_words,
    state_word,
)
from ..elements.tree import (
    Blocks,
    Content,
    Details,
    Heading,
    Inline,
    LineBreak,
    Link,
    Mark,
    Muted,
    Number,
    Paragraph,
    State,
    Strong,
    Table,
)
from ..elements.words import Words
from .answer_ways import answer_places, way_to_answer
from .gate_condition_tables import condition_lines

LinkTo = Callable[[str, str], str | None]
ACTS = {
    "action": "do",
    "agreement": "agree",
    "assumption": "confirm",
    "attestation": "attest",
    "change-request": "decide",
    "condition": "settle",
    "decision": "decide",
    "deliverable": "accept",
    "delivery": "deliver",
    "department-issue": "answer",
    "document": "deliver",
    "inputs": "confirm",
    "milestone": "see to",
    "open-point": "answer",
    "poc-feedback": "answer",
    "questions": "answer",
    "remedy": "remedy",
    "requirement": "provide",
    "signature": "sign",
    "test-case": "test again",
}

NAMED_THINGS = frozenset({"agreement", "deliverable", "document", "requirement", "signature", "test-case"})


def next_gate(context: PageContext, link: LinkTo, *, is_told_late: bool = False) -> Blocks:
    """The gate that comes next: what is met, what is open and why, and who can move it."""
    gate = context.status.next_gate
    if gate is None:
        return ()
    heading = context.words("Next gate: {gate}", gate=context.words(gate.gate.title))
    return (
        Heading(level=2, text=heading, id="next-gate"),
        Paragraph(gate_line(context, gate, link, is_told_late=is_told_late)),
        *gate_conditions(context, gate),
    )


def gate_line(
    context: PageContext, gate: GateStatus, link: LinkTo, *, is_told_late: bool = False
) -> tuple[Inline, ...]:
    """How much of a gate is met, when it is expected, and where it is described."""
    words = context.words
    line: list[Inline] = [gate_state(gate, words)]
    dates = gate_dates(context, gate, is_told_late=is_told_late)
    line += [", ", *parts(dates)] if dates != NOTHING else []
    target = link("gate", gate.gate.id)
    return (*line, " · ", Link(words("About this gate"), target)) if target else tuple(line)


def gate_dates(context: PageContext, gate: GateStatus, *, is_told_late: bool = False) -> Content:
    """The forecast of a gate with its baseline and delay; the day on which it was passed.

    Where the head of the page says how late it is, that is not said again.
    """
    words = context.words
    if gate.state in {GateState.PASSED, GateState.REFUSED} and gate.decision:
        return words("decided {date}", date=words.date(gate.decision.date))
    if gate.milestone and gate.milestone.actual:
        return words("milestone reached {date}", date=words.date(gate.milestone.actual))
    day = gate.forecast or gate.baseline
    if day is None:
        return NOTHING
    said: list[Inline] = [words("forecast {date}", date=words.date(day, weekday=True))]
    said.append(f" ({words.relative(day, context.on)})")
    if gate.days_late > 0 and gate.baseline:
        late = State(Mark.LATE, late_words(gate.days_late, words))
        said += [", ", *(() if is_told_late else (late, " "))]
        said.append(Muted(words("baseline {date}", date=words.date(gate.baseline))))
    return tuple(said)


def gate_conditions(context: PageContext, gate: GateStatus) -> Blocks:
    """The conditions of a gate, and folded away those that fall away with what the project goes without."""
    words = context.words
    needed, others = (
        [criterion for criterion in gate.criteria if criterion.needed is wanted] for wanted in (True, False)
    )
    folded = _folded(context, words("Conditions that fall away"), criteria_table(context, others)) if others else ()
    return (criteria_table(context, needed, gate), *folded)


def _folded(context: PageContext, title: str, table: Table) -> Blocks:
    summary = f"{title} ({context.words.number(len(table.rows))})"
    return (Details(summary=summary, blocks=(replace(table, caption=""),)),)


def due_of(criterion: CriterionStatus, gate: GateStatus | None) -> dt.date | None:
    """By when a condition has to hold: its own day, else that of a gate that is shut, as who owes it reads it."""
    is_open = criterion.state is not CriterionState.MET and gate is not None and gate.state is GateState.SHUT
    return criterion.due or (gate.forecast if gate and is_open else None)


def criteria_table(context: PageContext, criteria: Sequence[CriterionStatus], gate: GateStatus | None = None) -> Table:
    """Conditions of a gate: state, why, who can move it, by when."""
    words = context.words
    pages = existing_pages(context)
    order = {CriterionState.STALE: 0, CriterionState.OPEN: 1, CriterionState.MET: 2}
    columns: Columns[CriterionStatus] = (
        Column(words("State"), lambda criterion: criterion_state(criterion, words), narrow=True),
        Column(words("Condition"), lambda criterion: criterion_title(context, criterion, pages)),
        Column(words("Why"), lambda criterion: criterion_reason(context, criterion)),
        Column(words("Who can move it"), lambda criterion: criterion_actor(context, criterion)),
        Column(
            words("Due"),
            lambda criterion: due_day(
                context, due_of(criterion, gate), acting=criterion.state is not CriterionState.MET
            ),
            narrow=True,
            aside=True,
            sort=lambda criterion: day_key(due_of(criterion, gate)),
        ),
    )
    return register_table(
        columns,
        sorted(criteria, key=lambda criterion: order[criterion.state]),
        empty=words("This gate has no conditions."),
        caption=words("Conditions"),
    )


def criterion_reason(context: PageContext, criterion: CriterionStatus) -> Content:
    """Why it holds or not, and each of the conditions that it holds with on a line of its own."""
    said: list[Inline] = [context.words.message(criterion.reason) or NOTHING]
    for line in condition_lines(criterion.conditions, context.view.project, context.words):
        said += [LineBreak(), line]
    return tuple(said) if len(said) > 1 else said[0]


def criterion_title(context: PageContext, criterion: CriterionStatus, pages: frozenset[str]) -> Content:
    """What has to hold, linked to what it is about."""
    title = context.words.message(criterion.title)
    target = target_of(context, criterion.about, pages) if criterion.about else None
    return Link(title, target) if target else title


def criterion_actor(context: PageContext, criterion: CriterionStatus) -> Content:
    """Who can move a condition that is not met."""
    if criterion.state is CriterionState.MET:
        return NOTHING
    if criterion.owner:
        return context.person(criterion.owner)
    return context.words(criterion.party.value) if criterion.party else NOTHING


def due_day(context: PageContext, day: dt.date | None, *, acting: bool = True, near: bool = False) -> Content:
    """A date with its distance from the as-of date; past ones are marked where somebody still has to act."""
    if day is None:
        return NOTHING
    words = context.words
    if not acting:
        return words.date(day)
    distance = words.relative(day, context.on)
    said: Inline = State(Mark.OPEN, words("due {when}", when=distance)) if near else Muted(distance)
    if day < context.on:
        said = State(Mark.LATE, overdue_words((context.on - day).days, words))
    return (words.date(day, weekday=True), LineBreak(), said)


def owed_table(context: PageContext, owed: Iterable[Owed], *, caption: str = "", empty: str) -> Table:
    """What is owed, signatures and the most urgent first: what, by whom, by when, for a customer where to answer."""
    words = context.words
    pages = existing_pages(context)
    places = answer_places(context)
    columns: Columns[tuple[Owed, ...]] = (
        Column(words("To do"), lambda items: Strong(act_on_all(items, words)), narrow=True),
        Column(words("What"), lambda items: all_titles(context, items, pages)),
        Column(words("Who"), lambda items: owed_by(context, items[0])),
        Column(
            words("When"),
            lambda items: due_day(context, items[0].due, near=items[0].near),
            narrow=True,
            aside=True,
            sort=lambda items: day_key(items[0].due),
        ),
        Column(words("How"), lambda items: way_to_answer(context, items[0], places), narrow=True),
    )
    return register_table(columns, alike(sorted(owed, key=_signatures_first)), caption=caption, empty=empty)


def _signatures_first(owed: Owed) -> tuple[bool, object]:
    return (owed.kind != "signature", urgency(owed))


def alike(owed: Iterable[Owed]) -> list[tuple[Owed, ...]]:
    """Named things that one person owes in the same way on the same day stand in one row, sentences in one each."""
    found: dict[tuple[object, ...], list[Owed]] = {}
    for item in owed:
        apart = "" if item.kind in NAMED_THINGS else item.id
        found.setdefault((item.kind, item.owner, item.party, item.due, apart), []).append(item)
    return [tuple(items) for items in found.values()]


def act(owed: Owed, words: Words) -> str:
    """What somebody has to do about it, as a verb: sign, decide, deliver, answer and the like."""
    return words(ACTS.get(owed.kind, owed.kind.replace("-", " ")))


def act_on_all(owed: Sequence[Owed], words: Words) -> str:
    """The verb, and of several things how many."""
    return act(owed[0], words) + (f" {words.number(len(owed))}" if len(owed) > 1 else "")


def all_titles(context: PageContext, owed: Sequence[Owed], pages: frozenset[str]) -> tuple[Inline, ...]:
    """What each of them is, linked."""
    said: list[Inline] = []
    for item in owed:
        said += [", "] if said else []
        said += parts(owed_title(context, item, pages))
    return tuple(said)


def owed_title(context: PageContext, owed: Owed, pages: frozenset[str]) -> Content:
    """What is owed, linked to where it stands."""
    title = context.words.message(owed.title)
    target = target_of(context, owed.id, pages)
    if target is None:
        return title
    if owed.id in context.places:
        return (title, " ", context.item(owed.id)) if owed.id not in title else Link(title, target)
    return Link(title, target)


def owed_by(context: PageContext, owed: Owed) -> Content:
    """The person who owes it, else the side."""
    if owed.owner:
        return context.person(owed.owner)
    return context.words(owed.party.value) if owed.party else NOTHING


DONE = frozenset({Mark.SIGNED, Mark.NOTED, Mark.MET})


def documents_at_home(context: PageContext) -> Blocks:
    """The documents that wait for somebody; folded away those that are done and those that the project goes without."""
    words = context.words
    shown = shown_documents(context)
    others = [document for document in shown if not document.needed and not document.exists]
    done = [document for document in shown if document not in others and _is_done(document)]
    waiting = [document for document in shown if document not in others and document not in done]
    folded = (
        (words("Documents that are done"), done),
        (words("Documents that the project goes without"), others),
    )
    return (
        documents_table(context, waiting, captioned=False, empty=words("No document waits for anybody.")),
        *(
            block
            for title, found in folded
            if found
            for block in _folded(context, title, documents_table(context, found))
        ),
    )


def _is_done(document: DocumentStatus) -> bool:
    """A draft is not done, though the current phase may ask for no more than that."""
    return document_mark(document) in DONE and not lacks_signatures(document) and document.state not in WORKING_STATES


def documents_table(
    context: PageContext,
    documents: Sequence[DocumentStatus] | None = None,
    *,
    captioned: bool = True,
    empty: str = "",
) -> Table:
    """Every document, or those given: state, revision, signatures, due date."""
    words = context.words
    pages = existing_pages(context)
    shown = shown_documents(context) if documents is None else documents
    columns: Columns[DocumentStatus] = (
        Column(words("Document"), lambda document: _document(context, document, pages)),
        Column(words("State"), lambda document: _state_and_need(document, words), narrow=True),
        Column(words("Revision"), lambda document: _revision(words, document), figure=True),
        Column(words("Signed"), lambda document: _signed(context, document), narrow=True),
        Column(words("Owner"), lambda document: context.person(document.owner)),
        Column(
            words("Due"),
            lambda document: _document_due(context, document),
            narrow=True,
            aside=True,
            sort=lambda document: day_key(document.due),
        ),
        Column(words("Why"), lambda document: _why(context, document)),
    )
    caption = words("Documents") if captioned else ""
    return register_table(columns, shown, caption=caption, empty=empty or words("The process names no documents."))


def _document(context: PageContext, document: DocumentStatus, pages: frozenset[str]) -> Content:
    title, target = context.words(document.title), document_target(document, pages)
    return Link(title, target) if target else title


def _state_and_need(document: DocumentStatus, words: Words) -> Content:
    """Its state, and below it what the current phase still needs of it."""
    need = words("needs: {state}", state=state_word(document.awaited, words)) if document.awaited else ""
    return with_note(document_state(document, words), need)


def _revision(words: Words, document: DocumentStatus) -> Content:
    return Number(words.number(document.revision)) if document.revision is not None and document.exists else NOTHING


def _document_due(context: PageContext, document: DocumentStatus) -> Content:
    waits = not document.exists or bool(document.awaited) or document.state in {"draft", "working"}
    return due_day(context, document.due, acting=waits)


def _signed(context: PageContext, document: DocumentStatus) -> Content:
    if not document.signatures_needed or not document.exists:
        return NOTHING
    words = context.words
    text = words("{signed} of {needed}", signed=document.signatures_current, needed=document.signatures_needed)
    if document.signatures_noted:
        return State(Mark.NOTED, words("{count}, noted", count=text))
    complete = document.signatures_current >= document.signatures_needed
    return State(Mark.SIGNED, text) if complete and not document.stale else text


def _why(context: PageContext, document: DocumentStatus) -> Content:
    words = context.words
    said: list[Inline] = []
    for told in document.told:
        said += [*([LineBreak()] if said else []), Strong(words.message(told))]
    if document.stale:
        said.append(Strong(words.message(document.stale[0])))
        more = len(document.stale) - 1
        said += [LineBreak(), words("{count} more", count=words.number(more))] if more else []
    if document.missing_sections and document.exists:
        missing = ", ".join(words(title) for title in document.missing_sections)
        said += [LineBreak()] if said else []
        said.append(words("Not written yet: {sections}", sections=missing))
    if said:
        return tuple(said)
    return Muted(words.message(document.reason)) if document.reason.text else NOTHING


def milestones_table(context: PageContext) -> Table:
    """The milestones in short."""
    words = context.words
    live = [planned for planned in context.status.plan if not planned.milestone.withdrawn]
    columns: Columns[PlannedMilestone] = (
        Column(words("Id"), lambda planned: context.item(planned.milestone.id), narrow=True),
        Column(words("Milestone"), lambda planned: planned.milestone.title),
        Column(words("State"), lambda planned: milestone_state(planned, words), narrow=True),
        Column(
            words("When"),
            lambda planned: due_day(context, _day_of(planned), acting=planned.actual is None),
            narrow=True,
            aside=True,
            sort=lambda planned: day_key(_day_of(planned)),
        ),
    )
    empty = authors_hint(
        context, words("No milestone is planned yet."), words("Milestones stand under `milestones` in project.yml.")
    )
    return register_table(columns, live, caption=words("Milestones"), empty=empty)


def _day_of(planned: PlannedMilestone) -> dt.date | None:
    return planned.actual or planned.forecast or planned.baseline


def first_rows(table: Table, count: int = MANY_ROWS) -> tuple[Table, int]:
    """A table's first rows, and how many were left out."""
    kept = table.rows[:count]
    return replace(table, rows=kept, sortable=False, search=False, filters=()), len(table.rows) - len(kept)
