"""The traceability matrix: requirement, concept section, statement of work, tests, newest result, and the gaps."""

from __future__ import annotations

from delivery_wiki.calculations.requirements import is_in_concept
from delivery_wiki.calculations.traceability import Traceability, TraceRow, trace

from .page_kind import Macro, PageContext, PageKind
from .register_parts import (
    authors_hint,
    computed,
    concept_section,
    gap_states,
    items,
    register_table,
    single_page,
    sow_id,
)
from .requirement_cards import latest_result
from .tree import (
    Bar,
    Blocks,
    Column,
    Content,
    Facts,
    Filter,
    Heading,
    Inline,
    LineBreak,
    Mark,
    Muted,
    Number,
    Paragraph,
    Row,
    State,
    Table,
)


def traceability_page(context: PageContext) -> Blocks:
    """Counts first, then the matrix with its gaps marked, then what leads nowhere."""
    words, found = context.words, trace(context.status)
    matrix = computed("requirements.yml", _matrix(context, found.rows))
    blocks: Blocks = (_coverage(context, found), _counts(context, found), *_unknown(context, found), matrix)
    orphans = _orphans(context, found)
    if not orphans.rows:
        return blocks
    heading = Heading(level=2, text=words("Without a requirement"), id="orphans")
    return (*blocks, heading, orphans)


def _coverage(context: PageContext, found: Traceability) -> Bar:
    words, total = context.words, len(found.rows)
    closed = words("{count} without a gap", count=words.number(found.complete))
    opened = words("{count} with a gap", count=words.number(total - found.complete))
    return Bar(
        parts=((Mark.MET, found.complete, closed), (Mark.OPEN, total - found.complete, opened)),
        total=total,
        text=f"{closed} · {opened}",
    )


def _counts(context: PageContext, found: Traceability) -> Facts:
    words, rows = context.words, found.rows
    total = words.number(len(rows))
    counts = (
        (words("In the concept"), sum(is_in_concept(one.status.requirement, context.view) for one in rows)),
        (words("In a statement of work"), sum(bool(one.sow) for one in rows)),
        (words("With a test"), sum(bool(one.cases) for one in rows)),
        (words("With a result"), sum(one.status.latest is not None for one in rows)),
    )
    return Facts(
        pairs=tuple(
            (name, Number(words("{count} of {total}", count=words.number(count), total=total)))
            for name, count in counts
        )
    )


def _unknown(context: PageContext, found: Traceability) -> Blocks:
    """One line for all requirements of which nobody can tell whether their words changed."""
    unknown = sum(one.status.unknown for one in found.rows)
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
    columns = (
        Column(title=words("Requirement")),
        Column(title=words("Concept")),
        Column(title=words("SOW"), narrow=True),
        Column(title=words("Tests"), narrow=True),
        Column(title=words("Newest result"), narrow=True),
        Column(title=words("Gaps")),
    )
    yes_no = (("yes", words("with a gap")), ("no", words("without a gap")))
    occurring = {"yes" if one.gaps else "no" for one in found}
    return register_table(
        columns,
        [_row(context, one) for one in found],
        empty=authors_hint(
            context,
            words("No requirement is written yet, so nothing can be traced."),
            words("Requirements stand in requirements.yml."),
        ),
        filters=(Filter(key="gap", label=words("Gaps"), choices=tuple(one for one in yes_no if one[0] in occurring)),),
        id="matrix",
    )


def _row(context: PageContext, one: TraceRow) -> Row:
    words, requirement = context.words, one.status.requirement
    missing = State(Mark.OPEN, words("missing"))
    gaps = gap_states(words, one.status)
    cells: tuple[Content, ...] = (
        (context.item(requirement.id), LineBreak(), requirement.statement),
        concept_section(context, one.concept) if one.concept else missing,
        context.item(sow_id(one.sow)) if one.sow else missing,
        items(context, tuple(case.case.id for case in one.cases)) if one.cases else missing,
        latest_result(context, one.status),
        _lines(gaps) if gaps else State(Mark.MET, words("none")),
    )
    return Row(cells=cells, data=(("gap", "yes" if one.gaps else "no"),))


def _lines(contents: list[State]) -> Content:
    lines: list[Inline] = []
    for content in contents:
        lines += [LineBreak(), content] if lines else [content]
    return tuple(lines)


def _orphans(context: PageContext, found: Traceability) -> Table:
    """Tests and deliverables that no requirement asks for."""
    words, project = context.words, context.view.project
    wanted = {id for one in project.requirements for id in one.deliverables}
    deliverables = [
        one for sow in project.sows for one in sow.deliverables if one.id not in wanted and not one.withdrawn
    ]
    rows = [Row(cells=(context.item(one.id), one.title, words("Test"))) for one in found.orphans]
    rows += [Row(cells=(context.item(one.id), one.title, words("Deliverable"))) for one in deliverables]
    columns = (Column(title=words("Id"), narrow=True), Column(title=words("Title")), Column(title=words("Kind")))
    return register_table(columns, rows, empty=words("Everything answers a requirement."), id="orphans-table")


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
