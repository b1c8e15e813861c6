"""What is owed about documents and conditions of gates, from the same answers that gates give."""

from __future__ import annotations

from collections.abc import Iterable

from delivery_wiki.model.document_kinds import kind_of
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.statement_of_work_terms import Deliverable, StatementOfWork
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

from .acting_people import (
    LEAD,
    MOVED_BY_THE_CUSTOMER,
    attesting_actor,
    document_actor,
    is_to_be_issued,
    is_to_be_issued_anew,
    only_person,
    signers_awaited,
)
from .owed_entries import OwedEntries
from .remedies import remedied_by

DELIVERABLES_ACCEPTED = "deliverables-accepted"
CHECK_KINDS = {
    "assumed-inputs-confirmed": "inputs",
    "environment-answered": "questions",
    "mandatory-requirements-agreed": "agreement",
}


def documents_owed(
    entries: OwedEntries, documents: Iterable[DocumentStatus], phases: tuple[PhaseStatus, ...]
) -> Iterable[Owed]:
    """A document is owed until it reaches the state that the work now needs, by whoever can move it there.

    What the owner owes needs a due date; what was sent to the customer is owed in the phase that asks for it.
    """
    for document in documents:
        progress, state = needed_state(document, phases)
        if state is None or state in document.reached or not document.needed:
            continue
        if (
            state in MOVED_BY_THE_CUSTOMER
            and not document.rejections
            and (signers_awaited(document) or document.received)
        ):
            continue  # each missing signature is an entry of its own, and so is each that is to be attested
        actor = document_actor(document, state, entries.project_facts)
        to_agree = actor.party is PartyKind.CUSTOMER
        waits = to_agree or is_to_be_issued_anew(document, entries.project_facts)
        if document.due is None and not document.rejections and not (waits and progress is Progress.CURRENT):
            continue
        yield entries.entry(
            "agreement" if to_agree else "document",
            document.page,
            _title(document, state, entries),
            owner=actor.owner,
            due=document.due,
            party=actor.party,
        )


def _title(document: DocumentStatus, state: str, entries: OwedEntries) -> Message:
    if document.rejections:
        return message("{document}: answer the rejection in a new revision", document=document.title)
    return message("{document}: {state}", document=document.title, state=_next_step(document, state, entries))


def _next_step(document: DocumentStatus, state: str, entries: OwedEntries) -> str:
    """Nobody signs for results that are not there, nor what was not issued: until then these are what is asked for."""
    before = kind_of(document.kind).signed_after
    if before and state == "signed" and before not in document.reached:
        return before
    return "issued" if is_to_be_issued(document, state, entries.project_facts) else state


def needed_state(document: DocumentStatus, phases: tuple[PhaseStatus, ...]) -> tuple[Progress, str | None]:
    """What the current phase asks of a document, else the first phase that is not done, else the last that names it."""
    named = [
        (status.progress, required.state)
        for status in phases
        for required in status.phase.documents
        if required.document == document.kind
    ]
    for wanted in (Progress.CURRENT, Progress.NOT_STARTED):
        for progress, state in named:
            if progress is wanted:
                return (progress, state)
    return named[-1] if named else (Progress.NOT_STARTED, None)


def signatures_owed(entries: OwedEntries, documents: Iterable[DocumentStatus]) -> Iterable[Owed]:
    """Each missing signature, once for each document and signer, and each that came in and is to be attested."""
    for document in documents:
        for party, role in dict.fromkeys((required.party, required.role) for required in signers_awaited(document)):
            owner = only_person(entries.project_facts, party, role)
            title = message("Signature on {document}", document=document.title)
            yield entries.entry("signature", document.page, title, owner=owner, due=document.due, party=party)
        for word in document.received:
            actor = attesting_actor(word, entries.project_facts)
            title = message("Signature on {document}", document=document.title)
            yield entries.entry(
                "attestation", document.page, title, owner=actor.owner, due=entries.on, party=actor.party
            )


