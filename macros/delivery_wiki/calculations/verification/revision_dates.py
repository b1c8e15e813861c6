"""Revisions and their dates: no paper is dated before what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from delivery_wiki.model.finding import Finding, Location, error, warning

from ..base.phrases import listed
from ..evidence.document_facts import DocumentFacts, ProjectFacts, all_document_facts
from ..evidence.printed_facts import DatedRevision, PrintedFact, dated_revision, younger_facts
from ..evidence.signatures import signatures_of
from ..evidence.staleness import is_living

MOST_FACTS = 3


class _Make(Protocol):
    def __call__(self, code: str, place: Location, problem: str, repair: str, *, also: Location) -> Finding: ...


def check_revision_dates(project_facts: ProjectFacts) -> Iterator[Finding]:
    """Dated revisions with facts that are younger: an error, and a warning in documents that live on once agreed."""
    for document in all_document_facts(project_facts):
        yield from find_younger(document, warning if is_living(document) else error)


def younger_at_issue(document: DocumentFacts) -> Iterator[Finding]:
    """The same of a revision that is to be issued: no reader of a signed paper takes its date for a guess."""
    yield from find_younger(document, error)


def find_younger(document: DocumentFacts, make: _Make) -> Iterator[Finding]:
    """One finding for all facts of a document that are younger than its revision; none where that has no date."""
    revision = dated_revision(document)
    facts = younger_facts(document, revision) if revision else ()
    if revision is None or not facts:
        return
    code = "younger-than-revision"
    name = f"'{document.kind} {document.topic}'" if document.topic else f"'{document.kind}'"
    number = f" revision {revision.revision}" if revision.revision is not None else ""
    yield make(
        code,
        revision.location,
        f"{name}{number} is dated {revision.date} and contains what is younger: {_told(facts)}",
        _repair(document, revision, facts[0]),
        also=facts[0].location,
    )


def _told(facts: tuple[PrintedFact, ...]) -> str:
    named = [f"{fact.what} on {fact.date}" for fact in facts[:MOST_FACTS]]
    more = len(facts) - len(named)
    return listed([*named, f"{more} more"] if more else named)


def _repair(document: DocumentFacts, revision: DatedRevision, newest: PrintedFact) -> str:
    """A number that somebody has seen under a date keeps that date."""
    if revision.issued or signatures_of(document, document.revision):
        return f"Raise its revision and date that {newest.date} or later, or correct the date of the fact."
    return f"Set revised to {newest.date} or later, take it out while this is a draft, or correct the date of the fact."
