"""A sign-off record: who signed, in which role, what it means, over which exact content, and what proves it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

from .finding import Location
from .process import NOWHERE, CarriedOut, PartyKind

FORMAT = 1
ANSWERED = "answered"  # the evidence that says on which day somebody answered what was recorded later
Tree: TypeAlias = "str | int | list[Tree] | dict[str, Tree]"


class Meaning(Enum):
    """What a signature says about the content."""

    REVIEWED = "reviewed"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_CONDITIONS = "accepted-with-conditions"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DEEMED_ACCEPTED = "deemed-accepted"

    @property
    def agrees(self) -> bool:
        """Whether it fills a signature that a document needs."""
        return self not in {Meaning.REVIEWED, Meaning.REJECTED, Meaning.WITHDRAWN}


class Channel(Enum):
    """How somebody signed."""

    REVIEW = "review"
    SSH = "ssh"
    PDF = "pdf"
    SCAN = "scan"
    MAIL = "mail"
    MEETING = "meeting"

    @property
    def is_told(self) -> bool:
        """Whether others write down what somebody said elsewhere, which may have been on an earlier day."""
        return self in {Channel.MAIL, Channel.MEETING, Channel.SCAN}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A record as it stands under sign-offs/; `name` is the stem of its file, `exact` whether its bytes are ours.

    `content` is the SHA-256 of the issued content.json. `heads` are the digests of the records that nothing followed
    when this one was made: the graph of records. `represents` is the person for whom a deputy signed.
    """

    project: str
    document: str
    topic: str | None = None
    audience: str
    revision: int
    fingerprint: str
    content: str
    pins: dict[str, str] = field(default_factory=dict)
    person: str
    role: str
    party: PartyKind
    roster: str
    represents: str = ""
    meaning: Meaning
    statement: str = ""
    conditions: str = ""
    time: str
    channel: Channel
    evidence: dict[str, str] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    name: str = ""
    exact: bool = True
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    @property
    def speaker(self) -> str:
        """Whose word it is: that of the person, or of the one for whom they sign as deputy."""
        return self.represents or self.person

    @property
    def answered(self) -> dt.date | None:
        """The day on which it was said, where it was recorded from an answer that names it."""
        try:
            return dt.date.fromisoformat(self.evidence.get(ANSWERED, "")) if self.channel.is_told else None
        except ValueError:
            return None

    @property
    def spoken(self) -> dt.date:
        """The day of the word: that of the answer, else that of the record, in Coordinated Universal Time."""
        return self.answered or dt.date.fromisoformat(self.time[:10])


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What a witness says of a record: at which time it was there and held; signed by the witness.

    `approved_by` are the people who approved the pull request that brought the record.
    """

    record: str
    witness: str
    time: str
    approved_by: tuple[str, ...] = ()
    signature: str
    name: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedSignature:
    """A signature inside a PDF: the name on its certificate and the time that its program says, neither of them proved.

    `holds`: made by the key of that certificate, over all bytes of the file up to it, and they are unchanged. `covers`
    are digests of what the file was before: signed with it, and nothing but signatures was appended since.
    `certificate` is the SHA-256 of that certificate, by which the roster says whose it is.
    """

    subject: str
    time: str
    holds: bool
    covers: tuple[str, ...] = ()
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedDocument:
    """A signed PDF that came back: its digest, and the digests of what it was after each of its updates.

    `signatures` counts what looks like one; `embedded` are those that were read, None where nothing here can read them.
    """

    digest: str
    earlier: tuple[str, ...]
    signatures: int
    embedded: tuple[EmbeddedSignature, ...] | None = None
    name: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedRecord:
    """A file under sign-offs/ that is no record any more, with what is wrong with it."""

    name: str
    problem: str
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A public key in OpenSSH form, and the first and last day on which it may sign."""

    key: str
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningCertificate:
    """The SHA-256 of a certificate that signs PDFs, and the first and last day on which it may sign."""

    sha256: str
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRole:
    """A role that a person had, in which what they signed until its last day counts."""

    role: str
    until: dt.date
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A key that attests when a record was admitted: the one of the repository's own pipeline."""

    id: str
    key: str
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraSignature:
    """A signature that the project needs on top of those of the template."""

    document: str
    party: PartyKind
    role: str
    meaning: str
    count: int = 1
    carries_out: CarriedOut | None = None
    location: Location = field(default=NOWHERE, compare=False, repr=False)


def record_bytes(record: SignOff) -> bytes:
    """The canonical bytes of a record, which its file holds and its name is the SHA-256 of."""
    return canonical_json(_tree(record))


def record_digest(record: SignOff) -> str:
    """The name that a record has to have."""
    return hashlib.sha256(record_bytes(record)).hexdigest()


def sealed(record: SignOff) -> SignOff:
    """A new record under the name that its content gives it."""
    return replace(record, name=record_digest(record), exact=True)


def statement_bytes(record: SignOff) -> bytes:
    """What a person signs: the record without its evidence."""
    tree = _tree(record)
    del tree["evidence"]
    return canonical_json(tree)


def attestation_bytes(attestation: Attestation, *, signed: bool = True) -> bytes:
    """The canonical bytes of an attestation; without its signature they are what the witness signs."""
    tree: dict[str, Tree] = {
        "format": FORMAT,
        "record": attestation.record,
        "witness": attestation.witness,
        "time": attestation.time,
    }
    if attestation.approved_by:
        tree["approved_by"] = list(attestation.approved_by)
    if signed:
        tree["signature"] = attestation.signature
    return canonical_json(tree)


def canonical_json(tree: dict[str, Tree]) -> bytes:
    """JSON with sorted keys, two spaces, UTF-8 in NFC, line feeds, and one at the end."""
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=2)
    return unicodedata.normalize("NFC", text).encode() + b"\n"


def _tree(record: SignOff) -> dict[str, Tree]:
    tree: dict[str, Tree] = {
        "format": FORMAT,
        "project": record.project,
        "document": record.document,
        "audience": record.audience,
        "revision": record.revision,
        "fingerprint": record.fingerprint,
        "content": record.content,
        "pins": dict(record.pins),
        "person": record.person,
        "role": record.role,
        "party": record.party.value,
        "roster": record.roster,
        "meaning": record.meaning.value,
        "time": record.time,
        "channel": record.channel.value,
        "evidence": dict(record.evidence),
        "heads": list(record.heads),
    }
    optional = {"topic": record.topic, "statement": record.statement, "conditions": record.conditions}
    optional |= {"represents": record.represents}
    tree |= {key: value for key, value in optional.items() if value}
    return tree
