"""Tables that go out and come back: untouched they change nothing, changed they are the same change of the YAML."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.model.texts.safe_cell import plain_cell, safe_cell
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.tables.csv_table import EXPORTED, MAXIMUM_ROWS, ReadTable, read_csv, write_csv
from delivery_wiki.reading.tables.table_changes import TableChanges, find_changes, written
from delivery_wiki.reading.tables.table_columns import PLACES, CellKind, TableColumn, TablePlace, table_columns
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

ROOT = Path(__file__).parents[3]
SCHEMAS = SchemaSet.load(ROOT / "schemas")
PROJECTS = sorted(path.parent for path in ROOT.glob("projects/*/project.yml"))
FULL = ROOT / "tests/examples/valid/full/projects/harbour"
REQUIREMENTS = PLACES[0]
COLUMNS = table_columns(REQUIREMENTS, SCHEMAS)
TEXT = """# on top
format: 1
requirements:
  - id: R-001  # the first
    statement: 'It shall work.'
    area: mail
    priority: must
    source: "a call"
    deliverables: [DEL-1, DEL-2]
  - {id: R-002, statement: "It shall stop.", area: mail, priority: could, source: rfi}
"""


def tree(text: str) -> Any:
    """What a file says."""
    return read_yaml(text.encode(), "x.yml").value


def entries(text: str, place: TablePlace = REQUIREMENTS) -> Sequence[Mapping[str, Any]]:
    """The entries of a register in a file."""
    found: Sequence[Mapping[str, Any]] = tree(text).get(place.key) or ()
    return found


def out(text: str, place: TablePlace = REQUIREMENTS, separator: str = ",") -> str:
    """The table as it goes out."""
    return write_csv(table_columns(place, SCHEMAS), entries(text, place), separator)


def back(table: str, text: str, place: TablePlace = REQUIREMENTS) -> TableChanges:
    """What a table changes in a file."""
    columns = table_columns(place, SCHEMAS)
    return find_changes(place, columns, entries(text, place), read_csv(table.encode(), columns))


def edited(table: str, row: int, **cells: str) -> str:
    """The table with other cells in a row, from 0, as a spreadsheet saves it."""
    lines = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    for head, cell in cells.items():
        lines[row + 1][lines[0].index(head)] = cell
    stream = io.StringIO()
    csv.writer(stream).writerows(lines)
    return stream.getvalue()


@pytest.mark.parametrize("place", PLACES, ids=[place.name for place in PLACES])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_an_untouched_table_changes_nothing(place: TablePlace, separator: str) -> None:
    """Of every shipped project and the whole example."""
    seen = 0
    for project in (*PROJECTS, FULL):
        file = project / place.file
        if not file.is_file():
            continue
        text = file.read_text("utf-8")
        changes = back(out(text, place, separator), text, place)
        seen += len(entries(text, place))
        assert changes == TableChanges(), (project.name, changes)
        assert written(text, place, changes) == text
    assert seen


@pytest.mark.parametrize("place", PLACES, ids=[place.name for place in PLACES])
def test_changed_cells_are_the_same_change_of_the_yaml(place: TablePlace) -> None:
    """Random cells of every project: everything else in the file says what it said, in the order in which it stood."""
    chance = random.Random(place.name)
    columns = [column for column in table_columns(place, SCHEMAS)[1:] if not column.choices]
    for project in (*PROJECTS, FULL):
        file = project / place.file
        text = file.read_text("utf-8") if file.is_file() else "format: 1\n"
        known = entries(text, place)
        if not known:
            continue
        table, meant = out(text, place), deepcopy(tree(text))
        for number in chance.sample(range(len(known)), min(4, len(known))):
            column = chance.choice(columns)
            cell, value = _another(column, chance)
            table = edited(table, number, **{column.key: cell})
            if value is None:
                meant[place.key][number].pop(column.key, None)
            else:
                meant[place.key][number][column.key] = value
        after = written(text, place, back(table, text, place))
        assert after is not None
        assert tree(after) == meant
        assert [line for line in after.splitlines() if line.lstrip().startswith("#")] == [
            line for line in text.splitlines() if line.lstrip().startswith("#")
        ]


def _another(column: TableColumn, chance: random.Random) -> tuple[str, Any]:
    """Another cell, and the value that it is."""
    if column.kind is CellKind.NUMBER:
        return "4711", 4711
    if column.kind is CellKind.IDS:
        return "R-801, R-802", ["R-801", "R-802"]
    if not column.required and chance.random() < 0.2:
        return "", None
    text = chance.choice(["New: words, “quoted” # and so on", "two\nlines", "'=quoted", "yes", "2027-01-31", "{a}"])
    return safe_cell(text), text


def test_the_smallest_edit_is_made() -> None:
    """Comments, order and quotes of all else stay."""
    table = edited(edited(out(TEXT), 0, priority="should"), 1, statement="It shall stop at once.", owner="pat")
    after = written(TEXT, REQUIREMENTS, back(table, TEXT))

    assert after == TEXT.replace("priority: must", "priority: should").replace(
        'statement: "It shall stop.", area: mail, priority: could, source: rfi',
        'statement: "It shall stop at once.", area: mail, priority: could, source: rfi, owner: pat',
    )


def test_a_new_row_is_a_new_entry() -> None:
    """With what its cells say and no more."""
    cells = {"id": "R-003", "statement": "It shall start.", "area": "mail", "priority": "must", "source": "call"}
    cells["deliverables"] = "DEL-1 DEL-2"
    heads = out(TEXT).lstrip("\ufeff").splitlines()[0].split(",")
    table = out(TEXT) + ",".join(cells.get(head, "") for head in heads) + "\r\n"
    changes = back(table, TEXT)

    assert [dict(entry) for entry in changes.added] == [
        {
            "id": "R-003",
            "statement": "It shall start.",
            "area": "mail",
            "priority": "must",
            "source": "call",
            "deliverables": ["DEL-1", "DEL-2"],
        }
    ]
    after = written(TEXT, REQUIREMENTS, changes)
    assert after is not None
    assert after.startswith(TEXT.rstrip("\n"))
    assert [entry["id"] for entry in entries(after)] == ["R-001", "R-002", "R-003"]


def test_a_row_that_is_gone_takes_nothing_away() -> None:
    """An entry is withdrawn, not lost: it is named."""
    table = "\r\n".join(out(TEXT).split("\r\n")[:2]) + "\r\n"
    changes = back(table, TEXT)

    assert changes.empty
    assert changes.untouched == ("R-002",)


def test_what_both_sides_changed_is_named_with_both_values() -> None:
    """And what only one side changed is no conflict: the project's own change stays."""
    table = edited(edited(out(TEXT), 0, priority="should"), 1, source="mail of 3 May")
    now = TEXT.replace("priority: must", "priority: could").replace("area: mail, priority", "area: web, priority")
    changes = back(table, now)

    assert [fault.place for fault in changes.faults] == ["D2"]
    assert changes.faults[0].problem == ("R-001 priority: “should” here and “could” in the project, and both are new")
    assert [(change.entry, change.key, change.after) for change in changes.changed] == [
        ("R-002", "source", "mail of 3 May")
    ]


