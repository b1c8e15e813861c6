"""Titles and roles of the released data, as authors write them in the language of their project."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.calculations.base.audience_view import Audience, audience_view
from delivery_wiki.calculations.base.people import people_with_role
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.process import PartyKind
from tests.calculations.status_projects import ON, complete_project, document_of, library, prose, sizing_result

GERMAN = {"Motivation": "Anlass", "project lead": "Projektleitung"}


def test_a_section_counts_under_its_title_in_either_language() -> None:
    """The template says Motivation; a German author writes Anlass, and nothing is missing."""
    whole = complete_project()
    charter = prose("charter", "Anlass", "Documentation, reporting, communication")
    project = replace(whole, language="de", prose={**whole.prose, "charter": charter})

    view = audience_view(project, Audience.INTERNAL, library(), GERMAN)
    german = calculate_status(view, on=ON, sizing=sizing_result())
    without = calculate_status(audience_view(project, Audience.INTERNAL, library()), on=ON, sizing=sizing_result())

    assert document_of(german, "charter").missing_sections == ()
    assert document_of(without, "charter").missing_sections == ("Motivation",)


def test_a_person_has_a_role_in_either_language() -> None:
    """Who signs as project lead is found, whether the role is written in English or in German."""
    whole = complete_project()
    people = tuple(
        replace(person, role="Projektleitung") if person.id == "carl-lead" else person for person in whole.people
    )
    view = audience_view(replace(whole, people=people), Audience.INTERNAL, library(), GERMAN)

    assert people_with_role(view, PartyKind.CUSTOMER, "project lead") == ("carl-lead",)
    assert people_with_role(view, PartyKind.VENDOR, "project lead") == ("vera-lead",)
