"""The reference of files and keys: one page for each JSON Schema, written from its own descriptions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .code_reference import code, page, table

Node: TypeAlias = Mapping[str, "Value"]
Value: TypeAlias = "str | int | float | bool | list[Value] | Mapping[str, Value] | None"

_PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "mapping",
    "null": "nothing",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaPlace:
    """Where the data of a schema stands, in words or as a path, and the group it belongs to."""

    name: str
    file: str
    group: str
    folder: str = ""

    @property
    def where(self) -> str:
        """The file with its folder."""
        return self.folder + self.file


def schema_index(schemas: Mapping[str, Node], places: tuple[SchemaPlace, ...]) -> str:
    """The list of all schemas by group, each with its file and a link."""
    intro = [
        "Each file has a schema, and a page with every key: its type, its meaning, whether it is required.",
        "A YAML file names its schema in its first line, so that an editor completes keys and shows the same texts:",
        "[set up an editor](../guide/editor.md).",
    ]
    blocks = []
    for group in dict.fromkeys(place.group for place in places):
        rows = [
            (f"[`{place.file}`](files/{place.name}.md)", str(schemas[place.name]["description"]))
            for place in places
            if place.group == group
        ]
        blocks.append([f"## {group}", "", *table(("File", "What it holds"), rows)])
    return page("Files and keys", intro, *blocks)


def schema_page(place: SchemaPlace, schemas: Mapping[str, Node]) -> str:
    """Every key of a schema and of the values inside it."""
    return _SchemaPage(place, schemas).render()


class _SchemaPage:
    """Collects the definitions that a schema uses, in the order in which they are met."""

    def __init__(self, place: SchemaPlace, schemas: Mapping[str, Node]) -> None:
        self.place = place
        self.schemas = schemas
        self.waiting: list[tuple[str, str]] = []

    def render(self) -> str:
        schema = self.schemas[self.place.name]
        source = f"`{self.place.where}` · schema `schemas/{self.place.name}.schema.json`"
        facts = [str(schema["description"]), "", source]
        blocks = [facts, self._keys(schema, self.place.name)]
        done = 0
        while done < len(self.waiting):
            name, key = self.waiting[done]
            node = _mapping(_mapping(self.schemas[name]["$defs"])[key])
            lines = [f"## {_words(key)}", "", str(node.get("description", ""))]
            blocks.append([*lines, "", *self._keys(node, name)])
            done += 1
        return page(str(schema["title"]), *blocks)

    def _keys(self, node: Node, name: str) -> list[str]:
        if "properties" not in node:
            return [f"One of: {self._type(node, name)}."]
        required = node.get("required", [])
        rows = [
            (
                code(key),
                _markdown(_mapping(value)) or self._type(_mapping(value), name),
                "yes" if isinstance(required, list) and key in required else "",
                _text(self._note(_mapping(value), name, "description")) + _hidden(_mapping(value)),
                self._example(_mapping(value), name),
            )
            for key, value in _mapping(node["properties"]).items()
        ]
        return [*table(("Key", "Type", "Required", "Meaning", "Example"), rows), *_alternatives(node)]

    def _type(self, node: Node, name: str) -> str:
        if isinstance(reference := node.get("$ref"), str):
            return self._referred(reference, name)
        if isinstance(choices := node.get("enum", [node.get("const")] if "const" in node else None), list):
            return ("one of " if len(choices) > 1 else "") + ", ".join(code(_plain(choice)) for choice in choices)
        if isinstance(several := node.get("oneOf"), list):
            return " or ".join(self._type(_mapping(choice), name) for choice in several)
        if node.get("type") == "array":
            items = self._type(_mapping(node.get("items", {})), name)
            return f"list of {items}" if items else "list"
        if node.get("type") == "object" and isinstance(values := node.get("additionalProperties"), Mapping):
            return f"mapping of names to {self._type(values, name)}"
        return _simple(node)

    def _referred(self, reference: str, name: str) -> str:
        file, key, node = self._find(reference, name)
        if "properties" in node or (file == "rule-set" and key == "expression"):
            if (file, key) not in self.waiting:
                self.waiting.append((file, key))
            return f"[{_words(key).lower()}](#{_words(key).lower().replace(' ', '-')})"
        return self._type(node, file)

    def _find(self, reference: str, name: str) -> tuple[str, str, Node]:
        address, _, pointer = reference.partition("#")
        file = address.removesuffix(".schema.json") or name
        key = pointer.rsplit("/", 1)[-1]
        return file, key, _mapping(_mapping(self.schemas[file]["$defs"])[key])

    def _note(self, node: Node, name: str, note: str) -> Value:
        """A description or example of a value: its own, else that of what it refers to."""
        if note in node:
            return node[note]
        if isinstance(reference := node.get("$ref"), str):
            file, _, found = self._find(reference, name)
            return self._note(found, file, note)
        return None

    def _example(self, node: Node, name: str) -> str:
        examples = self._note(node, name, "examples")
        if not isinstance(examples, list) or not examples:
            return ""
        first = examples[0]
        return code(first if isinstance(first, str) else json.dumps(first, ensure_ascii=False))


def _alternatives(node: Node) -> Iterator[str]:
    """What has to stand together, where a schema offers a choice of keys."""
    several = node.get("oneOf")
    if not isinstance(several, list):
        return
    ways = [choice.get("required") for choice in several if isinstance(choice, Mapping)]
    named = [" and ".join(code(str(key)) for key in keys) for keys in ways if isinstance(keys, list)]
    if named:
        yield ""
        yield "Needs either " + " or ".join(named) + "."


def _markdown(node: Node) -> str:
    """A text that pages render as prose, with what it may hold."""
    return "[Markdown](../../guide/author.md#prose)" if node.get("contentMediaType") == "text/markdown" else ""


def _hidden(node: Node) -> str:
    """Who does not see a key, where that is not everybody's."""
    return " Not for customers." if node.get("x-audience") == "internal" else ""


def _simple(node: Node) -> str:
    kinds = node.get("type", "")
    names = [_PLAIN.get(str(kind), str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])]
    if node.get("format") in ("date", "date-time", "time-zone"):
        names = [str(node["format"]).replace("-", " ")]
    low, high = node.get("minimum"), node.get("maximum")
    kept = [name for name in names if name and not (name == "whole number" and "number" in names)]
    words = " or ".join(dict.fromkeys(kept))
    if isinstance(high, int) and abs(high) >= 10**9:
        high = None
    if isinstance(low, int) and abs(low) >= 10**9:
        low = None
    if low is not None and high is not None:
        return f"{words}, {low} to {high}"
    return f"{words}, at least {low}" if low is not None else words


def _words(name: str) -> str:
    """`sizingInput` as "Sizing input"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return words[:1].upper() + words[1:]


def _plain(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: Value) -> Node:
    return value if isinstance(value, Mapping) else {}
