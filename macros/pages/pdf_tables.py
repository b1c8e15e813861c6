"""Sensible columns: each as wide as its words need, the rest shared by how much text stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from .text_width import text_width

TEXT_WIDTH = 462  # points between the margins, as in the template
CELL_SPACE = 11  # left and right of a cell together
SIZE = 9
LONGEST_WORD = 120  # points; a longer word is hyphenated or broken
ENOUGH_LETTERS = 90  # more text than this does not make a column wider
TALL_LETTERS = 1500  # a cell with more text may go on on the next page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    least: int
    wanted: int
    numeric: bool


def column_shares(table: Xml.Element) -> tuple[int, ...]:
    """The widths of the columns in points, together as wide as the text; marks rows too tall to be kept whole."""
    rows = [row for row in table if row.tag in ("head", "row")]
    for row in rows:
        if any(len(_words(cell)) > TALL_LETTERS for cell in row):
            row.set("tall", "true")
    count = max((len(row) for row in rows), default=0)
    return _share([_column([row[place] for row in rows if place < len(row)]) for place in range(count)])


def _column(cells: Sequence[Xml.Element]) -> _Column:
    least = wanted = 0
    for cell in cells:
        bold = cell.get("head") == "true"
        for line in _lines(cell):
            wanted = max(wanted, text_width(line[:ENOUGH_LETTERS], SIZE, bold=bold))
            words = line.replace("\u200b", " ").replace("-", "- ").split()
            least = max([least, *(text_width(word, SIZE, bold=bold) for word in words)])
    numeric = all(cell.get("align") == "right" for cell in cells)
    kept = wanted if numeric else min(least, LONGEST_WORD)
    return _Column(least=kept + CELL_SPACE, wanted=max(wanted, kept) + CELL_SPACE, numeric=numeric)


def _share(columns: Sequence[_Column]) -> tuple[int, ...]:
    wanted = sum(one.wanted for one in columns)
    least = sum(one.least for one in columns)
    if not columns:
        return ()
    if wanted <= TEXT_WIDTH:
        return _grow([one.wanted for one in columns], TEXT_WIDTH - wanted, columns)
    if least >= TEXT_WIDTH:
        return tuple(max(1, one.least * TEXT_WIDTH // least) for one in columns)
    room, appetite = TEXT_WIDTH - least, wanted - least
    return tuple(one.least + room * (one.wanted - one.least) // appetite for one in columns)


def _grow(widths: list[int], rest: int, columns: Sequence[_Column]) -> tuple[int, ...]:
    """What is left over goes to the columns of text, the wider ones first; figures stay close to their heads."""
    weights = [0 if one.numeric else one.wanted for one in columns]
    if not any(weights):
        weights = [one.wanted for one in columns]
    total = sum(weights)
    return tuple(width + rest * weight // total for width, weight in zip(widths, weights, strict=True))


def _words(node: Xml.Element) -> str:
    return "".join(node.itertext())


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
