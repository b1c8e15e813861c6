"""Signatures on a document: who signed the current revision, and which signatures are still missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from delivery_wiki.model.document_kinds import FORMAL_OFFER
from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.process import PartyKind, RequiredSignature
from delivery_wiki.model.project.document_record import EventKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, Meaning
from delivery_wiki.model.status import Message, ReceivedWord, message, translatable

from ..base.people import name_of, party_kind
from ..base.phrases import listed
from ..signing.judgement_basis import Fault
from ..signing.last_words import comes_after, last_word
from ..signing.sign_off_drafts import asked_by_template, required_signatures_of
from ..signing.sign_off_graph import RecordGraph
from ..signing.sign_off_judgement import JudgedRecord
from .document_facts import DocumentFacts

FIRST_REVISION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that counts: proved by a record, or noted as an event, which stands for its party alone.

    `reason` is what a person said with it: conditions, or why the document was rejected.
    """

    person: str
    party: PartyKind
    date: dt.date
    evidence: str
    role: str = ""
    meaning: str = ""
    proved: bool = True
    reason: str = ""
    told_by: tuple[str, ...] = ()
    represents: str = ""

    @property
    def is_conditional(self) -> bool:
        """Whether somebody signed on conditions, which `reason` says."""
        return self.meaning == Meaning.ACCEPTED_WITH_CONDITIONS.value

    @property
    def speaker(self) -> str:
        """Whose signature it is: that of the person, or of the one for whom they sign as deputy."""
        return self.represents or self.person


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What an event tells of one side of an agreement that nobody signed: who sent the paper, or who agreed to it."""

    person: str
    party: PartyKind
    date: dt.date
    evidence: str
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCount:
    """How the needed signatures of a revision are filled; `refused` are the people who said no last.

    `alone` tells that nobody but the author signed, which is no approval.
    """

    needed: int
    signatures: tuple[Signature, ...]
    missing: tuple[RequiredSignature, ...]
    refused: tuple[Signature, ...] = ()
    alone: bool = False

    @property
    def current(self) -> int:
        """How many needed signatures are there."""
        return self.needed - len(self.missing) if self.needed else len(self.signatures)

    @property
    def noted(self) -> int:
        """How many of those that count are noted by the team and proved by no record."""
        return sum(not signature.proved for signature in self.signatures)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing; a document that needs no signatures is signed by any one."""
        return bool(self.signatures) and not self.missing and not self.refused and not self.alone


def received_words(document: DocumentFacts, count: SignatureCount) -> tuple[ReceivedWord, ...]:
    """What was said over the current revision up to the date and waits to be attested: the last word of each person."""
    judgement, key = document.project_facts.judgement, document_key(document.kind, document.topic)
    said = [
        judged
        for judged in judgement.records
        if (judged.counts or judged.fault is Fault.NOT_WITNESSED)
        and document_key(judged.record.document, judged.record.topic) == key
        and judged.record.revision == document.revision
        and judged.record.meaning is not Meaning.REVIEWED
        and judged.day <= document.on
    ]
    last = [
        judged
        for judged in said
        if not any(
            other.record.speaker == judged.record.speaker and comes_after(other.digest, judged.digest, judgement.graph)
            for other in said
        )
    ]
    places, found = list(count.missing), list[ReceivedWord]()
    for judged in (each for each in last if not each.counts):
        place = next((place for place in places if _fits(document, place, _as_signature(judged))), None)
        if place is not None:
            places.remove(place)
        found.append(_received(document, judged, place))
    return tuple(found)


# By the meaning; what is said of a deliverable that waits is said in these words, too.
_RECEIVED = translatable(
    {
        Meaning.APPROVED: "Approved by {name} on {date}: received, to be attested by {witness}",
        Meaning.ACCEPTED: "Accepted by {name} on {date}: received, to be attested by {witness}",
        Meaning.ACCEPTED_WITH_CONDITIONS: (
            "Accepted with conditions by {name} on {date}: received, to be attested by {witness}"
        ),
        Meaning.REJECTED: "Rejected by {name} on {date}: received, to be attested by {witness}",
        Meaning.WITHDRAWN: "Withdrawn by {name} on {date}: received, to be attested by {witness}",
        Meaning.DEEMED_ACCEPTED: "Deemed accepted by {name} on {date}: received, to be attested by {witness}",
    }
)


