"""Drafts sign-off records: who may sign what, in which role, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from delivery_wiki.model.document_names import document_id, document_key
from delivery_wiki.model.process import PartyKind, RequiredSignature, TemplateSet
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff, record_digest, sealed
from delivery_wiki.model.status import Message, message

from ..base.audience_view import AudienceView
from ..base.people import nearest_person, party_kind
from .deputies import represented_by, told_deputies, why_no_deputy
from .judgement_basis import Fault
from .last_words import comes_after, contested_by, matter_of
from .proof_strength import is_same_word, is_stronger
from .sign_off_graph import person_of, record_graph, roster_digest
from .sign_off_judgement import SHOWN_DIGITS, JudgedRecord, day_in, is_intact, judge_records

ACCEPTING = frozenset({Meaning.ACCEPTED, Meaning.ACCEPTED_WITH_CONDITIONS})


class Refused(Exception):
    """A signature that may not be recorded; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What somebody says over an issued revision, before it becomes a record."""

    issued: Issued
    person: str
    meaning: Meaning
    channel: Channel
    time: str
    conditions: str = ""
    role: str = ""
    represents: str = ""


def issued_by_name(project: Project, revision: int | None = None) -> dict[str, Issued]:
    """The newest issued revision of each document, or the one asked for, by the id of the document."""
    found: dict[str, Issued] = {}
    for issued in sorted(project.issued, key=lambda issued: issued.revision):
        if revision in (None, issued.revision):
            found[document_id(issued.document, issued.topic)] = issued
    return found


def required_for(view: AudienceView, issued: Issued) -> tuple[RequiredSignature, ...]:
    """What the template and the project ask for on an issued document."""
    return required_signatures_of(view, issued.document)


def required_signatures_of(view: AudienceView, kind: str) -> tuple[RequiredSignature, ...]:
    """What the template and the project ask for on a document of this kind."""
    return required_of(view.templates, view.project, kind)


def required_of(templates: TemplateSet | None, project: Project, kind: str) -> tuple[RequiredSignature, ...]:
    """The same before there is a view; without the pinned templates, what the project asks for by itself."""
    return (*asked_by_template(templates, project, kind), *_asked_by_project(project, kind))


def asked_by_template(templates: TemplateSet | None, project: Project, kind: str) -> tuple[RequiredSignature, ...]:
    """What the template alone asks for: what the project repeats of it is the project's, and one signature, not two."""
    template = templates.by_kind.get(kind) if templates else None
    repeated = {(extra.party, extra.role, extra.meaning) for extra in _asked_by_project(project, kind)}
    asked = template.signatures if template else ()
    return tuple(required for required in asked if (required.party, required.role, required.meaning) not in repeated)


def _asked_by_project(project: Project, kind: str) -> tuple[RequiredSignature, ...]:
    return tuple(
        RequiredSignature(
            party=signature.party,
            role=signature.role,
            meaning=signature.meaning,
            count=signature.count,
            carries_out=signature.carries_out,
        )
        for signature in project.signatures
        if document_key(signature.document, None) == document_key(kind, None)
    )


def draft_record(view: AudienceView, roster: Project, signing: Signing) -> SignOff:
    """The record without its evidence; raises Refused. `roster` is the project as the base version knows it."""
    project, issued = view.project, signing.issued
    person = _signer(project, roster, signing.person)
    party = party_kind(roster, person.id)
    if party is None:
        raise Refused(message("{person} belongs to no party of the project", person=person.id))
    if not is_intact(project, issued):
        raise Refused(message("The issued content was changed after it was issued"))
    if issued.audience != "customer":
        raise Refused(message("A document that stays with the vendor is not signed"))
    _refuse_unfitting(person, party, signing.meaning)
    if signing.conditions.strip() and signing.meaning in {Meaning.APPROVED, Meaning.ACCEPTED}:
        text = "{meaning} has no conditions: the customer may say accepted-with-conditions, either side rejected"
        raise Refused(message(text, meaning=signing.meaning.value))
    for_whom = _represented(view, roster, person, party, signing)
    role, statement = _capacity(view, person_of(roster, for_whom) or person, party, signing)
    return SignOff(
        project=project.slug,
        document=issued.document,
        topic=issued.topic,
        audience=issued.audience,
        revision=issued.revision,
        fingerprint=issued.fingerprint,
        content=issued.digest,
        pins=issued.pins,
        person=person.id,
        role=role,
        party=party,
        roster=roster_digest(person),
        represents=for_whom,
        meaning=signing.meaning,
        statement=statement,
        conditions=signing.conditions,
        time=signing.time,
        channel=signing.channel,
        heads=record_graph(project.sign_offs).heads,
    )


