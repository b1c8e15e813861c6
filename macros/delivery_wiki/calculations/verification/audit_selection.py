"""What belongs into an audit bundle: the records a reader may have, and only what these records need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.parties import Party, Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Attestation, Witness

from ..base.audience_view import AudienceView
from ..signing.attested_attempts import ToldAttempt, told_attempts
from ..signing.deputies import told_deputies
from ..signing.sign_off_judgement import JudgedRecord, judge_records
from .revision_verification import heads_among, records_for


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSelection:
    """Records and issued revisions for one reader, with the people, keys and attestations that they rest on.

    `answers` are those about deliverables that somebody took in, for others to attest. `returned` are the digests of
    signed PDFs that came back. `left_out` are records that this reader may not have but that records in the bundle
    follow: digests only, each with those that it follows in turn.
    """

    project: Project
    issued: tuple[Issued, ...]
    records: tuple[JudgedRecord, ...]
    attestations: tuple[Attestation, ...]
    answers: tuple[ToldAttempt, ...]
    returned: tuple[str, ...]
    people: tuple[Person, ...]
    parties: tuple[Party, ...]
    witnesses: tuple[Witness, ...]
    heads: tuple[str, ...]
    left_out: Mapping[str, tuple[str, ...]]


def select_for_audit(view: AudienceView) -> AuditSelection:
    """Everything that a reader needs to check what a project's records prove."""
    project, judgement = view.project, judge_records(view.project)
    records = records_for(view, judgement)
    digests = {record.digest for record in records}
    standing_in = {(record.record.person, record.record.represents) for record in records}
    deputies = {told.digest for told in told_deputies(project) if (told.deputy.deputy, told.person.id) in standing_in}
    answers = tuple(told for told in told_attempts(project) if told.attempt.recorded_by)
    attested = digests | deputies | {told.digest for told in answers}
    attestations = tuple(made for made in project.attestations if made.record in attested)
    named = _named(records, attestations)
    named |= {name for told in answers for name in (told.attempt.by or "", told.attempt.recorded_by or "")}
    people = tuple(person for person in project.people if person.id in named)
    sides = {person.party for person in people}
    graph = judgement.graph
    followed = frozenset[str]().union(*(graph.ancestors[digest] for digest in digests))
    returned = {record.record.evidence.get("returned", "") for record in records}
    return AuditSelection(
        project=project,
        issued=project.issued,
        records=records,
        attestations=attestations,
        answers=answers,
        returned=tuple(sorted(returned & {returned.digest for returned in project.returned})),
        people=people,
        parties=tuple(party for party in project.parties if party.id in sides),
        witnesses=tuple(witness for witness in project.witnesses if witness.id in named),
        heads=heads_among(records, graph),
        left_out={digest: graph.records[digest].heads for digest in sorted(followed - digests)},
    )


def _named(records: tuple[JudgedRecord, ...], attestations: tuple[Attestation, ...]) -> set[str]:
    """Everybody whom records and attestations name, by id."""
    named = {person for record in records for person in (record.record.person, record.record.represents)}
    named |= {record.record.evidence.get(key, "") for record in records for key in ("recorded-by", "witnessed-by")}
    named |= {name for attestation in attestations for name in (attestation.witness, *attestation.approved_by)}
    return named
