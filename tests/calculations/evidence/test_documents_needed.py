"""Documents that a project does without, and change requests that are decided one by one."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.status import GateState
from delivery_wiki.pages.elements.state_marks import document_state
from delivery_wiki.pages.elements.tree import Mark
from delivery_wiki.pages.elements.words import Words
from tests.calculations.status_projects import complete_project, day, document_of, gate_of, status_of


def test_a_project_without_a_proof_of_concept_needs_no_record_of_it() -> None:
    """Gate and document say the same, and nobody owes it."""
    status = status_of(replace(complete_project(), poc=None))
    record = document_of(status, "poc-record")

    assert gate_of(status, "poc").state is GateState.SKIPPED
    assert not record.needed
    assert Words().message(record.reason) == "The project has no proof of concept"
    assert document_state(record, Words()).mark is Mark.NOT_NEEDED
    assert all(owed.id != "poc" for owed in status.owed)


def test_a_decided_change_request_does_not_wait_for_signatures() -> None:
    """It carries its own evidence; its paper is signed once it is issued."""
    change = ChangeRequest(
        id="CR-1",
        title="More",
        reason="More",
        raised=day(5, 1),
        raised_by="carl-lead",
        moves=("SOW-mail",),
        decision=ChangeDecision.AGREED,
        decided=day(5, 9),
        decided_by="carl-lead",
        evidence="Letter",
    )
    decided = document_of(status_of(replace(complete_project(), changes=(change,))), "change-request", "cr-1")
    waiting = replace(change, decision=ChangeDecision.OPEN, decided=None)
    undecided = document_of(status_of(replace(complete_project(), changes=(waiting,))), "change-request", "cr-1")

    assert (decided.state, decided.title, decided.signatures_needed) == ("agreed", "More", 0)
    assert (undecided.state, undecided.signatures_needed) == ("draft", 0)


def test_a_document_with_missing_sections_is_begun_not_written() -> None:
    """The reason of its state tells what is missing."""
    whole = complete_project()
    prose = {**whole.prose, "charter": replace(whole.prose["charter"], sections=())}
    documents = tuple(document for document in whole.documents if document.kind != "charter")
    charter = document_of(status_of(replace(whole, prose=prose, documents=documents)), "charter")

    assert charter.state == "draft"
    assert Words().message(charter.reason) == (
        "Begun, not written yet: Motivation, Documentation, reporting, communication"
    )
