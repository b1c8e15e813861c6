"""How a row of a table reads on the smallest screen, where its columns do not stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from ..elements import tree
from ..elements.register_parts import NOTHING

MOST_BESIDE = 5  # figures of a row that a phone holds beside each other


def place_class(column: tree.ColumnHead, cell: tree.Content, columns: Sequence[tree.ColumnHead]) -> str | None:
    """What a cell is in a row without columns: its title, what stands at its right, or nothing to show."""
    if cell == NOTHING or (isinstance(cell, str) and not cell.strip()):
        return "dw-none"
    title = title_of(columns)
    if column is title:
        return "dw-title"
    return "dw-aside" if column is _aside_of(columns, title) else None


def label_on_a_phone(column: tree.ColumnHead) -> str | None:
    """What a figure or a letter is called where its head is out of sight; words say it themselves."""
    if column.letter:
        return column.title
    return f"{column.title} {column.unit}".strip() if column.numeric else None


def title_of(columns: Sequence[tree.ColumnHead]) -> tree.ColumnHead:
    """The column that names a row: the first of words, after ids and states."""
    words = (column for column in columns if not (column.numeric or column.narrow or column.aside))
    return next(words, columns[0])


def _aside_of(columns: Sequence[tree.ColumnHead], title: tree.ColumnHead) -> tree.ColumnHead | None:
    """The column that says so of itself, else the first short one behind the title."""
    behind = columns[columns.index(title) + 1 :]
    narrow = (column for column in behind if column.narrow and not column.letter)
    found = [*(column for column in columns if column.aside), *narrow]
    return found[0] if found else None


def form_of_figures(columns: Sequence[tree.ColumnHead]) -> str | None:
    """How a table that is there to compare figures stands on the smallest screen; of another, nothing.

    Three columns stand `beside` each other as everywhere, up to five of a name and figures as close `columns`. Figures
    of more stand `below` the name, under heads that stand once; too many for that are `named` each.
    """
    figures = sum(column.numeric for column in columns)
    if len(columns) < 3 or 2 * figures < len(columns):
        return None
    if len(columns) == 3:
        return "beside"
    if len(columns) <= MOST_BESIDE and all(column.numeric for column in columns[1:]):
        return "columns"
    return "below" if figures <= MOST_BESIDE else "named"


def figures_beside(columns: Sequence[tree.ColumnHead]) -> str | None:
    """How many figures of a row stand beside each other behind its name, for the style sheet."""
    figures = sum(column.numeric for column in columns[1:])
    return f"--dw-figures:{figures}" if form_of_figures(columns) in ("columns", "below") else None
