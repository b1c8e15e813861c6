"""The process definitions and templates that ship: complete, consistent, and really two versions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from delivery_wiki.calculations.verification.process_differences import Aspect, find_differences
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition, TemplateSet
from delivery_wiki.reading.repository import read_repository

ROOT = Path(__file__).parent.parent
ID = "ox-professional-services"
VERSIONS = ("2011-10-18", "2011-11-03")


@cache
def library() -> Library:
    """The data of this repository."""
    return read_repository(ROOT, ROOT, slugs=("none",)).library


def process(version: str) -> ProcessDefinition:
    """A version that ships."""
    found = library().process(ID, version)
    assert found is not None
    return found


def templates() -> TemplateSet:
    """The standard templates."""
    found = library().template_set("standard", "1")
    assert found is not None
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_every_state_is_on_the_ladder_of_its_document(version: str) -> None:
    """A process cannot ask for a state that a document never has."""
    ladders = {kind: template.states for kind, template in templates().by_kind.items()}
    shipped = process(version)
    asked = [(document.document, document.state) for phase in shipped.phases for document in phase.documents]
    asked += [
        (criterion.document, criterion.state)
        for gate in shipped.gates
        for criterion in gate.criteria
        if criterion.document and criterion.state
    ]

    assert all(state in ladders[document] for document, state in asked)


@pytest.mark.parametrize("version", VERSIONS)
def test_phases_and_gates_keep_their_ids(version: str) -> None:
    """Labels change between versions, ids do not; the customer decides on Go / No-Go."""
    shipped = process(version)
    decision = next(gate for gate in shipped.gates if gate.id == "go-no-go")

    assert [phase.id for phase in shipped.phases] == ["initialisation", "concept", "implementation", "approval"]
    assert [gate.id for gate in shipped.gates] == ["poc", "go-no-go", "concept-agreed", "ready", "accepted"]
    assert decision.needs_decision
    assert decision.decided_by.value == "customer"


def test_the_versions_differ_as_their_sources_do() -> None:
    """The workshop moved to the front, the concept lives from the first phase on, minutes and a new spelling came."""
    found = {
        (difference.aspect, difference.name, difference.later.phase)
        for difference in find_differences(*(process(version) for version in VERSIONS))
    }

    assert (Aspect.PHASE, "Initialization", "Initialization") in found
    assert (Aspect.ACTIVITY, "Initial workshops", "Initialization") in found
    assert (Aspect.DOCUMENT, "implementation-concept", "Initialization") in found
    assert (Aspect.DOCUMENT, "minutes", "Initialization") in found


def test_the_concept_has_its_22_sections() -> None:
    """Ids are what concept/<id>.md is named after."""
    sections = [section.id for section in templates().by_kind["implementation-concept"].sections]

    assert len(sections) == len(set(sections)) == 22
    assert all(section.computed or section.prose for section in templates().by_kind["implementation-concept"].sections)


def test_only_the_retrospective_stays_inside() -> None:
    """Every other document is meant for the customer too."""
    assert [template.kind for template in templates().documents if template.audience != "customer"] == ["retrospective"]


def test_questions_have_unique_ids_and_cover_the_first_meeting() -> None:
    """What the published process names is asked."""
    ids = [question.id for area in templates().questionnaire for question in area.questions]

    assert len(ids) == len(set(ids))
    assert {"mail-system", "load-balancer", "storage", "mailboxes", "concurrent-sessions", "provisioning", "goals"} <= {
        question.id for question in templates().questionnaire[0].questions
    }
