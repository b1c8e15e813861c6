"""An entry put into a list of a YAML file, or fields into a mapping: all else keeps its order, comments and style."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from delivery_wiki.model.finding import Step

from ..yaml.strict_yaml import read_yaml
from .flow_style import as_flow

Path: TypeAlias = tuple[Step, ...]
Value: TypeAlias = "str | dt.date | int | Decimal | list[str]"
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def add_entry(text: str, path: Path, key: str, entry: Mapping[str, Value]) -> str | None:
    """The text with an entry more at the end of the list `key` below `path`; None where it cannot be added safely."""
    node = _node_at(text, path)
    if not isinstance(node, yaml.MappingNode):
        return None
    known = next((value for name, value in node.value if name.value == key), None)
    if isinstance(known, yaml.SequenceNode):
        after = _in_list(text, known, entry)
    elif known is None:
        after = _with_field(text, node, key, f"[{as_flow(entry)}]")
    else:
        return None
    before = read_yaml(text.encode(), "")
    if before.findings or not before.complete:
        return None
    meant = deepcopy(before.value)
    _at(meant, path).setdefault(key, []).append(_as_read(entry))
    return after if _is(after, meant) else None


def add_fields(text: str, path: Path, fields: Mapping[str, Value]) -> str | None:
    """The text with fields more in the mapping at `path`, which has none of them; None where that is not safe."""
    after: str | None = text
    for name, value in fields.items():
        node = _node_at(after, path) if after is not None else None
        if after is None or not isinstance(node, yaml.MappingNode) or any(key.value == name for key, _ in node.value):
            return None
        after = _with_field(after, node, name, as_flow(value))
    meant = deepcopy(read_yaml(text.encode(), "").value)
    _at(meant, path).update(_as_read(fields))
    return after if after is not None and _is(after, meant) else None


def _is(text: str, meant: Any) -> bool:
    read = read_yaml(text.encode(), "")
    return read.complete and not read.findings and bool(read.value == meant)


def _at(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _as_read(value: Any) -> Any:
    """What the strict reader makes of it: a date stays the text that it is written as."""
    if isinstance(value, Mapping):
        return {key: _as_read(child) for key, child in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value


def _node_at(text: str, path: Path) -> yaml.Node | None:
    try:
        node = yaml.compose(text, Loader=_PARSER)
    except yaml.YAMLError:
        return None
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        else:
            return None
    return node


def _in_list(text: str, node: yaml.SequenceNode, entry: Mapping[str, Value]) -> str:
    """Behind the last entry: on its line in brackets, else on a line of its own below it."""
    if node.flow_style:
        closing = text.rindex("]", 0, node.end_mark.index)
        before = text[:closing].rstrip()
        between = "" if not node.value else " " if before.endswith(",") else ", "
        return f"{before}{between}{as_flow(entry)}{text[closing:]}"
    end = _end_of_line(text, _end(text, node.value[-1]))
    return f"{text[:end]}{_new_line(text)}{' ' * node.start_mark.column}- {as_flow(entry)}{text[end:]}"


def _with_field(text: str, node: yaml.MappingNode, name: str, value: str) -> str:
    """Behind the last field: on its line in braces, else on a line of its own below it."""
    if not node.value:
        return text
    key, last = node.value[-1]
    end = _end(text, last)
    if node.flow_style:
        return f"{text[:end]}, {name}: {value}{text[end:]}"
    end = _end_of_line(text, end)
    return f"{text[:end]}{_new_line(text)}{' ' * key.start_mark.column}{name}: {value}{text[end:]}"


def _end(text: str, node: yaml.Node) -> int:
    """Behind a value: the mark of a value of several lines stands on the line below it."""
    if isinstance(node, yaml.MappingNode | yaml.SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    return start + len(text[start:end].rstrip())


def _end_of_line(text: str, index: int) -> int:
    """Where the line ends, a comment behind the value included."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if text[:end].endswith("\r") else end


def _new_line(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
