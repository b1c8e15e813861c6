"""Requirements that are derived from themselves, over however many others: a chain of parents begins somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.project import Project, Requirement

from ..phrases import id_order


def check_rings(project: Project) -> Iterator[Finding]:
    """One finding for each ring of parents, at its requirement with the lowest id; the shortest ring through it."""
    requirements = {requirement.id: requirement for requirement in project.requirements}
    told: set[str] = set()
    for requirement in sorted(project.requirements, key=id_order):
        ring = _shortest_ring(requirement, requirements) if requirement.id not in told else ()
        if ring:
            told.update(ring)
            yield _finding(ring, requirements)


def _shortest_ring(requirement: Requirement, requirements: Mapping[str, Requirement]) -> tuple[str, ...]:
    """The ids from a requirement over parents back to itself, without the second itself; empty where no way leads."""
    reached: dict[str, str] = {}
    waiting = [requirement.id]
    for id in waiting:
        for parent in requirements[id].parents if id in requirements else ():
            if parent == requirement.id:
                return _way_back(id, requirement.id, reached)
            if parent not in reached:
                reached[parent] = id
                waiting.append(parent)
    return ()


def _way_back(id: str, start: str, reached: Mapping[str, str]) -> tuple[str, ...]:
    way = [id]
    while way[-1] != start:
        way.append(reached[way[-1]])
    return tuple(reversed(way))


def _finding(ring: tuple[str, ...], requirements: Mapping[str, Requirement]) -> Finding:
    first, parent = requirements[ring[0]], ring[1] if len(ring) > 1 else ring[0]
    way = " from ".join((*ring, ring[0]))
    return error(
        "requirement-cycle",
        first.location.at("parents", first.parents.index(parent)),
        f"{ring[0]} is derived from itself: {way}.",
        "Take one of these parents out, where the requirement stands for itself.",
        also=requirements[parent].location.at("parents") if parent != ring[0] else None,
    )
