"""Tables about where a project stands, shared by its home, its process page and the portfolio."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from delivery_wiki.calculations.owed import urgency
from delivery_wiki.model.status import CriterionState, CriterionStatus, DocumentStatus, GateState, GateStatus, Owed

from .gate_conditions import condition_lines
from .page_kind import PageContext
from .project_links import document_target, existing_pages, shown_documents, target_of
from .register_parts import MANY_ROWS, NOTHING, authors_hint, parts, register_table
from .state_marks import criterion_state, document_state, gate_state, late_words, milestone_state
from .tree import (
    Blocks,
    Column,
    Content,
    Heading,
    Inline,
    LineBreak,
    Link,
    Mark,
    Muted,
    Number,
    Paragraph,
    Row,
    State,
    Strong,
    Table,
)
from .words import Words

LinkTo = Callable[[str, str], str | None]
ACTS = {
    "action": "do",
    "agreement": "agree",
    "assumption": "confirm",
    "change-request": "decide",
    "condition": "settle",
    "decision": "decide",
    "deliverable": "accept",
    "delivery": "deliver",
    "department-issue": "answer",
    "document": "deliver",
    "inputs": "confirm",
    "milestone": "reach",
    "open-point": "answer",
    "poc-feedback": "answer",
    "questions": "answer",
    "remedy": "mend",
    "requirement": "provide",
    "signature": "sign",
    "test-case": "test again",
}


def next_gate(context: PageContext, link: LinkTo) -> Blocks:
    """The gate that comes next: what is met, what is open and why, and who can move it."""
    gate = context.status.next_gate
    if gate is None:
        return ()
    words = context.words
    heading = words("Next gate: {gate}", gate=words(gate.gate.title))
    line: list[Inline] = [gate_state(gate, words)]
    dates = gate_dates(context, gate)
    line += [", ", *parts(dates)] if dates != NOTHING else []
    target = link("gate", gate.gate.id)
    line += [" · ", Link(words("About this gate"), target)] if target else []
    return (
        Heading(level=2, text=heading, id="next-gate"),
        Paragraph(tuple(line)),
        criteria_table(context, gate),
    )


def gate_dates(context: PageContext, gate: GateStatus) -> Content:
    """The forecast of a gate with its baseline and delay; the day on which it was passed."""
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
        late = late_words(gate.days_late, words)
        said += [", ", State(Mark.LATE, late), " ", Muted(words("baseline {date}", date=words.date(gate.baseline)))]
    return tuple(said)


def criteria_table(context: PageContext, gate: GateStatus) -> Table:
    """Every condition of a gate: state, why, who can move it, by when."""
    words = context.words
    pages = existing_pages(context)
    order = {CriterionState.STALE: 0, CriterionState.OPEN: 1, CriterionState.MET: 2}
    rows = [
        Row(
            cells=(
                criterion_state(one, words),
                _criterion(context, one, pages),
                criterion_reason(context, one),
                _mover(context, one),
                _when(context, one.due, acting=one.state is not CriterionState.MET),
            )
        )
        for one in sorted(gate.criteria, key=lambda one: order[one.state])
    ]
    columns = (
        Column(title=words("State"), narrow=True),
        Column(title=words("Condition")),
        Column(title=words("Why")),
        Column(title=words("Who can move it")),
        Column(title=words("Due"), narrow=True),
    )
    return register_table(columns, rows, empty=words("This gate has no conditions."), caption=words("Conditions"))


def criterion_reason(context: PageContext, one: CriterionStatus) -> Content:
    """Why it holds or not, and each of the conditions that it holds with on a line of its own."""
    said: list[Inline] = [context.words.message(one.reason) or NOTHING]
    for line in condition_lines(one.conditions, context.view.project, context.words):
        said += [LineBreak(), line]
    return tuple(said) if len(said) > 1 else said[0]


def _criterion(context: PageContext, one: CriterionStatus, pages: frozenset[str]) -> Content:
    title = context.words.message(one.title)
    target = target_of(context, one.about, pages) if one.about else None
    return Link(title, target) if target else title


def _mover(context: PageContext, one: CriterionStatus) -> Content:
    if one.state is CriterionState.MET:
        return NOTHING
    if one.owner:
        return context.person(one.owner)
    return context.words(one.party.value) if one.party else NOTHING


def _when(context: PageContext, day: dt.date | None, *, acting: bool = True, near: bool = False) -> Content:
    """A date with its distance from the as-of date; past ones are marked where somebody still has to act."""
    if day is None:
        return NOTHING
    words = context.words
    if not acting:
        return words.date(day)
    distance = words.relative(day, context.on)
    said: Inline = State(Mark.OPEN, words("due {when}", when=distance)) if near else Muted(distance)
    if day < context.on:
        said = State(Mark.LATE, late_words((context.on - day).days, words))
    return (words.date(day, weekday=True), LineBreak(), said)


def owed_table(context: PageContext, owed: Iterable[Owed], *, empty: str) -> Table:
    """What is owed, the most urgent first: what, by whom, by when."""
    words = context.words
    pages = existing_pages(context)
    rows = [
        Row(
            cells=(
                _owed_title(context, one, pages),
                act(one, words),
                _owed_by(context, one),
                _when(context, one.due, near=one.near),
            )
        )
        for one in sorted(owed, key=urgency)
    ]
    columns = (
        Column(title=words("What")),
        Column(title=words("To do"), narrow=True),
        Column(title=words("Who")),
        Column(title=words("When"), narrow=True),
    )
    return register_table(columns, rows, empty=empty)


def act(owed: Owed, words: Words) -> str:
    """What somebody has to do about it, as a verb: sign, decide, deliver, answer and the like."""
    return words(ACTS.get(owed.kind, owed.kind.replace("-", " ")))


def _owed_title(context: PageContext, one: Owed, pages: frozenset[str]) -> Content:
    title = context.words.message(one.title)
    target = target_of(context, one.id, pages)
    if target is None:
        return title
    if one.id in context.places:
        return (context.item(one.id), " ", title) if one.id not in title else Link(title, target)
    return Link(title, target)


def _owed_by(context: PageContext, one: Owed) -> Content:
    if one.owner:
        return context.person(one.owner)
    return context.words(one.party.value) if one.party else NOTHING


def documents_table(context: PageContext, *, captioned: bool = True) -> Table:
    """Every document that is there or still to come: state, revision, signatures, due date."""
    words = context.words
    pages = existing_pages(context)
    rows = [_document_row(context, one, pages) for one in shown_documents(context)]
    columns = (
        Column(title=words("Document")),
        Column(title=words("State"), narrow=True),
        Column(title=words("Revision"), numeric=True),
        Column(title=words("Signed"), narrow=True),
        Column(title=words("Owner")),
        Column(title=words("Due"), narrow=True),
        Column(title=words("Why")),
    )
    empty = words("The process names no documents.")
    return register_table(columns, rows, caption=words("Documents") if captioned else "", empty=empty)


def _document_row(context: PageContext, one: DocumentStatus, pages: frozenset[str]) -> Row:
    words = context.words
    title = words(one.title)
    target = document_target(one, pages)
    return Row(
        cells=(
            Link(title, target) if target else title,
            document_state(one, words),
            Number(words.number(one.revision)) if one.revision is not None and one.exists else NOTHING,
            _signed(context, one),
            context.person(one.owner) if one.owner else NOTHING,
            _when(context, one.due, acting=not one.exists or one.state in {"draft", "working"}),
            _why(context, one),
        )
    )


def _signed(context: PageContext, one: DocumentStatus) -> Content:
    if not one.signatures_needed or not one.exists:
        return NOTHING
    words = context.words
    text = words("{signed} of {needed}", signed=one.signatures_current, needed=one.signatures_needed)
    if one.signatures_noted:
        return State(Mark.NOTED, words("{count}, noted", count=text))
    complete = one.signatures_current >= one.signatures_needed
    return State(Mark.SIGNED, text) if complete and not one.stale else text


def _why(context: PageContext, one: DocumentStatus) -> Content:
    words = context.words
    said: list[Inline] = [Strong(words.message(rejection)) for rejection in one.rejections[:1]]
    if one.stale:
        said.append(Strong(words.message(one.stale[0])))
        more = len(one.stale) - 1
        said += [LineBreak(), words("{count} more", count=words.number(more))] if more else []
    if one.missing_sections and one.exists:
        missing = ", ".join(words(title) for title in one.missing_sections)
        said += [LineBreak()] if said else []
        said.append(words("Not written yet: {sections}", sections=missing))
    if said:
        return tuple(said)
    return Muted(words.message(one.reason)) if one.reason.text else NOTHING


def milestones_table(context: PageContext) -> Table:
    """The milestones in short."""
    words = context.words
    rows = [
        Row(
            cells=(
                context.item(one.milestone.id),
                one.milestone.title,
                milestone_state(one, words),
                _when(context, one.actual or one.forecast or one.baseline, acting=one.actual is None),
            )
        )
        for one in context.status.plan
        if not one.milestone.withdrawn
    ]
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Milestone")),
        Column(title=words("State"), narrow=True),
        Column(title=words("When"), narrow=True),
    )
    empty = authors_hint(
        context, words("No milestone is planned yet."), words("Milestones stand under `milestones` in project.yml.")
    )
    return register_table(columns, rows, caption=words("Milestones"), empty=empty)


def first_rows(table: Table, count: int = MANY_ROWS) -> tuple[Table, int]:
    """A table's first rows, and how many were left out."""
    kept = table.rows[:count]
    short = Table(columns=table.columns, rows=kept, caption=table.caption, empty=table.empty, id=table.id)
    return (short, len(table.rows) - len(kept))
