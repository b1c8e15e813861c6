"""Tables as sheets of a workbook: written so that people like to fill them in, read as values and never as programs."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..attachments.attached_office import office_fault
from .csv_table import MAXIMUM_ROWS, ReadTable, TableFault, TableRow, cell_text, faults_of_heads, fingerprint, heads_of
from .table_columns import CellKind, TableColumn, TablePlace

MARKS = "_exported"  # the hidden sheet with the fingerprints of the cells
MAXIMUM_UNPACKED = 30 * 2**20
MAXIMUM_LAST_ROW = 2 * MAXIMUM_ROWS  # with the empty rows between
MAXIMUM_COLUMNS = 200
NARROWEST, WIDEST = 10, 45
LINE = 15  # points
A4 = 9  # as workbooks number sizes of paper
LONGEST_LIST = 255  # characters of a list of choices, as Excel has it
AUTHOR = "Delivery Wiki"
SAVE_PLAIN = "Save it as a workbook (.xlsx) without macros, links to other files and embedded objects."
MAXIMUM_JOINED = 10_000  # cells of one merged or linked area
_AREA = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*[\"']([^\"']*)[\"']")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how workbooks write a character that XML has not, such as CR
HEAD = PatternFill("solid", fgColor="E8EAF0")
OPENED = (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile, SyntaxError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOut:
    """A register that goes out: its place, columns and entries."""

    place: TablePlace
    columns: Sequence[TableColumn]
    entries: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWorkbook:
    """The sheets that are registers, by name; what was not read is in the notes."""

    tables: Mapping[str, ReadTable]
    faults: tuple[TableFault, ...] = ()
    notes: tuple[str, ...] = ()


def write_workbook(sheets: Sequence[SheetOut]) -> bytes:
    """One sheet a register with its head frozen, choices to pick from, and what each column means as a note."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.place.name), sheet)
    marks = book.create_sheet(MARKS)
    marks.sheet_state = "veryHidden"
    for sheet in sheets:
        for entry in sheet.entries:
            texts = [(column.key, cell_text(entry.get(column.key))) for column in sheet.columns]
            name = cell_text(entry.get(sheet.place.named_by))
            marks.append([sheet.place.name, name, " ".join(fingerprint(key, text) for key, text in texts)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_workbook(data: bytes, columns: Mapping[str, Sequence[TableColumn]]) -> ReadWorkbook:
    """The registers of a workbook; formulas, merged cells and what may run something are faults."""
    if problem := _unsafe(data):
        return ReadWorkbook(tables={}, faults=(TableFault(place="", problem=problem, repair=SAVE_PLAIN),))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep: nothing is written back into this file
            book = openpyxl.load_workbook(io.BytesIO(data))
    except OPENED:
        fault = TableFault(place="", problem="a workbook that cannot be read", repair=SAVE_PLAIN)
        return ReadWorkbook(tables={}, faults=(fault,))
    marks = _marks(book)
    tables = {
        sheet.title: _read_sheet(sheet, columns[sheet.title], marks)
        for sheet in book.worksheets
        if sheet.title in columns
    }
    others = [sheet.title for sheet in book.worksheets if sheet.title not in {*columns, MARKS}]
    notes = [f"the sheet '{title}' is no register and was not read" for title in others]
    if not tables:
        repair = f"Name the sheet of a register as one of: {', '.join(columns)}."
        return ReadWorkbook(tables={}, faults=(TableFault(place="", problem="no sheet is a register", repair=repair),))
    return ReadWorkbook(tables=tables, notes=(*notes, *(note for sheet in tables for note in _hidden(book[sheet]))))


def _write_sheet(sheet: Worksheet, out: SheetOut) -> None:
    for number, column in enumerate(out.columns, start=1):
        head = _text(sheet, 1, number, column.key)
        head.font, head.fill = Font(bold=True), HEAD
        head.comment = Comment(column.description, AUTHOR, height=90, width=260)
    for row, entry in enumerate(out.entries, start=2):
        for number, column in enumerate(out.columns, start=1):
            _value(sheet, row, number, entry.get(column.key))
    widths = [_width(column, out.entries) for column in out.columns]
    for number, column in enumerate(out.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = widths[number - 1]
        _offer_choices(sheet, number, column)
    for row, entry in enumerate(out.entries, start=2):
        texts = [cell_text(entry.get(column.key)) for column in out.columns]
        sheet.row_dimensions[row].height = LINE * max(map(_lines, texts, widths))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.scale = "landscape", A4, 80
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"  # wide tables go over several sheets of paper


def _width(column: TableColumn, entries: Sequence[Mapping[str, Any]]) -> int:
    """Characters: as many as the longest line has, within bounds."""
    texts = [column.key, *(cell_text(entry.get(column.key)) for entry in entries)]
    longest = max(len(line) for text in texts for line in text.split("\n"))
    return min(max(longest + 2, NARROWEST), WIDEST)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes where words are not broken: programs that open a workbook do not all reckon it."""
    room = width - 4
    return sum(max(1, -(-len(line) // room)) for line in text.split("\n"))


def _offer_choices(sheet: Worksheet, number: int, column: TableColumn) -> None:
    choices = column.choices or (("true", "false") if column.kind is CellKind.FLAG else ())
    listed = ",".join(choices)
    if not choices or len(listed) > LONGEST_LIST:
        return
    offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=not column.required)
    offered.error = f"One of: {listed}"
    letter = get_column_letter(number)
    offered.add(f"{letter}2:{letter}{MAXIMUM_ROWS + 1}")
    sheet.add_data_validation(offered)


def _value(sheet: Worksheet, row: int, number: int, value: Any) -> None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        cell = sheet.cell(row, number, value)
        cell.alignment = Alignment(vertical="top")
    elif (text := cell_text(value)) or value is not None:
        _text(sheet, row, number, text)


def _text(sheet: Worksheet, row: int, number: int, text: str) -> Cell:
    """A cell that stays text whatever it looks like: a day, an id such as 1.10, a formula."""
    cell = sheet.cell(row, number)
    if not isinstance(cell, Cell):
        raise TypeError("a new sheet has no merged cells")
    cell.value = _ESCAPED.sub(r"_x005F\g<0>", text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _unsafe(data: bytes) -> str:
    """Why a workbook is not even opened; empty where it may be."""
    if fault := office_fault(data, "xlsx"):
        return fault.problem
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if sum(entry.file_size for entry in file.infolist()) > MAXIMUM_UNPACKED:
            return f"the workbook unpacks to more than {MAXIMUM_UNPACKED // 2**20} MB"
        for entry in file.infolist():
            if entry.filename.endswith((".xml", ".rels")) and b"<!" in file.read(entry)[:1000].replace(b"<!--", b""):
                return f"the workbook holds {entry.filename[:60]!a} with a document type"
            if entry.filename.startswith("xl/worksheets/") and (area := _vast_area(file.read(entry))):
                return f"{entry.filename[:60]!a} joins or links the cells {area[:40]!a}"
    return ""


def _vast_area(part: bytes) -> str:
    """The first merged or linked area of a sheet with more cells than are read: openpyxl makes each of them."""
    for found in _AREA.finditer(part):
        area = found[1].decode("ascii", "replace")
        try:
            left, top, right, bottom = range_boundaries(area)
        except ValueError:
            return area
        if not (left and top and right and bottom) or (right - left + 1) * (bottom - top + 1) > MAXIMUM_JOINED:
            return area
    return ""


def _marks(book: Workbook) -> dict[tuple[str, str], tuple[str, ...]]:
    """The fingerprints of each entry, by table and name."""
    if MARKS not in book.sheetnames:
        return {}
    sheet = book[MARKS]
    if sheet.max_row > 20 * MAXIMUM_ROWS:  # not ours any more; without marks nothing is known of the other side
        return {}
    rows = sheet.iter_rows(max_col=3, values_only=True)
    return {(str(table), str(name)): tuple(str(marks).split()) for table, name, marks in rows}


def _read_sheet(
    sheet: Worksheet, columns: Sequence[TableColumn], marks: Mapping[tuple[str, str], tuple[str, ...]]
) -> ReadTable:
    if sheet.merged_cells.ranges:
        area = str(next(iter(sheet.merged_cells.ranges)))
        problem = "merged cells: it is not known which rows the value is of"
        return ReadTable(faults=(TableFault(place=area, problem=problem, repair="Take them apart and fill each."),))
    if far := _too_far(sheet):
        return ReadTable(faults=(far,))
    heads = heads_of((str(cell.value or "") for cell in next(sheet.iter_rows(max_row=1))), columns)
    faults = [*faults_of_heads(heads, columns)]
    if columns[0].key not in heads:
        return ReadTable(faults=tuple(faults))
    rows: list[TableRow] = []
    for number, cells in enumerate(sheet.iter_rows(min_row=2, max_col=len(heads)), start=2):
        if all(cell.value is None for cell in cells):
            continue
        if len(rows) == MAXIMUM_ROWS:
            problem = f"more than {MAXIMUM_ROWS:,} rows"
            faults.append(TableFault(place=f"row {number}", problem=problem, repair="Split it into several files."))
            break
        faults += _faults_of_cells(cells)
        found = {head: _cell(cell.value) for head, cell in zip(heads, cells, strict=True) if head}
        name = found.get(columns[0].key, "").strip()
        rows.append(TableRow(number=number, cells=found, exported=marks.get((sheet.title, name), ())))
    return ReadTable(heads=heads, rows=tuple(rows), faults=tuple(faults))


def _too_far(sheet: Worksheet) -> TableFault | None:
    """A lonely cell far out makes a table of all that lies between; as many cells are not read."""
    if sheet.max_row > MAXIMUM_LAST_ROW:
        problem, repair = f"cells as far down as row {sheet.max_row:,}", "Delete the rows below the table."
        return TableFault(place=f"row {sheet.max_row}", problem=problem, repair=repair)
    if sheet.max_column > MAXIMUM_COLUMNS:
        letter = get_column_letter(sheet.max_column)
        problem, repair = f"cells as far right as column {letter}", "Delete the columns beside the table."
        return TableFault(place=f"column {letter}", problem=problem, repair=repair)
    return None


def _faults_of_cells(cells: Sequence[Any]) -> Iterator[TableFault]:
    for cell in cells:
        if cell.data_type == "f":
            problem = f"a formula, {str(cell.value)[:40]!a}"
            yield TableFault(
                place=cell.coordinate, problem=problem, repair="Write its value: nothing is computed here."
            )
        elif cell.data_type == "e":
            yield TableFault(place=cell.coordinate, problem=f"an error, {cell.value}", repair="Write a value.")


def _cell(value: Any) -> str:
    """The text of a cell: a day as it is written in files, a number with the digits that it has."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell_text(value))


def _hidden(sheet: Worksheet) -> Iterator[str]:
    """Rows and columns that nobody sees in the workbook; they are read like all others."""
    rows = [number for number, row in sheet.row_dimensions.items() if row.hidden and number <= sheet.max_row]
    if rows:
        yield f"{sheet.title}: hidden rows are read too: {', '.join(map(str, rows[:20]))}"
    letters = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    if letters:
        yield f"{sheet.title}: hidden columns are read too: {', '.join(letters[:20])}"
    if sheet.sheet_state != "visible":
        yield f"{sheet.title}: the sheet is hidden and read all the same"
