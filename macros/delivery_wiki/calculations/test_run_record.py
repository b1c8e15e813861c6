"""A new record of a test run: a form of all cases, or the outcomes that tests report for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import WORST_FIRST, DefectClass, Project, TestCase, TestResult, TestRun, Verdict

from .fingerprint import normal_digest
from .item_words import item_words
from .testing import case_statuses, open_defects

DEFECTS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one test of a case went; a failure says what was wrong."""

    case: str
    verdict: Verdict
    test: str
    message: str = ""
    defect_class: DefectClass | None = None


def active_tests(project: Project) -> tuple[TestCase, ...]:
    """The cases that are not withdrawn."""
    return tuple(one for one in project.tests if not one.withdrawn)


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


def reported_results(project: Project, outcomes: Iterable[Outcome]) -> tuple[TestResult, ...]:
    """One result for each case that tests name: the worst outcome counts, and a failure keeps what it says.

    A failure without a class gets class 1: it stops the acceptance until somebody has looked at it.
    """
    found: dict[str, list[Outcome]] = {}
    for one in outcomes:
        found.setdefault(one.case, []).append(one)
    return tuple(_result(project, case, found[case.id]) for case in active_tests(project) if case.id in found)


def _requirement_words(project: Project, case: TestCase) -> dict[str, str]:
    """The fingerprints of what the case tests as it reads now."""
    known = item_words(project)
    return {id: known[id].words for id in case.requirements if id in known}


def _result(project: Project, case: TestCase, outcomes: list[Outcome]) -> TestResult:
    verdict = min((one.verdict for one in outcomes), key=WORST_FIRST.index)
    worst = [one for one in outcomes if one.verdict is verdict]
    failed = verdict is Verdict.FAIL
    said = [one.message or one.test for one in worst]
    classes = [one.defect_class for one in worst if one.defect_class is not None]
    return TestResult(
        case=case.id,
        verdict=verdict,
        digest=normal_digest(case),
        requirements=_requirement_words(project, case),
        actual=_several([one.message for one in worst if one.message]) if not failed else "",
        defect=_several(said) if failed else "",
        defect_class=min(classes or [DefectClass.ONE], key=lambda one: one.value) if failed else None,
        evidence=_several([one.test for one in outcomes]),
    )


def _several(texts: list[str]) -> str:
    """The first texts, and how many more there are; each begins a line where one of them has several."""
    shown = list(dict.fromkeys(texts))
    more = f" (+{len(shown) - DEFECTS_NAMED})" if len(shown) > DEFECTS_NAMED else ""
    between = "\n" if any("\n" in text for text in shown[:DEFECTS_NAMED]) else "; "
    return between.join(shown[:DEFECTS_NAMED]) + more


def errors_known_before(project: Project, on: dt.date) -> tuple[str, ...]:
    """The defects that the newest results still show: whoever tests next knows them already."""
    return tuple(f"{one.case}: {one.defect or '–'}" for one in open_defects(case_statuses(project, on)))


def likely_tester(project: Project) -> str | None:
    """Whoever most probably runs the tests: the owner of a case, else the vendor's project lead, else anybody there."""
    people = {one.id: one for one in project.people}
    owners = [one.owner for one in active_tests(project) if one.owner in people]
    vendors = {one.id for one in project.parties if one.kind is PartyKind.VENDOR}
    leads = [one.id for one in project.people if one.party in vendors and "lead" in one.role.casefold()]
    return next(iter([*(one for one in owners if one), *leads, *people]), None)


def newest_environment(project: Project) -> str:
    """Where tests ran last; empty before the first run."""
    runs = sorted(project.test_runs, key=lambda one: (one.date, one.name))
    return runs[-1].environment if runs else ""


def free_name(runs: Iterable[TestRun], stem: str) -> str:
    """The stem, or with the first number behind it that no run has."""
    taken = {one.name for one in runs}
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return name
