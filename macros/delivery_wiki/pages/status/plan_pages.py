"""The plan: a timeline with its table, milestones with baseline and forecast, and the statements of work."""

from __future__ import annotations

from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.status import PlannedMilestone

from ..drawings.shapes import wide_and_narrow
from ..drawings.timeline import MEDIUM, NARROW, WIDE, TimelineBar, TimelineRow, draw_timeline
from ..elements.columns import Column, Columns, day_key, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import (
    NOTHING,
    authors_hint,
    computed,
    day,
    items,
    parts,
    single_page,
    with_note,
    withdrawn,
)
from ..elements.state_marks import gate_state, late_words, milestone_state
from ..elements.tree import (
    Block,
    Blocks,
    Content,
    Figure,
    Inline,
    Mark,
    Number,
    Paragraph,
    State,
    Strong,
    Table,
)
from ..elements.words import Words


def plan(context: PageContext) -> Blocks:
    """The timeline, the milestones with their delay, and when each statement of work runs."""
    blocks: list[Block] = [*_next_gate(context)]
    rows, bars = _rows(context), _bars(context)
    if any(row.dates for row in rows) or bars:
        blocks.append(timeline(context, rows, bars))
    if context.status.plan:
        blocks.append(computed("project.yml", _milestones(context)))
    if context.view.project.sows:
        blocks.append(computed("sow/", _statements_of_work(context)))
    return (*blocks, *_data_protection(context))


def _data_protection(context: PageContext) -> Blocks:
    """When the agreement about personal data is signed, what shows it, and what waits for it."""
    words, found = context.words, context.view.project.data_protection
    if found is None:
        return ()
    signed, due = found.signed, found.due
    state = words("signed on {date}", date=words.date(signed)) if signed else ""
    state = state or (words("to be signed by {date}", date=words.date(due)) if due else words("open"))
    line: list[Inline] = [found.title or words("Agreement about personal data"), ": ", state]
    line += [f" ({found.evidence})"] if found.evidence else []
    waits: tuple[Inline, ...] = (" · ", words("Real data is used by"), " ", *parts(items(context, found.before)))
    return (Paragraph((*line, *(waits if found.before else ()))),)


def _next_gate(context: PageContext) -> Blocks:
    """What comes next, how far it is, and how late."""
    gate, words = context.status.next_gate, context.words
    if gate is None or context.status.archived:
        return ()
    line: list[Inline] = [words("Next gate"), ": ", Strong(words(gate.gate.title)), " · ", gate_state(gate, words)]
    date = gate.forecast or gate.baseline
    line += [" · ", words.date(date, weekday=True)] if date else []
    line += [" ", State(Mark.LATE, late_words(gate.days_late, words))] if gate.days_late > 0 else []
    return (Paragraph(tuple(line), lead=True),)


def timeline(context: PageContext, rows: tuple[TimelineRow, ...], bars: tuple[TimelineBar, ...]) -> Figure:
    """The drawing for wide and for narrow screens; the milestones' table below says the same."""
    wide = draw_timeline(rows, bars, context.on, context.words, WIDE)
    medium = draw_timeline(rows, bars, context.on, context.words, MEDIUM)
    narrow = draw_timeline(rows, bars, context.on, context.words, NARROW)
    caption = context.words("Milestones and statements of work; the tables below say the same.")
    return Figure(drawing=wide_and_narrow(wide, narrow, medium=medium), caption=caption, wide=True)


def _rows(context: PageContext) -> tuple[TimelineRow, ...]:
    gates = {gate.id: context.words(gate.title) for gate in context.view.process.gates}
    live = [milestone for milestone in context.status.plan if not milestone.milestone.withdrawn]
    return tuple(
        TimelineRow(planned=milestone, gate=gates.get(milestone.milestone.gate or "", "")) for milestone in live
    )


def _bars(context: PageContext) -> tuple[TimelineBar, ...]:
    return tuple(
        TimelineBar(id=sow.id, title=sow.title, target=f"sow-{sow.topic}.html", start=sow.starts, end=sow.ends)
        for sow in context.view.project.sows
        if sow.starts and sow.ends and sow.starts <= sow.ends
    )


def _milestones(context: PageContext) -> Table:
    words = context.words
    columns: Columns[PlannedMilestone] = (
        Column(words("Id"), lambda planned: context.item(planned.milestone.id), narrow=True),
        Column(words("Milestone"), lambda planned: _title(context, planned)),
        Column(words("Owner"), lambda planned: context.person(planned.milestone.owner)),
        Column(
            words("Baseline"),
            lambda planned: day(context, planned.baseline),
            narrow=True,
            sort=lambda planned: day_key(planned.baseline),
        ),
        Column(
            words("Forecast"),
            lambda planned: day(context, planned.forecast),
            narrow=True,
            sort=lambda planned: day_key(planned.forecast),
        ),
        Column(
            words("Reached"),
            lambda planned: day(context, planned.actual),
            narrow=True,
            sort=lambda planned: day_key(planned.actual),
        ),
        Column(words("Late"), lambda planned: _late(words, planned), figure=True, unit=words("days")),
        Column(words("State"), lambda planned: _state(context, planned), narrow=True, aside=True),
    )
    empty = authors_hint(
        context, words("No milestone is planned yet."), words("Milestones stand under `milestones` in project.yml.")
    )
    return register_table(
        columns,
        context.status.plan,
        caption=words("Milestones"),
        empty=empty,
        id="milestones",
        row_id=lambda planned: planned.milestone.id,
    )


def _title(context: PageContext, planned: PlannedMilestone) -> Content:
    words, milestone = context.words, planned.milestone
    gate = next((gate.title for gate in context.view.process.gates if gate.id == milestone.gate), "")
    title = with_note(milestone.title, words("Gate: {gate}", gate=words(gate)) if gate else "")
    return with_note(title, _relative(context, planned))


def _late(words: Words, planned: PlannedMilestone) -> Content:
    return Number(words.number(planned.days_late)) if planned.days_late else NOTHING


def _relative(context: PageContext, planned: PlannedMilestone) -> str:
    milestone = planned.milestone
    if not milestone.after:
        return ""
    return context.words.counted(
        milestone.business_days,
        "{count} business day after {milestone}",
        "{count} business days after {milestone}",
        milestone=milestone.after,
    )


def _state(context: PageContext, milestone: PlannedMilestone) -> Content:
    if milestone.milestone.withdrawn:
        return withdrawn(context, milestone.milestone.withdrawn)
    return milestone_state(milestone, context.words)


def _statements_of_work(context: PageContext) -> Table:
    words = context.words
    columns: Columns[StatementOfWork] = (
        Column(words("Statement of work"), lambda sow: context.item(sow.id)),
        Column(words("Title"), lambda sow: sow.title),
        Column(words("Starts"), lambda sow: day(context, sow.starts), narrow=True, named=True),
        Column(words("Ends"), lambda sow: day(context, sow.ends), narrow=True, named=True),
        Column(words("Dates"), lambda sow: sow.dates_note or NOTHING),
        Column(
            words("Deliverables"),
            lambda sow: items(
                context, tuple(deliverable.id for deliverable in sow.deliverables if not deliverable.withdrawn)
            ),
        ),
    )
    return register_table(
        columns, context.view.project.sows, caption=words("Statements of work"), empty="", id="statements-of-work"
    )


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page("plan", "Plan", "Project", "plan", lambda context: bool(context.status.plan or _bars(context))),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="plan",
        summary="The timeline of milestones and statements of work as of the page's date, with both as tables.",
        render=plan,
        example="{{ plan() }}",
    ),
)
