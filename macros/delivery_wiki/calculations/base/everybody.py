"""Everybody with a part in a project, as the persons that they are over all projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.shared_people import SharedPeople


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """A person with their parts in projects: slug and the id there, in the order of the projects.

    `id` names the page and calendar: that of docs/people.yml, else the id in the one project, with the project's name
    where somebody else has that id.
    """

    id: str
    name: str
    parts: tuple[tuple[str, str], ...]

    def id_in(self, slug: str) -> str | None:
        """Their id in a project, if they have a part in it."""
        return next((id for known, id in self.parts if known == slug), None)


def everybody(projects: Iterable[Project], shared: SharedPeople) -> tuple[OnePerson, ...]:
    """Everybody of all projects by name; people of two projects are one person only where `shared` says so."""
    found: dict[str, OnePerson] = {}
    alone: list[tuple[str, str, str]] = []
    for project in projects:
        for person in project.people:
            known = next((each for each in shared.people if each.is_called(project.slug, person.id)), None)
            if known is None:
                alone.append((project.slug, person.id, person.name))
                continue
            before = found[known.id].parts if known.id in found else ()
            parts = (*before, (project.slug, person.id))
            found[known.id] = OnePerson(id=known.id, name=known.name, parts=parts)
    counts = Counter(id for _, id, _ in alone)
    own = (
        OnePerson(
            id=id if counts[id] == 1 and id not in found else f"{id}-{slug}",
            name=name,
            parts=((slug, id),),
        )
        for slug, id, name in alone
    )
    return tuple(sorted((*found.values(), *own), key=lambda person: (person.name.casefold(), person.id)))
