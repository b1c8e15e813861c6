"""A new record of a test run: a form of all cases, or the outcomes that tests report for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.test_cases import TestCase
from delivery_wiki.model.project.test_results import WORST_FIRST, DefectClass, TestResult, TestRun, Verdict
from delivery_wiki.model.project.whole_project import Project

from ..base.fingerprint import normal_digest
from ..base.item_words import item_words
from .testing import case_statuses, open_defects

DEFECTS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedOutcome:
    """How one test of a case went; a failure says what was wrong."""

    case: str
    verdict: Verdict
    test: str
    message: str = ""
    defect_class: DefectClass | None = None


def active_tests(project: Project) -> tuple[TestCase, ...]:
    """The cases that are not withdrawn."""
    return tuple(case for case in project.tests if not case.withdrawn)


def form_results(project: Project) -> tuple[TestResult, ...]:
    """Every active case, not run yet, with the digest of its text."""
    return tuple(
        TestResult(
            case=case.id,
            verdict=Verdict.NOT_RUN,
            digest=normal_digest(case),
            requirements=_requirement_words(project, case),
        )
        for case in active_tests(project)
    )


def reported_results(project: Project, outcomes: Iterable[ReportedOutcome]) -> tuple[TestResult, ...]:
    """One result for each case that tests name: the worst outcome counts, and a failure keeps what it says.

    A failure without a class gets class 1: it stops the acceptance until somebody has looked at it.
    """
    found: dict[str, list[ReportedOutcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.case, []).append(outcome)
    return tuple(_result(project, case, found[case.id]) for case in active_tests(project) if case.id in found)


def _requirement_words(project: Project, case: TestCase) -> dict[str, str]:
    """The fingerprints of what the case tests as it reads now."""
    known = item_words(project)
    return {id: known[id].words for id in case.requirements if id in known}


def _result(project: Project, case: TestCase, outcomes: list[ReportedOutcome]) -> TestResult:
    verdict = min((outcome.verdict for outcome in outcomes), key=WORST_FIRST.index)
    worst = [outcome for outcome in outcomes if outcome.verdict is verdict]
    failed = verdict is Verdict.FAIL
    said = [outcome.message or outcome.test for outcome in worst]
    classes = [outcome.defect_class for outcome in worst if outcome.defect_class is not None]
    return TestResult(
        case=case.id,
        verdict=verdict,
        digest=normal_digest(case),
        requirements=_requirement_words(project, case),
        actual=_several([outcome.message for outcome in worst if outcome.message]) if not failed else "",
        defect=_several(said) if failed else "",
        defect_class=min(classes or [DefectClass.ONE], key=lambda defect_class: defect_class.value) if failed else None,
        evidence=_several([outcome.test for outcome in outcomes]),
    )


def _several(texts: list[str]) -> str:
    """The first texts, and how many more there are; each begins a line where one of them has several."""
    shown = list(dict.fromkeys(texts))
    more = f" (+{len(shown) - DEFECTS_NAMED})" if len(shown) > DEFECTS_NAMED else ""
    between = "\n" if any("\n" in text for text in shown[:DEFECTS_NAMED]) else "; "
    return between.join(shown[:DEFECTS_NAMED]) + more


def errors_known_before(project: Project, on: dt.date) -> tuple[str, ...]:
    """The defects that the newest results still show: whoever tests next knows them already."""
    return tuple(f"{defect.case}: {defect.defect or '–'}" for defect in open_defects(case_statuses(project, on)))


def likely_tester(project: Project) -> str | None:
    """Whoever most probably runs the tests: the owner of a case, else the vendor's project lead, else anybody there."""
    people = {person.id: person for person in project.people}
    owners = [case.owner for case in active_tests(project) if case.owner in people]
    vendors = {party.id for party in project.parties if party.kind is PartyKind.VENDOR}
    leads = [person.id for person in project.people if person.party in vendors and "lead" in person.role.casefold()]
    return next(iter([*(owner for owner in owners if owner), *leads, *people]), None)


def newest_environment(project: Project) -> str:
    """Where tests ran last; empty before the first run."""
    runs = sorted(project.test_runs, key=lambda test_run: (test_run.date, test_run.name))
    return runs[-1].environment if runs else ""


def free_name(runs: Iterable[TestRun], stem: str) -> str:
    """The stem, or with the first number behind it that no run has."""
    taken = {test_run.name for test_run in runs}
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return name
