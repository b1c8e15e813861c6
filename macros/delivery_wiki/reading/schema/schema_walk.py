"""What a schema says of the values inside a value, whether it gives them in one part or in several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]


def properties_of(schema: Schema) -> dict[str, Schema]:
    """The fields of a mapping."""
    found = dict(schema.get("properties", {}))
    for part in _parts(schema):
        found |= {key: child for key, child in properties_of(part).items() if key not in found}
    return found


def items_of(schema: Schema) -> Schema:
    """The entries of a list."""
    found: Schema | None = schema.get("items")
    return found or next((items_of(part) for part in _parts(schema) if items_of(part)), {})


def free_values_of(schema: Schema) -> Schema:
    """The values of a mapping whose keys are free."""
    free = schema.get("additionalProperties")
    return free if isinstance(free, dict) else {}


def _parts(schema: Schema) -> Iterable[Schema]:
    return [part for word in ("allOf", "anyOf", "oneOf") for part in schema.get(word, ()) if isinstance(part, dict)]
