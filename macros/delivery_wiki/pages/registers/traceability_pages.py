"""The traceability matrix: requirement, concept section, statement of work, tests, newest result, and the gaps."""

from __future__ import annotations

from collections import Counter

from delivery_wiki.calculations.evidence.requirement_states import is_in_concept
from delivery_wiki.calculations.evidence.traceability import Proven, Traceability, TraceRow, trace
from delivery_wiki.calculations.evidence.worded_facts import newest_check
from delivery_wiki.model.project.requirements import Requirement, Verification
from delivery_wiki.model.project.statement_of_work_terms import Deliverable
from delivery_wiki.model.project.test_cases import TestCase

from ..elements.columns import Column, Columns, FilterBy, register_table, step_key
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import (
    NOTHING,
    authors_hint,
    computed,
    concept_section,
    day,
    items,
    parts,
    single_page,
    sow_id,
)
from ..elements.state_marks import state_word
from ..elements.tree import (
    Bar,
    Blocks,
    Content,
    Facts,
    Heading,
    Inline,
    LineBreak,
    Mark,
    Muted,
    Number,
    Paragraph,
    State,
    Table,
)
from ..elements.words import Words
from .requirement_cards import check_state, latest_result
from .requirements_pages import failing_line

MOST_NAMED = 12
PROOF_MARKS = {
    Proven.TESTED: Mark.MET,
    Proven.OTHERWISE: Mark.NOTED,
    Proven.IN_PART: Mark.WORKING,
    Proven.PENDING: Mark.OPEN,
    Proven.GAP: Mark.STALE,
    Proven.BLOCKED: Mark.LATE,
    Proven.FAILED: Mark.FAILED,
    Proven.DROPPED: Mark.NOT_NEEDED,
}


def traceability_page(context: PageContext) -> Blocks:
    """Counts first, then the matrix with its gaps marked, then what leads nowhere."""
    words, found = context.words, trace(context.status, context.on)
    matrix = computed("requirements.yml", _matrix(context, found.rows))
    blocks: Blocks = (
        _coverage(context, found),
        *failing_line(context, MOST_NAMED),
        *_with_gaps(context, found),
        _counts(context, found),
        *_unknown(context, found),
        matrix,
    )
    orphans = _orphans(context, found)
    if not orphans.rows:
        return blocks
    heading = Heading(level=2, text=words("Without a requirement"), id="orphans")
    return (*blocks, heading, orphans)


def _coverage(context: PageContext, found: Traceability) -> Bar:
    """How many requirements are how far proven, those that are first; each is in one part."""
    words = context.words
    counts = Counter(row.proof for row in found.rows)
    parts = tuple(
        (PROOF_MARKS[proof], counts[proof], _counted(words, proof, counts[proof])) for proof in Proven if counts[proof]
    )
    return Bar(parts=parts, total=len(found.rows), text=" · ".join(text for _, _, text in parts), lead="")


def _counted(words: Words, proof: Proven, count: int) -> str:
    return words("{count} {state}", count=words.number(count), state=words(proof.value))


def _with_gaps(context: PageContext, found: Traceability) -> Blocks:
    """Which requirements have a gap, as many as a line holds; nothing where all of them do."""
    ids = tuple(row.status.requirement.id for row in found.rows if row.proof is Proven.GAP)
    if not ids or len(ids) == len(found.rows):
        return ()
    more = len(ids) - MOST_NAMED
    rest = (f", {context.words('{count} more', count=context.words.number(more))}",) if more > 0 else ()
    named = State(PROOF_MARKS[Proven.GAP], f"{_counted(context.words, Proven.GAP, len(ids))}:")
    return (Paragraph((named, " ", *parts(items(context, ids[:MOST_NAMED])), *rest)),)


def _counts(context: PageContext, found: Traceability) -> Facts:
    words, rows = context.words, found.rows
    total = words.number(len(rows))
    counts = (
        (words("In the concept"), sum(is_in_concept(row.status.requirement, context.view) for row in rows)),
        (words("In a statement of work"), sum(bool(row.sow) for row in rows)),
        (words("With a test"), sum(bool(row.cases) for row in rows)),
        (
            words("With another proof"),
            sum(_has_other_proof(row) for row in rows),
        ),
        (words("With a result"), sum(row.has_result for row in rows)),
    )
    return Facts(
        pairs=tuple(
            (name, Number(words("{count} of {total}", count=words.number(count), total=total)))
            for name, count in counts
        )
    )


def _has_other_proof(row: TraceRow) -> bool:
    """Whether an inspection, analysis or demonstration is planned or done, and no test case."""
    requirement = row.status.requirement
    return not row.cases and bool(requirement.proof or any(check.met for check in requirement.checks))


