"""The released data files: read, checked against their lock, the repository's own before the shipped ones."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from delivery_wiki.model.clauses import ClauseSet
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition, TemplateSet
from delivery_wiki.model.reference_architecture import ReferenceArchitecture
from delivery_wiki.model.sizing import RuleSet

from .files.folder_walk import place_of
from .files.left_behind import written_files
from .files.readable_text import MAXIMUM_FILE_BYTES
from .project_folder import check_read
from .schema.binding import bind
from .schema.schema_check import SchemaSet
from .yaml.strict_yaml import read_yaml

LOCK = "docs/released.json"
_CHANGED = frozenset({"released-data-changed", "released-data-differs"})
NAMED_BY_VERSION = frozenset({"sizing", "clauses", "architectures"})


class _Kind(NamedTuple):
    """Where released files of a kind stand, the schema that they fit, and what they become."""

    folder: str
    schema: str
    target: type[Any]


_KINDS = (
    _Kind("process", "process", ProcessDefinition),
    _Kind("templates", "templates", TemplateSet),
    _Kind("sizing", "rule-set", RuleSet),
    _Kind("clauses", "clauses", ClauseSet),
    _Kind("architectures", "reference-architecture", ReferenceArchitecture),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedFile:
    """A released data file: what it is, its digest, and its value unless it has findings."""

    kind: str
    id: str
    version: str
    digest: str
    location: Location
    value: Any

    @property
    def key(self) -> str:
        """Its name in the lock."""
        return f"{self.kind}/{self.id}/{self.version}"


def read_library(root: Path, data: Path, schemas: SchemaSet) -> tuple[Library, tuple[Finding, ...]]:
    """All released data files of the repository and of the tool; the same id and version has to be the same bytes."""
    findings: list[Finding] = []
    released: dict[str, ReleasedFile] = {}
    shipped: AbstractSet[str] = frozenset()
    unlocked: tuple[str, ...] = ()
    for base in (root,) if root == data else (root, data):
        own: dict[str, ReleasedFile] = {}
        for file in _read_files(base, schemas, findings):
            if first := own.get(file.key):
                problem = f"'{file.id}' version '{file.version}' stands in two files"
                findings.append(error("released-data-twice", file.location, problem, "Keep one.", also=first.location))
            else:
                findings += _check_freer_name(file)
            own[file.key] = file
        findings += _check_lock(base, own)
        if base == root and not os.path.lexists(base / LOCK):
            unlocked = tuple(sorted(own))
        shipped = own.keys() - released.keys() if base != root else frozenset[str]()
        findings += _merge(released, own, _told(findings))
    told = _told(findings)
    return replace(_library(released, shipped, told), unlocked=unlocked), tuple(findings)


def _told(findings: Iterable[Finding]) -> frozenset[str]:
    """The files of which a finding tells that they are others than they were."""
    return frozenset(finding.location.file for finding in findings if finding.code in _CHANGED)


def lock_files(base: Path, schemas: SchemaSet) -> dict[str, str]:
    """The digest of every released data file under a folder, by its name in the lock."""
    return {file.key: file.digest for file in sorted(_read_files(base, schemas, []), key=lambda file: file.key)}


def locked_names(base: Path) -> dict[str, str]:
    """What the lock of a folder holds; nothing where there is none. A damaged one is told by `read_library`."""
    path = base / LOCK
    return {str(name): str(digest) for name, digest in json.loads(path.read_bytes()).items()} if path.is_file() else {}


def write_lock(base: Path, schemas: SchemaSet) -> Path:
    """Record the digest of every released data file under a folder; returns the lock's path."""
    path = base / LOCK
    path.write_text(json.dumps(lock_files(base, schemas), indent=2) + "\n", encoding="utf-8")
    return path


