"""The audit trail: every sign-off record with what it proves, and the heads that stand for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.calculations.independence import could_be_made_alone
from delivery_wiki.calculations.people import name_of
from delivery_wiki.calculations.sign_off_judgement import JudgedRecord
from delivery_wiki.calculations.third_people import attested_on
from delivery_wiki.calculations.verification import (
    DocumentProof,
    MissingSignature,
    ProjectProof,
    ProofState,
    heads_among,
    records_for,
    superseded_by,
    verify_project,
)
from delivery_wiki.model.project import EventKind
from delivery_wiki.model.sign_off import Channel, Meaning
from delivery_wiki.model.status import translatable

from . import tree
from .audit_digests import all_digests, document_name
from .documents.cover import cover_facts
from .page_kind import Macro, PageContext, PageKind
from .register_parts import parts, register_table, single_page, with_note
from .tree import Blocks, Code, Column, Content, LineBreak, Mark, Row, State
from .verification_report import MEANING_WORDS, NEVER_ISSUED, SHOWN

KIND = "audit-trail"
WEB = ("https://", "http://")  # a forge inside a company may do without encryption
CHANNEL_WORDS = translatable(
    {
        Channel.REVIEW: "approval of a pull request",
        Channel.SSH: "signed with a key",
        Channel.PDF: "signed PDF",
        Channel.SCAN: "scan of a paper",
        Channel.MAIL: "mail",
        Channel.MEETING: "meeting",
    }
)
STATE_MARKS = {
    ProofState.CURRENT: Mark.SIGNED,
    ProofState.ISSUED: Mark.MET,
    ProofState.NOT_ISSUED: Mark.OPEN,
    ProofState.NOTED: Mark.NOTED,
    ProofState.MISSING: Mark.OPEN,
    ProofState.STALE: Mark.STALE,
    ProofState.REFUSED: Mark.FAILED,
    ProofState.CHANGED: Mark.FAILED,
}
STATE_WORDS = translatable(
    {
        ProofState.CURRENT: "proved and current",
        ProofState.ISSUED: "issued, no signature is asked for",
        ProofState.NOT_ISSUED: "not issued",
        ProofState.NOTED: "noted",
        ProofState.MISSING: "missing",
        ProofState.STALE: "stale",
        ProofState.REFUSED: "refused",
        ProofState.CHANGED: "changed after issue",
    }
)


def audit_trail(context: PageContext) -> Blocks:
    """What is proven of each document, each record, and how anybody checks it."""
    words = context.words
    proof = verify_project(context.view, context.status)
    records = records_for(context.view, proof.judgement)
    has_digests = bool(context.view.project.issued or records)
    heads = heads_among(records, proof.judgement.graph)
    clauses = (
        (words("Documents"), "audit-documents", partial(_documents, context, proof)),
        (words("Records"), "audit-records", partial(_records, context, proof, records)),
        (words("Heads"), "audit-heads", partial(_heads, context, heads)),
        *([(words("Digests in full"), "audit-digests", partial(all_digests, context, records))] if has_digests else []),
        (words("How to check it"), "audit-check", partial(_check, context)),
    )
    blocks = tuple(
        tree.Clause(number=str(number), title=title, id=id, blocks=render())
        for number, (title, id, render) in enumerate(clauses, start=1)
    )
    facts = [pair for pair in cover_facts(context, KIND, None) if pair[0] != words("Revision")]
    facts += [
        (words("As of"), words.date(context.on)),
        (words("Records"), words.number(len(records))),
        (words("Heads"), ", ".join(one[:SHOWN] for one in heads) or words("none yet")),
    ]
    return (tree.Document(kind=KIND, title=words("Audit trail"), revision="", facts=tuple(facts), blocks=blocks),)


def _documents(context: PageContext, proof: ProjectProof) -> Blocks:
    words = context.words
    columns = (
        Column(title=words("Document")),
        Column(title=words("Issued")),
        Column(title=words("State"), narrow=True),
        Column(title=words("Since then")),
        Column(title=words("Must sign")),
    )
    rows = [_document_row(context, one) for one in proof.documents if one.state not in NEVER_ISSUED]
    return (register_table(columns, rows, empty=words("Nothing was issued for signature yet.")),)


def _document_row(context: PageContext, document: DocumentProof) -> Row:
    words = context.words
    number = words("Revision {number}", number=words.number(document.revision or 0))
    issued: Content = (number, LineBreak(), Code(document.fingerprint[:SHOWN]))
    name = document_name(context, document.kind, document.topic)
    title: Content = tree.Link(name, f"{document.page}.html") if document.page else name
    state = State(STATE_MARKS[document.state], words(STATE_WORDS[document.state]))
    changes = [words.message(one) for one in document.changes]
    missing = [_must_sign(context, one) for one in document.missing]
    return Row(cells=(title, issued, state, _lines(changes), _lines(missing)))


def _must_sign(context: PageContext, slot: MissingSignature) -> str:
    words = context.words
    names = ", ".join(name_of(context.view.project, one) for one in slot.people) or words("nobody in the roster")
    side = words(slot.required.party.value)
    return words("{side}, {role}: {names}", side=side, role=words(slot.required.role), names=names)


def _records(context: PageContext, proof: ProjectProof, records: Sequence[JudgedRecord]) -> Blocks:
    words = context.words
    columns = (
        Column(title=words("Record"), narrow=True),
        Column(title=words("Person")),
        Column(title=words("Meaning")),
        Column(title=words("What was signed")),
        Column(title=words("How")),
        Column(title=words("Counts")),
    )
    rows = [_record_row(context, proof, one) for one in records]
    return (register_table(columns, rows, empty=words("There is no record yet."), id="records"), *_reported(context))


def _reported(context: PageContext) -> Blocks:
    """Signatures that somebody wrote down as an event: notes of the team, which prove nothing."""
    words, templates = context.words, context.view.templates.by_kind
    found = [
        (one, event)
        for one in context.view.project.documents
        for event in one.events
        if event.event is EventKind.SIGNED and event.date <= context.on and event.by and one.kind in templates
        if context.view.internal or templates[one.kind].audience == Audience.CUSTOMER.value
    ]
    if not found:
        return ()
    columns = [Column(title=words(one)) for one in ("Document", "Person", "Date", "Source")]
    rows = []
    for one, event in found:
        title = document_name(context, one.kind, one.topic)
        rows.append(Row(cells=(title, context.person(event.by), words.date(event.date), event.evidence)))
    caption = words("Signatures that the project's team has noted; no record proves them")
    return (register_table(columns, rows, empty="", caption=caption, id="reported"),)


def _record_row(context: PageContext, proof: ProjectProof, judged: JudgedRecord) -> Row:
    words, record = context.words, judged.record
    cells: tuple[Content, ...] = (
        with_note(Code(judged.digest[:SHOWN]), words.date(dt.date.fromisoformat(record.time[:10]))),
        with_note(context.person(record.person), f"{words(record.role)}, {words(record.party.value)}"),
        with_note(words(MEANING_WORDS[record.meaning]), record.conditions or words(record.statement)),
        _signed(context, judged),
        _how(context, judged),
        _counts(context, proof, judged),
    )
    return Row(id=f"record-{judged.digest[:SHOWN]}", cells=cells)


def _signed(context: PageContext, judged: JudgedRecord) -> Content:
    words, record = context.words, judged.record
    revision = words("Revision {number}", number=words.number(record.revision))
    fingerprint = Code(record.fingerprint[:SHOWN])
    return (document_name(context, record.document, record.topic), LineBreak(), revision, LineBreak(), fingerprint)


def _how(context: PageContext, judged: JudgedRecord) -> Content:
    """The channel, when a witness saw it, and where the evidence is: a review, a mail, the people who attest it."""
    words, record = context.words, judged.record
    if judged.witness is None:
        seen = words("Time not witnessed")
    else:
        witness = name_of(context.view.project, judged.witness.witness)
        seen = words("Witnessed by {name} on {date}", name=witness, date=words.date(judged.day))
    how = with_note(words(CHANNEL_WORDS[record.channel]), seen)
    how = with_note(with_note(how, record.evidence.get("reference", "")), _third_people(context, judged))
    how = with_note(how, _certificates(context, judged))
    url = record.evidence.get("url", "")
    return (*parts(how), LineBreak(), tree.Link(words("Review"), url)) if url.startswith(WEB) else how


def _third_people(context: PageContext, judged: JudgedRecord) -> str:
    """Who recorded it, and who attested it when; for a scan, that nobody else compared it."""
    words, project, record = context.words, context.view.project, judged.record
    recorder, other = record.evidence.get("recorded-by"), record.evidence.get("witnessed-by")
    if not (recorder and other):
        return ""
    day = attested_on(project, record, judged.witness)
    names = {"recorder": name_of(project, recorder), "witness": name_of(project, other)}
    if day is None:
        return words("Recorded by {recorder}, to be attested by {witness}", **names)
    said = words("Recorded by {recorder}, attested by {witness} on {date}", date=words.date(day), **names)
    if record.channel is not Channel.SCAN:
        return said
    return f"{said}. {words('Nobody else compared the scan with what was issued.')}"


def _certificates(context: PageContext, judged: JudgedRecord) -> str:
    """Whose certificates the signatures in a PDF that came back are of, by name and digest."""
    inside = (judged.returned.embedded or ()) if judged.returned and judged.record.channel is Channel.PDF else ()
    words = context.words
    return ", ".join(
        words("Certificate of {name}, SHA-256 {digest}", name=one.subject or "–", digest=one.certificate[:SHOWN])
        for one in inside
    )


def _counts(context: PageContext, proof: ProjectProof, judged: JudgedRecord) -> Content:
    words = context.words
    if judged.reason is not None:
        return with_note(State(Mark.FAILED, words("does not count")), words.message(judged.reason))
    later = superseded_by(judged, context.view.project, proof.judgement, context.on)
    if later is not None:
        return with_note(State(Mark.NOT_NEEDED, words("superseded")), words.message(later))
    if judged.record.meaning in {Meaning.REJECTED, Meaning.WITHDRAWN}:
        return State(Mark.FAILED, words(MEANING_WORDS[judged.record.meaning]))
    alone = could_be_made_alone(context.view.project, judged.record)
    sides = {name: words(str(side)) for name, side in alone.values}
    return with_note(State(Mark.MET, words("counts")), words(alone.text, **sides))


def _heads(context: PageContext, heads: Sequence[str]) -> Blocks:
    """The digests that nothing follows: whoever keeps them notices when a record is gone later."""
    words = context.words
    if not heads:
        return (tree.Paragraph(words("There is no record yet.")),)
    text = words("Each record names the ones before it. Whoever keeps these digests can tell later that none is gone:")
    return (tree.Paragraph(text), tree.Listing(items=tuple(Code(one) for one in heads)))


def _check(context: PageContext) -> Blocks:
    """With our tool for the team; a customer checks a PDF, or the bundle, with tools that every system has."""
    words, slug = context.words, context.view.project.slug
    steps = []
    if context.view.project.issued:
        text = words("Whether a PDF at hand is the issued one, against the digests above:")
        steps.append((text, words("sha256sum FILE.pdf")))
    if context.view.internal:
        text = words("Records, keys and issued PDFs in one file that tells how to check them:")
    else:
        text = words(
            "Records, keys and issued PDFs in one file that tells how to check them; the vendor makes it with:"
        )
    steps.append((text, f"delivery audit {slug}"))
    if context.view.internal:
        steps += [
            (words("What each signature proves, from the files alone:"), f"delivery verify {slug}"),
            (words("Whether a record printed here is still there:"), f"delivery verify {slug} --head DIGEST"),
        ]
    return (tree.Listing(items=tuple((text, " ", Code(command)) for text, command in steps)),)


def _lines(texts: list[str]) -> Content:
    found: list[tree.Inline] = []
    for text in texts:
        found += [LineBreak(), text] if found else [text]
    return tuple(found) or "–"


def _always(context: PageContext) -> bool:
    """Every project has one: that nobody has signed is an answer, too."""
    return True


PAGE_KINDS: tuple[PageKind, ...] = (single_page(KIND, "Audit trail", "Registers", "audit_trail", _always),)
MACROS: tuple[Macro, ...] = (
    Macro(
        name="audit_trail",
        summary="Every sign-off record with what it proves, and the heads that stand for all of them.",
        render=audit_trail,
        example="{{ audit_trail() }}",
    ),
)
