"""Everything that somebody owes, by when, and how late it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.register_entries import AssumptionState
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, StatementOfWork
from delivery_wiki.model.status import (
    FactKind,
    GateState,
    GateStatus,
    Owed,
    PhaseStatus,
    Progress,
    RequirementStatus,
    message,
)

from ..base.people import party_kind
from ..base.phrases import id_order
from ..evidence.document_facts import ProjectFacts
from ..evidence.gate_conditions import promised_remedies
from ..evidence.testing import blocked_cases
from ..money.agreed_changes import decision_on
from .gate_states import GateEvidence
from .owed_documents import conditions_owed, deliveries_owed, documents_owed, signatures_owed
from .owed_entries import OwedEntries
from .plan_dates import poc_feedback_due


def everything_owed(evidence: GateEvidence, phases: tuple[PhaseStatus, ...]) -> tuple[Owed, ...]:
    """What is owed on the date, earliest due first, undated last."""
    project_facts = evidence.project_facts
    entries = OwedEntries(project_facts=project_facts)
    found = [
        *_open_points(entries),
        *_actions(entries),
        *documents_owed(entries, evidence.documents, phases),
        *signatures_owed(entries, evidence.documents),
        *_milestones(entries, evidence, phases),
        *_poc(entries),
        *_decisions(entries, phases),
        *_assumptions(entries),
        *_changes(entries),
        *_customer_requirements(entries, project_facts),
        *_blocked_cases(entries, project_facts),
        *_conditions(entries, phases),
    ]
    found += conditions_owed(entries, phases, tuple(found))
    found += deliveries_owed(entries, evidence.plan, tuple(found))
    if project_facts.view.internal:
        found += _department_issues(entries)
    return tuple(sorted(found, key=urgency))


def urgency(owed: Owed) -> tuple[dt.date, str, tuple[int, str], str]:
    """The one order of what is owed: by due date, undated last; then by kind, and by id with OP-2 before OP-10."""
    return (owed.due or dt.date.max, owed.kind, id_order(owed), owed.title.text)


def _open_points(entries: OwedEntries) -> Iterable[Owed]:
    for point in entries.project.open_points:
        if not point.withdrawn and point.raised <= entries.on and not (point.closed and point.closed <= entries.on):
            yield entries.entry("open-point", point.id, message(point.question), owner=point.owner, due=point.due)


def _actions(entries: OwedEntries) -> Iterable[Owed]:
    for minutes in entries.project.minutes:
        for action in minutes.actions:
            done = action.done is not None and action.done <= entries.on
            if minutes.date <= entries.on and not action.withdrawn and not done:
                yield entries.entry("action", action.id, message(action.action), owner=action.owner, due=action.due)


def _conditions(entries: OwedEntries, phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    """What a gate was opened with though it did not hold: owed until it is mended, and overdue after its date."""
    criteria = [criterion for phase in phases for gate in phase.gates for criterion in gate.criteria]
    opened = (condition for criterion in criteria for condition in (*criterion.conditions, *criterion.lapsed))
    for condition in dict.fromkeys((*promised_remedies(entries.project_facts), *opened)):
        title = message(condition.remedy or condition.title)
        yield entries.entry(
            "remedy", condition.about, title, owner=condition.owner, due=condition.until, party=PartyKind.VENDOR
        )


def _milestones(entries: OwedEntries, evidence: GateEvidence, phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    """Every milestone ahead, from the start; where its gate waits for a decision alone, that decision is the entry."""
    decided = {gate.gate.id: _decider(gate, entries) for gate in _ready_gates(phases)}
    for planned in evidence.plan:
        milestone = planned.milestone
        due = planned.forecast or planned.baseline
        if milestone.withdrawn or planned.actual or not (milestone.owner or due):
            continue
        if milestone.gate in decided and decided[milestone.gate] == milestone.owner:
            continue
        yield entries.entry("milestone", milestone.id, message(milestone.title), owner=milestone.owner, due=due)


def _poc(entries: OwedEntries) -> Iterable[Owed]:
    poc = entries.project.poc
    due = poc_feedback_due(entries.project)
    if poc is None or poc.announced is None or poc.announced > entries.on or due is None:
        return
    if poc.feedback is None or poc.feedback > entries.on:
        title = message("Feedback on the proof of concept")
        yield entries.entry("poc-feedback", "poc", title, owner=poc.announced_to, due=due, party=PartyKind.CUSTOMER)


def _decisions(entries: OwedEntries, phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    for gate in _ready_gates(phases):
        yield entries.entry(
            "decision",
            gate.gate.id,
            message("Decision: {gate}", gate=gate.gate.title),
            owner=_decider(gate, entries),
            due=gate.forecast,
            party=gate.gate.decided_by,
        )


def _ready_gates(phases: tuple[PhaseStatus, ...]) -> Iterable[GateStatus]:
    """Gates that wait for a decision alone; nobody is asked for one in a phase that has not begun."""
    begun = (phase for phase in phases if phase.progress is not Progress.NOT_STARTED)
    return (gate for phase in begun for gate in phase.gates if gate.state is GateState.READY)


def _decider(gate: GateStatus, entries: OwedEntries) -> str | None:
    owner = gate.milestone.owner if gate.milestone else None
    return owner if party_kind(entries.project, owner) is gate.gate.decided_by else None


def _assumptions(entries: OwedEntries) -> Iterable[Owed]:
    for assumption in entries.project.assumptions:
        is_open = (
            assumption.state is AssumptionState.OPEN
            or entries.project_facts.suspicion(assumption.id, FactKind.FOUND) is not None
        )
        if is_open and (assumption.due or assumption.owner) and not assumption.withdrawn:
            yield entries.entry(
                "assumption", assumption.id, message(assumption.statement), owner=assumption.owner, due=assumption.due
            )


def _changes(entries: OwedEntries) -> Iterable[Owed]:
    for change in entries.project.changes:
        is_open = decision_on(change, entries.on) is ChangeDecision.OPEN
        if not change.withdrawn and change.raised <= entries.on and is_open:
            yield entries.entry(
                "change-request",
                change.id,
                message(change.title),
                owner=change.owner,
                due=change.due,
                party=PartyKind.CUSTOMER,
            )


def _customer_requirements(entries: OwedEntries, project_facts: ProjectFacts) -> Iterable[Owed]:
    """What the customer has to provide, once it is agreed and a date is known."""
    for status in project_facts.requirements:
        requirement = status.requirement
        due = _requirement_due(status, project_facts.project.sows)
        if requirement.party is PartyKind.CUSTOMER and status.state == "agreed" and due is not None:
            title = message(requirement.statement)
            yield entries.entry(
                "requirement", requirement.id, title, owner=requirement.owner, due=due, party=PartyKind.CUSTOMER
            )


def _requirement_due(status: RequirementStatus, sows: tuple[StatementOfWork, ...]) -> dt.date | None:
    sow = next((sow for sow in sows if status.requirement.sow in {sow.id, sow.topic}), None)
    if sow is None:
        return None
    wanted: list[Deliverable] = [
        deliverable for deliverable in sow.deliverables if deliverable.id in status.requirement.deliverables
    ]
    return min((deliverable.expected for deliverable in wanted if deliverable.expected), default=sow.ends)


def _blocked_cases(entries: OwedEntries, project_facts: ProjectFacts) -> Iterable[Owed]:
    """Test cases that could not be judged when they were run last."""
    for status in blocked_cases(project_facts.cases):
        case = status.case
        title = message("Blocked test: {title}", title=case.title)
        yield entries.entry("test-case", case.id, title, owner=case.owner, due=None, party=PartyKind.VENDOR)


def _department_issues(entries: OwedEntries) -> Iterable[Owed]:
    poc = entries.project.poc
    for issue in poc.departments if poc else ():
        if issue.raised <= entries.on and not (issue.closed and issue.closed <= entries.on):
            title = message("{department}: {issue}", department=issue.department, issue=issue.issue)
            yield entries.entry("department-issue", "poc", title, owner=None, due=None, party=PartyKind.VENDOR)