def admit(project: Project, record: SignOff) -> tuple[SignOff, Message | None]:
    """The record under its name, and what is still missing for it to count; raises Refused where it never will."""
    record = sealed(record)
    _refuse_repeated(project, record)
    _refuse_older(project, record)
    _refuse_idle_withdrawal(project, record)
    _refuse_contested(project, record)
    judged = judge_one(project, record)
    if judged.fault is Fault.NOT_WITNESSED:
        return record, judged.reason
    if judged.reason is not None:
        raise Refused(judged.reason)
    return record, None


def judge_one(project: Project, record: SignOff) -> JudgedRecord:
    """A record as it would be judged beside the others."""
    judgement = judge_records(replace(project, sign_offs=(*project.sign_offs, record)))
    return next(judged for judged in judgement.records if judged.record is record)


def _refuse_repeated(project: Project, record: SignOff) -> None:
    for judged in judge_records(project).counting:
        known = judged.record
        if matter_of(known) != matter_of(record):
            continue
        if is_same_word(known, record) and not _is_followed(project, judged) and not is_stronger(record, known):
            text = "{person} has already {meaning} this revision"
            raise Refused(message(text, person=record.person, meaning=known.meaning.value))


def _refuse_older(project: Project, record: SignOff) -> None:
    """An answer that comes late is no newer word than what the same person said on a later day."""
    later = [known for known in words_before(project, record) if known.spoken > record.spoken]
    if record.answered is not None and later:
        newest = max(later, key=lambda known: known.spoken)
        text = "it is of {answered}, and {person} said later, on {date}: {meaning}, in the record {record}"
        raise Refused(
            message(
                text,
                answered=record.answered,
                person=record.person,
                date=newest.spoken,
                meaning=newest.meaning.value,
                record=record_digest(newest)[:SHOWN_DIGITS],
            )
        )


def words_before(project: Project, record: SignOff) -> tuple[SignOff, ...]:
    """What the same person said over the same revision, as far as it counts or waits to be attested; the latest last.

    Without what a later word took the place of.
    """
    theirs = [judged for judged in judge_records(project).records if matter_of(judged.record) == matter_of(record)]
    said = [judged for judged in theirs if judged.counts or judged.fault is Fault.NOT_WITNESSED]
    graph = record_graph(project.sign_offs)
    digests = [judged.digest for judged in said if judged.record.meaning is not Meaning.REVIEWED]
    left = [judged for judged in said if not any(comes_after(digest, judged.digest, graph) for digest in digests)]
    return tuple(judged.record for judged in left if judged.digest in digests)


def _is_followed(project: Project, judged: JudgedRecord) -> bool:
    """Whether the same person said something else later."""
    graph = record_graph(project.sign_offs)
    return any(
        comes_after(digest, judged.digest, graph)
        for digest, record in graph.records.items()
        if matter_of(record) == matter_of(judged.record) and not is_same_word(record, judged.record)
    )


def _refuse_contested(project: Project, record: SignOff) -> None:
    """What would lift a better proved word of the same person is refused before anybody attests it."""
    judgement = judge_records(project)
    theirs = {judged.digest: judged for judged in judgement.counting if matter_of(judged.record) == matter_of(record)}
    graph = record_graph((*project.sign_offs, record))
    against = contested_by(record_digest(record), theirs, graph)
    if against is not None:
        known = theirs[against].record
        text = (
            "{person} has {meaning} this revision by a better proof, and a weaker one does not lift it: they sign "
            "with their key or in the PDF, or a new revision is issued"
        )
        raise Refused(message(text, person=record.person, meaning=known.meaning.value))


