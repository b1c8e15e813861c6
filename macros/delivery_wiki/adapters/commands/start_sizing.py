"""The sizing.yml that a new project starts from: read and checked where it lies, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from delivery_wiki.model.finding import Finding
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.sizing_request import InputBasis, SizingRequest
from delivery_wiki.reading.files.readable_text import MAXIMUM_FILE_BYTES
from delivery_wiki.reading.project_folder import check_read
from delivery_wiki.reading.schema.binding import bind
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

from ..outside.faults import WrongUse

OFFICE = frozenset({".csv", ".doc", ".docx", ".md", ".ods", ".odt", ".pdf", ".reqif", ".rtf", ".xls", ".xlsm", ".xlsx"})
PEOPLE = ("user", "mailbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSizing:
    """The file as it was named, its text, and what it asks for; None if it has findings."""

    file: str
    text: str
    request: SizingRequest | None
    findings: tuple[Finding, ...]


def read_start_sizing(path: Path, schemas: SchemaSet) -> StartSizing:
    """Read the file; raises WrongUse if there is none, or if it is a table or document of an office program."""
    if path.suffix.lower() in OFFICE:
        raise WrongUse(
            f"{path}: --from takes a sizing.yml, not {path.suffix}. Make the project without --from, then write"
            " the values into its sizing.yml and requirements.yml; nothing was written."
        )
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
    people = (
        {definition.id for definition in rules.inputs if definition.default is None and definition.unit in PEOPLE}
        if rules
        else set()
    )
    named = [sizing_input for sizing_input in request.inputs if sizing_input.input in people]
    counts = [sizing_input.value for sizing_input in named if isinstance(sizing_input.value, int | Decimal)]
    assumed = any(sizing_input.basis is InputBasis.ASSUMED for sizing_input in named)
    return int(sum(counts)) if counts and assumed else None


def in_file(findings: Iterable[Finding], written: str, file: str) -> tuple[Finding, ...]:
    """The findings of the file that would have been written, told where they lie in the file that was named."""
    return tuple(
        replace(finding, location=replace(finding.location, file=file)) if finding.location.file == written else finding
        for finding in findings
    )
