"""Every id that a project defines, in all its files: one index, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project.whole_project import Project

NUMBERED = re.compile(r"^(?P<prefix>[A-Z]+-)(?P<number>[0-9]{1,9})$")


class ItemKind(Enum):
    """What an id names, as findings say it."""

    REQUIREMENT = "requirement"
    TEST_CASE = "test case"
    DECISION = "decision"
    DELIVERABLE = "deliverable"
    ACCEPTANCE_CRITERION = "acceptance criterion"
    WORK_PACKAGE = "work package"
    STATEMENT_OF_WORK = "statement of work"
    ASSUMPTION = "assumption"
    RISK = "risk"
    OPEN_POINT = "open point"
    MILESTONE = "milestone"
    CHANGE_REQUEST = "change request"
    ACTION = "action"
    INTERFACE = "interface"
    WAVE = "migration wave"
    RESPONSIBILITY = "responsibility"
    COMPONENT = "component"
    SOURCE = "source"
    PERSON = "person"
    PARTY = "party"

    @property
    def phrase(self) -> str:
        """The kind with its article."""
        return f"{'an' if self.value[0] in 'aeio' else 'a'} {self.value}"

    @property
    def space(self) -> str:
        """The set of names in which the id has to be unique."""
        if self in {ItemKind.PERSON, ItemKind.PARTY}:
            return "people and parties"
        return self.value if self in {ItemKind.COMPONENT, ItemKind.SOURCE} else "items"


ITEM_KINDS = frozenset(kind for kind in ItemKind if kind.space == "items")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectItem:
    """An id with what it names, where it is written and whether it still counts."""

    id: str
    kind: ItemKind
    location: Location
    withdrawn: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The ids of a project: each name space by id, shared items before internal ones."""

    spaces: Mapping[str, Mapping[str, ProjectItem]]

    def find(self, id: str, kinds: frozenset[ItemKind]) -> ProjectItem | None:
        """The item of that id among these kinds' name spaces, whatever its kind turns out to be."""
        for space in sorted({kind.space for kind in kinds}):
            if found := self.spaces.get(space, {}).get(id):
                return found
        return None

    def names(self, kinds: frozenset[ItemKind], *, internal: bool) -> frozenset[str]:
        """The ids of these kinds; internal ones only where the reader may see them."""
        return frozenset(
            item.id
            for space in self.spaces.values()
            for item in space.values()
            if item.kind in kinds and (internal or not item.internal)
        )


def index_of(project: Project) -> Index:
    """The index of a project; of a duplicate, the first place counts."""
    spaces: dict[str, dict[str, ProjectItem]] = {}
    for item in find_items(project):
        spaces.setdefault(item.kind.space, {}).setdefault(item.id, item)
    return Index(spaces=spaces)


def project_ids(project: Project) -> frozenset[str]:
    """The ids that may never be reused: items of all files, people and parties left out."""
    return frozenset(item.id for item in find_items(project) if item.kind.space == "items")


def check_identifiers(project: Project) -> Iterator[Finding]:
    """Ids that are used twice: two branches may both have added the next number."""
    first: dict[tuple[str, str], ProjectItem] = {}
    items = tuple(find_items(project))
    for item in items:
        known = first.setdefault((item.kind.space, item.id), item)
        if known is not item:
            yield error(
                "duplicate-id",
                item.location,
                _describe_duplicate(item, known),
                _repair_duplicate(item, items),
                also=known.location,
                replacement=(item.id, free) if (free := _next_free(item, items)) else None,
            )


def _describe_duplicate(item: ProjectItem, known: ProjectItem) -> str:
    if item.kind is known.kind:
        return f"{item.id} names {item.kind.phrase} here and another {item.kind.value} in the other place."
    return f"{item.id} names {item.kind.phrase} here and {known.kind.phrase} in the other place."


def _repair_duplicate(item: ProjectItem, items: tuple[ProjectItem, ...]) -> str:
    free = _next_free(item, items)
    if free is None:
        return "Give one of the two another id, and correct what refers to it."
    return f"Two branches may both have added the next number; the next free one is {free}."


def _next_free(item: ProjectItem, items: tuple[ProjectItem, ...]) -> str | None:
    match = NUMBERED.match(item.id)
    if match is None:
        return None
    others = (NUMBERED.match(item.id) for item in items)
    numbers = [int(other["number"]) for other in others if other and other["prefix"] == match["prefix"]]
    return f"{match['prefix']}{max(numbers) + 1:0{len(match['number'])}d}"


class _Named(Protocol):
    """What every item of a project has."""

    @property
    def id(self) -> str: ...
    @property
    def location(self) -> Location: ...


def find_items(project: Project) -> Iterator[ProjectItem]:
    """Every id that the project defines; the shared ones first."""
    yield from _items_of_the_plan(project)
    yield from _items_of_the_system(project)
    yield from _items_of_the_work(project)
    for risk in project.internal.risks if project.internal else ():
        yield _item(risk, ItemKind.RISK, internal=True)


def _items_of_the_plan(project: Project) -> Iterator[ProjectItem]:
    listings: tuple[tuple[ItemKind, tuple[_Named, ...]], ...] = (
        (ItemKind.PARTY, project.parties),
        (ItemKind.PERSON, project.people),
        (ItemKind.SOURCE, project.sources),
        (ItemKind.MILESTONE, project.milestones),
        (ItemKind.DECISION, project.decisions),
        (ItemKind.ASSUMPTION, project.assumptions),
        (ItemKind.RISK, project.risks),
        (ItemKind.OPEN_POINT, project.open_points),
        (ItemKind.CHANGE_REQUEST, project.changes),
    )
    for kind, named in listings:
        yield from (_item(named, kind) for named in named)
    yield from (_item(action, ItemKind.ACTION) for minutes in project.minutes for action in minutes.actions)


def _items_of_the_system(project: Project) -> Iterator[ProjectItem]:
    yield from (_item(responsibility, ItemKind.RESPONSIBILITY) for responsibility in project.responsibilities)
    if environment := project.environment:
        yield from (_item(interface, ItemKind.INTERFACE) for interface in environment.interfaces)
        yield from (_item(wave, ItemKind.WAVE) for wave in environment.migration)
    if project.architecture:
        yield from (_item(component, ItemKind.COMPONENT) for component in project.architecture.components)


def _items_of_the_work(project: Project) -> Iterator[ProjectItem]:
    yield from (_item(requirement, ItemKind.REQUIREMENT) for requirement in project.requirements)
    yield from (_item(test, ItemKind.TEST_CASE) for test in project.tests)
    for sow in project.sows:
        yield ProjectItem(id=sow.id, kind=ItemKind.STATEMENT_OF_WORK, location=sow.location)
        for deliverable in sow.deliverables:
            yield _item(deliverable, ItemKind.DELIVERABLE)
            yield from (_item(criterion, ItemKind.ACCEPTANCE_CRITERION) for criterion in deliverable.acceptance)
        yield from (_item(package, ItemKind.WORK_PACKAGE) for package in sow.work_packages)


def _item(named: _Named, kind: ItemKind, *, internal: bool = False) -> ProjectItem:
    return ProjectItem(
        id=named.id,
        kind=kind,
        location=named.location.at("id"),
        withdrawn=bool(getattr(named, "withdrawn", "")),
        internal=internal,
    )
