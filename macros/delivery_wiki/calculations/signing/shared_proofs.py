"""One proof is of one person, over one revision: a file, a mail or a review that is used again proves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from delivery_wiki.model.sign_off import Channel, ReturnedDocument, SignOff
from delivery_wiki.model.status import Message, message, translatable

Proof = tuple[str, str]
FILE, MAIL, MEETING, REVIEW = "file", "mail", "meeting", "review"
WORDS = translatable(
    {
        FILE: "The file is already the proof of {person} for revision {revision} of {document}: one proof, one person",
        MAIL: "The mail is already the proof of {person} for revision {revision} of {document}: one proof, one person",
        MEETING: "The reference is already the proof of {person} for revision {revision} of {document}, by a meeting",
        REVIEW: "The review is already that of {person} over revision {revision} of {document}",
    }
)


@dataclass(frozen=True, slots=True)
class UsedProofs:
    """What the records so far rest on, by proof, and the record that used it first."""

    by: dict[Proof, list[SignOff]] = field(default_factory=dict)

    def use(self, record: SignOff, returned: Mapping[str, ReturnedDocument], own: Iterable[str]) -> Message | None:
        """Why a record proves nothing since another one rests on the same; its proofs are taken where it may have them.

        `own` are digests of issued PDFs, with which every file that came back begins.
        """
        files = list(_files(record, returned, frozenset(own)))
        for proof in _claims(record, files):
            for known in self.by.get(proof, ()):
                if not _may_share(known, record):
                    document = f"{known.document} {known.topic}" if known.topic else known.document
                    return message(WORDS[proof[0]], person=known.person, revision=known.revision, document=document)
        for proof in (*_named(record), *files):
            self.by.setdefault(proof, []).append(record)
        return None


def _may_share(known: SignOff, record: SignOff) -> bool:
    """The same person may use a proof again, for a correction or another document, but not for a later revision."""
    if known.person != record.person:
        return False
    same = (known.document, known.topic) == (record.document, record.topic)
    return not same or known.revision == record.revision


def _claims(record: SignOff, files: Iterable[Proof]) -> Iterator[Proof]:
    """What nobody else may rest on: in a PDF each signature has its own certificate, and a meeting has many people."""
    reference = _plain(record.evidence.get("reference", ""))
    if record.channel is Channel.MEETING:
        yield MAIL, reference
    else:
        yield from _named(record)
    if record.channel is Channel.MAIL:
        yield MEETING, reference
    if record.channel is not Channel.PDF:
        yield from files


def _named(record: SignOff) -> Iterator[Proof]:
    """What the evidence of a record names: a mail, a meeting or a review."""
    if record.channel is Channel.REVIEW:
        yield REVIEW, _plain(" ".join(record.evidence.get(name, "") for name in ("forge", "url", "review")))
    elif record.channel in {Channel.MAIL, Channel.MEETING}:
        yield record.channel.value, _plain(record.evidence.get("reference", ""))


def _files(record: SignOff, returned: Mapping[str, ReturnedDocument], own: frozenset[str]) -> Iterator[Proof]:
    """The file that came with it, and what it was before something was appended to it."""
    digest = record.evidence.get("returned", "")
    if not digest:
        return
    found = returned.get(digest)
    for other in {digest, *(found.earlier if found else ())} - own:
        yield FILE, other


def _plain(text: str) -> str:
    """A reference as people mean it: no matter how it is spaced, marked or in which case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