def _received(document: DocumentFacts, judged: JudgedRecord, place: RequiredSignature | None) -> ReceivedWord:
    record, project = judged.record, document.project
    named = record.evidence.get("witnessed-by", "") if record.channel is not Channel.SSH else ""
    witness = name_of(project, named) if named else listed([witness.id for witness in project.witnesses])
    return ReceivedWord(
        speaker=record.speaker,
        date=judged.day,
        digest=judged.digest,
        told=message(
            _RECEIVED[record.meaning], name=name_of(project, record.person), date=judged.day, witness=witness or "–"
        ),
        attester=named or None,
        place=place,
    )


def _as_signature(judged: JudgedRecord) -> Signature:
    record = judged.record
    return Signature(
        person=record.person,
        party=record.party,
        date=judged.day,
        evidence=judged.digest[:12],
        role=record.role,
        meaning=record.meaning.value,
        reason=record.conditions,
        told_by=judged.told_by,
        represents=record.represents,
    )


def rejection_told(project: Project, refusal: Signature) -> Message:
    """Who said no to a revision, when, and why."""
    name = name_of(project, refusal.person)
    if refusal.reason:
        text = "Rejected by {name} on {date}: {reason}"
        return message(text, name=name, date=refusal.date, reason=refusal.reason)
    return message("Rejected by {name} on {date}", name=name, date=refusal.date)


def required_signatures(document: DocumentFacts) -> tuple[RequiredSignature, ...]:
    """What the template asks for, and what the project asks for on top; one each, whatever their count.

    Of a document that is signed when it is issued nobody is asked before that.
    """
    template = document.template
    if template is not None and template.sign_when_issued and not _issued_to_be_signed(document):
        view = document.project_facts.view
        asked = asked_by_template(view.templates, view.project, document.kind)
        own = sum(required.count for required in asked)  # the template's stand before the project's
        return signature_places(document)[own:]
    return signature_places(document)


def _issued_to_be_signed(document: DocumentFacts) -> tuple[Issued, ...]:
    """The issued revisions from which on records alone prove who agreed, in their order."""
    if document.template is None or not document.template.sign_when_issued:
        return document.issued
    places = len(signature_places(document))
    return tuple(issued for issued in document.issued if issued.places_to_sign >= places)


def printed_places(document: DocumentFacts) -> tuple[RequiredSignature, ...]:
    """The places to sign that a revision has: of one that is issued, those that it was issued with."""
    if document.issue_of(document.revision) is not None:
        return required_signatures(document)
    return signature_places(document)


def signature_places(document: DocumentFacts) -> tuple[RequiredSignature, ...]:
    """Who signs the document, whether they are asked already or not."""
    required = required_signatures_of(document.project_facts.view, document.kind)
    return tuple(required for required in required for _ in range(required.count))


def count_signatures(document: DocumentFacts, revision: int | None) -> SignatureCount:
    """The signatures that a revision carries, set against those that it needs."""
    slots = required_signatures(document)
    found = _by_person(document, revision)
    agreed = [
        signatures
        for of_person in found
        if (signatures := tuple(signature for signature in of_person if _agrees(signature)))
    ]
    filled = _fill(document, slots, agreed)
    return SignatureCount(
        needed=len(slots),
        signatures=tuple(of_person[0] for of_person in agreed),
        missing=tuple(slot for index, slot in enumerate(slots) if index not in filled),
        refused=tuple(
            signature for of_person in found for signature in of_person if signature.meaning == Meaning.REJECTED.value
        ),
        alone=bool(agreed) and {of_person[0].person for of_person in agreed} == {_author(document)},
    )


def signatures_of(document: DocumentFacts, revision: int | None) -> tuple[Signature, ...]:
    """Records over exactly the issued content, else signatures noted for the revision; each person counts once."""
    return tuple(of_person[0] for of_person in _by_person(document, revision) if _agrees(of_person[0]))


def fits_place(document: DocumentFacts, place: RequiredSignature, signature: Signature) -> bool:
    """Whether a signature is one of a place's side and role, as authors may write the role."""
    return _fits(document, place, signature)


