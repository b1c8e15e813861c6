"""The fields that schemas keep for the vendor, as fields of the classes that files are bound to.

The mark in the schema is the one switch: a customer's view, and so every page, answer and diff, lacks the field, and
`customer_copy` leaves it out of files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from delivery_wiki.model.project.vendor_fields import MarkedFields, VendorFields
from delivery_wiki.model.project.whole_project import Project

from ..files.project_places import PLACES, FilePlace, FileShape
from ..schema.schema_check import SchemaSet
from ..schema.schema_walk import Schema, items_of, properties_of
from .customer_copy import MARK

OWN = "internal"
UNPUBLISHED = "unpublished"
_OF_FILES = (FileShape.PROJECT, FileShape.RECORD, FileShape.LIST, FileShape.NAMED, FileShape.MINUTES)
_Marks = dict[type, dict[str, set[str]]]


class MarkOnNeededField(ValueError):
    """A mark on a field without which a file is not read, so that there is no copy without it."""

    def __init__(self, cls: type, name: str) -> None:
        super().__init__(
            f"x-audience is '{OWN}' for '{name}' of {cls.__name__}, which every file must have. "
            f"Only a field that may be left out can be kept from customers: give it a default in the class and take it "
            f"out of 'required' of the schema first."
        )


@cache
def vendor_fields(schemas: SchemaSet) -> VendorFields:
    """The marked fields of every class of a project; raises MarkOnNeededField for a mark that cannot be followed."""
    return _fields_with(OWN, schemas)


@cache
def unpublished_fields(schemas: SchemaSet) -> VendorFields:
    """The fields of every class that pages draw on and that nothing shows; those that every file has stay."""
    return _fields_with(UNPUBLISHED, schemas)


def _fields_with(mark: str, schemas: SchemaSet) -> VendorFields:
    found: _Marks = {}
    for place in PLACES:
        if place.shape in _OF_FILES and not place.pattern.pattern.startswith("internal"):
            for name, cls, schema in _roots(place, schemas):
                if schema.get(MARK) == mark:
                    _entry(Project, found)["own"].add(name)
                elif _mark(cls, schema, found, mark) and cls is not Project:
                    _entry(Project, found)["leading"].add(name)
    return {
        cls: MarkedFields(own=frozenset(names["own"]), leading=frozenset(names["leading"]))
        for cls, names in found.items()
        if names["own"] or names["leading"]
    }


def _roots(place: FilePlace, schemas: SchemaSet) -> Iterator[tuple[str, type, Schema]]:
    """The classes of a file, each with the project's field for it and its part of the schema."""
    schema = schemas.written_out(place.schema)
    if place.shape is not FileShape.LIST:
        yield place.field, place.target, schema
        return
    known = properties_of(schema)
    yield place.field, place.target, items_of(known.get(place.field, {}))
    for name, target in place.beside:
        if isinstance(target, type) and is_dataclass(target):
            yield name, target, known.get(name, {})


def _mark(cls: type, schema: Schema, found: _Marks, mark: str) -> bool:
    """Note the marked fields of a class and of those below it; whether there are any."""
    entry = _entry(cls, found)
    hints = get_type_hints(cls)
    own_fields = {field.name: field for field in fields(cls)}
    for name, child in properties_of(schema).items():
        if name not in own_fields:  # `format`, which says how the file is read
            continue
        if child.get(MARK) == mark:
            if _may_be_left_out(own_fields[name]) and name not in schema.get("required", ()):
                entry["own"].add(name)
            elif mark == OWN:
                raise MarkOnNeededField(cls, name)
            continue
        below = [
            _mark(inner, items_of(child) or child, found, mark) for inner in _classes(hints[name])
        ]  # each is noted
        if any(below):
            entry["leading"].add(name)
    return bool(entry["own"] or entry["leading"])


def _entry(cls: type, found: _Marks) -> dict[str, set[str]]:
    return found.setdefault(cls, {"own": set(), "leading": set()})


def _classes(hint: Any) -> Iterator[type]:
    """The dataclasses in a type, such as that of the entries of a tuple."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _classes(inner)


def _may_be_left_out(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING
