"""Who is one person in several projects: docs/people.yml."""

from __future__ import annotations

from dataclasses import dataclass

from .project.located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPerson(Located):
    """Somebody with a part in several projects.

    `ids` are the ids that they have in projects besides `id`; `projects` those in which an id is theirs, all where it
    is empty.
    """

    id: str
    name: str
    ids: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()

    def is_called(self, slug: str, id: str) -> bool:
        """Whether somebody with this id in the project is this person."""
        return id in {self.id, *self.ids} and (not self.projects or slug in self.projects)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPeople(Located):
    """The people of a repository that several projects share; whoever is not among them is somebody of one project."""

    people: tuple[SharedPerson, ...] = ()
