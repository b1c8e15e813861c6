"""A status follows its evidence: it never runs ahead of it, whatever is there and in whatever order."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.evidence.requirement_states import LADDER
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.document_record import Adoption, EventKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CriterionState, GateState, Health, Progress, ProjectStatus
from tests.calculations.status_projects import (
    ON,
    VERSIONS,
    complete_project,
    day,
    gate_of,
    removals,
    sizing_result,
    status_of,
    view_of,
)
from tests.tries import tries

NAMES = {version: sorted(removals(complete_project(version))) for version in VERSIONS}
FORWARD = {GateState.SHUT: 0, GateState.SKIPPED: 0, GateState.REFUSED: 0, GateState.READY: 1, GateState.PASSED: 2}
PHASES = {Progress.NOT_STARTED: 0, Progress.CURRENT: 1, Progress.DONE: 2}
SOURCES = {"event", "signature"}


Reduction = tuple[str, list[str]]


@st.composite
def reductions(draw: st.DrawFn) -> Reduction:
    """A version of the process, and the pieces of evidence that the complete project is to lose."""
    version = draw(st.sampled_from(VERSIONS))
    return (version, draw(st.lists(st.sampled_from(NAMES[version]), max_size=12, unique=True)))


def reduced(reduction: Reduction) -> Project:
    """The complete project without some of its evidence."""
    version, gone = reduction
    return without(complete_project(version), gone)


def without(project: Project, names: list[str]) -> Project:
    """The project without the named pieces of evidence."""
    ways = removals(complete_project(project.process.version))
    for name in names:
        project = ways[name](project)
    return project


@pytest.mark.parametrize("version", VERSIONS)
def test_a_project_with_all_evidence_is_done(version: str) -> None:
    """Every gate is passed, every phase is done, and nothing is current."""
    status = status_of(complete_project(version))

    assert [gate.state for gate in status.gates] == [GateState.PASSED] * 5
    assert [phase.progress for phase in status.phases] == [Progress.DONE] * 4
    assert (status.current, status.next_gate, status.health) == (None, None, Health.ON_TRACK)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_empty_project_is_at_its_beginning(version: str) -> None:
    """Without evidence the first phase is current, no gate is passed and no document exists."""
    full = complete_project(version)
    empty = Project(
        slug="empty",
        vendor_fields=full.vendor_fields,
        title="Empty",
        language="en",
        time_zone="UTC",
        customer="city",
        process=full.process,
        templates=full.templates,
    )

    status = calculate_status(view_of(empty), on=ON)

    assert [phase.progress for phase in status.phases] == [Progress.CURRENT, *[Progress.NOT_STARTED] * 3]
    assert not any(gate.state is GateState.PASSED for gate in status.gates)
    assert {document.state for document in status.documents} == {"missing"}


@tries(150)
@given(reductions())
def test_a_phase_is_done_only_when_every_criterion_of_its_gates_is_met(reduction: Reduction) -> None:
    """And only when all phases before it are done."""
    status = status_of(reduced(reduction))

    for index, phase in enumerate(status.phases):
        if phase.progress is Progress.DONE:
            gates = [gate for gate in phase.gates if not gate.gate.optional]
            assert all(criterion.state is CriterionState.MET for gate in gates for criterion in gate.criteria)
            assert all(phase_status.progress is Progress.DONE for phase_status in status.phases[:index])


@tries(150)
@given(reductions(), st.data())
def test_taking_evidence_away_never_advances_anything(reduction: Reduction, data: st.DataObject) -> None:
    """Neither a phase nor a gate, neither a document nor a requirement."""
    version, gone = reduction
    project = reduced(reduction)
    left = [name for name in NAMES[version] if name not in gone]
    more = data.draw(st.sampled_from(left))

    before, after = status_of(project), status_of(without(project, [more]))

    assert_nowhere_ahead(after, before)


def assert_nowhere_ahead(after: ProjectStatus, before: ProjectStatus) -> None:
    """No part of one status is further than the same part of another."""
    for old, new in zip(before.phases, after.phases, strict=True):
        assert PHASES[new.progress] <= PHASES[old.progress] or new.progress is Progress.CURRENT
    for old_gate, new_gate in zip(before.gates, after.gates, strict=True):
        assert FORWARD[new_gate.state] <= FORWARD[old_gate.state]
        assert new_gate.met <= old_gate.met
    for old_document, new_document in zip(before.documents, after.documents, strict=True):
        assert set(new_document.reached) <= set(old_document.reached)
    for old_requirement, new_requirement in zip(before.requirements, after.requirements, strict=True):
        assert LADDER.index(new_requirement.state) <= LADDER.index(old_requirement.state)


@tries(150)
@given(reductions())
def test_a_document_is_never_beyond_its_evidence(reduction: Reduction) -> None:
    """A state that somebody else has to grant needs an event or a signature of that document."""
    project = reduced(reduction)
    events = {record.kind: {event.event for event in record.events} for record in project.documents}
    granted = {
        "agreed": {EventKind.AGREED, EventKind.ACCEPTED, EventKind.SIGNED},
        "signed": {EventKind.SIGNED},
        "sent": set(EventKind),
        "used": {EventKind.USED},
    }

    for document in status_of(project).documents:
        if document.kind in {"sow", "sizing", "environment-evaluation"}:
            continue
        for state in granted.keys() & set(document.reached):
            assert events.get(document.kind, set()) & granted[state], (document.kind, state)


@tries(100)
@given(reductions())
def test_a_requirement_is_never_beyond_its_evidence(reduction: Reduction) -> None:
    """Agreed, implemented and checked each need their own fact and all before it; a check of a test needs its pass."""
    project = reduced(reduction)
    passed = {result.case for run in project.test_runs for result in run.results}

    for status in status_of(project).requirements:
        requirement = status.requirement
        facts = (
            requirement.agreed and requirement.agreed_evidence,
            requirement.implemented and requirement.implemented_evidence,
            requirement.checks and {case.id for case in status.cases} <= passed,
        )
        assert all(facts[: min(LADDER.index(status.state), 3)])


@tries(60)
@given(reductions(), st.integers())
def test_the_order_of_lists_changes_nothing(reduction: Reduction, seed: int) -> None:
    """Files are written by many hands; where a line stands means nothing."""
    project = reduced(reduction)
    shuffled = shuffle(project, random.Random(seed))

    first, second = status_of(project), status_of(shuffled)

    assert (first.health, first.cause, first.phases) == (second.health, second.cause, second.phases)
    assert (first.documents, first.owed, first.plan) == (second.documents, second.owed, second.plan)
    assert {requirement.requirement.id: requirement.state for requirement in first.requirements} == {
        requirement.requirement.id: requirement.state for requirement in second.requirements
    }


def shuffle(project: Project, chance: random.Random) -> Project:
    """The same project with every list in another order."""
    fields = ("parties", "people", "milestones", "decisions", "documents", "requirements", "sows", "tests")
    changed: dict[str, Any] = {
        name: mixed(getattr(project, name), chance) for name in (*fields, "test_runs", "sign_offs")
    }
    changed["documents"] = tuple(
        replace(document, events=mixed(document.events, chance)) for document in changed["documents"]
    )
    changed["test_runs"] = tuple(
        replace(test_run, results=mixed(test_run.results, chance)) for test_run in changed["test_runs"]
    )
    return replace(project, **changed)


def mixed(items: tuple[Any, ...], chance: random.Random) -> tuple[Any, ...]:
    """The items in another order."""
    return tuple(chance.sample(items, len(items)))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_fact_of_tomorrow_has_not_happened_yet(version: str) -> None:
    """Seen from the day before the decision, the gate waits for it."""
    project = complete_project(version)

    status = status_of(project, on=day(1, 31))

    assert gate_of(status, "go-no-go").state is GateState.READY
    assert status.current is not None
    assert status.current.phase.id == "initialisation"
    assert gate_of(status_of(project, on=day(2, 1)), "go-no-go").state is GateState.PASSED


def test_a_project_that_joined_late_counts_the_gates_before_as_adopted() -> None:
    """With evidence, and only the gates of earlier phases."""
    version = VERSIONS[0]
    bare = without(complete_project(version), ["decisions D-1", "prose charter"])
    adopted = replace(bare, adopted=Adoption(phase="implementation", date=day(4, 1), evidence="Handover"))

    status = status_of(adopted)

    assert gate_of(status, "go-no-go").state is GateState.ADOPTED
    assert gate_of(status, "concept-agreed").state is GateState.ADOPTED
    assert gate_of(status, "ready").state is GateState.PASSED
    assert gate_of(status_of(bare), "go-no-go").state is GateState.SHUT
    without_evidence = replace(adopted, adopted=Adoption(phase="implementation", date=day(4, 1), evidence=" "))
    assert gate_of(status_of(without_evidence), "go-no-go").state is GateState.SHUT


def test_missing_required_prose_keeps_a_criterion_open_and_names_its_place() -> None:
    """An agreement by mail does not make up for a section that nobody has written; a draft may still lack it."""
    version = VERSIONS[0]
    project = complete_project(version)
    name = next(name for name in project.prose if name == "concept/mail")
    lacking = replace(project, prose={key: file for key, file in project.prose.items() if key != name})

    whole = gate_of(status_of(project), "concept-agreed")
    gate = gate_of(status_of(lacking), "concept-agreed")
    (opened,) = [
        now for now, before in zip(gate.criteria, whole.criteria, strict=True) if now.state is not before.state
    ]

    assert opened.about == "implementation-concept"
    assert dict(opened.reason.values) == {"sections": ("Mail integration",), "files": ("concept/mail.md",)}


def test_a_customer_is_shown_nothing_of_internal_documents() -> None:
    """Neither the document nor what somebody owes for it."""
    project = complete_project()

    customer = calculate_status(view_of(project, Audience.CUSTOMER), on=ON, sizing=sizing_result())
    internal = calculate_status(view_of(project), on=ON, sizing=sizing_result())

    assert "retrospective" not in {document.kind for document in customer.documents}
    assert "retrospective" in {document.kind for document in internal.documents}


def test_the_day_of_a_project_counts_from_one() -> None:
    """The first day is day 1; before it there is none."""
    project = complete_project()

    assert status_of(project, on=day(1, 5)).day == 1
    assert status_of(project, on=day(1, 4)).day is None
    assert project.started is not None
    assert status_of(project, on=project.started + dt.timedelta(days=9)).day == 10


def test_a_criterion_names_the_side_that_can_move_it() -> None:
    """An open criterion has a side; one that is met needs nobody."""
    status = status_of(without(complete_project(), ["charter agreed carl-lead", "result 2026-07-05-run T-001"]))

    for gate in status.gates:
        for criterion in gate.criteria:
            assert (criterion.party is None) is (criterion.state is CriterionState.MET)
    assert gate_of(status, "go-no-go").criteria[0].party is PartyKind.VENDOR
