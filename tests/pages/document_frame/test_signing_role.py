"""Places to sign name who can sign, and not a role that nobody of a side has."""

from __future__ import annotations

from typing import Any

import pytest

from delivery_wiki.model.project.parties import Person
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
