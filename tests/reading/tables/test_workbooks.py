"""Workbooks that go out and come back, as people and spreadsheet programs change them, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from delivery_wiki.reading.tables.table_changes import TableChanges, find_changes, written
from delivery_wiki.reading.tables.table_columns import PLACES, TablePlace, table_columns
from delivery_wiki.reading.tables.workbook_table import (
    MARKS,
    MAXIMUM_UNPACKED,
    ReadWorkbook,
    SheetOut,
    read_workbook,
    write_workbook,
)
from tests.reading.tables.test_tables import FULL, PROJECTS, SCHEMAS, entries, tree

COLUMNS = {place.name: table_columns(place, SCHEMAS) for place in PLACES}
BY_NAME = {place.name: place for place in PLACES}
TEXT = """format: 1
risks:
  - {id: RISK-1, statement: "=1+1 is said", probability: low, impact: high, response: "-none", owner: pat}
  - {id: RISK-2, statement: "1.10", probability: low, impact: low, response: "2027-01-31", owner: pat}
"""
RISKS = BY_NAME["risks"]


def out(text: str, *places: TablePlace) -> bytes:
    """A workbook of some registers of a file."""
    sheets = [SheetOut(place=place, columns=COLUMNS[place.name], entries=entries(text, place)) for place in places]
    return write_workbook(sheets)


def back(data: bytes, text: str, place: TablePlace = RISKS) -> TableChanges:
    """What a workbook changes in a file."""
    book = read_workbook(data, COLUMNS)
    assert book.faults == ()
    return find_changes(place, COLUMNS[place.name], entries(text, place), book.tables[place.name])


def changed(data: bytes, edit: Callable[[Workbook], Any]) -> bytes:
    """The workbook as somebody saves it again."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("place", PLACES, ids=[place.name for place in PLACES])
def test_an_untouched_workbook_changes_nothing(place: TablePlace) -> None:
    """Of the whole example and of one shipped project; saved again by another program too."""
    found = [path / place.file for path in (FULL, *PROJECTS) if (path / place.file).is_file()]
    texts = [text for text in (path.read_text("utf-8") for path in found) if entries(text, place)]
    for text in texts[:2]:
        data = out(text, place)
        assert back(data, text, place) == TableChanges()
        assert back(changed(data, lambda book: None), text, place) == TableChanges()
    assert texts


def test_texts_stay_texts() -> None:
    """A formula, a version and a day are not computed, shortened or turned into a date."""
    sheet = openpyxl.load_workbook(io.BytesIO(out(TEXT, RISKS)))["risks"]
    cells = {cell.value: cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value}

    for text in ("=1+1 is said", "1.10", "2027-01-31", "-none"):
        assert cells[text].data_type == "s"
        assert cells[text].number_format == "@"
    assert cells["=1+1 is said"].quotePrefix


