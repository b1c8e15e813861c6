"""Whoever accepts a deliverable sees beside each criterion what its tests and checks say today."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.calculations.answers.criterion_proofs import ProofOfCriterion, criterion_proofs
from delivery_wiki.model.project.requirements import RequirementCheck
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.status import CaseStatus, ProjectStatus
from delivery_wiki.pages.elements.page_kind import PageContext
from tests.adapters.repositories import ROOT
from tests.answer_sheets import places, sheet

SLUG, PERSON = "northern-lights", "astrid-anywhere"


@pytest.fixture(scope="module")
def north() -> PageContext:
    """The project in its approval."""
    return signing_context(ROOT, SLUG)


def _part(text: str, about: str) -> str:
    return text.split(f'<fieldset id="{about}"', 1)[1].split("</fieldset>", 1)[0]


def test_what_failed_and_what_nobody_could_judge_stands_above_the_question(north: PageContext) -> None:
    """By name, before the choice, and apart from what is met."""
    asked = _part(sheet(north, PERSON), "DEL-2")
    before = asked.split("I accept it", 1)[0]

    assert "<strong>failed (24 Nov 2026)</strong>: R-016 The system should show the brand" in before
    assert "<strong>blocked (10 Nov 2026)</strong>: R-017 The web interface" in before
    assert "<strong>met</strong>: R-007, R-008, R-009, R-018, R-019, R-021" in before
    assert before.index("R-016 The system") < before.index("<strong>met</strong>: R-007")
    assert "<strong>failed" not in _part(sheet(north, PERSON), "DEL-3")


def test_a_result_is_no_part_of_what_is_answered(north: PageContext) -> None:
    """The digest is of the words of the deliverable: a test that is run makes no answer another one's."""
    earlier = replace(north, status=_without_results(north.status))

    assert places(sheet(earlier, PERSON)) == places(sheet(north, PERSON))
    assert "<strong>not checked</strong>: T-011 Loss of a groupware node" in _part(sheet(earlier, PERSON), "DEL-2")


def test_a_criterion_that_names_nothing_says_so(north: PageContext) -> None:
    """Nobody takes the silence for a yes."""
    assert criterion_proofs(north.status, "Two people of the operations team followed the manual.") == ()
    assert criterion_proofs(north.status, "CR-2 and AC-7 hold.") == ()


def test_each_verdict_has_its_word(north: PageContext) -> None:
    """The newest result counts, and one of older words is suspect."""

    def proof(case: CaseStatus) -> ProofOfCriterion:
        (found,) = criterion_proofs(replace(north.status, cases=(case,)), "T-011 passes.")
        return found.proof

    (case,) = (case for case in north.status.cases if case.case.id == "T-011")
    (run, result), *_ = case.results
    later = replace(run, date=run.date + dt.timedelta(days=1))
    assert proof(case) is ProofOfCriterion.MET
    assert proof(replace(case, stale=True)) is ProofOfCriterion.SUSPECT
    assert proof(replace(case, results=())) is ProofOfCriterion.NOT_CHECKED
    for verdict, said in ((Verdict.FAIL, ProofOfCriterion.FAILED), (Verdict.BLOCKED, ProofOfCriterion.BLOCKED)):
        newest = (later, replace(result, verdict=verdict))
        assert proof(replace(case, results=(newest, *case.results))) is said


def test_a_check_counts_on_its_day_whatever_the_order_of_the_file(north: PageContext) -> None:
    """The newest by its day, and none of a day to come: as in the traceability."""
    status = next(each for each in north.status.requirements if each.requirement.checks and each.latest is None)
    (check, *_) = status.requirement.checks
    failed = replace(check, met=False, date=check.date + dt.timedelta(days=1))

    def proof(*checks: RequirementCheck) -> ProofOfCriterion:
        changed = replace(status, requirement=replace(status.requirement, checks=checks))
        known = replace(north.status, requirements=(changed,))
        (found,) = criterion_proofs(known, f"{status.requirement.id} is met.")
        return found.proof

    assert proof(check, failed) is ProofOfCriterion.FAILED
    assert proof(failed, check) is ProofOfCriterion.FAILED
    assert proof(check, replace(failed, date=north.on + dt.timedelta(days=1))) is ProofOfCriterion.MET


def _without_results(status: ProjectStatus) -> ProjectStatus:
    return replace(status, cases=tuple(replace(case, results=()) for case in status.cases))
