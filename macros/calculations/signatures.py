"""Signatures on a document: who signed the current revision, and which signatures are still missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from macros.model.process import PartyKind, RequiredSignature
from macros.model.project import EventKind

from .dossier import Dossier
from .people import party_kind

FIRST_REVISION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that counts; without role or meaning it was reported as an event and stands for its party."""

    person: str
    party: PartyKind
    date: dt.date
    evidence: str
    role: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureCount:
    """How the needed signatures of a revision are filled."""

    needed: int
    signatures: tuple[Signature, ...]
    missing: tuple[RequiredSignature, ...]

    @property
    def current(self) -> int:
        """How many needed signatures are there."""
        return self.needed - len(self.missing) if self.needed else len(self.signatures)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing; a document that needs no signatures is signed by any one."""
        return bool(self.signatures) and not self.missing


def count_signatures(document: Dossier, revision: int | None) -> SignatureCount:
    """The signatures that a revision carries, set against those that the template asks for."""
    required = document.template.signatures if document.template else ()
    slots = [one for one in required for _ in range(one.count)]
    found = _by_person(document, revision)
    if not found:
        return SignatureCount(needed=len(slots), signatures=(), missing=tuple(slots))
    filled = _fill(slots, found)
    missing = tuple(slot for index, slot in enumerate(slots) if index not in filled)
    return SignatureCount(needed=len(slots), signatures=tuple(one[0] for one in found), missing=missing)


def signatures_of(document: Dossier, revision: int | None) -> tuple[Signature, ...]:
    """Records over exactly the issued content, and signing events of the revision; each person counts once."""
    return tuple(one[0] for one in _by_person(document, revision))


def _by_person(document: Dossier, revision: int | None) -> tuple[list[Signature], ...]:
    """What each person signed, records before events."""
    if not document.sign_offs and not document.events:
        return ()
    found: dict[str, list[Signature]] = {}
    for one in (*_recorded(document, revision), *_reported(document, revision)):
        found.setdefault(one.person, []).append(one)
    return tuple(found.values())


def _recorded(document: Dossier, revision: int | None) -> list[Signature]:
    issue = document.issue_of(revision)
    if issue is None:
        return []
    return [
        Signature(
            person=one.person,
            party=one.party,
            date=dt.date.fromisoformat(one.time[:10]),
            evidence=one.evidence,
            role=one.role,
            meaning=one.meaning,
        )
        for one in sorted(document.sign_offs, key=lambda one: (one.time, one.person))
        if one.revision == revision
        and one.fingerprint == issue.fingerprint
        and one.time[:10] <= document.on.isoformat()
        and party_kind(document.project, one.person) in {one.party, None}
    ]


def _reported(document: Dossier, revision: int | None) -> list[Signature]:
    """Events name no revision: they speak for the first, and for a later one from the day it was made."""
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
            found.append(Signature(person=event.by, party=party, date=event.date, evidence=event.evidence))
    return found


def _fits(slot: RequiredSignature, signature: Signature) -> bool:
    if signature.party is not slot.party:
        return False
    if not signature.role and not signature.meaning:
        return True
    return slot.role.casefold() == signature.role.casefold() or slot.meaning.casefold() == signature.meaning.casefold()


def _fill(slots: Sequence[RequiredSignature], people: Sequence[Sequence[Signature]]) -> dict[int, int]:
    """The largest assignment of people to slots, so that one more signature never fills fewer."""
    taken: dict[int, int] = {}

    def place(person: int, visited: set[int]) -> bool:
        for slot in range(len(slots)):
            if slot in visited or not any(_fits(slots[slot], one) for one in people[person]):
                continue
            visited.add(slot)
            if slot not in taken or place(taken[slot], visited):
                taken[slot] = person
                return True
        return False

    for person in range(len(people)):
        place(person, set())
    return taken
