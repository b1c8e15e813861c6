"""Sensible columns: each as wide as its words need, the rest shared by how much text stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isqrt
from xml.etree import ElementTree as Xml

from .text_width import text_width

TEXT_WIDTH = 462  # points between the margins, as in the template
CELL_SPACE = 12  # left and right of a cell together
SIZE = 9
SMALL = 8  # for tables that would be crowded otherwise
LONGEST_WORD = 78  # points; a longer word may be hyphenated
LONGEST_HEAD = 54  # points; the same for words in a head
CROWDED = 72  # percent of the width that a table may need at least; beyond that it is set small
LONGEST_NARROW = 110  # points; what is marked as narrow stays in one line up to here
MUCH_TEXT = 25  # percent of the letters of a table; a column with more is one that is read
ROOM_FOR_TEXT = 32  # percent of the width for such a column
ROOM_FOR_TEXTS = 52  # percent for all of them
TALL_LETTERS = 1500  # a cell with more text may go on on the next page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What a column needs at least, what it takes to have every cell in one line, and how much text it holds.

    What is kept does not give way when there is no room for all.
    """

    least: int
    wanted: int
    amount: int
    numeric: bool
    is_kept: bool


def measure_tables(tables: Sequence[Xml.Element]) -> None:
    """Note the widths of the columns in points, rows too tall to be kept whole, and whether small type is needed.

    The tables have their heads in common, and get the same columns.
    """
    rows = [row for table in tables for row in table if row.tag in ("head", "row")]
    for row in rows:
        if any(len("".join(cell.itertext())) > TALL_LETTERS for cell in row):
            row.set("tall", "true")
    columns = _columns(rows, SIZE)
    small = 100 * sum(one.least for one in columns) > CROWDED * TEXT_WIDTH
    widths = " ".join(str(width) for width in share_width(_columns(rows, SMALL) if small else columns))
    for table in tables:
        table.set("columns", widths)
        if small:
            table.set("small", "true")


def _columns(rows: Sequence[Xml.Element], size: int) -> tuple[_Column, ...]:
    count = max((len(row) for row in rows), default=0)
    return tuple(_column([row[place] for row in rows if place < len(row)], size) for place in range(count))


def _column(cells: Sequence[Xml.Element], size: int) -> _Column:
    least = wanted = amount = 0
    numeric = bool(cells) and all(cell.get("align") == "right" for cell in cells)
    for cell in cells:
        is_head = cell.get("head") == "true"
        widths = [text_width(line, size, bold=is_head) for line in _lines(cell)]
        wanted = max([wanted, *widths])
        amount += sum(widths)
        whole = max([*widths, 0])
        if not is_head and (numeric or (cell.get("narrow") == "true" and whole <= LONGEST_NARROW)):
            least = max(least, whole)
        else:
            longest = LONGEST_HEAD if is_head else LONGEST_WORD
            least = max(least, min(_longest_word(cell, size, bold=is_head), longest))
    return _Column(
        least=least + CELL_SPACE, wanted=wanted + CELL_SPACE, amount=amount, numeric=numeric, is_kept=numeric
    )


def share_width(columns: Sequence[_Column], width: int = TEXT_WIDTH) -> tuple[int, ...]:
    """The widths of the columns, together the whole width.

    The height of a text is its amount by its width: the sum of heights is least where widths grow with the square
    root of the amounts, between what a column needs at least and what it can use.
    """
    if not columns:
        return ()
    columns = _with_room_for_text(columns, width)
    least = sum(one.least for one in columns)
    if least >= width:
        return _cut_longest(columns, width)
    if sum(one.wanted for one in columns) <= width:
        return _grow([one.wanted for one in columns], columns, width)
    low, high = 0, 1000 * width
    while low < high:
        middle = (low + high + 1) // 2
        if sum(_at(one, middle) for one in columns) <= width:
            low = middle
        else:
            high = middle - 1
    return _grow([_at(one, low) for one in columns], columns, width)


def _with_room_for_text(columns: Sequence[_Column], width: int) -> tuple[_Column, ...]:
    """The columns, where those that hold most of the text need a good part of the width, whatever their words need."""
    much = sum(one.amount for one in columns) * MUCH_TEXT // 100
    texts = [one for one in columns if one.amount > much and not one.is_kept]
    room = width * min(ROOM_FOR_TEXT, ROOM_FOR_TEXTS // max(1, len(texts))) // 100
    return tuple(
        replace(one, least=max(one.least, min(one.wanted, room)), is_kept=True) if one in texts else one
        for one in columns
    )


def _cut_longest(columns: Sequence[_Column], width: int) -> tuple[int, ...]:
    """The widths where not even the words have room: the widest columns of text give way, down to one width."""
    fixed = sum(one.least for one in columns if one.is_kept)
    low, high = 1, width
    while low < high:
        middle = (low + high + 1) // 2
        if fixed + sum(min(one.least, middle) for one in columns if not one.is_kept) <= width:
            low = middle
        else:
            high = middle - 1
    cut = [one.least if one.is_kept else min(one.least, low) for one in columns]
    return tuple(cut) if sum(cut) <= width else tuple(max(1, one * width // sum(cut)) for one in cut)


def _at(column: _Column, factor: int) -> int:
    return max(column.least, min(column.wanted, isqrt(column.amount) * factor // 1000))


def _grow(widths: list[int], columns: Sequence[_Column], width: int) -> tuple[int, ...]:
    """What is left over goes to the columns of text, the wider ones first; figures stay close to their heads."""
    rest = width - sum(widths)
    weights = [0 if one.numeric else one.wanted for one in columns]
    if not any(weights):
        weights = [one.wanted for one in columns]
    total = sum(weights)
    return tuple(own + rest * weight // total for own, weight in zip(widths, weights, strict=True))


def _longest_word(cell: Xml.Element, size: int, *, bold: bool) -> int:
    words = [word for line in _lines(cell) for word in line.replace("\u200b", " ").replace("-", "- ").split()]
    return max((text_width(word, size, bold=bold) for word in words), default=0)


def _lines(cell: Xml.Element) -> list[str]:
    """What stands in one line of a cell when there is room: its texts, parted by line breaks and blocks."""
    lines = [""]
    for node in cell.iter():
        if node.tag in ("br", "p", "item", "list"):
            lines.append("")
        elif node.tag in ("t", "code") and node.text:
            lines[-1] += node.text
        elif node.tag in ("shape", "box"):
            lines[-1] += "mm"
    return lines
