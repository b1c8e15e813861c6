"""Judges sign-off records: which of them count, and of each other one the reason in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.same import Same
from delivery_wiki.model.sign_off import (
    ANSWERED,
    Attestation,
    Channel,
    Meaning,
    ReturnedDocument,
    SignOff,
    record_digest,
)
from delivery_wiki.model.status import Message, message

from ..base.people import party_kind
from .attesting_people import is_by
from .demonstration_keys import keys_that_count
from .deputies import why_no_deputy
from .independence import told_by_the_vendor
from .issued_content import issued_fingerprint
from .judgement_basis import Fault, JudgementBasis, Reason, Rule, record_key, returned_document
from .last_words import Matter, contested_by, matter_of
from .shared_proofs import UsedProofs
from .sign_off_evidence import with_its_evidence
from .sign_off_graph import RecordGraph, person_of, record_graph, roles_on

SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRecord:
    """A record with its true digest, why it does not count, who attests when it was admitted, and its signed PDF.

    `told_by` are the names of the vendor's people where they alone say it of somebody of the customer.
    """

    record: SignOff
    digest: str
    fault: Fault | None = None
    reason: Message | None = None
    witness: Attestation | None = None
    returned: ReturnedDocument | None = None
    time_zone: str = "Etc/UTC"
    told_by: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the record proves what it says."""
        return self.fault is None

    @property
    def day(self) -> dt.date:
        """When it was signed: the day of the answer, or that a witness attests, else that it says itself.

        In the project's time zone, but for an answer, which names its day itself.
        """
        if self.record.answered is not None:
            return self.record.answered
        return day_in((self.witness or self.record).time, self.time_zone)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Every record of a project, judged, and their graph."""

    records: tuple[JudgedRecord, ...]
    graph: RecordGraph

    @property
    def counting(self) -> tuple[JudgedRecord, ...]:
        """The records that count."""
        return tuple(record for record in self.records if record.counts)


def judge_records(project: Project, presumed: Sequence[Attestation] = (), *, on: dt.date | None = None) -> Judgement:
    """Every record in the order in which records follow each other; `on` is the day on which they are looked at.

    `presumed` are attestations that a witness is about to sign: would the record count under them?
    """
    return _judge_presumed(project, presumed, on) if presumed else _judge_records(Same(project), on)


@lru_cache(maxsize=64)
def _judge_records(key: Same[Project], on: dt.date | None) -> Judgement:
    return _judge_presumed(key.value, (), on)


def _judge_presumed(project: Project, presumed: Sequence[Attestation], on: dt.date | None) -> Judgement:
    graph = record_graph(project.sign_offs)
    if not project.sign_offs:
        return Judgement(records=(), graph=graph)
    issued = {(revision.document, revision.topic, revision.revision): revision for revision in project.issued}
    changed = {key for key, revision in issued.items() if not is_intact(project, revision)}
    basis = JudgementBasis(project=project, graph=graph, issued=issued, changed=frozenset(changed))
    witnesses = _trusted(project) | {attestation.record: attestation for attestation in presumed}
    judged = [_judge(basis, record, witnesses.get(record_digest(record))) for record in project.sign_offs]
    # A digest changes with every byte of a document: only between two records of one person does it decide.
    judged.sort(
        key=lambda record: (
            len(graph.ancestors[record.digest]),
            record.record.time,
            record.record.person,
            record.digest,
            record.record.name,
        )
    )
    proven = _each_by_its_own_proof(project, judged)
    seen = [record if on is None else _seen_on(record, on) for record in proven]
    return Judgement(records=tuple(_uncontested(seen, graph)), graph=graph)


def _each_by_its_own_proof(project: Project, judged: Sequence[JudgedRecord]) -> Iterator[JudgedRecord]:
    """The records in their order; one whose proof was used before by another person does not count."""
    used, seen = UsedProofs(), set[str]()
    returned = {returned.digest: returned for returned in project.returned}
    own = {issued.pdf for issued in project.issued if issued.pdf}
    for record in judged:
        again = used.use(record.record, returned, own) if record.counts and record.digest not in seen else None
        seen.add(record.digest)
        yield replace(record, fault=Fault.SHARED_PROOF, reason=again) if again else record


def _seen_on(judged: JudgedRecord, on: dt.date) -> JudgedRecord:
    """A record of a later day has not been given yet."""
    if judged.fault is not None or judged.day <= on:
        return judged
    reason = message("Signed on {date}, after the as-of date {on}", date=judged.day, on=on)
    return replace(judged, fault=Fault.AFTER_AS_OF, reason=reason)


def _uncontested(judged: Sequence[JudgedRecord], graph: RecordGraph) -> Iterator[JudgedRecord]:
    """The records in their order; one that would lift a better proved no of the same person does not count."""
    counting = {record.digest: record for record in judged if record.counts}
    theirs: dict[Matter, list[str]] = {}
    for record in counting.values():
        theirs.setdefault(matter_of(record.record), []).append(record.digest)
    for record in judged:
        against = contested_by(record.digest, theirs[matter_of(record.record)], graph) if record.counts else None
        yield _contested(record, counting[against]) if against else record


def _contested(judged: JudgedRecord, against: JudgedRecord) -> JudgedRecord:
    text = "Contested: a better proved no of the same person stands against it, the record {record} of {date}"
    if against.record.meaning.agrees:
        text = "Contested: better proved conditions of the same person stand against it, the record {record} of {date}"
    reason = message(text, record=against.digest[:SHOWN_DIGITS], date=against.day)
    return replace(judged, fault=Fault.CONTESTED, reason=reason)


def day_in(time: str, zone: str) -> dt.date:
    """The day of a moment in a time zone; that of UTC for a zone that this machine does not know."""
    try:
        return dt.datetime.fromisoformat(time).astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return dt.date.fromisoformat(time[:10])


def is_left_behind(judged: JudgedRecord, judgement: Judgement, issued: Iterable[Issued]) -> bool:
    """Whether nothing rests on a record that does not count, so that nobody has to do anything about it.

    Its person signed again in the knowledge of it, or its time is forged and a later revision replaced the one that it
    is about.
    """
    record = judged.record
    if judged.fault is Fault.OUT_OF_ORDER:
        later = (
            revision for revision in issued if (revision.document, revision.topic) == (record.document, record.topic)
        )
        if any(revision.revision > record.revision for revision in later):
            return True
    own = (judged for judged in judgement.counting if matter_of(judged.record) == matter_of(record))
    return any(judgement.graph.follows(record.digest, judged.digest) for record in own)


def is_intact(project: Project, issued: Issued) -> bool:
    """Whether an issued revision is as it was: its content by its fingerprint, its PDF by its SHA-256."""
    return issued.fingerprint == issued_fingerprint(project.slug, issued) and has_its_pdf(project, issued)


def has_its_pdf(project: Project, issued: Issued) -> bool:
    """Whether document.pdf is the one that was issued; true where none was."""
    return not issued.pdf or project.frozen_pdfs.get(frozen_name(issued)) == issued.pdf


def frozen_name(issued: Issued) -> str:
    """The name of the folder under issued/."""
    return "/".join(issued.location.file.split("/")[-2:-1])


def _judge(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> JudgedRecord:
    digest = record_digest(record)
    found = next((outcome for rule in _RULES if (outcome := rule(basis, record, witness))), None)
    fault, reason = found or (None, None)
    returned = returned_document(basis, record)
    return JudgedRecord(
        record=record,
        digest=digest,
        fault=fault,
        reason=reason,
        witness=witness,
        returned=returned,
        time_zone=basis.project.time_zone,
        told_by=told_by_the_vendor(basis.project, record),
    )


def _unchanged(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    if record.exact and record.name == record_digest(record):
        return None
    return Fault.EDITED, message("The file was edited or renamed: its name is not the digest of its content")


def _of_this_project(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    if record.project == basis.project.slug:
        return None
    return Fault.OTHER_PROJECT, message("The record is of project {project}", project=record.project)


def _over_the_issue(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    key = record_key(record)
    issued = basis.issued.get(key)
    if issued is None:
        text = "Revision {revision} of this document is not under issued/: its folder is gone, or nobody issued it"
        return Fault.NOT_ISSUED, message(text, revision=record.revision)
    if record.audience != issued.audience:
        return Fault.OTHER_AUDIENCE, message("The record is over content for another audience")
    if record.fingerprint != issued.fingerprint:
        return _over_something_else(basis, record)
    if key in basis.changed or record.content != issued.digest:
        return Fault.CONTENT_CHANGED, message("The issued content was changed after it was signed")
    if record.pins != issued.pins:
        return Fault.OTHER_CONTENT, message("The record names other pinned versions than what is issued")
    return None


def _over_something_else(basis: JudgementBasis, record: SignOff) -> Reason:
    for (document, topic, revision), issued in basis.issued.items():
        if issued.fingerprint == record.fingerprint:
            text = "The record was copied from {document}, revision {revision}"
            name = f"{document} {topic}" if topic else document
            return Fault.OTHER_DOCUMENT, message(text, document=name, revision=revision)
    return Fault.OTHER_CONTENT, message("The record is over other content than what is issued")


def _by_a_known_person(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    """Role and side as the roster says them; a witness has seen what it said at admission."""
    person = person_of(basis.project, record.person)
    if person is None:
        return Fault.UNKNOWN_PERSON, message("{person} is not in the roster of project.yml", person=record.person)
    day = (witness or record).time[:10]
    if person.until is not None and day > person.until.isoformat():
        return Fault.PERSON_LEFT, message("{person} left on {date}", person=record.person, date=person.until)
    if witness is not None:
        return None
    person = person_of(basis.project, record.speaker) or person  # a deputy signs in the role of whom they stand in for
    if record.role not in roles_on(person, day) and not _had_at_the_issue(basis, record, person):
        text = "{person} does not sign as {role}, but as {roles}"
        roles = (person.role, *person.signs)
        return Fault.OTHER_ROLE, message(text, person=person.id, role=record.role, roles=roles)
    if party_kind(basis.project, record.person) is not record.party:
        text = "{person} does not sign for the side {party}"
        return Fault.OTHER_PARTY, message(text, person=record.person, party=record.party.value)
    return None


def _as_an_agreed_deputy(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    """Named for this kind of document and this day, and attested by then; a witness changes nothing of it."""
    if not record.represents:
        return None
    day = day_in((witness or record).time, basis.project.time_zone)
    refused = why_no_deputy(basis.project, record.person, record.represents, record.document, day)
    return (Fault.NOT_DEPUTY, refused) if refused is not None else None


def _had_at_the_issue(basis: JudgementBasis, record: SignOff, person: Person) -> bool:
    """Whether the role is the one that the issue froze; a roster that tells when the role ended knows better."""
    issued = basis.issued.get(record_key(record))
    ended = any(role.role == record.role for role in person.formerly)
    return issued is not None and not ended and issued.roles.get(person.id) == record.role


def _in_order(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    followed = [basis.graph.records[head] for head in record.heads if head in basis.graph.records]
    # A review is given before the pull request is merged and recorded after it: others may have signed meanwhile.
    if record.channel is not Channel.REVIEW and any(sign_off.time > record.time for sign_off in followed):
        return Fault.OUT_OF_ORDER, message("The record says an earlier time than a record that it follows")
    issued = basis.issued.get(record_key(record))
    # Both are days somewhere on earth: the one may have begun before the other's.
    if issued is not None and record.time[:10] < (issued.issued - dt.timedelta(days=1)).isoformat():
        return Fault.OUT_OF_ORDER, message(
            "The record says an earlier day than that of the issue, {date}", date=issued.issued
        )
    if record.channel.is_told and (said := record.evidence.get(ANSWERED)) is not None:
        untimely = _in_time(record, said, issued)
        if untimely is not None:
            return untimely
    if witness is not None and record.time[:10] > witness.time[:10]:
        return Fault.OUT_OF_ORDER, message("The record says a later day than its witness")
    return None


def _in_time(record: SignOff, said: str, issued: Issued | None) -> Reason | None:
    """An answer is given once its revision is issued, and before it is recorded, give or take a day on earth."""
    day, recorded = record.answered, dt.date.fromisoformat(record.time[:10])
    if day is None or day > recorded + dt.timedelta(days=1):
        text = "The record says that it was answered on {date}, which is no day before that of the record"
        return Fault.OUT_OF_ORDER, message(text, date=said)
    if issued is not None and day < issued.issued - dt.timedelta(days=1):
        text = "The record says that it was answered on {day}, before the revision was issued on {date}"
        return Fault.OUT_OF_ORDER, message(text, day=day, date=issued.issued)
    return None


def _of_a_fitting_meaning(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    if record.meaning is Meaning.DEEMED_ACCEPTED:
        if record.channel not in {Channel.MAIL, Channel.MEETING} or record.party is not PartyKind.CUSTOMER:
            text = "Only a customer accepts by silence, and somebody else records it"
            return Fault.WRONG_MEANING, message(text)
    elif record.meaning is not Meaning.REVIEWED and not record.meaning.agrees and not record.conditions:
        return Fault.WRONG_MEANING, message("Who rejects or withdraws says why")
    if record.meaning is Meaning.ACCEPTED_WITH_CONDITIONS and not record.conditions:
        return Fault.WRONG_MEANING, message("The conditions are missing")
    return None


def _attested(basis: JudgementBasis, record: SignOff, witness: Attestation | None) -> Reason | None:
    if basis.project.witness_required and witness is None:
        return Fault.NOT_WITNESSED, message("No witness attests when the record was admitted")
    return None


def _trusted(project: Project) -> dict[str, Attestation]:
    """What the witnesses of the project attest, by record; the earliest where several do."""
    found: dict[str, Attestation] = {}
    for made in sorted(project.attestations, key=lambda made: (made.time, made.name), reverse=True):
        if any(is_by(made, witness) for witness in keys_that_count(project, project.witnesses)):
            found[made.record] = made
    return found


_RULES: tuple[Rule, ...] = (
    _unchanged,
    _of_this_project,
    _over_the_issue,
    _by_a_known_person,
    _as_an_agreed_deputy,
    _in_order,
    _of_a_fitting_meaning,
    with_its_evidence,
    _attested,
)
