"""Walks a project folder by allow-list: known places only, no links, within budgets."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from delivery_wiki.model.finding import Finding, Location, error

from .left_behind import (
    MAXIMUM_POINTER_BYTES,
    POINTER_PROBLEM,
    POINTER_REPAIR,
    Ignored,
    is_left_behind,
    is_pointer,
    is_reserved,
    nothing_ignored,
)
from .project_places import ATTACHED, FORMS, FilePlace, find_place, is_known_folder

MAXIMUM_FILES = 2_000
MAXIMUM_BYTES = 100 * 1024 * 1024
MAXIMUM_ATTACHMENT_BYTES = 10 * 1024 * 1024
_NAME = re.compile(r"[a-z0-9_-][a-z0-9._-]{0,99}")
_FOREIGN = re.compile(r"mkdocs\.ya?ml|.*\.py|\.gitattributes|\.gitmodules|\.git", re.IGNORECASE)
_IGNORED = (".gitkeep",)
IN_THIS_REPOSITORY = "Keep the files in this repository: git rm --cached FOLDER, delete .git in it, then git add."


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file in a known place of a project; `inside` is its path inside the project folder."""

    path: Path
    inside: str
    place: FilePlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a project folder holds."""

    files: tuple[FoundFile, ...]
    findings: tuple[Finding, ...]


def walk_folder(folder: Path, shown: str, ignored: Ignored = nothing_ignored) -> Walk:
    """The files of a project folder; `shown` is how messages name the folder.

    What systems and editors leave behind is not looked at, nor what has no place here and is `ignored` by git.
    """
    files: list[FoundFile] = []
    findings: list[Finding] = []
    strays: dict[Path, Finding] = {}
    count = size = 0
    for entry, inside in _entries(folder, ""):
        place = place_of(f"{shown}/{inside}")
        fault = _check_entry(entry, inside, place)
        if fault is not None:
            if fault.code == "stray-file":
                strays[Path(entry.path)] = fault
            else:
                findings.append(fault)
            continue
        if entry.is_dir(follow_symlinks=False) or entry.name in _IGNORED:
            continue
        count, size = count + 1, size + entry.stat(follow_symlinks=False).st_size
        if fault := _check_budget(count, size, place):
            return Walk(files=(), findings=(*findings, fault))
        if known := find_place(inside):
            files.append(FoundFile(path=Path(entry.path), inside=inside, place=known))
    if strays:
        gone = ignored(tuple(strays))
        findings += [fault for path, fault in strays.items() if path not in gone]
    return Walk(files=tuple(files), findings=tuple(findings))


def place_of(shown: str) -> Location:
    """The place of a whole file; characters that would disturb a message are replaced."""
    plain = "".join(character if character.isprintable() else "�" for character in shown)
    return Location(file=plain, line=1, column=1)


def _entries(folder: Path, above: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    with os.scandir(folder) as found:
        entries = sorted((entry for entry in found if not is_left_behind(entry.name)), key=lambda entry: entry.name)
    for entry in entries:
        inside = f"{above}{entry.name}"
        yield entry, inside
        if entry.is_dir(follow_symlinks=False) and is_known_folder(inside):
            yield from _entries(Path(entry.path), f"{inside}/")


def _check_entry(entry: os.DirEntry[str], inside: str, place: Location) -> Finding | None:
    kind = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(kind.st_mode):
        return error("link-refused", place, "a symbolic link", "Put the file itself here, or delete the link.")
    if entry.name.casefold() == ".git":
        problem = "a repository of its own inside a project, as of a submodule"
        return error("foreign-configuration", place, problem, IN_THIS_REPOSITORY)
    if _FOREIGN.fullmatch(entry.name):
        problem = "configuration or code of another tool inside a project"
        return error("foreign-configuration", place, problem, "Delete it, or keep it outside projects/.")
    if stat.S_ISDIR(kind.st_mode):
        # git keeps no folder without a file, so that nobody else has it
        is_free = not find_place(inside) and not _has_file(entry)
        return None if is_known_folder(inside) or is_free else _stray(entry, inside, place, "folder")
    if stat.S_ISREG(kind.st_mode):
        return _check_file(entry, inside, kind, place)
    return error("stray-file", place, "something that is not a file", "Delete it.")


def _has_file(folder: os.DirEntry[str]) -> bool:
    """Whether anything but folders stands in a folder, or it cannot be looked into."""
    unreadable: list[OSError] = []
    return any(files for _, _, files in os.walk(folder.path, onerror=unreadable.append)) or bool(unreadable)


def _check_file(entry: os.DirEntry[str], inside: str, kind: os.stat_result, place: Location) -> Finding | None:
    name = entry.name
    if kind.st_nlink != 1:
        return error("link-refused", place, "a file with several hard links", "Copy it, and delete the link.")
    if name not in _IGNORED and (find_place(inside) is None or not _NAME.fullmatch(name)):
        return _stray(entry, inside, place, "file")
    if is_reserved(name):
        return error("name-reserved", place, f"Windows keeps the name '{name}' for itself", "Give it another name.")
    if kind.st_size > MAXIMUM_ATTACHMENT_BYTES:
        problem = f"a file of {kind.st_size} bytes; at most {MAXIMUM_ATTACHMENT_BYTES} are read"
        return error("file-too-large", place, problem, "Make it smaller.")
    if kind.st_size <= MAXIMUM_POINTER_BYTES and _is_pointer(entry):
        return error("lfs-pointer", place, POINTER_PROBLEM, POINTER_REPAIR)
    return None


def is_without_bearing(finding: Finding) -> bool:
    """Whether an error leaves everything else of its project as it is: no document holds what it is about.

    A file of another kind, which no place of a project could take, or a logo that is set nowhere.
    """
    name = finding.location.file.rpartition("/")[2]
    is_other = finding.code == "stray-file" and is_other_kind(name)
    return is_other or (finding.code == "picture-refused" and name in _LOGOS)


def is_other_kind(name: str) -> bool:
    """Whether a file is of a kind that no place of a project could take."""
    return "." in name and name.rpartition(".")[2].casefold() in _OTHER_KINDS


_LOGOS = ("logo.svg", "logo.png")


def _is_pointer(entry: os.DirEntry[str]) -> bool:
    try:
        with open(entry.path, "rb") as stream:
            return is_pointer(stream.read(MAXIMUM_POINTER_BYTES + 1))
    except OSError:
        return False  # whoever reads the file says so


def _stray(entry: os.DirEntry[str], inside: str, place: Location, what: str) -> Finding:
    project = Path(entry.path.removesuffix(inside.replace("/", os.sep)))
    name = inside.rpartition("/")[2]
    if what == "folder" and find_place(inside):
        problem = f"a folder with the name of a file: {name} has to be a file"
        return error("stray-file", place, problem, "Write the file in its place, and move the folder out.")
    if what == "file" and is_known_folder(inside):
        problem = f"a file with the name of a folder: {name} has to be a folder"
        return error("stray-file", place, problem, "Move the file out of the project.")
    if what == "file" and name != inside and name in FORMS:
        return misplaced_file(inside, place, project)
    return error("stray-file", place, f"a {what} that has no place in a project", _repair_stray(inside, what, project))


def _repair_stray(inside: str, what: str, project: Path) -> str:
    """The name that was meant; the pattern of its folder; or where a file of another kind may stand."""
    folder, _, name = inside.rpartition("/")
    kind = name.rpartition(".")[2].casefold() if "." in name else ""
    if logo := next((logo for logo in _LOGOS if logo == inside.casefold()), ""):
        return _repair_meant(logo, project) or f"Did you mean '{logo}'?"
    if what == "file" and (other := _repair_other(folder, kind)):
        return other
    if near := get_close_matches(inside, FORMS, n=1, cutoff=0.8):
        return _repair_meant(near[0], project) or f"Did you mean '{near[0]}'?"
    if form := next((form for form in FORMS if folder and form.startswith(f"{folder}/<")), ""):
        return f"Name it like {form}, such as {_EXAMPLES.get(folder, form)}."
    return f"Move it out of the project. Known here: {', '.join(FORMS)}."


def _repair_other(folder: str, kind: str) -> str:
    """What to do with a file of a kind that only attachments/ takes, or no place; empty for every other file."""
    if folder == "attachments":
        return "" if kind in ATTACHED else f"An attachment is one of {_ATTACHED}: save it as PDF, or leave it out."
    if kind not in _OTHER_KINDS:
        return ""
    kept = (
        "Keep evidence in attachments/ with an entry in attachments.yml, and other files"
        if kind in ATTACHED
        else "Keep it"
    )
    return f"{kept} outside of projects/, named where they are cited; values go into files of the project."


_OTHER_KINDS = (
    *("xlsx", "xls", "ods", "csv", "docx", "doc", "odt", "pptx", "ppt", "odp", "pdf", "rtf", "txt", "zip"),
    *("eml", "msg", "vsdx", "drawio", "jpg", "jpeg", "gif", "webp", "html", "htm"),
    *("png", "svg", "bmp", "tif", "tiff", "heic", "log", "xml", "tar", "gz", "7z", "mp4", "mp3"),
)
_ATTACHED = ", ".join(f".{suffix}" for suffix in ATTACHED)
_EXAMPLES = {
    "minutes": "minutes/2027-01-31-kick-off.md (small letters, digits, hyphens)",
    "test-runs": "test-runs/2027-01-31-first.yml (small letters, digits, hyphens)",
    "attachments": f"attachments/2027-01-31-signed-checklist.pdf (small letters, digits, hyphens; {_ATTACHED})",
    "sow": "sow/migration.yml (small letters, digits, hyphens)",
    "concept": "concept/security.md",
    "internal/efforts": "internal/efforts/migration.yml",
    "internal/prices": "internal/prices/migration.yml",
}


def _repair_meant(meant: str, project: Path) -> str:
    """What to do with a file whose place is taken; empty where it is free."""
    if not os.path.lexists(project / meant):
        return ""
    return f"'{meant}' is there: write into it what it lacks of this file, and delete this one."


def misplaced_file(inside: str, place: Location, project: Path) -> Finding:
    """A known file in a folder of a project where it does not belong."""
    folder = place.file.removesuffix(inside)
    name = inside.rpartition("/")[2]
    repair = _repair_meant(name, project) or f"Move it up: {folder}{name}."
    return error("stray-file", place, f"{name} belongs in {folder}", repair)


def _check_budget(count: int, size: int, place: Location) -> Finding | None:
    if count > MAXIMUM_FILES:
        problem = f"more than {MAXIMUM_FILES} files in the project"
        return error("project-too-large", place, problem, "Take files out, or split the project.")
    if size > MAXIMUM_BYTES:
        problem = f"more than {MAXIMUM_BYTES} bytes in the project"
        return error("project-too-large", place, problem, "Take files out, or split the project.")
    return None
