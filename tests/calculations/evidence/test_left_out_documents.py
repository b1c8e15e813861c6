"""What a project goes without: said with its reason, waited for by no gate, and never what is agreed or signed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.model.document_kinds import MAY_BE_LEFT_OUT
from delivery_wiki.model.project.document_record import DocumentRecord
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CriterionState, CriterionStatus
from tests.calculations.status_projects import ON, complete_project, status_of, view_of

REASON = "The order was placed without an offer of ours."


def without(kind: str, *, said: bool) -> Project:
    """A project that lacks the content of a kind, and says why or does not."""
    bare = replace(complete_project(), agenda=None, environment=None, sizing=None, poc=None, offer=None)
    kept = tuple(document for document in bare.documents if document.kind != kind)
    return replace(bare, documents=(*kept, DocumentRecord(kind=kind, not_needed=REASON)) if said else kept)


@pytest.mark.parametrize("kind", sorted(MAY_BE_LEFT_OUT))
def test_it_is_not_needed_and_says_why(kind: str) -> None:
    """On every page that lists documents."""
    (left,) = [document for document in status_of(without(kind, said=True), ON).documents if document.kind == kind]
    (asked,) = [document for document in status_of(without(kind, said=False), ON).documents if document.kind == kind]

    assert (left.needed, dict(left.reason.values).get("reason")) == (False, REASON)
    assert asked.needed or kind == "poc-record"


def criteria_about(project: Project, kind: str) -> list[CriterionStatus]:
    """The criteria of all gates that ask for a document of a kind, or for what it computes."""
    asks = {
        criterion.id
        for gate in view_of(project).process.gates
        for criterion in gate.criteria
        if kind in (criterion.document, (criterion.check or "").removesuffix("-computed"))
    }
    found = [criterion for gate in status_of(project, ON).gates for criterion in gate.criteria if criterion.id in asks]
    assert found
    return found


def test_gates_do_not_wait_for_it() -> None:
    """A criterion about it holds with the reason, and is open without."""
    for kind in ("formal-offer", "sizing", "environment-evaluation"):
        open_, met = (
            [criterion.state for criterion in criteria_about(without(kind, said=said), kind)] for said in (False, True)
        )
        assert CriterionState.MET not in open_
        assert set(met) == {CriterionState.MET}


def test_what_is_written_is_not_left_out() -> None:
    """A reason beside the document changes nothing."""
    whole = complete_project()
    said = replace(whole, documents=(*whole.documents, DocumentRecord(kind="sizing", not_needed=REASON)))

    assert [document.needed for document in status_of(said, ON).documents if document.kind == "sizing"] == [True]
