"""How a row of a table reads on a screen that is too narrow for its columns to stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from ..elements import tree
from ..elements.register_parts import NOTHING

MOST_BESIDE = 5  # figures of a row that a phone holds beside each other
LONG_LINE = 24  # letters in a line that has no need to stay one
MANY = 6  # columns that do not fit beside each other on a tablet either


def place_class(column: tree.ColumnHead, cell: tree.Content, columns: Sequence[tree.ColumnHead]) -> str | None:
    """What a cell is in a row without columns: its title, what stands at its right, or nothing to show."""
    if cell == NOTHING or (isinstance(cell, str) and not cell.strip()):
        return "dw-none"
    title = title_of(columns)
    if column is title:
        return "dw-title"
    return "dw-aside" if column is _aside_of(columns, title) else None


def is_wide(columns: Sequence[tree.ColumnHead]) -> bool:
    """Whether a table of words has so many columns that a tablet shows its rows as a phone does."""
    return len(columns) >= MANY and not form_of_figures(columns) and not any(column.letter for column in columns)


def label_of_cell(column: tree.ColumnHead, cell: tree.Content, columns: Sequence[tree.ColumnHead]) -> str | None:
    """What a cell is called where its head is out of sight.

    Figures and letters always have their name, words where there are many columns. What names the row, what stands at
    its right, and ids say themselves what they are.
    """
    if column.letter:
        return column.title
    if column.numeric:
        return f"{column.title} {column.unit}".strip()
    is_place = column in (columns[0], title_of(columns)) or column.aside
    named = is_wide(columns) and not is_place and not _says_itself(cell) if column.named is None else column.named
    return column.title if named and place_class(column, cell, columns) != "dw-none" else None


def _says_itself(cell: tree.Content) -> bool:
    """Whether a cell begins with an id or a box; a state is one of something."""
    first = cell[0] if isinstance(cell, tuple) and cell else cell
    return isinstance(first, tree.Item | tree.CheckBox)


def wraps(column: tree.ColumnHead, cell: tree.Content) -> bool:
    """Whether a cell of a column that is as wide as its words has a line that is too long for that."""
    return column.narrow and isinstance(cell, tuple) and any(isinstance(of, str) and len(of) > LONG_LINE for of in cell)


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