def conditions_owed(entries: OwedEntries, phases: tuple[PhaseStatus, ...], found: Iterable[Owed]) -> Iterable[Owed]:
    """Every open condition of the current phase's gates that the customer moves and that no other entry is about."""
    known = {entry.id for entry in found if entry.party is PartyKind.CUSTOMER}
    for gate in _current_gates(phases):
        checks = {criterion.id: criterion.check for criterion in gate.gate.criteria}
        for criterion in gate.criteria:
            if criterion.state is CriterionState.MET:
                continue
            if checks.get(criterion.id) == DELIVERABLES_ACCEPTED:
                yield from _deliverables(entries, gate)
            elif criterion.party is PartyKind.CUSTOMER and criterion.about not in known:
                known.add(criterion.about)
                yield _condition(entries, gate, criterion, checks.get(criterion.id))


def _current_gates(phases: tuple[PhaseStatus, ...]) -> Iterable[GateStatus]:
    for phase in phases:
        if phase.progress is Progress.CURRENT:
            yield from (gate for gate in phase.gates if gate.state is GateState.SHUT)


def _condition(entries: OwedEntries, gate: GateStatus, criterion: CriterionStatus, check: str | None) -> Owed:
    title: Message = criterion.reason if check else criterion.title
    kind = CHECK_KINDS.get(check, "condition") if check else "document"
    due = criterion.due or gate.forecast
    return entries.entry(
        kind, criterion.about or criterion.id, title, owner=criterion.owner, due=due, party=criterion.party
    )


def _deliverables(entries: OwedEntries, gate: GateStatus) -> Iterable[Owed]:
    """Each deliverable that is still to be accepted, due on its own date, else with the gate."""
    owner = only_person(entries.project_facts, PartyKind.CUSTOMER, LEAD)
    for sow in entries.project_facts.sows:
        for deliverable in sow.deliverables:
            if deliverable.withdrawn or entries.project_facts.is_accepted(deliverable):
                continue
            if (waiting := _of_the_vendor(entries, sow, deliverable)) is not None:
                yield waiting
                continue
            due = deliverable.expected or gate.forecast
            title = message(deliverable.title)
            yield entries.entry("deliverable", deliverable.id, title, owner=owner, due=due, party=PartyKind.CUSTOMER)


def _of_the_vendor(entries: OwedEntries, sow: StatementOfWork, deliverable: Deliverable) -> Owed | None:
    """What the vendor owes about what was put forward: an answer to attest, or the remedy of what was refused."""
    lead, title = only_person(entries.project_facts, PartyKind.VENDOR, LEAD), message(deliverable.title)
    if deliverable.received_on(entries.on):
        return entries.entry("attestation", deliverable.id, title, owner=lead, due=entries.on, party=PartyKind.VENDOR)
    refusal = deliverable.to_remedy_on(entries.on)
    if refusal is None:
        return None
    due = remedied_by(entries.project, sow, refusal)
    return entries.entry("remedy", deliverable.id, title, owner=lead, due=due, party=PartyKind.VENDOR)


def deliveries_owed(entries: OwedEntries, plan: Iterable[PlannedMilestone], found: Iterable[Owed]) -> Iterable[Owed]:
    """Each dated deliverable that is not accepted yet and that nobody is asked to accept now: the vendor hands it over.

    Without a date of its own it is due with its milestone.
    """
    known = {entry.id for entry in found if entry.kind in {"deliverable", "attestation", "remedy"}}
    dates = {
        milestone.milestone.id: milestone.forecast or milestone.baseline
        for milestone in plan
        if not milestone.milestone.withdrawn
    }
    owner = only_person(entries.project_facts, PartyKind.VENDOR, LEAD)
    for sow in entries.project_facts.sows:
        for deliverable in sow.deliverables:
            due = deliverable.expected or dates.get(deliverable.milestone or "")
            if (
                deliverable.withdrawn
                or due is None
                or deliverable.id in known
                or entries.project_facts.was_accepted(deliverable)
            ):
                continue
            if deliverable.to_remedy_on(entries.on) and (waiting := _of_the_vendor(entries, sow, deliverable)):
                yield waiting
                continue
            yield entries.entry(
                "delivery", deliverable.id, message(deliverable.title), owner=owner, due=due, party=PartyKind.VENDOR
            )
