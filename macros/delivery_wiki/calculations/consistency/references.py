"""Every place where a project refers to one of its own ids, people or parties, and whether it is there."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import listed, near_miss, quoted, repair_name, replace_name
from .identifiers import ITEM_KINDS, Index, ItemKind, ProjectItem
from .reference_places import ReferencePlace, find_places

PEOPLE = frozenset({ItemKind.PERSON, ItemKind.PARTY})


def check_references(project: Project, index: Index) -> Iterator[Finding]:
    """References to what is not there, is of another kind, is withdrawn, or never leaves the vendor."""
    for place in find_places(project):
        item = index.find(place.id, place.kinds)
        if item is None:
            yield _unknown(place, index)
        elif item.internal and not place.internal:
            yield internal_item_cited(place.location, item)
        elif item.kind not in place.kinds:
            yield _wrong_kind(place, item, index)
        elif item.withdrawn and place.lives:
            yield _withdrawn(place, item)


def check_customer(project: Project) -> Iterator[Finding]:
    """The customer that a project names is one of its parties, by id or by name; one without parties names nobody."""
    customers = {party.id: party.name for party in project.parties if party.kind is PartyKind.CUSTOMER}
    named = [
        party
        for party in project.parties
        if project.customer.casefold() in (party.id.casefold(), party.name.casefold())
    ]
    if not customers or any(party.id in customers for party in named):
        return
    what = f"is a party of the kind {named[0].kind.value}" if named else "is not a party of this project"
    only = next(iter(customers)) if len(customers) == 1 else near_miss(project.customer, customers)
    yield warning(
        "unknown-customer",
        project.location.at("customer"),
        f"{quoted(project.customer)} {what}; known: {listed(customers)}.",
        f"Write the id of the customer: {only}." if only else f"Write the id of one of them: {listed(customers)}.",
        replacement=replace_name(project.customer, frozenset(customers)),
    )


def _unknown(place: ReferencePlace, index: Index) -> Finding:
    if place.kinds <= PEOPLE:
        return _not_there("unknown-person", place, index, otherwise="add the person or party to project.yml")
    if place.kinds == {ItemKind.COMPONENT}:
        return _not_there("unknown-component", place, index, otherwise="add the component to architecture.yml")
    return _not_there("unknown-id", place, index, otherwise="add the item, or take the reference out")


def _not_there(code: str, place: ReferencePlace, index: Index, *, otherwise: str) -> Finding:
    known = index.names(place.kinds, internal=place.internal)
    return error(
        code,
        place.location,
        f"{quoted(place.id)} is not {_kinds(place)} of this project; known: {listed(known)}.",
        repair_name(place.id, known, otherwise=otherwise),
        replacement=replace_name(place.id, known),
    )


def _wrong_kind(place: ReferencePlace, item: ProjectItem, index: Index) -> Finding:
    known = index.names(place.kinds, internal=place.internal)
    return error(
        "wrong-kind-of-id",
        place.location,
        f"{item.id} is {item.kind.phrase}; expected {_kinds(place)}: {listed(known)}.",
        f"Name {_kinds(place)}, or take the reference out.",
        also=item.location,
    )


def internal_item_cited(location: Location, item: ProjectItem) -> Finding:
    """The finding for a shared place that names an item of internal/."""
    return error(
        "internal-item-cited",
        location,
        f"{item.id} is {item.kind.phrase} of internal/, which never leaves the vendor, and this place is shared.",
        f"Take {item.id} out here, or move it out of internal/ so that the customer may see it.",
        also=item.location,
    )


def _withdrawn(place: ReferencePlace, item: ProjectItem) -> Finding:
    return error(
        "withdrawn-item-cited",
        place.location,
        f"{item.id} is withdrawn, and {place.owner} still rests on it.",
        f"Name what replaces {item.id}, take the reference out, or withdraw {place.owner} too.",
        also=item.location,
    )


def _kinds(place: ReferencePlace) -> str:
    if place.kinds == PEOPLE:
        return "a person or party"
    if place.kinds >= ITEM_KINDS:
        return "an item"
    return " or ".join(kind.phrase for kind in ItemKind if kind in place.kinds)
