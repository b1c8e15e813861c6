"""Every id that a project defines, in all its files: one index, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project import Project

NUMBERED = re.compile(r"^(?P<prefix>[A-Z]+-)(?P<number>[0-9]{1,9})$")


class Kind(Enum):
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
        if self in {Kind.PERSON, Kind.PARTY}:
            return "people and parties"
        return self.value if self in {Kind.COMPONENT, Kind.SOURCE} else "items"


ITEM_KINDS = frozenset(kind for kind in Kind if kind.space == "items")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An id with what it names, where it is written and whether it still counts."""

    id: str
    kind: Kind
    location: Location
    withdrawn: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The ids of a project: each name space by id, shared items before internal ones."""

    spaces: Mapping[str, Mapping[str, Item]]

    def find(self, id: str, kinds: frozenset[Kind]) -> Item | None:
        """The item of that id among these kinds' name spaces, whatever its kind turns out to be."""
        for space in sorted({kind.space for kind in kinds}):
            if found := self.spaces.get(space, {}).get(id):
                return found
        return None

    def names(self, kinds: frozenset[Kind], *, internal: bool) -> frozenset[str]:
        """The ids of these kinds; internal ones only where the reader may see them."""
        return frozenset(
            item.id
            for space in self.spaces.values()
            for item in space.values()
            if item.kind in kinds and (internal or not item.internal)
        )


def index_of(project: Project) -> Index:
    """The index of a project; of a duplicate, the first place counts."""
    spaces: dict[str, dict[str, Item]] = {}
    for item in find_items(project):
        spaces.setdefault(item.kind.space, {}).setdefault(item.id, item)
    return Index(spaces=spaces)


def project_ids(project: Project) -> frozenset[str]:
    """The ids that may never be reused: items of all files, people and parties left out."""
    return frozenset(item.id for item in find_items(project) if item.kind.space == "items")


def check_identifiers(project: Project) -> Iterator[Finding]:
    """Ids that are used twice: two branches may both have added the next number."""
    first: dict[tuple[str, str], Item] = {}
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


def _describe_duplicate(item: Item, known: Item) -> str:
    if item.kind is known.kind:
        return f"{item.id} names {item.kind.phrase} here and another {item.kind.value} in the other place."
    return f"{item.id} names {item.kind.phrase} here and {known.kind.phrase} in the other place."


def _repair_duplicate(item: Item, items: tuple[Item, ...]) -> str:
    free = _next_free(item, items)
    if free is None:
        return "Give one of the two another id, and correct what refers to it."
    return f"Two branches may both have added the next number; the next free one is {free}."


def _next_free(item: Item, items: tuple[Item, ...]) -> str | None:
    match = NUMBERED.match(item.id)
    if match is None:
        return None
    others = (NUMBERED.match(one.id) for one in items)
    numbers = [int(other["number"]) for other in others if other and other["prefix"] == match["prefix"]]
    return f"{match['prefix']}{max(numbers) + 1:0{len(match['number'])}d}"


class _Named(Protocol):
    """What every item of a project has."""

    @property
    def id(self) -> str: ...
    @property
    def location(self) -> Location: ...


def find_items(project: Project) -> Iterator[Item]:
    """Every id that the project defines; the shared ones first."""
    yield from _items_of_the_plan(project)
    yield from _items_of_the_system(project)
    yield from _items_of_the_work(project)
    for risk in project.internal.risks if project.internal else ():
        yield _item(risk, Kind.RISK, internal=True)


def _items_of_the_plan(project: Project) -> Iterator[Item]:
    listings: tuple[tuple[Kind, tuple[_Named, ...]], ...] = (
        (Kind.PARTY, project.parties),
        (Kind.PERSON, project.people),
        (Kind.SOURCE, project.sources),
        (Kind.MILESTONE, project.milestones),
        (Kind.DECISION, project.decisions),
        (Kind.ASSUMPTION, project.assumptions),
        (Kind.RISK, project.risks),
        (Kind.OPEN_POINT, project.open_points),
        (Kind.CHANGE_REQUEST, project.changes),
    )
    for kind, named in listings:
        yield from (_item(one, kind) for one in named)
    yield from (_item(action, Kind.ACTION) for minutes in project.minutes for action in minutes.actions)


def _items_of_the_system(project: Project) -> Iterator[Item]:
    yield from (_item(one, Kind.RESPONSIBILITY) for one in project.responsibilities)
    if environment := project.environment:
        yield from (_item(one, Kind.INTERFACE) for one in environment.interfaces)
        yield from (_item(one, Kind.WAVE) for one in environment.migration)
    if project.architecture:
        yield from (_item(one, Kind.COMPONENT) for one in project.architecture.components)


def _items_of_the_work(project: Project) -> Iterator[Item]:
    yield from (_item(one, Kind.REQUIREMENT) for one in project.requirements)
    yield from (_item(one, Kind.TEST_CASE) for one in project.tests)
    for sow in project.sows:
        yield Item(id=sow.id, kind=Kind.STATEMENT_OF_WORK, location=sow.location)
        for deliverable in sow.deliverables:
            yield _item(deliverable, Kind.DELIVERABLE)
            yield from (_item(one, Kind.ACCEPTANCE_CRITERION) for one in deliverable.acceptance)
        yield from (_item(one, Kind.WORK_PACKAGE) for one in sow.work_packages)


def _item(named: _Named, kind: Kind, *, internal: bool = False) -> Item:
    return Item(
        id=named.id,
        kind=kind,
        location=named.location.at("id"),
        withdrawn=bool(getattr(named, "withdrawn", "")),
        internal=internal,
    )
