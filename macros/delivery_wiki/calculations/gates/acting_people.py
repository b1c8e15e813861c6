"""Who can move a document to a state: the one answer that gates and the list of what is owed share."""

from __future__ import annotations

from dataclasses import dataclass

from delivery_wiki.model.process import PartyKind, RequiredSignature
from delivery_wiki.model.project.document_record import EventKind
from delivery_wiki.model.status import DocumentStatus, ReceivedWord

from ..base.people import is_here, party_kind, people_with_role
from ..evidence.document_facts import ProjectFacts, document_facts
from ..evidence.signatures import is_proved_by_records_alone

MOVED_BY_THE_CUSTOMER = frozenset({"agreed", "accepted", "signed"})
LEAD = "project lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextActor:
    """Who has to act next; `owner` is None when only the side is known."""

    owner: str | None
    party: PartyKind


def document_actor(document: DocumentStatus, state: str, project_facts: ProjectFacts) -> NextActor:
    """A missing signer, who attests what came in, the customer once it was sent, else its owner."""
    if state in MOVED_BY_THE_CUSTOMER and not document.rejections:
        for slot in signers_awaited(document):
            return NextActor(owner=only_person(project_facts, slot.party, slot.role), party=slot.party)
        for word in document.received:
            return attesting_actor(word, project_facts)
        if not is_to_be_issued(document, state, project_facts) and was_sent(document, project_facts):
            return NextActor(owner=only_person(project_facts, PartyKind.CUSTOMER, LEAD), party=PartyKind.CUSTOMER)
    owner = document.owner
    only_the_vendor = bool(document.rejections) or is_to_be_issued(document, state, project_facts)
    if only_the_vendor and party_kind(project_facts.project, owner) is not PartyKind.VENDOR:
        owner = only_person(project_facts, PartyKind.VENDOR, LEAD)
    return NextActor(owner=owner, party=PartyKind.VENDOR)


def signers_awaited(document: DocumentStatus) -> tuple[RequiredSignature, ...]:
    """The signatures that a document waits for: nobody can sign what was neither issued nor sent.

    What came in and is to be attested is not asked for again.
    Nobody is asked to sign what somebody said no to: that is answered first, in a new revision.
    """
    if document.rejections:
        return ()
    places = list(document.signatures_missing)
    for word in document.received:
        if word.place in places:
            places.remove(word.place)
    return tuple(places)


def attesting_actor(word: ReceivedWord, project_facts: ProjectFacts) -> NextActor:
    """Who attests what came in: the witness that its record names, else the vendor's lead."""
    party = party_kind(project_facts.project, word.attester)
    if word.attester and party is not None:
        return NextActor(owner=word.attester, party=party)
    return NextActor(owner=only_person(project_facts, PartyKind.VENDOR, LEAD), party=PartyKind.VENDOR)


def is_to_be_issued(document: DocumentStatus, state: str, project_facts: ProjectFacts) -> bool:
    """Whether a signature is wanted, and the vendor has to issue the document before."""
    if state not in MOVED_BY_THE_CUSTOMER or document.signatures_missing or not document.signatures_needed:
        return False
    if is_to_be_issued_anew(document, project_facts):
        return True
    held = document_facts(project_facts, document.kind, document.topic)
    return state == "signed" and held.issue_of(held.revision) is None and not was_sent(document, project_facts)


def is_to_be_issued_anew(document: DocumentStatus, project_facts: ProjectFacts) -> bool:
    """Whether an earlier revision was issued to be signed and this one was not: nobody can sign it yet."""
    held = document_facts(project_facts, document.kind, document.topic)
    return is_proved_by_records_alone(held, held.revision) and held.issue_of(held.revision) is None


def was_sent(document: DocumentStatus, project_facts: ProjectFacts) -> bool:
    """Whether the other side has the document."""
    return document_facts(project_facts, document.kind, document.topic).event(EventKind.SENT) is not None


def only_person(project_facts: ProjectFacts, party: PartyKind, role: str) -> str | None:
    """The one person of a side with a role who has not left; None when there is nobody, or more than one."""
    here = {person.id for person in project_facts.project.people if is_here(person, project_facts.on)}
    people = [person for person in people_with_role(project_facts.view, party, role) if person in here]
    return people[0] if len(people) == 1 else None
