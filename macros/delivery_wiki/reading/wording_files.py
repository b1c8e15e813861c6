"""Reads docs/wording/: the words by which requirements are judged, one file for each language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.wording import Wording

from .files.folder_walk import place_of
from .files.left_behind import written_files
from .project_folder import check_read
from .schema.binding import bind
from .schema.schema_check import SchemaSet
from .yaml.strict_yaml import read_yaml


def read_wordings(root: Path, data: Path, schemas: SchemaSet) -> tuple[tuple[Wording, ...], tuple[Finding, ...]]:
    """The words of each language; those of the repository win over the shipped ones."""
    found: dict[str, Wording] = {}
    findings: list[Finding] = []
    for base in (data, root) if root != data else (root,):
        for path in written_files(base / "docs" / "wording", "*.yml"):
            file = f"docs/wording/{path.name}"
            wording, faults = _read_wording(path.read_bytes(), file, schemas)
            findings += faults
            if wording is None:
                continue
            if wording.language != path.stem:
                problem = f"the words are of the language '{wording.language}', and the file is named {path.name}"
                repair = f"Name the file {wording.language}.yml, or correct the language."
                findings.append(error("wrong-value", place_of(file), problem, repair))
            found[wording.language] = wording
    return tuple(found.values()), tuple(findings)


@lru_cache(maxsize=16)
def _read_wording(content: bytes, file: str, schemas: SchemaSet) -> tuple[Wording | None, tuple[Finding, ...]]:
    """The same bytes are the same words: a preview and a test run read each file once."""
    read = read_yaml(content, file)
    faults = check_read(read, schemas, "wording")
    return (None, faults) if faults else (bind(read, Wording), ())
