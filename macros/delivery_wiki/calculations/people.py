"""Who somebody is: names and sides of the people and parties of a project."""

from __future__ import annotations

import datetime as dt
import difflib

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import Person, Project

from .audience_view import AudienceView

NEAR = 0.7


def party_kind(project: Project, id: str | None) -> PartyKind | None:
    """The side of a person or party id; a side itself (`customer`) stands for its party."""
    if not id:
        return None
    person = next((one for one in project.people if one.id == id), None)
    party_id = person.party if person else id
    party = next((one for one in project.parties if one.id == party_id), None)
    if party is not None:
        return party.kind
    return next((kind for kind in PartyKind if kind.value == party_id), None)


def name_of(project: Project, id: str | None) -> str:
    """The name of a person or party; the id itself when nobody carries it."""
    names = {one.id: one.name for one in project.parties} | {one.id: one.name for one in project.people}
    return names.get(id, id) if id else ""


def nearest_person(project: Project, text: str) -> str:
    """The id that somebody may have meant: by the name, in another case, or nearly; empty where none is near."""
    known = {one.id.casefold(): one.id for one in project.people}
    known |= {one.name.casefold(): one.id for one in project.people}
    meant = " ".join(text.casefold().split())
    near = difflib.get_close_matches(meant, known, n=1, cutoff=NEAR)
    near = near or difflib.get_close_matches(meant.replace(" ", "-"), known, n=1, cutoff=NEAR)
    return known[near[0]] if near else ""


def is_here(person: Person, on: dt.date) -> bool:
    """Whether somebody has not left by a day."""
    return person.until is None or on <= person.until


def people_with_role(view: AudienceView, party: PartyKind, role: str) -> tuple[str, ...]:
    """The ids of the people of a side who have a role, in the words of the template or in the project's language."""
    kinds = {one.id: one.kind for one in view.project.parties}
    names = view.spellings(role)
    return tuple(
        one.id for one in view.project.people if kinds.get(one.party) is party and one.role.casefold() in names
    )
