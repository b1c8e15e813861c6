"""The word of two other people: one records what somebody said, another one attests it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Attestation, SigningKey, SignOff, Witness, attestation_bytes, record_digest
from delivery_wiki.model.status import message

from ..base.people import is_here, party_kind
from .demonstration_keys import keys_that_count
from .judgement_basis import Fault, JudgementBasis, Reason
from .sign_off_graph import person_of
from .ssh_signature import WITNESS_NAMESPACE, is_signed, public_key_text


def witnessed_by_another(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    """One person records, another one attests; neither of them is who signed."""
    recorder, other = record.evidence.get("recorded-by", ""), record.evidence.get("witnessed-by", "")
    if len({recorder, other, record.person}) < 3:
        return Fault.NOT_INDEPENDENT, message("Signer, recorder and witness have to be three people")
    for name in (recorder, other):
        if person_of(basis.project, name) is None:
            return Fault.UNKNOWN_PERSON, message("{person} is not in the roster of project.yml", person=name)
    if attested_on(basis.project, record, witness) is None:
        return Fault.NOT_WITNESSED, message("{person} has not attested what was recorded", person=other)
    return None


def attested_on(project: Project, record: SignOff, witness: Attestation | None) -> dt.date | None:
    """When the named witness attested what was recorded: by a key, or by an approval that the pipeline saw."""
    other = record.evidence.get("witnessed-by", "")
    if witness is not None and other in witness.approved_by:
        return dt.date.fromisoformat(witness.time[:10])
    digest = record_digest(record)
    person = person_of(project, other)
    keys = tuple(keys_that_count(project, person.keys)) if person else ()
    made = [
        attestation
        for attestation in project.attestations
        if attestation.record == digest and attests(attestation, other, keys)
    ]
    return min((dt.date.fromisoformat(attestation.time[:10]) for attestation in made), default=None)


def who_can_attest(project: Project, besides: Collection[str], on: dt.date) -> tuple[Person, ...]:
    """The people beside the customer's who have a key of their own on a day, without those who are named."""
    return tuple(
        person
        for person in project.people
        if person.id not in besides
        and is_here(person, on)
        and party_kind(project, person.id) is not PartyKind.CUSTOMER
        and any(_is_valid(key, on) for key in keys_that_count(project, person.keys))
    )


def _is_valid(key: SigningKey, on: dt.date) -> bool:
    return (key.valid_from or on) <= on <= (key.valid_until or on)


def attests(attestation: Attestation, person: str, keys: Sequence[SigningKey]) -> bool:
    """Whether somebody made an attestation with one of their keys, on a day on which it was theirs."""
    day = dt.date.fromisoformat(attestation.time[:10])
    valid = [key for key in keys if _is_valid(key, day)]
    return attestation.witness == person and any(holds(attestation, key.key) for key in valid)


def is_by(attestation: Attestation, witness: Witness) -> bool:
    """Whether a witness of the project made an attestation, on a day on which its key was valid."""
    day = dt.date.fromisoformat(attestation.time[:10])
    since, until = witness.valid_from or day, witness.valid_until or day
    return attestation.witness == witness.id and since <= day <= until and holds(attestation, witness.key)


def attesting(project: Project, attestation: Attestation) -> Iterator[str]:
    """The people of the roster whose word an attestation is: its maker, or who approved what a witness saw."""
    person = person_of(project, attestation.witness)
    if person is not None and attests(attestation, person.id, tuple(keys_that_count(project, person.keys))):
        yield person.id
    if any(is_by(attestation, witness) for witness in keys_that_count(project, project.witnesses)):
        yield from (name for name in attestation.approved_by if person_of(project, name) is not None)


def holds(attestation: Attestation, key: str) -> bool:
    """Whether a key made an attestation."""
    content = attestation_bytes(attestation, signed=False)
    return is_signed(content, attestation.signature, public_key_text(key), WITNESS_NAMESPACE)
