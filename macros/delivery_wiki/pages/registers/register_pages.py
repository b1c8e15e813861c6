"""The registers of a project: decisions, assumptions and open points."""

from __future__ import annotations

import datetime as dt

from delivery_wiki.calculations.base.phrases import id_order
from delivery_wiki.model.project.register_entries import (
    AcceptedDeviation,
    Assumption,
    AssumptionState,
    Decision,
    OpenPoint,
)

from ..elements.columns import Column, Columns, FilterBy, day_key, register_table
from ..elements.macro_arguments import require_known
from ..elements.page_kind import Macro, PageContext, PageKind, Parameter
from ..elements.register_parts import (
    NOTHING,
    authors_hint,
    computed,
    day,
    due,
    is_late,
    items,
    name_of,
    single_page,
    stated_inline,
    with_note,
    with_suspicions,
    withdrawn,
)
from ..elements.state_marks import state_word
from ..elements.tree import Blocks, Content, Facts, Mark, Number, State, Table

NO_OWNER = "~"


# --- decisions ------------------------------------------------------------------------------------


def decision_register(context: PageContext) -> Blocks:
    """Every decision, newest first: what, by whom, on what evidence."""
    words = context.words
    decisions = sorted(context.view.project.decisions, key=lambda decision: decision.date, reverse=True)
    columns: Columns[Decision] = (
        Column(words("Id"), lambda decision: context.item(decision.id), narrow=True),
        Column(
            words("Date"),
            lambda decision: words.date(decision.date),
            narrow=True,
            sort=lambda decision: day_key(decision.date),
        ),
        Column(words("Decision"), lambda decision: _decided(context, decision)),
        Column(
            words("Outcome"),
            lambda decision: with_suspicions(context, decision.id, _outcome(context, decision)),
            narrow=True,
        ),
        Column(words("Decided by"), lambda decision: context.person(decision.decided_by)),
        Column(words("Evidence"), lambda decision: decision.evidence or NOTHING),
        Column(words("About"), lambda decision: items(context, decision.about)),
    )
    table = register_table(
        columns,
        decisions,
        empty=authors_hint(
            context, words("No decision is recorded yet."), words("Decisions stand under `decisions` in project.yml.")
        ),
        id="decisions",
        row_id=lambda decision: decision.id,
    )
    return (computed("project.yml", table),)


def _decided(context: PageContext, decision: Decision) -> Content:
    words = context.words
    gate = next((gate.title for gate in context.view.process.gates if gate.id == decision.gate), "")
    title = with_note(decision.title, decision.reason)
    for deviation in decision.accepts:
        title = with_note(title, _accepted(context, deviation))
    return with_note(title, words("Gate: {gate}", gate=words(gate))) if gate else title


def _accepted(context: PageContext, deviation: AcceptedDeviation) -> str:
    """A condition of the gate that the decision goes ahead without."""
    words = context.words
    criteria = (criterion for gate in context.view.process.gates for criterion in gate.criteria)
    title = next(
        (words(criterion.title) for criterion in criteria if criterion.id == deviation.criterion), deviation.criterion
    )
    owner = name_of(context, deviation.owner)
    pieces = (
        f"{title}: {deviation.reason}",
        deviation.remedy,
        owner,
        words("until {date}", date=words.date(deviation.until)),
    )
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
    by_state = FilterBy[Assumption](
        "state", lambda assumption: "" if assumption.withdrawn else assumption.state.value, words
    )
    columns: Columns[Assumption] = (
        Column(words("Id"), lambda assumption: context.item(assumption.id), narrow=True),
        Column(words("Assumption"), lambda entry: with_note(entry.statement, _entitles(context, entry))),
        Column(
            words("State"),
            lambda entry: with_suspicions(context, entry.id, _assumption_state(context, entry)),
            narrow=True,
            filter=by_state,
        ),
        Column(words("Owner"), lambda assumption: context.person(assumption.owner)),
        Column(
            words("Confirm by"),
            lambda entry: _confirm_by(context, entry),
            narrow=True,
            sort=lambda entry: day_key(entry.due),
        ),
        Column(words("Source"), lambda assumption: assumption.source or NOTHING),
        Column(words("About"), lambda assumption: items(context, assumption.about)),
    )
    table = register_table(
        columns,
        assumptions,
        empty=authors_hint(
            context, words("No assumption is recorded."), words("Assumptions stand under `assumptions` in project.yml.")
        ),
        id="assumptions",
        row_id=lambda assumption: assumption.id,
    )
    return (computed("project.yml", table),)


def _confirm_by(context: PageContext, assumption: Assumption) -> Content:
    return due(context, assumption.id, assumption.due) if assumption.state is AssumptionState.OPEN else NOTHING


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
    points = [open_point for open_point in project.open_points if owner in ("", open_point.owner)]
    waiting = sorted((point for point in points if _is_open(point)), key=lambda point: _urgency(context, point))
    answered = [point for point in points if not _is_open(point)]
    late = sum(is_late(context, point.id) for point in waiting)
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
    by_owner = FilterBy[OpenPoint]("owner", lambda point: point.owner or "", lambda id: name_of(context, id))
    columns: Columns[OpenPoint] = (
        Column(words("Id"), lambda point: context.item(point.id), narrow=True),
        Column(words("Question"), lambda point: (point.question, *stated_inline(context, point.stated))),
        Column(words("Owner"), lambda point: context.person(point.owner), filter=by_owner),
        Column(
            words("Due"),
            lambda point: due(context, point.id, point.due),
            narrow=True,
            aside=True,
            sort=lambda point: day_key(point.due),
        ),
        Column(
            words("Raised"),
            lambda point: words.date(point.raised),
            narrow=True,
            sort=lambda point: day_key(point.raised),
        ),
        Column(words("About"), lambda point: items(context, point.about)),
    )
    return register_table(
        columns,
        points,
        caption=words("Open"),
        empty=authors_hint(
            context, words("No point is open."), words("Open points stand under `open_points` in project.yml.")
        ),
        id="open",
        row_id=lambda point: point.id,
    )


def _answered_table(context: PageContext, points: list[OpenPoint]) -> Table:
    words = context.words
    columns: Columns[OpenPoint] = (
        Column(words("Id"), lambda point: context.item(point.id), narrow=True),
        Column(words("Question"), lambda point: (point.question, *stated_inline(context, point.stated))),
        Column(
            words("Answer"),
            lambda point: withdrawn(context, point.withdrawn) if point.withdrawn else point.answer or NOTHING,
        ),
        Column(words("Owner"), lambda point: context.person(point.owner)),
        Column(
            words("Answered"),
            lambda point: day(context, point.closed),
            narrow=True,
            sort=lambda point: day_key(point.closed),
        ),
        Column(words("About"), lambda point: items(context, point.about)),
    )
    return register_table(
        columns, points, caption=words("Answered"), empty="", id="answered", row_id=lambda point: point.id
    )


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
