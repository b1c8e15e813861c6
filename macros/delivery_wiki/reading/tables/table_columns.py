"""Which registers are tables, and their columns: every key of an entry that fits into a cell, as its schema has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from ..schema.schema_check import SchemaSet

Schema: TypeAlias = Mapping[str, Any]
FINGERPRINT = "^[0-9a-f]{12}$"
_WITHOUT_BLANKS = re.compile(r"\^[\w\[\](){}?:*+|-]+\$")  # of an id: letters, digits, hyphens, how often


class CellKind(Enum):
    """How a value is written in a cell."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "true or false"
    IDS = "ids with blanks between them"


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlace:
    """A register: the name of its table, its file below the project, the key of its list, the key that names an entry.

    `schema` is the schema of the file.
    """

    name: str
    file: str
    schema: str
    key: str
    named_by: str = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A key of an entry as a column; `choices` are its only values where it has such."""

    key: str
    kind: CellKind
    required: bool
    description: str
    choices: tuple[str, ...] = ()


PLACES = (
    TablePlace(name="requirements", file="requirements.yml", schema="requirements", key="requirements"),
    TablePlace(name="tests", file="tests.yml", schema="tests", key="tests"),
    TablePlace(name="environment", file="environment.yml", schema="environment", key="answers", named_by="question"),
    TablePlace(name="interfaces", file="environment.yml", schema="environment", key="interfaces"),
    TablePlace(name="migration", file="environment.yml", schema="environment", key="migration"),
    TablePlace(name="responsibilities", file="responsibilities.yml", schema="responsibilities", key="responsibilities"),
    TablePlace(name="components", file="architecture.yml", schema="architecture", key="components"),
    TablePlace(name="milestones", file="project.yml", schema="project", key="milestones"),
    TablePlace(name="decisions", file="project.yml", schema="project", key="decisions"),
    TablePlace(name="assumptions", file="project.yml", schema="project", key="assumptions"),
    TablePlace(name="risks", file="project.yml", schema="project", key="risks"),
    TablePlace(name="open-points", file="project.yml", schema="project", key="open_points"),
    TablePlace(name="changes", file="changes.yml", schema="changes", key="changes"),
)


def table_columns(place: TablePlace, schemas: SchemaSet) -> tuple[TableColumn, ...]:
    """The columns, the one that names an entry first.

    Left out are lists of texts and nested records, fingerprints, which follow from what is written, and what only the
    vendor sees: a table is sent around.
    """
    entry = schemas.written_out(place.schema)["properties"][place.key]["items"]
    found = sorted(_columns(entry), key=lambda column: column.key != place.named_by)
    return tuple(found)


def _columns(entry: Schema) -> Iterator[TableColumn]:
    required = entry.get("required", ())
    for key, value in entry["properties"].items():
        kind = _kind(value)
        if kind is None or value.get("x-audience") == "internal":
            continue
        yield TableColumn(
            key=key,
            kind=kind,
            required=key in required,
            description=str(value.get("description", "")),
            choices=tuple(map(str, value.get("enum", ()))),
        )


def _kind(value: Schema) -> CellKind | None:
    if value.get("type") == "array":
        pattern = str(value.get("items", {}).get("pattern", ""))
        return CellKind.IDS if _WITHOUT_BLANKS.fullmatch(pattern) else None
    if value.get("type") in {"integer", "number"}:
        return CellKind.NUMBER
    if value.get("type") == "boolean":
        return CellKind.FLAG
    is_text = value.get("type") == "string" or all(isinstance(choice, str) for choice in value.get("enum", (None,)))
    return CellKind.TEXT if is_text and value.get("pattern") != FINGERPRINT else None
