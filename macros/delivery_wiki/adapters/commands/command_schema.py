"""`delivery schema`: the JSON Schemas of the installed version, beside the projects, where an editor finds them."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..outside.files import write_whole
from ..workspace.workspace_loading import data_folder

FOLDER = "schemas"


def run_schema(arguments: argparse.Namespace) -> int:
    """List the schemas, write those that differ, or with --check be 1 where one does."""
    schemas = schema_files()
    place: Path = arguments.root / FOLDER
    stale = [name for name, data in schemas.items() if not _is_current(place / name, data)]
    if arguments.check:
        print(
            f"Not those of this version: {', '.join(stale)}. Run delivery schema --write." if stale else "All current."
        )
        return 1 if stale else 0
    if not arguments.write:
        print("\n".join(schemas))
        return 0
    place.mkdir(exist_ok=True)
    for name in stale:
        write_whole(place / name, schemas[name])
    print(f"Wrote {FOLDER}/{', '.join(stale)}." if stale else f"{FOLDER}/ is current.")
    return 0


def schema_files() -> dict[str, bytes]:
    """The schemas of this version by name of file."""
    return {path.name: path.read_bytes() for path in sorted((data_folder() / FOLDER).glob("*.json"))}


def _is_current(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
