"""Why nobody should sign a document: it has blanks, what it rests on proved false, or its project is over."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.document_kinds import CHANGE_REQUEST, CONCEPT, FORMAL_OFFER, change_request
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.register_entries import Assumption, AssumptionState
from delivery_wiki.model.status import Message, message

from ..base.phrases import about
from ..money.agreed_changes import agreed, decision_on
from .document_facts import DocumentFacts
from .document_sections import missing_sections
from .signatures import signatures_of


def has_places_to_sign(document: DocumentFacts, *, is_archived: bool) -> bool:
    """Whether a document carries its signature block; a revision that was issued or signed reads as it did."""
    issued = document.issue_of(document.revision)
    if issued is not None:
        return issued.places_to_sign > 0 or not issued.content
    if signatures_of(document, document.revision):
        return True
    return why_unfit(document, is_archived=is_archived) is None and not _is_decided(document)


def why_unfit(document: DocumentFacts, *, is_archived: bool) -> Message | None:
    """Why nobody should sign it as it stands; None where somebody may."""
    if is_archived:
        return message("The project has ended")
    if missing := missing_sections(document):
        return message("Not written yet: {sections}", sections=missing)
    if false := tuple(assumption.id for assumption in false_assumptions(document)):
        return about(
            list(false), "{names}, which it rests on, proved false", "{names}, which it rests on, proved false"
        )
    return None


def _is_decided(document: DocumentFacts) -> bool:
    """Whether a change request was decided without its paper: nobody is asked for a second word."""
    change = change_request(document.project, document.topic) if document.kind == CHANGE_REQUEST.id else None
    if change is None:
        return False
    return bool(change.withdrawn) or decision_on(change, document.on) is not ChangeDecision.OPEN


def false_assumptions(document: DocumentFacts) -> Iterator[Assumption]:
    """The assumptions that a document rests on and that proved false.

    The concept shows all of a project: what a change request that both sides agreed to is about is settled.
    """
    named = _named(document)
    for assumption in document.project.assumptions:
        if assumption.state is AssumptionState.FALSE and not assumption.withdrawn and assumption.id in named:
            yield assumption


def _named(document: DocumentFacts) -> frozenset[str]:
    project = document.project
    if document.kind == CONCEPT.id:
        settled = {id for change in agreed(project.changes, document.on) for id in change.moves}
        return frozenset(assumption.id for assumption in project.assumptions if assumption.id not in settled)
    if document.kind == FORMAL_OFFER.id and project.offer is not None:
        offered = [sow for sow in project.sows if {sow.id, sow.topic} & {*project.offer.sows}]
        return frozenset(assumption for sow in offered for assumption in sow.assumptions)
    return frozenset(document.sow.assumptions) if document.sow is not None else frozenset()
