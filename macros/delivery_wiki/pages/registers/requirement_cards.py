"""One requirement in full: attributes, ladder and trace."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from delivery_wiki.model.project.located import StatedValue
from delivery_wiki.model.project.requirements import Requirement, RequirementCheck
from delivery_wiki.model.status import RequirementStatus

from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import (
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
    Mark,
    Muted,
    Paragraph,
    State,
    Strong,
)
from ..elements.words import Words

ARROW = " → "


def requirement_in_full(context: PageContext, status: RequirementStatus) -> Blocks:
    """What the row of a requirement does not say: attributes, what the sources say, the ladder, the trace, checks."""
    words, requirement = context.words, status.requirement
    blocks: list[Block] = [Facts(pairs=_facts(context, requirement))]
    blocks += _stated_values(context, requirement.stated)
    blocks.append(Paragraph(_ladder(context, status)))
    blocks += [Paragraph(trace)] if (trace := _trace(context, status)) else []
    blocks += [Paragraph(gaps)] if (gaps := _gaps(words, status)) else []
    blocks += [Paragraph(_check(context, check)) for check in requirement.checks]
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
        (words("Rationale"), requirement.rationale),
        (words("Verified by"), words(requirement.verification.value)),
        (words("Owner"), context.person(requirement.owner) if requirement.owner else ""),
        (words("Part of"), items(context, requirement.parents) if requirement.parents else ""),
        (words("Deliverables"), items(context, requirement.deliverables) if requirement.deliverables else ""),
        (words("Decision"), decision),
    )
    return tuple((name, value) for name, value in pairs if value)


def _ladder(context: PageContext, status: RequirementStatus) -> tuple[Inline, ...]:
    """Every step of the ladder: those behind with their date, where it stands as a state, those ahead muted."""
    words, requirement = context.words, status.requirement
    on_ladder = status.state in REQUIREMENT_LADDER
    reached = REQUIREMENT_LADDER.index(status.state) if on_ladder else 0
    claimed = (
        REQUIREMENT_LADDER.index(status.claimed) if status.suspect and status.claimed in REQUIREMENT_LADDER else reached
    )
    checked = next((check.date for check in reversed(requirement.checks) if check.met), None)
    dates = {"agreed": requirement.agreed, "implemented": requirement.implemented, "checked": checked}
    said: list[tuple[Inline, ...]] = []
    for index, state in enumerate(REQUIREMENT_LADDER[: claimed + 1]):
        step: Inline = words(state)
        if index > reached:
            step = State(Mark.STALE, words(state))
        elif index == reached and on_ladder:
            step = requirement_state(words, state)
        date = dates.get(state)
        said.append((step, f" {words.date(date)}") if date else (step,))
    if ahead := REQUIREMENT_LADDER[claimed + 1 :]:
        said.append((Muted(ARROW.join(words(state) for state in ahead)),))
    if not on_ladder:
        said.append((requirement_state(words, status.state),))
    return _in_a_row(said)


def _trace(context: PageContext, status: RequirementStatus) -> tuple[Inline, ...]:
    """source → concept → SOW → tests → newest result; what is missing is told as a gap."""
    requirement = status.requirement
    steps: tuple[Content, ...] = (
        requirement.source,
        concept_section(context, requirement.concept) if requirement.concept else "",
        context.item(sow_id(requirement.sow)) if requirement.sow else "",
        items(context, tuple(case.id for case in status.cases)) if status.cases else "",
        latest_result(context, status) if status.latest else "",
    )
    there = [parts(step) for step in steps if step]
    return (context.words("Trace:"), " ", *_in_a_row(there)) if there else ()


def _in_a_row(steps: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    line: list[Inline] = []
    for step in steps:
        line += [ARROW, *step] if line else [*step]
    return tuple(line)


def _gaps(words: Words, status: RequirementStatus) -> tuple[Inline, ...]:
    """What is missing in one line; what changed since then has a shape of its own."""
    found = groupby(gap_states(words, status), key=lambda gap: gap.mark)
    joined = [State(mark, " · ".join(gap.text for gap in gaps)) for mark, gaps in found]
    return tuple(part for state in joined for part in (state, " "))[:-1]


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


def check_state(words: Words, check: RequirementCheck) -> State:
    """What came out when somebody looked."""
    return State(Mark.MET, words("met")) if check.met else State(Mark.FAILED, words("not met"))


def _check(context: PageContext, check: RequirementCheck) -> tuple[Inline, ...]:
    """When somebody looked, who it was, what came out, and what shows it."""
    words = context.words
    looked = words("Checked {date} by {person}:", date=words.date(check.date), person=name_of(context, check.by))
    return (looked, " ", check_state(words, check), *((f". {check.evidence}",) if check.evidence else ()))
