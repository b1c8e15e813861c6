"""Deputies who can be none: of another side, for themselves, or for no day."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.project.parties import Deputy, Person
from delivery_wiki.model.project.whole_project import Project

from ..signing.sign_off_graph import person_of


def check_deputies(project: Project) -> Iterator[Finding]:
    """Each deputy of the roster who could never sign anything."""
    for person in project.people:
        for deputy in person.deputies:
            yield from _check(project, person, deputy)


def _check(project: Project, person: Person, deputy: Deputy) -> Iterator[Finding]:
    other = person_of(project, deputy.deputy)
    place = deputy.location.at("deputy")
    if deputy.deputy == person.id:
        problem = f"{person.id} is named as their own deputy."
        yield error("deputy-unfit", place, problem, "Name another person, or take the entry out.")
    elif other is not None and other.party != person.party:
        problem = f"{other.id} is of {other.party}, and {person.id} of {person.party}: nobody signs for another party."
        yield error("deputy-unfit", place, problem, f"Name a person of {person.party}.")
    if deputy.until < deputy.since:
        problem = f"the deputy is named until {deputy.until}, which is before {deputy.since}."
        yield error("deputy-unfit", deputy.location.at("until"), problem, f"Write a day from {deputy.since} on.")
