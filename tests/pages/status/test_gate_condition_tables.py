"""What a gate was opened with stands on every face: terminal, JSON, home, process page, certificate, decisions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.register_entries import AcceptedDeviation
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.documents.acceptance_certificate import acceptance_certificate
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.tree import Blocks
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.registers.register_pages import decision_register
from delivery_wiki.pages.render.html import HtmlRenderer
from delivery_wiki.pages.status.gate_condition_tables import open_conditions
from delivery_wiki.pages.status.process_pages import project_process
from delivery_wiki.pages.status.status_json import status_as_json
from delivery_wiki.pages.status.status_report import render_status
from tests.calculations.evidence.test_gate_conditions import UNTIL, accepted_on_condition
from tests.calculations.status_projects import complete_project, day, library

TOLD = ("T-001", "Mend the footer.", "Vera Lead", "Dec 18, 2026")


def context(audience: Audience = Audience.INTERNAL) -> PageContext:
    """A project whose last gate is open with a condition; its sizing needs no rules here."""
    project = replace(accepted_on_condition(), sizing=None)
    return page_context(project, audience, library(), {}, day(11, 24), asked=True)


def shown(blocks: Blocks) -> str:
    """Blocks as a page shows them."""
    return str(HtmlRenderer(Words()).render(blocks))


@pytest.mark.parametrize("audience", Audience)
def test_pages_name_the_condition_for_every_audience(audience: Audience) -> None:
    """On the home page and in the certificate, with remedy, owner and date."""
    seen = context(audience)

    for page in (shown(open_conditions(seen)), shown(acceptance_certificate(seen))):
        assert all(text.rstrip(".") in page for text in TOLD), page


def test_the_process_page_marks_gate_and_criterion() -> None:
    """Passed with conditions is another word and another shape than passed."""
    page = shown(project_process(context()))

    assert "passed, with conditions" in page
    assert "met, with conditions" in page
    assert "T-001 until" in page


def test_the_terminal_lists_it_below_its_criterion() -> None:
    """Also when the phase is done."""
    text = " ".join(render_status([context()], width=200).split())

    assert "passed, with conditions" in text
    assert "T-001: Mend the footer. Vera Lead, until" in text
    assert "accepted by Carl Lead" in text


def test_json_names_each_condition() -> None:
    """With what a machine needs to remind somebody."""
    (project,) = json.loads(status_as_json([context()]))["projects"]
    found = [
        condition
        for phase in project["phases"]
        for gate in phase["gates"]
        for criterion in gate["criteria"]
        for condition in criterion["conditions"]
    ]

    assert (
        found
        == [
            {
                "about": "T-001",
                "title": "",
                "remedy": "Mend the footer.",
                "owner": "vera-lead",
                "until": UNTIL.isoformat(),
                "accepted_by": "carl-lead",
                "decision": None,
            }
        ]
        * 2
    )  # of the gate that is ready for acceptance, and of the acceptance


def test_a_decision_says_what_it_goes_ahead_without() -> None:
    """With the condition in words, the reason and the date."""
    project = replace(complete_project(), sizing=None)
    said = AcceptedDeviation(criterion="changes-decided", reason="CR-2 waits.", until=UNTIL, owner="carl-lead")
    decisions = tuple(replace(decision, accepts=(said,)) for decision in project.decisions)
    seen = page_context(
        replace(project, decisions=decisions), Audience.CUSTOMER, library(), {}, day(11, 24), asked=True
    )

    assert "Accepted though open: Every change request decided: CR-2 waits. · Carl Lead · until" in shown(
        decision_register(seen)
    )
