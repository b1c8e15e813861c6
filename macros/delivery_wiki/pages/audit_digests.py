"""The digests of an audit trail, with all their digits: of issued revisions, and of records with what they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from delivery_wiki.calculations.people import name_of
from delivery_wiki.calculations.sign_off_judgement import JudgedRecord
from delivery_wiki.model.project import Issued

from . import tree
from .documents.cover import document_title
from .page_kind import PageContext
from .register_parts import with_note
from .tree import Blocks, Code, Column, Content, LineBreak, Muted, Row
from .verification_report import SHOWN


def document_name(context: PageContext, kind: str, topic: str | None) -> str:
    """A document as the audit trail calls it, in the reader's language; one without a template by its kind."""
    template = context.view.templates.by_kind.get(kind)
    return document_title(context, template, topic) if template else kind


def all_digests(context: PageContext, records: Sequence[JudgedRecord]) -> Blocks:
    """All digits, folded on a screen and open on paper; the tables above show the first twelve."""
    words = context.words
    rows = [_issued_digests(context, one) for one in context.view.project.issued]
    rows += [_record_digests(context, one) for one in records]
    columns = (Column(title=words("Of what")), Column(title=words("SHA-256 and keys")))
    summary = words("Digests of issued revisions and records, with all digits")
    table = tree.Table(columns=columns, rows=tuple(rows), id="digests")
    return (tree.Details(summary=summary, blocks=(table,), id="audit-all-digits"),)


def _issued_digests(context: PageContext, issued: Issued) -> Row:
    words = context.words
    revision = words("Revision {number}", number=words.number(issued.revision))
    name = with_note(document_name(context, issued.document, issued.topic), f"{revision}, {words.date(issued.issued)}")
    digests = (
        (words("Fingerprint"), issued.fingerprint),
        (words("Content"), issued.digest),
        (words("PDF"), issued.pdf),
    )
    return Row(cells=(name, _coded(digests)))


def _record_digests(context: PageContext, judged: JudgedRecord) -> Row:
    words, record = context.words, judged.record
    name = with_note(name_of(context.view.project, record.person), f"{record.time} · {judged.digest[:SHOWN]}")
    digests = (
        (words("Record"), judged.digest),
        (words("Fingerprint"), record.fingerprint),
        (words("Key"), record.evidence.get("key", "")),
        (words("Signed PDF"), record.evidence.get("returned", "")),
    )
    return Row(cells=(name, _coded(digests)))


def _coded(digests: Iterable[tuple[str, str]]) -> Content:
    found: list[tree.Inline] = []
    for name, digest in digests:
        if digest:
            found += [*([LineBreak()] if found else []), Muted(name), LineBreak(), Code(digest)]
    return tuple(found)
