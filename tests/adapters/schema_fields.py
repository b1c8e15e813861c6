"""Every field of a schema, the values that an example has in it, and other values of its kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from delivery_wiki.reading.customer.customer_copy import MARK

EACH, KEY = "[]", "{}"  # the items of a list; the free keys of a mapping, and beneath them their values
NEW_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKLbXy9hlRQ7Tvh1L0K8mWHvhFHQZSLGNUnTzXQpSTcc"
# Values of fields in which few are allowed.
OTHER = {
    "language": ("de",),
    "time_zone": ("Pacific/Kiritimati", "Asia/Tokyo"),
    "people.[].keys.[].key": (NEW_KEY,),
    "witnesses.[].key": (NEW_KEY,),
    "people.[].signs.[]": ("sponsor", "project lead"),
}
Path = tuple[str | int, ...]
RARE_NUMBERS = (7919, 7907, 97, 89, 11, 3, 2, 1, 0)
RARE_DAYS = ("2026-07-19", "2025-11-23", "2027-02-17")
RARE_TIMES = ("03:17", "04:41")
RARE_WORDS = (
    "zqrare",
    "zq-rare",
    "ZQX",
    "zq.rare@zq.example",
    "https://zq.example/",
    "0123456789ab",
    "6f" * 32,
    "7.9.19",
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field by the keys that lead to it, its own schema, and the marks of audiences on the way to it."""

    steps: tuple[str, ...]
    schema: dict[str, Any]
    audiences: tuple[str, ...]

    @property
    def name(self) -> str:
        """How the field is named here: `risks.[].owner`."""
        return ".".join(self.steps)

    @property
    def is_key(self) -> bool:
        """Whether it is a free key, not a value."""
        return "key" in self.schema

    @property
    def hidden(self) -> bool:
        """Whether a schema keeps it from customers, in every case."""
        return any(audience in ("internal", "unpublished") for audience in self.audiences)

    @property
    def internal(self) -> bool:
        """Whether no page of a customer may draw on it."""
        return "internal" in self.audiences


def fields_of(schema: dict[str, Any], steps: tuple[str, ...] = (), above: tuple[str, ...] = ()) -> Iterator[Field]:
    """Every place of a schema at which a text, a number, a truth or a free key is written."""
    audiences = (*above, schema[MARK]) if MARK in schema else above
    known, free, items = (
        _part(schema, "properties", {}),
        _part(schema, "additionalProperties", None),
        _part(schema, "items", None),
    )
    for name, child in known.items():
        yield from fields_of(child, (*steps, name), audiences)
    if isinstance(free, dict):
        yield Field((*steps, KEY), {"key": True, **_part(schema, "propertyNames", {})}, audiences)
        yield from fields_of(free, (*steps, KEY), audiences)
    if isinstance(items, dict):
        yield from fields_of(items, (*steps, EACH), audiences)
    if not known and not isinstance(free, dict) and not isinstance(items, dict) and "const" not in schema:
        yield Field(steps, schema, audiences)


def _part(schema: dict[str, Any], word: str, otherwise: Any) -> Any:
    """What a schema says under a word, itself or in one of its parts; the properties of all parts together."""
    found = [schema[word]] if word in schema else []
    for several in ("allOf", "anyOf", "oneOf"):
        found += [said for part in schema.get(several, ()) if (said := _part(part, word, None)) is not None]
    if word == "properties":
        return {name: child for item in reversed(found) for name, child in item.items()}
    return found[0] if found else otherwise


def places_of(field: Field, tree: Any) -> list[Path]:
    """Where a file has a value in the field; a free key is named by the path of its value."""
    found: list[tuple[Path, Any]] = [((), tree)]
    for step in field.steps:
        found = [((*path, name), child) for path, value in found for name, child in _below(value, step)]
    return [path for path, value in found if field.is_key or not isinstance(value, dict | list)]


def _below(value: Any, step: str) -> list[tuple[str | int, Any]]:
    if step == EACH:
        return list(enumerate(value)) if isinstance(value, list) else []
    if not isinstance(value, dict):
        return []
    return list(value.items()) if step == KEY else [(step, value[step])] if step in value else []


def value_at(tree: Any, path: Path) -> Any:
    """The value at a path."""
    for step in path:
        tree = tree[step]
    return tree


def other_values(field: Field, tree: Any, path: Path, names: Sequence[str] = ()) -> Iterator[Any]:
    """Other values of the kind: for one of these names another, else what nothing else has, then what is elsewhere."""
    old = path[-1] if field.is_key else value_at(tree, path)
    known = [item[-1] if field.is_key else value_at(tree, item) for item in places_of(field, tree)]
    found: list[Any] = []
    if field.name in OTHER:
        found = list(OTHER[field.name])
    elif old in names:
        found = list(names)
    elif isinstance(old, bool):
        found = [not old]
    elif isinstance(old, int | Decimal):
        found = [*RARE_NUMBERS, old + 1]
    elif enum := _part(field.schema, "enum", None):
        found = list(enum)
    elif _is_day(old):
        found = [*RARE_DAYS]
    elif _is_time(old):
        found = [*RARE_TIMES]
    else:
        head = str(old).partition("-")[0]
        found = [f"{old} zqrare", *RARE_WORDS, f"{head}-7919", f"{head}-zqrare", *known]
    yield from (item for item in found if item != old)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and dt.date.fromisoformat(value) is not None
    except ValueError:
        return False


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d\d:\d\d", value) is not None


def with_value(tree: Any, path: Path, new: Any, *, key: bool = False) -> Any:
    """The tree with another value, or with another key, at a path."""
    if not path or (key and len(path) == 1 and isinstance(tree, dict)):
        return new if not path else {new if name == path[0] else name: child for name, child in tree.items()}
    if isinstance(tree, dict):
        return {
            name: with_value(child, path[1:], new, key=key) if name == path[0] else child
            for name, child in tree.items()
        }
    return [
        with_value(child, path[1:], new, key=key) if index == path[0] else child for index, child in enumerate(tree)
    ]
