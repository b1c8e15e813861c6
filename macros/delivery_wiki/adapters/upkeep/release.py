"""Releases data files: `python -m delivery_wiki.adapters.upkeep.release` adds the digests of new ones to the lock."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from delivery_wiki.model.finding import Severity
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.reading.released_data import LOCK, read_library, write_lock
from delivery_wiki.reading.schema.schema_check import SchemaSet

from ..workspace.workspace_loading import data_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Release what has no findings; 1 and nothing written where a file is faulty, or a released one has changed."""
    given = sys.argv[1:] if arguments is None else arguments
    data = data_folder()
    root = Path(given[0]).resolve() if given else data
    schemas = SchemaSet.load(data / "schemas")
    _, findings = read_library(root, data, schemas)
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if errors:
        sys.stdout.write(render_text(errors) + "\n")
        return 1
    write_lock(root, schemas)
    sys.stdout.write(f"Wrote {LOCK}.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
