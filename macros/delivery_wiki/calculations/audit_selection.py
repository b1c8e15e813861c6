"""What belongs into an audit bundle: the records a reader may have, and only what these records need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from delivery_wiki.model.project import Issued, Party, Person, Project
from delivery_wiki.model.sign_off import Attestation, Witness

from .audience_view import AudienceView
from .sign_off_judgement import JudgedRecord, judge_records
from .verification import heads_among, records_for


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSelection:
    """Records and issued revisions for one reader, with the people, keys and attestations that they rest on.

    `returned` are the digests of signed PDFs that came back. `left_out` are records that this reader may not have but
    that records in the bundle follow: digests only, each with those that it follows in turn.
    """

    project: Project
    issued: tuple[Issued, ...]
    records: tuple[JudgedRecord, ...]
    attestations: tuple[Attestation, ...]
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
    digests = {one.digest for one in records}
    attestations = tuple(one for one in project.attestations if one.record in digests)
    named = _named(records, attestations)
    people = tuple(one for one in project.people if one.id in named)
    sides = {one.party for one in people}
    graph = judgement.graph
    followed = frozenset[str]().union(*(graph.ancestors[one] for one in digests))
    returned = {one.record.evidence.get("returned", "") for one in records}
    return AuditSelection(
        project=project,
        issued=project.issued,
        records=records,
        attestations=attestations,
        returned=tuple(sorted(returned & {one.digest for one in project.returned})),
        people=people,
        parties=tuple(one for one in project.parties if one.id in sides),
        witnesses=tuple(one for one in project.witnesses if one.id in named),
        heads=heads_among(records, graph),
        left_out={one: graph.records[one].heads for one in sorted(followed - digests)},
    )


def _named(records: tuple[JudgedRecord, ...], attestations: tuple[Attestation, ...]) -> set[str]:
    """Everybody whom records and attestations name, by id."""
    named = {one.record.person for one in records}
    named |= {one.record.evidence.get(key, "") for one in records for key in ("recorded-by", "witnessed-by")}
    named |= {name for one in attestations for name in (one.witness, *one.approved_by)}
    return named
