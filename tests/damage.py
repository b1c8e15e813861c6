"""Damages the files of a project at random: bytes, lines, values and types; the same seed gives the same damage."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

from delivery_wiki.reading.yaml.strict_yaml import read_yaml

Step = str | int
HOSTILE = (
    "",
    "null",
    "[]",
    "{}",
    "[[], {}]",
    "-1",
    "0",
    "1e999",
    ".nan",
    "0x1F",
    "1_000",
    "99999999999999999999999",
    "2026-02-30",
    "0000-00-00",
    "yes",
    "'",
    '"\\u0000"',
    '"\\ud800"',
    "*anchor",
    "&anchor x",
    "!!python/object/apply:os.system [ls]",
    "<<: {}",
    "R-999",
    "SOW-nowhere",
    "{{ x }}",
    "../../etc/passwd",
    "x" * 3000,
    "\u202e",
    "| ",
    "? x",
)
VALUES: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    -1,
    10**30,
    Decimal("0.001"),
    Decimal("1e6"),
    "",
    " ",
    "x",
    "R-999",
    "SOW-nowhere",
    "T-001",
    "2026-01-01",
    "9999-12-31",
    "0001-01-01",
    "nobody",
    "EUR",
    [],
    {},
    ["x"],
    [["R-001"]],
    {"x": 1},
    "\n",
    "é" * 500,
)


def damage(text: bytes, chance: random.Random) -> bytes:
    """A damaged copy of a file; half of the damage is still YAML."""
    kinds: tuple[Callable[[bytes, random.Random], bytes], ...] = (_bytes, _lines, _values, _tree, _tree, _tree)
    return chance.choice(kinds)(text, chance)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    """Bytes that are changed, added, left out, or a file that ends too early."""
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(damaged) + 1)
        match chance.randrange(4):
            case 0:
                damaged[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                damaged[place:place] = bytes(chance.choices(b"\x00\t\r\n:{}[]'\"#&*!|>%@`-?,\xc3\xff", k=2))
            case 2:
                del damaged[place : place + chance.randint(1, 30)]
            case _:
                del damaged[place:]
    return bytes(damaged)


def _lines(data: bytes, chance: random.Random) -> bytes:
    """Lines that are lost, doubled, swapped or indented otherwise."""
    lines = data.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[first]
        case 1:
            lines.insert(second, lines[first])
        case 2:
            lines[first], lines[second] = lines[second], lines[first]
        case 3:
            lines[first] = chance.choice((b" ", b"  ", b"\t", b"- ")) + lines[first]
        case _:
            lines[first] = lines[first].strip()
    return b"\n".join(lines)


def _values(data: bytes, chance: random.Random) -> bytes:
    """A value behind a colon that becomes something else."""
    found = list(re.finditer(rb"(?<=: )[^\n]+", data))
    if not found:
        return _bytes(data, chance)
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(HOSTILE).encode("utf-8", "replace") + data[match.end() :]


def _tree(data: bytes, chance: random.Random) -> bytes:
    """Data that stays YAML: other types, keys that are renamed or lost, ids that lead nowhere, dates that moved."""
    head, matter, tail = _split(data)
    tree = read_yaml(matter, "x").value
    if not isinstance(tree, dict):
        return _values(data, chance)
    tree = deepcopy(tree)
    for _ in range(chance.randint(1, 3)):
        _damage_tree(tree, chance)
    return head + _emit_file(tree).encode("utf-8", "surrogatepass") + tail


def _split(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The parts of a file with front matter; other files are data as a whole."""
    parts = data.split(b"---\n", 2)
    if data.startswith(b"---\n") and len(parts) == 3:
        return b"---\n", parts[1], b"---\n" + parts[2]
    return b"", data, b""


def _damage_tree(tree: dict[str, Any], chance: random.Random) -> None:
    places = list(_places(tree))
    if not places:
        return
    holder, step = chance.choice(places)
    value = holder[step]
    texts = [place[0][place[1]] for place in places if isinstance(place[0][place[1]], str)]
    match chance.randrange(8):
        case 0:
            holder[step] = deepcopy(chance.choice(VALUES))
        case 1:
            del holder[step]
        case 2 if isinstance(holder, dict):
            holder[f"{step}s" if chance.random() < 0.5 else str(step)[:-1]] = holder.pop(step)
        case 3 if isinstance(holder, list):
            holder.append(deepcopy(value))
        case 4 if isinstance(value, str):
            holder[step] = re.sub(r"[0-9]", lambda _: str(chance.randrange(10)), value)
        case 5 if isinstance(value, int | Decimal):
            holder[step] = value * chance.choice((-1, 0, 2, 1000))
        case _ if isinstance(value, str) and texts:
            holder[step] = chance.choice(texts)
        case _:
            holder[step] = deepcopy(chance.choice(VALUES))


def _places(tree: Any) -> Iterator[tuple[Any, Step]]:
    """Every value of a tree by what holds it."""
    steps: list[Step] = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    for step in steps:
        yield tree, step
        if isinstance(tree[step], dict | list):
            yield from _places(tree[step])


def _emit_file(tree: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key, ensure_ascii=False)}: {_emit(value)}\n" for key, value in tree.items())


def _emit(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_emit(item)}" for key, item in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",\n  ".join(_emit(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)
