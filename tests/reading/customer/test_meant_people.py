"""A name, a role or a kind of party in the place of an id: the finding says which id was meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.model.finding import Location, error
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.parties import Party, Person
from delivery_wiki.reading.customer.meant_people import KEYS_OF_PEOPLE, by_id
from tests.pages.documents.examples import project

SCHEMAS = Path(__file__).parents[3] / "schemas"
PARTIES = (
    Party(id="vendor", name="Example Groupware GmbH", kind=PartyKind.VENDOR),
    Party(id="invented", name="Invented Networks", kind=PartyKind.CUSTOMER),
)
PEOPLE = (
    Person(id="petra-beispiel", name="Petra Beispiel", role="project lead", party="vendor"),
    Person(id="nora-nowhere", name="Nora Nowhere", role="project lead", party="invented"),
    Person(id="ole-muster", name="Ole Muster", role="consultant", party="vendor"),
)


def repair(key: str, written: str) -> str:
    """The repair of a finding about a value that is no id."""
    problem = f"'{key}' is '{written}', which is not written as expected"
    finding = error(
        "wrong-form", Location(file="project.yml", line=1, column=1), problem, "Write it like project-lead."
    )
    return by_id(finding, project(parties=PARTIES, people=PEOPLE)).repair


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("party", "Vendor", "vendor"),
        ("party", "Customer", "invented"),
        ("party", "Example Groupware", "vendor"),
        ("party", "Invented Network", "invented"),
        ("owner", "Project lead of the vendor", "petra-beispiel"),
        ("owner", "Project lead (Invented Networks)", "petra-beispiel or nora-nowhere"),
        ("owner", "project lead of Invented Networks", "nora-nowhere"),
        ("owner", "Project lead", "petra-beispiel or nora-nowhere"),
        ("owner", "Consultant", "ole-muster"),
        ("decided_by", "Nora", "nora-nowhere"),
        ("attendees", "Nora_Nowhere", "nora-nowhere"),
        ("tester", "Vendor", "vendor"),
    ],
)
def test_who_was_meant_is_said(key: str, written: str, meant: str) -> None:
    """By name, role or kind of party, in other letters, or by the beginning of one."""
    assert repair(key, written).startswith(f"Did you mean {meant}?")


def test_where_nobody_is_near_the_ids_are_listed() -> None:
    """A person belongs to a party; an owner may be both. Other keys keep their example."""
    assert repair("party", "Nora Nowhere") == "Write one of the ids: vendor, invented."
    assert repair("owner", "Somebody else") == (
        "Write one of the ids: petra-beispiel, nora-nowhere, ole-muster, vendor, invented."
    )
    assert repair("topic", "Vendor") == "Write it like project-lead."


def keys_of_people(node: Any, key: str = "") -> set[str]:
    """The keys of a schema whose values are people."""
    if isinstance(node, list):
        return {found for child in node for found in keys_of_people(child, key)}
    if not isinstance(node, dict):
        return set()
    own = {key} if node.get("$ref", "").endswith(("/personOrParty", "/person")) else set()
    inner = ("items", "properties")
    return own.union(*(keys_of_people(value, key if name in inner else name) for name, value in node.items()))


def test_every_key_of_people_is_known() -> None:
    """A new key of a schema is told by id, too."""
    found = {key for file in SCHEMAS.glob("*.json") for key in keys_of_people(json.loads(file.read_text("utf-8")))}
    assert found <= set(KEYS_OF_PEOPLE)
