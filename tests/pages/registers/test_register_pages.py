"""Decisions, assumptions and open points: order, lateness and what is left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from delivery_wiki.model.project.located import StatedValue
from delivery_wiki.model.project.register_entries import OpenPoint
from delivery_wiki.pages.elements.register_parts import MANY_ROWS
from delivery_wiki.pages.registers.register_pages import (
    PAGE_KINDS,
    assumption_register,
    decision_register,
    open_point_register,
)
from tests.pages.documents.examples import tables
from tests.pages.harbour import context, empty, harbour, heads_of, html, pages, rows_of

RAISED = dt.date(2026, 9, 1)


def _point(number: int, **fields: Any) -> OpenPoint:
    return replace(OpenPoint(id=f"OP-{number}", question=f"Question {number}?", raised=RAISED), **fields)


def test_decisions_stand_newest_first_with_outcome_and_gate() -> None:
    """A reader looks for what was decided last."""
    rows = rows_of(decision_register(context()), id="decisions")

    assert [row[0] for row in rows] == ["D-2", "D-1"]
    assert rows[1][2:5] == [
        "Go / The proof of concept convinced the trial users. / Gate: Go / No-Go",
        "go",
        "Nora Nowhere",
    ]


def test_each_row_is_the_place_of_its_id() -> None:
    """Ids link to `page.html#ID`, so the row carries the id."""
    given = context()

    assert '<tr id="D-1"' in html(given, decision_register(given))
    assert given.item("D-1").target == "decisions.html#D-1"


def test_a_withdrawn_assumption_keeps_its_row_and_says_why() -> None:
    """Items are withdrawn with a reason, never deleted."""
    rows = rows_of(assumption_register(context()), id="assumptions")

    assert [row[2] for row in rows] == ["confirmed", "withdrawn / Decided otherwise in D-2."]


def test_columns_in_which_no_row_says_anything_are_left_out() -> None:
    """No empty columns."""
    points = (_point(7, owner="finn-fictional"),)

    assert heads_of(open_point_register(context(open_points=points)), "open") == ["Id", "Question", "Owner", "Raised"]


def test_overdue_points_stand_first_then_by_owner_and_those_without_owner_last() -> None:
    """What is late is what somebody has to look at."""
    points = (
        _point(1),
        _point(2, owner="petra-beispiel", due=dt.date(2026, 10, 30)),
        _point(3, owner="finn-fictional", due=dt.date(2026, 10, 30)),
        _point(4, owner="petra-beispiel", due=dt.date(2026, 9, 25)),
    )
    rows = rows_of(open_point_register(context(open_points=points)), id="open")

    assert [row[0] for row in rows] == ["OP-4", "OP-3", "OP-2", "OP-1"]
    assert rows[0][3] == "Fri Sep 25, 2026 / 5 days ago overdue"
    assert rows[1][3] == "Fri Oct 30, 2026 / in 30 days"


def test_values_that_sources_state_differently_stand_side_by_side() -> None:
    """Where sources disagree, both values stand with their source."""
    stated = (StatedValue(value="99.9", source="Part 2"), StatedValue(value="99.5", source="Part 4"))
    rows = rows_of(open_point_register(context(open_points=(_point(1, stated=stated),))), id="open")

    assert rows[0][1] == "Question 1? / 99.9 (Part 2) / 99.5 (Part 4)"


def test_answered_points_stand_apart_with_their_answer() -> None:
    """A closed point stays, with what was answered."""
    rows = rows_of(open_point_register(context()), id="answered")

    assert rows[0][2] == "380 of 4,000."


def test_open_points_of_one_owner_can_be_asked_for() -> None:
    """Authors show a person's points beside the text that needs them."""
    points = (_point(1, owner="petra-beispiel"), _point(2, owner="finn-fictional"))
    rows = rows_of(open_point_register(context(open_points=points), owner="finn-fictional"), id="open")

    assert [row[0] for row in rows] == ["OP-2"]


def test_filter_and_sort_appear_where_a_table_exceeds_twelve_rows() -> None:
    """Small tables need no tools."""
    few = tuple(_point(number, owner=("a", "b")[number % 2]) for number in range(MANY_ROWS))
    many = (*few, _point(99))

    small, large = (tables(open_point_register(context(open_points=points)))[0] for points in (few, many))
    assert not small.sortable
    assert not small.filters
    assert large.sortable
    assert large.search
    assert len(large.filters[0].choices) == 2


def test_a_page_exists_where_there_is_something_to_show_and_open_points_always() -> None:
    """What is missing is left out; open points say that there are none."""
    assert [page.stem for page in pages(PAGE_KINDS, context(empty()))] == ["open-points"]
    assert [page.stem for page in pages(PAGE_KINDS, context(harbour()))] == ["decisions", "assumptions", "open-points"]
    assert "No point is open." in html(context(empty()), open_point_register(context(empty())))
