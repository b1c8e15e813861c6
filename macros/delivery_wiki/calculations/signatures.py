"""Signatures on a document: who signed the current revision, and which signatures are still missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from delivery_wiki.model.process import PartyKind, RequiredSignature
from delivery_wiki.model.project import EventKind
from delivery_wiki.model.sign_off import Meaning

from .dossier import Dossier
from .last_words import last_word
from .people import party_kind
from .sign_off_graph import RecordGraph
from .sign_off_judgement import JudgedRecord
from .signing import required_signatures_of

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


def required_signatures(document: Dossier) -> tuple[RequiredSignature, ...]:
    """What the template asks for, and what the project asks for on top; one each, whatever their count."""
    required = required_signatures_of(document.ledger.view, document.kind)
    return tuple(one for one in required for _ in range(one.count))


def count_signatures(document: Dossier, revision: int | None) -> SignatureCount:
    """The signatures that a revision carries, set against those that it needs."""
    slots = required_signatures(document)
    found = _by_person(document, revision)
    agreed = [signatures for one in found if (signatures := tuple(two for two in one if _agrees(two)))]
    filled = _fill(document, slots, agreed)
    return SignatureCount(
        needed=len(slots),
        signatures=tuple(one[0] for one in agreed),
        missing=tuple(slot for index, slot in enumerate(slots) if index not in filled),
        refused=tuple(two for one in found for two in one if two.meaning == Meaning.REJECTED.value),
        alone=bool(agreed) and {one[0].person for one in agreed} == {_author(document)},
    )


def signatures_of(document: Dossier, revision: int | None) -> tuple[Signature, ...]:
    """Records over exactly the issued content, else signatures noted for the revision; each person counts once."""
    return tuple(one[0] for one in _by_person(document, revision) if _agrees(one[0]))


def is_proved_by_records_alone(document: Dossier, revision: int | None) -> bool:
    """Whether a typed event says nothing of a revision: from the first issued one on, records prove who agreed.

    Where nobody is asked for a signature no record can be made, and a note, which is called so, is all there is.
    """
    first = document.issued[0].revision if document.issued else None
    was_issued = first is not None and (revision is None or revision >= first)
    return was_issued and bool(required_signatures(document))


def _author(document: Dossier) -> str | None:
    return document.record.owner if document.record else None


def _agrees(signature: Signature) -> bool:
    return not signature.meaning or Meaning(signature.meaning).agrees


def _by_person(document: Dossier, revision: int | None) -> tuple[list[Signature], ...]:
    """What each person said last, records before events; what was withdrawn is gone."""
    if not document.sign_offs and not document.events:
        return ()
    found: dict[str, list[Signature]] = {}
    recorded, spoken = _recorded(document, revision)
    reported = [one for one in _reported(document, revision) if one.person not in spoken]
    for one in (*recorded, *reported):
        found.setdefault(one.person, []).append(one)
    return tuple(found.values())


def _recorded(document: Dossier, revision: int | None) -> tuple[list[Signature], set[str]]:
    """The last word of each person, and who has a record at all."""
    on = document.on
    records = [one for one in document.sign_offs if one.record.revision == revision and one.day <= on]
    last = _last_words(records, document.ledger.judgement.graph)
    found = [
        Signature(
            person=one.record.person,
            party=one.record.party,
            date=one.day,
            evidence=one.digest[:12],
            role=one.record.role,
            meaning=one.record.meaning.value,
            reason=one.record.conditions,
            told_by=one.told_by,
        )
        for one in sorted(last, key=lambda one: (one.day, one.record.person))
        if one.record.meaning not in {Meaning.WITHDRAWN, Meaning.REVIEWED}
    ]
    return found, {one.record.person for one in last if one.record.meaning is not Meaning.REVIEWED}


def _last_words(records: Sequence[JudgedRecord], graph: RecordGraph) -> list[JudgedRecord]:
    """One record for each person: the word that stands."""
    known = {one.digest: one for one in records}
    theirs: dict[str, list[str]] = {}
    for one in records:
        theirs.setdefault(one.record.person, []).append(one.digest)
    standing = (last_word(digests, graph) for digests in theirs.values())
    return [known[one] for one in standing if one is not None]


def _reported(document: Dossier, revision: int | None) -> list[Signature]:
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


def _fits(document: Dossier, slot: RequiredSignature, signature: Signature) -> bool:
    if signature.party is not slot.party:
        return False
    return not signature.role or signature.role.casefold() in document.ledger.view.spellings(slot.role)


def _fill(
    document: Dossier, slots: Sequence[RequiredSignature], people: Sequence[Sequence[Signature]]
) -> dict[int, int]:
    """The largest assignment of people to slots, so that one more signature never fills fewer."""
    taken: dict[int, int] = {}

    def place(person: int, visited: set[int]) -> bool:
        for slot in range(len(slots)):
            if slot in visited or not any(_fits(document, slots[slot], one) for one in people[person]):
                continue
            visited.add(slot)
            if slot not in taken or place(taken[slot], visited):
                taken[slot] = person
                return True
        return False

    for person in range(len(people)):
        place(person, set())
    return taken
