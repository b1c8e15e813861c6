"""Sensible columns: ids, dates, states and figures in one line, words whole, what is read shares the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import isqrt
from typing import TypeAlias
from xml.etree import ElementTree as Xml

from ..render.text_width import text_width

TEXT_WIDTH = 462  # points between the margins, as in the template
ACROSS_WIDTH = 708  # the same on a page across
CELL_SPACE = 12  # left and right of a cell together
SIZE = 9
SMALL = 8  # for tables whose words would be parted otherwise
LONGEST_WORD = 78  # points; a longer word may be hyphenated where not even small words have room
LONGEST_HEAD = 54  # points; the same for words in a head
LONGEST_WHOLE = 130  # points; a longer word may always be parted
LONGEST_LINE = 120  # points; a column whose every line is shorter breaks none of them
MUCH_TEXT = 25  # percent of the letters of a table; a column with more is one that is read
ROOM_FOR_TEXT = 32  # percent of the width for such a column
LEAST_ROOM_FOR_TEXT = 18  # percent, before words are parted or type is small
ROOM_FOR_TEXTS = 52  # percent for all of them
TALL_LETTERS = 1500  # a cell with more text may go on on the next page
STEPS, MOST_STEPS = (24, 12, 6), 12  # points that one column gives to another, and how often
LINE, ROW = 12, 8  # points of a line, and around the lines of a row
Lines: TypeAlias = list[list[int]]  # the widths of the lines of each cell of a row
NO_BREAK_HYPHEN = "\u2011"
_BETWEEN_WORDS = re.compile("[ \t\n\u200b]+")  # a space that does not break holds a date together


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What a column needs at least, what it takes to have every cell in one line, and how much text it holds.

    What is kept does not give way when there is no room for all. `word` is its longest word, the least width where
    lines may break, and `hyphenated` where words may too.
    """

    least: int
    word: int
    hyphenated: int
    wanted: int
    amount: int
    numeric: bool
    narrow: bool
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The widths of the columns of tables in points, whether in small type, and how high that is about.

    Where not even small words have room, `parted` says so.
    """

    widths: tuple[int, ...]
    small: bool
    height: int
    parted: bool


def measure_tables(tables: Sequence[Xml.Element], width: int = TEXT_WIDTH) -> Measured:
    """The columns of tables that have their heads in common, which get the same."""
    rows = _rows_of(tables)
    for size in (SIZE, SMALL):
        columns = _with_whole_words(_columns(rows, size), width)
        if is_whole := bool(columns):
            break
    else:
        parted = [replace(column, least=column.hyphenated) for column in _columns(rows, SMALL)]
        columns = _with_room_for_text(parted, width, ROOM_FOR_TEXT)
    lines = [[[text_width(line, size) for line in _lines(cell)] for cell in row] for row in rows]
    widths = _lower(share_width(columns, width), columns, lines)
    return Measured(widths=widths, small=size == SMALL, height=_height(lines, widths), parted=not is_whole)


def note_columns(tables: Sequence[Xml.Element], measured: Measured) -> None:
    """Write the widths into the tables, rows too tall to be kept whole, and the cells whose words may be parted."""
    size = SMALL if measured.small else SIZE
    for row in _rows_of(tables):
        if any(len("".join(cell.itertext())) > TALL_LETTERS for cell in row):
            row.set("tall", "true")
        for cell, width in zip(row, measured.widths, strict=False):
            lines = [text_width(line, size, bold=cell.get("head") == "true") for line in _lines(cell)]
            word = _longest_word(cell, size, bold=cell.get("head") == "true")
            if word > width - CELL_SPACE or (cell.get("head") != "true" and max(lines) > 2 * width):
                cell.set("hyphens", "true")
    for table in tables:
        table.set("columns", " ".join(map(str, measured.widths)))
        if measured.small:
            table.set("small", "true")


def _rows_of(tables: Sequence[Xml.Element]) -> list[Xml.Element]:
    return [row for table in tables for row in table if row.tag in ("head", "row") and "group" not in row.attrib]


def _columns(rows: Sequence[Xml.Element], size: int) -> tuple[_Column, ...]:
    count = max((len(row) for row in rows), default=0)
    return tuple(_column([row[place] for row in rows if place < len(row)], size) for place in range(count))


def _column(cells: Sequence[Xml.Element], size: int) -> _Column:
    head = word = whole = wanted = amount = 0
    for cell in cells:
        is_head = cell.get("head") == "true"
        widths = [text_width(line, size, bold=is_head) for line in _lines(cell)]
        wanted = max([wanted, *widths])
        amount += sum(widths)
        longest = min(_longest_word(cell, size, bold=is_head), LONGEST_WHOLE)
        if is_head:
            head = max(head, longest)
        else:
            word, whole = max(word, longest), max([whole, *widths])
    numeric = bool(cells) and all(cell.get("align") == "right" for cell in cells)
    keeps_lines = numeric or whole <= LONGEST_LINE
    return _Column(
        least=max(head, whole if keeps_lines else word) + CELL_SPACE,
        word=max(head, word) + CELL_SPACE,
        hyphenated=max(min(head, LONGEST_HEAD), whole if numeric else min(word, LONGEST_WORD)) + CELL_SPACE,
        wanted=wanted + CELL_SPACE,
        amount=amount,
        numeric=numeric,
        narrow=bool(cells) and all(cell.get("narrow") == "true" for cell in cells),
        is_kept=numeric,
    )


def _with_whole_words(columns: tuple[_Column, ...], width: int) -> tuple[_Column, ...]:
    """The columns with lines whole as far as there is room, texts before what is marked as narrow; none without."""
    for may, room in _CONCESSIONS:
        found = list(columns)
        for column in sorted(filter(may, columns), key=lambda column: column.word - column.least):
            if _needed(found, width, room) <= width:
                break
            found[found.index(column)] = replace(column, least=column.word)
        if _needed(found, width, room) <= width:
            return _with_room_for_text(found, width, room)
    return ()


def _none(column: _Column) -> bool:
    return False


def _texts(column: _Column) -> bool:
    return not column.numeric and not column.narrow


def _all_but_figures(column: _Column) -> bool:
    return not column.numeric


# Which columns may break their lines, and how much of the width what is read has: the first for which there is room.
_CONCESSIONS: tuple[tuple[Callable[[_Column], bool], int], ...] = (
    (_none, ROOM_FOR_TEXT),
    (_texts, ROOM_FOR_TEXT),
    (_texts, LEAST_ROOM_FOR_TEXT),
    (_all_but_figures, ROOM_FOR_TEXT),
    (_all_but_figures, LEAST_ROOM_FOR_TEXT),
)


def _needed(columns: Sequence[_Column], width: int, room: int) -> int:
    return sum(column.least for column in _with_room_for_text(columns, width, room))


def share_width(columns: Sequence[_Column], width: int = TEXT_WIDTH) -> tuple[int, ...]:
    """The widths of the columns, together the whole width.

    The height of a text is its amount by its width: the sum of heights is least where widths grow with the square
    root of the amounts, between what a column needs at least and what it can use.
    """
    if not columns:
        return ()
    least = sum(column.least for column in columns)
    if least >= width:
        return _cut_longest(columns, width)
    if sum(column.wanted for column in columns) <= width:
        return _grow([column.wanted for column in columns], columns, width)
    low, high = 0, 1000 * width
    while low < high:
        middle = (low + high + 1) // 2
        if sum(_at(column, middle) for column in columns) <= width:
            low = middle
        else:
            high = middle - 1
    return _grow([_at(column, low) for column in columns], columns, width)


def _with_room_for_text(columns: Sequence[_Column], width: int, part: int) -> tuple[_Column, ...]:
    """The columns, where those that hold most of the text need a good part of the width, whatever their words need."""
    texts = _read(columns)
    room = width * min(part, ROOM_FOR_TEXTS // max(1, len(texts))) // 100
    return tuple(
        replace(column, least=max(column.least, min(column.wanted, room)), is_kept=True) if column in texts else column
        for column in columns
    )


def _read(columns: Sequence[_Column]) -> list[_Column]:
    """The columns that hold most of the text."""
    much = sum(column.amount for column in columns) * MUCH_TEXT // 100
    return [column for column in columns if column.amount > much and not column.numeric]


def _cut_longest(columns: Sequence[_Column], width: int) -> tuple[int, ...]:
    """The widths where not even the words have room: the widest columns of text give way, down to one width."""
    fixed = sum(column.least for column in columns if column.is_kept)
    low, high = 1, width
    while low < high:
        middle = (low + high + 1) // 2
        if fixed + sum(min(column.least, middle) for column in columns if not column.is_kept) <= width:
            low = middle
        else:
            high = middle - 1
    cut = [column.least if column.is_kept else min(column.least, low) for column in columns]
    return tuple(cut) if sum(cut) <= width else tuple(max(1, length * width // sum(cut)) for length in cut)


def _at(column: _Column, factor: int) -> int:
    return max(column.least, min(column.wanted, isqrt(column.amount) * factor // 1000))


def _grow(widths: list[int], columns: Sequence[_Column], width: int) -> tuple[int, ...]:
    """What is left over goes to the columns of text, the wider ones first; figures stay close to their heads."""
    rest = width - sum(widths)
    weights = [0 if column.numeric else column.wanted for column in columns]
    if not any(weights):
        weights = [column.wanted for column in columns]
    total = sum(weights)
    return tuple(own + rest * weight // total for own, weight in zip(widths, weights, strict=True))


def _lower(widths: tuple[int, ...], columns: Sequence[_Column], lines: Sequence[Lines]) -> tuple[int, ...]:
    """The widths where one column gives room to another as long as that makes the table lower."""
    least = sum(widths) * LEAST_ROOM_FOR_TEXT // 100
    limits = [max(column.word, least) if column in _read(columns) else column.least for column in columns]
    found, height = list(widths), _height(lines, widths)
    for step in STEPS:
        for _ in range(MOST_STEPS):
            tried = []
            for giver, taker in permutations(range(len(found)), 2):
                if found[giver] - step < limits[giver] or columns[taker].numeric:
                    continue
                other = [*found]
                other[giver] -= step
                other[taker] += step
                tried.append((_height(lines, other), other))
            if not tried or min(tried)[0] >= height:
                break
            height, found = min(tried)
    return tuple(found)


def _height(lines: Sequence[Lines], widths: Sequence[int]) -> int:
    """About how high the rows are together, in points; lines that break lose some of their room."""
    height = 0
    for row in lines:
        rooms = [max(1, width - CELL_SPACE) for width in widths]
        counts = [sum(map(_breaks(room), cell)) for cell, room in zip(row, rooms, strict=False)]
        height += max(counts, default=1) * LINE + ROW
    return height


def _breaks(room: int) -> Callable[[int], int]:
    """How many lines a text of a width takes in a room."""
    return lambda line: 1 if line <= room else -(-line * 108 // (100 * room))


def _longest_word(cell: Xml.Element, size: int, *, bold: bool) -> int:
    words = [word for line in _lines(cell) for word in _BETWEEN_WORDS.split(line.replace("-", "- "))]
    return max((text_width(word, size, bold=bold) for word in words), default=0)


def _lines(cell: Xml.Element) -> list[str]:
    """What stands in one line of a cell when there is room: its texts, parted by line breaks and blocks.

    An id is one word.
    """
    ids = {text for span in cell.iter("span") if span.get("kind") == "id" for text in span.iter("t")}
    lines = [""]
    for node in cell.iter():
        if node.tag in ("br", "p", "item", "list"):
            lines.append("")
        elif node.tag in ("t", "code") and node.text:
            lines[-1] += node.text.replace("-", NO_BREAK_HYPHEN) if node in ids else node.text
        elif node.tag in ("shape", "box"):
            lines[-1] += "mm"
    return lines
