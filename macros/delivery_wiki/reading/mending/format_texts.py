"""The text of a file in an older format, written in the newest one: what an upgrade leaves alone keeps its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from ..customer.customer_copy import written_yaml
from ..files.project_places import find_place
from ..formats.flow_style import as_flow
from ..formats.format_versions import is_older, upgraded
from ..yaml.repairs import Repaired
from ..yaml.strict_yaml import read_yaml

Tree: TypeAlias = dict[str, Any]
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    start: int
    end: int
    text: str


def upgraded_text(text: str, schema: str) -> str | None:
    """The text in the newest format: the same where it is, nothing where it cannot be rewritten safely."""
    read = read_yaml(text.encode(), "")
    better = upgraded(read, schema)
    if better is read:
        return text
    return None if read.findings else text_saying(text, read.value, better.value)


def text_saying(text: str, before: Tree, after: Tree) -> str | None:
    """The text of a file with other values; nothing where it cannot be done safely.

    What stays the same keeps its order, comments and quotes.
    """
    if text.startswith("\ufeff"):
        return None
    edits, more = list(_edits(text, before, after)), _new_keys(before, after)
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    if more:
        end = "\r\n" if "\r\n" in text else "\n"
        text = f"{text.rstrip()}{end}{end}{written_yaml(more).replace(chr(10), end)}"
    again = read_yaml(text.encode(), "")
    return text if not again.findings and again.value == after else None


def older_files(texts: Mapping[str, str]) -> frozenset[str]:
    """The files of projects, by path from the root, that are in an older format."""
    return frozenset(file for file, text in texts.items() if _is_older(file, text))


def upgrade_texts(texts: Mapping[str, str]) -> Repaired:
    """Every file in an older format that can be rewritten safely, in the newest one."""
    found = {file: upgraded_text(texts[file], _schema(file)) for file in sorted(older_files(texts))}
    return Repaired(texts={file: text for file, text in found.items() if text is not None}, used=())


def _is_older(file: str, text: str) -> bool:
    schema = _schema(file)
    return bool(schema) and is_older(read_yaml(text.encode(), file), schema)


def _schema(file: str) -> str:
    """The schema of a YAML file that stands below a project."""
    place = find_place(file.split("/", 2)[-1]) if file.endswith(".yml") else None
    return place.schema if place else ""


def _new_keys(before: Tree, after: Tree) -> Tree:
    """What a file has beside its keys of before, where none of those is gone: it stands at the end."""
    return {} if before.keys() - after.keys() else {key: after[key] for key in after if key not in before}


def _edits(text: str, before: Tree, after: Tree) -> Iterator[_Edit]:
    node = yaml.compose(text, Loader=_PARSER)
    if isinstance(node, yaml.MappingNode):
        yield from _of_mapping(text, node, before, after, top=True)


def _of_node(text: str, node: yaml.Node, before: Any, after: Any) -> Iterator[_Edit]:
    if before == after:
        return
    if isinstance(node, yaml.MappingNode) and isinstance(before, dict) and isinstance(after, dict):
        yield from _of_mapping(text, node, before, after, top=False)
    elif isinstance(node, yaml.SequenceNode) and _are_alike(before, after):
        for child, old, new in zip(node.value, before, after, strict=True):
            yield from _of_node(text, child, old, new)
    else:
        yield _Edit(start=node.start_mark.index, end=_end(text, node), text=as_flow(after))


def _are_alike(before: Any, after: Any) -> bool:
    """Whether both are lists of as many entries: one that is longer or shorter is written anew."""
    return isinstance(before, list) and isinstance(after, list) and len(before) == len(after)


def _of_mapping(text: str, node: yaml.MappingNode, before: Tree, after: Tree, *, top: bool) -> Iterator[_Edit]:
    """A key with another name is renamed; of keys that become another one, the first gives it its place."""
    fields = {key.value: (key, value) for key, value in node.value}
    gone = [key for key in before if key not in after]
    for key in before:
        if key in after:
            yield from _of_node(text, fields[key][1], before[key], after[key])
    more = [] if top and not gone else [key for key in after if key not in before]
    if more and not gone:
        yield _added(text, node, {key: after[key] for key in more})
    for key in more if gone else []:
        same = next((old for old in gone if before[old] == after[key]), None)
        old = same or next(iter(gone), None)
        if old is None:
            continue
        gone.remove(old)
        name, value = fields[old]
        start = name.start_mark.index
        if same:
            yield _Edit(start=start, end=name.end_mark.index, text=key)
        else:
            yield _Edit(start=start, end=_end(text, value), text=f"{key}: {as_flow(after[key])}")
    for key in gone:
        yield _without(text, *fields[key])


def _added(text: str, node: yaml.MappingNode, fields: Tree) -> _Edit:
    """Fields behind the last one of a mapping: on its line in braces, else on lines of their own."""
    name, value = node.value[-1]
    end = _end(text, value)
    column = name.start_mark.column
    between = ", " if node.flow_style else ("\r\n" if "\r\n" in text else "\n") + " " * column
    return _Edit(start=end, end=end, text="".join(f"{between}{key}: {as_flow(field)}" for key, field in fields.items()))


def _without(text: str, name: yaml.Node, value: yaml.Node) -> _Edit:
    """A field goes with the comma behind or before it, or with its line."""
    start, end = name.start_mark.index, _end(text, value)
    if behind := re.compile(r"[ \t]*,[ \t]*").match(text, end):
        return _Edit(start=start, end=behind.end(), text="")
    before = text[:start].rstrip(" \t")
    if before.endswith(","):
        return _Edit(start=len(before) - 1, end=end, text="")
    rest = re.compile(r"[ \t]*\r?(?:\n|\Z)").match(text, end)
    if rest and (not before or before.endswith("\n")):
        return _Edit(start=len(before), end=rest.end(), text="")
    return _Edit(start=start, end=end, text="")


def _end(text: str, node: yaml.Node) -> int:
    """Behind a value: the mark of a text of several lines stands on the line below it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(text[start:end].rstrip())
