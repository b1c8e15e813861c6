"""What came back in a table beside what the project says now: changed cells, new rows, and what both sides changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from delivery_wiki.model.texts.plain_number import how_to_write, read_number

from ..files.readable_text import forbidden_character
from ..formats.added_entries import add_entry
from ..mending.format_texts import text_saying
from ..yaml.strict_yaml import read_yaml
from .csv_table import EXPORTED, ReadTable, TableFault, TableRow, cell_place, cell_text, fingerprint
from .table_columns import CellKind, TableColumn, TablePlace

_FLAGS = {"true": True, "false": False}


class _UnfitCell(ValueError):
    """A cell that holds no value of its column; the text says what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell that says something else than the project: of which entry, in which place.

    None as `value` takes the key out of the entry.
    """

    entry: str
    key: str
    place: str
    before: str
    after: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChanges:
    """What a table proposes, and why some of it is not taken.

    `untouched` are entries of the project that the table lacks: nothing happens to them. `cells` says where each key
    of a changed or new entry stands in the table.
    """

    changed: tuple[CellChange, ...] = ()
    added: tuple[Mapping[str, Any], ...] = ()
    faults: tuple[TableFault, ...] = ()
    untouched: tuple[str, ...] = ()
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.changed and not self.added


def find_changes(
    place: TablePlace, columns: Sequence[TableColumn], entries: Sequence[Mapping[str, Any]], table: ReadTable
) -> TableChanges:
    """Three ways: a cell that is as it went out changes nothing, and one that both sides changed is a fault."""
    if table.faults:
        return TableChanges(faults=table.faults)
    return _Comparison(place=place, columns=columns, entries=entries, table=table).find()


def written(text: str, place: TablePlace, changes: TableChanges) -> str | None:
    """The text of the file with the changes, the smallest edit; None where it cannot be written safely."""
    read = read_yaml(text.encode(), "")
    if read.findings or not isinstance(read.value, dict):
        return None
    after = deepcopy(read.value)
    by_name = {str(entry.get(place.named_by)): entry for entry in after.get(place.key, ())}
    for change in changes.changed:
        if change.value is None:
            by_name[change.entry].pop(change.key, None)
        else:
            by_name[change.entry][change.key] = change.value
    made: str | None = text if after == read.value else text_saying(text, read.value, after)
    for entry in changes.added:
        made = add_entry(made, (), place.key, entry) if made is not None else None
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    place: TablePlace
    columns: Sequence[TableColumn]
    entries: Sequence[Mapping[str, Any]]
    table: ReadTable

    def find(self) -> TableChanges:
        changed: list[CellChange] = []
        added: list[Mapping[str, Any]] = []
        faults = [*self._faults_of_names()]
        known = {str(entry.get(self.place.named_by)): entry for entry in self.entries}
        named = Counter(map(self._name, self.table.rows))
        for row in self.table.rows:
            name = self._name(row)
            if not name or named[name] > 1:
                continue
            marks = self._marks(row)
            if fault := self._fault_of_identity(row, name, marks, known, named):
                faults.append(fault)
                continue
            if self._is_copy(name, marks):
                marks = {}
            results = [*self._of_row(row, known.get(name), name, marks)]
            faults += [result for result in results if isinstance(result, TableFault)]
            cells = [result for result in results if isinstance(result, CellChange)]
            if name in known:
                changed += cells
            else:
                added.append({self.place.named_by: name} | {cell.key: cell.value for cell in cells})
        return TableChanges(
            changed=tuple(changed),
            added=tuple(added),
            faults=tuple(faults),
            untouched=tuple(name for name in known if name not in named),
            cells=self._cells({change.entry for change in changed} | {entry[self.place.named_by] for entry in added}),
        )

    def _cells(self, names: Collection[str]) -> Mapping[tuple[str, str], str]:
        heads = self.table.heads
        rows = [(name, row.number) for row in self.table.rows if (name := self._name(row)) in names]
        return {(name, head): cell_place(heads, head, number) for name, number in rows for head in heads if head}

    def _name(self, row: TableRow) -> str:
        return row.cells.get(self.place.named_by, "").strip()

    def _faults_of_names(self) -> Iterator[TableFault]:
        first: dict[str, int] = {}
        for row in self.table.rows:
            name, key = self._name(row), self.place.named_by
            place = cell_place(self.table.heads, key, row.number)
            if not name:
                repair = "Write the id of the entry, a new one for a new entry, or delete the row."
                yield TableFault(place=place, problem=f"a row without '{key}'", repair=repair)
            elif hidden := forbidden_character(name):
                yield _hidden(place, key, hidden)
            elif name in first:
                problem = f"'{name}' for the second time, after row {first[name]}"
                yield TableFault(place=place, problem=problem, repair="Delete one of the rows, or give it its own id.")
            else:
                first[name] = row.number

    def _fault_of_identity(
        self, row: TableRow, name: str, marks: Mapping[str, str], known: Collection[str], named: Collection[str]
    ) -> TableFault | None:
        """A row that went out as another entry than the one it names now, or as one that is gone from the project."""
        key = self.place.named_by
        place = cell_place(self.table.heads, key, row.number)
        if self._is_copy(name, marks):
            was = next((id for id in known if marks[key] == fingerprint(key, id)), None)
            if was is None or was in named:
                return None
            problem = f"'{name}' in the row that went out as {was}: an id never changes, since others name it"
            repair = f"Write {was} again; for a new entry add a row and leave its {EXPORTED} empty."
            return TableFault(place=place, problem=problem, repair=repair)
        if not marks or name in known:
            return None
        problem = f"{name}, which the project no longer has since the table went out"
        return TableFault(place=place, problem=problem, repair="Delete the row, or give it a new id.")

    def _is_copy(self, name: str, marks: Mapping[str, str]) -> bool:
        """Whether the fingerprints of a row are those of another entry: all that the row says is new then."""
        key = self.place.named_by
        return bool(marks) and marks[key] != fingerprint(key, name)

    def _of_row(
        self, row: TableRow, entry: Mapping[str, Any] | None, name: str, marks: Mapping[str, str]
    ) -> Iterator[CellChange | TableFault]:
        for column in self.columns[1:]:
            if column.key not in row.cells:
                continue
            now = cell_text((entry or {}).get(column.key))
            said = _said(column, row.cells[column.key], now)
            if said == now or marks.get(column.key) == fingerprint(column.key, said):
                continue
            place = cell_place(self.table.heads, column.key, row.number)
            if hidden := forbidden_character(said):
                yield _hidden(place, f"{name} {column.key}", hidden)
                continue
            if entry is not None and column.key in marks and marks[column.key] != fingerprint(column.key, now):
                problem = f"{name} {column.key}: “{said}” here and “{now}” in the project, and both are new"
                repair = "Decide which one holds, write it in this cell or in the project, and export anew."
                yield TableFault(place=place, problem=problem, repair=repair)
                continue
            try:
                value = _value(column, said, (entry or {}).get(column.key))
            except _UnfitCell as fault:
                problem = f"{name} {column.key}: '{said}' is not {fault}"
                yield TableFault(place=place, problem=problem, repair=_repair(column, said))
                continue
            yield CellChange(entry=name, key=column.key, place=place, before=now, after=said, value=value)

    def _marks(self, row: TableRow) -> dict[str, str]:
        """The fingerprints with which the cells of a row went out; none where somebody shortened them."""
        keys = [column.key for column in self.columns]
        return dict(zip(keys, row.exported, strict=True)) if len(row.exported) == len(keys) else {}


def _hidden(place: str, what: str, character: str) -> TableFault:
    name = f"U+{ord(character):04X}"
    return TableFault(
        place=place, problem=f"{what}: the character {name}, which cannot be seen", repair=f"Delete {name}."
    )


def _said(column: TableColumn, cell: str, now: str) -> str:
    """What a cell says: line ends, blanks at the ends and the zeros of a number are those of the spreadsheet."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if text == now.strip():
        return now
    number = read_number(text) if column.kind is CellKind.NUMBER else None
    return now if number is not None and number == read_number(now) else text


def _value(column: TableColumn, said: str, known: Any) -> Any:
    """The value of a cell; raises _UnfitCell with what was expected."""
    if not said:
        return None
    if column.choices and said not in column.choices:
        raise _UnfitCell(f"one of {', '.join(column.choices)}")
    if column.kind is CellKind.IDS:
        return said.replace(",", " ").replace(";", " ").split()
    if column.kind is CellKind.FLAG:
        if said.casefold() not in _FLAGS:
            raise _UnfitCell("true or false")
        return _FLAGS[said.casefold()]
    if column.kind is CellKind.NUMBER or (known is not None and not isinstance(known, str)):
        number = read_number(said)
        if number is None:
            raise _UnfitCell("a number")
        return number
    return said


def _repair(column: TableColumn, said: str) -> str:
    if column.kind is CellKind.NUMBER:
        return how_to_write(said, is_whole=False)
    return column.description or "Write one of them."
