"""What is owed about documents and conditions of gates, from the same answers that gates give."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.status import (
    CriterionState,
    CriterionStatus,
    DocumentStatus,
    GateState,
    GateStatus,
    Message,
    Owed,
    PhaseStatus,
    PlannedMilestone,
    Progress,
    message,
)

from .document_evidence import SIGNED_AFTER
from .movers import LEAD, MOVED_BY_THE_CUSTOMER, document_mover, is_to_be_issued, only_person, signers_awaited
from .owed_book import Book

DELIVERABLES_ACCEPTED = "deliverables-accepted"
CHECK_KINDS = {
    "assumed-inputs-confirmed": "inputs",
    "environment-answered": "questions",
    "mandatory-requirements-agreed": "agreement",
}


def documents_owed(book: Book, documents: Iterable[DocumentStatus], phases: tuple[PhaseStatus, ...]) -> Iterable[Owed]:
    """A document is owed until it reaches the state that the work now needs, by whoever can move it there.

    What the owner owes needs a due date; what was sent to the customer is owed in the phase that asks for it.
    """
    for document in documents:
        progress, state = needed_state(document, phases)
        if state is None or state in document.reached or not document.needed:
            continue
        if state in MOVED_BY_THE_CUSTOMER and signers_awaited(document):
            continue  # each missing signature is an entry of its own
        mover = document_mover(document, state, book.ledger)
        to_agree = mover.party is PartyKind.CUSTOMER
        if document.due is None and not document.rejections and not (to_agree and progress is Progress.CURRENT):
            continue
        yield book.entry(
            "agreement" if to_agree else "document",
            document.page,
            _title(document, state, book),
            owner=mover.owner,
            due=document.due,
            party=mover.party,
        )


def _title(document: DocumentStatus, state: str, book: Book) -> Message:
    if document.rejections:
        return message("{document}: answer the rejection in a new revision", document=document.title)
    return message("{document}: {state}", document=document.title, state=_next_step(document, state, book))


def _next_step(document: DocumentStatus, state: str, book: Book) -> str:
    """Nobody signs for results that are not there, nor what was not issued: until then these are what is asked for."""
    before = SIGNED_AFTER.get(document.kind)
    if before and state == "signed" and before not in document.reached:
        return before
    return "issued" if is_to_be_issued(document, state, book.ledger) else state


def needed_state(document: DocumentStatus, phases: tuple[PhaseStatus, ...]) -> tuple[Progress, str | None]:
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
                return (progress, state)
    return named[-1] if named else (Progress.NOT_STARTED, None)


def signatures_owed(book: Book, documents: Iterable[DocumentStatus]) -> Iterable[Owed]:
    """Each missing signature, once for each document and signer."""
    for document in documents:
        for party, role in dict.fromkeys((one.party, one.role) for one in signers_awaited(document)):
            owner = only_person(book.ledger, party, role)
            title = message("Signature on {document}", document=document.title)
            yield book.entry("signature", document.page, title, owner=owner, due=document.due, party=party)


def conditions_owed(book: Book, phases: tuple[PhaseStatus, ...], found: Iterable[Owed]) -> Iterable[Owed]:
    """Every open condition of the current phase's gates that the customer moves and that no other entry is about."""
    known = {one.id for one in found if one.party is PartyKind.CUSTOMER}
    for gate in _current_gates(phases):
        checks = {one.id: one.check for one in gate.gate.criteria}
        for criterion in gate.criteria:
            if criterion.state is CriterionState.MET or criterion.party is not PartyKind.CUSTOMER:
                continue
            if checks.get(criterion.id) == DELIVERABLES_ACCEPTED:
                yield from _deliverables(book, gate)
            elif criterion.about not in known:
                known.add(criterion.about)
                yield _condition(book, gate, criterion, checks.get(criterion.id))


def _current_gates(phases: tuple[PhaseStatus, ...]) -> Iterable[GateStatus]:
    for phase in phases:
        if phase.progress is Progress.CURRENT:
            yield from (gate for gate in phase.gates if gate.state is GateState.SHUT)


def _condition(book: Book, gate: GateStatus, criterion: CriterionStatus, check: str | None) -> Owed:
    title: Message = criterion.reason if check else criterion.title
    kind = CHECK_KINDS.get(check, "condition") if check else "document"
    due = criterion.due or gate.forecast
    return book.entry(
        kind, criterion.about or criterion.id, title, owner=criterion.owner, due=due, party=criterion.party
    )


def _deliverables(book: Book, gate: GateStatus) -> Iterable[Owed]:
    """Each deliverable that is still to be accepted, due on its own date, else with the gate."""
    owner = only_person(book.ledger, PartyKind.CUSTOMER, LEAD)
    for sow in book.project.sows:
        for one in sow.deliverables:
            if one.withdrawn or book.ledger.is_accepted(one):
                continue
            due = one.expected or gate.forecast
            title = message(one.title)
            yield book.entry("deliverable", one.id, title, owner=owner, due=due, party=PartyKind.CUSTOMER)


def deliveries_owed(book: Book, plan: Iterable[PlannedMilestone], found: Iterable[Owed]) -> Iterable[Owed]:
    """Each dated deliverable that is not accepted yet and that nobody is asked to accept now: the vendor hands it over.

    Without a date of its own it is due with its milestone.
    """
    known = {one.id for one in found if one.kind == "deliverable"}
    dates = {one.milestone.id: one.forecast or one.baseline for one in plan if not one.milestone.withdrawn}
    owner = only_person(book.ledger, PartyKind.VENDOR, LEAD)
    for sow in book.project.sows:
        for one in sow.deliverables:
            due = one.expected or dates.get(one.milestone or "")
            if one.withdrawn or due is None or one.id in known or book.ledger.was_accepted(one):
                continue
            yield book.entry("delivery", one.id, message(one.title), owner=owner, due=due, party=PartyKind.VENDOR)
