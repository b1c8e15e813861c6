"""What a sign-off record is judged by, and the reasons why one does not count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Attestation, ReturnedDocument, SignOff
from delivery_wiki.model.status import Message

from .sign_off_graph import RecordGraph


class Fault(Enum):
    """Why a record does not count."""

    EDITED = "edited"
    OTHER_PROJECT = "other-project"
    NOT_ISSUED = "not-issued"
    OTHER_CONTENT = "other-content"
    CONTENT_CHANGED = "content-changed"
    OTHER_AUDIENCE = "other-audience"
    UNKNOWN_PERSON = "unknown-person"
    PERSON_LEFT = "person-left"
    OTHER_ROLE = "other-role"
    OTHER_PARTY = "other-party"
    OUT_OF_ORDER = "out-of-order"
    WRONG_MEANING = "wrong-meaning"
    BAD_SIGNATURE = "bad-signature"
    UNKNOWN_KEY = "unknown-key"
    KEY_NOT_VALID = "key-not-valid"
    UNKNOWN_CERTIFICATE = "unknown-certificate"
    OTHER_CERTIFICATE = "other-certificate"
    SHARED_PROOF = "shared-proof"
    OTHER_CODE = "other-code"
    PROOF_CHANGED = "proof-changed"
    OTHER_DOCUMENT = "other-document"
    NOT_INDEPENDENT = "not-independent"
    NOT_DEPUTY = "not-deputy"
    NOT_WITNESSED = "not-witnessed"
    NOT_CHECKED = "not-checked"
    CONTESTED = "contested"
    AFTER_AS_OF = "after-as-of"

    @property
    def is_lasting(self) -> bool:
        """Whether the record could never have counted; the others may have before something around them moved."""
        return self not in _MOVING


_MOVING = frozenset(
    {
        Fault.OTHER_ROLE,
        Fault.OTHER_PARTY,
        Fault.NOT_DEPUTY,
        Fault.PERSON_LEFT,
        Fault.UNKNOWN_KEY,
        Fault.KEY_NOT_VALID,
        Fault.UNKNOWN_CERTIFICATE,
        Fault.NOT_WITNESSED,
        Fault.NOT_CHECKED,
        Fault.CONTESTED,
        Fault.AFTER_AS_OF,
    }
)


RecordKey = tuple[str, str | None, int]
Reason = tuple[Fault, Message]


@dataclass(frozen=True, kw_only=True)
class JudgementBasis:
    """What a record is judged by; `changed` are the issued revisions whose content is not what it was."""

    project: Project
    graph: RecordGraph
    issued: Mapping[RecordKey, Issued]
    changed: frozenset[RecordKey]


Rule = Callable[[JudgementBasis, SignOff, Attestation | None], "Reason | None"]


def record_key(record: SignOff) -> RecordKey:
    """The issued revision that a record names."""
    return (record.document, record.topic, record.revision)


def returned_document(basis: JudgementBasis, record: SignOff) -> ReturnedDocument | None:
    """The file that the evidence of a record names; none where it names none or the file is not there."""
    return next(
        (returned for returned in basis.project.returned if returned.digest == record.evidence.get("returned")), None
    )
