"""The texts of a YAML file that pages render as prose: those whose schema says that they are Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from delivery_wiki.model.texts.prose_text import ProseText

from ..schema.schema_check import SchemaSet
from ..schema.schema_walk import Schema, free_values_of, items_of, properties_of
from ..yaml.scalar_places import runs_of_scalar
from ..yaml.strict_yaml import Path, Tree, YamlFile

MARKDOWN = "text/markdown"
FieldPath: TypeAlias = tuple[str | None, ...]
"""Keys from the top of a file; None stands for each entry of a list or each value of a mapping with free keys."""


def find_prose(read: YamlFile, schemas: SchemaSet, schema: str, name: str) -> Iterator[ProseText]:
    """Each text of a sound file that is Markdown; `name` is the path of the file in its project without the ending."""
    for field in prose_paths(schemas, schema):
        for path, text in _values(read.value, field, ()):
            span = read.spans.get(path)
            runs = runs_of_scalar(read.lines, span, text, read.first_line) if span else ()
            quoted = span is not None and read.lines[span[0]][span[1] : span[1] + 1] == '"'
            backslash = r"\\" if quoted else "\\"
            yield ProseText(name=name, text=text, location=read.root.at(*path), runs=runs, backslash=backslash)


@cache
def prose_paths(schemas: SchemaSet, name: str) -> tuple[FieldPath, ...]:
    """Where a schema has Markdown; what a schema holds inside itself again is not looked into."""
    return tuple(_paths(schemas.written_out(name), ()))


def _paths(schema: Schema, path: FieldPath) -> Iterator[FieldPath]:
    if schema.get("contentMediaType") == MARKDOWN:
        yield path
    for key, child in properties_of(schema).items():
        yield from _paths(child, (*path, key))
    for child in (items_of(schema), free_values_of(schema)):
        if child:
            yield from _paths(child, (*path, None))


def _values(value: Tree, field: FieldPath, path: Path) -> Iterator[tuple[Path, str]]:
    if not field:
        if isinstance(value, str) and value:
            yield path, value
    elif field[0] is not None:
        if isinstance(value, dict) and field[0] in value:
            yield from _values(value[field[0]], field[1:], (*path, field[0]))
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _values(child, field[1:], (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _values(child, field[1:], (*path, index))
