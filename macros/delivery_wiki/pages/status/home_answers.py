"""The answers of a project's home: the phases in one line, what the next gate waits for, and who acts next."""

from __future__ import annotations

from delivery_wiki.model.status import CriterionState, CriterionStatus, GateStatus, Owed, PhaseStatus, Progress

from ..elements.columns import Column, Columns, day_key, register_table
from ..elements.page_kind import PageContext
from ..elements.project_links import existing_pages, project_link
from ..elements.register_parts import parts
from ..elements.state_marks import PROGRESS_MARKS, gate_state
from ..elements.tree import (
    Blocks,
    Content,
    Details,
    Heading,
    Inline,
    LineBreak,
    Mark,
    Muted,
    Paragraph,
    State,
    Step,
    Strip,
    Strong,
    Table,
)
from .process_pages import process_picture
from .status_tables import (
    act_on_all,
    alike,
    all_titles,
    criteria_table,
    criterion_actor,
    criterion_reason,
    criterion_title,
    due_day,
    due_of,
    gate_line,
    owed_by,
)

CRITERION_ORDER = (CriterionState.STALE, CriterionState.OPEN)


def phase_strip(context: PageContext) -> Blocks:
    """The phases in one line."""
    steps = tuple(_step(context, number, phase) for number, phase in enumerate(context.status.phases, start=1))
    return (Strip(steps=steps, caption=context.words("Phases")),)


def whole_process(context: PageContext) -> Blocks:
    """Folded, the whole process with every document in it."""
    summary = context.words("The whole process")
    return (Details(summary=summary, blocks=process_picture(context), id="whole-process"),)


def _step(context: PageContext, number: int, phase: PhaseStatus) -> Step:
    words = context.words
    gate = next((gate for gate in phase.gates if gate.gate is phase.phase.gate), None)
    is_current = phase.progress is Progress.CURRENT and not context.status.archived
    return Step(
        mark=Mark.NOT_NEEDED if context.status.archived and not is_done(phase) else PROGRESS_MARKS[phase.progress],
        title=f"{words.number(number)} {words(phase.phase.title)}",
        note=gate_state(gate, words).text if gate and (is_current or is_done(phase)) else "",
        target=project_link(context)("phase", phase.phase.id) or "",
        current=is_current,
    )


def is_done(phase: PhaseStatus) -> bool:
    """Whether the phase and its gate are behind."""
    return phase.progress is Progress.DONE


def gate_at_home(context: PageContext, gate: GateStatus) -> Blocks:
    """The gate that comes next: what is open, why and who can move it; folded away what is met or falls away."""
    words = context.words
    needed = [found for found in gate.criteria if found.needed]
    open_ones = [found for state in CRITERION_ORDER for found in needed if found.state is state]
    others = [found for found in gate.criteria if found not in open_ones]
    columns: Columns[CriterionStatus] = (
        Column(words("Condition"), lambda found: _condition(context, found)),
        Column(words("Due"), lambda found: due_day(context, due_of(found, gate)), narrow=True),
    )
    empty = words("Nothing is open: the decision can be taken.")
    folded = _others(context, others, is_all_met=all(found.needed for found in others)) if others else ()
    return (
        Heading(level=2, text=words("Next gate: {gate}", gate=words(gate.gate.title)), id="next-gate"),
        Paragraph(gate_line(context, gate, project_link(context), is_told_late=True)),
        register_table(columns, open_ones, empty=empty, caption=words("Open conditions")),
        *folded,
    )


def _others(context: PageContext, others: list[CriterionStatus], *, is_all_met: bool) -> Blocks:
    words = context.words
    said = "{count} met" if is_all_met else "{count} met or not needed"
    summary = words(said, count=words.number(len(others)))
    return (Details(summary=summary, blocks=(criteria_table(context, others),)),)


def _condition(context: PageContext, found: CriterionStatus) -> Content:
    """Its shape and name, why it is open, and who can move it."""
    mark = Mark.STALE if found.state is CriterionState.STALE else Mark.OPEN
    named = criterion_title(context, found, existing_pages(context))
    said: list[Inline] = [State(mark, ""), *parts(named), LineBreak()]
    said += [Muted(f"{context.words(found.state.value)}: ")] if found.state is CriterionState.STALE else []
    return (*said, *parts(criterion_reason(context, found)), " · ", *parts(criterion_actor(context, found)))


def next_to_act(context: PageContext, owed: tuple[Owed, ...]) -> Table:
    """What is owed first: the verb, what, by whom, and when; what one person owes alike on one day is one row."""
    words = context.words
    columns: Columns[tuple[Owed, ...]] = (
        Column(words("What"), lambda items: _to_do(context, items)),
        Column(
            words("When"),
            lambda items: due_day(context, items[0].due, near=items[0].near),
            narrow=True,
            aside=True,
            sort=lambda items: day_key(items[0].due),
        ),
    )
    empty = words("Nobody owes anything. What is owed comes from gates, documents, open points, actions and dates.")
    return register_table(columns, alike(owed), empty=empty, caption=words("Due next"))


def _to_do(context: PageContext, items: tuple[Owed, ...]) -> Content:
    """The verb, how many there are of several, what they are, and who owes them."""
    verb = Strong(f"{act_on_all(items, context.words)}:")
    titles = all_titles(context, items, existing_pages(context))
    return (verb, " ", *titles, LineBreak(), *parts(owed_by(context, items[0])))
