"""The part of a faulty file that fits its schema: without each entry that has a fault, and with what was left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from delivery_wiki.model.finding import Step

from .schema.schema_check import SchemaSet
from .yaml.strict_yaml import YamlFile

Path: TypeAlias = tuple[Step, ...]
_ROUNDS = 12
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPart:
    """What can be read of a file, None where nothing can; `gaps` are the names that stand in the rest."""

    read: YamlFile | None
    gaps: frozenset[str]


def sound_part(read: YamlFile, text: str, schemas: SchemaSet, schema: str) -> SoundPart:
    """The largest part that the schema takes: first the faulty values go, then what cannot be without them."""
    gone: set[Path] = set(read.faulty)
    origin: dict[Path, Path] = {}
    for _ in range(_ROUNDS):
        if () in gone or not isinstance(read.value, dict):
            break
        part = _without(read, gone, origin)
        faults = schemas.faults(schema, part)
        if not faults:
            gaps = names_in(text) if not read.complete else _names_at(read.value, gone)
            return SoundPart(read=part, gaps=gaps)
        before = len(gone)
        gone |= {_culprit(origin.get(fault.location.steps, fault.location.steps), gone) for fault in faults}
        if len(gone) == before:
            break
    return SoundPart(read=None, gaps=names_in(text))


def names_in(text: str) -> frozenset[str]:
    """Every word of a text that may be an id."""
    return frozenset(_NAME.findall(text))


def _culprit(path: Path, gone: set[Path]) -> Path:
    """What has to go for a fault: the value, or the entry that lacks something, or else what is around it."""
    while path in gone and path:
        path = path[:-1]
    return path


def _without(read: YamlFile, gone: set[Path], origin: dict[Path, Path]) -> YamlFile:
    """The file without some values; `origin` tells afterwards where each of its values stood."""
    origin.clear()
    value = _kept(read.value, (), (), gone, origin)
    positions = {new: read.positions[old] for new, old in origin.items() if old in read.positions}
    return replace(read, value=value, positions=positions, complete=True, faulty=frozenset(), findings=())


def _kept(value: Any, old: Path, new: Path, gone: set[Path], origin: dict[Path, Path]) -> Any:
    origin[new] = old
    if isinstance(value, dict):
        kept = [(key, child) for key, child in value.items() if (*old, key) not in gone]
        return {key: _kept(child, (*old, key), (*new, key), gone, origin) for key, child in kept}
    if isinstance(value, list):
        rest = [number for number in range(len(value)) if (*old, number) not in gone]
        return [_kept(value[number], (*old, number), (*new, place), gone, origin) for place, number in enumerate(rest)]
    return value


def _names_at(tree: Mapping[str, Any], gone: set[Path]) -> frozenset[str]:
    return frozenset(name for path in gone for name in names_in(str(_at(tree, path))))


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return tree
