"""The registers of a project: decisions, assumptions and open points."""

from __future__ import annotations

import datetime as dt

from delivery_wiki.calculations.phrases import id_order
from delivery_wiki.model.project import AcceptedDeviation, Assumption, AssumptionState, Decision, OpenPoint

from .macro_arguments import require_known
from .page_kind import Macro, PageContext, PageKind, Parameter
from .register_parts import (
    NOTHING,
    authors_hint,
    choices,
    computed,
    day,
    due,
    is_late,
    items,
    name_of,
    register_table,
    single_page,
    stated_inline,
    with_note,
    with_suspicions,
    withdrawn,
)
from .state_marks import state_word
from .tree import (
    Blocks,
    Column,
    Content,
    Facts,
    Filter,
    Mark,
    Number,
    Row,
    State,
    Table,
)

NO_OWNER = "~"


# --- decisions ------------------------------------------------------------------------------------


def decision_register(context: PageContext) -> Blocks:
    """Every decision, newest first: what, by whom, on what evidence."""
    words = context.words
    decisions = sorted(context.view.project.decisions, key=lambda one: one.date, reverse=True)
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Date"), narrow=True),
        Column(title=words("Decision")),
        Column(title=words("Outcome"), narrow=True),
        Column(title=words("Decided by")),
        Column(title=words("Evidence")),
        Column(title=words("About")),
    )
    table = register_table(
        columns,
        [_decision_row(context, one) for one in decisions],
        empty=authors_hint(
            context, words("No decision is recorded yet."), words("Decisions stand under `decisions` in project.yml.")
        ),
        id="decisions",
    )
    return (computed("project.yml", table),)


def _decision_row(context: PageContext, decision: Decision) -> Row:
    words = context.words
    gate = next((one.title for one in context.view.process.gates if one.id == decision.gate), "")
    title = with_note(decision.title, decision.reason)
    for one in decision.accepts:
        title = with_note(title, _accepted(context, one))
    cells: tuple[Content, ...] = (
        context.item(decision.id),
        words.date(decision.date),
        with_note(title, words("Gate: {gate}", gate=words(gate))) if gate else title,
        with_suspicions(context, decision.id, _outcome(context, decision)),
        context.person(decision.decided_by),
        decision.evidence or NOTHING,
        items(context, decision.about),
    )
    return Row(id=decision.id, cells=cells)


def _accepted(context: PageContext, one: AcceptedDeviation) -> str:
    """A condition of the gate that the decision goes ahead without."""
    words = context.words
    criteria = (criterion for gate in context.view.process.gates for criterion in gate.criteria)
    title = next((words(criterion.title) for criterion in criteria if criterion.id == one.criterion), one.criterion)
    owner = name_of(context, one.owner)
    pieces = (f"{title}: {one.reason}", one.remedy, owner, words("until {date}", date=words.date(one.until)))
    return words("Accepted though open: {what}", what=" · ".join(piece for piece in pieces if piece))


def _outcome(context: PageContext, decision: Decision) -> Content:
    words = context.words
    if decision.withdrawn:
        return withdrawn(context, decision.withdrawn)
    if decision.outcome is None:
        return NOTHING
    marks = {"go": Mark.MET, "no-go": Mark.FAILED, "deferred": Mark.OPEN}
    return State(marks[decision.outcome.value], state_word(decision.outcome.value, words))


# --- assumptions ----------------------------------------------------------------------------------


def assumption_register(context: PageContext) -> Blocks:
    """Every assumption: who confirms it by when, and what rests on it."""
    words = context.words
    assumptions = context.view.project.assumptions
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Assumption")),
        Column(title=words("State"), narrow=True),
        Column(title=words("Owner")),
        Column(title=words("Confirm by"), narrow=True),
        Column(title=words("Source")),
        Column(title=words("About")),
    )
    table = register_table(
        columns,
        [_assumption_row(context, one) for one in assumptions],
        empty=authors_hint(
            context, words("No assumption is recorded."), words("Assumptions stand under `assumptions` in project.yml.")
        ),
        filters=(Filter(key="state", label=words("State"), choices=choices(_assumption_states(assumptions), words)),),
        id="assumptions",
    )
    return (computed("project.yml", table),)


def _assumption_states(assumptions: tuple[Assumption, ...]) -> list[str]:
    return [one.state.value for one in assumptions if not one.withdrawn]


def _assumption_row(context: PageContext, assumption: Assumption) -> Row:
    cells: tuple[Content, ...] = (
        context.item(assumption.id),
        with_note(assumption.statement, _entitles(context, assumption)),
        with_suspicions(context, assumption.id, _assumption_state(context, assumption)),
        context.person(assumption.owner),
        due(context, assumption.id, assumption.due) if assumption.state is AssumptionState.OPEN else NOTHING,
        assumption.source or NOTHING,
        items(context, assumption.about),
    )
    return Row(id=assumption.id, cells=cells, data=(("state", assumption.state.value),))


