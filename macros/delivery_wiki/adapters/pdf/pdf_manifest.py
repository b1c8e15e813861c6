"""The folder of set PDFs with its manifest: each file replaced whole, the manifest last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from delivery_wiki.model.as_of import AsOfDays

from ..outside.faults import WrongUse
from ..outside.files import reason_of, write_whole
from .pdf_batch import PdfResult
from .pdf_cache import SetPdf

MANIFEST = "manifest.json"
SCHEMA = "pdf-manifest/1"


def write_folder(folder: Path, results: Sequence[PdfResult], days: AsOfDays, *, whole: bool) -> None:
    """Write PDFs and manifest; a document that could not be set keeps its last good file.

    `whole` says that the results are all there is: other files of an earlier manifest go. Raises WrongUse where the
    folder cannot be written.
    """
    try:
        _write_folder(folder, results, days, whole=whole)
    except OSError as fault:
        reason = reason_of(fault).rstrip(".")
        raise WrongUse(f"{folder} cannot be written: {reason}. Files that are there are whole.") from fault


def _write_folder(folder: Path, results: Sequence[PdfResult], days: AsOfDays, *, whole: bool) -> None:
    earlier = {str(document["file"]): document for document in _read(folder)}
    entries = {} if whole else dict(earlier)
    for result in results:
        file = result.planned.file
        if result.made is not None:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            pdf = result.made.read()
            if not target.is_file() or target.read_bytes() != pdf:
                write_whole(target, pdf)
            entries[file] = _entry(result, result.made, days)
        elif file in earlier:
            entries[file] = earlier[file]
    for file in earlier.keys() - entries.keys():
        (folder / file).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "schema": SCHEMA,
        "as_of": days.newest().isoformat(),
        "documents": [entries[file] for file in sorted(entries)],
    }
    write_whole(folder / MANIFEST, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())


def _read(folder: Path) -> list[dict[str, Any]]:
    """The entries of an earlier manifest; none where there is none that this tool wrote."""
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
        return [document for document in content["documents"] if _is_inside(str(document["file"]))]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _is_inside(file: str) -> bool:
    return not file.startswith("/") and ".." not in file.split("/") and file.endswith(".pdf")


def _entry(result: PdfResult, made: SetPdf, days: AsOfDays) -> dict[str, Any]:
    planned = result.planned
    return {
        "file": planned.file,
        "project": planned.slug,
        "audience": planned.audience.value,
        "as_of": days.of(planned.slug).day.isoformat(),
        "document": planned.name.kind,
        "topic": planned.name.topic,
        "title": planned.title,
        "language": planned.language,
        "revision": planned.name.revision,
        "state": planned.state.value,
        "fingerprint": planned.fingerprint,
        "pages": made.pages,
        "bytes": made.size,
        "sha256": made.sha256,
    }
