"""Test cases with their runs: what the newest run says of the case as it is written now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.test_results import DefectClass, TestResult, TestRun, Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CaseStatus

from ..base.fingerprint import normal_digest, ran_this_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDefect:
    """A defect that the newest result of a case still shows; a failure without a class has none.

    `run` is the newest; `found` is the first of the runs that showed one, one after the other, up to the newest.
    """

    case: str
    defect: str
    defect_class: DefectClass | None
    run: TestRun
    found: TestRun


def case_statuses(project: Project, on: dt.date) -> tuple[CaseStatus, ...]:
    """Every test case with its results up to a date, newest first."""
    results: defaultdict[str, list[tuple[TestRun, TestResult]]] = defaultdict(list)
    for run in sorted(project.test_runs, key=lambda run: (run.date, run.name), reverse=True):
        if run.date <= on:
            for result in run.results:
                if result.verdict is not Verdict.NOT_RUN:
                    results[result.case].append((run, result))
    return tuple(_status(case, tuple(results[case.id])) for case in project.tests)


def _status(case: TestCase, results: tuple[tuple[TestRun, TestResult], ...]) -> CaseStatus:
    stale = bool(results) and not ran_this_text(case, results[0][1].digest)
    return CaseStatus(case=case, digest=normal_digest(case), results=results, stale=stale)


def active_cases(cases: Iterable[CaseStatus]) -> tuple[CaseStatus, ...]:
    """The cases that are not withdrawn."""
    return tuple(case for case in cases if not case.case.withdrawn)


def parts_tested(id: str, cases: Iterable[CaseStatus]) -> tuple[str, ...]:
    """The active cases that test a part of a requirement, where none tests it whole; nothing where one does."""
    testing = [case.case for case in active_cases(cases) if id in case.case.requirements]
    return tuple(case.id for case in testing) if all(id in case.in_part for case in testing) else ()


def newest(case: CaseStatus) -> TestResult | None:
    """The newest result of a case, whatever text it ran."""
    return case.results[0][1] if case.results else None


def blocked_cases(cases: Iterable[CaseStatus]) -> tuple[CaseStatus, ...]:
    """The active cases that nobody could judge when they were run last: work that is left."""
    return tuple(case for case in active_cases(cases) if (result := newest(case)) and result.verdict is Verdict.BLOCKED)


def passes(case: CaseStatus) -> bool:
    """Whether the newest result of the text as it is now is a pass."""
    return passing_result(case) is not None


def passing_result(case: CaseStatus) -> tuple[TestRun, TestResult] | None:
    """The newest result of the text as it is now, with its run, where it is a pass."""
    current = ((run, result) for run, result in case.results if ran_this_text(case.case, result.digest))
    run, result = next(current, (None, None))
    return (run, result) if run and result and result.verdict is Verdict.PASS else None


def fixed_and_retested(case: CaseStatus) -> bool:
    """Whether a failure was followed by a pass."""
    verdicts = [result.verdict for _, result in case.results]
    return bool(verdicts) and verdicts[0] is Verdict.PASS and Verdict.FAIL in verdicts[1:]


def verdict_counts(cases: Iterable[CaseStatus]) -> dict[Verdict, int]:
    """How many active cases stand at each verdict; a case without a result is not run."""
    counts = dict.fromkeys(Verdict, 0)
    for case in active_cases(cases):
        result = newest(case)
        counts[result.verdict if result else Verdict.NOT_RUN] += 1
    return counts


def open_defects(cases: Iterable[CaseStatus]) -> tuple[OpenDefect, ...]:
    """What the newest result of each active case still complains about."""
    found = []
    for case in active_cases(cases):
        result = newest(case)
        if result and _shows_defect(result):
            *_, (first, _) = takewhile(lambda pair: _shows_defect(pair[1]), case.results)
            found.append(
                OpenDefect(
                    case=case.case.id,
                    defect=result.defect,
                    defect_class=result.defect_class,
                    run=case.results[0][0],
                    found=first,
                )
            )
    return tuple(found)


def _shows_defect(result: TestResult) -> bool:
    return bool(result.verdict is Verdict.FAIL or result.defect or result.defect_class)


def possible_result(cases: Iterable[CaseStatus]) -> str:
    """The best result that the newest runs allow: A, B or C; empty while an active case has no current result."""
    active = active_cases(cases)
    defects = open_defects(active)
    if any(defect.defect_class is DefectClass.ONE or defect.defect_class is None for defect in defects):
        return "C"
    if not active or any(newest(case) is None or case.stale or case.suspicions for case in active):
        return ""
    return "B" if defects or blocked_cases(active) else "A"


def defect_counts(cases: Iterable[CaseStatus]) -> dict[DefectClass | None, int]:
    """How many open defects there are of each class; None counts failures without a class."""
    counts: dict[DefectClass | None, int] = {DefectClass.ONE: 0, DefectClass.TWO: 0, DefectClass.THREE: 0, None: 0}
    for defect in open_defects(cases):
        counts[defect.defect_class] += 1
    return counts
