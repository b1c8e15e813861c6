"""Who somebody is: names and sides of the people and parties of a project."""

from __future__ import annotations

import datetime as dt
import difflib

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project

from .audience_view import AudienceView

NEAR = 0.7


def party_kind(project: Project, id: str | None) -> PartyKind | None:
    """The side of a person or party id; a side itself (`customer`) stands for its party."""
    if not id:
        return None
    person = next((person for person in project.people if person.id == id), None)
    party_id = person.party if person else id
    party = next((party for party in project.parties if party.id == party_id), None)
    if party is not None:
        return party.kind
    return next((kind for kind in PartyKind if kind.value == party_id), None)


def name_of(project: Project, id: str | None) -> str:
    """The name of a person or party; the id itself when nobody carries it."""
    names = {party.id: party.name for party in project.parties} | {person.id: person.name for person in project.people}
    return names.get(id, id) if id else ""


def nearest_person(project: Project, text: str) -> str:
    """The id that somebody may have meant: by the name, in another case, or nearly; empty where none is near."""
    known = {person.id.casefold(): person.id for person in project.people}
    known |= {person.name.casefold(): person.id for person in project.people}
    meant = " ".join(text.casefold().split())
    near = difflib.get_close_matches(meant, known, n=1, cutoff=NEAR)
    near = near or difflib.get_close_matches(meant.replace(" ", "-"), known, n=1, cutoff=NEAR)
    return known[near[0]] if near else ""


def is_here(person: Person, on: dt.date) -> bool:
    """Whether somebody has not left by a day."""
    return person.until is None or on <= person.until


def people_with_role(view: AudienceView, party: PartyKind, role: str) -> tuple[str, ...]:
    """The ids of the people of a side who have a role, in the words of the template or in the project's language."""
    kinds = {party.id: party.kind for party in view.project.parties}
    names = view.spellings(role)
    return tuple(
        person.id
        for person in view.project.people
        if kinds.get(person.party) is party and person.role.casefold() in names
    )
