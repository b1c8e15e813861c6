"""Gates: every named check with its reason, decisions by the right side, and what passes when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from delivery_wiki.calculations.gates.gate_checks import CHECKS
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome, OpenPoint
from delivery_wiki.model.project.requirements import RequirementDecision
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.project.test_results import DefectClass, Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import CriterionState, CriterionStatus, GateState, Health
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import (
    VERSIONS,
    accepted,
    case,
    complete_project,
    day,
    document_of,
    gate_of,
    library,
    requirement,
    result,
    run,
    status_of,
)

Change = Callable[[Project], Project]


def criterion(project: Project, check: str, sizing: SizingResult | None = None) -> CriterionStatus:
    """The criterion of either process that uses a check."""
    for version in VERSIONS:
        pinned = replace(project, process=replace(project.process, version=version))
        status = status_of(pinned, sizing=sizing)
        for gate in status.gates:
            for definition in gate.gate.criteria:
                if definition.check == check and gate.criteria:
                    return next(criterion for criterion in gate.criteria if criterion.id == definition.id)
    raise LookupError(check)


def test_every_check_that_a_process_uses_is_known() -> None:
    """And every known one is used by a process that ships."""
    used = {criterion.check for process in library().processes for gate in process.gates for criterion in gate.criteria}

    assert used - {None} == set(CHECKS)


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_a_check_holds_when_its_evidence_is_there(check: str) -> None:
    """Then it needs nobody."""
    found = criterion(complete_project(), check)

    assert (found.state, found.owner, found.party, found.due) == (CriterionState.MET, None, None, None)


def undecided_change(project: Project) -> Project:
    """A change request that waits."""
    change = ChangeRequest(
        id="CR-1", title="More", reason="More", raised=day(5, 1), raised_by="carl-lead", moves=("SOW-mail",)
    )
    return replace(project, changes=(change,))


def overdue_point(project: Project) -> Project:
    """An open point that was due before the gate."""
    point = OpenPoint(id="OP-1", question="Why?", raised=day(1, 6), owner="carl-lead", due=day(1, 10))
    return replace(project, open_points=(point,))


def blocked(project: Project) -> Project:
    """The first case was blocked in a later run."""
    return replace(project, test_runs=(*project.test_runs, run(day(7, 6), result(project.tests[0], Verdict.BLOCKED))))


def failed(defect_class: DefectClass | None) -> Change:
    """The first case failed in a later run."""
    return lambda project: replace(
        project,
        test_runs=(
            *project.test_runs,
            run(day(7, 6), result(project.tests[0], Verdict.FAIL, defect="DEF-1", defect_class=defect_class)),
        ),
    )


def changed_case(project: Project) -> Project:
    """The first case was rewritten after it was run."""
    return replace(project, tests=(replace(project.tests[0], expected="The calendar."), project.tests[1]))


def assumed_input(project: Project) -> Project:
    """One input is assumed."""
    assert project.sizing is not None
    assumed = SizingInput(input="sessions", value=500, basis=InputBasis.ASSUMED)
    return replace(project, sizing=replace(project.sizing, inputs=(*project.sizing.inputs, assumed)))


def no_feedback(project: Project) -> Project:
    """The trial has not been answered."""
    assert project.poc is not None
    return replace(project, poc=replace(project.poc, feedback=None))


def unmet(**changes: object) -> Change:
    """The second requirement lacks something."""
    return lambda project: replace(project, requirements=(project.requirements[0], requirement("R-002", **changes)))


def no_case(project: Project) -> Project:
    """The second requirement has no test."""
    return replace(project, tests=project.tests[:1])


def not_accepted(project: Project) -> Project:
    """A deliverable waits for its letter."""
    work = project.sows[1]
    waiting = replace(work, deliverables=(replace(work.deliverables[0], attempts=(accepted(day(7, 20), ""),)),))
    return replace(project, sows=(project.sows[0], waiting))


def half_answered(project: Project) -> Project:
    """One question is open."""
    assert project.environment is not None
    return replace(project, environment=replace(project.environment, answers=project.environment.answers[1:]))


OPEN, STALE = CriterionState.OPEN, CriterionState.STALE


@pytest.mark.parametrize(
    ("check", "change", "state", "reason", "about"),
    [
        ("mandatory-requirements-agreed", unmet(agreed_evidence=""), OPEN, "R-002 is not agreed", "R-002"),
        ("mandatory-requirements-implemented", unmet(implemented=None), OPEN, "R-002 is not implemented", "R-002"),
        ("mandatory-requirements-checked", unmet(checks=()), OPEN, "R-002 is not checked", "R-002"),
        (
            "mandatory-requirements-checked",
            changed_case,
            STALE,
            "R-001 was checked, but its test case changed",
            "R-001",
        ),
        ("every-mandatory-requirement-tested", no_case, OPEN, "R-002 has no test case", "R-002"),
        ("no-open-class-1-defects", failed(DefectClass.ONE), OPEN, "T-001 failed with a class 1 defect", "T-001"),
        (
            "no-open-class-1-defects",
            failed(None),
            OPEN,
            "T-001 failed, and the class of the defect is not stated",
            "T-001",
        ),
        ("tests-passed", failed(DefectClass.THREE), OPEN, "T-001 did not pass", "T-001"),
        ("tests-passed", blocked, OPEN, "T-001 is blocked", "T-001"),
        ("tests-passed", changed_case, STALE, "T-001 changed since it was run", "T-001"),
        ("environment-answered", half_answered, OPEN, "1 of 64 questions have no answer", "environment"),
        ("sizing-computed", lambda item: replace(item, sizing=None), OPEN, "No sizing inputs are written", "sizing"),
        (
            "poc-feedback-received",
            no_feedback,
            OPEN,
            "Feedback was due on Jan 22, 2026, announced on Jan 8, 2026",
            "poc",
        ),
        ("no-overdue-open-points", overdue_point, OPEN, "OP-1 is overdue", "OP-1"),
        ("change-requests-decided", undecided_change, OPEN, "CR-1 is not decided", "CR-1"),
        ("deliverables-accepted", not_accepted, OPEN, "DEL-1 is not accepted", "DEL-1"),
    ],
)
def test_a_check_says_why_it_does_not_hold(
    check: str, change: Change, state: CriterionState, reason: str, about: str
) -> None:
    """In words, with the item to look at and the side that can act."""
    found = criterion(change(complete_project()), check)

    assert (found.state, Words().message(found.reason), found.about) == (state, reason, about)
    assert found.party is not None


def test_an_assumed_input_keeps_the_check_open() -> None:
    """Also when the sizing could not be computed."""
    from delivery_wiki.calculations.base.audience_view import Audience
    from delivery_wiki.calculations.project_status import calculate_status
    from tests.calculations.status_projects import ON, view_of

    status = calculate_status(view_of(assumed_input(complete_project()), Audience.CUSTOMER), on=ON)
    found = next(
        criterion for criterion in gate_of(status, "concept-agreed").criteria if criterion.id == "inputs-confirmed"
    )

    assert (found.state, Words().message(found.reason)) == (CriterionState.OPEN, "Still assumed: sessions")


def test_only_mandatory_requirements_that_stand_are_asked_for() -> None:
    """Optional, rejected, deferred, waived and withdrawn ones hold no gate."""
    from delivery_wiki.model.project.requirements import Priority

    others = (
        requirement("R-003", agreed=None, priority=Priority.SHOULD),
        requirement("R-004", agreed=None, decision=RequirementDecision.WAIVED, reason="Not needed"),
        requirement("R-005", agreed=None, withdrawn="Doubled"),
    )
    project = replace(complete_project(), requirements=(*complete_project().requirements, *others))

    assert criterion(project, "mandatory-requirements-agreed").state is CriterionState.MET


def test_no_requirement_at_all_is_not_enough() -> None:
    """An empty list proves nothing."""
    project = replace(complete_project(), requirements=())

    for check in ("mandatory-requirements-agreed", "every-mandatory-requirement-tested"):
        assert Words().message(criterion(project, check).reason) == "No mandatory requirement is written"


def test_points_that_fell_due_after_the_gate_do_not_open_it_again() -> None:
    """The gate is asked for on its day."""
    whole = complete_project()
    late = OpenPoint(id="OP-2", question="Why?", raised=day(5, 1), due=day(10, 1))
    milestones = tuple(
        replace(milestone, gate="concept-agreed", actual=day(3, 5)) if milestone.id == "M-2" else milestone
        for milestone in whole.milestones
    )

    asked_now = status_of(replace(whole, open_points=(late,)))
    asked_then = status_of(replace(whole, open_points=(late,), milestones=milestones))

    assert gate_of(asked_now, "concept-agreed").state is GateState.SHUT
    assert gate_of(asked_then, "concept-agreed").state is GateState.PASSED


def decided(outcome: DecisionOutcome, by: str = "carl-lead", month: int = 2) -> Project:
    """The complete project with another decision about Go / No-Go."""
    decision = Decision(
        id="D-2",
        title="Decision",
        date=day(month, 2),
        decided_by=by,
        gate="go-no-go",
        outcome=outcome,
        reason="Too dear",
    )
    return replace(complete_project(), decisions=(decision,))


def test_a_no_go_refuses_the_gate_and_archives_the_project() -> None:
    """With its reason kept; nobody owes anything any more."""
    status = status_of(overdue_point(decided(DecisionOutcome.NO_GO)))

    assert gate_of(status, "go-no-go").state is GateState.REFUSED
    assert Words().message(gate_of(status, "go-no-go").reason) == "No-Go on Feb 2, 2026: Too dear"
    assert status.archived is not None
    assert (status.health, status.owed, status.archived.id) == (Health.ARCHIVED, (), "D-2")


def test_a_decision_counts_only_from_the_side_that_decides() -> None:
    """The vendor cannot say Go for the customer; the party itself can."""
    assert gate_of(status_of(decided(DecisionOutcome.GO, "vera-lead")), "go-no-go").state is GateState.READY
    assert gate_of(status_of(decided(DecisionOutcome.GO, "city")), "go-no-go").state is GateState.PASSED
    assert gate_of(status_of(decided(DecisionOutcome.DEFERRED)), "go-no-go").state is GateState.READY


def test_a_go_does_not_open_a_gate_whose_criteria_are_open() -> None:
    """The status says so, and does not run ahead."""
    whole = complete_project()
    without_charter = replace(
        whole, documents=tuple(document for document in whole.documents if document.kind != "charter")
    )

    gate = gate_of(status_of(without_charter), "go-no-go")

    assert gate.state is GateState.SHUT
    assert Words().message(gate.reason) == "Decided on Feb 1, 2026, but only 4 of 5 criteria are met"


def test_a_project_without_a_trial_skips_its_gate() -> None:
    """An optional gate holds nobody up."""
    status = status_of(replace(complete_project(), poc=None))

    assert gate_of(status, "poc").state is GateState.SKIPPED
    assert gate_of(status, "poc").criteria == ()
    assert status.current is None


def test_a_trial_without_feedback_does_not_hold_the_phase() -> None:
    """The customer may say Go before."""
    status = status_of(no_feedback(complete_project()))

    assert gate_of(status, "poc").state is GateState.SHUT
    assert status.current is None


def test_a_stale_document_shuts_its_gate() -> None:
    """It did hold; what it rests on changed."""
    whole = complete_project()
    works = tuple(replace(sow, revision=2) if sow.topic == "mail" else sow for sow in whole.sows)
    status = status_of(replace(whole, sows=works))
    found = next(criterion for criterion in gate_of(status, "concept-agreed").criteria if criterion.id == "sows-agreed")

    assert (found.state, found.about) == (CriterionState.STALE, "sow-mail")
    assert gate_of(status, "concept-agreed").state is GateState.SHUT


def test_missing_signatures_name_who_has_to_sign() -> None:
    """The only person of the side in that role."""
    whole = complete_project()
    status = status_of(replace(whole, sign_offs=whole.sign_offs[:1]))
    found = next(criterion for criterion in gate_of(status, "concept-agreed").criteria if criterion.id == "sows-agreed")

    assert (found.owner, found.party) == ("carl-lead", PartyKind.CUSTOMER)
    assert Words().message(found.reason) == "1 of 2 signatures are there"


def test_a_requirement_is_signed_with_the_checklist() -> None:
    """What is not checked is not signed either."""
    status = status_of(complete_project())
    optional = requirement("R-003", checks=(), priority=complete_project().requirements[0].priority)

    assert {requirement.state for requirement in status.requirements} == {"signed"}
    more = status_of(replace(complete_project(), requirements=(*complete_project().requirements, optional)))
    assert {requirement.state for requirement in more.requirements} == {"checked", "implemented"}
    assert document_of(more, "requirements-checklist").state == "draft"


def test_a_fix_shows_as_fail_then_pass() -> None:
    """The newest result counts, the older one stays visible."""
    whole = complete_project()
    broken = run(day(7, 1), result(whole.tests[0], Verdict.FAIL, defect="DEF-1", defect_class=DefectClass.ONE))
    status = status_of(replace(whole, test_runs=(broken, *whole.test_runs)))

    assert [result.verdict for _, result in status.cases[0].results] == [Verdict.PASS, Verdict.FAIL]
    assert gate_of(status, "accepted").state is GateState.PASSED
    assert case("T-001").id == "T-001"
