"""`delivery status` on a terminal and as JSON: as wide as asked, without control codes, true to its schema."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.project.register_entries import DecisionOutcome, OpenPoint
from delivery_wiki.model.project.statement_of_work_terms import Price, PriceBasis, SellRate, WorkPackage
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.registry import PAGE_KINDS
from delivery_wiki.pages.status.status_json import status_as_json
from delivery_wiki.pages.status.status_report import render_status
from tests.calculations.status_projects import ON, complete_project, day, sizing_result, view_of

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas/status.schema.json").read_text(encoding="utf-8"))


def context(project: Project, audience: Audience = Audience.INTERNAL) -> PageContext:
    """A context without places."""
    view = view_of(project, audience)
    status = calculate_status(view, on=ON, sizing=sizing_result())
    return PageContext(view=view, status=status, words=Words(), page_kinds=PAGE_KINDS)


def waiting() -> Project:
    """A project before its decision, with an open point that is overdue."""
    point = OpenPoint(id="OP-1", question="Why [bold]so[/bold]?", raised=day(11, 1), owner="carl-lead", due=day(11, 20))
    return replace(complete_project(), decisions=(), milestones=(), open_points=(point,))


def refused() -> Project:
    """A project that ended in No-Go."""
    whole = complete_project()
    return replace(whole, decisions=(replace(whole.decisions[0], outcome=DecisionOutcome.NO_GO),))


PROJECTS = (complete_project(), complete_project("2011-11-03"), waiting(), refused())


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """The narrow tables have fewer columns."""
    for detailed in (True, False):
        text = render_status([context(project) for project in PROJECTS], width=width, detailed=detailed)

        assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_pipe_gets_no_colour_and_a_terminal_does() -> None:
    """The words are the same."""
    plain = render_status([context(waiting())])
    coloured = render_status([context(waiting())], colour=True)

    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert not any(line != line.rstrip() for line in plain.splitlines())


def test_one_project_shows_its_gate_with_reasons_and_what_is_owed() -> None:
    """The reader learns what blocks and who can move it."""
    text = render_status([context(waiting())], width=120)

    assert "Harbour (harbour)" in text
    assert "at risk: OP-1 of Carl Lead is overdue" in text
    assert "Go / No-Go: ready, 5 of 5" in text
    assert "Every criterion is met; the decision is missing" in text
    assert "Carl Lead (customer)  OP-1 Why [bold]so[/bold]?" in text
    assert "Nov 20, 2026, 4 days overdue" in text


def test_several_projects_are_an_overview() -> None:
    """One line each, details only when asked."""
    contexts = [context(project) for project in PROJECTS]

    overview = render_status(contexts, width=160)

    assert len(overview.splitlines()) == len(PROJECTS) + 1
    assert "archived: No-Go on Feb 1, 2026" in overview
    assert "Document " not in overview
    assert "Document " in render_status(contexts, width=160, detailed=True)


def test_no_projects_are_said_so() -> None:
    """An empty table would look like a failure."""
    assert render_status([]) == "There are no projects.\n"


def test_data_cannot_steer_the_terminal() -> None:
    """Control and direction characters become blanks."""
    project = replace(waiting(), title="Har\x1b[31mbour\u202e")

    text = render_status([context(project)])

    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("audience", list(Audience))
def test_the_json_fits_its_schema(audience: Audience) -> None:
    """For every state a project can be in."""
    document = json.loads(status_as_json([context(project, audience) for project in PROJECTS]))

    Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)] == []


def test_the_json_holds_no_floats() -> None:
    """Days and money are exact text."""
    text = status_as_json([context(complete_project())])

    def refuse(number: str) -> None:
        raise AssertionError(number)

    figures = json.loads(text, parse_float=refuse)["projects"][0]["statements_of_work"][1]
    assert (figures["days"], figures["total"], figures["currency"]) == ("2.5", "2950.83", "EUR")


def test_every_property_of_the_schema_is_described() -> None:
    """The reference page is made from the descriptions."""
    for name, definition in SCHEMA["$defs"].items():
        assert definition["description"], name
        for key, value in definition["properties"].items():
            assert "$ref" in value or value["description"], (name, key)


def test_a_customer_is_told_nothing_internal() -> None:
    """Neither documents nor duties of the vendor's departments."""
    text = status_as_json([context(complete_project(), Audience.CUSTOMER)])

    assert "retrospective" not in text
    assert "department" not in text


def test_a_narrow_overview_keeps_names_whole() -> None:
    """What other commands ask for can be copied, and dates have one format."""
    text = render_status(
        [context(project) for project in (waiting(), replace(waiting(), slug="groupware-for-the-north"))], width=60
    )

    assert "groupware-for-the-north" in text
    assert "2026-1" not in text


def capped() -> Project:
    """A plan of ten days at 1,000.00 under a cap of 9,000.00, and a forecast of twelve."""
    package = WorkPackage(id="WP-2", title="Work", role="consultant", days=Decimal(10), spent=Decimal(12))
    price = Price(
        basis=PriceBasis.TIME_AND_MATERIAL_CAPPED,
        currency="EUR",
        rates=(SellRate(role="consultant", rate=Decimal(1000)),),
        cap=Decimal(9000),
    )
    whole = complete_project()
    return replace(whole, sows=(replace(whole.sows[0], price=price, work_packages=(package,)), *whole.sows[1:]))


def test_limits_that_are_reached_are_told_and_a_forecast_to_the_vendor_alone() -> None:
    """With what is not charged; a customer reads what the contract says."""
    text = " ".join(render_status([context(capped())], width=400).split())
    limits = {
        audience: json.loads(status_as_json([context(capped(), audience)]))["projects"][0]["statements_of_work"][0]
        for audience in Audience
    }

    assert "SOW-basic Cap reached, 1,000.00 EUR not charged: by its rates it comes to 10,000.00 EUR" in text
    assert "Limits that are reached" not in render_status([context(complete_project())])
    assert [(limit["by"], limit["over"]) for limit in limits[Audience.INTERNAL]["limits"]] == [
        ("plan", "1000.00"),
        ("forecast", "3000.00"),
    ]
    assert [(limit["by"], limit["over"]) for limit in limits[Audience.CUSTOMER]["limits"]] == [("plan", "1000.00")]
    assert (limits[Audience.CUSTOMER]["cap"], limits[Audience.CUSTOMER]["most"]) == ("9000.00", "9000.00")
