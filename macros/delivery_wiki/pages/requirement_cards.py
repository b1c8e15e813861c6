"""One requirement in full: statement, attributes, ladder and trace."""

from __future__ import annotations

from delivery_wiki.model.project import Requirement
from delivery_wiki.model.status import RequirementStatus

from .page_kind import PageContext
from .register_parts import (
    NOTHING,
    REQUIREMENT_LADDER,
    concept_section,
    day,
    gap_states,
    items,
    name_of,
    parts,
    register_table,
    requirement_standing,
    requirement_state,
    sow_id,
    stated_values,
    verdict_state,
    withdrawn,
)
from .tree import Block, Card, Column, Content, Facts, Inline, Listing, Mark, Muted, Paragraph, Row, State, Table


def requirement_card(context: PageContext, one: RequirementStatus) -> Card:
    """The statement set large, its attributes, what the sources say, the ladder, the trace and the checks."""
    words, requirement = context.words, one.requirement
    title: Content = (context.item(requirement.id), " ", requirement_standing(words, one))
    blocks: list[Block] = [Paragraph(requirement.statement, lead=True), Facts(pairs=_facts(context, requirement))]
    blocks += stated_values(context, requirement.stated)
    blocks.append(Paragraph(_ladder(context, one)))
    blocks.append(Paragraph(_trace(context, one)))
    if one.gaps:
        blocks.append(Listing(items=tuple(gap_states(words, one))))
    if requirement.checks:
        blocks.append(_checks(context, requirement))
    return Card(title=title, blocks=tuple(blocks), id=f"{requirement.id}-full")


def _facts(context: PageContext, requirement: Requirement) -> tuple[tuple[str, Content], ...]:
    words = context.words
    decision: Content = ""
    if requirement.withdrawn:
        decision = withdrawn(context, requirement.withdrawn)
    elif requirement.decision:
        decision = f"{words(requirement.decision.value)}: {requirement.reason}"
    pairs: tuple[tuple[str, Content], ...] = (
        (words("Fit criterion"), requirement.fit_criterion),
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


def _ladder(context: PageContext, one: RequirementStatus) -> tuple[Inline, ...]:
    """Every step of the ladder: those reached with their date, those over other words as stale, the others open."""
    words, requirement = context.words, one.requirement
    reached = REQUIREMENT_LADDER.index(one.state) if one.state in REQUIREMENT_LADDER else 0
    claimed = REQUIREMENT_LADDER.index(one.claimed) if one.suspect and one.claimed in REQUIREMENT_LADDER else reached
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
    if one.state not in REQUIREMENT_LADDER:
        line += [" → ", requirement_state(words, one.state)]
    return tuple(line)


def _trace(context: PageContext, one: RequirementStatus) -> tuple[Inline, ...]:
    """source → concept → SOW → tests → newest result, with the missing ones named."""
    words, requirement = context.words, one.requirement
    steps: tuple[Content, ...] = (
        requirement.source or Muted(words("no source")),
        concept_section(context, requirement.concept) if requirement.concept else Muted(words("no concept section")),
        context.item(sow_id(requirement.sow)) if requirement.sow else Muted(words("no SOW")),
        items(context, tuple(case.id for case in one.cases)) if one.cases else Muted(words("no test")),
        latest_result(context, one),
    )
    line: list[Inline] = [words("Trace:"), " "]
    for index, step in enumerate(steps):
        line += [" → "] if index else []
        line += parts(step)
    return tuple(line)


def latest_result(context: PageContext, one: RequirementStatus) -> Content:
    """The newest verdict of a requirement's tests, with the date of the run."""
    if one.latest is None:
        return Muted(context.words("no result"))
    verdict = verdict_state(context.words, one.latest.verdict.value)
    return (verdict, " ", Muted(day(context, one.latest_run.date if one.latest_run else None)))


def _checks(context: PageContext, requirement: Requirement) -> Table:
    words = context.words
    columns = (
        Column(title=words("Checked"), narrow=True),
        Column(title=words("By")),
        Column(title=words("Outcome"), narrow=True),
        Column(title=words("Evidence")),
    )
    rows = [
        Row(
            cells=(
                words.date(check.date),
                name_of(context, check.by),
                State(Mark.MET, words("met")) if check.met else State(Mark.FAILED, words("not met")),
                check.evidence or NOTHING,
            )
        )
        for check in requirement.checks
    ]
    return register_table(columns, rows, empty="")