def canonical_digest(content: bytes) -> str:
    """The digest of a data file, the same for every kind of line end."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _read_files(base: Path, schemas: SchemaSet, findings: list[Finding]) -> Iterator[ReleasedFile]:
    for kind in _KINDS:
        for path in written_files(base / "docs" / kind.folder, "*.yml"):
            file = f"docs/{kind.folder}/{path.name}"
            try:
                with path.open("rb") as stream:
                    content = stream.read(MAXIMUM_FILE_BYTES + 1)
            except OSError:
                place = place_of(file)
                findings.append(error("file-unreadable", place, "the file cannot be read", "Check its permissions."))
                continue
            released, found = _read_file(content, file, schemas, kind)
            findings += found
            if released is not None:
                findings += _check_name(released, path.stem)
                yield released


@lru_cache(maxsize=256)
def _read_file(
    content: bytes, file: str, schemas: SchemaSet, kind: _Kind
) -> tuple[ReleasedFile | None, tuple[Finding, ...]]:
    """The same bytes are the same data: a preview and a test run read each released file once."""
    read = read_yaml(content, file)
    found = check_read(read, schemas, kind.schema)
    if found:
        return None, found
    digest = canonical_digest(content)
    value = bind(read, kind.target)
    released = ReleasedFile(
        kind=kind.folder,
        id=value.id,
        version=value.version,
        digest=digest,
        location=value.location,
        value=replace(value, digest=digest) if isinstance(value, ClauseSet) else value,
    )
    return released, ()


def _check_name(released: ReleasedFile, stem: str) -> Iterator[Finding]:
    """Rule sets and clause sets are called by id and version, so that whoever reads a pin finds the file."""
    wanted = f"{released.id}-{released.version}"
    if released.kind in NAMED_BY_VERSION and stem != wanted:
        problem = f"the file is called '{stem}.yml', and holds '{released.id}' version '{released.version}'"
        repair = f"Call it '{wanted}.yml', or correct 'id' and 'version'."
        yield error("released-data-name", released.location.at("id"), problem, repair)


def _check_freer_name(released: ReleasedFile) -> Iterator[Finding]:
    """Processes and template sets may be called by their version or id alone, but by no other one."""
    if released.kind in NAMED_BY_VERSION:
        return
    wanted = f"{released.id}-{released.version}"
    file = released.location.file.rpartition("/")[2]
    if file.removesuffix(".yml") in (wanted, released.version, released.id):
        return
    problem = f"the file is called {file}, and holds '{released.id}' version '{released.version}'"
    repair = f"Call it {wanted}.yml, or correct 'id' and 'version'."
    yield warning("file-name-otherwise", released.location.at("id"), problem, repair)


def _merge(
    released: dict[str, ReleasedFile], own: dict[str, ReleasedFile], told: AbstractSet[str]
) -> Iterator[Finding]:
    """The files of a base beside those before it; of one that is told to have changed nothing more is said."""
    for key, file in own.items():
        first = released.setdefault(key, file)
        if first.digest != file.digest and first.location.file not in told:
            problem = f"'{file.id}' version '{file.version}' differs from the one that ships with the tool"
            yield error("released-data-differs", first.location, problem, "Give your file a version of its own.")


def _check_lock(base: Path, own: dict[str, ReleasedFile]) -> Iterator[Finding]:
    path = base / LOCK
    if not os.path.lexists(path):
        return
    place = place_of(LOCK)
    try:
        lock = json.loads(path.read_bytes())
        locked = {str(key): str(digest) for key, digest in lock.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        yield error("lock-damaged", place, "the lock is not readable", "Restore it from version control.")
        return
    for key, digest in locked.items():
        released = own.get(key)
        if released is None:
            yield error("released-data-missing", place, f"'{key}' was released and is gone", "Restore the file.")
        elif released.digest != digest:
            problem = f"'{released.id}' version '{released.version}' was released and has changed"
            yield error(
                "released-data-changed", released.location, problem, "Restore it; put changes into a new version."
            )
    for key in own.keys() - locked.keys():
        problem = f"'{key}' is not released yet"
        yield warning("released-data-unlocked", own[key].location, problem, f"When it is ready: delivery release {key}")


def _library(released: dict[str, ReleasedFile], shipped: AbstractSet[str], told: AbstractSet[str]) -> Library:
    """The values; a clause set has its digest unless a finding has told already that its text is another one."""

    def values(kind: str) -> tuple[Any, ...]:
        return tuple(released.value for _, released in sorted(released.items()) if released.kind == kind)

    clause_sets = (
        replace(released.value, digest="") if released.location.file in told else released.value
        for _, released in sorted(released.items())
        if released.kind == "clauses"
    )
    return Library(
        processes=values("process"),
        templates=values("templates"),
        rule_sets=values("sizing"),
        clause_sets=tuple(clause_sets),
        architectures=values("architectures"),
        shipped=frozenset((released[key].id, released[key].version) for key in shipped),
    )
