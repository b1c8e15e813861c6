"""Requirements: the register with its filters, in which each opens in full with its ladder and trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from delivery_wiki.calculations.evidence.traceability import not_passed
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.requirements import Priority, Requirement, RequirementDecision
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.status import RequirementStatus

from ..elements.columns import Column, Columns, FilterBy, register_table, step_key
from ..elements.macro_arguments import require_known
from ..elements.page_kind import Macro, PageContext, PageKind, Parameter
from ..elements.register_parts import (
    NOTHING,
    REQUIREMENT_LADDER,
    authors_hint,
    computed,
    day,
    parts,
    requirement_mark,
    requirements_bar,
    single_page,
    sow_id,
    verdict_state,
)
from ..elements.tree import Blocks, Content, Inline, Item, LineBreak, Mark, Muted, Paragraph, State, Table
from .requirement_cards import requirement_in_full

MOST_NAMED = 6

# --- the register ---------------------------------------------------------------------------------


def requirements_page(context: PageContext) -> Blocks:
    """The whole page: how far the requirements are, which fail, and the register, in which each opens in full."""
    failing = failing_requirements(context)
    found = [*failing, *(status for status in context.status.requirements if status not in failing)]
    register = computed("requirements.yml", _register(context, found, full=True))
    return (requirements_bar(context, found), *_failing(context), register)


def failing_requirements(context: PageContext) -> tuple[RequirementStatus, ...]:
    """Those whose newest test or check did not pass, then those that nobody could judge."""
    return (*_not_passed(context, Verdict.FAIL), *_not_passed(context, Verdict.BLOCKED))


def _not_passed(context: PageContext, verdict: Verdict) -> tuple[RequirementStatus, ...]:
    return tuple(status for status in context.status.requirements if not_passed(status, context.on) is verdict)


def _failing(context: PageContext) -> Blocks:
    """Those that fail or are blocked, each with the day of its newest result; in the register they stand first."""

    def named(status: RequirementStatus) -> tuple[Inline, ...]:
        newest: tuple[Inline, ...] = (" ", Muted(day(context, status.latest_run.date))) if status.latest_run else ()
        return (*parts(_id(context, status, full=True)), *newest)

    return failing_line(context, MOST_NAMED, named)


def failing_line(
    context: PageContext,
    most: int,
    named: Callable[[RequirementStatus], tuple[Inline, ...]] | None = None,
) -> Blocks:
    """How many requirements fail and how many are blocked, each with as many names as a line holds."""
    words = context.words
    line: list[Inline] = []
    if failed := _not_passed(context, Verdict.FAIL):
        said = words.counted(len(failed), "{count} requirement fails:", "{count} requirements fail:")
        line += [State(Mark.FAILED, said), *_named(context, failed, most, named)]
    if blocked := _not_passed(context, Verdict.BLOCKED):
        said = words.counted(len(blocked), "{count} requirement blocked:", "{count} requirements blocked:")
        line += [*([" · "] if line else []), State(Mark.LATE, said), *_named(context, blocked, most, named)]
    return (Paragraph(tuple(line)),) if line else ()


def _named(
    context: PageContext,
    found: Sequence[RequirementStatus],
    most: int,
    named: Callable[[RequirementStatus], tuple[Inline, ...]] | None,
) -> Iterable[Inline]:
    words = context.words
    for number, status in enumerate(found[:most]):
        yield ", " if number else " "
        yield from named(status) if named else parts(context.item(status.requirement.id))
    if (rest := len(found) - most) > 0:
        yield f", {words('{count} more', count=words.number(rest))}"


def requirement_list(
    context: PageContext, *, area: str = "", priority: str = "", party: str = "", sow: str = "", state: str = ""
) -> Blocks:
    """The requirements that meet every condition given; raises ValueError for one that none can meet."""
    found = [requirement.requirement for requirement in context.status.requirements]
    _refuse_unknown("area", area, (requirement.area for requirement in found))
    _refuse_unknown("priority", priority, (priority.value for priority in Priority))
    _refuse_unknown("party", party, (kind.value for kind in PartyKind))
    topics = (form for sow in context.view.project.sows for form in (sow.topic, sow.id))
    _refuse_unknown("sow", sow, (*topics, *(requirement.sow or "" for requirement in found)))
    _refuse_unknown(
        "state",
        state,
        (
            *REQUIREMENT_LADDER,
            *(requirement_decision.value for requirement_decision in RequirementDecision),
            "withdrawn",
        ),
    )
    chosen = [
        requirement
        for requirement in context.status.requirements
        if area in ("", requirement.requirement.area)
        and priority in ("", requirement.requirement.priority.value)
        and party in ("", requirement.requirement.party.value)
        and (not sow or sow_id(sow) == sow_id(requirement.requirement.sow or ""))
        and state in ("", requirement.state)
    ]
    return (computed("requirements.yml", _register(context, chosen, full=False)),)


def _refuse_unknown(name: str, value: str, known: Iterable[str]) -> None:
    if value:
        require_known(name, value, known)


def _empty(context: PageContext) -> str:
    words = context.words
    return authors_hint(
        context, words("No requirement is written yet."), words("Requirements stand in requirements.yml.")
    )


def _register(context: PageContext, found: Sequence[RequirementStatus], *, full: bool) -> Table:
    """The table; on its own page each row is the requirement's place, opens in full, and can be filtered."""
    words, states = context.words, sorted({status.state for status in found})
    area = FilterBy[RequirementStatus]("area", lambda status: status.requirement.area, words, rank=2)
    priority = FilterBy[RequirementStatus]("priority", _priority, words, order=tuple(level.value for level in Priority))
    party = FilterBy[RequirementStatus]("party", lambda status: status.requirement.party.value, words)
    state = FilterBy[RequirementStatus](
        "state", lambda status: status.state, words, order=(*REQUIREMENT_LADDER, *states), rank=1
    )
    columns: Columns[RequirementStatus] = (
        Column(words("Id"), lambda status: _id(context, status, full=full), narrow=True),
        Column(words("Requirement"), lambda status: status.requirement.statement),
        Column(words("Area"), lambda status: words(status.requirement.area), named=False, filter=area),
        Column(
            words("Priority"),
            lambda status: words(_priority(status)),
            narrow=True,
            named=False,
            filter=priority,
            sort=lambda status: step_key(Priority, status.requirement.priority),
        ),
        Column(
            words("Party"),
            lambda status: words(status.requirement.party.value),
            narrow=True,
            named=False,
            filter=party,
        ),
        Column(words("SOW"), lambda status: _sow(context, status.requirement), narrow=True),
        Column(
            words("State"),
            lambda status: _state(context, status) if full else requirement_mark(words, status),
            narrow=True,
            aside=True,
            filter=state,
            sort=lambda status: step_key(state.order, status.state),
        ),
    )
    return register_table(
        columns,
        found,
        empty=_empty(context) if full else words("No requirement meets these conditions."),
        id="requirements" if full else "",
        row_id=lambda status: status.requirement.id if full else "",
        more=(lambda status: _in_full(context, status)) if full else None,
        filtered=full,
    )


