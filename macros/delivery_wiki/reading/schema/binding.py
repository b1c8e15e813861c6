"""Checked trees to frozen values; each value remembers its file, line, column and path of keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from delivery_wiki.model.finding import Location, Step
from delivery_wiki.model.project.responsibilities import Duties

from ..yaml.strict_yaml import YamlFile

T = TypeVar("T")


class _Placed(dict[str, Any]):
    """A mapping that knows where it was written."""

    __slots__ = ("location",)
    location: Location


def bind(read: YamlFile, target: type[T], **more: Any) -> T:
    """The tree of a file as a value of the model; `more` gives the fields that are not written in the file."""
    tree = _place(read.value, read.root, ())
    tree.pop("format", None)
    tree.update(more)
    return _converter().structure(tree, target)


def bind_list(read: YamlFile, key: str, target: type[T]) -> tuple[T, ...]:
    """The list under one key of a file as values of the model."""
    tree = _place(read.value, read.root, ())
    return tuple(_converter().structure(item, target) for item in tree[key])


def bind_part(read: YamlFile, key: str, target: type[T]) -> T | None:
    """The value under one key of a file as a value of the model; None where the key is not written."""
    tree = _place(read.value, read.root, ())
    return None if tree.get(key) is None else _converter().structure(tree[key], target)


def _place(value: Any, root: Location, path: tuple[Step, ...]) -> Any:
    if isinstance(value, dict):
        placed = _Placed({key: _place(child, root, (*path, key)) for key, child in value.items()})
        line, column = _position(root, path)
        placed.location = Location(file=root.file, line=line, column=column, steps=path, positions=root.positions)
        return placed
    if isinstance(value, list):
        return [_place(child, root, (*path, index)) for index, child in enumerate(value)]
    return value


def _position(root: Location, path: tuple[Step, ...]) -> tuple[int, int]:
    """Where a value is written; one that an upgrade made stands at the value around it."""
    known = (root.positions.get(path[:length]) for length in range(len(path), -1, -1))
    return next((place for place in known if place), (root.line, root.column))


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook_factory(is_dataclass, lambda cls: _record_hook(converter, cls))
    converter.register_structure_hook_factory(_is_free_mapping, lambda _: _plain)
    converter.register_structure_hook_factory(_is_scalar_union, lambda _: lambda value, _: value)
    converter.register_structure_hook_func(lambda kind: kind is type, lambda value, _: value)  # in no file
    converter.register_structure_hook(Duties, lambda value, _: Duties.read(value))
    converter.register_structure_hook(Location, lambda value, _: value)
    converter.register_structure_hook(dt.date, _date)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    return converter


def _record_hook(converter: Converter, cls: type[Any]) -> Callable[[Any, Any], Any]:
    make = make_dict_structure_fn(cls, converter)
    located = any(field.name == "location" for field in fields(cls))

    def structure(value: Any, _: Any) -> Any:
        if isinstance(value, cls):
            return value
        given = {key: child for key, child in value.items() if child is not None}
        if located:
            given["location"] = value.location
        return make(given, cls)

    return structure


def _date(value: str | dt.date, _: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def _is_free_mapping(kind: Any) -> bool:
    return get_origin(kind) in (Mapping, dict) and get_args(kind)[1:] == (Any,)


def _is_scalar_union(kind: Any) -> bool:
    members = set(get_args(kind))
    return len(members - {type(None)}) > 1 and members <= {int, Decimal, bool, str, type(None)}


def _plain(value: Any, _: Any = None) -> Any:
    """A free mapping as plain values, without places."""
    if isinstance(value, dict):
        return {key: _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if isinstance(value, list) else value
