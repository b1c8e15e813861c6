"""The responsibility table: one answers for a task, somebody does it, however the letters are written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from delivery_wiki.calculations.consistency.duties import check_duties
from delivery_wiki.model.project.register_entries import OpenPoint
from delivery_wiki.model.project.responsibilities import Duties, Duty, Responsibility
from delivery_wiki.model.project.whole_project import Project
from tests.calculations.status_projects import complete_project

R, A, C, I = Duty  # noqa: E741 - the letters of the table


def project(duties: dict[str, str], *, closed: dt.date | None = None, open_point: str | None = None) -> Project:
    """A project with one task."""
    row = Responsibility(
        id="RESP-1",
        task="Install",
        duties={id: Duties.read(text) for id, text in duties.items()},
        open_point=open_point,
    )
    point = OpenPoint(id="OP-1", question="Who?", raised=dt.date(2027, 1, 4), closed=closed)
    return replace(complete_project(), responsibilities=(row,), open_points=(point,))


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("R", (R,)),
        ("R/A", (R, A)),
        ("A/R", (R, A)),
        ("AR", (R, A)),
        ("R, A", (R, A)),
        ("r,a", (R, A)),
        ("a", (A,)),
        ("C;I", (C, I)),
        ("R & A", (R, A)),
        ("R A", (R, A)),
    ],
)
def test_a_cell_holds_several_letters(text: str, duties: tuple[Duty, ...]) -> None:
    """As people write them; printed in one way."""
    assert tuple(Duties.read(text)) == duties
    assert Duties.read(text).value == "/".join(duty.value for duty in duties)


@pytest.mark.parametrize(
    "duties", [{"a": "R/A"}, {"a": "R", "b": "A"}, {"a": "A", "b": "R", "c": "R", "d": "C"}, {"a": "r", "b": "a, i"}]
)
def test_one_answers_and_somebody_does_it(duties: dict[str, str]) -> None:
    """Several may do it."""
    assert list(check_duties(project(duties))) == []


@pytest.mark.parametrize(
    ("duties", "said"),
    [
        ({"a": "A", "b": "A", "c": "R"}, ["2 who answer"]),
        ({"a": "R/A", "b": "A/R"}, ["2 who answer"]),
        ({"a": "C", "b": "I"}, ["nobody who does it (R) or answers for it (A)"]),
        ({}, ["nobody who does it (R) or answers for it (A)"]),
        ({"a": "R"}, ["nobody who answers"]),
        ({"a": "A"}, ["nobody who does the work"]),
        ({"a": "A", "b": "A"}, ["2 who answer", "nobody who does the work"]),
    ],
)
def test_what_a_task_lacks_is_told(duties: dict[str, str], said: list[str]) -> None:
    """In one line for each thing that is wrong."""
    problems = [duty.problem for duty in check_duties(project(duties))]

    assert [part in problem for part, problem in zip(said, problems, strict=True)] == [True] * len(said)


def test_an_open_point_that_asks_for_them_keeps_it_quiet_until_it_is_closed() -> None:
    """What nobody knows yet is a question with an owner, not a letter."""
    assert list(check_duties(project({"a": "C"}, open_point="OP-1"))) == []
    assert len(list(check_duties(project({"a": "C"}, open_point="OP-1", closed=dt.date(2027, 1, 9))))) == 1
    assert len(list(check_duties(project({"a": "C"}, open_point="OP-9")))) == 1
