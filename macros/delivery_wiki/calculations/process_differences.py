"""What one version of a process does otherwise than another: activities, documents and conditions, by phase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from delivery_wiki.model.process import ProcessDefinition

Meaning = tuple[str | None, str | None, str | None]


class Aspect(Enum):
    """What differs."""

    PHASE = "phase"
    ACTIVITY = "activity"
    DOCUMENT = "document"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How one version has it: in which phase, and under which title or state; empty where it is not there."""

    phase: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that the two versions have differently; a document is named by its kind."""

    aspect: Aspect
    name: str
    earlier: Side
    later: Side


def find_differences(earlier: ProcessDefinition, later: ProcessDefinition) -> tuple[Difference, ...]:
    """Every difference, in the order of the later version's phases."""
    return (
        *_phases(earlier, later),
        *_activities(earlier, later),
        *_documents(earlier, later),
        *_conditions(earlier, later),
    )


def _phases(earlier: ProcessDefinition, later: ProcessDefinition) -> Iterator[Difference]:
    before = {phase.id: phase for phase in earlier.phases}
    for phase in later.phases:
        old = before.get(phase.id)
        if old is not None and (old.title, old.question) != (phase.title, phase.question):
            changed = "title" if old.question == phase.question else "question"
            yield Difference(
                aspect=Aspect.PHASE,
                name=phase.title,
                earlier=Side(phase=old.title, text=getattr(old, changed)),
                later=Side(phase=phase.title, text=getattr(phase, changed)),
            )


def _activities(earlier: ProcessDefinition, later: ProcessDefinition) -> Iterator[Difference]:
    before, after = _by_activity(earlier), _by_activity(later)
    for id in dict.fromkeys((*after, *before)):
        old, new = before.get(id, ("", Side())), after.get(id, ("", Side()))
        if (old[0], old[1].text) != (new[0], new[1].text):
            name = new[1].text or old[1].text
            yield Difference(aspect=Aspect.ACTIVITY, name=name, earlier=old[1], later=new[1])


def _documents(earlier: ProcessDefinition, later: ProcessDefinition) -> Iterator[Difference]:
    before, after = _by_document(earlier), _by_document(later)
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key, Side()), after.get(key, Side())
        if old.text != new.text:
            yield Difference(aspect=Aspect.DOCUMENT, name=key[1], earlier=old, later=new)


def _conditions(earlier: ProcessDefinition, later: ProcessDefinition) -> Iterator[Difference]:
    before, after = _by_condition(earlier), _by_condition(later)
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key, (None, Side())), after.get(key, (None, Side()))
        if old[0] != new[0]:
            name = new[1].text or old[1].text
            yield Difference(aspect=Aspect.CONDITION, name=name, earlier=old[1], later=new[1])


def _by_activity(process: ProcessDefinition) -> dict[str, tuple[str, Side]]:
    return {
        activity.id: (phase.id, Side(phase=phase.title, text=activity.title))
        for phase in process.phases
        for activity in phase.activities
    }


def _by_document(process: ProcessDefinition) -> dict[tuple[str, str], Side]:
    return {
        (phase.id, one.document): Side(phase=phase.title, text=one.state)
        for phase in process.phases
        for one in phase.documents
    }


def _by_condition(process: ProcessDefinition) -> dict[tuple[str, str], tuple[Meaning, Side]]:
    return {
        (gate.id, one.id): ((one.document, one.state, one.check), Side(phase=gate.title, text=one.title))
        for gate in process.gates
        for one in gate.criteria
    }