def _unknown(context: PageContext, found: Traceability) -> Blocks:
    """One line for all requirements of which nobody can tell whether their words changed."""
    unknown = sum(row.status.unknown for row in found.rows)
    if not unknown:
        return ()
    words = context.words
    said = words.counted(
        unknown,
        "Not known of {count} requirement: whether its words changed since they were agreed, checked or tested.",
        "Not known of {count} requirements: whether their words changed since they were agreed, checked or tested.",
    )
    hint = words("The command delivery fix --fingerprints writes down what they say today.")
    return (Paragraph((Muted(authors_hint(context, said, hint)),)),)


def _matrix(context: PageContext, found: tuple[TraceRow, ...]) -> Table:
    words = context.words
    by_proof = FilterBy[TraceRow](
        "proof",
        lambda row: row.proof.name.lower(),
        lambda name: words(Proven[name.upper()].value),
        order=tuple(proof.name.lower() for proof in Proven),
    )
    columns: Columns[TraceRow] = (
        Column(words("Requirement"), lambda row: _requirement(context, row.status.requirement)),
        Column(words("Concept"), lambda row: _concept(context, row)),
        Column(words("SOW"), lambda row: _sow(context, row), narrow=True),
        Column(words("Tests"), lambda row: _tests(context, row), narrow=True),
        Column(words("Newest result"), lambda row: _newest(context, row), narrow=True, aside=True),
        Column(
            words("Proof"),
            lambda row: _proof(words, row),
            filter=by_proof,
            sort=lambda row: step_key(Proven, row.proof),
        ),
    )
    return register_table(
        columns,
        found,
        empty=authors_hint(
            context,
            words("No requirement is written yet, so nothing can be traced."),
            words("Requirements stand in requirements.yml."),
        ),
        id="matrix",
    )


def _requirement(context: PageContext, requirement: Requirement) -> Content:
    return (context.item(requirement.id), LineBreak(), requirement.statement)


def _concept(context: PageContext, row: TraceRow) -> Content:
    return concept_section(context, row.concept) if row.concept else _absent(context.words, row)


def _sow(context: PageContext, row: TraceRow) -> Content:
    return context.item(sow_id(row.sow)) if row.sow else _absent(context.words, row)


def _tests(context: PageContext, row: TraceRow) -> Content:
    """The test cases; else how it is proven, where another way was agreed."""
    verification = row.status.requirement.verification
    if row.cases:
        return items(context, _case_ids(row))
    if row.proof is Proven.DROPPED or verification is Verification.TEST:
        return _absent(context.words, row)
    return context.words("by {way}", way=context.words(verification.value))


def _newest(context: PageContext, row: TraceRow) -> Content:
    """What the newest test said of it; else what somebody saw who looked."""
    words, check = context.words, newest_check(row.status.requirement, context.on)
    if row.cases:
        return latest_result(context, row.status)
    if check is None:
        return NOTHING if row.proof is Proven.DROPPED else Muted(words("no result"))
    return (check_state(words, check), " ", Muted(day(context, check.date)))


def _absent(words: Words, row: TraceRow) -> Content:
    """Nothing where none is needed; a gap is marked."""
    return State(Mark.OPEN, words("missing")) if row.gaps else NOTHING


def _case_ids(row: TraceRow) -> tuple[str, ...]:
    return tuple(case.case.id for case in row.cases)


def _proof(words: Words, row: TraceRow) -> Content:
    """How far it is proven, in the words of the bar, and below it what is missing."""
    lines: list[Inline] = [State(PROOF_MARKS[row.proof], words(row.proof.value))]
    if row.proof is Proven.DROPPED:
        lines += [LineBreak(), Muted(state_word(row.status.state, words))]
    for gap in row.gaps:
        lines += [LineBreak(), Muted(words.message(gap))]
    return tuple(lines)


def _orphans(context: PageContext, found: Traceability) -> Table:
    """Tests and deliverables that no requirement asks for."""
    words, project = context.words, context.view.project
    wanted = {id for requirement in project.requirements for id in requirement.deliverables}
    deliverables = [
        deliverable
        for sow in project.sows
        for deliverable in sow.deliverables
        if deliverable.id not in wanted and not deliverable.withdrawn
    ]
    orphans: list[tuple[TestCase | Deliverable, str]] = [
        *((case, words("Test")) for case in found.orphans),
        *((deliverable, words("Deliverable")) for deliverable in deliverables),
    ]
    columns: Columns[tuple[TestCase | Deliverable, str]] = (
        Column(words("Id"), lambda orphan: context.item(orphan[0].id), narrow=True),
        Column(words("Title"), lambda orphan: orphan[0].title),
        Column(words("Kind"), lambda orphan: orphan[1]),
    )
    return register_table(columns, orphans, empty=words("Everything answers a requirement."), id="orphans-table")


PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(
        "traceability",
        "Traceability",
        "Solution",
        "traceability",
        lambda context: bool(context.view.project.requirements),
    ),
)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="traceability",
        summary="The matrix from requirement over concept, SOW and tests to the newest result, with its gaps marked.",
        render=traceability_page,
        example="{{ traceability() }}",
    ),
)
