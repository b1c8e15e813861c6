"""What proves a sign-off record: a review, a key, a PDF that came back, or the word of two other people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from delivery_wiki.model.project import Issued, Project
from delivery_wiki.model.sign_off import (
    Attestation,
    Channel,
    ReturnedDocument,
    SigningKey,
    SignOff,
    attestation_bytes,
    record_digest,
    statement_bytes,
)
from delivery_wiki.model.status import Message, message

from .demonstration_keys import is_published, keys_that_count
from .sign_off_graph import RecordGraph, person_of
from .ssh_signature import SIGN_OFF_NAMESPACE, WITNESS_NAMESPACE, is_signed, public_key_text, signing_key


class Fault(Enum):
    """Why a record does not count."""

    EDITED = "edited"
    OTHER_PROJECT = "other-project"
    NOT_ISSUED = "not-issued"
    OTHER_CONTENT = "other-content"
    CONTENT_CHANGED = "content-changed"
    OTHER_AUDIENCE = "other-audience"
    UNKNOWN_PERSON = "unknown-person"
    OTHER_ROLE = "other-role"
    OTHER_PARTY = "other-party"
    OUT_OF_ORDER = "out-of-order"
    WRONG_MEANING = "wrong-meaning"
    BAD_SIGNATURE = "bad-signature"
    UNKNOWN_KEY = "unknown-key"
    KEY_NOT_VALID = "key-not-valid"
    OTHER_DOCUMENT = "other-document"
    NOT_INDEPENDENT = "not-independent"
    NOT_WITNESSED = "not-witnessed"
    NOT_CHECKED = "not-checked"

    @property
    def is_lasting(self) -> bool:
        """Whether the record could never have counted; the others may have before something around them moved."""
        return self not in _MOVING


_MOVING = frozenset(
    {
        Fault.OTHER_ROLE,
        Fault.OTHER_PARTY,
        Fault.UNKNOWN_KEY,
        Fault.KEY_NOT_VALID,
        Fault.NOT_WITNESSED,
        Fault.NOT_CHECKED,
    }
)


RecordKey = tuple[str, str | None, int]
Reason = tuple[Fault, Message]


@dataclass(frozen=True, kw_only=True)
class Court:
    """What a record is judged by; `changed` are the issued revisions whose content is not what it was."""

    project: Project
    graph: RecordGraph
    issued: Mapping[RecordKey, Issued]
    changed: frozenset[RecordKey]


Rule = Callable[[Court, SignOff, Attestation | None], "Reason | None"]


def record_key(record: SignOff) -> RecordKey:
    """The issued revision that a record names."""
    return (record.document, record.topic, record.revision)


def with_its_evidence(court: Court, record: SignOff, witness: Attestation | None) -> Reason | None:
    """Whether the evidence of its channel proves it; a reason where it does not."""
    return _EVIDENCE[record.channel](court, record, witness)


def _review(court: Court, record: SignOff, witness: Attestation | None) -> Reason | None:
    missing = [name for name in ("forge", "url", "review", "commit") if not record.evidence.get(name)]
    if missing:
        return Fault.BAD_SIGNATURE, message("The evidence lacks {names}", names=tuple(missing))
    return None


def _ssh(court: Court, record: SignOff, witness: Attestation | None) -> Reason | None:
    signature = record.evidence.get("signature", "")
    key = signing_key(signature)
    person = person_of(court.project, record.person)
    if is_published(key) and not court.project.demonstration:
        text = "The signing key is a published one of demonstrations, which anybody has"
        return Fault.UNKNOWN_KEY, message(text)
    known = next((one for one in (person.keys if person else ()) if _same_key(one.key, key)), None)
    if known is None:
        return Fault.UNKNOWN_KEY, message("The signing key is none of {person}", person=record.person)
    if not is_signed(statement_bytes(record), signature, key, SIGN_OFF_NAMESPACE):
        return Fault.BAD_SIGNATURE, message("The signature is not one over this record")
    return _key_was_valid(record, witness, known.valid_from, known.valid_until)


def _key_was_valid(
    record: SignOff, witness: Attestation | None, since: dt.date | None, until: dt.date | None
) -> Reason | None:
    """The witness's time decides; a key that ended proves nothing without one, since its owner types the date."""
    day = (witness or record).time[:10]
    if since and day < since.isoformat():
        return Fault.KEY_NOT_VALID, message("The key signs from {date} on", date=since)
    if until and day > until.isoformat():
        return Fault.KEY_NOT_VALID, message("The key ended on {date}", date=until)
    if until and witness is None:
        text = "The key ends on {date}, and no witness attests that the signature is older"
        return Fault.NOT_WITNESSED, message(text, date=until)
    return None


