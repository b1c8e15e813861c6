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
class DifferenceSide:
    """How one version has it: in which phase, and under which title or state; empty where it is not there."""

    phase: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that the two versions have differently; a document is named by its kind."""

    aspect: Aspect
    name: str
    earlier: DifferenceSide
    later: DifferenceSide


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
                earlier=DifferenceSide(phase=old.title, text=getattr(old, changed)),
                later=DifferenceSide(phase=phase.title, text=getattr(phase, changed)),
            )


def _activities(earlier: ProcessDefinition, later: ProcessDefinition) -> Iterator[Difference]:
    before, after = _by_activity(earlier), _by_activity(later)
    for id in dict.fromkeys((*after, *before)):
        old, new = before.get(id, ("", DifferenceSide())), after.get(id, ("", DifferenceSide()))
        if (old[0], old[1].text) != (new[0], new[1].text):
            name = new[1].text or old[1].text
            yield Difference(aspect=Aspect.ACTIVITY, name=name, earlier=old[1], later=new[1])


def _documents(earlier: ProcessDefinition, later: ProcessDefinition) -> Iterator[Difference]:
    before, after = _by_document(earlier), _by_document(later)
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key, DifferenceSide()), after.get(key, DifferenceSide())
        if old.text != new.text:
            yield Difference(aspect=Aspect.DOCUMENT, name=key[1], earlier=old, later=new)


def _conditions(earlier: ProcessDefinition, later: ProcessDefinition) -> Iterator[Difference]:
    before, after = _by_condition(earlier), _by_condition(later)
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key, (None, DifferenceSide())), after.get(key, (None, DifferenceSide()))
        if old[0] != new[0]:
            name = new[1].text or old[1].text
            yield Difference(aspect=Aspect.CONDITION, name=name, earlier=old[1], later=new[1])


def _by_activity(process: ProcessDefinition) -> dict[str, tuple[str, DifferenceSide]]:
    return {
        activity.id: (phase.id, DifferenceSide(phase=phase.title, text=activity.title))
        for phase in process.phases
        for activity in phase.activities
    }


def _by_document(process: ProcessDefinition) -> dict[tuple[str, str], DifferenceSide]:
    return {
        (phase.id, document.document): DifferenceSide(phase=phase.title, text=document.state)
        for phase in process.phases
        for document in phase.documents
    }


def _by_condition(process: ProcessDefinition) -> dict[tuple[str, str], tuple[Meaning, DifferenceSide]]:
    return {
        (gate.id, criterion.id): (
            (criterion.document, criterion.state, criterion.check),
            DifferenceSide(phase=gate.title, text=criterion.title),
        )
        for gate in process.gates
        for criterion in gate.criteria
    }
