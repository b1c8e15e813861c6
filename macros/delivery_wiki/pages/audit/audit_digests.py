"""The digests of an audit trail, with all their digits: of issued revisions, and of records with what they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.signing.sign_off_judgement import JudgedRecord
from delivery_wiki.model.project.issued_revision import Issued

from ..document_frame.cover import document_title
from ..elements import tree
from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import with_note
from ..elements.tree import Blocks, Code, Content, LineBreak, Muted
from .verification_report import SHOWN


def document_name(context: PageContext, kind: str, topic: str | None) -> str:
    """A document as the audit trail calls it, in the reader's language; one without a template by its kind."""
    template = context.view.templates.by_kind.get(kind)
    return document_title(context, template, topic) if template else kind


def all_digests(context: PageContext, records: Sequence[JudgedRecord]) -> Blocks:
    """All digits, folded on a screen and open on paper; the tables above show the first twelve."""
    words = context.words
    issued = [_issued_digests(context, revision) for revision in context.view.project.issued]
    recorded = [_record_digests(context, judged) for judged in records]
    columns: Columns[_Digests] = (
        Column(words("Of what"), lambda digests: digests.of),
        Column(words("SHA-256 and keys"), lambda digests: _coded(digests.named)),
    )
    summary = words("Digests of issued revisions and records, with all digits")
    table = plain_table(columns, [*issued, *recorded], id="digests")
    return (tree.Details(summary=summary, blocks=(table,), id="audit-all-digits"),)


class _Digests(NamedTuple):
    """The digests and keys of one revision or record, each with its name."""

    of: Content
    named: tuple[tuple[str, str], ...]


def _issued_digests(context: PageContext, issued: Issued) -> _Digests:
    words = context.words
    revision = words("Revision {number}", number=words.number(issued.revision))
    name = with_note(document_name(context, issued.document, issued.topic), f"{revision}, {words.date(issued.issued)}")
    digests = (
        (words("Fingerprint"), issued.fingerprint),
        (words("Content"), issued.digest),
        (words("PDF"), issued.pdf),
    )
    return _Digests(name, digests)


def _record_digests(context: PageContext, judged: JudgedRecord) -> _Digests:
    words, record = context.words, judged.record
    name = with_note(name_of(context.view.project, record.person), f"{record.time} · {judged.digest[:SHOWN]}")
    digests = (
        (words("Record"), judged.digest),
        (words("Fingerprint"), record.fingerprint),
        (words("Key"), record.evidence.get("key", "")),
        (words("Signed PDF"), record.evidence.get("returned", "")),
    )
    return _Digests(name, digests)


def _coded(digests: Iterable[tuple[str, str]]) -> Content:
    found: list[tree.Inline] = []
    for name, digest in digests:
        if digest:
            found += [*([LineBreak()] if found else []), Muted(name), LineBreak(), Code(digest)]
    return tuple(found)
