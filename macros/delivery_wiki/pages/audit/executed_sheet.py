"""The certificate sheet of an executed revision: who signed what, what proves it, and how anybody checks it offline."""

from __future__ import annotations

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.signing.issue_code import issue_code
from delivery_wiki.calculations.signing.sign_off_judgement import JudgedRecord
from delivery_wiki.calculations.verification.executed_revisions import ExecutedRevision
from delivery_wiki.model.sign_off import Meaning

from ..elements import tree
from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import with_lines, with_note
from ..elements.tree import Blocks, Code, Content
from .audit_digests import document_name
from .audit_pages import evidence_of
from .verification_report import MEANING_WORDS

KIND = "executed-sheet"


def executed_sheet(context: PageContext, executed: ExecutedRevision) -> tree.Document:
    """The sheet as a document of its own; it stands behind the pages that were signed."""
    words = context.words
    clauses = (
        (words("Signatures"), _signatures(context, executed)),
        (words("What was signed"), _digests(context, executed)),
        (words("How to check it"), _checks(context, executed)),
    )
    blocks = tuple(
        tree.Clause(number=str(number), title=title, id=f"{KIND}-{number}", blocks=inside)
        for number, (title, inside) in enumerate(clauses, start=1)
    )
    return tree.Document(kind=KIND, title=executed_title(context, executed), revision="", facts=(), blocks=blocks)


def executed_title(context: PageContext, executed: ExecutedRevision) -> str:
    """What the file is called."""
    issued = executed.issued
    name = document_name(context, issued.document, issued.topic)
    number = context.words.number(issued.revision)
    return context.words("Signed copy of {document}, revision {number}", document=name, number=number)


def _signatures(context: PageContext, executed: ExecutedRevision) -> Blocks:
    words = context.words
    columns: Columns[JudgedRecord] = (
        Column(words("Person"), lambda judged: _person(context, judged)),
        Column(words("Meaning"), lambda judged: _meaning(context, judged)),
        Column(words("Date"), lambda judged: words.date(judged.day), narrow=True),
        Column(words("How"), lambda judged: evidence_of(context, judged)),
    )
    records = sorted(executed.records, key=lambda judged: (judged.day, judged.record.person))
    since = words.date(executed.since)
    text = words("All signatures that this revision needs are there since {date}.", date=since)
    return (tree.Paragraph(text), plain_table(columns, records))


def _person(context: PageContext, judged: JudgedRecord) -> Content:
    words, record = context.words, judged.record
    side = f"{words(record.role)}, {words(record.party.value)}"
    if record.represents:
        side = f"{words('for {name}', name=name_of(context.view.project, record.represents))}, {side}"
    return with_note(name_of(context.view.project, record.person), side)


def _meaning(context: PageContext, judged: JudgedRecord) -> Content:
    words, record = context.words, judged.record
    said = words(MEANING_WORDS[record.meaning])
    if record.meaning is Meaning.ACCEPTED_WITH_CONDITIONS:
        return with_lines(f"{said}: {record.conditions}")
    return words(record.statement) if record.statement else said


def _digests(context: PageContext, executed: ExecutedRevision) -> Blocks:
    words, issued = context.words, executed.issued
    facts: list[tuple[str, Content]] = [
        (words("Issued"), words.date(issued.issued)),
        (words("Code"), Code(issue_code(issued))),
        (words("Fingerprint"), Code(issued.fingerprint)),
        (words("SHA-256 of the issued PDF"), Code(issued.pdf)),
    ]
    facts += [
        (words("Record of {name}", name=name_of(context.view.project, judged.record.person)), Code(judged.digest))
        for judged in executed.records
    ]
    return (tree.Facts(pairs=tuple(facts)),)


def _checks(context: PageContext, executed: ExecutedRevision) -> Blocks:
    """With what every system has; the pages in front are there to be read, what counts is what is attached."""
    words, name = context.words, attached_name(executed)
    steps: list[Content] = [
        (
            words("Save the attachment {file}: its SHA-256 is the one above.", file=name),
            " ",
            Code(f"sha256sum {name}"),
        ),
        words(
            "Save the attached records: each is called by its SHA-256. The hand-over package says how to check them."
        ),
    ]
    about = words("Only the attached file was signed; the pages before this sheet show it again.")
    return (tree.Paragraph(about), tree.Listing(items=tuple(steps), ordered=True))


def attached_name(executed: ExecutedRevision) -> str:
    """How the issued PDF is called among the attachments."""
    issued = executed.issued
    topic = f"-{issued.topic}" if issued.topic else ""
    return f"{issued.document}{topic}-r{issued.revision}.pdf"
