"""`delivery export`: the registers of a project as tables, to be changed in a spreadsheet and taken in again."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from delivery_wiki.reading.tables.csv_table import write_csv
from delivery_wiki.reading.tables.table_columns import PLACES, TablePlace, table_columns
from delivery_wiki.reading.tables.workbook_table import SheetOut, write_workbook
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

from ..outside.faults import WrongUse
from ..outside.files import require_free_place, write_whole
from ..workspace.workspace_loading import load_schemas, require_projects

FOLDER = Path("site/tables")
SEPARATORS = {"comma": ",", "semicolon": ";"}


def run_export(arguments: argparse.Namespace) -> int:
    """Write each register that has entries, as a file of its own or as a sheet of one workbook, and say which."""
    root: Path = arguments.root
    (slug,) = require_projects(root, [arguments.slug])
    target = Path(arguments.out) if arguments.out else root / FOLDER / slug
    require_free_place(root, target, arguments.out or str(FOLDER))
    sheets = list(_sheets(root, slug, chosen_tables(arguments.tables)))
    if not sheets:
        print("No register has entries.")
        return 0
    _make_folder(target)
    if arguments.format == "xlsx":
        write_whole(target / f"{slug}.xlsx", write_workbook(sheets))
        print(f"  {target / slug}.xlsx")
    for sheet in sheets:
        count = len(sheet.entries)
        name = sheet.place.name
        if arguments.format == "csv":
            text = write_csv(sheet.columns, sheet.entries, SEPARATORS[arguments.separator])
            write_whole(target / f"{name}.csv", text.encode())
            name = f"{target / name}.csv"
        print(f"  {name}  {count} {'entry' if count == 1 else 'entries'}")
    print(f"Change what you like and take it in: delivery import {slug} FILE")
    return 0


def chosen_tables(names: str | None) -> tuple[TablePlace, ...]:
    """The tables that are asked for, all of them where none is; raises WrongUse."""
    known = {place.name: place for place in PLACES}
    wanted = [name.strip() for name in names.split(",")] if names else list(known)
    for name in wanted:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known)}."
            raise WrongUse(f"there is no table '{name}'. {hint}")
    return tuple(known[name] for name in wanted)


def entries_of(data: bytes, place: TablePlace) -> Sequence[Mapping[str, Any]]:
    """The entries of a register as its file has them; raises WrongUse for a file that cannot be read."""
    read = read_yaml(data, place.file)
    entries = (read.value.get(place.key) or []) if isinstance(read.value, dict) else None
    if read.findings or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise WrongUse(f"{place.file} has errors; nothing was written. See: delivery check")
    return entries


def _make_folder(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as fault:
        raise WrongUse(f"{target} is no folder, and stands in the way of one. Name another one with --out.") from fault


def _sheets(root: Path, slug: str, places: Sequence[TablePlace]) -> Iterator[SheetOut]:
    schemas = load_schemas()
    for place in places:
        path = root / "projects" / slug / place.file
        entries = entries_of(path.read_bytes(), place) if path.is_file() else ()
        if entries:
            yield SheetOut(place=place, columns=table_columns(place, schemas), entries=entries)