def returned_document(court: Court, record: SignOff) -> ReturnedDocument | None:
    """The file that the evidence of a record names; none where it names none or the file is not there."""
    return next((one for one in court.project.returned if one.digest == record.evidence.get("returned")), None)


def _pdf(court: Court, record: SignOff, witness: Attestation | None) -> Reason | None:
    returned = returned_document(court, record)
    issued = court.issued[record_key(record)]
    if returned is None:
        return Fault.BAD_SIGNATURE, message("The signed PDF is not under sign-offs/returned/")
    if not issued.pdf or record.evidence.get("issued") != issued.pdf:
        return Fault.OTHER_DOCUMENT, message("The signed PDF is of another document than the issued one")
    if issued.pdf in returned.earlier and returned.signatures:
        return _signed_inside(returned, issued.pdf)
    if issued.pdf in (returned.digest, *returned.earlier):
        return Fault.BAD_SIGNATURE, message("The PDF that came back carries no signature")
    if returned.signatures and not record.evidence.get("witnessed-by"):
        text = "The bytes that were signed are not those of the issued PDF: another one was signed, or it was changed"
        return Fault.OTHER_DOCUMENT, message(text)
    return _witnessed_by_another(court, record, witness)


def _signed_inside(returned: ReturnedDocument, issued: str) -> Reason | None:
    """Every signature in the file holds, and one of them is over the issued document and nothing else."""
    if returned.embedded is None:
        text = "The signature inside the PDF cannot be checked here: the extra pdf-signatures is not installed"
        return Fault.NOT_CHECKED, message(text)
    if any(not one.holds for one in returned.embedded):
        return Fault.BAD_SIGNATURE, message("A signature inside the PDF does not hold over the bytes of the file")
    if not any(issued in one.covers for one in returned.embedded):
        text = "No signature inside the PDF is over the issued document and nothing else"
        return Fault.BAD_SIGNATURE, message(text)
    return None


def _told(court: Court, record: SignOff, witness: Attestation | None) -> Reason | None:
    if not record.evidence.get("reference"):
        return Fault.BAD_SIGNATURE, message("The evidence lacks {names}", names=("reference",))
    return _witnessed_by_another(court, record, witness)


def _witnessed_by_another(court: Court, record: SignOff, witness: Attestation | None) -> Reason | None:
    """One person records, another one attests; neither of them is who signed."""
    recorder, other = record.evidence.get("recorded-by", ""), record.evidence.get("witnessed-by", "")
    if len({recorder, other, record.person}) < 3:
        return Fault.NOT_INDEPENDENT, message("Signer, recorder and witness have to be three people")
    for name in (recorder, other):
        if person_of(court.project, name) is None:
            return Fault.UNKNOWN_PERSON, message("{person} is not in the roster of project.yml", person=name)
    if witness is not None and other in witness.approved_by:
        return None
    digest = record_digest(record)
    person = person_of(court.project, other)
    keys = tuple(keys_that_count(court.project, person.keys)) if person else ()
    if person and any(_attests(one, person.id, keys) for one in court.project.attestations if one.record == digest):
        return None
    return Fault.NOT_WITNESSED, message("{person} has not attested what was recorded", person=other)


def _attests(attestation: Attestation, person: str, keys: Sequence[SigningKey]) -> bool:
    day = dt.date.fromisoformat(attestation.time[:10])
    valid = [one for one in keys if (one.valid_from or day) <= day <= (one.valid_until or day)]
    return attestation.witness == person and any(holds(attestation, one.key) for one in valid)


def holds(attestation: Attestation, key: str) -> bool:
    """Whether a key made an attestation."""
    content = attestation_bytes(attestation, signed=False)
    return is_signed(content, attestation.signature, public_key_text(key), WITNESS_NAMESPACE)


def _same_key(one: str, other: str) -> bool:
    return bool(other) and public_key_text(one) == public_key_text(other)


_EVIDENCE: Mapping[Channel, Rule] = {
    Channel.REVIEW: _review,
    Channel.SSH: _ssh,
    Channel.PDF: _pdf,
    Channel.MAIL: _told,
    Channel.MEETING: _told,
}
