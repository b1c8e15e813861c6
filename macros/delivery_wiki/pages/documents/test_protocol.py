"""The Test Protocol: cases by group, every run as it was recorded, and the defects that are left.

Before the first run it is a form that a tester fills in with a pen.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from delivery_wiki.calculations.evidence.testing import blocked_cases, fixed_and_retested, possible_result
from delivery_wiki.model.document_kinds import TEST_PROTOCOL
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.status import CaseStatus
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import Macro, PageContext, PageKind
from delivery_wiki.pages.elements.register_parts import (
    ROOM_FOR_A_TEXT,
    items,
    parts,
    single_page,
    with_lines,
)
from delivery_wiki.pages.elements.state_marks import state_word
from delivery_wiki.pages.elements.tree import Blocks, CheckBox, Content, LineBreak, Mark, Muted
from delivery_wiki.pages.elements.words import Words

from ..document_frame.cover import document_exists
from ..document_frame.frame import DocumentParts, document_page, part, sentence_case, unwritten
from ..elements.columns import Column, Columns, plain_table
from .acceptance_certificate import results
from .test_runs import defects, defects_by_hand, result_state, run_title, test_runs, verdict_state

KIND = TEST_PROTOCOL.id


def test_protocol(context: PageContext) -> Blocks:
    """The whole protocol, in the order of the pinned template."""
    parts = DocumentParts(
        computed={
            "test-cases": partial(test_cases, context),
            "test-runs": partial(test_runs, context),
            "defects": partial(_defects, context),
            "known-errors": partial(known_errors, context),
            "test-result": partial(test_result, context),
        },
        anchor=KIND,
    )
    return document_page(context, KIND, parts)


def known_errors(context: PageContext) -> Blocks:
    """The errors that were known before each run, once each, with the runs."""
    words, runs = (
        context.words,
        sorted(context.view.project.test_runs, key=lambda test_run: (test_run.date, test_run.name)),
    )
    known: defaultdict[str, list[str]] = defaultdict(list)
    for run in runs:
        if run.date <= context.on:
            for text in run.known_errors:
                known[text].append(run_title(words, run))
    if not known:
        return (tree.Paragraph(unwritten(words("No error was known before the tests."))),)
    columns: Columns[tuple[str, list[str]]] = (
        Column(words("Error"), lambda error: with_lines(error[0])),
        Column(words("Known before"), lambda error: with_lines("\n".join(error[1]))),
    )
    return (plain_table(columns, known.items()),)


def test_result(context: PageContext) -> Blocks:
    """What the newest results allow at best; what the customer declares on it, the certificate says alone."""
    words = context.words
    if not any(run.date <= context.on for run in context.view.project.test_runs):
        return (tree.Paragraph(unwritten(words("There is no result before the tests were run."))),)
    meanings, best = results(words), possible_result(context.status.cases)
    said = words("Some test cases have no result yet, or were reworded after their last one.")
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
    return (
        tree.Listing(items=listed),
        tree.Paragraph(" ".join(sentence for sentence in (said, left, declared) if sentence)),
    )


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
    if not found:
        return (tree.Paragraph(unwritten(words("No test case is written yet."))),)
    return (*_conditions(context), *found)


def _group(context: PageContext, cases: list[CaseStatus]) -> tree.Table:
    words = context.words
    columns: Columns[CaseStatus] = (
        Column(words("Case"), lambda status: _case(context, status), narrow=True),
        Column(words("Steps"), lambda status: _steps(context, status.case)),
        Column(words("Expected"), lambda status: status.case.expected),
        *(_by_hand(words) if _is_form(context) else ()),
        Column(
            words("Verdicts"),
            lambda status: verdicts(context, status),
            narrow=True,
            shown=not _is_form(context),
        ),
    )
    return plain_table(columns, cases)


def _is_form(context: PageContext) -> bool:
    """Whether nothing was tested yet, so that paper has to have room for what a tester writes."""
    return not any(run.date <= context.on for run in context.view.project.test_runs)


def _by_hand(words: Words) -> Columns[CaseStatus]:
    """What a tester writes: a result to tick, what came out and who tested when, and the result of a re-test."""
    return (
        Column(
            words("Verdict"), lambda status: _boxes(words, Verdict.PASS, Verdict.FAIL, Verdict.BLOCKED), narrow=True
        ),
        Column(words("Actual result, tester, date"), lambda status: ROOM_FOR_A_TEXT, narrow=True),
        Column(words("Re-test and date"), lambda status: _boxes(words, Verdict.PASS, Verdict.FAIL), narrow=True),
    )


def _boxes(words: Words, *verdicts: Verdict) -> Content:
    lines: list[tree.Inline] = []
    for verdict in verdicts:
        text = state_word(verdict.value, words)
        lines += [LineBreak()] if lines else []
        lines += [CheckBox(ticked=False, label=text), "\u00a0\u00a0" + text.replace(" ", "\u00a0")]
    return tuple(lines)


def _conditions(context: PageContext) -> tuple[tree.Clause, ...]:
    """When the tests may begin and when they are over; on the form also where and on which version they are run."""
    words, project = context.words, context.view.project
    lists = ((words("Entry criteria"), project.entry_criteria), (words("Exit criteria"), project.exit_criteria))
    blocks: list[tree.Block] = []
    for title, criteria in lists:
        if criteria:
            blocks += [tree.Paragraph(tree.Strong(title)), tree.Listing(items=criteria)]
    if _is_form(context):
        blocks.append(_setting(words))
    return (part(words("Conditions of the tests"), "test-conditions", tuple(blocks)),) if blocks else ()


def _setting(words: Words) -> tree.Table:
    """Where, on which version and when the tests are run, to be written on paper."""
    heads = (words("Environment"), words("Version"), words("First day"), words("Last day"))
    columns: Columns[None] = tuple(Column(head, lambda _: (ROOM_FOR_A_TEXT, LineBreak(), "\u00a0")) for head in heads)
    return plain_table(columns, (None,))


def _defects(context: PageContext) -> Blocks:
    """The defects that are left; on the form, lines on which a tester enters them with class and date."""
    return (defects_by_hand(context.words),) if _is_form(context) else defects(context)


def _case(context: PageContext, status: CaseStatus) -> Content:
    case = status.case
    return (tree.Anchor(case.id), LineBreak(), *_tested(context, case))


def _tested(context: PageContext, case: TestCase) -> tuple[tree.Inline, ...]:
    """The requirements that a case tests; those of which it tests a part alone say so."""
    whole = tuple(id for id in case.requirements if id not in case.in_part)
    told = list(parts(items(context, whole))) if whole else []
    for id in case.in_part:
        told += [LineBreak()] if told else []
        told += [*parts(context.item(id)), " ", tree.State(Mark.WORKING, context.words("in part"))]
    return tuple(told)


def _steps(context: PageContext, case: TestCase) -> Content:
    words = context.words
    lines: list[tree.Inline] = [tree.Strong(case.title)]
    if case.objective:
        lines += [LineBreak(), Muted(case.objective)]
    if case.precondition:
        lines += [LineBreak(), Muted(words("Before: {precondition}", precondition=case.precondition))]
    if case.test_data:
        lines += [LineBreak(), Muted(words("Test data: {data}", data=case.test_data))]
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
        lines += [result_state(context, result), " ", Muted(words.date(run.date))]
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