def consents_of(document: DocumentFacts) -> tuple[Consent, ...]:
    """Who agreed to the current revision by what events tell, and who sent it to them; nothing before anybody agreed.

    To accept an offer is to agree to it; what is accepted of a statement of work is what was delivered.
    """
    if is_proved_by_records_alone(document, document.revision):
        return ()
    since = document.revised or dt.date.min
    told = [event for event in document.events if event.by and event.date >= since]
    words = {EventKind.AGREED, EventKind.ACCEPTED} if document.kind == FORMAL_OFFER.id else {EventKind.AGREED}
    agreed = [event for event in told if event.event in words]
    if not agreed:
        return ()
    sent = [event for event in told if event.event is EventKind.SENT and event.date <= agreed[-1].date]
    found = []
    for event in (*sent[-1:], agreed[-1]):
        if event.by and (party := party_kind(document.project, event.by)):
            is_word = event.event in words
            found.append(
                Consent(person=event.by, party=party, date=event.date, evidence=event.evidence, agreed=is_word)
            )
    return tuple(found)


def is_proved_by_records_alone(document: DocumentFacts, revision: int | None) -> bool:
    """Whether a typed event says nothing of a revision: from the first issued one on, records prove who agreed.

    Where nobody is asked for a signature no record can be made, and a note, which is called so, is all there is.
    """
    issued = _issued_to_be_signed(document)
    first = issued[0].revision if issued else None
    was_issued = first is not None and (revision is None or revision >= first)
    return was_issued and bool(required_signatures(document))


def _author(document: DocumentFacts) -> str | None:
    return document.record.owner if document.record else None


def _agrees(signature: Signature) -> bool:
    return not signature.meaning or Meaning(signature.meaning).agrees


def _by_person(document: DocumentFacts, revision: int | None) -> tuple[list[Signature], ...]:
    """What each person said last, records before events; what was withdrawn is gone."""
    if not document.sign_offs and not document.events:
        return ()
    found: dict[str, list[Signature]] = {}
    recorded, spoken = _recorded(document, revision)
    reported = [signature for signature in _reported(document, revision) if signature.speaker not in spoken]
    for signature in (*recorded, *reported):
        found.setdefault(signature.speaker, []).append(signature)
    return tuple(found.values())


def _recorded(document: DocumentFacts, revision: int | None) -> tuple[list[Signature], set[str]]:
    """The last word of each person, and who has a record at all."""
    on = document.on
    records = [
        sign_off for sign_off in document.sign_offs if sign_off.record.revision == revision and sign_off.day <= on
    ]
    last = _last_words(records, document.project_facts.judgement.graph)
    found = [
        _as_signature(record)
        for record in sorted(last, key=lambda record: (record.day, record.record.person))
        if record.record.meaning not in {Meaning.WITHDRAWN, Meaning.REVIEWED}
    ]
    return found, {record.record.speaker for record in last if record.record.meaning is not Meaning.REVIEWED}


def _last_words(records: Sequence[JudgedRecord], graph: RecordGraph) -> list[JudgedRecord]:
    """One record for each person: the word that stands."""
    known = {record.digest: record for record in records}
    theirs: dict[str, list[str]] = {}
    for record in records:
        theirs.setdefault(record.record.speaker, []).append(record.digest)
    last_words = (last_word(digests, graph) for digests in theirs.values())
    return [known[person] for person in last_words if person is not None]


def _reported(document: DocumentFacts, revision: int | None) -> list[Signature]:
    """Signatures noted as events, where nothing was issued that a record could name.

    Events name no revision: they speak for the first, and for a later one from the day it was made.
    """
    if is_proved_by_records_alone(document, revision):
        return []
    since = dt.date.min
    if revision is not None and revision > FIRST_REVISION:
        if revision != document.revision or document.revised is None:
            return []
        since = document.revised
    found = []
    for event in document.events:
        if event.event is not EventKind.SIGNED or not event.by or event.date < since:
            continue
        if party := party_kind(document.project, event.by):
            noted = Signature(person=event.by, party=party, date=event.date, evidence=event.evidence, proved=False)
            found.append(noted)
    return found


def _fits(document: DocumentFacts, slot: RequiredSignature, signature: Signature) -> bool:
    if signature.party is not slot.party:
        return False
    return not signature.role or signature.role.casefold() in document.project_facts.view.spellings(slot.role)


def _fill(
    document: DocumentFacts, slots: Sequence[RequiredSignature], people: Sequence[Sequence[Signature]]
) -> dict[int, int]:
    """The largest assignment of people to slots, so that one more signature never fills fewer."""
    taken: dict[int, int] = {}

    def place(person: int, visited: set[int]) -> bool:
        for slot in range(len(slots)):
            if slot in visited or not any(_fits(document, slots[slot], signature) for signature in people[person]):
                continue
            visited.add(slot)
            if slot not in taken or place(taken[slot], visited):
                taken[slot] = person
                return True
        return False

    for person in range(len(people)):
        place(person, set())
    return taken
