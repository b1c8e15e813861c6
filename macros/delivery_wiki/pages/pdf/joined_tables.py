"""Tables that read as one on paper: parts with the same head in one table, and what cells repeat in a note below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from string import ascii_lowercase
from xml.etree import ElementTree as Xml

LONG_LINE = 30  # letters of a line of a cell that is worth a note
OFTEN = 4  # times that it stands in a table
MOST_NOTES = 6


def heads_of(table: Xml.Element) -> tuple[str, ...]:
    """The words of the heads; tables that have them in common are read as one, and look like one."""
    return tuple("".join(cell.itertext()) for row in table if row.tag == "head" for cell in row)


def join_parts(block: Xml.Element) -> None:
    """Parts that are a heading and a table with the same head become one table, in which each heading is a row."""
    for section in tuple(block.iter("group")):
        for heads, found in groupby(tuple(section), key=_heads_of_part):
            parts = tuple(found)
            if heads and len(parts) > 1:
                _join(section, parts)


def _heads_of_part(node: Xml.Element) -> tuple[str, ...]:
    """The heads of the table of a part, where there is nothing else in it but its heading."""
    table = _table_of(node)
    return heads_of(table) if table is not None else ()


def _table_of(part: Xml.Element) -> Xml.Element | None:
    if part.tag != "group" or len(part) != 2 or part[0].tag != "h":
        return None
    inner = part[1]
    while inner.tag == "group" and len(inner) == 1:
        inner = inner[0]
    return inner if inner.tag == "table" and not any(row.tag == "caption" for row in inner) else None


def _join(section: Xml.Element, parts: tuple[Xml.Element, ...]) -> None:
    joined: Xml.Element | None = None
    for part in parts:
        table = _table_of(part)
        if table is None:
            continue
        rows = [_heading_row(part[0], table), *(row for row in table if row.tag == "row")]
        if joined is None:
            joined = table
            for row in [row for row in table if row.tag == "row"]:
                table.remove(row)
            part.remove(part[0])
        else:
            section.remove(part)
        joined.extend(rows)


def _heading_row(heading: Xml.Element, table: Xml.Element) -> Xml.Element:
    row = Xml.Element("row", group="true")
    if "id" in table.attrib:
        row.set("id", table.attrib.pop("id"))
    Xml.SubElement(row, "cell", align="left", head="false").append(heading)
    return row


# --- what cells repeat ----------------------------------------------------------------------------


def note_repeated(table: Xml.Element) -> None:
    """Long lines that many cells of a column repeat: a letter stands for each, and the line in a note below."""
    rows = [row for row in table if row.tag == "row" and "group" not in row.attrib and "total" not in row.attrib]
    counts = Counter(
        (place, text)
        for row in rows
        for place, cell in enumerate(row)
        for text in dict.fromkeys(map(_text_of, _lines_of(cell)))
        if len(text) >= LONG_LINE
    )
    found = dict.fromkeys(text for (_, text), count in counts.items() if count >= OFTEN)
    letters = dict(zip(list(found)[:MOST_NOTES], ascii_lowercase, strict=False))
    if not letters:
        return
    for cell in (cell for row in rows for cell in row):
        _mark(cell, letters)
    for text, letter in letters.items():
        note = Xml.SubElement(table, "note")
        note.append(_raised(letter))
        Xml.SubElement(note, "t").text = f" {text}"


def _lines_of(cell: Xml.Element) -> Iterator[list[Xml.Element]]:
    """The elements of each line of a cell that holds nothing but lines."""
    line: list[Xml.Element] = []
    for node in cell if cell.get("flow") == "inline" else ():
        if node.tag == "br":
            yield line
            line = []
        else:
            line.append(node)
    yield line


def _text_of(line: list[Xml.Element]) -> str:
    """The words of a line that is plain text, with names at most; nothing of another one."""
    is_plain = all(node.tag == "t" or node.get("kind") == "name" for node in line)
    return "".join(text for node in line for text in node.itertext()).strip() if is_plain else ""


def _mark(cell: Xml.Element, letters: dict[str, str]) -> None:
    lines = list(_lines_of(cell))
    marks = [letters[text] for line in lines if (text := _text_of(line)) in letters]
    if not marks:
        return
    kept = [line for line in lines if _text_of(line) not in letters]
    for node in list(cell):
        cell.remove(node)
    for number, line in enumerate(kept):
        if number:
            Xml.SubElement(cell, "br")
        cell.extend(line)
    if kept:
        Xml.SubElement(cell, "t").text = " "
    cell.append(_raised(", ".join(marks)))


def _raised(text: str) -> Xml.Element:
    raised = Xml.Element("sup")
    Xml.SubElement(raised, "t").text = text
    return raised
