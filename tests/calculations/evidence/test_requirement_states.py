"""Requirements, test cases and the way from one to the other."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.evidence.testing import (
    defect_counts,
    fixed_and_retested,
    open_defects,
    passes,
    verdict_counts,
)
from delivery_wiki.calculations.evidence.traceability import Proven, trace
from delivery_wiki.model.project.requirements import RequirementCheck, RequirementDecision, Verification
from delivery_wiki.model.project.test_results import DefectClass, TestResult, TestRun, Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import ON, case, complete_project, day, requirement, result, run, status_of

CHECK = RequirementCheck(date=day(7, 1), by="vera-lead", met=True, evidence="Protocol")


def state_of(project: Project) -> str:
    """The state of the first requirement, before anybody signed the checklist."""
    unsigned = tuple(document for document in project.documents if document.kind != "requirements-checklist")
    return status_of(replace(project, documents=unsigned)).requirements[0].state


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "checked"),
        ({"agreed": None}, "draft"),
        ({"agreed_evidence": " "}, "draft"),
        ({"implemented": None}, "agreed"),
        ({"implemented": day(12, 24)}, "agreed"),
        ({"checks": ()}, "implemented"),
        ({"checks": (replace(CHECK, evidence=""),)}, "implemented"),
        ({"checks": (CHECK, replace(CHECK, met=False, date=day(7, 2)))}, "implemented"),
        ({"checks": (replace(CHECK, met=False), replace(CHECK, date=day(7, 2)))}, "checked"),
        ({"checks": (CHECK, replace(CHECK, met=False))}, "implemented"),
        ({"decision": RequirementDecision.WAIVED, "reason": "Not needed"}, "waived"),
        ({"withdrawn": "Doubled", "decision": RequirementDecision.REJECTED}, "withdrawn"),
    ],
)
def test_the_state_climbs_only_on_evidence(changes: dict[str, object], state: str) -> None:
    """Each step needs its own and all before it; the newest check counts."""
    whole = complete_project()

    assert state_of(replace(whole, requirements=(requirement("R-001", **changes),))) == state


def test_a_requirement_that_is_tested_is_checked_only_with_passes() -> None:
    """By every case, in its present wording; other ways of verification need the check alone."""
    whole = complete_project()
    failed = run(day(7, 9), result(whole.tests[0], Verdict.FAIL))
    rewritten = (replace(whole.tests[0], expected="The calendar."), whole.tests[1])
    inspected = (requirement("R-001", verification=Verification.INSPECTION),)

    assert state_of(replace(whole, test_runs=(*whole.test_runs, failed))) == "implemented"
    assert state_of(replace(whole, tests=rewritten)) == "implemented"
    assert state_of(replace(whole, tests=(*whole.tests, case("T-003", "R-001")))) == "implemented"
    assert state_of(replace(whole, tests=(*whole.tests, case("T-003", "R-001", withdrawn="Doubled")))) == "checked"
    assert state_of(replace(whole, tests=())) == "implemented"
    assert state_of(replace(whole, tests=(), requirements=inspected)) == "checked"


def test_the_worst_of_the_newest_results_is_shown() -> None:
    """One failure among many passes is what a reader has to see."""
    whole = complete_project()
    more = case("T-003", "R-001")
    failed = run(day(7, 4), result(more, Verdict.FAIL))
    status = status_of(replace(whole, tests=(*whole.tests, more), test_runs=(*whole.test_runs, failed)))

    shown = status.requirements[0]

    assert shown.latest is not None
    assert shown.latest_run is not None
    assert (shown.latest.case, shown.latest_run.name) == ("T-003", "2026-07-04-run")


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ({}, []),
        ({"concept": None}, ["No section of the concept deals with it"]),
        ({"concept": "nowhere"}, ["The concept section nowhere is not written"]),
        ({"concept": "sizing"}, []),
        ({"sow": None}, ["No statement of work covers it"]),
        ({"sow": "SOW-none"}, ["SOW-none does not exist yet"]),
        ({"deliverables": ()}, ["No deliverable brings it"]),
        ({"id": "R-009"}, ["No test case tests it"]),
        ({"id": "R-009", "verification": Verification.ANALYSIS}, []),
        ({"id": "R-009", "sow": None, "decision": RequirementDecision.DEFERRED}, []),
    ],
)
def test_what_is_missing_around_a_requirement_is_a_gap(changes: dict[str, Any], gaps: list[str]) -> None:
    """Concept, statement of work, deliverable and test; what was put aside has none."""
    values: dict[str, Any] = {"id": "R-001"} | changes
    project = replace(complete_project(), requirements=(requirement(**values),))

    assert [Words().message(message) for message in status_of(project).requirements[0].gaps] == gaps


def test_the_matrix_names_cases_that_test_nothing() -> None:
    """A case of a withdrawn requirement is an orphan."""
    whole = complete_project()
    orphan = case("T-003", "R-003")
    requirements = (*whole.requirements, requirement("R-003", withdrawn="Doubled"))
    status = status_of(replace(whole, tests=(*whole.tests, orphan), requirements=requirements))

    matrix = trace(status, ON)

    assert [row.status.requirement.id for row in matrix.rows] == ["R-001", "R-002"]
    assert matrix.orphans == (orphan,)
    assert matrix.rows[0].cases[0].case.id == "T-001"


def with_runs(*runs: TestRun) -> Project:
    """The complete project with other runs."""
    return replace(complete_project(), test_runs=runs)


def test_results_are_newest_first_and_a_fix_stays_visible() -> None:
    """Fail, then pass."""
    first, _ = complete_project().tests
    cases = status_of(
        with_runs(
            run(day(7, 6), result(first)),
            run(day(7, 5), result(first, Verdict.FAIL, defect="DEF-1", defect_class=DefectClass.ONE)),
            run(day(12, 5), result(first, Verdict.FAIL)),
        )
    ).cases

    assert [done.date for done, _ in cases[0].results] == [day(7, 6), day(7, 5)]
    assert fixed_and_retested(cases[0])
    assert not fixed_and_retested(cases[1])
    assert open_defects(cases) == ()


def test_defects_are_counted_by_class_while_the_newest_result_shows_them() -> None:
    """A failure without a class is counted apart; a pass may carry a cosmetic one."""
    first, second = complete_project().tests
    cases = status_of(
        with_runs(run(day(7, 5), result(first, Verdict.FAIL), result(second, defect_class=DefectClass.THREE)))
    ).cases

    assert defect_counts(cases) == {DefectClass.ONE: 0, DefectClass.TWO: 0, DefectClass.THREE: 1, None: 1}
    assert verdict_counts(cases) == {Verdict.PASS: 1, Verdict.FAIL: 1, Verdict.BLOCKED: 0, Verdict.NOT_RUN: 0}


def test_a_defect_was_found_by_the_first_run_that_showed_it_without_a_pause() -> None:
    """Not by the newest one; after a run that did not show it, it was found anew."""
    first, _ = complete_project().tests
    failed, passed = result(first, Verdict.FAIL), result(first)

    def found(*results: TestResult) -> dt.date:
        runs = (run(day(7, number), result) for number, result in enumerate(results, start=1))
        (defect,) = open_defects(status_of(with_runs(*runs)).cases)
        return defect.found.date

    assert found(failed, failed, failed) == day(7, 1)
    assert found(failed, passed, failed) == day(7, 3)


def test_a_result_of_another_text_says_nothing_of_this_one() -> None:
    """Neither a pass nor a fail; when the text comes back, so does its result."""
    first, second = complete_project().tests
    other = replace(first, expected="The calendar.")
    runs = (run(day(7, 5), result(first)), run(day(7, 6), result(other, Verdict.FAIL)))

    now = status_of(with_runs(*runs)).cases[0]

    assert (now.stale, passes(now)) == (True, True)
    changed = status_of(replace(with_runs(*runs[:1]), tests=(other, second))).cases[0]
    assert (changed.stale, passes(changed)) == (True, False)


def _proofs(project: Project) -> dict[str, tuple[Proven, bool]]:
    """How far each requirement is proven, and whether anything was found out about it."""
    rows = trace(status_of(project), ON).rows
    return {row.status.requirement.id: (row.proof, row.has_result) for row in rows}


def test_each_requirement_stands_at_one_proof() -> None:
    """A test that failed is none; one that nobody could judge or run is another thing, and so is half a test."""
    given = complete_project()
    first, second = given.tests
    part = replace(first, in_part=first.requirements)

    assert _proofs(given) == {"R-001": (Proven.TESTED, True), "R-002": (Proven.TESTED, True)}
    assert _proofs(with_runs(run(day(7, 5), result(first, Verdict.FAIL), result(second, Verdict.BLOCKED)))) == {
        "R-001": (Proven.FAILED, True),
        "R-002": (Proven.BLOCKED, False),
    }
    assert _proofs(with_runs(run(day(7, 5), result(second))))["R-001"] == (Proven.PENDING, False)
    assert _proofs(replace(given, tests=(part, second)))["R-001"] == (Proven.IN_PART, True)


def test_what_is_looked_at_instead_is_proven_once_somebody_looked() -> None:
    """A plan to look proves nothing; who looked and did not find it says that it fails."""
    given = complete_project()
    seen = given.requirements[0].checks[-1]

    def proof(**changes: Any) -> Proven:
        values: dict[str, Any] = {"verification": Verification.INSPECTION, "proof": "Sheet 9"} | changes
        looked = replace(given.requirements[0], **values)
        return _proofs(replace(given, requirements=(looked, *given.requirements[1:]), tests=given.tests[1:]))["R-001"][
            0
        ]

    assert proof() is Proven.OTHERWISE
    assert proof(checks=()) is Proven.PENDING
    assert proof(checks=(replace(seen, met=False),)) is Proven.FAILED
    assert proof(sow=None) is Proven.GAP
    assert proof(decision=RequirementDecision.DEFERRED, checks=()) is Proven.DROPPED
