"""A gate that opens with conditions: by result B or a decision, until a date, and never by the wrong side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.consistency.results import check_results
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.acceptance import Acceptance, AcceptedDefect
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.register_entries import AcceptedDeviation, Decision, DecisionOutcome, OpenPoint
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AcceptanceClock,
    AcceptanceCriterion,
    AttemptOutcome,
)
from delivery_wiki.model.project.test_results import DefectClass, Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CriterionState, CriterionStatus, GateState, GateStatus, ProjectStatus
from tests.calculations.status_projects import (
    ON,
    VERSIONS,
    complete_project,
    day,
    document_of,
    gate_of,
    result,
    run,
    status_of,
)

UNTIL = day(12, 18)


def accepted_on_condition(version: str = VERSIONS[0], **changes: Any) -> Project:
    """A complete project in which one test failed with class 2, and result B accepts that until a date."""
    project = complete_project(version)
    failing, *others = project.tests
    broken = result(failing, Verdict.FAIL, defect="The footer is wrong.", defect_class=DefectClass.TWO)
    values: dict[str, Any] = {
        "test": failing.id,
        "defect_class": DefectClass.TWO,
        "by": "carl-lead",
        "until": UNTIL,
        "remedy": "Mend the footer.",
        "owner": "vera-lead",
    }
    defect = AcceptedDefect(**(values | changes))
    return replace(
        project,
        test_runs=(run(day(7, 5), broken, *(result(case) for case in others)),),
        acceptance=Acceptance(result="B", date=day(7, 25), by="carl-lead", accepted_defects=(defect,)),
    )


def state_of_tests(status: ProjectStatus) -> CriterionState:
    """The state of the criterion about the tests."""
    gate = gate_of(status, "accepted")
    return next(
        criterion.state
        for criterion, asked in zip(gate.criteria, gate.gate.criteria, strict=True)
        if asked.check == "tests-passed"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_result_b_opens_the_gate_until_the_date_and_names_what_is_left(version: str) -> None:
    """With conditions, each with item, remedy, owner, date and who accepts; the remedy is owed."""
    status = status_of(accepted_on_condition(version))
    gate = gate_of(status, "accepted")
    (condition,) = gate.conditions

    assert gate.state is GateState.PASSED
    assert gate.reason.text == "Every criterion is met, with conditions that last until {date}"
    assert (condition.about, condition.remedy, condition.owner, condition.until, condition.by) == (
        accepted_on_condition().tests[0].id,
        "Mend the footer.",
        "vera-lead",
        UNTIL,
        "carl-lead",
    )
    (owed,) = (entry for entry in status.owed if entry.kind == "remedy")
    assert (owed.id, owed.owner, owed.due) == (condition.about, "vera-lead", UNTIL)


def test_the_gate_shuts_again_the_day_after() -> None:
    """The last day still counts; then the defect counts again, and the gate says so."""
    project = accepted_on_condition()

    assert gate_of(status_of(project, on=UNTIL), "accepted").state is GateState.PASSED
    after = gate_of(status_of(project, on=UNTIL + dt.timedelta(days=1)), "accepted")
    assert after.state is GateState.SHUT
    assert after.conditions == ()
    (waiting,) = (criterion for criterion in after.criteria if criterion.due == UNTIL)
    assert waiting.reason.text == "Accepted until {date} only: {names}"
    assert waiting.owner == "vera-lead"


def test_a_lapsed_remedy_stays_owed_and_is_overdue() -> None:
    """It shuts the gate, so it stands on the list of its owner until a run shows it mended."""
    project = accepted_on_condition()
    after = UNTIL + dt.timedelta(days=1)
    (owed,) = (entry for entry in status_of(project, on=after).owed if entry.kind == "remedy")
    again = run(day(8, 1), result(project.tests[0]), name="again")
    mended = replace(project, test_runs=(*project.test_runs, again))

    assert (owed.owner, owed.due, owed.days_late) == ("vera-lead", UNTIL, 1)
    assert not [entry for entry in status_of(mended, on=after).owed if entry.kind == "remedy"]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_accepted_defect_counts_the_same_for_the_checklist_and_for_its_requirements(version: str) -> None:
    """No gate contradicts itself, and no earlier phase becomes the current one again while the date lasts."""
    project = accepted_on_condition(version)
    ready = gate_of(status_of(project), "ready")
    lapsed = gate_of(status_of(project, on=UNTIL + dt.timedelta(days=1)), "ready")

    assert ready.state is GateState.PASSED
    assert [condition.about for condition in ready.conditions] == [project.tests[0].id]
    assert checked_and_listed(lapsed) == {CriterionState.OPEN}
    assert checked_and_listed(gate_of(status_of(by_the_vendor(project)), "ready")) == {CriterionState.OPEN}


def test_what_nobody_looked_at_is_not_checked_by_an_accepted_defect() -> None:
    """The test alone may be what is missing: without any check of the requirement there is more."""
    project = accepted_on_condition()
    unseen = tuple(replace(requirement, checks=()) for requirement in project.requirements)

    found = gate_of(status_of(replace(project, requirements=unseen)), "ready")
    assert checked_and_listed(found) == {CriterionState.OPEN}


def checked_and_listed(gate: GateStatus) -> set[CriterionState]:
    """The states of the two criteria that say whether requirements are checked."""
    asked = {"mandatory-requirements-checked", "requirements-checklist"}
    pairs = zip(gate.criteria, gate.gate.criteria, strict=True)
    return {status.state for status, criterion in pairs if {criterion.check, criterion.document} & asked}


def test_it_is_shut_before_the_result_is_declared() -> None:
    """A result of tomorrow opens nothing today."""
    assert state_of_tests(status_of(accepted_on_condition(), on=day(7, 24))) is CriterionState.OPEN


def test_the_signed_checklist_stays_signed_with_its_condition() -> None:
    """What a failing test alone keeps from being checked is checked with conditions; after the date it is not."""
    project = accepted_on_condition()
    during = document_of(status_of(project), "requirements-checklist")
    after = document_of(status_of(project, on=UNTIL + dt.timedelta(days=1)), "requirements-checklist")

    assert during.state == "signed"
    assert {"checked", "signed"} <= set(during.reached)
    assert not {"checked", "signed"} & set(after.reached)


def worse(project: Project) -> Project:
    """The defect turns out to be of class 1."""
    case = project.tests[0]
    again = run(day(7, 6), result(case, Verdict.FAIL, defect_class=DefectClass.ONE), name="again")
    return replace(project, test_runs=(*project.test_runs, again))


def reworded(project: Project) -> Project:
    """The text of the case is another one than what was run."""
    first, *others = project.tests
    return replace(project, tests=(replace(first, expected="The outbox."), *others))


def second(project: Project) -> Project:
    """Another test fails, and nobody accepts that."""
    case = project.tests[-1]
    again = run(day(7, 6), result(case, Verdict.FAIL, defect_class=DefectClass.TWO), name="again")
    return replace(project, test_runs=(*project.test_runs, again))


def by_the_vendor(project: Project) -> Project:
    """The side that does not decide declares the result."""
    return replace(project, acceptance=project.acceptance and replace(project.acceptance, by="vera-lead"))


def not_accepted(project: Project) -> Project:
    """The result is C."""
    return replace(project, acceptance=project.acceptance and replace(project.acceptance, result="C"))


@pytest.mark.parametrize("change", [worse, reworded, second, by_the_vendor, not_accepted])
def test_only_what_was_accepted_opens_the_gate(change: Callable[[Project], Project]) -> None:
    """Another class, another text, another test, another side or another result: it counts."""
    project = change(accepted_on_condition())

    assert state_of_tests(status_of(project)) is not CriterionState.MET
    assert gate_of(status_of(project), "accepted").state is GateState.SHUT


def test_a_re_test_takes_the_condition_away() -> None:
    """Once mended nothing is left, whatever the date."""
    project = accepted_on_condition()
    again = run(day(8, 1), result(project.tests[0]), name="again")
    mended = gate_of(status_of(replace(project, test_runs=(*project.test_runs, again)), on=day(12, 31)), "accepted")

    assert (mended.state, mended.conditions) == (GateState.PASSED, ())


def overdue_point(project: Project) -> Project:
    """An open point that was due before the gate."""
    point = OpenPoint(id="OP-9", question="Who pays?", raised=day(1, 10), due=day(1, 20), owner="carl-lead")
    return replace(project, open_points=(point,))


def open_change(project: Project) -> Project:
    """A change request that nobody has decided."""
    change = ChangeRequest(id="CR-9", title="More", reason="Asked", raised=day(5, 2), raised_by="carl-lead", moves=())
    return replace(project, changes=(change,))


def unmet(state: str) -> Callable[[Project], Project]:
    """A mandatory requirement that has not come so far."""
    gone: dict[str, Any] = {"checks": ()} if state == "checks" else {state: None}
    return lambda project: replace(
        project, requirements=(replace(project.requirements[0], **gone), *project.requirements[1:])
    )


DEVIATIONS = [
    ("concept-agreed", "no-overdue-open-points", overdue_point),
    ("concept-agreed", "mandatory-requirements-agreed", unmet("agreed")),
    ("ready", "change-requests-decided", open_change),
    ("ready", "mandatory-requirements-implemented", unmet("implemented")),
    ("ready", "mandatory-requirements-checked", unmet("checks")),
]


@pytest.mark.parametrize(("gate", "check", "change"), DEVIATIONS, ids=[deviation[1] for deviation in DEVIATIONS])
def test_a_decision_accepts_a_condition_that_does_not_hold(
    gate: str, check: str, change: Callable[[Project], Project]
) -> None:
    """By the side that decides the gate and until its date; by the other side, or without go, it opens nothing."""
    project = change(complete_project(VERSIONS[1]))
    definition = next(
        criterion for criterion in gate_of(status_of(project), gate).gate.criteria if criterion.check == check
    )
    accepted = AcceptedDeviation(criterion=definition.id, reason="The board meets later.", until=UNTIL)
    decider = "carl-lead" if gate_of(status_of(project), gate).gate.decided_by is PartyKind.CUSTOMER else "vera-lead"
    other = {"carl-lead": "vera-lead", "vera-lead": "carl-lead"}[decider]

    def state(by: str, on: dt.date = ON, outcome: DecisionOutcome = DecisionOutcome.GO) -> CriterionState:
        said = Decision(
            id="D-9", title="Go on", date=day(7, 1), decided_by=by, gate=gate, outcome=outcome, accepts=(accepted,)
        )
        status = status_of(replace(project, decisions=(*project.decisions, said)), on=on)
        return next(criterion.state for criterion in gate_of(status, gate).criteria if criterion.id == definition.id)

    assert state(decider) is CriterionState.MET
    assert state(decider, on=UNTIL + dt.timedelta(days=1)) is CriterionState.OPEN
    assert state(decider, outcome=DecisionOutcome.DEFERRED) is CriterionState.OPEN
    assert state(other) is CriterionState.OPEN


def test_class_1_is_never_accepted() -> None:
    """The process has no condition for it, so a decision that names it opens nothing."""
    project = worse(accepted_on_condition())
    accepted = AcceptedDeviation(criterion="no-class-1-defects", reason="We know it.", until=UNTIL)
    said = Decision(
        id="D-9",
        title="Go",
        date=day(7, 1),
        decided_by="carl-lead",
        gate="accepted",
        outcome=DecisionOutcome.GO,
        accepts=(accepted,),
    )
    assert (
        gate_of(status_of(replace(project, decisions=(*project.decisions, said))), "accepted").state is GateState.SHUT
    )


@pytest.mark.parametrize(
    ("letter", "changes", "said"),
    [
        ("A", {}, "the result is A, and a defect of T-001 is accepted"),
        ("B", {"defect_class": DefectClass.THREE}, "T-001 is accepted with a defect of class 3, and its newest run"),
        ("B", {"until": day(7, 1)}, "until 2026-07-01 lies before date 2026-07-25"),
    ],
)
def test_an_accepted_defect_fits_its_result_and_its_run(letter: str, changes: dict[str, Any], said: str) -> None:
    """What contradicts the facts is told at its line."""
    project = accepted_on_condition(**changes)
    acceptance = project.acceptance and replace(project.acceptance, result=letter)

    assert any(said in finding.problem for finding in check_results(replace(project, acceptance=acceptance)))
    assert not list(check_results(accepted_on_condition()))


def attempts(*outcomes: tuple[int, AttemptOutcome]) -> Project:
    """A complete project whose first deliverable was put forward on days of November 2026."""
    project = complete_project()
    first, *others = project.sows
    tried = tuple(
        AcceptanceAttempt(date=day(11, number), outcome=outcome, reason="The port is missing.", evidence="Letter")
        for number, outcome in outcomes
    )
    work = replace(first, deliverables=(replace(first.deliverables[0], attempts=tried),))
    return replace(project, sows=(replace(work, acceptance_clock=AcceptanceClock(rejections=1)), *others))


def test_the_newest_attempt_is_the_state_of_a_deliverable() -> None:
    """Rejected and then accepted, or the other way round: what came last counts, and on each day what was known."""
    yes, no = AttemptOutcome.ACCEPTED, AttemptOutcome.REJECTED
    mended, broken = attempts((10, no), (20, yes)), attempts((10, yes), (20, no))

    assert deliverables_accepted(mended, 24).state is CriterionState.MET
    assert deliverables_accepted(broken, 24).state is CriterionState.OPEN
    assert deliverables_accepted(mended, 15).reason.text == "{names} was rejected on {date}: {reason}"
    assert deliverables_accepted(broken, 15).state is CriterionState.MET
    assert deliverables_accepted(attempts((20, no), (20, yes)), 24).state is CriterionState.MET


def deliverables_accepted(project: Project, number: int) -> CriterionStatus:
    """The criterion about the deliverables on a day of November."""
    gate = gate_of(status_of(project, on=day(11, number)), "accepted")
    return next(criterion for criterion in gate.criteria if criterion.id == "deliverables-accepted")


def test_rejections_count_against_the_contract() -> None:
    """One is allowed here; the second is told at its line."""
    no = AttemptOutcome.REJECTED

    assert not list(check_results(attempts((10, no))))
    (found,) = check_results(attempts((10, no), (12, no), (14, AttemptOutcome.ACCEPTED)))
    assert (found.code, "was rejected 2 times" in found.problem) == ("rejections-used-up", True)


@pytest.mark.parametrize("number", [11, 12, 20])
def test_rejections_that_both_sides_settled_are_told_no_more(number: int) -> None:
    """By a decision about the deliverable or a change request that moves it, not older than the last rejection."""
    no = AttemptOutcome.REJECTED
    project = attempts((10, no), (12, no))
    id, on = project.sows[0].deliverables[0].id, day(11, number)
    decision = Decision(id="D-9", title="A third delivery", date=on, decided_by="carl-lead", about=(id,))
    change = ChangeRequest(id="CR-9", title="Less", reason="Asked for.", raised=on, raised_by="carl-lead", moves=(id,))
    told = number < 12

    assert bool(list(check_results(replace(project, decisions=(decision,))))) is told
    assert bool(list(check_results(replace(project, changes=(change,))))) is told
    assert list(check_results(replace(project, decisions=(replace(decision, withdrawn="No."),))))
    assert list(check_results(replace(project, decisions=(replace(decision, about=("R-001",)),))))
    assert list(check_results(replace(project, changes=(replace(change, decision=ChangeDecision.REJECTED),))))


def test_an_acceptance_over_a_named_test_that_fails_and_a_rejection_without_reason_are_told() -> None:
    """What a criterion names passes, or its defect is accepted; who says no says why."""

    def told(project: Project, statement: str) -> list[str]:
        first, *others = project.sows
        criterion = AcceptanceCriterion(id="AC-1", statement=statement)
        tried = (
            AcceptanceAttempt(date=day(7, 10), outcome=AttemptOutcome.REJECTED),
            AcceptanceAttempt(date=day(7, 26), outcome=AttemptOutcome.ACCEPTED, evidence="Note"),
        )
        work = replace(first, deliverables=(replace(first.deliverables[0], acceptance=(criterion,), attempts=tried),))
        return [finding.problem for finding in check_results(replace(project, sows=(work, *others)))]

    conditional = accepted_on_condition()
    failing = replace(conditional, acceptance=None)
    id, test = conditional.sows[0].deliverables[0].id, conditional.tests[0].id
    without_reason = f"{id} was rejected on 2026-07-10, and no reason is stated."
    over = f"{id} is accepted on 2026-07-26, and {test}, which its criteria name, fails."

    assert told(failing, f"{test} passes: mail arrives.") == [without_reason, over]
    assert told(failing, f"{test}0 passes.") == [without_reason]
    assert told(conditional, f"{test} passes.") == [without_reason]
