"""What has to hold across projects and against the base version: one person one name, no id that vanishes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import quoted
from .identifiers import find_items, project_ids


def check_portfolio(projects: Iterable[Project]) -> Iterator[Finding]:
    """Warnings about people with two names, whose page is by id, and about projects with one title."""
    people: dict[str, Person] = {}
    titles: dict[str, Project] = {}
    for project in sorted(projects, key=lambda project: project.slug):
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


def id_files(project: Project) -> Mapping[str, str]:
    """The ids that may never be reused, each with the file that defines it; the first one wins."""
    files: dict[str, str] = {}
    for item in find_items(project):
        if item.kind.space == "items":
            files.setdefault(item.id, item.location.file)
    return files


def find_vanished_ids(
    before: Mapping[str, Mapping[str, str]], project: Project, has_file: Callable[[str], bool]
) -> Iterator[Finding]:
    """Ids of the base version, by project slug, that the project no longer has, in the files where they lived."""
    gone = before.get(project.slug, {})
    for id in sorted(gone.keys() - project_ids(project)):
        file = gone[id]
        yield error(
            "vanished-id",
            Location(file=file, line=1, column=1) if has_file(file) else project.location,
            f"{id} was in the base version and is gone; what cites it would lose its target.",
            "Put it back, and withdraw it with a reason instead.",
        )


def find_vanished_projects(before: Iterable[str], now: Collection[str]) -> Iterator[Finding]:
    """Projects of the base version, by slug, whose folder is gone."""
    for slug in sorted(set(before) - set(now)):
        yield error(
            "vanished-project",
            Location(file=f"projects/{slug}/project.yml", line=1, column=1),
            f"the project {slug} was in the base version and its folder is gone.",
            "Put it back; a project that has ended is archived by its state, and a renamed one loses its addresses.",
        )
