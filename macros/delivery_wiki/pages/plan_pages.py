"""The plan: a timeline with its table, milestones with baseline and forecast, and the statements of work."""

from __future__ import annotations

from delivery_wiki.model.status import PlannedMilestone

from .drawings.shapes import wide_and_narrow
from .drawings.timeline import NARROW, WIDE, TimelineBar, TimelineRow, draw_timeline
from .page_kind import Macro, PageContext, PageKind
from .register_parts import (
    NOTHING,
    authors_hint,
    computed,
    day,
    items,
    register_table,
    single_page,
    with_note,
    withdrawn,
)
from .state_marks import gate_state, late_words, milestone_state
from .tree import Block, Blocks, Column, Content, Figure, Inline, Mark, Number, Paragraph, Row, State, Strong, Table


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
    return tuple(blocks)


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
    narrow = draw_timeline(rows, bars, context.on, context.words, NARROW)
    caption = context.words("Milestones and statements of work; the tables below say the same.")
    return Figure(drawing=wide_and_narrow(wide, narrow), caption=caption, wide=True)


def _rows(context: PageContext) -> tuple[TimelineRow, ...]:
    gates = {gate.id: context.words(gate.title) for gate in context.view.process.gates}
    live = [one for one in context.status.plan if not one.milestone.withdrawn]
    return tuple(TimelineRow(planned=one, gate=gates.get(one.milestone.gate or "", "")) for one in live)


def _bars(context: PageContext) -> tuple[TimelineBar, ...]:
    return tuple(
        TimelineBar(id=sow.id, title=sow.title, target=f"sow-{sow.topic}.html", start=sow.starts, end=sow.ends)
        for sow in context.view.project.sows
        if sow.starts and sow.ends and sow.starts <= sow.ends
    )


def _milestones(context: PageContext) -> Table:
    words = context.words
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Milestone")),
        Column(title=words("Owner")),
        Column(title=words("Baseline"), narrow=True),
        Column(title=words("Forecast"), narrow=True),
        Column(title=words("Actual"), narrow=True),
        Column(title=words("Late"), numeric=True, unit=words("days")),
        Column(title=words("State"), narrow=True),
    )
    rows = [_milestone_row(context, one) for one in context.status.plan]
    empty = authors_hint(
        context, words("No milestone is planned yet."), words("Milestones stand under `milestones` in project.yml.")
    )
    return register_table(columns, rows, caption=words("Milestones"), empty=empty, id="milestones")


def _milestone_row(context: PageContext, one: PlannedMilestone) -> Row:
    words, milestone = context.words, one.milestone
    gate = next((gate.title for gate in context.view.process.gates if gate.id == milestone.gate), "")
    title = with_note(milestone.title, words("Gate: {gate}", gate=words(gate)) if gate else "")
    cells: tuple[Content, ...] = (
        context.item(milestone.id),
        with_note(title, _relative(context, one)),
        context.person(milestone.owner),
        day(context, one.baseline),
        day(context, one.forecast),
        day(context, one.actual),
        Number(words.number(one.days_late)) if one.days_late else NOTHING,
        _state(context, one),
    )
    return Row(id=milestone.id, cells=cells)


def _relative(context: PageContext, one: PlannedMilestone) -> str:
    milestone = one.milestone
    if not milestone.after:
        return ""
    return context.words.counted(
        milestone.business_days,
        "{count} business day after {milestone}",
        "{count} business days after {milestone}",
        milestone=milestone.after,
    )


def _state(context: PageContext, one: PlannedMilestone) -> Content:
    if one.milestone.withdrawn:
        return withdrawn(context, one.milestone.withdrawn)
    return milestone_state(one, context.words)


def _statements_of_work(context: PageContext) -> Table:
    words = context.words
    columns = (
        Column(title=words("Statement of work")),
        Column(title=words("Title")),
        Column(title=words("Starts"), narrow=True),
        Column(title=words("Ends"), narrow=True),
        Column(title=words("Dates")),
        Column(title=words("Deliverables")),
    )
    rows = [
        Row(
            cells=(
                context.item(sow.id),
                sow.title,
                day(context, sow.starts),
                day(context, sow.ends),
                sow.dates_note or NOTHING,
                items(context, tuple(one.id for one in sow.deliverables if not one.withdrawn)),
            )
        )
        for sow in context.view.project.sows
    ]
    return register_table(columns, rows, caption=words("Statements of work"), empty="", id="statements-of-work")


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
