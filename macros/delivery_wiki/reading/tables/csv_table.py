"""A table as CSV: written so that no spreadsheet computes with it, read with every fault at its cell."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from delivery_wiki.model.texts.safe_cell import plain_cell, safe_cell

from .csv_text import BOM, UnreadableCsv, read_lines
from .table_columns import TableColumn

EXPORTED = "_exported"  # the column by which a cell that came back is known to be changed
DIGEST = 8  # digits of a cell's fingerprint
MAXIMUM_BYTES = 5 * 2**20
MAXIMUM_ROWS = 5_000


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
    """The rows of a file whose heads are keys; a file that cannot be read has its one fault alone."""
    try:
        lines = read_lines(data, {column.key for column in columns})
    except UnreadableCsv as fault:
        return _unreadable(fault.place, fault.problem, fault.repair)
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


def _table(lines: Sequence[Sequence[str]], columns: Sequence[TableColumn]) -> ReadTable:
    heads = heads_of(lines[0], columns)
    faults = [*faults_of_heads(heads, columns)]
    if columns[0].key not in heads:
        return ReadTable(faults=tuple(faults))  # who knows what the rows are
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


def heads_of(cells: Iterable[str], columns: Sequence[TableColumn]) -> tuple[str, ...]:
    """The heads of a table; capitals that a spreadsheet or somebody made of a key are not another head."""
    known = {key.casefold(): key for key in (*(column.key for column in columns), EXPORTED)}
    heads = (cell.strip() for cell in cells)
    return tuple(known.get(head.casefold(), head) for head in heads)


def faults_of_heads(heads: Sequence[str], columns: Sequence[TableColumn]) -> Iterable[TableFault]:
    """Heads that stand twice or that no key has, and the one that must be there."""
    known = [column.key for column in columns]
    if known[0] not in heads:
        begun = ", ".join(head for head in heads if head)[:60]
        problem = f"no column '{known[0]}', which says which entry a row is; the row begins with {begun!r}"
        repair = f"Let the first row be that of an export: {', '.join(known)}."
        yield TableFault(place="row 1", problem=problem, repair=repair)
        return
    for head in dict.fromkeys(heads):
        place = cell_place(heads, head, 1)
        if heads.count(head) > 1 and head:
            yield TableFault(place=place, problem=f"two columns '{head}'", repair="Delete one of them.")
        if head not in {*known, EXPORTED} and head:
            repair = f"Use one of: {', '.join(known)}; or delete the column."
            yield TableFault(place=place, problem=f"a column '{head}' that this table does not have", repair=repair)


def _unreadable(place: str, problem: str, repair: str) -> ReadTable:
    return ReadTable(faults=(TableFault(place=place, problem=problem, repair=repair),))
