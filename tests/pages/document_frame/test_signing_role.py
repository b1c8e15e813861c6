"""Places to sign name who can sign, and not a role that nobody of a side has."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from delivery_wiki.calculations.evidence.signatures import Signature
from delivery_wiki.model.process import PartyKind, RequiredSignature
from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.sign_off import EarlierRole
from delivery_wiki.pages.document_frame import signature_block
from delivery_wiki.pages.documents.requirements_checklist import requirements_checklist
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.pages.documents.examples import context_of, document_in, project, section, template

CHECKLIST = template("requirements-checklist", section("requirements", "checklist"), signed=True)


def person(role: str, *signs: str, id: str = "olga") -> Person:
    """Somebody of the customer."""
    return Person(id=id, name=id.title(), role=role, party="customer", signs=signs)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((person("contracting officer", "project lead"),), "contracting officer · agrees"),
        ((person("project lead"), person("buyer", "project lead", id="bob")), "project lead · agrees"),
        ((person("buyer", "project lead"), person("owner", "project lead", id="bob")), "project lead · agrees"),
        ((person("buyer"),), "project lead · agrees"),
    ],
    ids=["one in their place", "somebody has the role", "several", "nobody"],
)
def test_a_place_to_sign_says_the_role_of_who_signs(people: tuple[Person, ...], said: str) -> None:
    """Who signs alone in place of a role that nobody has is named by their own."""
    given: dict[str, Any] = {"people": people}
    document = document_in(requirements_checklist(context_of(project(**given), CHECKLIST)))
    html = str(HtmlRenderer(Words()).render((document,)))
    assert html.count(said) == (1 if said.startswith("contracting") else 2)


@pytest.mark.parametrize(
    ("day", "role"),
    [
        (dt.date(2026, 3, 31), "consultant"),
        (dt.date(2026, 4, 1), "architect"),
        (dt.date(2026, 9, 30), "architect"),
        (dt.date(2026, 10, 1), "project lead"),
    ],
)
def test_a_role_is_that_of_the_day(day: dt.date, role: str) -> None:
    """Each earlier one holds until its last day, in whichever order they are written."""
    formerly = (
        EarlierRole(role="architect", until=dt.date(2026, 9, 30)),
        EarlierRole(role="consultant", until=dt.date(2026, 3, 31)),
    )
    assert replace(person("project lead"), formerly=formerly).role_on(day) == role


@pytest.mark.parametrize(
    ("until", "function"),
    [(dt.date(2026, 5, 31), "project lead, by deed"), (dt.date(2026, 12, 31), "sales lead, ")],
    ids=["before", "then"],
)
def test_a_signature_shows_the_role_of_its_day(until: dt.date, function: str) -> None:
    """What allows somebody to sign in the role of today is not said of an earlier one."""
    formerly = (EarlierRole(role="sales lead", until=until),)
    signer = replace(person("project lead"), formerly=formerly, authority="by deed")
    given = context_of(project(people=(signer,)), CHECKLIST)
    needed = RequiredSignature(party=PartyKind.CUSTOMER, role="project lead", meaning="agrees")
    found = Signature(person="olga", party=PartyKind.CUSTOMER, date=dt.date(2026, 6, 30), evidence="Letter")
    field = signature_block._field(given, needed, found, "")
    assert f"{field.function}, {field.authority}" == function
    assert field.signed_as == field.function
