"""Two texts of a clause: rows by their key, columns by their heads, lines by their words, and what only moved."""

from __future__ import annotations

from delivery_wiki.calculations.verification.compared_text import (
    ComparedLine,
    ComparedTable,
    Fate,
    compare_clauses,
    compare_text,
)
from delivery_wiki.model.drift import ClauseChange, Drift

HEAD = "Year | Load | Nodes"


def table(*rows: str, head: str = HEAD) -> str:
    """A table as the text of a clause has it."""
    return "\n".join((head, *rows))


def compared(before: str, after: str, *heads: str) -> ComparedTable:
    """The one table that differs."""
    (part,) = compare_text(before, after, (HEAD, *heads))
    assert isinstance(part, ComparedTable)
    return part


def lines(before: str, after: str) -> list[tuple[Fate, str, str]]:
    """The lines that differ."""
    parts = compare_text(before, after, (HEAD,))
    return [(part.fate, part.before, part.after) for part in parts if isinstance(part, ComparedLine)]


def test_a_row_stands_beside_its_former_self() -> None:
    """Cells of figures that are like those of other rows are not mistaken for them."""
    found = compared(table("0 | 2 | 5", "1 | 2 | 5", "2 | 3 | 5"), table("0 | 2 | 6", "1 | 2 | 5", "2 | 3 | 6"))

    assert [(row.before, row.after) for row in found.rows] == [
        (("0", "2", "5"), ("0", "2", "6")),
        (("2", "3", "5"), ("2", "3", "6")),
    ]
    assert [column.title for column in found.columns] == ["Year", "Load", "Nodes"]
    assert found.kept == 1


def test_a_row_in_between_moves_no_other() -> None:
    """It is new; the rows below it are the same."""
    found = compared(table("0 | 2 | 5", "2 | 3 | 6"), table("0 | 2 | 5", "1 | 2 | 6", "2 | 3 | 6"))

    assert [(row.fate, row.after) for row in found.rows] == [(Fate.ADDED, ("1", "2", "6"))]


def test_a_row_that_changed_its_place_is_moved() -> None:
    """The others kept theirs; what it says may have changed as well."""
    found = compared(table("a | 1 | 1", "b | 2 | 2", "c | 3 | 3"), table("c | 3 | 4", "a | 1 | 1", "b | 2 | 2"))

    assert [(row.fate, row.moved, row.before, row.after) for row in found.rows] == [
        (Fate.CHANGED, True, ("c", "3", "3"), ("c", "3", "4"))
    ]


def test_columns_meet_by_their_heads() -> None:
    """One that is new, one that is gone, one in another place and one with another unit."""
    head = "Nodes | Year | Load (MB) | Room"
    found = compared(table("0 | 2 | 5"), table("5 | 0 | 3 | 1", head=head), head)

    assert [(column.title, column.fate) for column in found.columns] == [
        ("Nodes", None),
        ("Year", None),
        ("Load (MB)", None),
        ("Room", Fate.ADDED),
    ]
    assert [(row.before, row.after) for row in found.rows] == [(("5", "0", "2", ""), ("5", "0", "3", "1"))]


def test_an_id_is_another_thing() -> None:
    """Two requirements of nearly the same words are one that went and one that came."""
    head = "Requirement | Statement | Priority"
    before = table("R-012 | The system must keep mails for ten years. | must", head=head)
    after = table("R-013 | The system must keep mails for ten years. | must", head=head)

    assert [row.fate for row in compared(before, after, head).rows] == [Fate.ADDED, Fate.REMOVED]


def test_a_row_with_another_name_is_found_by_its_other_cells() -> None:
    """A key that is no id may be reworded."""
    found = compared(table("3 | 2 | 5 of 7 nodes"), table("3, planned | 2 | 5 of 7 nodes"))

    assert [(row.fate, row.before[0], row.after[0]) for row in found.rows] == [(Fate.CHANGED, "3", "3, planned")]


def test_empty_cells_stay_in_their_columns() -> None:
    """White space is squeezed in a text that is signed, so that an empty cell is two bars."""
    found = compared(table("0 | | 5"), table("0 | 4 |"))

    assert [(row.before, row.after) for row in found.rows] == [(("0", "", "5"), ("0", "4", ""))]


def test_a_dash_is_an_empty_cell() -> None:
    """A column that says nothing of a row may be missing or hold its dash."""
    head = "Year | Load | Nodes | Note"

    assert compared(table("0 | 2 | 5"), table("0 | 2 | 5 | –", head=head), head).rows == ()


def test_a_list_with_another_number_is_the_same() -> None:
    """An item that came moves the numbers below it, and says nothing about them."""
    assert lines("1. Build\n2. Test", "1. Plan the work\n2. Build\n3. Test") == [(Fate.ADDED, "", "Plan the work")]


def test_a_line_that_stands_elsewhere_has_moved() -> None:
    """It is told once, in its new place."""
    before, after = "one line\nsecond of them\nand a third", "second of them\nand a third\none line"

    assert lines(before, after) == [(Fate.MOVED, "one line", "one line")]


def test_another_level_of_a_heading_is_no_other_word() -> None:
    """Both sides read the same, without the marks of Markdown."""
    assert lines("## The goals", "### The goals") == [(Fate.CHANGED, "The goals", "The goals")]


def test_a_line_that_went_to_another_clause_is_told_in_both() -> None:
    """Each side names the other clause."""
    clauses = (
        ClauseChange(id="a", title="1 Scope", before="Scope\nThe import of mails", after="Scope"),
        ClauseChange(id="b", title="2 Out", before="Out", after="Out\nThe import of mails"),
    )
    drift = Drift(document="sow", topic=None, revision=1, clauses=clauses)
    found = [part for one in compare_clauses(drift) for part in one.parts if isinstance(part, ComparedLine)]

    assert [(part.fate, part.elsewhere) for part in found] == [(Fate.MOVED, "2 Out"), (Fate.MOVED, "1 Scope")]


def test_what_follows_a_table_is_no_row_of_it() -> None:
    """A sentence has no cells."""
    parts = compare_text(table("0 | 2 | 5", "That is all."), table("0 | 2 | 6", "That was all."), (HEAD,))

    assert [type(part) for part in parts] == [ComparedTable, ComparedLine]


def test_a_new_table_is_named() -> None:
    """Every row of it is new."""
    (part,) = compare_text("Text", table("0 | 2 | 5", head=f"Text\n{HEAD}"), (HEAD,))

    assert isinstance(part, ComparedTable)
    assert part.fate is Fate.ADDED
    assert [row.fate for row in part.rows] == [Fate.ADDED]