@given(st.data())
def test_every_pair_of_conflicting_edits_is_named(data: st.DataObject) -> None:
    """Whichever cells the two sides changed: the same cell to the same value is none."""
    ours = {key: data.draw(st.sampled_from(["old", "a", "b"])) for key in ("x", "y")}
    theirs = {key: data.draw(st.sampled_from(["old", "a", "b"])) for key in ("x", "y")}
    base = 'format: 1\nrequirements: [{id: R-001, statement: "old", source: "old"}]\n'
    keys = {"x": "statement", "y": "source"}
    now = deepcopy(tree(base))
    now["requirements"][0] |= {keys[key]: value for key, value in ours.items()}
    table = edited(out(base), 0, **{keys[key]: value for key, value in theirs.items()})
    read = read_csv(table.encode(), COLUMNS)
    changes = find_changes(REQUIREMENTS, COLUMNS, now["requirements"], read)

    both = {key for key in keys if "old" not in (ours[key], theirs[key]) and ours[key] != theirs[key]}
    alone = {keys[key] for key in keys if ours[key] == "old" and theirs[key] != "old"}
    assert len(changes.faults) == len(both)
    assert {change.key for change in changes.changed} == alone


def test_without_fingerprints_every_other_cell_is_a_change() -> None:
    """A table that somebody made by hand: it holds what they want."""
    changes = back("id;priority\nR-001;could\nR-002;could\n", TEXT)

    assert [(change.entry, change.key, change.before, change.after) for change in changes.changed] == [
        ("R-001", "priority", "must", "could")
    ]


