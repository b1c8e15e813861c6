"""`delivery import`: tables that came back, taken in as the smallest change of the project's files, or not at all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from delivery_wiki.model.finding import Finding, Location
from delivery_wiki.pages.render.finding_reports import render_text, visible
from delivery_wiki.reading.tables.csv_table import MAXIMUM_BYTES, ReadTable, TableFault, read_csv
from delivery_wiki.reading.tables.table_changes import TableChanges, find_changes, written
from delivery_wiki.reading.tables.table_columns import PLACES, TableColumn, TablePlace, table_columns
from delivery_wiki.reading.tables.told_places import ChangedFile
from delivery_wiki.reading.tables.workbook_table import read_workbook

from ..outside.faults import WrongUse
from ..workspace.staged_writing import NEW_FILE, write_all
from ..workspace.tried_changes import new_errors
from ..workspace.workspace_loading import load_schemas, require_projects
from .command_export import chosen_tables, entries_of
from .shown_changes import agreed

LONGEST = 60  # characters of a value in the list of changes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table that came back: its name for people, the register that it is of, and what it changes there."""

    name: str
    place: TablePlace
    changes: TableChanges
    between: str = ":"  # what stands between its name and a cell


@dataclass(slots=True, kw_only=True)
class _State:
    """The files of a project before and after the tables that were read so far."""

    root: Path
    slug: str
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)

    def take(self, place: TablePlace, columns: Sequence[TableColumn], table: ReadTable) -> TableChanges:
        """What a table changes; raises WrongUse where a file is written in a way that it cannot be changed."""
        file = f"projects/{self.slug}/{place.file}"
        known = self.root / file
        if file not in self.before and known.is_file():
            data = known.read_bytes()
            entries_of(data, place)  # what cannot be read is told before it is taken for a text
            self.before[file] = data.decode("utf-8")
        text = self.after.get(file, self.before.get(file, NEW_FILE))
        changes = find_changes(place, columns, entries_of(text.encode(), place), table)
        if not changes.faults and not changes.empty:
            made = written(text, place, changes)
            if made is None:
                raise WrongUse(f"{file} is written in a way that this change cannot be made in; nothing was written.")
            self.after[file] = made
        return changes


def run_import(arguments: argparse.Namespace) -> int:
    """Show what the tables change and write it if agreed; 1 where something is wrong with them, and nothing written."""
    root: Path = arguments.root
    (slug,) = require_projects(root, [arguments.slug])
    state = _State(root=root, slug=slug)
    tables = [table for name in arguments.files for table in _read(arguments, state, Path(name))]
    before, after = state.before, state.after
    faults = [line for table in tables for line in _faults(table)]
    if faults:
        print("\n".join(faults), file=sys.stderr)
        print("Nothing was written.")
        return 1
    print("\n".join(line for table in tables for line in _told(table)))
    if not after:
        return 0
    errors = new_errors(root, slug, after)
    if errors:
        print("\n".join(_errors(errors, tables, state)), file=sys.stderr)
        print("Nothing was written: with these tables the project would have the findings above.")
        return 1
    if not agreed(arguments, f"delivery import {slug} {' '.join(arguments.files)} --yes"):
        print("Nothing was written.")
        return 0
    write_all(root, before, after)
    print("Written: " + ", ".join(sorted(after)))
    return 0


def _read(arguments: argparse.Namespace, state: _State, path: Path) -> Iterator[_Table]:
    """The tables of a file with their changes; several of one file of the project build on each other."""
    schemas = load_schemas()
    if path.suffix.casefold() == ".xlsx":
        columns = {place.name: table_columns(place, schemas) for place in PLACES}
        book = read_workbook(_bytes(path), columns)
        for note in book.notes:
            print(visible(f"{path.name}: {note}"))
        if book.faults:
            yield _Table(name=path.name, place=PLACES[0], changes=TableChanges(faults=book.faults))
        for place in PLACES:
            if table := book.tables.get(place.name):
                changes = state.take(place, columns[place.name], table)
                yield _Table(name=f"{path.name}:{place.name}", place=place, changes=changes, between="!")
        return
    place = _place(arguments, path)
    read = read_csv(_bytes(path), table_columns(place, schemas))
    yield _Table(name=path.name, place=place, changes=state.take(place, table_columns(place, schemas), read))


