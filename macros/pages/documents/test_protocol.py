"""The Test Protocol: cases by group, every run as it was recorded, and the defects that are left."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from macros.calculations.testing import fixed_and_retested
from macros.model.project import TestCase, Verdict
from macros.model.status import CaseStatus
from macros.pages import tree
from macros.pages.page_kind import Macro, PageContext, PageKind
from macros.pages.register_parts import items, single_page
from macros.pages.tree import Blocks, Column, Content, LineBreak, Mark, Muted, Row

from .cover import document_exists
from .frame import DocumentParts, document_page, part, sentence_case
from .test_runs import defects, test_runs, verdict_state

KIND = "test-protocol"


def test_protocol(context: PageContext) -> Blocks:
    """The whole protocol, in the order of the pinned template."""
    parts = DocumentParts(
        computed={
            "test-cases": partial(test_cases, context),
            "test-runs": partial(test_runs, context),
            "defects": partial(defects, context),
        },
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def test_cases(context: PageContext) -> Blocks:
    """The cases group by group: steps, what is expected, and the verdicts from the newest run back."""
    words = context.words
    groups: defaultdict[str, list[CaseStatus]] = defaultdict(list)
    for case in context.status.cases:
        if not case.case.withdrawn:
            groups[case.case.group].append(case)
    found = tuple(
        part(sentence_case(words(group)), f"test-group-{number}", (_group(context, cases),))
        for number, (group, cases) in enumerate(groups.items(), start=1)
    )
    return found or (tree.Paragraph(Muted(words("No test case is written yet."))),)


def _group(context: PageContext, cases: list[CaseStatus]) -> tree.Table:
    words = context.words
    columns = (
        Column(title=words("Case"), narrow=True),
        Column(title=words("Steps")),
        Column(title=words("Expected")),
        Column(title=words("Verdicts"), narrow=True),
    )
    return tree.Table(columns=columns, rows=tuple(_case_row(context, one) for one in cases))


def _case_row(context: PageContext, status: CaseStatus) -> Row:
    case = status.case
    digest = Muted(context.words("text {digest}", digest=status.digest))  # what a test run records as `digest`
    head: tuple[tree.Inline, ...] = (tree.Anchor(case.id), LineBreak(), *_tested(context, case), LineBreak(), digest)
    return Row(cells=(head, _steps(context, case), case.expected, verdicts(context, status)))


def _tested(context: PageContext, case: TestCase) -> tuple[tree.Inline, ...]:
    requirements = items(context, case.requirements)
    return tuple(requirements) if isinstance(requirements, tuple) else ()


def _steps(context: PageContext, case: TestCase) -> Content:
    words = context.words
    lines: list[tree.Inline] = [tree.Strong(case.title)]
    if case.objective:
        lines += [LineBreak(), Muted(case.objective)]
    if case.precondition:
        lines += [LineBreak(), Muted(words("Before: {precondition}", precondition=case.precondition))]
    for number, step in enumerate(case.steps, start=1):
        lines += [LineBreak(), f"{words.number(number)}. {step}"]
    return tuple(lines)


def verdicts(context: PageContext, status: CaseStatus) -> Content:
    """The verdicts of a case, newest first; says when the newest ran an older text, and what a re-test proved."""
    words = context.words
    if not status.results:
        return verdict_state(context, Verdict.NOT_RUN)
    lines: list[tree.Inline] = []
    for run, result in status.results:
        lines += [LineBreak()] if lines else []
        lines += [verdict_state(context, result.verdict), " ", Muted(words.date(run.date))]
    if status.stale:
        lines += [LineBreak(), tree.State(Mark.STALE, words("the text changed after this run"))]
    elif fixed_and_retested(status):
        lines += [LineBreak(), Muted(words("fixed and tested again"))]
    return tuple(lines)


MACROS: tuple[Macro, ...] = (
    Macro(
        name="test_protocol",
        summary="The whole Test Protocol.",
        render=test_protocol,
        example="{{ test_protocol() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(KIND, "Test Protocol", "Documents", "test_protocol", lambda context: document_exists(context, KIND)),
)
