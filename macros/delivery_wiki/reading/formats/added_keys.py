"""Keys put into the text of a YAML file, which keeps everything else as it is: its order, comments and style."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from delivery_wiki.model.finding import Step

from ..yaml.strict_yaml import read_yaml

Path: TypeAlias = tuple[Step, ...]
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedKey:
    """A text to be written under `key` of the mapping at `holder`, or there under `entry` of a mapping by id.

    `beside` is the key of the holder next to which it stands.
    """

    holder: Path
    key: str
    text: str
    beside: str
    entry: str = ""


def add_keys(text: str, keys: Sequence[AddedKey]) -> tuple[str, tuple[AddedKey, ...]]:
    """The text with every key that can be added safely, and those that cannot: each result is read again to see."""
    shapes = _shapes(text)
    before = read_yaml(text.encode(), "")
    if not before.complete or before.findings:
        return text, tuple(keys)
    left = tuple(_unsafe(text, keys, shapes, before.value))
    return _written(text, [key for key in keys if key not in left], shapes), left


def _unsafe(text: str, keys: Sequence[AddedKey], shapes: dict[Path, _Shape], tree: Any) -> Iterator[AddedKey]:
    """Those that would change something else: found by halves, for they do not depend on each other."""
    if not keys or _is_as_meant(_written(text, keys, shapes), keys, tree):
        return
    if len(keys) == 1:
        yield keys[0]
        return
    middle = len(keys) // 2
    yield from _unsafe(text, keys[:middle], shapes, tree)
    yield from _unsafe(text, keys[middle:], shapes, tree)


def _is_as_meant(text: str, keys: Sequence[AddedKey], tree: Any) -> bool:
    meant = deepcopy(tree)
    for key in keys:
        holder = meant
        for step in key.holder:
            holder = holder[step]
        if key.entry:
            holder.setdefault(key.key, {})[key.entry] = key.text
        else:
            holder[key.key] = key.text
    read = read_yaml(text.encode(), "")
    return read.complete and not read.findings and bool(read.value == meant)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Where the key of a value stands, whether the mapping that holds it is in braces, and on which line it ends."""

    line: int
    column: int
    flow: bool
    last_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Insertion:
    line: int
    column: int
    text: str


def _written(text: str, keys: Sequence[AddedKey], shapes: dict[Path, _Shape]) -> str:
    lines = text.split("\n")
    numbered = enumerate(insertion for insertion in _insertions(lines, keys, shapes) if insertion is not None)
    for _, insertion in sorted(numbered, key=lambda pair: (pair[1].line, pair[1].column, pair[0]), reverse=True):
        line = lines[insertion.line]
        lines[insertion.line] = line[: insertion.column] + insertion.text + line[insertion.column :]
    return "\n".join(lines)


def _insertions(lines: list[str], keys: Sequence[AddedKey], shapes: dict[Path, _Shape]) -> Iterator[_Insertion | None]:
    """One for each key, and one for all entries of a mapping by id."""
    groups: dict[tuple[Path, str], list[AddedKey]] = {}
    for added in keys:
        groups.setdefault((added.holder, added.key), []).append(added)
    for (holder, key), group in groups.items():
        first = next((path for path in shapes if path[:-1] == (*holder, key)), None)
        if first is not None:
            entries = [f"{added.entry}: {json.dumps(added.text)}" for added in group]
            yield _before(lines, shapes[first], entries)
        elif (*holder, group[0].beside) in shapes:
            yield _beside(lines, shapes[*holder, group[0].beside], f"{key}: {_value(group)}")


def _value(group: Sequence[AddedKey]) -> str:
    if not group[0].entry:
        return json.dumps(group[0].text)
    return "{" + ", ".join(f"{added.entry}: {json.dumps(added.text)}" for added in group) + "}"


def _beside(lines: list[str], shape: _Shape, entry: str) -> _Insertion:
    """Behind a value that ends on its own line, else before it."""
    if shape.flow or shape.last_line != shape.line:
        return _before(lines, shape, [entry])
    line = lines[shape.line].removesuffix("\r")
    end = "\r\n" if lines[shape.line].endswith("\r") else "\n"
    return _Insertion(line=shape.line, column=len(line), text=f"{end}{' ' * shape.column}{entry}")


def _before(lines: list[str], shape: _Shape, entries: Sequence[str]) -> _Insertion:
    end = "\r\n" if lines[shape.line].endswith("\r") else "\n"
    between = ", " if shape.flow else end + " " * shape.column
    return _Insertion(line=shape.line, column=shape.column, text="".join(f"{entry}{between}" for entry in entries))


def _shapes(text: str) -> dict[Path, _Shape]:
    """The shape of every value of a mapping, by its path; empty where the text is not readable."""
    try:
        return dict(_read_shapes(text))
    except yaml.YAMLError:
        return {}


def _read_shapes(text: str) -> Iterator[tuple[Path, _Shape]]:
    stack: list[_Open] = []
    for event in yaml.parse(text, Loader=_PARSER):
        inside = stack[-1] if stack else None
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
        elif isinstance(event, yaml.ScalarEvent) and inside is not None and inside.awaits_key:
            inside.key = event
        elif isinstance(event, yaml.NodeEvent):
            path: Path = inside.path_of_the_next() if inside else ()
            if inside is not None and inside.key is not None:
                mark = inside.key.start_mark
                ends = event.end_mark.line if isinstance(event, yaml.ScalarEvent) and event.end_mark else -1
                yield path, _Shape(line=mark.line, column=mark.column, flow=inside.flow, last_line=ends)
                inside.key = None
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                mapping = isinstance(event, yaml.MappingStartEvent)
                stack.append(_Open(path=path, mapping=mapping, flow=bool(event.flow_style)))


@dataclass(slots=True, kw_only=True)
class _Open:
    """A mapping or list whose end has not come yet."""

    path: Path
    mapping: bool
    flow: bool
    key: Any = None
    count: int = 0

    @property
    def awaits_key(self) -> bool:
        return self.mapping and self.key is None

    def path_of_the_next(self) -> Path:
        if self.mapping:
            return (*self.path, self.key.value)
        self.count += 1
        return (*self.path, self.count - 1)
