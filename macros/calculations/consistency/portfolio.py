"""What has to hold across projects and against the base version: one person one name, no id that vanishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from macros.model.finding import Finding, error, warning
from macros.model.project import Person, Project

from .identifiers import project_ids
from .near_miss import quoted


def check_portfolio(projects: Iterable[Project]) -> Iterator[Finding]:
    """Warnings about people with two names, whose page is by id, and about projects with one title."""
    people: dict[str, Person] = {}
    titles: dict[str, Project] = {}
    for project in sorted(projects, key=lambda one: one.slug):
        for person in project.people:
            known = people.setdefault(person.id, person)
            if known.name != person.name:
                yield warning(
                    "person-with-two-names",
                    person.location.at("name"),
                    f"{person.id} is {quoted(person.name)} here and {quoted(known.name)} in another project, "
                    "and both would share one page.",
                    "Spell the name alike, or give one of them another id.",
                    also=known.location.at("name"),
                )
        first = titles.setdefault(project.title.casefold(), project)
        if first is not project:
            yield warning(
                "title-used-twice",
                project.location.at("title"),
                f"{quoted(project.title)} is also the title of project {first.slug}.",
                "Make the titles differ, so that the portfolio can be read.",
                also=first.location.at("title"),
            )


def find_vanished_ids(before: Mapping[str, frozenset[str]], project: Project) -> Iterator[Finding]:
    """Ids of the base version, by project slug, that the project no longer has."""
    for id in sorted(before.get(project.slug, frozenset()) - project_ids(project)):
        yield error(
            "vanished-id",
            project.location,
            f"{id} was in the base version and is gone; what cites it would lose its target.",
            "Put it back, and withdraw it with a reason instead.",
        )
