"""The sizing.yml that a new project starts from: read and checked where it lies, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.model.project import InputBasis, SizingRequest
from delivery_wiki.reading.binding import bind
from delivery_wiki.reading.project_folder import check_read
from delivery_wiki.reading.readable_text import MAXIMUM_FILE_BYTES
from delivery_wiki.reading.schema_check import SchemaSet
from delivery_wiki.reading.strict_yaml import read_yaml

from .faults import WrongUse

PEOPLE = ("user", "mailbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSizing:
    """The file as it was named, its text, and what it asks for; None if it has findings."""

    file: str
    text: str
    request: SizingRequest | None
    findings: tuple[Finding, ...]


def read_start_sizing(path: Path, schemas: SchemaSet) -> StartSizing:
    """Read the file; raises WrongUse if there is none."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_FILE_BYTES + 1)
    except OSError as fault:
        reason = (fault.strerror or "it cannot be read").lower()
        raise WrongUse(f"{path}: the file cannot be read: {reason}; nothing was written.") from fault
    read = read_yaml(data, str(path))
    findings = check_read(read, schemas, "sizing")
    return StartSizing(
        file=str(path),
        text=data.decode("utf-8", "replace"),
        request=None if findings else bind(read, SizingRequest),
        findings=findings,
    )


def count_users(request: SizingRequest, library: Library) -> int | None:
    """The users that the inputs name and nobody has measured; None where none are named, or each is measured."""
    rules = library.rule_set(request.rules.id, request.rules.version)
    people = {one.id for one in rules.inputs if one.default is None and one.unit in PEOPLE} if rules else set()
    named = [one for one in request.inputs if one.input in people]
    counts = [one.value for one in named if isinstance(one.value, int | Decimal)]
    assumed = any(one.basis is InputBasis.ASSUMED for one in named)
    return int(sum(counts)) if counts and assumed else None


def in_file(findings: Iterable[Finding], written: str, file: str) -> tuple[Finding, ...]:
    """The findings of the file that would have been written, told where they lie in the file that was named."""
    return tuple(
        replace(one, location=replace(one.location, file=file)) if one.location.file == written else one
        for one in findings
    )
