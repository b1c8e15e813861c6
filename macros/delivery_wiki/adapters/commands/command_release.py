"""`delivery release`: the digests of released data files into their lock, so that an edit of one is found."""

from __future__ import annotations

import argparse
import sys

from delivery_wiki.model.finding import Severity
from delivery_wiki.pages.render.finding_reports import number_of, render_text
from delivery_wiki.reading.released_data import LOCK, lock_files, locked_names, read_library
from delivery_wiki.reading.schema.schema_check import SchemaSet

from ..outside.faults import WrongUse
from ..outside.files import write_whole
from ..workspace.workspace_loading import data_folder


def run_release(arguments: argparse.Namespace) -> int:
    """Lock the named files, or all of the repository; 1 and nothing written where one is faulty or has changed."""
    root, data = arguments.root, data_folder()
    schemas = SchemaSet.load(data / "schemas")
    _, findings = read_library(root, data, schemas)
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if errors:
        print(render_text(errors))
        print("Nothing was written.", file=sys.stderr)
        return 1
    before = locked_names(root)
    known = lock_files(root, schemas)
    if unknown := [name for name in arguments.names if name not in known]:
        raise WrongUse(f"there is no data file {unknown[0]}; known: {', '.join(known) or 'none'}.")
    if not known:
        raise WrongUse("this repository has no data files of its own; those of the tool are released with it.")
    chosen = {name: known[name] for name in (arguments.names or known)}
    new = sorted(chosen.keys() - before.keys())
    if new:
        write_whole(root / LOCK, _text(dict(sorted((before | chosen).items()))).encode())
    for name in new:
        print(f"released: {name}")
    print(f"{LOCK}: {number_of(len(new), 'file')} added, {number_of(len(before), 'file')} released before.")
    return 0


def _text(lock: dict[str, str]) -> str:
    entries = ",\n".join(f'  "{name}": "{digest}"' for name, digest in lock.items())
    return f"{{\n{entries}\n}}\n"
