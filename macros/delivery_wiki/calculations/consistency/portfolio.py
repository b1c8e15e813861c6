"""What has to hold across projects and against the base version: who is one person, no id that vanishes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.shared_people import SharedPeople, SharedPerson

from ..base.near_miss import quoted, repair_name
from .identifiers import find_items, project_ids


def check_portfolio(projects: Iterable[Project]) -> Iterator[Finding]:
    """Warnings about projects with one title."""
    titles: dict[str, Project] = {}
    for project in sorted(projects, key=lambda project: project.slug):
        first = titles.setdefault(project.title.casefold(), project)
        if first is not project:
            yield warning(
                "title-used-twice",
                project.location.at("title"),
                f"{quoted(project.title)} is also the title of project {first.slug}.",
                "Make the titles differ, so that the portfolio can be read.",
                also=first.location.at("title"),
            )


def check_shared_people(shared: SharedPeople, projects: Sequence[Project], *, whole: bool) -> Iterator[Finding]:
    """People of docs/people.yml whom no project has, who are called otherwise there, or who are claimed twice.

    `whole` says that every project could be read: else nobody knows who is missing.
    """
    slugs = {project.slug for project in projects}
    for person in shared.people:
        unknown = [(at, slug) for at, slug in enumerate(person.projects) if slug not in slugs]
        for at, slug in unknown if whole else ():
            problem = f"there is no project {quoted(slug)}."
            yield error(
                "unknown-value",
                person.location.at("projects", at),
                problem,
                repair_name(slug, slugs, otherwise="name the folder of a project"),
            )
        called = [
            (project, known)
            for project in projects
            for known in project.people
            if person.is_called(project.slug, known.id)
        ]
        if not called and not unknown and whole:
            problem = f"no project has a person {quoted(person.id)}."
            known_ids = {known.id for project in projects for known in project.people}
            yield error(
                "unknown-person",
                person.location.at("id"),
                problem,
                repair_name(person.id, known_ids, otherwise="take the entry out"),
            )
        for project, known in called:
            yield from _called_otherwise(person, project, known)
            yield from _claimed_twice(shared, person, project, known)


def _called_otherwise(person: SharedPerson, project: Project, known: Person) -> Iterator[Finding]:
    if known.name != person.name:
        yield warning(
            "person-with-two-names",
            person.location.at("name"),
            f"{person.id} is {quoted(person.name)} here and {quoted(known.name)} in {project.slug}, "
            "and both share one page.",
            "Spell the name alike, or say with `projects` where the id is that person's.",
            also=known.location.at("name"),
        )


def _claimed_twice(shared: SharedPeople, person: SharedPerson, project: Project, known: Person) -> Iterator[Finding]:
    first = next(each for each in shared.people if each.is_called(project.slug, known.id))
    if first is not person:
        yield error(
            "duplicate-entry",
            person.location.at("id"),
            f"{known.id} of {project.slug} is {quoted(first.name)} already.",
            "Keep one of both entries for that project.",
            also=first.location.at("id"),
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
