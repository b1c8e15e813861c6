"""Who can move a document to a state: the one answer that gates and the list of what is owed share."""

from __future__ import annotations

from dataclasses import dataclass

from delivery_wiki.model.process import PartyKind, RequiredSignature
from delivery_wiki.model.project import EventKind
from delivery_wiki.model.status import DocumentStatus

from .dossier import Ledger, dossier
from .people import is_here, party_kind, people_with_role

MOVED_BY_THE_CUSTOMER = frozenset({"agreed", "accepted", "signed"})
LEAD = "project lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """Who has to act next; `owner` is None when only the side is known."""

    owner: str | None
    party: PartyKind


def document_mover(document: DocumentStatus, state: str, ledger: Ledger) -> Mover:
    """A missing signer, the customer once the document was sent, else its owner; after a no, who answers it."""
    if state in MOVED_BY_THE_CUSTOMER and not document.rejections:
        for slot in signers_awaited(document):
            return Mover(owner=only_person(ledger, slot.party, slot.role), party=slot.party)
        if was_sent(document, ledger):
            return Mover(owner=only_person(ledger, PartyKind.CUSTOMER, LEAD), party=PartyKind.CUSTOMER)
    owner = document.owner
    only_the_vendor = bool(document.rejections) or is_to_be_issued(document, state, ledger)
    if only_the_vendor and party_kind(ledger.project, owner) is not PartyKind.VENDOR:
        owner = only_person(ledger, PartyKind.VENDOR, LEAD)
    return Mover(owner=owner, party=PartyKind.VENDOR)


def signers_awaited(document: DocumentStatus) -> tuple[RequiredSignature, ...]:
    """The signatures that a document waits for: nobody can sign what was neither issued nor sent.

    Nobody is asked to sign what somebody said no to: that is answered first, in a new revision.
    """
    return () if document.rejections else document.signatures_missing


def is_to_be_issued(document: DocumentStatus, state: str, ledger: Ledger) -> bool:
    """Whether a signature is wanted, and the vendor has to issue the document before."""
    if state != "signed" or document.signatures_missing or not document.signatures_needed:
        return False
    held = dossier(ledger, document.kind, document.topic)
    return held.issue_of(held.revision) is None and not was_sent(document, ledger)


def was_sent(document: DocumentStatus, ledger: Ledger) -> bool:
    """Whether the other side has the document."""
    return dossier(ledger, document.kind, document.topic).event(EventKind.SENT) is not None


def only_person(ledger: Ledger, party: PartyKind, role: str) -> str | None:
    """The one person of a side with a role who has not left; None when there is nobody, or more than one."""
    here = {one.id for one in ledger.project.people if is_here(one, ledger.on)}
    people = [one for one in people_with_role(ledger.view, party, role) if one in here]
    return people[0] if len(people) == 1 else None
