"""What the sign-off records of a project prove: each document current, stale, missing signatures or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from delivery_wiki.model.document_names import document_key
from delivery_wiki.model.process import RequiredSignature
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Meaning
from delivery_wiki.model.status import DocumentStatus, Message, ProjectStatus, message

from ..base.audience_view import Audience, AudienceView
from ..base.people import is_here, name_of, people_with_role
from ..evidence.document_facts import DocumentFacts, ProjectFacts, all_document_facts
from ..evidence.signatures import count_signatures, required_signatures
from ..signing.attested_attempts import ToldAttempt, told_attempts
from ..signing.deputies import ToldDeputy, told_deputies
from ..signing.judgement_basis import Fault
from ..signing.last_words import last_word, matter_of, replaced_by
from ..signing.proof_strength import is_stronger
from ..signing.sign_off_graph import RecordGraph
from ..signing.sign_off_judgement import SHOWN_DIGITS, JudgedRecord, Judgement, is_intact, is_left_behind


class ProofState(Enum):
    """What the records say of a document, the worst last; noted is typed and was never issued here.

    Issued asks for no signature and has none, so that nothing is proved of it. Changed tells that what was issued is
    not what it was.
    """

    CURRENT = "current"
    ISSUED = "issued"
    NOT_ISSUED = "not-issued"
    NOTED = "noted"
    MISSING = "missing"
    STALE = "stale"
    REFUSED = "refused"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSignature:
    """A signature that is not there, and the people in the roster who can give it."""

    required: RequiredSignature
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProof:
    """A document that needs signatures: what is proven, what changed since, and who must sign.

    `signed` are the records that count for its issued revision; `superseded` those of earlier revisions.
    """

    kind: str
    topic: str | None
    title: str
    revision: int | None
    fingerprint: str
    state: ProofState
    changes: tuple[Message, ...]
    missing: tuple[MissingSignature, ...]
    signed: tuple[JudgedRecord, ...]
    superseded: tuple[JudgedRecord, ...]
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectProof:
    """All that the records of a project prove; `heads` stand for the whole graph, `answers` are about deliverables."""

    slug: str
    on: dt.date
    judgement: Judgement
    documents: tuple[DocumentProof, ...]
    answers: tuple[ToldAttempt, ...] = ()
    deputies: tuple[ToldDeputy, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """The records that nothing follows."""
        return self.judgement.graph.heads


def verify_project(view: AudienceView, status: ProjectStatus) -> ProjectProof:
    """The proof of every document that needs signatures or carries some."""
    project_facts = ProjectFacts(view=view, on=status.on, requirements=status.requirements, cases=status.cases)
    statuses = {document_key(document.kind, document.topic): document for document in status.documents}
    found = []
    for document in all_document_facts(project_facts):
        known = statuses.get(document_key(document.kind, document.topic))
        if known is not None and (document.sign_offs or document.issued or required_signatures(document)):
            found.append(_beside_errors(document, _prove(document, known)))
    return ProjectProof(
        slug=view.project.slug,
        on=status.on,
        judgement=project_facts.judgement,
        documents=tuple(found),
        answers=tuple(told for told in told_attempts(view.project) if told.attempt.date <= status.on),
        deputies=tuple(told_deputies(view.project)),
    )


def records_for(view: AudienceView, judgement: Judgement) -> tuple[JudgedRecord, ...]:
    """The records that a reader sees: the team every one, a customer those over documents that customers may read."""
    return tuple(record for record in judgement.records if view.internal or _is_for_customers(record, view))


def _is_for_customers(judged: JudgedRecord, view: AudienceView) -> bool:
    record, template = judged.record, view.templates.by_kind.get(judged.record.document)
    is_open = template is not None and template.audience == record.audience == Audience.CUSTOMER.value
    return is_open and record.project == view.project.slug


def heads_among(records: Iterable[JudgedRecord], graph: RecordGraph) -> tuple[str, ...]:
    """Those of some records that none of them follows, near or far."""
    digests = {record.digest for record in records}
    followed = frozenset[str]().union(*(graph.ancestors[digest] for digest in digests))
    return tuple(sorted(digests - followed))


def superseded_by(judged: JudgedRecord, project: Project, judgement: Judgement, on: dt.date) -> Message | None:
    """What took the place of a record: another word of the same person, or a later issued revision."""
    record = judged.record
    if (said := _other_word(judged, judgement)) is not None:
        return said
    newest = max(_issues_until(project, record.document, record.topic, on), default=None, key=_revision_of)
    if newest is None or newest.revision <= record.revision:
        return None
    text = "Superseded by revision {revision}, issued on {date}"
    return message(text, revision=newest.revision, date=newest.issued)


def superseded_issues(project: Project, kind: str, topic: str | None, on: dt.date) -> tuple[Message, ...]:
    """Which issued revisions of a document a later one took the place of, the oldest first."""
    issues = sorted(_issues_until(project, kind, topic, on), key=_revision_of)
    text = "Revision {earlier} is superseded by revision {revision}, issued on {date}"
    return tuple(
        message(text, earlier=issue.revision, revision=issues[-1].revision, date=issues[-1].issued)
        for issue in issues[:-1]
    )


def _issues_until(project: Project, kind: str, topic: str | None, on: dt.date) -> Iterator[Issued]:
    key = document_key(kind, topic)
    for issue in project.issued:
        if document_key(issue.document, issue.topic) == key and issue.issued <= on:
            yield issue


def _revision_of(issued: Issued) -> int:
    return issued.revision


def _other_word(judged: JudgedRecord, judgement: Judgement) -> Message | None:
    """The word that took its place, or that of two side by side counts as the one that agrees less."""
    record, graph = judged.record, judgement.graph
    theirs = {judged.digest: judged for judged in judgement.counting if matter_of(judged.record) == matter_of(record)}
    said = replaced_by(judged.digest, theirs, graph)
    if said is not None:
        text = "Superseded on {date} by the record {record} of the same person"
        if is_stronger(theirs[said].record, record):
            text = "A better proof of the same word counts: the record {record} of {date}"
        return message(text, date=theirs[said].day, record=said[:SHOWN_DIGITS])
    last = last_word(theirs, graph)
    if last is None or last == judged.digest or record.meaning is Meaning.REVIEWED:
        return None
    text = "The record {record} of the same person, given beside this one on {date}, counts"
    return message(text, date=theirs[last].day, record=last[:SHOWN_DIGITS])


def _prove(document: DocumentFacts, status: DocumentStatus) -> DocumentProof:
    newest = document.issued[-1] if document.issued else None
    revision = newest.revision if newest else document.revision
    count = count_signatures(document, revision)
    of_revision = [sign_off for sign_off in document.sign_offs if sign_off.record.revision == revision]
    changes = status.stale
    if count.alone:
        changes = (*changes, message("Only the author signed; somebody else has to sign too"))
    missing = count.missing
    if count.refused:
        state = ProofState.REFUSED
        if newest and (document.revision or 0) > newest.revision:
            text = "Revision {refused} was refused; revision {revision} takes its place and is not issued yet"
            changes = (*changes, message(text, refused=newest.revision, revision=document.revision or 0))
            missing = ()  # nobody signs what was refused
    elif newest is None:
        state = ProofState.NOTED if status.noted or count.noted else ProofState.NOT_ISSUED
    elif status.stale and (count.signatures or status.lapsed):
        state = ProofState.STALE
    elif newest.revision != document.revision and count.complete:
        text = "Revision {signed} was signed, revision {revision} is not issued yet"
        changes = (*changes, message(text, signed=newest.revision, revision=document.revision or 0))
        state = ProofState.STALE
    else:
        unsigned = ProofState.MISSING if count.needed else ProofState.ISSUED
        proved = count.complete and len(count.signatures) > count.noted
        state = ProofState.CURRENT if proved else unsigned
    return DocumentProof(
        kind=document.kind,
        topic=document.topic,
        title=status.title,
        revision=revision,
        fingerprint=newest.fingerprint if newest else "",
        state=state,
        changes=changes,
        missing=tuple(_missing(document, required) for required in missing),
        signed=tuple(of_revision),
        superseded=tuple(sign_off for sign_off in document.sign_offs if sign_off.record.revision != revision),
        page=status.page,
    )


def _beside_errors(document: DocumentFacts, proof: DocumentProof) -> DocumentProof:
    """The proof, which is not current while anything that it rests on is damaged, gone or forged."""
    changed = tuple(issued for issued in document.issued if not is_intact(document.project, issued))
    if changed:
        text = "Revision {revision} was changed after it was issued: restore its folder from version control"
        said = tuple(message(text, revision=issued.revision) for issued in changed)
        return replace(proof, state=ProofState.CHANGED, changes=(*said, *proof.changes))
    proof = replace(proof, changes=(*_contested(document, proof), *proof.changes))
    errors = tuple(_errors(document))
    state = ProofState.REFUSED if errors and proof.state in {ProofState.CURRENT, ProofState.ISSUED} else proof.state
    return replace(proof, state=state, changes=(*errors, *proof.changes))


def _contested(document: DocumentFacts, proof: DocumentProof) -> Iterator[Message]:
    """Each weaker word about this revision that a better proved one of the same person holds back."""
    key = (document_key(document.kind, document.topic), proof.revision)
    for judged in document.project_facts.judgement.records:
        record = judged.record
        if judged.fault is Fault.CONTESTED and (document_key(record.document, record.topic), record.revision) == key:
            text = "Contested: a weaker proof of {date} would lift what {person} said by a better one: not counted"
            yield message(text, date=judged.day, person=name_of(document.project, record.person))


def _errors(document: DocumentFacts) -> Iterator[Message]:
    """What is wrong with the records of a document, and with those of which nobody knows what they were about.

    Without digests: a customer reads this too, and may not have every record. `delivery check` names each.
    """
    judgement = document.project_facts.judgement
    key = document_key(document.kind, document.topic)
    lasting = [record for record in judgement.records if record.fault is not None and record.fault.is_lasting]
    refused = [record for record in lasting if not is_left_behind(record, judgement, document.issued)]
    if any(document_key(record.record.document, record.record.topic) == key for record in refused):
        yield message("A record about it does not count and is an error of delivery check")
    if document.issued and judgement.graph.missing:
        yield message("A record is gone: restore it from version control")
    if document.issued and document.project.damaged_records:
        yield message("A file under sign-offs/ is damaged: restore it from version control")


def _missing(document: DocumentFacts, slot: RequiredSignature) -> MissingSignature:
    view = document.project_facts.view
    here = {person.id for person in view.project.people if is_here(person, document.on)}
    names = [person for person in people_with_role(view, slot.party, slot.role) if person in here]
    also = [
        person.id
        for person in view.project.people
        if slot.role in person.signs and person.id not in names and person.id in here
    ]
    found = (*names, *also)
    standing_in = [
        told.deputy.deputy
        for told in told_deputies(view.project)
        if told.person.id in found and told.covers(document.kind, document.on) and told.is_agreed(document.on)
    ]
    return MissingSignature(required=slot, people=tuple(dict.fromkeys((*found, *standing_in))))
