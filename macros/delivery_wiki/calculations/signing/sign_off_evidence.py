"""What proves a sign-off record: a review, a key, a PDF that came back, or the word of two other people."""

from __future__ import annotations

from collections.abc import Mapping

from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.sign_off import Attestation, Channel, SignOff, statement_bytes
from delivery_wiki.model.status import message

from .attesting_people import witnessed_by_another
from .demonstration_keys import is_published
from .judgement_basis import Fault, JudgementBasis, Reason, Rule, returned_document
from .returned_evidence import scan_that_came_back, signed_pdf_that_came_back
from .sign_off_graph import person_of
from .ssh_signature import SIGN_OFF_NAMESPACE, is_signed, public_key_text, signing_key
from .validity import was_valid


def with_its_evidence(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    """Whether the evidence of its channel proves it; a reason where it does not."""
    return _EVIDENCE[record.channel](basis, record, witness)


def _review(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    missing = [name for name in ("forge", "url", "review", "commit") if not record.evidence.get(name)]
    if missing:
        return Fault.BAD_SIGNATURE, message("The evidence lacks {names}", names=tuple(missing))
    return None


def _ssh(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    signature = record.evidence.get("signature", "")
    key = signing_key(signature)
    person = person_of(basis.project, record.person)
    if is_published(key) and not basis.project.demonstration:
        text = "The signing key is a published one of demonstrations, which anybody has"
        return Fault.UNKNOWN_KEY, message(text)
    known = next((own for own in (person.keys if person else ()) if _same_key(own.key, key)), None)
    if known is None:
        return Fault.UNKNOWN_KEY, message("The signing key is none of {person}", person=record.person)
    holders = [person.id for person in basis.project.people if _holds(person, key)]
    holders += [witness.id for witness in basis.project.witnesses if _same_key(witness.key, key)]
    if len(holders) > 1:
        text = "The signing key is held by {people}: it proves for none of them"
        return Fault.SHARED_PROOF, message(text, people=tuple(holders))
    if not is_signed(statement_bytes(record), signature, key, SIGN_OFF_NAMESPACE):
        return Fault.BAD_SIGNATURE, message("The signature is not one over this record")
    return was_valid(record, witness, known.valid_from, known.valid_until)


def _told(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    if not record.evidence.get("reference", "").strip():
        return Fault.BAD_SIGNATURE, message("The evidence lacks {names}", names=("reference",))
    if record.evidence.get("returned") and returned_document(basis, record) is None:
        return Fault.PROOF_CHANGED, message("The file that came with it is not under sign-offs/returned/ as it was")
    return witnessed_by_another(basis, record, witness)


def _holds(person: Person, key: str) -> bool:
    return any(_same_key(own.key, key) for own in person.keys)


def _same_key(one: str, other: str) -> bool:
    return bool(other) and public_key_text(one) == public_key_text(other)


_EVIDENCE: Mapping[Channel, Rule] = {
    Channel.REVIEW: _review,
    Channel.SSH: _ssh,
    Channel.PDF: signed_pdf_that_came_back,
    Channel.SCAN: scan_that_came_back,
    Channel.MAIL: _told,
    Channel.MEETING: _told,
}
