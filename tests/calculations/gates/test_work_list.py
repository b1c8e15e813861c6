"""What people owe over many projects: chosen by person, side and date, the most urgent first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delivery_wiki.calculations.gates.work_list import Urgency, WorkChoice, choose_work, known_people, people_called
from delivery_wiki.calculations.project_status import calculate_status
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.register_entries import OpenPoint
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import ProjectStatus
from tests.calculations.status_projects import ON, complete_project, day, sizing_result, view_of


def project(slug: str, *points: OpenPoint) -> tuple[Project, ProjectStatus]:
    """A project that owes nothing but its open points, with its status."""
    whole = replace(complete_project(), slug=slug, decisions=(), milestones=(), open_points=points)
    return whole, calculate_status(view_of(whole), on=ON, sizing=sizing_result())


def point(number: int, owner: str, due: int | None) -> OpenPoint:
    """An open point, due on a day of November."""
    question = f"Question {number}?"
    return OpenPoint(
        id=f"OP-{number}", question=question, raised=day(11, 1), owner=owner, due=day(11, due) if due else None
    )


def points_of(choice: WorkChoice, *projects: tuple[Project, ProjectStatus]) -> list[tuple[str, str, Urgency]]:
    """What is chosen of the open points: project, id, urgency."""
    found = choose_work(projects, choice)
    return [(item.project.slug, item.owed.id, item.urgency) for item in found if item.owed.kind == "open-point"]


ONE = project("one", point(1, "carl-lead", ON.day - 1), point(2, "vera-lead", ON.day), point(10, "carl-lead", None))
TWO = project("two", point(1, "carl-lead", ON.day - 3), point(3, "carl-lead", ON.day + 5))


def test_the_most_urgent_comes_first_over_all_projects() -> None:
    """Overdue by date, then what is due, then what has no date; a date of today is not overdue."""
    assert points_of(WorkChoice(), ONE, TWO) == [
        ("two", "OP-1", Urgency.OVERDUE),
        ("one", "OP-1", Urgency.OVERDUE),
        ("one", "OP-2", Urgency.SOON),
        ("two", "OP-3", Urgency.SOON),
        ("one", "OP-10", Urgency.UNDATED),
    ]


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        (WorkChoice(person="carl-lead"), ["OP-1", "OP-10"]),
        (WorkChoice(person="CARL-lead "), ["OP-1", "OP-10"]),
        (WorkChoice(person="vera-lead"), ["OP-2"]),
        (WorkChoice(late=True), ["OP-1"]),
        (WorkChoice(due=0), ["OP-1", "OP-2"]),
        (WorkChoice(party=PartyKind.VENDOR), ["OP-2"]),
        (WorkChoice(person="carl-lead", late=True), ["OP-1"]),
        (WorkChoice(person="vera-lead", late=True), []),
    ],
)
def test_each_choice_takes_what_it_says(choice: WorkChoice, ids: list[str]) -> None:
    """Several choices narrow each other."""
    assert [id for _, id, _ in points_of(choice, ONE)] == ids


def test_days_ahead_draw_the_line_between_soon_and_later() -> None:
    """OP-3 is due in five days."""
    by_days = {days: points_of(WorkChoice(due=days), TWO)[-1][1] for days in (4, 5)}

    assert by_days == {4: "OP-1", 5: "OP-3"}


def test_somebody_is_called_by_id_or_by_name() -> None:
    """Whichever case, and however many blanks."""
    whole = ONE[0]
    person = whole.people[0]

    assert people_called(whole, person.name.upper().replace(" ", "  ")) == (person.id,)
    assert people_called(whole, "nobody") == ()
    assert {person.id, person.name} <= set(known_people([whole]))