def _state(context: PageContext, status: RequirementStatus) -> Content:
    """Where it stands, and below it the verdict of a test or check that it does not pass."""
    words, verdict = context.words, not_passed(status, context.on)
    if verdict is None:
        return requirement_mark(words, status)
    return (requirement_mark(words, status), LineBreak(), verdict_state(words, verdict.value))


def _in_full(context: PageContext, status: RequirementStatus) -> tuple[Blocks, str]:
    return requirement_in_full(context, status), f"{status.requirement.id}-full"


def _priority(status: RequirementStatus) -> str:
    return status.requirement.priority.value


def _id(context: PageContext, status: RequirementStatus, *, full: bool) -> Content:
    id = status.requirement.id
    return Item(id, f"#{id}-full") if full else context.item(id)


def _sow(context: PageContext, requirement: Requirement) -> Content:
    return context.item(sow_id(requirement.sow)) if requirement.sow else NOTHING


# --- pages ----------------------------------------------------------------------------------------

PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "requirements",
        "Requirements",
        "Solution",
        "requirements",
        lambda context: bool(context.view.project.requirements),
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="requirements",
        summary="The page of all requirements: progress, and a register with filters in which each opens in full.",
        render=requirements_page,
        example="{{ requirements() }}",
    ),
    Macro(
        name="requirement_list",
        summary="A table of the requirements that meet every condition given; without conditions, of all.",
        render=requirement_list,
        parameters=(
            Parameter(name="area", kind=str, summary="Only this area, as written in requirements.yml."),
            Parameter(name="priority", kind=str, summary="Only this priority: must, should or could."),
            Parameter(name="party", kind=str, summary="Only this side: vendor, customer or partner."),
            Parameter(name="sow", kind=str, summary="Only what this statement of work covers, by topic or id."),
            Parameter(name="state", kind=str, summary="Only this state: draft, agreed, implemented, checked, signed."),
        ),
        example='{{ requirement_list(area="mail", priority="must") }}',
    ),
)