def _refuse_idle_withdrawal(project: Project, record: SignOff) -> None:
    """Nobody takes back what they never said, here or in a record that is still to be attested."""
    said = [sign_off for sign_off in project.sign_offs if matter_of(sign_off) == matter_of(record)]
    if record.meaning is Meaning.WITHDRAWN and not any(sign_off.meaning is not Meaning.REVIEWED for sign_off in said):
        text = "{person} has said nothing about this revision that could be withdrawn"
        raise Refused(message(text, person=record.person))


def _signer(project: Project, roster: Project, id: str) -> Person:
    person = person_of(roster, id)
    if person is None:
        if person_of(project, id) is not None:
            text = "{person} is not in the roster of the base version: nobody is added in the change that they sign"
            raise Refused(message(text, person=id))
        raise Refused(not_in_the_roster(roster, id))
    return person


def not_in_the_roster(project: Project, id: str) -> Message:
    """That nobody has an id, with the one that was meant."""
    near = nearest_person(project, id)
    if near:
        return message("{person} is not in the roster of project.yml; the nearest id is {near}", person=id, near=near)
    return message("{person} is not in the roster of project.yml", person=id)


def _refuse_unfitting(person: Person, party: PartyKind, meaning: Meaning) -> None:
    """The vendor's side approves what it issues, the customer accepts it; the one does not say the other's word."""
    if meaning is Meaning.APPROVED and party is PartyKind.CUSTOMER:
        text = "{person} signs for the customer, who accepts: accepted, accepted-with-conditions or rejected"
        raise Refused(message(text, person=person.id))
    if meaning in ACCEPTING and party is not PartyKind.CUSTOMER:
        text = "{person} signs for the side {party}, which approves: approved or rejected; the customer accepts"
        raise Refused(message(text, person=person.id, party=party.value))


def _represented(view: AudienceView, roster: Project, person: Person, party: PartyKind, signing: Signing) -> str:
    """For whom somebody signs as deputy: who is named, or the one person where they do not sign this themselves."""
    kind, day = signing.issued.document, day_in(signing.time, view.project.time_zone)
    if signing.represents:
        if person_of(roster, signing.represents) is None:
            raise Refused(not_in_the_roster(roster, signing.represents))
        refused = why_no_deputy(view.project, person.id, signing.represents, kind, day)
        if refused is not None:
            raise Refused(refused)
        return signing.represents
    if signing.role or any(_fitting(view, person, party, signing.issued)):
        return ""
    people = (person_of(roster, id) for id in represented_by(view.project, person.id, kind, day))
    found = [named.id for named in people if named and any(_fitting(view, named, party, signing.issued))]
    if len(found) > 1:
        text = "{deputy} is deputy of several who sign this: say for whom, of {people}"
        raise Refused(message(text, deputy=person.id, people=tuple(found)))
    if not found:
        for told in told_deputies(view.project):
            if told.deputy.deputy == person.id and any(_fitting(view, told.person, party, signing.issued)):
                refused = why_no_deputy(view.project, person.id, told.person.id, kind, day)
                if refused is not None:
                    raise Refused(refused)
    return found[0] if found else ""


def _capacity(view: AudienceView, person: Person, party: PartyKind, signing: Signing) -> tuple[str, str]:
    """The role in which somebody signs, and what the template says that it means."""
    fitting = list(_fitting(view, person, party, signing.issued))
    if signing.role:
        fitting = [seat for seat in fitting if seat[0].casefold() == signing.role.casefold()]
    if fitting:
        return fitting[0]
    if signing.meaning is Meaning.REVIEWED and not signing.role:
        return person.role, ""
    needed = tuple(f"{required.party.value} {required.role}" for required in required_for(view, signing.issued))
    text = "{person} ({role}, {party}) signs no document of this kind; it is signed by: {needed}"
    raise Refused(message(text, person=person.id, role=person.role, party=party.value, needed=needed or "nobody"))


def _fitting(view: AudienceView, person: Person, party: PartyKind, issued: Issued) -> Iterator[tuple[str, str]]:
    for slot in required_for(view, issued):
        spelled = view.spellings(slot.role)
        for role in (person.role, *person.signs):
            if slot.party is party and role.casefold() in spelled:
                yield role, slot.meaning
