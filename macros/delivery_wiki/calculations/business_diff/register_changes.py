"""Items with ids: which were added, withdrawn or removed, and what changed in each of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from delivery_wiki.model.project.change_requests import ChangeRequest
from delivery_wiki.model.project.whole_project import Project

from .changes import Change, ChangeKind, FigureValue, Thing, Topic
from .values import field_changes, label_of, told_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A kind of items: where they are, what names one, and the fields that are told elsewhere."""

    topic: Topic
    items: Callable[[Project], Sequence[Any]]
    key: Callable[[Any], str] = lambda item: str(item.id)
    title: Callable[[Any], str] = lambda item: str(item.title)
    skip: tuple[str, ...] = ()


REGISTERS: tuple[Register, ...] = (
    Register(
        topic=Topic.REQUIREMENTS,
        items=lambda project: project.requirements,
        title=lambda item: str(item.statement),
    ),
    Register(
        topic=Topic.DELIVERABLES,
        items=lambda project: [deliverable for sow in project.sows for deliverable in sow.deliverables],
        skip=("acceptance",),
    ),
    Register(
        topic=Topic.DELIVERABLES,
        items=lambda project: [
            criterion for sow in project.sows for handed in sow.deliverables for criterion in handed.acceptance
        ],
        title=lambda item: str(item.statement),
    ),
    Register(
        topic=Topic.EFFORT, items=lambda project: [package for sow in project.sows for package in sow.work_packages]
    ),
    Register(topic=Topic.DECISIONS, items=lambda project: project.decisions),
    Register(topic=Topic.CHANGE_REQUESTS, items=lambda project: project.changes),
    Register(topic=Topic.REGISTERS, items=lambda project: project.assumptions, title=lambda item: str(item.statement)),
    Register(topic=Topic.REGISTERS, items=lambda project: project.risks, title=lambda item: str(item.statement)),
    Register(topic=Topic.REGISTERS, items=lambda project: project.open_points, title=lambda item: str(item.question)),
    Register(
        topic=Topic.REGISTERS,
        items=lambda project: [action for minutes in project.minutes for action in minutes.actions],
        title=lambda item: str(item.action),
    ),
    Register(topic=Topic.PEOPLE, items=lambda project: project.parties, title=lambda item: str(item.name)),
    Register(topic=Topic.PEOPLE, items=lambda project: project.people, title=lambda item: str(item.name)),
    Register(topic=Topic.PEOPLE, items=lambda project: project.responsibilities, title=lambda item: str(item.task)),
    Register(topic=Topic.TESTS, items=lambda project: project.tests),
    Register(
        topic=Topic.TESTS,
        items=lambda project: project.test_runs,
        key=lambda item: str(item.name),
        title=lambda item: str(item.environment),
    ),
)


def register_changes(before: Project, after: Project) -> Iterator[Change]:
    """The changes of every register, in its order and that of the ids."""
    for register in REGISTERS:
        yield from _of_register(register, before, after)


def _of_register(register: Register, before: Project, after: Project) -> Iterator[Change]:
    old, new = ({register.key(entry): entry for entry in register.items(project)} for project in (before, after))
    for key in sorted(old.keys() | new.keys(), key=lambda key: (len(key), key)):
        yield from _of_item(register, key, (old.get(key), new.get(key)), (before, after))


def _of_item(
    register: Register, key: str, items: tuple[Any, Any], projects: tuple[Project, Project]
) -> Iterator[Change]:
    old, new = items
    kind = _fate(old, new)
    thing = Thing(register.topic, key, register.title(new if old is None else old))
    if kind is not None:
        reason = getattr(new, "withdrawn", "") if kind is ChangeKind.WITHDRAWN else ""
        yield thing.change(kind, after=reason or None)
    if kind is ChangeKind.ADDED and isinstance(new, ChangeRequest):
        yield from _of_request(thing, new, projects[1])
    if old is not None and new is not None and kind is not ChangeKind.WITHDRAWN:
        yield from field_changes(thing, old, new, projects, *register.skip)


def _of_request(thing: Thing, change: ChangeRequest, project: Project) -> Iterator[Change]:
    """What a new change request costs and how it is decided: whoever agrees to it asks for that first."""
    if change.days:
        yield thing.moved(label_of("days"), None, told_value(change.days))
    if change.amount:
        yield thing.moved(label_of("amount"), None, FigureValue(value=change.amount, currency=change.currency))
    for name in ("decision", "decided", "decided_by"):
        if value := told_value(getattr(change, name), project, name):
            yield thing.moved(label_of(name), None, value)


def _fate(old: Any, new: Any) -> ChangeKind | None:
    if old is None:
        return ChangeKind.ADDED
    if new is None:
        return ChangeKind.REMOVED
    was, is_now = (bool(getattr(entry, "withdrawn", "")) for entry in (old, new))
    if was == is_now:
        return None
    return ChangeKind.WITHDRAWN if is_now else ChangeKind.ADDED
