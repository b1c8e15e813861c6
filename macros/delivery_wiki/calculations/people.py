"""Who somebody is: names and sides of the people and parties of a project."""

from __future__ import annotations

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import Project

from .audience_view import AudienceView


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


def people_with_role(view: AudienceView, party: PartyKind, role: str) -> tuple[str, ...]:
    """The ids of the people of a side who have a role, in the words of the template or in the project's language."""
    kinds = {one.id: one.kind for one in view.project.parties}
    names = view.spellings(role)
    return tuple(
        one.id for one in view.project.people if kinds.get(one.party) is party and one.role.casefold() in names
    )