def _place(arguments: argparse.Namespace, path: Path) -> TablePlace:
    """The register that a file is of: as asked, else by its name; raises WrongUse."""
    if arguments.table:
        places = chosen_tables(arguments.table)
        if len(places) > 1:
            raise WrongUse(f"--table {arguments.table}: a CSV file is of one register; name one.")
        return places[0]
    found = next((place for place in PLACES if path.stem == place.name), None)
    if found is None:
        names = ", ".join(place.name for place in PLACES)
        raise WrongUse(f"{path.name}: of which register is it? Say --table NAME, one of: {names}.")
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as fault:
        raise WrongUse(f"{path} cannot be read: {(fault.strerror or 'unknown reason').lower()}") from fault
    if len(data) > MAXIMUM_BYTES:
        raise WrongUse(f"{path} is larger than {MAXIMUM_BYTES // 2**20} MB; split it into several files.")
    return data


def _faults(table: _Table) -> Iterator[str]:
    for fault in table.changes.faults:
        yield _fault(table, fault)


def _fault(table: _Table, fault: TableFault) -> str:
    place = f"{table.name}{table.between}{fault.place}" if fault.place else table.name
    return f"{visible(place)}: {visible(fault.problem)}\n  Repair: {visible(fault.repair)}"


def _errors(errors: Sequence[Finding], tables: Sequence[_Table], state: _State) -> Iterator[str]:
    """What the project would have, each at its cell, or where it stands in a file as it is now."""
    files = {file: ChangedFile.of(state.before.get(file, NEW_FILE), text) for file, text in state.after.items()}
    others: list[Finding] = []
    for finding in errors:
        places = (finding.location, *filter(None, (finding.also,)))
        shown = next(filter(None, (_cell_of(place, files, tables, state.slug) for place in places)), "")
        if shown:
            text = f"error[{finding.code}]: {finding.problem}"
            yield f"{visible(shown)}: {visible(text)}\n  Repair: {visible(finding.repair)}"
        else:
            also = finding.also and _as_it_is(finding.also, files)
            others.append(replace(finding, location=_as_it_is(finding.location, files), also=also))
    if others:
        yield render_text(tuple(others))


def _cell_of(place: Location, files: Mapping[str, ChangedFile], tables: Sequence[_Table], slug: str) -> str:
    """The cell from which comes what would stand in a place; empty for what comes from none."""
    for table in tables if place.file in files else ():
        if place.file == f"projects/{slug}/{table.place.file}" and (
            cell := files[place.file].cell_at(place.line, place.column, table.place, table.changes.cells)
        ):
            return f"{table.name}{table.between}{cell}"
    return ""


def _as_it_is(place: Location, files: Mapping[str, ChangedFile]) -> Location:
    if place.file not in files:
        return place
    line, column = files[place.file].place_before(place.line, place.column)
    return Location(file=place.file, line=line, column=column)


def _told(table: _Table) -> Iterator[str]:
    """What changes, entry by entry, in the words of the table."""
    changes = table.changes
    count = len(changes.changed) + len(changes.added)
    what = f"{count} {'change' if count == 1 else 'changes'}" if count else "nothing changes"
    yield f"{visible(table.name)}: {what} in {table.place.file}"
    for change in changes.changed:
        yield f"  {visible(f'{change.entry} {change.key}: {_short(change.before)} → {_short(change.after)}')}"
    for entry in changes.added:
        fields: Mapping[str, object] = entry
        more = "; ".join(f"{key}: {_short(str(value))}" for key, value in list(fields.items())[1:4])
        yield f"  {visible(f'{entry[table.place.named_by]} new: {more}')}"
    if changes.untouched:
        names = ", ".join(changes.untouched[:10]) + (" …" if len(changes.untouched) > 10 else "")
        yield f"  Not in the table, and left as they are: {visible(names)}. To withdraw one, write why under withdrawn."


def _short(text: str) -> str:
    words = " ".join(text.split()) or "nothing"
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 2]} …"
