"""Signatures under the text that was signed: none stands under words that are other ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from delivery_wiki.model.project.document_record import EventKind
from delivery_wiki.model.status import Message, message

from ..evidence.document_facts import DocumentFacts
from ..evidence.printed_facts import printed_facts
from ..evidence.signatures import Signature, signatures_of
from ..evidence.staleness import signed_before_the_current


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedText:
    """The signatures that stand under the text as it reads now, or since which signed revision it reads otherwise."""

    signatures: tuple[Signature, ...] = ()
    changed: Message | None = None


def signed_text(document: DocumentFacts) -> SignedText:
    """Who signed this text; where the words are others than those signed, which revision that was."""
    signatures = signatures_of(document, document.revision)
    is_issued = document.issue_of(document.revision) is not None
    if (signatures or is_issued) and not _reads_otherwise(document, signatures):
        return SignedText(signatures=signatures)
    before = document.revision if signatures else signed_before_the_current(document)
    if before is not None:
        return SignedText(changed=message("changed since revision {revision} was signed", revision=before))
    if day := _noted_before(document):
        return SignedText(changed=message("changed since it was signed on {date}", date=day))
    return SignedText()


def _reads_otherwise(document: DocumentFacts, signatures: tuple[Signature, ...]) -> bool:
    """An issued text is compared with its frozen copy; of another one its facts tell that it was written on."""
    if document.issue_of(document.revision) is not None:
        return document.drift is not None and document.drift.revision == document.revision
    first = min(signature.date for signature in signatures)
    return any(first < fact.date <= document.on for fact in printed_facts(document))


def _noted_before(document: DocumentFacts) -> dt.date | None:
    """The last day on which a signature was noted for an earlier revision than the current one."""
    if document.revised is None or document.issued:
        return None
    signed = (
        event.date for event in document.events if event.event is EventKind.SIGNED and event.date < document.revised
    )
    return max(signed, default=None)
