"""The audit trail: every sign-off record with what it proves, and the heads that stand for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.money.agreed_changes import decision_on
from delivery_wiki.calculations.signing.attested_attempts import told_attempts
from delivery_wiki.calculations.signing.attesting_people import attested_on
from delivery_wiki.calculations.signing.independence import could_be_made_alone
from delivery_wiki.calculations.signing.sign_off_judgement import JudgedRecord
from delivery_wiki.calculations.verification.revision_verification import (
    DocumentProof,
    MissingSignature,
    ProjectProof,
    ProofState,
    heads_among,
    records_for,
    superseded_by,
    superseded_issues,
    verify_project,
)
from delivery_wiki.model.document_kinds import CHANGE_REQUEST, change_topic
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.document_record import EventKind
from delivery_wiki.model.project.statement_of_work_terms import AttemptOutcome
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff
from delivery_wiki.model.status import translatable

from ..document_frame.cover import cover_facts
from ..elements import tree
from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import Macro, PageContext, PageKind
from ..elements.register_parts import authors_hint, parts, single_page, with_note
from ..elements.tree import Blocks, Code, Content, LineBreak, Mark, State
from ..elements.words import Words
from .audit_digests import all_digests, document_name
from .verification_report import MEANING_WORDS, NEVER_ISSUED, SHOWN

KIND = "audit-trail"
_AGREEMENTS = frozenset({Meaning.APPROVED, Meaning.ACCEPTED})
_AGREED = frozenset({EventKind.SIGNED, EventKind.AGREED, EventKind.ACCEPTED})
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
        ProofState.STALE: "today's text differs",
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
    is_checkable = has_digests or context.view.internal
    heads = heads_among(records, proof.judgement.graph)
    documents = (words("Documents"), "audit-documents", partial(_documents, context, proof))
    signed = (words("Records"), "audit-records", partial(_records, context, proof, records))
    is_issued = any(document.state not in NEVER_ISSUED for document in proof.documents)
    clauses = (
        # What has rows comes first: signatures are noted where nothing was issued.
        *((documents, signed) if is_issued else (signed, documents)),
        *([(words("Heads"), "audit-heads", partial(_heads, context, heads))] if heads else []),
        *([(words("Digests in full"), "audit-digests", partial(all_digests, context, records))] if has_digests else []),
        # A customer has nothing to check before something was issued or recorded.
        *([(words("How to check it"), "audit-check", partial(_check, context))] if is_checkable else []),
    )
    blocks = tuple(
        tree.Clause(number=str(number), title=title, id=id, blocks=render())
        for number, (title, id, render) in enumerate(clauses, start=1)
    )
    facts = [pair for pair in cover_facts(context, KIND, None) if pair[0] != words("Revision")]
    facts += [
        (words("As of"), words.date(context.on)),
        (words("Records"), words.number(len(records))),
        *([(words("Heads"), ", ".join(head[:SHOWN] for head in heads))] if heads else []),
    ]
    return (tree.Document(kind=KIND, title=words("Audit trail"), revision="", facts=tuple(facts), blocks=blocks),)


def _documents(context: PageContext, proof: ProjectProof) -> Blocks:
    words = context.words
    columns: Columns[DocumentProof] = (
        Column(words("Document"), lambda document: _linked_name(context, document)),
        Column(words("Issued"), lambda document: _issued(context, document)),
        Column(words("State"), lambda document: _state(words, document), narrow=True),
        Column(words("Since then"), lambda document: _lines([words.message(change) for change in document.changes])),
        Column(words("Must sign"), lambda document: _lines([_must_sign(context, slot) for slot in document.missing])),
    )
    issued = [document for document in proof.documents if document.state not in NEVER_ISSUED]
    is_noted = any(document.state is ProofState.NOTED for document in proof.documents)
    empty = authors_hint(
        context,
        words("None was issued with a proof of its content; what was signed is the copies named above.")
        if is_noted
        else words("No revision is kept here with a proof of its content; a page says of each document what was sent."),
        words(
            "`{command}` issues a document and starts the trail.", command=f"delivery issue {context.view.project.slug}"
        ),
    )
    return (register_table(columns, issued, empty=empty),)


def _linked_name(context: PageContext, document: DocumentProof) -> Content:
    name = document_name(context, document.kind, document.topic)
    return tree.Link(name, f"{document.page}.html") if document.page else name


def _issued(context: PageContext, document: DocumentProof) -> Content:
    words = context.words
    number = words("Revision {number}", number=words.number(document.revision or 0))
    earlier = superseded_issues(context.view.project, document.kind, document.topic, context.on)
    lines = [line for said in earlier for line in (LineBreak(), tree.Muted(words.message(said)))]
    return (number, LineBreak(), Code(document.fingerprint[:SHOWN]), *lines)


def _state(words: Words, document: DocumentProof) -> State:
    if document.state is ProofState.STALE and not document.missing:
        return State(STATE_MARKS[document.state], words("what was signed holds; today's text differs"))
    return State(STATE_MARKS[document.state], words(STATE_WORDS[document.state]))


def _must_sign(context: PageContext, slot: MissingSignature) -> str:
    words = context.words
    names = ", ".join(name_of(context.view.project, person) for person in slot.people) or words("nobody in the roster")
    side = words(slot.required.party.value)
    return words("{side}, {role}: {names}", side=side, role=words(slot.required.role), names=names)


def _records(context: PageContext, proof: ProjectProof, records: Sequence[JudgedRecord]) -> Blocks:
    words = context.words
    columns: Columns[JudgedRecord] = (
        Column(words("Record"), lambda judged: _record(words, judged), narrow=True),
        Column(words("Person"), lambda judged: _signer(context, judged.record)),
        Column(words("Meaning"), lambda judged: _meaning(words, judged.record)),
        Column(words("What was signed"), lambda judged: _signed(context, judged)),
        Column(words("How"), lambda judged: evidence_of(context, judged)),
        Column(words("Counts"), lambda judged: _counts(context, proof, judged)),
    )
    table = register_table(
        columns,
        records,
        empty=words("There is no record. The signature of an issued document makes one."),
        id="records",
        row_id=lambda judged: f"record-{judged.digest[:SHOWN]}",
    )
    return (table, *_reported(context)) if records else (*_reported(context), table)


def _record(words: Words, judged: JudgedRecord) -> Content:
    return with_note(Code(judged.digest[:SHOWN]), words.date(dt.date.fromisoformat(judged.record.time[:10])))


def _signer(context: PageContext, record: SignOff) -> Content:
    words = context.words
    side = f"{words(record.role)}, {words(record.party.value)}"
    if record.represents:
        side = f"{words('for {name}', name=name_of(context.view.project, record.represents))}, {side}"
    return with_note(context.person(record.person), side)


def _meaning(words: Words, record: SignOff) -> Content:
    """What somebody declared; an agreement is said in the words that stood on its line."""
    if record.meaning in _AGREEMENTS and record.statement and not record.conditions:
        return words(record.statement)
    return with_note(words(MEANING_WORDS[record.meaning]), record.conditions or words(record.statement))


class _Reported(NamedTuple):
    """An agreement that the team wrote down: to what, by whom, when, and where its source is."""

    title: str
    person: str | None
    date: dt.date
    evidence: str


def _reported(context: PageContext) -> Blocks:
    """What both sides agreed to outside the records, as the team wrote it down; notes of the team prove nothing."""
    words = context.words
    found = [*_reported_events(context), *_reported_changes(context), *_reported_acceptances(context)]
    if not found:
        return ()
    columns: Columns[_Reported] = (
        Column(words("What"), lambda noted: noted.title),
        Column(words("Person"), lambda noted: context.person(noted.person) if noted.person else "–", narrow=True),
        Column(words("Date"), lambda noted: words.date(noted.date), narrow=True),
        Column(words("Source"), lambda noted: noted.evidence),
    )
    text = words("Agreements on paper or by mail that the project's team has on file; no record here proves them")
    shown = sorted(dict.fromkeys(found), key=lambda noted: noted.date)
    return (tree.Paragraph(tree.Strong(text)), register_table(columns, shown, empty="", id="reported"))


def _reported_events(context: PageContext) -> Iterator[_Reported]:
    """What was signed, agreed to or accepted of a document that the reader may see."""
    templates = context.view.templates.by_kind
    for document in context.view.project.documents:
        template = templates.get(document.kind)
        if template is None or not (context.view.internal or template.audience == Audience.CUSTOMER.value):
            continue
        for event in document.events:
            if event.event in _AGREED and event.date <= context.on and event.by:
                title = document_name(context, document.kind, document.topic)
                yield _Reported(title, event.by, event.date, event.evidence)


def _reported_changes(context: PageContext) -> Iterator[_Reported]:
    """Change requests that were agreed to outside the records."""
    project = context.view.project
    issued = {revision.topic for revision in project.issued if revision.document == CHANGE_REQUEST.id}
    for change in project.changes:
        is_agreed = decision_on(change, context.on) is ChangeDecision.AGREED and change_topic(change) not in issued
        if is_agreed and change.evidence and change.decided:
            yield _Reported(f"{change.id} {change.title}", change.decided_by, change.decided, change.evidence)


def _reported_acceptances(context: PageContext) -> Iterator[_Reported]:
    """Deliverables that were accepted by what nobody has to attest."""
    for told in told_attempts(context.view.project):
        attempt = told.attempt
        is_typed = attempt.outcome is AttemptOutcome.ACCEPTED and not attempt.recorded_by
        if is_typed and attempt.date <= context.on:
            title = f"{told.deliverable.id} {told.deliverable.title}"
            yield _Reported(title, attempt.by, attempt.date, attempt.evidence)


def _signed(context: PageContext, judged: JudgedRecord) -> Content:
    words, record = context.words, judged.record
    revision = words("Revision {number}", number=words.number(record.revision))
    fingerprint = Code(record.fingerprint[:SHOWN])
    return (document_name(context, record.document, record.topic), LineBreak(), revision, LineBreak(), fingerprint)


def evidence_of(context: PageContext, judged: JudgedRecord) -> Content:
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
        words(
            "Certificate of {name}, SHA-256 {digest}",
            name=signature.subject or "–",
            digest=signature.certificate[:SHOWN],
        )
        for signature in inside
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
    is_shown = context.view.project.demonstration
    counts = words("counts in this demonstration alone") if is_shown else words("counts")
    return with_note(State(Mark.MET, counts), words(alone.text, **sides))


def _heads(context: PageContext, heads: Sequence[str]) -> Blocks:
    """The digests that nothing follows: whoever keeps them notices when a record is gone later."""
    words = context.words
    text = words("Each record names the ones before it. Whoever keeps these digests can tell later that none is gone:")
    return (tree.Paragraph(text), tree.Listing(items=tuple(Code(head) for head in heads)))


def _check(context: PageContext) -> Blocks:
    """With our tool for the team; a customer checks a PDF, or the bundle, with tools that every system has."""
    words, slug = context.words, context.view.project.slug
    steps = []
    if context.view.project.issued:
        text = words(
            "Whether a PDF at hand is the issued file, against the digests above; a copy made later has another:"
        )
        steps.append((text, words("sha256sum FILE.pdf")))
    if context.view.internal:
        text = words("Records, keys and issued PDFs in one file that tells how to check them:")
        steps.append((text, f"delivery audit {slug}"))
        steps += [
            (words("What each signature proves, from the files alone:"), f"delivery verify {slug}"),
            (words("Whether a record printed here is still there:"), f"delivery verify {slug} --head DIGEST"),
        ]
    lines: list[Content] = [(text, " ", Code(command)) for text, command in steps]
    if not context.view.internal:
        text = "Records, keys and issued PDFs come in one file that tells how to check them: ask the vendor for it."
        lines.append(words(text))
    return (tree.Listing(items=tuple(lines)),)


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