FAULTS = {
    b"\xff\n": ("line 1", "bytes that are not UTF-8"),
    b"\xff\xfea": ("line 1", "bytes that are not UTF-16"),
    b"i\0d\0,\0a\0": ("line 1", "a character that no text has"),
    b"id,area\nR-001,\x00\n": ("line 2", "a character that no text has"),
    b'id,area\nR-001,"a" b\n': ("line 2", "a text that goes on behind its quote"),
    b"id,area\nR-001," + b"a" * 140_000: ("line 2", "a cell of more than 131,072 characters"),
    b"Our table,,\nid,area,source\nR-001,mail,rfi\n": ("row 1", "no column 'id'"),
    b"id,area\nR-001,ma\x07il\n": ("B2", "R-001 area: the character U+0007, which cannot be seen"),
    "id,area\nR-\u200b001,mail\n".encode(): ("A2", "id: the character U+200B"),
    b"": ("", "a file without a row of heads"),
    b'id,area\n"R-001,mail\n': ("line 2", "a quote that never ends"),
    b"area,priority\nmail,must\n": ("row 1", "no column 'id'"),
    b"id,colour\nR-001,red\n": ("B1", "a column 'colour' that this table does not have"),
    b"id,area,area\nR-001,a,b\n": ("B1", "two columns 'area'"),
    b"id,area\nR-001,mail,more\n": ("row 2", "3 cells, and the table has 2 columns"),
    b"id,area\n,mail\n": ("A2", "a row without 'id'"),
    b"id,area\nR-001,a\nR-001,b\n": ("A3", "'R-001' for the second time, after row 2"),
    b"id,priority\nR-001,urgent\n": ("B2", "R-001 priority: 'urgent' is not one of must, should, could"),
}


@pytest.mark.parametrize("data", FAULTS, ids=[problem for _, problem in FAULTS.values()])
def test_a_fault_is_told_at_its_cell(data: bytes) -> None:
    """As a spreadsheet names it, with what to do; nothing of such a table counts."""
    table = read_csv(data, COLUMNS)
    (fault,) = find_changes(REQUIREMENTS, COLUMNS, entries(TEXT), table).faults
    place, problem = FAULTS[data]

    assert fault.place == place
    assert fault.problem.startswith(problem)
    assert fault.repair


def test_a_number_that_is_none_is_told_with_its_repair() -> None:
    """Thousands marks, words and formulas."""
    place = next(place for place in PLACES if place.name == "migration")
    text = 'format: 1\nmigration: [{id: W-1, title: "One", mailboxes: 50}]\n'
    for cell in ("1.000,5", "many", "=A1", "1e9"):
        (fault,) = back(edited(out(text, place), 0, mailboxes=cell), text, place).faults
        assert (fault.place, fault.problem) == ("C2", f"W-1 mailboxes: '{cell}' is not a number")
        assert fault.repair


def test_too_many_rows_are_refused() -> None:
    """With what to do."""
    data = "id\n" + "\n".join(f"R-{number}" for number in range(MAXIMUM_ROWS + 1))
    table = read_csv(data.encode(), COLUMNS)

    assert table == ReadTable(faults=table.faults)
    assert table.faults[0].problem == "5,002 rows, at most 5,000"


@given(st.text(alphabet="'=+-@\t\r\n1a", max_size=6))
def test_no_cell_is_computed_and_each_comes_back(text: str) -> None:
    """A number stays one; what a spreadsheet would compute begins with an apostrophe."""
    cell = safe_cell(text)

    assert plain_cell(cell) == text
    assert not cell.startswith(("=", "@", "\t", "\r", "\n", "+"))


