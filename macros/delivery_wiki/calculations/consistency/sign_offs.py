"""Sign-off records: damaged ones, gaps in their graph, and those that do not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.document_record import EventKind
from delivery_wiki.model.project.whole_project import Project

from ..base.people import party_kind
from ..base.phrases import plain
from ..signing.attested_attempts import told_attempts
from ..signing.deputies import told_deputies
from ..signing.judgement_basis import Fault
from ..signing.sign_off_drafts import required_of
from ..signing.sign_off_graph import person_of, record_graph, roles_on, roster_digest
from ..signing.sign_off_judgement import SHOWN_DIGITS, JudgedRecord, Judgement, is_left_behind, judge_records

SHORTEST_ANCHOR = 12
AGREEING = frozenset({EventKind.SIGNED, EventKind.AGREED, EventKind.ACCEPTED})
RESTORE = "Restore the file from version control; only the tool writes it."
RESTORE_ATTESTED = (
    "Restore the record, or the attempt of the deliverable as it was attested, from version control; "
    "who corrects an answer adds another attempt."
)
# A record is evidence, and what it rests on may come back: no repair takes one out.
SIGN_AGAIN = "Sign again with delivery sign; leave the record, which tells what was tried."
PUT_BACK = "Sign again, or put back what the signature rests on."
REPAIRS = {
    Fault.NOT_ISSUED: "Restore the folder under issued/ that the record names from version control.",
    Fault.CONTENT_CHANGED: "Restore the issued folder from version control; the record is good.",
    Fault.OTHER_CONTENT: "Restore what was issued from version control; if it never said this, sign again.",
    Fault.UNKNOWN_PERSON: "Put the person back into project.yml; who left stays there with until: and the last day.",
    Fault.PROOF_CHANGED: "Restore the file under sign-offs/returned/ from version control; the record is good.",
    Fault.OTHER_ROLE: "Where the role was another one then, add it under formerly: with its last day; else sign again.",
    Fault.NOT_DEPUTY: (
        "Put the deputy back under deputies: as it was attested, or have it attested: delivery sign --attest; "
        "else who is named signs."
    ),
    Fault.OUT_OF_ORDER: "Raise the revision of the document and issue it again; leave the record, which tells it.",
    Fault.CONTESTED: "They sign what they say now with their key or in the PDF, or issue a new revision.",
    Fault.UNKNOWN_CERTIFICATE: "Put the certificate under certificates: of its owner in project.yml; else sign again.",
}


def check_sign_offs(project: Project) -> Iterator[Finding]:
    """Everything that is wrong with the records of a project, from its files alone."""
    for damaged in project.damaged_records:
        yield error(
            "sign-off-damaged", damaged.location, f"the file is no record any more: {damaged.problem}.", RESTORE
        )
    judgement = judge_records(project)
    yield from _gaps(project, judgement)
    for judged in judgement.records:
        if judged.fault is None or judged.reason is None:
            continue
        location, reason = judged.record.location, plain(judged.reason)
        if judged.fault is Fault.EDITED:
            yield error("sign-off-damaged", location, f"{reason}.", RESTORE)
        elif is_left_behind(judged, judgement, project.issued):
            continue  # verify and the audit trail tell of it
        elif judged.fault.is_lasting:
            problem = f"the signature of {judged.record.person} does not count: {_inside(reason)}."
            yield error("sign-off-refused", location, problem, REPAIRS.get(judged.fault, SIGN_AGAIN))
        else:
            problem = f"the signature of {judged.record.person} does not count: {_inside(reason)}."
            yield warning("sign-off-void", location, problem, _to_attest(judged) or REPAIRS.get(judged.fault, PUT_BACK))


def _to_attest(judged: JudgedRecord) -> str:
    """The command by which what was received is attested; empty where something else is wrong."""
    named = judged.record.evidence.get("witnessed-by")
    if judged.fault is not Fault.NOT_WITNESSED or not named:
        return ""
    digits = judged.digest[:SHOWN_DIGITS]
    return f"Have it attested: delivery sign {judged.record.project} --attest {digits} --person {named} --key FILE"


def check_notes(project: Project, library: Library) -> Iterator[Finding]:
    """Agreements typed for a document that was issued here: records alone prove those, so the note says nothing."""
    templates = library.template_set(project.templates.id, project.templates.version)
    for document in project.documents:
        key = document_key(document.kind, document.topic)
        repair = "Record it with delivery sign, with what proves it, and take this note out."
        places = sum(required.count for required in required_of(templates, project, document.kind))
        if not places:
            continue
        template = templates.by_kind.get(document.kind) if templates else None
        by_mail = template is not None and template.sign_when_issued
        days = [
            issued.issued
            for issued in project.issued
            if document_key(issued.document, issued.topic) == key and (issued.places_to_sign >= places or not by_mail)
        ]
        for event in document.events:
            if event.event in AGREEING and days and event.date >= min(days):
                problem = (
                    f"'{document.kind}' was issued on {min(days)}: '{event.event.value}' does not count when typed."
                )
                yield warning("note-without-effect", event.location, problem, repair)


def check_statements(project: Project, library: Library) -> Iterator[Finding]:
    """What a signature means is said by the template and the project, never by whoever writes the record."""
    if not any(sign_off.statement for sign_off in project.sign_offs):
        return
    judgement = judge_records(project)
    for judged in judgement.records:
        record = judged.record
        id, _, version = record.pins.get("templates", "").partition(" ")
        pinned = library.template_set(id, version) or library.template_set(
            project.templates.id, project.templates.version
        )
        known = {required.meaning for required in required_of(pinned, project, record.document)}
        if record.statement and record.statement not in known and not is_left_behind(judged, judgement, project.issued):
            said = "; ".join(f"'{name}'" for name in sorted(known)) or "nothing"
            problem = f"the record says that it means '{record.statement}'; template and project say: {said}."
            yield warning("sign-off-statement", record.location, problem, SIGN_AGAIN)


def _gaps(project: Project, judgement: Judgement) -> Iterator[Finding]:
    records = judgement.graph.records
    for digest, citing in judgement.graph.missing.items():
        problem = f"the record {digest} is gone; {citing[0]} follows it."
        yield error("sign-off-missing", records[citing[0]].location, problem, RESTORE)
    answers = {told.digest for told in told_attempts(project)} | {told.digest for told in told_deputies(project)}
    for attestation in project.attestations:
        if attestation.record not in records and attestation.record not in answers:
            problem = f"the record or answer {attestation.record} is gone or changed; a witness has attested it."
            yield error("sign-off-missing", attestation.location, problem, RESTORE_ATTESTED)


def check_anchors(projects: Iterable[Project], heads: Iterable[str]) -> Iterator[Finding]:
    """Records that were printed or noted elsewhere and that no project has any more; 12 digits are enough."""
    known = [digest for project in projects for digest in record_graph(project.sign_offs).records]
    for head in heads:
        if len(head) < SHORTEST_ANCHOR or not any(digest.startswith(head.lower()) for digest in known):
            problem = f"there is no record {head}; records that followed it may be gone too."
            yield error("sign-off-missing", Location(file="projects", line=1, column=1), problem, RESTORE)


def check_against_base(project: Project, base: Project | None) -> Iterator[Finding]:
    """Records that vanished since the base version, and new ones that its roster does not admit.

    The base version decides who signs: nobody makes themselves a signer in the change that they sign.
    """
    known = {sign_off.name: sign_off for sign_off in base.sign_offs} if base else {}
    now = {sign_off.name for sign_off in project.sign_offs} | {damaged.name for damaged in project.damaged_records}
    answers = {told.digest for told in told_attempts(project)} | {told.digest for told in told_deputies(project)}
    for name, record in known.items():
        if name not in now:
            problem = f"the record {name} of {record.person} was in the base version and is gone."
            yield error("sign-off-missing", record_place(project.slug, name), problem, RESTORE)
    attested = {(attestation.witness, attestation.record) for attestation in project.attestations}
    for attestation in base.attestations if base else ():
        if (attestation.witness, attestation.record) not in attested and attestation.record in now | answers:
            problem = f"what {attestation.witness} attested of the record {attestation.record} is gone."
            yield error("sign-off-missing", record_place(project.slug, attestation.record), problem, RESTORE)
    judged = {record.record.name: record for record in judge_records(project).records}
    for name, verdict in sorted(judged.items()):
        if name not in known and (reason := not_admitted(verdict, base)):
            problem = f"the new record of {verdict.record.person} is not admitted: {_inside(reason)}."
            repair = "Leave it out of this change: first merge the roster, then sign again with delivery sign."
            yield error("sign-off-refused", verdict.record.location, problem, repair)


def not_admitted(judged: JudgedRecord, base: Project | None) -> str:
    """Why a new record may not enter; an empty text where it may."""
    if judged.reason is not None:
        return "" if judged.fault is not None and judged.fault.is_lasting else plain(judged.reason)
    person = person_of(base, judged.record.person) if base else None
    speaker = person_of(base, judged.record.speaker) if base else None
    if base is None or person is None or speaker is None:
        gone = judged.record.speaker if person else judged.record.person
        return f"{gone} is not in the roster of the base version"
    if judged.record.role not in roles_on(speaker, judged.record.time[:10]):
        return f"{judged.record.person} does not sign as {judged.record.role} in the base version"
    if party_kind(base, person.id) is not judged.record.party:
        return f"{judged.record.person} belongs to another side in the base version"
    if judged.record.roster != roster_digest(person):
        return f"the roster entry of {judged.record.person} is another in the base version"
    return ""


def _inside(reason: str) -> str:
    """A sentence as the end of another one."""
    return reason[:1].lower() + reason[1:]


def record_place(slug: str, digest: str) -> Location:
    """Where a record stands, or stood."""
    return Location(file=f"projects/{slug}/sign-offs/{digest}.json", line=1, column=1)
