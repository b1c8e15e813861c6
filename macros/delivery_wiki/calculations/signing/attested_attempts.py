"""Answers about deliverables that somebody took in: they count once another person attests that they were given.

Another person attests by a key of their own, or by approving the pull request as a witness of the project saw it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt, Deliverable, StatementOfWork
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sign_off import Attestation, Tree, canonical_json

from .attesting_people import attesting


class AttemptProof(Enum):
    """What stands behind an answer about a deliverable."""

    NOTED = "noted"
    RECEIVED = "received"
    ATTESTED = "attested"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAttempt:
    """An attempt with its deliverable and the digest that is attested."""

    deliverable: Deliverable
    attempt: AcceptanceAttempt
    digest: str

    @property
    def proof(self) -> AttemptProof:
        """What stands behind it: a note of the team, an answer that nobody attested yet, or one that somebody did."""
        if self.attempt.recorded_by is None:
            return AttemptProof.NOTED
        return AttemptProof.ATTESTED if self.attempt.counts else AttemptProof.RECEIVED


def told_attempts(project: Project) -> Iterator[ToldAttempt]:
    """Every attempt of the deliverables, in the order of the files."""
    for sow in project.sows:
        for deliverable in sow.deliverables:
            for attempt in deliverable.attempts:
                digest = attempt_digest(project.slug, deliverable.id, attempt)
                yield ToldAttempt(deliverable=deliverable, attempt=attempt, digest=digest)


def attempt_digest(slug: str, deliverable: str, attempt: AcceptanceAttempt) -> str:
    """The digest of what a witness attests."""
    return hashlib.sha256(canonical_json(attempt_tree(slug, deliverable, attempt))).hexdigest()


def attempt_tree(slug: str, deliverable: str, attempt: AcceptanceAttempt) -> dict[str, Tree]:
    """What a witness attests: who said what about which words when, who took it in, and where it came from."""
    return {
        "project": slug,
        "deliverable": deliverable,
        "date": attempt.date.isoformat(),
        "outcome": attempt.outcome.value,
        "occurrence": attempt.occurrence or 0,
        "by": attempt.by or "",
        "criterion": attempt.criterion or "",
        "reason": attempt.reason,
        "evidence": attempt.evidence,
        "words": attempt.words,
        "recorded_by": attempt.recorded_by or "",
    }


def with_attested_attempts(project: Project) -> Project:
    """The project in which each received attempt says who attested it; one that nobody did counts for nothing."""
    if not any(attempt.recorded_by for attempt in _attempts(project)):
        return project
    return replace(project, sows=tuple(_judged(project, sow) for sow in project.sows))


def may_attest(attempt: AcceptanceAttempt, person: str) -> bool:
    """Whether somebody is another person than the one who answered and the one who took it in."""
    return person not in {attempt.by, attempt.recorded_by}


def _attempts(project: Project) -> Iterator[AcceptanceAttempt]:
    for sow in project.sows:
        for deliverable in sow.deliverables:
            yield from deliverable.attempts


def _judged(project: Project, sow: StatementOfWork) -> StatementOfWork:
    deliverables = tuple(
        replace(each, attempts=tuple(_attested(project, each.id, attempt) for attempt in each.attempts))
        for each in sow.deliverables
    )
    return replace(sow, deliverables=deliverables)


def _attested(project: Project, deliverable: str, attempt: AcceptanceAttempt) -> AcceptanceAttempt:
    if attempt.recorded_by is None:
        return attempt
    digest = attempt_digest(project.slug, deliverable, attempt)
    made = sorted((made for made in project.attestations if made.record == digest), key=_by_time)
    for attestation in made:
        for person in sorted(attesting(project, attestation)):
            if may_attest(attempt, person):
                day = dt.date.fromisoformat(attestation.time[:10])
                return replace(attempt, attested_by=person, attested_on=day)
    return replace(attempt, attested_by="", attested_on=None)


def _by_time(attestation: Attestation) -> tuple[str, str]:
    return (attestation.time, attestation.name)
