"""Documents that a project does without, and change requests that are decided one by one."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.model.project import ChangeDecision, ChangeRequest
from delivery_wiki.model.status import GateState
from delivery_wiki.pages.state_marks import document_state
from delivery_wiki.pages.tree import Mark
from delivery_wiki.pages.words import Words
from tests.calculations.status_projects import complete_project, day, document_of, gate_of, status_of


def test_a_project_without_a_proof_of_concept_needs_no_record_of_it() -> None:
    """Gate and document say the same, and nobody owes it."""
    status = status_of(replace(complete_project(), poc=None))
    record = document_of(status, "poc-record")

    assert gate_of(status, "poc").state is GateState.SKIPPED
    assert not record.needed
    assert Words().message(record.reason) == "The project has no proof of concept"
    assert document_state(record, Words()).mark is Mark.NOT_NEEDED
    assert all(one.id != "poc" for one in status.owed)


def test_decided_change_requests_do_not_wait_for_signatures() -> None:
    """Each carries its own evidence: agreed and none of two signatures would contradict each other."""
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
    decided = document_of(status_of(replace(complete_project(), changes=(change,))), "change-request")
    waiting = replace(change, decision=ChangeDecision.OPEN, decided=None)
    undecided = document_of(status_of(replace(complete_project(), changes=(waiting,))), "change-request")

    assert (decided.state, decided.signatures_needed) == ("agreed", 0)
    assert undecided.signatures_needed == 2


def test_a_document_with_missing_sections_is_begun_not_written() -> None:
    """The reason of its state tells what is missing."""
    whole = complete_project()
    prose = {**whole.prose, "charter": replace(whole.prose["charter"], sections=())}
    documents = tuple(one for one in whole.documents if one.kind != "charter")
    charter = document_of(status_of(replace(whole, prose=prose, documents=documents)), "charter")

    assert charter.state == "draft"
    assert Words().message(charter.reason) == (
        "Begun, not written yet: Motivation, Documentation, reporting, communication"
    )
