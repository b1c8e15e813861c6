"""Reads docs/templates/new-project/: what a new project begins with, for each language and kind of project."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Template

from delivery_wiki.model.finding import Finding, Location, error

from .files.folder_walk import place_of
from .files.left_behind import POINTER_PROBLEM, POINTER_REPAIR, is_left_behind, is_pointer
from .files.strict_json import read_json

FOLDER = Path("docs", "templates", "new-project")
TEXTS = "texts.json"
KINDS = "kinds"
ENDING = ".tpl"
NEEDED = ("customer", "lead", "users_given", "users_missing")  # of each language
OPTIONAL = ("users_assumed", "users_question", "inputs_given", "inputs_assumed", "inputs_question", "vendor")
MAPPINGS = ("gates", "documents", "without")  # each key with its text
_SHOWN = 40
_AS_JSON = 'Write {"key": "text"}, with a comma between two keys and none behind the last.'

Value = str | dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFiles:
    """The texts and the templates of a folder, these by the path of the file that they become, and what is wrong."""

    texts: Mapping[str, Value] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def check_start_files(root: Path) -> Iterator[Finding]:
    """What is wrong with the files of new projects that a repository brings itself."""
    for texts in sorted((root / FOLDER).glob(f"*/{TEXTS}")):
        kinds = sorted(texts.parent.glob(f"{KINDS}/*/{TEXTS}"))
        yield from read_start_files(texts.parent, root, needed=NEEDED).findings
        for own in kinds:
            yield from read_start_files(own.parent, root).findings


def read_start_files(folder: Path, root: Path, *, needed: tuple[str, ...] = ()) -> StartFiles:
    """The texts and templates of a language, without those of its kinds, or of one kind."""
    place = place_of((folder / TEXTS).relative_to(root).as_posix())
    texts, faults = _read_texts(folder / TEXTS, place, needed)
    files: dict[str, str] = {}
    findings = list(faults)
    for path in sorted(folder.rglob(f"*{ENDING}")):
        inside = path.relative_to(folder)
        if inside.parts[0] == KINDS or is_left_behind(path.name):
            continue
        text = _read_text(path, place_of(path.relative_to(root).as_posix()))
        if isinstance(text, Finding):
            findings.append(text)
        else:
            findings += _odd_signs(text, place_of(path.relative_to(root).as_posix()))
            files[inside.as_posix().removesuffix(ENDING)] = text
    return StartFiles(texts=texts, files=files, findings=tuple(findings))


def _read_texts(
    path: Path, place: Location, needed: tuple[str, ...]
) -> tuple[Mapping[str, Value], tuple[Finding, ...]]:
    text = _read_text(path, place)
    if isinstance(text, Finding):
        return {}, (text,)
    try:
        tree = read_json(text)
    except json.JSONDecodeError as fault:
        place = replace(place, line=fault.lineno, column=fault.colno)
        repair = "Write a comma behind the text above." if "',' delimiter" in fault.msg else _AS_JSON
        return {}, (error("start-files-faulty", place, "this is no JSON", repair),)
    except (ValueError, RecursionError):
        problem = "no JSON that can be read, or a key that is there twice"
        return {}, (error("start-files-faulty", place, problem, "Make one key of both."),)
    if not isinstance(tree, dict):
        return {}, (error("start-files-faulty", place, "no object of texts", 'Write {"customer": "…"}.'),)
    return tree, tuple(_faults(tree, place, needed))


def _faults(tree: Mapping[str, object], place: Location, needed: tuple[str, ...]) -> Iterator[Finding]:
    for key, value in tree.items():
        if key not in (*NEEDED, *OPTIONAL, *MAPPINGS):
            known = ", ".join((*NEEDED, *OPTIONAL, *MAPPINGS))
            yield error(
                "start-files-faulty", place, f"'{key[:_SHOWN]}' is not known here", f"Delete it. Known: {known}."
            )
        elif key in MAPPINGS and not _are_texts(value):
            yield error("start-files-faulty", place, f"'{key}' holds no texts by key", 'Write {"key": "text"}.')
        elif key not in MAPPINGS and not isinstance(value, str):
            yield error("start-files-faulty", place, f"'{key}' is no text", "Write a text in quotes.")
    for key in needed:
        if key not in tree:
            yield error("start-files-faulty", place, f"'{key}' is missing", f"Add '{key}' with its text.")


def _are_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _read_text(path: Path, place: Location) -> str | Finding:
    try:
        data = path.read_bytes()
        if is_pointer(data):
            return error("lfs-pointer", place, POINTER_PROBLEM, POINTER_REPAIR)
        return data.decode("utf-8-sig")
    except OSError as fault:
        problem = f"the file cannot be read: {(fault.strerror or 'unknown reason').lower()}"
        return error("file-unreadable", place, problem, "Check its permissions.")
    except UnicodeDecodeError:
        return error("not-utf-8", place, "bytes that are not UTF-8", "Save the file as UTF-8.")


def _odd_signs(text: str, place: Location) -> Iterator[Finding]:
    """A dollar sign that begins no name of a gap."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in Template.pattern.finditer(line):
            if found["invalid"] is not None:
                at = replace(place, line=number, column=found.start() + 1)
                yield error(
                    "start-files-faulty", at, "a $ that begins no name of a gap", "Write $$ for the sign itself."
                )
