"""References between schemas written out where they are used, so that checking needs no look-ups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]
_NOTES = frozenset(("title", "description", "examples", "default", "$comment", "contentMediaType"))


class UnknownReference(Exception):
    """A schema refers to something that no schema of the folder has."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"the reference '{reference}' leads nowhere")


def write_out(name: str, schemas: Mapping[str, Schema]) -> Schema:
    """The schema with each reference replaced by what it refers to; a definition that holds itself keeps its name."""
    resolved: Schema = _resolve(schemas[name], name, schemas, ())
    return resolved


def _resolve(node: Any, name: str, schemas: Mapping[str, Schema], above: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_resolve(child, name, schemas, above) for child in node]
    if not isinstance(node, dict):
        return node
    own = {key: _resolve(child, name, schemas, above) for key, child in node.items() if key != "$ref"}
    if not isinstance(node.get("$ref"), str):
        return own if "$ref" not in node else {**own, "$ref": _resolve(node["$ref"], name, schemas, above)}
    file, target = _find(node["$ref"], name, schemas)
    full = f"{file}{node['$ref'][node['$ref'].index('#') :]}"
    if full in above:
        return {**own, "$ref": node["$ref"]}
    inner = _resolve(target, file, schemas, (*above, full))
    clash = any(key in own for key in inner if key not in _NOTES)
    return {**own, "allOf": [inner]} if clash else {**inner, **own}


def _find(reference: str, name: str, schemas: Mapping[str, Schema]) -> tuple[str, Any]:
    address, _, pointer = reference.partition("#")
    file = address.removesuffix(".schema.json") or name
    node: Any = schemas.get(file)
    for step in pointer.strip("/").split("/"):
        node = node.get(step) if isinstance(node, dict) else None
    if node is None:
        raise UnknownReference(reference)
    return file, node