def test_a_sheet_helps_whoever_fills_it_in() -> None:
    """Its head stays, choices are offered, each head says what it means, the fingerprints are out of sight."""
    book = openpyxl.load_workbook(io.BytesIO(out(TEXT, RISKS)))
    sheet = book["risks"]

    assert sheet.freeze_panes == "B2"
    assert sheet["A1"].comment.text == "The id of the risk."
    offered = {rule.formula1: str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert offered['"low,medium,high"'].startswith(("C2:", "D2:"))
    assert sheet.print_title_rows == "$1:$1"
    assert book[MARKS].sheet_state == "veryHidden"


def test_cells_that_somebody_changed_are_the_change() -> None:
    """As a spreadsheet program holds them: days, numbers, empty cells, a row more."""
    place = BY_NAME["migration"]
    text = 'format: 1\nmigration:\n  - {id: W-1, title: "One", mailboxes: 50, date: 2027-01-31, rollback: "Back."}\n'

    def edit(book: Workbook) -> None:
        import datetime as dt

        sheet = book["migration"]
        heads = [cell.value for cell in sheet[1]]
        sheet.cell(2, heads.index("mailboxes") + 1, 75.0)
        sheet.cell(2, heads.index("date") + 1, dt.datetime(2027, 2, 28))
        sheet.cell(2, heads.index("rollback") + 1).value = None
        sheet.append(["W-2", "Two", 10])

    changes = back(changed(out(text, place), edit), text, place)
    meant = deepcopy(tree(text))
    meant["migration"][0] |= {"mailboxes": 75, "date": "2027-02-28"}
    del meant["migration"][0]["rollback"]
    meant["migration"].append({"id": "W-2", "title": "Two", "mailboxes": 10})

    assert changes.faults == ()
    after = written(text, place, changes)
    assert after is not None
    assert tree(after) == meant


def test_both_sides_changed_a_cell() -> None:
    """By the fingerprints on the hidden sheet."""
    data = changed(out(TEXT, RISKS), lambda book: book["risks"].__setitem__("E2", "Theirs."))
    (fault,) = back(data, TEXT.replace('"-none"', '"Ours."')).faults

    assert fault.place == "E2"
    assert "“Theirs.” here and “Ours.” in the project" in fault.problem


EDITS: dict[str, tuple[Callable[[Workbook], Any], str, str]] = {
    "a formula": (lambda book: book["risks"].__setitem__("E2", "=HYPERLINK(1)"), "E2", "a formula, '=HYPERLINK(1)'"),
    "merged cells": (lambda book: book["risks"].merge_cells("B2:B3"), "B2:B3", "merged cells"),
    "a head twice": (lambda book: book["risks"].__setitem__("B1", "id"), "A1", "two columns 'id'"),
    "a foreign head": (lambda book: book["risks"].__setitem__("B1", "Text"), "B1", "a column 'Text'"),
    "no id": (lambda book: book["risks"].__setitem__("A2", None), "A2", "a row without 'id'"),
    "an id twice": (lambda book: book["risks"].__setitem__("A3", "RISK-1"), "A3", "'RISK-1' for the second time"),
    "another choice": (lambda book: book["risks"].__setitem__("C2", "huge"), "C2", "RISK-1 probability: 'huge' is not"),
    "an error": (lambda book: book["risks"].__setitem__("C2", "#REF!"), "C2", "an error, #REF!"),
    "a row far below": (lambda book: book["risks"].__setitem__("A1048576", "x"), "row 1048576", "cells as far down as"),
    "a cell far right": (lambda book: book["risks"].__setitem__("XFD1", "x"), "column XFD", "cells as far right as"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_fault_is_told_at_its_cell(name: str) -> None:
    """And nothing of it counts."""
    edit, place, problem = EDITS[name]
    changes = back(changed(out(TEXT, RISKS), edit), TEXT)

    assert [fault.place for fault in changes.faults] == [place]
    assert changes.faults[0].problem.startswith(problem)
    assert changes.faults[0].repair


def test_what_nobody_sees_is_said() -> None:
    """Hidden rows and columns are read, foreign sheets are not; both is told."""

    def edit(book: Workbook) -> None:
        book["risks"].row_dimensions[3].hidden = True
        book["risks"].column_dimensions["B"].hidden = True
        book.create_sheet("Notes")["A1"] = "=1"

    assert read_workbook(changed(out(TEXT, RISKS), edit), COLUMNS).notes == (
        "the sheet 'Notes' is no register and was not read",
        "risks: hidden rows are read too: 3",
        "risks: hidden columns are read too: B",
    )


def with_part(name: str, content: bytes) -> bytes:
    """A workbook with another part, or a part of other content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(out(TEXT, RISKS))) as before, zipfile.ZipFile(stream, "w", 8) as after:
        for entry in before.namelist():
            if entry != name:
                after.writestr(entry, before.read(entry))
        after.writestr(name, content)
    return stream.getvalue()


def with_area(part: bytes) -> bytes:
    """A workbook whose sheet says something of an area."""
    sheet = zipfile.ZipFile(io.BytesIO(out(TEXT, RISKS))).read("xl/worksheets/sheet1.xml")
    return with_part("xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", b"</sheetData>" + part))


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
    b'Target="file://server/x.xlsx" TargetMode="External"/></Relationships>'
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no archive": lambda: b"id;statement\n",
    "cut short": lambda: out(TEXT, RISKS)[:-40],
    "another archive": lambda: with_part("[Content_Types].xml", b"<Types/>"),
    "macros": lambda: with_part("xl/vbaProject.bin", b"x"),
    "an embedded object": lambda: with_part("xl/embeddings/oleObject1.bin", b"x"),
    "a link to another file": lambda: with_part("xl/externalLinks/externalLink1.xml", b"<x/>"),
    "a relation to another file": lambda: with_part("xl/worksheets/_rels/sheet1.xml.rels", OUTSIDE),
    "entities": lambda: with_part("xl/sharedStrings.xml", LAUGHS),
    "entities of a sheet": lambda: with_part("xl/worksheets/sheet1.xml", LAUGHS),
    "a bomb": lambda: with_part("xl/media/x.xml", b"0" * (MAXIMUM_UNPACKED + 1)),
    "a name that leads out": lambda: with_part("../x.xml", b"<x/>"),
    "a sheet of merged cells": lambda: with_area(
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "columns of merged cells": lambda: with_area(b"<mergeCells><mergeCell ref='A:XFD'/></mergeCells>"),
    "a sheet that is one link": lambda: with_area(
        b'<hyperlinks><hyperlink location="x" ref="A1:XFD1048576"/></hyperlinks>'
    ),
    "a broken sheet": lambda: with_part("xl/worksheets/sheet1.xml", b"<worksheet"),
    "a broken book": lambda: with_part("xl/workbook.xml", b"<workbook/>"),
    "no register": lambda: changed(out(TEXT, RISKS), lambda book: setattr(book["risks"], "title", "Other")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_workbook_is_one_fault(name: str) -> None:
    """Nothing is opened that may run, load or unpack without end."""
    book = read_workbook(HOSTILE[name](), COLUMNS)

    assert book == ReadWorkbook(tables={}, faults=book.faults)
    assert len(book.faults) == 1
    assert book.faults[0].problem
    assert book.faults[0].repair


def test_characters_that_a_workbook_writes_in_letters_are_read() -> None:
    """Excel has CR as _x000D_; a text that looks like it stays what it is."""
    text = TEXT.replace("-none", "the field _x000D_")
    assert back(out(text, RISKS), text) == TableChanges()

    def edit(book: Workbook) -> None:
        sheet = book["risks"]
        heads = [cell.value for cell in sheet[1]]
        sheet.cell(2, heads.index("response") + 1).value = "One._x000D_\nTwo."

    (change,) = back(changed(out(text, RISKS), edit), text).changed
    assert change.value == "One.\nTwo."
