"""Items that lead back to themselves, over however many others: a chain of parents or changes begins somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project.whole_project import Project

from ..base.phrases import id_order


class _Item(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def location(self) -> Location: ...


class _Topical(_Item, Protocol):
    @property
    def about(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relation:
    """A relation between items: where it is written, to which ids it leads, and how a ring of it is told."""

    code: str
    field: str
    leads: Mapping[str, tuple[str, ...]]
    items: Mapping[str, _Item]
    itself: str
    between: str
    repair: str


def check_rings(project: Project) -> Iterator[Finding]:
    """One finding for each ring, at its item with the lowest id; the shortest ring through it."""
    for relation in _relations(project):
        told: set[str] = set()
        for item in sorted(relation.items.values(), key=id_order):
            ring = _shortest_ring(item.id, relation.leads) if item.id not in told else ()
            if ring:
                told.update(ring)
                yield _finding(ring, relation)


def _relations(project: Project) -> Iterator[_Relation]:
    yield _Relation(
        code="requirement-cycle",
        field="parents",
        leads={requirement.id: requirement.parents for requirement in project.requirements},
        items={requirement.id: requirement for requirement in project.requirements},
        itself="is derived from itself",
        between="from",
        repair="Take one of these parents out, where the requirement stands for itself.",
    )
    yield _Relation(
        code="item-cycle",
        field="moves",
        leads={change.id: change.moves for change in project.changes},
        items={change.id: change for change in project.changes},
        itself="moves itself",
        between="moves",
        repair="Take one of these ids out: a change request moves what was agreed before it.",
    )
    topical: tuple[_Topical, ...] = (*project.decisions, *project.assumptions, *project.risks, *project.open_points)
    yield _Relation(
        code="item-cycle",
        field="about",
        # Two items may well be about each other; only one that is about itself says nothing.
        leads={entry.id: tuple(id for id in entry.about if id == entry.id) for entry in topical},
        items={entry.id: entry for entry in topical},
        itself="is about itself",
        between="about",
        repair="Name what it is about, or take its own id out.",
    )


def _shortest_ring(start: str, leads: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The ids from an item back to itself, without the second itself; empty where no way leads."""
    reached: dict[str, str] = {}
    waiting = [start]
    for id in waiting:
        for following in leads.get(id, ()):
            if following == start:
                return _way_back(id, start, reached)
            if following not in reached:
                reached[following] = id
                waiting.append(following)
    return ()


def _way_back(id: str, start: str, reached: Mapping[str, str]) -> tuple[str, ...]:
    way = [id]
    while way[-1] != start:
        way.append(reached[way[-1]])
    return tuple(reversed(way))


def _finding(ring: tuple[str, ...], relation: _Relation) -> Finding:
    first, following = relation.items[ring[0]], ring[1] if len(ring) > 1 else ring[0]
    way = f" {relation.between} ".join((*ring, ring[0]))
    return error(
        relation.code,
        first.location.at(relation.field, getattr(first, relation.field).index(following)),
        f"{ring[0]} {relation.itself}: {way}.",
        relation.repair,
        also=relation.items[following].location.at(relation.field) if following != ring[0] else None,
    )
