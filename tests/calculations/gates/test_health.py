"""What is owed, and the one word for a project with its cause."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from delivery_wiki.calculations.base.audience_view import Audience, AudienceView
from delivery_wiki.calculations.base.fingerprint import case_digest
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.document_record import DocumentRecord, EventKind
from delivery_wiki.model.project.minutes import Action, Minutes
from delivery_wiki.model.project.proof_of_concept_record import DepartmentIssue
from delivery_wiki.model.project.register_entries import Assumption, Level, OpenPoint, Risk, RiskState
from delivery_wiki.model.project.scope_and_plan import Milestone
from delivery_wiki.model.project.test_results import TestResult, TestRun, Verdict
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import Health, Owed, ProjectStatus
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import (
    ON,
    complete_project,
    day,
    event,
    requirement,
    sizing_result,
    status_of,
    view_of,
)


def fresh(**changes: Any) -> Project:
    """A project before Go / No-Go in which nothing is wrong: all is there but the decision."""
    project = replace(complete_project(), decisions=(), milestones=(), poc=None)
    return replace(project, **changes)


def word(status: ProjectStatus) -> tuple[Health, str]:
    """Health and its cause as a reader sees it."""
    return (status.health, Words().message(status.cause))


def owed_of(project: Project, kind: str, on: dt.date = ON) -> list[Owed]:
    """What is owed of one kind."""
    return [entry for entry in status_of(project, on).owed if entry.kind == kind]


def milestone(**changes: Any) -> Milestone:
    """The milestone of Go / No-Go."""
    values: dict[str, Any] = {"id": "M-1", "title": "Go / No-Go", "gate": "go-no-go", "owner": "carl-lead"}
    return Milestone(**(values | changes))


def test_a_project_without_anything_overdue_is_on_track() -> None:
    """And a finished one says so."""
    assert word(status_of(fresh())) == (Health.ON_TRACK, "Nothing is overdue")
    assert word(status_of(complete_project())) == (Health.ON_TRACK, "Every phase is done")


def test_a_gate_whose_date_has_passed_and_that_waits_for_the_customer_is_blocked() -> None:
    """Blocked comes before late."""
    passed = milestone(baseline=day(11, 20))
    waiting = fresh(milestones=(passed,))
    unsigned = replace(waiting, documents=_with_charter_sent(waiting))

    assert word(status_of(waiting)) == (Health.BLOCKED, "Go / No-Go waits for the customer's decision")
    assert word(status_of(unsigned)) == (Health.BLOCKED, "Go / No-Go waits for the customer: Project Charter agreed")


def _with_charter_sent(project: Project) -> tuple[DocumentRecord, ...]:
    sent = DocumentRecord(kind="charter", owner="vera-lead", events=(event(EventKind.SENT, day(11, 1)),))
    return (sent, *(document for document in project.documents if document.kind != "charter"))


def test_an_overdue_milestone_or_a_later_forecast_is_late() -> None:
    """The cause says which and by how much."""
    overdue = Milestone(id="M-2", title="Workshop", baseline=day(11, 20))
    moved = milestone(baseline=day(12, 1), forecast=day(12, 2))

    assert word(status_of(fresh(milestones=(overdue,)))) == (Health.LATE, "Workshop was due on Nov 20, 2026")
    assert word(status_of(fresh(milestones=(moved,)))) == (Health.LATE, "Go / No-Go is forecast 1 day late")


def test_an_overdue_duty_puts_at_risk() -> None:
    """One names the person, several are listed."""
    point = OpenPoint(id="OP-1", question="Why?", raised=day(11, 1), owner="carl-lead", due=day(11, 20))
    # The gate before asks for points too, so a customer's date that has not come keeps it from being blocked.
    status = status_of(fresh(open_points=(point,)))
    two = status_of(fresh(open_points=(point, replace(point, id="OP-2"))))

    assert word(status) == (Health.AT_RISK, "OP-1 of Carl Lead is overdue")
    assert word(two) == (Health.AT_RISK, "2 things are overdue: OP-1, OP-2")


def test_a_grave_risk_puts_at_risk() -> None:
    """While it is open, and high in both."""
    risk = Risk(id="RISK-1", statement="It burns.", probability=Level.HIGH, impact=Level.HIGH, response="Water")

    assert word(status_of(fresh(risks=(risk,)))) == (Health.AT_RISK, "RISK-1 is high in probability and impact")
    assert status_of(fresh(risks=(replace(risk, state=RiskState.CLOSED),))).health is Health.ON_TRACK
    assert status_of(fresh(risks=(replace(risk, impact=Level.MEDIUM),))).health is Health.ON_TRACK


def test_a_stale_document_puts_at_risk() -> None:
    """What was signed is not what stands there now."""
    whole = fresh()
    works = tuple(replace(sow, revision=2) if sow.topic == "mail" else sow for sow in whole.sows)

    found = status_of(replace(whole, sows=works, documents=whole.documents))

    assert found.health is Health.AT_RISK


def test_points_and_actions_are_owed_until_they_are_closed() -> None:
    """By their owner, with the days that they are late; what is raised tomorrow is not owed today."""
    point = OpenPoint(id="OP-1", question="Why?", raised=day(11, 1), owner="carl-lead", due=day(11, 20))
    action = Action(id="ACT-1", action="Call", owner="vera-lead", due=day(11, 30))
    minutes = Minutes(name="2026-11-10-call", title="Call", date=day(11, 10), actions=(action,))
    project = fresh(open_points=(point,), minutes=(minutes,))

    assert [(entry.id, entry.owner, entry.party, entry.days_late) for entry in owed_of(project, "open-point")] == [
        ("OP-1", "carl-lead", PartyKind.CUSTOMER, 4)
    ]
    assert [(entry.id, entry.party, entry.days_late) for entry in owed_of(project, "action")] == [
        ("ACT-1", PartyKind.VENDOR, 0)
    ]
    assert owed_of(fresh(open_points=(replace(point, closed=day(11, 24)),)), "open-point") == []
    assert len(owed_of(fresh(open_points=(replace(point, closed=day(11, 25)),)), "open-point")) == 1
    assert owed_of(project, "open-point", day(10, 31)) == []
    assert owed_of(project, "action", day(11, 9)) == []
    assert owed_of(fresh(open_points=(replace(point, withdrawn="Moot"),)), "open-point") == []


def test_what_is_owed_is_in_order_of_its_date() -> None:
    """Undated things come last."""
    points = tuple(
        OpenPoint(id=f"OP-{number}", question="Why?", raised=day(11, 1), due=due)
        for number, due in enumerate((None, day(12, 2), day(12, 1)))
    )

    owed = [entry.id for entry in status_of(fresh(open_points=points)).owed if entry.kind == "open-point"]

    assert owed == ["OP-2", "OP-1", "OP-0"]


def test_feedback_and_department_issues_of_a_trial_are_owed() -> None:
    """The issues of the vendor's departments are not the customer's business."""
    whole = complete_project()
    assert whole.poc is not None
    issue = DepartmentIssue(department="R&D", issue="Slow", raised=day(1, 10))
    project = fresh(poc=replace(whole.poc, feedback=None, departments=(issue,)))

    feedback = owed_of(project, "poc-feedback")[0]

    assert (feedback.owner, feedback.due, feedback.days_late) == ("carl-lead", day(1, 22), 306)
    assert len(owed_of(project, "department-issue")) == 1
    customer = calculate_status(view_of(project, Audience.CUSTOMER), on=ON, sizing=sizing_result())
    assert "department-issue" not in {entry.kind for entry in customer.owed}


def test_a_blocked_test_case_is_open_work() -> None:
    """Until somebody could judge it; a case that failed or was not run is told elsewhere, a withdrawn one by nobody."""
    case = replace(complete_project().tests[0], owner="carl-lead")
    for verdict, owed in ((Verdict.BLOCKED, 1), (Verdict.FAIL, 0), (Verdict.NOT_RUN, 0), (Verdict.PASS, 0)):
        result = TestResult(case=case.id, verdict=verdict, digest=case_digest(case))
        run = TestRun(name="run", date=ON, tester="carl-lead", environment="test", results=(result,))
        found = owed_of(fresh(tests=(case,), test_runs=(run,)), "test-case")
        assert [(entry.id, entry.owner, entry.party) for entry in found] == [
            (case.id, "carl-lead", PartyKind.CUSTOMER)
        ] * owed
        assert owed_of(fresh(tests=(replace(case, withdrawn="Moot"),), test_runs=(run,)), "test-case") == []


def test_decisions_changes_and_assumptions_are_owed() -> None:
    """By those who can settle them."""
    change = ChangeRequest(
        id="CR-1", title="More", reason="More", raised=day(5, 1), raised_by="carl-lead", moves=("SOW-mail",)
    )
    assumption = Assumption(id="A-1", statement="It holds.", owner="carl-lead", due=day(12, 1))
    project = fresh(changes=(change,), assumptions=(assumption,), milestones=(milestone(baseline=day(12, 9)),))

    assert [(entry.id, entry.owner, entry.due) for entry in owed_of(project, "decision")] == [
        ("go-no-go", "carl-lead", day(12, 9))
    ]
    assert [(entry.id, entry.party) for entry in owed_of(project, "change-request")] == [("CR-1", PartyKind.CUSTOMER)]
    assert [entry.id for entry in owed_of(project, "assumption")] == ["A-1"]


def test_nobody_is_asked_for_a_decision_in_a_phase_that_has_not_begun() -> None:
    """Its conditions may hold already; the decision is asked for when the phases before are done."""
    view = view_of(fresh())
    first, *others, last = view.process.phases
    early = replace(last, gates=tuple(replace(gate, needs_decision=True, criteria=()) for gate in last.gates))
    process = replace(view.process, phases=(first, *others, early))

    def asked(view: AudienceView) -> list[str]:
        status = calculate_status(replace(view, process=process), on=ON, sizing=sizing_result())
        return [entry.id for entry in status.owed if entry.kind == "decision"]

    assert asked(view) == ["go-no-go"]
    assert asked(view_of(complete_project())) == [gate.id for gate in last.gates]


def test_a_document_is_owed_until_it_reaches_what_the_phase_needs() -> None:
    """Only with a due date; after that it is somebody else's turn."""
    whole = fresh()
    charter = DocumentRecord(kind="charter", owner="vera-lead", due=day(11, 30))
    others = tuple(document for document in whole.documents if document.kind != "charter")
    agreed = replace(charter, events=(event(EventKind.AGREED, day(11, 20)),))

    found = owed_of(replace(whole, documents=(charter, *others)), "document")[0]

    assert (found.id, found.owner, Words().message(found.title)) == ("charter", "vera-lead", "Project Charter: agreed")
    assert owed_of(replace(whole, documents=(agreed, *others)), "document") == []


def test_missing_signatures_are_owed_once_a_document_is_issued() -> None:
    """By the person in the role that the template asks for."""
    whole = complete_project()
    found = owed_of(replace(whole, sign_offs=whole.sign_offs[:1]), "signature")

    assert [(entry.id, entry.owner) for entry in found] == [("sow-mail", "carl-lead")]
    assert owed_of(replace(whole, sign_offs=(), issued=()), "signature") == []


def test_what_the_customer_provides_is_owed_when_a_date_is_known() -> None:
    """An agreed requirement of the customer's side, due with its deliverable."""
    whole = complete_project()
    mine = requirement("R-003", party=PartyKind.CUSTOMER, implemented=None, owner="carl-lead")

    found = owed_of(replace(whole, requirements=(*whole.requirements, mine)), "requirement")
    undated = owed_of(replace(whole, requirements=(replace(mine, sow=None),)), "requirement")

    assert [(entry.id, entry.due) for entry in found] == [("R-003", day(6, 30))]
    assert undated == []
