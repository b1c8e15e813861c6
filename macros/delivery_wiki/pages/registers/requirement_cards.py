"""One requirement in full: attributes, ladder and trace."""

from __future__ import annotations

from delivery_wiki.model.project.located import StatedValue
from delivery_wiki.model.project.requirements import Requirement, RequirementCheck
from delivery_wiki.model.status import RequirementStatus

from ..elements.columns import Column, Columns, plain_table, register_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import (
    NOTHING,
    REQUIREMENT_LADDER,
    concept_section,
    day,
    gap_states,
    items,
    name_of,
    parts,
    requirement_state,
    sow_id,
    verdict_state,
    withdrawn,
)
from ..elements.tree import (
    Block,
    Blocks,
    Content,
    Facts,
    Inline,
    Listing,
    Mark,
    Muted,
    Paragraph,
    State,
    Strong,
    Table,
)


def requirement_in_full(context: PageContext, status: RequirementStatus) -> Blocks:
    """What the row of a requirement does not say: attributes, what the sources say, the ladder, the trace, checks."""
    words, requirement = context.words, status.requirement
    blocks: list[Block] = [Facts(pairs=_facts(context, requirement))]
    blocks += _stated_values(context, requirement.stated)
    blocks.append(Paragraph(_ladder(context, status)))
    blocks.append(Paragraph(_trace(context, status)))
    if status.gaps:
        blocks.append(Listing(items=tuple(gap_states(words, status))))
    if requirement.checks:
        blocks.append(_checks(context, requirement))
    return tuple(blocks)


def _facts(context: PageContext, requirement: Requirement) -> tuple[tuple[str, Content], ...]:
    words = context.words
    decision: Content = ""
    if requirement.withdrawn:
        decision = withdrawn(context, requirement.withdrawn)
    elif requirement.decision:
        decision = f"{words(requirement.decision.value)}: {requirement.reason}"
    pairs: tuple[tuple[str, Content], ...] = (
        (words("Fit criterion"), requirement.fit_criterion),
        (words("Planned proof"), requirement.proof),
        (words("Priority"), words(requirement.priority.value)),
        (words("Party"), words(requirement.party.value)),
        (words("Owner"), context.person(requirement.owner) if requirement.owner else ""),
        (words("Verified by"), words(requirement.verification.value)),
        (words("Source"), requirement.source),
        (words("Rationale"), requirement.rationale),
        (words("Part of"), items(context, requirement.parents) if requirement.parents else ""),
        (words("Deliverables"), items(context, requirement.deliverables) if requirement.deliverables else ""),
        (words("Decision"), decision),
    )
    return tuple((name, value) for name, value in pairs if value)


def _ladder(context: PageContext, status: RequirementStatus) -> tuple[Inline, ...]:
    """Every step of the ladder: those reached with their date, those over other words as stale, the others open."""
    words, requirement = context.words, status.requirement
    reached = REQUIREMENT_LADDER.index(status.state) if status.state in REQUIREMENT_LADDER else 0
    claimed = (
        REQUIREMENT_LADDER.index(status.claimed) if status.suspect and status.claimed in REQUIREMENT_LADDER else reached
    )
    checked = next((check.date for check in reversed(requirement.checks) if check.met), None)
    dates = {"agreed": requirement.agreed, "implemented": requirement.implemented, "checked": checked}
    line: list[Inline] = []
    for index, state in enumerate(REQUIREMENT_LADDER):
        mark = Mark.OPEN if index > claimed else Mark.STALE if index > reached else Mark.MET
        line += [" → "] if line else []
        line.append(State(Mark.SIGNED if state == "signed" and mark is Mark.MET else mark, words(state)))
        date = dates.get(state)
        if date and index <= max(reached, claimed):
            line += [" ", Muted(words.date(date))]
    if status.state not in REQUIREMENT_LADDER:
        line += [" → ", requirement_state(words, status.state)]
    return tuple(line)


def _trace(context: PageContext, status: RequirementStatus) -> tuple[Inline, ...]:
    """source → concept → SOW → tests → newest result, with the missing ones named."""
    words, requirement = context.words, status.requirement
    steps: tuple[Content, ...] = (
        requirement.source or Muted(words("no source")),
        concept_section(context, requirement.concept) if requirement.concept else Muted(words("no concept section")),
        context.item(sow_id(requirement.sow)) if requirement.sow else Muted(words("no SOW")),
        items(context, tuple(case.id for case in status.cases)) if status.cases else Muted(words("no test")),
        latest_result(context, status),
    )
    line: list[Inline] = [words("Trace:"), " "]
    for index, step in enumerate(steps):
        line += [" → "] if index else []
        line += parts(step)
    return tuple(line)


def _stated_values(context: PageContext, stated: tuple[StatedValue, ...]) -> Blocks:
    """What the sources say where they disagree, side by side."""
    words = context.words
    columns: Columns[StatedValue] = (
        Column(words("Stated value"), lambda value: Strong(value.value)),
        Column(words("Source"), lambda value: value.source),
    )
    return (plain_table(columns, stated, caption=words("The sources disagree")),) if stated else ()


def latest_result(context: PageContext, status: RequirementStatus) -> Content:
    """The newest verdict of a requirement's tests, with the date of the run."""
    if status.latest is None:
        return Muted(context.words("no result"))
    verdict = verdict_state(context.words, status.latest.verdict.value)
    return (verdict, " ", Muted(day(context, status.latest_run.date if status.latest_run else None)))


def _checks(context: PageContext, requirement: Requirement) -> Table:
    words = context.words
    columns: Columns[RequirementCheck] = (
        Column(words("Checked"), lambda check: words.date(check.date), narrow=True),
        Column(words("By"), lambda check: name_of(context, check.by)),
        Column(
            words("Outcome"),
            lambda check: State(Mark.MET, words("met")) if check.met else State(Mark.FAILED, words("not met")),
            narrow=True,
        ),
        Column(words("Evidence"), lambda check: check.evidence or NOTHING),
    )
    return register_table(columns, requirement.checks, empty="")
