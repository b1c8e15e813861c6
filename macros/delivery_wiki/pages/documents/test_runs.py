"""Test runs as they were recorded, and the defects that they found."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.calculations.fingerprint import ran_this_text
from delivery_wiki.calculations.testing import defect_counts, open_defects
from delivery_wiki.model.project import DefectClass, TestCase, TestResult, TestRun, Verdict
from delivery_wiki.model.status import CaseStatus
from delivery_wiki.pages import tree
from delivery_wiki.pages.page_kind import PageContext
from delivery_wiki.pages.register_parts import NOTHING, VERDICT_MARKS, register_table, with_lines
from delivery_wiki.pages.state_marks import state_word
from delivery_wiki.pages.tree import Blocks, Column, Content, LineBreak, Mark, Muted, Row
from delivery_wiki.pages.words import Words

from .frame import part, unwritten
from .signatures import person_name


def test_runs(context: PageContext) -> Blocks:
    """Every run, the newest first; a record is never changed, a re-test is a new one."""
    words = context.words
    runs = [one for one in context.view.project.test_runs if one.date <= context.on]
    found = tuple(_run(context, one) for one in sorted(runs, key=lambda one: (one.date, one.name), reverse=True))
    return found or (tree.Paragraph(unwritten(words("No test was run yet; each file in test-runs/ records one run."))),)


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
    return part(words("Run {name}", name=run.name), f"run-{run.name}", tuple(blocks))


def _results(context: PageContext, run: TestRun) -> tree.Table:
    words = context.words
    cases = {one.id: one for one in context.view.project.tests}
    columns = (
        Column(title=words("Case"), narrow=True),
        Column(title=words("Title")),
        Column(title=words("Verdict"), narrow=True),
        Column(title=words("Actual")),
        Column(title=words("Defect")),
        Column(title=words("Evidence")),
    )
    rows = [_result_row(context, one, cases.get(one.case)) for one in run.results]
    return register_table(columns, rows, empty=words("The record holds no result."))


def _result_row(context: PageContext, result: TestResult, case: TestCase | None) -> Row:
    words = context.words
    verdict: list[tree.Inline] = [verdict_state(context, result.verdict)]
    if case is not None and not ran_this_text(case, result.digest):
        verdict += [LineBreak(), tree.State(Mark.STALE, words("an older text was run"))]
    title = case.title if case else NOTHING
    cells: tuple[Content, ...] = (
        context.item(result.case),
        title,
        tuple(verdict),
        with_lines(result.actual),
        _defect(context, result),
        with_lines(result.evidence),
    )
    return Row(cells=cells)


def verdict_state(context: PageContext, verdict: Verdict) -> tree.State:
    """A verdict as a word with its shape."""
    return tree.State(VERDICT_MARKS[verdict.value], state_word(verdict.value, context.words))


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
    rows = [
        Row(
            cells=(
                class_words(words, one.defect_class),
                with_lines(one.defect) or NOTHING,
                context.item(one.case),
                words.date(one.found.date),
            )
        )
        for one in sorted(found, key=lambda one: one.defect_class.value if one.defect_class else 0)
    ]
    columns = (
        Column(title=words("Class")),
        Column(title=words("Defect")),
        Column(title=words("Case"), narrow=True),
        Column(title=words("Found"), narrow=True),
    )
    return (defect_summary(words, context.status.cases), register_table(columns, rows, empty=""))


def defect_summary(words: Words, cases: Iterable[CaseStatus]) -> tree.Table:
    """How many open defects there are of each class."""
    counts = defect_counts(cases)
    shown = [one for one in counts if one is not None or counts[one]]
    rows = tuple(Row(cells=(class_words(words, one), words.number(counts[one]))) for one in shown)
    total = Row(cells=(tree.Strong(words("Total")), tree.Strong(words.number(sum(counts.values())))), total=True)
    columns = (Column(title=words("Class")), Column(title=words("Open defects"), numeric=True))
    return tree.Table(columns=columns, rows=(*rows, total))


def class_words(words: Words, defect_class: DefectClass | None) -> str:
    """A class of defects with what it means."""
    meanings = {
        DefectClass.ONE: words("1: stops acceptance"),
        DefectClass.TWO: words("2: hampers work"),
        DefectClass.THREE: words("3: cosmetic"),
        None: words("without a class"),
    }
    return meanings[defect_class]
