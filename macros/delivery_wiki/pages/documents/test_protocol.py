"""The Test Protocol: cases by group, every run as it was recorded, and the defects that are left."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from delivery_wiki.calculations.testing import blocked_cases, fixed_and_retested, possible_result
from delivery_wiki.model.project import TestCase, Verdict
from delivery_wiki.model.status import CaseStatus
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.register_parts import items, single_page, with_lines
from delivery_wiki.pages.tree import Blocks, Column, Content, LineBreak, Mark, Muted, Row

from .acceptance_certificate import results
from .cover import document_exists
from .frame import DocumentParts, document_page, part, sentence_case, unwritten
from .test_runs import defects, test_runs, verdict_state

KIND = "test-protocol"


def test_protocol(context: PageContext) -> Blocks:
    """The whole protocol, in the order of the pinned template."""
    parts = DocumentParts(
        computed={
            "test-cases": partial(test_cases, context),
            "test-runs": partial(test_runs, context),
            "defects": partial(defects, context),
            "known-errors": partial(known_errors, context),
            "test-result": partial(test_result, context),
        },
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def known_errors(context: PageContext) -> Blocks:
    """The errors that were known before each run, once each, with the runs."""
    words, runs = context.words, sorted(context.view.project.test_runs, key=lambda one: (one.date, one.name))
    known: defaultdict[str, list[str]] = defaultdict(list)
    for run in runs:
        if run.date <= context.on:
            for text in run.known_errors:
                known[text].append(run.name)
    if not known:
        return (tree.Paragraph(unwritten(words("No error was known before the tests."))),)
    columns = (Column(title=words("Error")), Column(title=words("Known before the run")))
    return (
        tree.Table(
            columns=columns, rows=tuple(Row(cells=(with_lines(text), ", ".join(of))) for text, of in known.items())
        ),
    )


def test_result(context: PageContext) -> Blocks:
    """What the newest results allow at best; what the customer declares on it, the certificate says alone."""
    words = context.words
    if not any(run.date <= context.on for run in context.view.project.test_runs):
        return (tree.Paragraph(unwritten(words("There is no result before the tests were run."))),)
    meanings, best = results(words), possible_result(context.status.cases)
    said = words("Test cases are still without a result of their present text.")
    if best:
        said = words("The newest results allow at best {letter}: {meaning}.", letter=best, meaning=meanings[best])
    blocked = len(blocked_cases(context.status.cases))
    left = ""
    if best and blocked:
        left = words.counted(
            blocked,
            "{count} test case is blocked: nobody could judge it.",
            "{count} test cases are blocked: nobody could judge them.",
        )
    declared = words("Which result the customer declares, the Acceptance Certificate says.")
    listed = tuple(f"{letter} – {text}" for letter, text in meanings.items())
    return (tree.Listing(items=listed), tree.Paragraph(" ".join(one for one in (said, left, declared) if one)))


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
    return found or (tree.Paragraph(unwritten(words("No test case is written yet."))),)


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
