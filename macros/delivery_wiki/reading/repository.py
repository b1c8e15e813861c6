"""Reads a whole repository: projects, released data, labels and brand, with every finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from delivery_wiki.model.brand import Brand
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.same import Same
from delivery_wiki.model.shared_people import SharedPeople
from delivery_wiki.model.wording import Wording

from .brand_file import read_brand
from .files.folder_walk import place_of
from .files.kept_results import KeptResults
from .files.left_behind import (
    POINTER_PROBLEM,
    POINTER_REPAIR,
    Ignored,
    is_left_behind,
    is_pointer,
    nothing_ignored,
    written_files,
)
from .new_project_files import check_start_files
from .people_file import read_people
from .project_folder import ReadResult, find_project_folders, read_project
from .released_data import read_library
from .schema.schema_check import SchemaSet
from .wording_files import read_wordings

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_SHOWN = 80
_SOURCE = "en"  # the language of the message ids
_HEAD_LANGUAGE = re.compile(r'"Language: *([^\\\s"]+)')
_IGNORED = (".gitkeep", "README.md")

Catalogue = Mapping[str, str]
_ReadCatalogues = tuple[tuple[str, Same[Catalogue]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Everything that was read; `faulty` names the projects that have errors, `rough` is what could be read of them."""

    root: Path
    projects: tuple[Project, ...]
    faulty: tuple[str, ...]
    library: Library
    catalogues: Mapping[str, Catalogue]
    brand: Brand
    findings: tuple[Finding, ...]
    rough: tuple[ReadResult, ...] = ()
    people: SharedPeople = field(default_factory=SharedPeople)


def read_repository(
    root: Path, data: Path, slugs: tuple[str, ...] = (), ignored: Ignored = nothing_ignored
) -> Repository:
    """Read the projects under a root, all or those named; `data` holds the schemas and the shipped data.

    `ignored` tells what git does not look at: nothing of it is a finding.
    """
    root, data = root.resolve(), data.resolve()
    schemas = SchemaSet.load(data / "schemas")
    library, findings = read_library(root, data, schemas)
    wordings, wording_findings = read_wordings(root, data, schemas)
    catalogues, label_findings = _read_catalogues((data, root) if root != data else (root,))
    brand, brand_findings = read_brand(root, data, schemas)
    people, people_findings = read_people(root, schemas)
    folders = find_project_folders(root / "projects")
    results = [read_project(folder, root, schemas, ignored) for folder in folders if not slugs or folder.name in slugs]
    found = [*findings, *label_findings, *brand_findings, *people_findings, *wording_findings]
    if not slugs:  # the findings of one project tell nothing of its neighbours
        found += [*_stray_files(root, folders, ignored), *check_start_files(root)]
    found += [finding for result in results for finding in result.findings]
    whole = _same_library(replace(library, wordings=wordings))
    return Repository(
        root=root,
        projects=tuple(result.project for result in results if result.project is not None),
        faulty=tuple(result.slug for result in results if result.project is None),
        library=whole,
        catalogues=_all_labels(catalogues, Same(whole), Same(read_message_ids(root, data))),
        brand=brand,
        findings=tuple(sorted(found, key=lambda finding: finding.sort_key)),
        rough=tuple(result for result in results if result.rough is not None),
        people=people,
    )


def _stray_files(root: Path, folders: tuple[Path, ...], ignored: Ignored) -> list[Finding]:
    projects = root / "projects"
    if not projects.is_dir():
        return []
    known = {folder.name for folder in folders} | set(_IGNORED)
    strays = [path for path in sorted(projects.iterdir()) if path.name not in known and not is_left_behind(path.name)]
    gone = ignored(strays) if strays else frozenset()
    problem = "only project folders stand under projects/"
    return [
        error("stray-file", place_of(f"projects/{entry.name}"), problem, "Move it out of projects/.")
        for entry in strays
        if entry not in gone
    ]


def _read_catalogues(bases: tuple[Path, ...]) -> tuple[_ReadCatalogues, tuple[Finding, ...]]:
    """The labels of each file with its language; those of the repository come after the shipped ones."""
    catalogues: list[tuple[str, Same[Catalogue]]] = []
    findings: list[Finding] = []
    for base in bases:
        for path in written_files(base / "docs" / "labels", "*.po"):
            language = path.stem
            place = place_of(f"docs/labels/{path.name}")
            if not _LANGUAGE.fullmatch(language):
                problem = f"'{language}' is not a language tag"
                findings.append(error("wrong-form", place, problem, "Name the file like de.po."))
                continue
            try:
                content = path.read_bytes()
                if is_pointer(content):
                    findings.append(error("lfs-pointer", place, POINTER_PROBLEM, POINTER_REPAIR))
                    continue
                catalogues.append((language, Same(_read_catalogue(content))))
                findings += _check_language(content, path.name)
            except (PoFileError, ValueError, OSError) as fault:
                findings.append(_unreadable_labels(fault, place))
    return tuple(catalogues), tuple(findings)


