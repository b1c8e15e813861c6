"""Test runs as they were recorded, and the defects that they found."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.calculations.base.fingerprint import ran_this_text
from delivery_wiki.calculations.evidence.testing import OpenDefect, defect_counts, open_defects
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.test_results import DefectClass, TestResult, TestRun, Verdict
from delivery_wiki.model.status import CaseStatus
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import (
    NOTHING,
    ROOM_FOR_A_DATE,
    ROOM_FOR_A_TEXT,
    VERDICT_MARKS,
    with_lines,
)
from delivery_wiki.pages.elements.state_marks import state_word
from delivery_wiki.pages.elements.tree import Blocks, CheckBox, Content, LineBreak, Mark, Muted
from delivery_wiki.pages.elements.words import Words

from ..document_frame.frame import part, unwritten
from ..document_frame.signature_block import person_name
from ..elements.columns import Column, Columns, plain_table, register_table
from ..elements.register_parts import authors_hint

LINES_BY_HAND = 4  # for defects that are written with a pen


def test_runs(context: PageContext) -> Blocks:
    """Every run, the newest first; a record is never changed, a re-test is a new one."""
    words = context.words
    runs = [test_run for test_run in context.view.project.test_runs if test_run.date <= context.on]
    found = tuple(_run(context, run) for run in sorted(runs, key=lambda run: (run.date, run.name), reverse=True))
    return found or (
        tree.Paragraph(
            unwritten(
                authors_hint(context, words("No test was run yet."), words("Each file in test-runs/ records one run."))
            )
        ),
    )


def _run(context: PageContext, run: TestRun) -> tree.Clause:
    words = context.words
    facts: list[tuple[str, Content]] = [
        (words("Date"), words.date(run.date, weekday=True)),
        (words("Tester"), person_name(context, run.tester)),
        (words("Environment"), run.environment),
    ]
    if run.version:
        facts.append((words("Version"), run.version))
    blocks: list[tree.Block] = [tree.Facts(pairs=tuple(facts)), _results(context, run)]
    if run.known_errors:
        blocks.append(tree.Paragraph(tree.Strong(words("Errors known beforehand"))))
        blocks.append(tree.Listing(items=tuple(with_lines(text) for text in run.known_errors)))
    return part(run_title(words, run), f"run-{run.name}", tuple(blocks))


def run_title(words: Words, run: TestRun) -> str:
    """When a run was and what it was for; its file says both in one word."""
    what = run.name.removeprefix(run.date.isoformat()).strip("-").replace("-", " ")
    date = words.date(run.date)
    return words("Run of {date}: {name}", date=date, name=what) if what else words("Run of {date}", date=date)


def _results(context: PageContext, run: TestRun) -> tree.Table:
    words = context.words
    cases = {test.id: test for test in context.view.project.tests}
    columns: Columns[TestResult] = (
        Column(words("Case"), lambda result: context.item(result.case), narrow=True),
        Column(words("Title"), lambda result: cases[result.case].title if result.case in cases else NOTHING),
        Column(words("Verdict"), lambda result: _verdict(context, result, cases.get(result.case)), narrow=True),
        Column(words("Actual"), lambda result: with_lines(result.actual)),
        Column(words("Defect"), lambda result: _defect(context, result)),
        Column(words("Evidence"), lambda result: with_lines(result.evidence)),
    )
    return register_table(columns, run.results, empty=words("The record holds no result."))


def _verdict(context: PageContext, result: TestResult, case: TestCase | None) -> Content:
    verdict: list[tree.Inline] = [result_state(context, result)]
    if case is not None and not ran_this_text(case, result.digest):
        verdict += [LineBreak(), tree.State(Mark.STALE, context.words("an older text was run"))]
    return tuple(verdict)


def verdict_state(context: PageContext, verdict: Verdict) -> tree.State:
    """A verdict as a word with its shape."""
    return tree.State(VERDICT_MARKS[verdict.value], state_word(verdict.value, context.words))


def result_state(context: PageContext, result: TestResult) -> tree.State:
    """The verdict of a result; a pass beside which a defect was seen says so."""
    if result.verdict is Verdict.PASS and (result.defect or result.defect_class):
        return tree.State(Mark.WORKING, context.words("pass, with a defect"))
    return verdict_state(context, result.verdict)


def _defect(context: PageContext, result: TestResult) -> Content:
    words = context.words
    parts = list(with_lines(result.defect))
    if result.defect_class is not None:
        parts += [LineBreak()] if parts else []
        parts.append(Muted(words("class {number}", number=words.number(result.defect_class.value))))
    return tuple(parts)


def defects(context: PageContext) -> Blocks:
    """The defects that the newest results still show, counted by class."""
    words = context.words
    if not any(run.date <= context.on for run in context.view.project.test_runs):
        return ()
    found = open_defects(context.status.cases)
    if not found:
        return (tree.Paragraph(words("The newest results show no open defect.")),)
    in_order = sorted(found, key=lambda defect: defect.defect_class.value if defect.defect_class else 0)
    columns: Columns[OpenDefect] = (
        Column(words("Class"), lambda defect: class_words(words, defect.defect_class)),
        Column(words("Defect"), lambda defect: with_lines(defect.defect) or NOTHING),
        Column(words("Case"), lambda defect: context.item(defect.case), narrow=True),
        Column(words("Found"), lambda defect: words.date(defect.found.date), narrow=True),
        Column(words("To be remedied by"), lambda defect: _remedied_by(context, defect), narrow=True),
    )
    return (defect_summary(words, context.status.cases), register_table(columns, in_order, empty=""))


def defects_by_hand(words: Words) -> tree.Table:
    """Lines on which a tester writes each defect with its class, and until when it is to be remedied."""
    columns: Columns[None] = (
        Column(words("Case"), lambda _: (ROOM_FOR_A_DATE, LineBreak(), "\u00a0"), narrow=True),
        Column(words("Class"), lambda _: _class_boxes(), narrow=True),
        Column(words("Defect"), lambda _: ROOM_FOR_A_TEXT),
        Column(words("To be remedied by"), lambda _: ROOM_FOR_A_DATE, narrow=True),
    )
    return plain_table(columns, (None,) * LINES_BY_HAND)


def _class_boxes() -> Content:
    """The three classes of a defect, to be ticked."""
    boxes: list[tree.Inline] = []
    for defect_class in DefectClass:
        number = str(defect_class.value)
        boxes += ["\u00a0\u00a0"] if boxes else []
        boxes += [CheckBox(ticked=False, label=number), "\u00a0" + number]
    return tuple(boxes)


def _remedied_by(context: PageContext, defect: OpenDefect) -> str:
    """The day until which the Acceptance Certificate leaves a defect open; nothing where none is written."""
    acceptance = context.view.project.acceptance
    found = [accepted for accepted in acceptance.accepted_defects if accepted.test == defect.case] if acceptance else []
    return context.words.date(found[0].until) if found else ""


def defect_summary(words: Words, cases: Iterable[CaseStatus]) -> tree.Table:
    """How many open defects there are of each class."""
    counts = defect_counts(cases)
    shown = [defect_class for defect_class in counts if defect_class is not None or counts[defect_class]]
    total = tree.Strong(words.number(sum(counts.values())))
    columns: Columns[DefectClass | None] = (
        Column(words("Class"), lambda severity: class_words(words, severity), total=tree.Strong(words("Total"))),
        Column(words("Open defects"), lambda severity: words.number(counts[severity]), figure=True, total=total),
    )
    return plain_table(columns, shown)


def class_words(words: Words, defect_class: DefectClass | None) -> str:
    """A class of defects with what it means."""
    meanings = {
        DefectClass.ONE: words("1: cannot be used"),
        DefectClass.TWO: words("2: use seriously restricted"),
        DefectClass.THREE: words("3: any other"),
        None: words("without a class"),
    }
    return meanings[defect_class]
