"""Everything that somebody owes, by when, and how late it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import AssumptionState, ChangeDecision, Deliverable, StatementOfWork
from delivery_wiki.model.status import (
    FactKind,
    GateState,
    GateStatus,
    Owed,
    PhaseStatus,
    RequirementStatus,
    message,
)

from .agreed_changes import decision_on
from .dossier import Ledger
from .gate_conditions import promised_remedies
from .gates import GateEvidence
from .owed_book import Book
from .owed_documents import conditions_owed, deliveries_owed, documents_owed, signatures_owed
from .people import party_kind
from .phrases import id_order
from .plan import poc_feedback_due
from .testing import blocked_cases


def everything_owed(evidence: GateEvidence, phases: tuple[PhaseStatus, ...]) -> tuple[Owed, ...]:
    """What is owed on the date, earliest due first, undated last."""
    ledger = evidence.ledger
    book = Book(ledger=ledger)
    found = [
        *_open_points(book),
        *_actions(book),
        *documents_owed(book, evidence.documents, phases),
        *signatures_owed(book, evidence.documents),
        *_milestones(book, evidence, phases),
        *_poc(book),
        *_decisions(book, phases),
        *_assumptions(book),
        *_changes(book),
        *_customer_requirements(book, ledger),
        *_blocked_cases(book, ledger),
        *_conditions(book, phases),
    ]
    found += conditions_owed(book, phases, tuple(found))
    found += deliveries_owed(book, evidence.plan, tuple(found))
    if ledger.view.internal:
        found += _department_issues(book)
    return tuple(sorted(found, key=urgency))


def urgency(owed: Owed) -> tuple[dt.date, str, tuple[int, str], str]:
    """The one order of what is owed: by due date, undated last; then by kind, and by id with OP-2 before OP-10."""
    return (owed.due or dt.date.max, owed.kind, id_order(owed), owed.title.text)


def _open_points(book: Book) -> Iterable[Owed]:
    for point in book.project.open_points:
        if not point.withdrawn and point.raised <= book.on and not (point.closed and point.closed <= book.on):
            yield book.entry("open-point", point.id, message(point.question), owner=point.owner, due=point.due)


def _actions(book: Book) -> Iterable[Owed]:
    for minutes in book.project.minutes:
        for action in minutes.actions:
            done = action.done is not None and action.done <= book.on
            if minutes.date <= book.on and not action.withdrawn and not done:
                yield book.entry("action", action.id, message(action.action), owner=action.owner, due=action.due)


def _conditions(book: Book, phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    """What a gate was opened with though it did not hold: owed until it is mended, and overdue after its date."""
    criteria = [one for phase in phases for gate in phase.gates for one in gate.criteria]
    opened = (one for criterion in criteria for one in (*criterion.conditions, *criterion.lapsed))
    for one in dict.fromkeys((*promised_remedies(book.ledger), *opened)):
        title = message(one.remedy or one.title)
        yield book.entry("remedy", one.about, title, owner=one.owner, due=one.until, party=PartyKind.VENDOR)


def _milestones(book: Book, evidence: GateEvidence, phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    """Every milestone ahead, from the start; where its gate waits for a decision alone, that decision is the entry."""
    decided = {gate.gate.id: _decider(gate, book) for gate in _ready_gates(phases)}
    for planned in evidence.plan:
        milestone = planned.milestone
        due = planned.forecast or planned.baseline
        if milestone.withdrawn or planned.actual or not (milestone.owner or due):
            continue
        if milestone.gate in decided and decided[milestone.gate] == milestone.owner:
            continue
        yield book.entry("milestone", milestone.id, message(milestone.title), owner=milestone.owner, due=due)


def _poc(book: Book) -> Iterable[Owed]:
    poc = book.project.poc
    due = poc_feedback_due(book.project)
    if poc is None or poc.announced is None or poc.announced > book.on or due is None:
        return
    if poc.feedback is None or poc.feedback > book.on:
        title = message("Feedback on the proof of concept")
        yield book.entry("poc-feedback", "poc", title, owner=poc.announced_to, due=due, party=PartyKind.CUSTOMER)


def _decisions(book: Book, phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    for gate in _ready_gates(phases):
        yield book.entry(
            "decision",
            gate.gate.id,
            message("Decision: {gate}", gate=gate.gate.title),
            owner=_decider(gate, book),
            due=gate.forecast,
            party=gate.gate.decided_by,
        )


def _ready_gates(phases: tuple[PhaseStatus, ...]) -> Iterable[GateStatus]:
    return (gate for phase in phases for gate in phase.gates if gate.state is GateState.READY)


def _decider(gate: GateStatus, book: Book) -> str | None:
    owner = gate.milestone.owner if gate.milestone else None
    return owner if party_kind(book.project, owner) is gate.gate.decided_by else None


def _assumptions(book: Book) -> Iterable[Owed]:
    for one in book.project.assumptions:
        is_open = one.state is AssumptionState.OPEN or book.ledger.suspicion(one.id, FactKind.FOUND) is not None
        if is_open and (one.due or one.owner) and not one.withdrawn:
            yield book.entry("assumption", one.id, message(one.statement), owner=one.owner, due=one.due)


def _changes(book: Book) -> Iterable[Owed]:
    for one in book.project.changes:
        is_open = decision_on(one, book.on) is ChangeDecision.OPEN
        if not one.withdrawn and one.raised <= book.on and is_open:
            yield book.entry(
                "change-request", one.id, message(one.title), owner=one.owner, due=None, party=PartyKind.CUSTOMER
            )


def _customer_requirements(book: Book, ledger: Ledger) -> Iterable[Owed]:
    """What the customer has to provide, once it is agreed and a date is known."""
    for status in ledger.requirements:
        requirement = status.requirement
        due = _requirement_due(status, ledger.project.sows)
        if requirement.party is PartyKind.CUSTOMER and status.state == "agreed" and due is not None:
            title = message(requirement.statement)
            yield book.entry(
                "requirement", requirement.id, title, owner=requirement.owner, due=due, party=PartyKind.CUSTOMER
            )


def _requirement_due(status: RequirementStatus, sows: tuple[StatementOfWork, ...]) -> dt.date | None:
    sow = next((one for one in sows if status.requirement.sow in {one.id, one.topic}), None)
    if sow is None:
        return None
    wanted: list[Deliverable] = [one for one in sow.deliverables if one.id in status.requirement.deliverables]
    return min((one.expected for one in wanted if one.expected), default=sow.ends)


def _blocked_cases(book: Book, ledger: Ledger) -> Iterable[Owed]:
    """Test cases that could not be judged when they were run last."""
    for status in blocked_cases(ledger.cases):
        case = status.case
        title = message("Blocked test: {title}", title=case.title)
        yield book.entry("test-case", case.id, title, owner=case.owner, due=None, party=PartyKind.VENDOR)


def _department_issues(book: Book) -> Iterable[Owed]:
    poc = book.project.poc
    for one in poc.departments if poc else ():
        if one.raised <= book.on and not (one.closed and one.closed <= book.on):
            title = message("{department}: {issue}", department=one.department, issue=one.issue)
            yield book.entry("department-issue", "poc", title, owner=None, due=None, party=PartyKind.VENDOR)