def test_fingerprints_and_internal_keys_do_not_go_out() -> None:
    """A table is sent around, and a fingerprint follows from the words."""
    heads = read_csv(out(TEXT).encode(), COLUMNS).heads

    assert heads[0] == "id"
    assert heads[-1] == EXPORTED
    assert not {"agreed_words", "implemented_words", "decision_words", "parent_words"} & set(heads)


EDITED = [("R-001", "area", "mail", 'post; or, so to say, "mail"')]
FORMS = {
    "with the separator in a line of its own": lambda text: ("sep=,\r\n" + text).encode(),
    "the same behind a mark": lambda text: ("\ufeffSEP=;\r\n" + by(text, ";")).encode(),
    "the same as a cell": lambda text: ('"sep=,"\r\n' + text).encode(),
    "the same with empty cells": lambda text: ("sep=;;;;\r\n" + by(text, ";")).encode(),
    "with bars": lambda text: by(text, "|").encode(),
    "with semicolons": lambda text: by(text, ";").encode(),
    "as Unicode text": lambda text: by(text, "\t").encode("utf-16"),
    "as big-endian UTF-16": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "as UTF-32": lambda text: text.encode("utf-32"),
    "with two marks": lambda text: ("\ufeff\ufeff" + text).encode(),
    "all in quotes": lambda text: by(text, ",", csv.QUOTE_ALL).encode(),
    "each line a cell": lambda text: "\r\n".join(map(cell, text.splitlines())).encode(),
    "lines with quotes a cell": lambda text: "\r\n".join(
        cell(line) if '"' in line else line for line in text.splitlines()
    ).encode(),
    "with line ends of old systems": lambda text: text.replace("\r\n", "\r").encode(),
    "with other capitals": lambda text: text.replace("id,", "ID,", 1).replace(",area,", ",Area,", 1).encode(),
}


def by(text: str, separator: str, quoting: Literal[0, 1] = csv.QUOTE_MINIMAL) -> str:
    """The table with another separator."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=quoting).writerows(csv.reader(io.StringIO(text, newline="")))
    return stream.getvalue()


def cell(line: str) -> str:
    """A line as one cell, as where a file was opened with another separator and saved."""
    return '"' + line.replace('"', '""') + '"'


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_read_whatever_a_spreadsheet_made_of_the_file(form: str) -> None:
    """Its data is the same."""
    text = edited(out(TEXT), 0, area=EDITED[0][3])
    read = read_csv(FORMS[form](text), COLUMNS)
    changes = find_changes(REQUIREMENTS, COLUMNS, entries(TEXT), read)
    assert changes.faults == ()
    assert [(change.entry, change.key, change.before, change.after) for change in changes.changed] == EDITED


@pytest.mark.parametrize("id", ["R-099", "r-001", "R-1"])
def test_another_id_in_a_row_that_went_out_is_refused(id: str) -> None:
    """It would be a new entry that lacks all that was not edited, beside the old one."""
    (fault,) = back(edited(out(TEXT), 0, id=id), TEXT).faults
    assert (fault.place, fault.problem) == (
        "A2",
        f"'{id}' in the row that went out as R-001: an id never changes, since others name it",
    )
    assert fault.repair.startswith("Write R-001 again; for a new entry add a row")


def test_a_copy_of_a_row_with_an_id_of_its_own_is_a_new_entry_with_all_its_cells() -> None:
    """As people begin one in a spreadsheet."""
    lines = out(TEXT).splitlines()
    (added,) = back("\n".join([*lines, lines[1].replace("R-001", "R-003")]), TEXT).added
    assert added == {**entries(TEXT)[0], "id": "R-003"}


def test_a_row_of_an_entry_that_was_taken_out_since_is_refused() -> None:
    """Nobody decides here whether it comes back."""
    later = TEXT[: TEXT.index("  - {id: R-002")]
    (fault,) = back(out(TEXT), later).faults
    assert (fault.place, fault.problem.partition(",")[0]) == ("A3", "R-002")
    assert fault.repair.startswith("Delete the row")


def test_line_ends_of_every_kind_are_line_ends() -> None:
    """A cell that was edited on another system."""
    (changed,) = back(edited(out(TEXT), 0, statement="One.\rTwo.\r\nThree."), TEXT).changed
    assert changed.value == "One.\nTwo.\nThree."