_LIBRARIES: KeptResults[Library] = KeptResults(16)


def _same_library(library: Library) -> Library:
    """The library that was put together of the same files before, if it was."""
    parts = [getattr(library, field.name) for field in fields(library)]
    key = tuple(tuple(map(Same, part)) if part and is_dataclass(next(iter(part))) else part for part in parts)
    return _LIBRARIES.find(key) or _LIBRARIES.keep(key, library)


@lru_cache(maxsize=16)
def _all_labels(read: _ReadCatalogues, library: Same[Library], ids: Same[frozenset[str]]) -> Mapping[str, Catalogue]:
    """The labels of each language and region, of the files and of the library; the last file wins."""
    catalogues: dict[str, dict[str, str]] = {}
    for language, catalogue in read:
        catalogues.setdefault(language, {}).update(catalogue.value)
    return _with_regions(_with_translations(catalogues, library.value), library.value.wordings, ids.value)


def _check_language(content: bytes, name: str) -> Iterator[Finding]:
    """The head of a catalogue may leave its language out, but says no other one than its file's name."""
    begun = False
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
        begun = begun or line.startswith("msgid")
        if begun and not line.strip():
            return
        said = _HEAD_LANGUAGE.match(line)
        if said and (language := said[1].replace("_", "-")) != name.removesuffix(".po"):
            place = replace(place_of(f"docs/labels/{name}"), line=number)
            problem = f"the file is called {name}, and its head says Language: {said[1]}"
            yield warning("file-name-otherwise", place, problem, f"Call it {language}.po, or correct its head.")


def _with_translations(catalogues: Mapping[str, Catalogue], library: Library) -> dict[str, Catalogue]:
    """The labels of each language with what rule sets translate themselves; a label of the catalogues wins."""
    found: dict[str, Catalogue] = dict(catalogues)
    for rules in library.rule_sets:
        for language, texts in rules.translations.items():
            found[language] = {**texts, **found.get(language, {})}
    return found


def _with_regions(
    catalogues: Mapping[str, Catalogue], wordings: Iterable[Wording], ids: frozenset[str]
) -> dict[str, Catalogue]:
    """The labels of each language, and of its regions those that are spelt otherwise; a label of a file wins."""
    found: dict[str, Catalogue] = dict(catalogues)
    for wording in wordings:
        labels = {**{text: text for text in ids if wording.language == _SOURCE}, **found.get(wording.language, {})}
        for region, parts in wording.regions.items():
            tag = f"{wording.language}-{region}"
            spelt = {text: new for text, said in labels.items() if (new := spelt_in(parts, said)) != said}
            found[tag] = {**spelt, **found.get(tag, {})}
    return found


def spelt_in(parts: Mapping[str, str], text: str) -> str:
    """A text as a region spells it; names in braces are no words."""
    if not parts:
        return text
    pattern = _parts_of_words(tuple(sorted(parts, key=len, reverse=True)))
    return pattern.sub(lambda found: _spelt(found.group(), parts), text)


@lru_cache(maxsize=64)
def _parts_of_words(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\{{\w+\}}|{'|'.join(map(re.escape, parts))}", re.IGNORECASE)


def _spelt(found: str, parts: Mapping[str, str]) -> str:
    new = parts.get(found.lower(), found)
    return new[:1].upper() + new[1:] if found[:1].isupper() else new


def read_message_ids(root: Path, data: Path) -> frozenset[str]:
    """Every text that the product can show, from docs/labels/messages.pot; none where that is not kept."""
    path = next((file for base in (root, data) if (file := base / "docs" / "labels" / "messages.pot").is_file()), None)
    if path is None:
        return frozenset()
    return _message_ids(path.read_bytes())


@lru_cache(maxsize=16)
def _message_ids(content: bytes) -> frozenset[str]:
    return frozenset(str(message.id) for message in read_po(BytesIO(content), charset="utf-8") if message.id)


def _unreadable_labels(fault: Exception, place: Location) -> Finding:
    """Where the labels of a language cannot be read, and why."""
    if isinstance(fault, PoFileError):
        line = replace(place, line=fault.lineno + 1)
        problem = f"this line is neither a comment nor a text in quotes: {fault.line.strip()[:_SHOWN]}"
        return error("labels-unreadable", line, problem, "Write msgid or msgstr and the text in quotes, or delete it.")
    if isinstance(fault, UnicodeDecodeError):
        return error("labels-unreadable", place, "bytes that are not UTF-8", "Save the file as UTF-8.")
    return error("labels-unreadable", place, "the labels cannot be read", "Check the file with 'msgfmt --check'.")


@lru_cache(maxsize=16)
def _read_catalogue(content: bytes) -> Mapping[str, str]:
    """The same bytes are the same labels: a preview and a test run read each file once."""
    catalog = read_po(BytesIO(content), charset="utf-8", abort_invalid=True)
    return {
        message.id: message.string
        for message in catalog
        if isinstance(message.id, str) and message.id and isinstance(message.string, str)
        if message.string and not message.fuzzy
    }
