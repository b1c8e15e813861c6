"""Everything that somebody owes, by when, and how late it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from macros.model.process import PartyKind
from macros.model.project import AssumptionState, ChangeDecision, Deliverable, Project, StatementOfWork
from macros.model.status import (
    DocumentStatus,
    GateState,
    GateStatus,
    Message,
    Owed,
    PhaseStatus,
    Progress,
    RequirementStatus,
    message,
)

from .audience_view import AudienceView
from .dossier import Ledger
from .gates import GateEvidence
from .people import party_kind, people_with_role
from .phrases import id_order
from .plan import poc_feedback_due


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    view: AudienceView
    on: dt.date

    @property
    def project(self) -> Project:
        """The project as its audience sees it."""
        return self.view.project

    def entry(
        self,
        kind: str,
        id: str,
        title: Message,
        *,
        owner: str | None,
        due: dt.date | None,
        party: PartyKind | None = None,
    ) -> Owed:
        """One thing that is owed; an owner's side wins over the given one."""
        return Owed(
            kind=kind,
            id=id,
            title=title,
            owner=owner,
            party=party_kind(self.project, owner) or party,
            due=due,
            days_late=max(0, (self.on - due).days) if due else 0,
        )


def everything_owed(evidence: GateEvidence, phases: tuple[PhaseStatus, ...]) -> tuple[Owed, ...]:
    """What is owed on the date, earliest due first, undated last."""
    ledger = evidence.ledger
    book = _Book(view=ledger.view, on=ledger.on)
    found = [
        *_open_points(book),
        *_actions(book),
        *_documents(book, evidence.documents, phases),
        *_signatures(book, evidence.documents),
        *_milestones(book, evidence),
        *_poc(book),
        *_decisions(book, phases),
        *_assumptions(book),
        *_changes(book),
        *_customer_requirements(book, ledger),
    ]
    if ledger.view.internal:
        found += _department_issues(book)
    return tuple(sorted(found, key=lambda one: (one.due or dt.date.max, one.kind, id_order(one), one.title.text)))


def _open_points(book: _Book) -> Iterable[Owed]:
    for point in book.project.open_points:
        if not point.withdrawn and point.raised <= book.on and not (point.closed and point.closed <= book.on):
            yield book.entry("open-point", point.id, message(point.question), owner=point.owner, due=point.due)


def _actions(book: _Book) -> Iterable[Owed]:
    for minutes in book.project.minutes:
        for action in minutes.actions:
            done = action.done is not None and action.done <= book.on
            if minutes.date <= book.on and not action.withdrawn and not done:
                yield book.entry("action", action.id, message(action.action), owner=action.owner, due=action.due)


def _documents(book: _Book, documents: Iterable[DocumentStatus], phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    """A document with a due date is owed until it reaches the state that the work now needs."""
    for document in documents:
        state = _needed_state(document, phases)
        if document.due is not None and state is not None and state not in document.reached:
            title = message("{document}: {state}", document=document.title, state=state)
            yield book.entry(
                "document", document.page, title, owner=document.owner, due=document.due, party=PartyKind.VENDOR
            )


def _needed_state(document: DocumentStatus, phases: tuple[PhaseStatus, ...]) -> str | None:
    """What the current phase asks of a document, else the first phase that is not done, else the last that names it."""
    named = [
        (status.progress, one.state)
        for status in phases
        for one in status.phase.documents
        if one.document == document.kind
    ]
    for wanted in (Progress.CURRENT, Progress.NOT_STARTED):
        for progress, state in named:
            if progress is wanted:
                return state
    return named[-1][1] if named else None


def _signatures(book: _Book, documents: Iterable[DocumentStatus]) -> Iterable[Owed]:
    for document in documents:
        for slot in document.signatures_missing:
            people = people_with_role(book.view, slot.party, slot.role)
            owner = people[0] if len(people) == 1 else None
            title = message("Signature on {document}", document=document.title)
            yield book.entry("signature", document.page, title, owner=owner, due=document.due, party=slot.party)


def _milestones(book: _Book, evidence: GateEvidence) -> Iterable[Owed]:
    for planned in evidence.plan:
        if planned.overdue:
            milestone = planned.milestone
            due = planned.forecast or planned.baseline
            yield book.entry("milestone", milestone.id, message(milestone.title), owner=milestone.owner, due=due)


def _poc(book: _Book) -> Iterable[Owed]:
    poc = book.project.poc
    due = poc_feedback_due(book.project)
    if poc is None or poc.announced is None or poc.announced > book.on or due is None:
        return
    if poc.feedback is None or poc.feedback > book.on:
        title = message("Feedback on the proof of concept")
        yield book.entry("poc-feedback", "poc", title, owner=poc.announced_to, due=due, party=PartyKind.CUSTOMER)


def _decisions(book: _Book, phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    for phase in phases:
        for gate in phase.gates:
            if gate.state is GateState.READY:
                yield book.entry(
                    "decision",
                    gate.gate.id,
                    message("Decision: {gate}", gate=gate.gate.title),
                    owner=_decider(gate, book),
                    due=gate.forecast,
                    party=gate.gate.decided_by,
                )


def _decider(gate: GateStatus, book: _Book) -> str | None:
    owner = gate.milestone.owner if gate.milestone else None
    return owner if party_kind(book.project, owner) is gate.gate.decided_by else None


def _assumptions(book: _Book) -> Iterable[Owed]:
    for one in book.project.assumptions:
        if one.state is AssumptionState.OPEN and one.due is not None and not one.withdrawn:
            yield book.entry("assumption", one.id, message(one.statement), owner=one.owner, due=one.due)


def _changes(book: _Book) -> Iterable[Owed]:
    for one in book.project.changes:
        decided = one.decision is not ChangeDecision.OPEN and one.decided is not None and one.decided <= book.on
        if not one.withdrawn and one.raised <= book.on and not decided:
            yield book.entry(
                "change-request", one.id, message(one.title), owner=one.owner, due=None, party=PartyKind.CUSTOMER
            )


def _customer_requirements(book: _Book, ledger: Ledger) -> Iterable[Owed]:
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
    return min((one.due for one in wanted if one.due), default=sow.ends)


def _department_issues(book: _Book) -> Iterable[Owed]:
    poc = book.project.poc
    for one in poc.departments if poc else ():
        if one.raised <= book.on and not (one.closed and one.closed <= book.on):
            title = message("{department}: {issue}", department=one.department, issue=one.issue)
            yield book.entry("department-issue", "poc", title, owner=None, due=None, party=PartyKind.VENDOR)
