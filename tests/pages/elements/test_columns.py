"""A table is made of columns, each of which says its head, its cell, its filter and its total in one record."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from delivery_wiki.pages.elements.columns import (
    Column,
    Columns,
    FilterBy,
    day_key,
    plain_table,
    register_table,
    step_key,
)
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render.html import HtmlRenderer
from tests.syntax_trees import tree_of

PAGES = Path(__file__).parents[3] / "macros" / "delivery_wiki" / "pages"
MAKER = PAGES / "elements" / "columns.py"
PARTS = frozenset({"Table", "Row", "ColumnHead"})
BY_HAND: dict[str, str] = {}
"""Modules that put a table together by hand, each with its reason."""

PLANTS = (("Oak", 3, "wood"), ("Fern", 1, "shade"), ("Ash", 2, "wood"))
COLUMNS: Columns[tuple[str, int, str]] = (
    Column("Plant", lambda plant: plant[0], total="All"),
    Column("Place", lambda plant: plant[2], filter=FilterBy("place", lambda plant: plant[2], str.upper)),
    Column("Note", lambda plant: "–"),
    Column("Height", lambda plant: str(plant[1]), figure=True, unit="m", total="6"),
    Column("Secret", lambda plant: "hidden", shown=False),
)


def test_a_column_says_its_head_its_cells_and_its_total() -> None:
    """What is not shown is nowhere; a total stands in a last row of its own."""
    table = plain_table(COLUMNS, PLANTS, row_id=lambda plant: plant[0].lower())

    assert [head.title for head in table.columns] == ["Plant", "Place", "Note", "Height"]
    assert [row.cells for row in table.rows][-2:] == [("Ash", "wood", "–", "2"), ("All", "", "", "6")]
    assert [row.id for row in table.rows] == ["oak", "fern", "ash", ""]
    assert [row.total for row in table.rows] == [False, False, False, True]
    assert table.columns[3].numeric
    assert table.columns[3].unit == "m"


def test_a_table_without_rows_has_no_total_and_keeps_its_heads() -> None:
    """There is nothing to add up."""
    for table in (plain_table(COLUMNS, (), empty="None"), register_table(COLUMNS, (), empty="None")):
        assert table.rows == ()
        assert len(table.columns) == 4
        assert table.filters == ()


def test_a_register_leaves_out_the_columns_that_say_nothing() -> None:
    """A dash in every row is no column."""
    table = register_table(COLUMNS, PLANTS, empty="")

    assert [head.title for head in table.columns] == ["Plant", "Place", "Height"]
    assert table.rows[0].cells == ("Oak", "wood", "3")
    assert not table.search


def test_chips_stand_for_the_values_that_tell_rows_apart() -> None:
    """In the order given, then as rows bring them; a value that every row has keeps every row."""
    by = FilterBy[tuple[str, int, str]](
        "place", lambda plant: (plant[2], "alive", *(["tall"] if plant[1] > 2 else [])), str.upper, order=("shade",)
    )
    (chips,) = plain_table((Column("Place", lambda plant: plant[2], filter=by),), PLANTS).filters

    assert chips.label == "Place"
    assert chips.choices == (("shade", "SHADE"), ("wood", "WOOD"), ("tall", "TALL"))


def test_a_value_of_several_words_is_one_value() -> None:
    """Rows hold several values with spaces between them: each chip still finds its rows, and no others."""
    places = ("deep water", "deep", "water", "")
    by = FilterBy[str]("place", lambda place: place, str.upper)
    table = plain_table((Column("Place", lambda place: place, filter=by),), places)

    (chips,) = table.filters
    held = [dict(row.data)["place"].split(" ") for row in table.rows]
    assert [[value in values for values in held] for value, _ in chips.choices] == [
        [True, False, False, False],
        [False, True, False, False],
        [False, False, True, False],
    ]
    assert [said for _, said in chips.choices] == ["DEEP WATER", "DEEP", "WATER"]


def test_a_long_register_has_chips_and_a_short_one_has_none() -> None:
    """More than twelve rows are searched, sorted and filtered."""
    long = register_table(COLUMNS, [*PLANTS] * 5, empty="")

    assert (long.search, long.sortable, len(long.filters)) == (True, True, 1)
    assert register_table(COLUMNS, [*PLANTS] * 5, empty="", filtered=False).filters == ()
    assert register_table(COLUMNS, PLANTS, empty="").filters == ()


def test_days_and_steps_of_a_scale_are_sorted_in_their_order() -> None:
    """By their words, April would stand before January, and high before low."""
    scale = ("low", "medium", "high")
    plants = [(dt.date(2026, month, 1), scale[month % 3]) for month in range(1, 13)] + [(None, "unheard of")]
    columns: Columns[tuple[dt.date | None, str]] = (
        Column("Empty", lambda plant: ""),
        Column("Planted", lambda plant: f"{plant[0]:%B}" if plant[0] else "–", sort=lambda plant: day_key(plant[0])),
        Column("Care", lambda plant: plant[1], sort=lambda plant: step_key(scale, plant[1])),
        Column("Words", lambda plant: "x", total="All"),
    )

    table = register_table(columns, plants, empty="")

    assert [row.keys for row in table.rows][:2] == [("2026-01-01", "1", ""), ("2026-02-01", "2", "")]
    assert [row.keys for row in table.rows][-2:] == [("", "", ""), ("", "", "")]
    assert HtmlRenderer(Words()).render((table,)).count("data-sort=") == 24
    short = register_table(columns, plants[:3], empty="")
    assert "data-sort=" not in HtmlRenderer(Words()).render((short,))


def _by_hand(source: str) -> Iterator[str]:
    """The parts of tables that a module makes itself."""
    module = ast.parse(source)
    imported = {
        name.asname or name.name: name.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == "tree"
        for name in node.names
    }
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    for call in calls:
        called = ast.unparse(call.func)
        if imported.get(called, called.removeprefix("tree.") if called.startswith("tree.") else "") in PARTS:
            yield f"line {call.lineno}: {called}"


@pytest.mark.parametrize(
    "source",
    [
        "from ..elements.tree import Row\nrows = [Row(cells=())]",
        "from .tree import ColumnHead as Head\ncolumns = (Head(title='A'),)",
        "from delivery_wiki.pages.elements import tree\ntable = tree.Table(columns=(), rows=())",
    ],
)
def test_a_table_made_by_hand_is_seen(source: str) -> None:
    """However its parts are imported."""
    assert list(_by_hand(source))


def test_no_page_puts_a_table_together_by_hand() -> None:
    """Heads in one tuple and cells in another fall out of step; `elements/columns.py` makes every table."""
    made = {
        str(path.relative_to(PAGES)): found
        for path in sorted(PAGES.rglob("*.py"))
        if path != MAKER and (found := list(_by_hand(path.read_text("utf-8"))))
    }

    assert made.keys() == BY_HAND.keys(), f"make these of `Column`s, or say in BY_HAND why not: {made}"


def test_a_table_of_a_terminal_is_made_of_columns_too() -> None:
    """`render/terminal.py` makes it; the conditions of a gate are no table: no heads, and lines below a row."""
    made = {
        str(path.relative_to(PAGES))
        for path in PAGES.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module == "rich.table"
    }

    assert made == {"render/terminal.py", "status/status_report.py"}
