"""Two versions of a process compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from delivery_wiki.calculations.verification.process_differences import Aspect, find_differences
from delivery_wiki.model.process import (
    Activity,
    Basis,
    Criterion,
    Gate,
    PartyKind,
    Phase,
    PhaseDocument,
    ProcessDefinition,
)

WORKSHOP = Activity(id="workshop", title="Workshop", basis=Basis.SOURCED)


def phase(id: str, **values: Any) -> Phase:
    """A phase with one gate and nothing else unless given."""
    gate = Gate(
        id=f"{id}-gate",
        title=f"{id} gate",
        decided_by=PartyKind.CUSTOMER,
        basis=Basis.INFERRED,
        criteria=(Criterion(id="c", title="Charter agreed", document="charter", state="agreed", basis=Basis.INFERRED),),
    )
    given: dict[str, Any] = {"title": id, "question": "?", "activities": (), "documents": (), "gates": (gate,)}
    return Phase(id=id, basis=Basis.SOURCED, **(given | values))


def process(version: str, *phases: Phase) -> ProcessDefinition:
    """A version of a process."""
    return ProcessDefinition(id="p", version=version, title="P", summary="", phases=phases, sources=())


def test_equal_versions_do_not_differ() -> None:
    """Nothing is said where nothing changed."""
    assert find_differences(process("1", phase("a")), process("2", phase("a"))) == ()


def test_an_activity_that_moved_names_both_phases() -> None:
    """The workshop moved to the first phase: one difference, not a loss and a gain."""
    earlier = process("1", phase("a"), phase("b", activities=(WORKSHOP,)))
    later = process("2", phase("a", activities=(WORKSHOP,)), phase("b"))

    (found,) = find_differences(earlier, later)

    assert (found.aspect, found.earlier.phase, found.later.phase) == (Aspect.ACTIVITY, "b", "a")


def test_a_document_in_another_state_and_a_new_one_are_told_apart() -> None:
    """An absent side is empty."""
    charter = PhaseDocument(document="charter", state="draft", basis=Basis.SOURCED)
    minutes = PhaseDocument(document="minutes", state="sent", basis=Basis.SOURCED)
    earlier = process("1", phase("a", documents=(charter,)))
    later = process("2", phase("a", documents=(replace(charter, state="agreed"), minutes)))

    found = {
        difference.name: (difference.earlier.text, difference.later.text)
        for difference in find_differences(earlier, later)
    }

    assert found == {"charter": ("draft", "agreed"), "minutes": ("", "sent")}


def test_another_spelling_of_a_phase_and_a_dropped_condition_are_found() -> None:
    """Labels belong to a version, ids do not."""
    earlier = process("1", phase("a", title="Initialisation"))
    gates = (replace(earlier.phases[0].gates[0], criteria=()),)
    later = process("2", phase("a", title="Initialization", gates=gates))

    found = {
        difference.aspect: (difference.earlier.text, difference.later.text)
        for difference in find_differences(earlier, later)
    }

    assert found[Aspect.PHASE] == ("Initialisation", "Initialization")
    assert found[Aspect.CONDITION] == ("Charter agreed", "")