def _entitles(context: PageContext, assumption: Assumption) -> str:
    if assumption.withdrawn or assumption.state is not AssumptionState.FALSE:
        return ""
    return context.words("a false assumption entitles to a change request")


def _assumption_state(context: PageContext, assumption: Assumption) -> Content:
    words = context.words
    if assumption.withdrawn:
        return withdrawn(context, assumption.withdrawn)
    if assumption.state is AssumptionState.FALSE:
        return State(Mark.FAILED, words("false"))
    mark = Mark.MET if assumption.state is AssumptionState.CONFIRMED else Mark.OPEN
    return State(mark, words(assumption.state.value))


# --- open points ----------------------------------------------------------------------------------


def open_point_register(context: PageContext, owner: str = "") -> Blocks:
    """Open questions by owner, overdue ones first, then the answered ones."""
    words = context.words
    project = context.view.project
    if owner:
        people = [person.id for person in project.people]
        require_known("owner", owner, [*people, *(party.id for party in project.parties)])
    points = [one for one in project.open_points if owner in ("", one.owner)]
    waiting = sorted((one for one in points if _is_open(one)), key=lambda one: _urgency(context, one))
    answered = [one for one in points if not _is_open(one)]
    late = sum(is_late(context, one.id) for one in waiting)
    counts = Facts(
        pairs=(
            (words("Open"), Number(words.number(len(waiting)))),
            (words("Overdue"), State(Mark.LATE, words.number(late)) if late else words.number(0)),
            (words("Answered"), Number(words.number(len(answered)))),
        )
    )
    closed = (_answered_table(context, answered),) if answered else ()
    return (counts, computed("project.yml", _open_table(context, waiting), *closed))


def _is_open(point: OpenPoint) -> bool:
    return point.closed is None and not point.withdrawn


def _urgency(context: PageContext, point: OpenPoint) -> tuple[int, str, dt.date, tuple[int, str]]:
    """Overdue first; then by owner and date, and those that nobody owns last."""
    late = 0 if is_late(context, point.id) else 1
    return (late, point.owner or NO_OWNER, point.due or dt.date.max, id_order(point))


def _open_table(context: PageContext, points: list[OpenPoint]) -> Table:
    words = context.words
    owners = tuple((id, name_of(context, id)) for id in dict.fromkeys(one.owner for one in points) if id)
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Question")),
        Column(title=words("Owner")),
        Column(title=words("Due"), narrow=True),
        Column(title=words("Raised"), narrow=True),
        Column(title=words("About")),
    )
    rows = [
        Row(
            id=one.id,
            cells=(
                context.item(one.id),
                (one.question, *stated_inline(context, one.stated)),
                context.person(one.owner),
                due(context, one.id, one.due),
                words.date(one.raised),
                items(context, one.about),
            ),
            data=(("owner", one.owner or ""),),
        )
        for one in points
    ]
    return register_table(
        columns,
        rows,
        caption=words("Open"),
        empty=authors_hint(
            context, words("No point is open."), words("Open points stand under `open_points` in project.yml.")
        ),
        filters=(Filter(key="owner", label=words("Owner"), choices=owners),),
        id="open",
    )


def _answered_table(context: PageContext, points: list[OpenPoint]) -> Table:
    words = context.words
    columns = (
        Column(title=words("Id"), narrow=True),
        Column(title=words("Question")),
        Column(title=words("Answer")),
        Column(title=words("Owner")),
        Column(title=words("Answered"), narrow=True),
        Column(title=words("About")),
    )
    rows = [
        Row(
            id=one.id,
            cells=(
                context.item(one.id),
                (one.question, *stated_inline(context, one.stated)),
                withdrawn(context, one.withdrawn) if one.withdrawn else one.answer or NOTHING,
                context.person(one.owner),
                day(context, one.closed),
                items(context, one.about),
            ),
        )
        for one in points
    ]
    return register_table(columns, rows, caption=words("Answered"), empty="", id="answered")


# --- pages ----------------------------------------------------------------------------------------

PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "decisions", "Decisions", "Registers", "decisions", lambda context: bool(context.view.project.decisions)
    ),
    single_page(
        "assumptions", "Assumptions", "Registers", "assumptions", lambda context: bool(context.view.project.assumptions)
    ),
    single_page("open-points", "Open points", "Registers", "open_points", lambda context: True),
)


MACROS: tuple[Macro, ...] = (
    Macro(
        name="decisions",
        summary="The decisions of the project, newest first, with who decided and on what evidence.",
        render=decision_register,
        example="{{ decisions() }}",
    ),
    Macro(
        name="assumptions",
        summary="The assumptions that the plan rests on, who confirms them by when, and what rests on them.",
        render=assumption_register,
        example="{{ assumptions() }}",
    ),
    Macro(
        name="open_points",
        summary="Open questions by owner, overdue ones first, and what was answered.",
        render=open_point_register,
        parameters=(Parameter(name="owner", kind=str, summary="Only the points of this person or party, by id."),),
        example='{{ open_points(owner="customer-it-lead") }}',
    ),
)
