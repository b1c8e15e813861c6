"""A table as CSV: written so that no spreadsheet computes with it, read with every fault at its cell."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from delivery_wiki.model.texts.safe_cell import plain_cell, safe_cell

from .table_columns import TableColumn

BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8
EXPORTED = "_exported"  # the column by which a cell that came back is known to be changed
DIGEST = 8  # digits of a cell's fingerprint
MAXIMUM_BYTES = 5 * 2**20
MAXIMUM_ROWS = 5_000
SEPARATORS = (",", ";", "\t")
NO_TABLE = "the file is no table"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault:
    """Something that is wrong with a table: its place as a spreadsheet names it, and what to do."""

    place: str
    problem: str
    repair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row: its number in the spreadsheet, its cells by the heads, and the fingerprints they went out with."""

    number: int
    cells: Mapping[str, str]
    exported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """What a file says: heads in order, rows, faults."""

    heads: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    faults: tuple[TableFault, ...] = field(default=())


def cell_text(value: Any) -> str:
    """A value of a YAML file as the text of a cell; nothing is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def fingerprint(head: str, text: str) -> str:
    """By which it is known later whether a cell is still as it went out."""
    return hashlib.sha256(f"{head}\0{text}".encode()).hexdigest()[:DIGEST]


def write_csv(columns: Sequence[TableColumn], entries: Iterable[Mapping[str, Any]], separator: str = ",") -> str:
    """One row an entry, line ends of RFC 4180; the last column holds the fingerprints of the cells."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    heads = [column.key for column in columns]
    writer.writerow([*heads, EXPORTED])
    for entry in entries:
        texts = [cell_text(entry.get(head)) for head in heads]
        marks = " ".join(fingerprint(head, text) for head, text in zip(heads, texts, strict=True))
        writer.writerow([*map(safe_cell, texts), marks])
    return BOM + stream.getvalue()


def read_csv(data: bytes, columns: Sequence[TableColumn]) -> ReadTable:
    """The rows of a file in UTF-8 whose heads are keys; a file that cannot be read has its one fault alone."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return _unreadable(f"line {line}", "bytes that are not UTF-8", "Save it as CSV UTF-8.")
    if "\0" in text:
        return _unreadable("", "a character that no text has (NUL)", "Save it as CSV UTF-8.")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except csv.Error as fault:
        return _unreadable("", f"{NO_TABLE}: {fault}", "Save it as CSV, with quotes around what holds a comma.")
    if not lines or not any(lines[0]):
        return _unreadable("", "a file without a row of heads", "Begin it with the heads that an export has.")
    if len(lines) > MAXIMUM_ROWS + 1:
        return _unreadable("", f"{len(lines):,} rows, at most {MAXIMUM_ROWS:,}", "Split it into several files.")
    return _table(lines, columns)


def cell_place(heads: Sequence[str], head: str, number: int) -> str:
    """The address of a cell, as a spreadsheet writes it."""
    place, left = "", heads.index(head) + 1
    while left:
        left, rest = divmod(left - 1, 26)
        place = chr(ord("A") + rest) + place
    return f"{place}{number}"


def _separator(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _table(lines: Sequence[Sequence[str]], columns: Sequence[TableColumn]) -> ReadTable:
    heads = tuple(head.strip() for head in lines[0])
    faults = [*faults_of_heads(heads, columns)]
    rows: list[TableRow] = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(heads):
            problem = f"{len(cells)} cells, and the table has {len(heads)} columns"
            faults.append(
                TableFault(place=f"row {number}", problem=problem, repair="Put quotes around what holds a comma.")
            )
            continue
        by_head = dict(zip(heads, map(plain_cell, cells), strict=False))
        marks = tuple(by_head.pop(EXPORTED, "").split())
        rows.append(TableRow(number=number, cells=by_head, exported=marks))
    return ReadTable(heads=heads, rows=tuple(rows), faults=tuple(faults))


def faults_of_heads(heads: Sequence[str], columns: Sequence[TableColumn]) -> Iterable[TableFault]:
    """Heads that stand twice or that no key has, and the one that must be there."""
    known = [column.key for column in columns]
    for head in dict.fromkeys(heads):
        place = cell_place(heads, head, 1)
        if heads.count(head) > 1 and head:
            yield TableFault(place=place, problem=f"two columns '{head}'", repair="Delete one of them.")
        if head not in {*known, EXPORTED} and head:
            repair = f"Use one of: {', '.join(known)}; or delete the column."
            yield TableFault(place=place, problem=f"a column '{head}' that this table does not have", repair=repair)
    if known[0] not in heads:
        repair = f"Add the column '{known[0]}': it says which entry a row is."
        yield TableFault(place="row 1", problem=f"no column '{known[0]}'", repair=repair)


def _unreadable(place: str, problem: str, repair: str) -> ReadTable:
    return ReadTable(faults=(TableFault(place=place, problem=problem, repair=repair),))
