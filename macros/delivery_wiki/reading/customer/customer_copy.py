"""A customer's copy of a project file: what it says to customers, written anew from what was read.

Nothing is copied as it stands. Fields that the schema keeps for the vendor, comments, the order and the style of what
somebody typed and definitions that no link uses are not in the copy; it reads as the file does for customers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from ..files.project_places import find_place
from ..formats.format_versions import upgraded
from ..markdown.front_matter import split_front_matter
from ..schema.schema_check import SchemaSet
from ..schema.schema_walk import Schema, free_values_of, items_of, properties_of
from ..yaml.plain_scalar import AmbiguousScalar, read_plain_scalar
from ..yaml.strict_yaml import Path, Tree, YamlFile, read_yaml
from .customer_markdown import customer_markdown

MARK = "x-audience"
TOLD_AS = "x-told-as"  # the key beside a hidden field that says `true` in its place, so that its being there is known
_PLAIN_TEXT = re.compile(r"[^\W\d_](?:[\w .()/-]*[\w.)])?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_INDENT = "  "

_LETTERED = re.compile(r"(?P<drive>[A-Za-z]:)?\\(?P<letter>.)")
_NUMBERS = MappingProxyType({"b": "08", "t": "09", "n": "0a", "f": "0c", "r": "0d"})


def is_fixed_price(price: Mapping[str, Any]) -> bool:
    """Whether a price, as it is written, is one amount, so that nobody sees how it was reckoned."""
    return price.get("basis") == "fixed-price" and price.get("fixed_amount") is not None


def is_reckoned_inside(price: Mapping[str, Any]) -> bool:
    """Whether nobody sees how a price was reckoned: it is one amount, or the document carries none."""
    return is_fixed_price(price) or price.get("basis") == "not-priced"


# Each value that a schema may have under `x-audience`, and whether a field of this mapping is hidden by it. What is
# internal no page of a customer draws on; what is unpublished pages are made from, and do not show.
HIDDEN: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "internal": lambda _: True,
    "internal-in-a-fixed-price": is_reckoned_inside,
    "unpublished": lambda _: True,
}
# The same for a mapping as a whole, which is an entry of a list.
HIDDEN_ENTRIES: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "unpublished-when-withdrawn": lambda entry: bool(entry.get("withdrawn")),
    "internal-unless-for-customers": lambda entry: entry.get("audience") != "customer",
}


class NoCopy(Exception):
    """A file that cannot be read, so that nothing can be said about what it holds."""


def customer_copy(inside: str, text: str, schemas: SchemaSet) -> str:
    """The copy of a file by its path inside the project; raises NoCopy for a damaged one and for an unknown place."""
    place = find_place(inside)
    if place is None:
        raise NoCopy
    if inside.endswith(".yml"):
        return written_yaml(_shown(_read(text, inside, place.schema), place.schema, schemas))
    split = split_front_matter(text.replace("\r\n", "\n"), inside)
    if split.findings:
        raise NoCopy
    body = customer_markdown(split.body)
    if split.matter is None:
        return body
    shown = _shown(upgraded(split.matter, place.schema), place.schema, schemas)
    text = body.lstrip("\n")  # so that a copy of a copy is the same
    return f"---\n{written_yaml(shown)}---\n\n{text}"


def hidden_fields(inside: str, text: str, schemas: SchemaSet) -> tuple[Path, ...]:
    """The paths of the fields of a YAML file that are for the vendor alone; raises NoCopy as `customer_copy` does."""
    place = find_place(inside)
    if place is None:
        raise NoCopy
    read = _read(text, inside, place.schema)
    return tuple(find_hidden(read.value, schemas.written_out(place.schema)))


def find_hidden(value: Tree, schema: Schema, path: Path = ()) -> Iterator[Path]:
    """The paths of all fields of a tree that are for the vendor alone and not empty."""
    if isinstance(value, dict):
        known = properties_of(schema)
        for key, child in value.items():
            if child is not None and _is_hidden(known.get(key), value):
                yield (*path, key)
            else:
                yield from find_hidden(child, known.get(key, {}), (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            if _is_hidden_entry(items_of(schema), child):
                yield (*path, index)
            else:
                yield from find_hidden(child, items_of(schema), (*path, index))


def _read(text: str, inside: str, schema: str) -> YamlFile:
    read = upgraded(read_yaml(text.encode(), inside), schema)
    if read.findings or not isinstance(read.value, dict):
        raise NoCopy
    return read


def _shown(read: YamlFile, schema: str, schemas: SchemaSet) -> Tree:
    if read.findings or not isinstance(read.value, dict):
        raise NoCopy
    return shown_to_customers(read.value, schemas.written_out(schema))


def shown_to_customers(value: Tree, schema: Schema) -> Tree:
    """A tree without hidden and without empty fields, its keys in the order of the schema; free keys by name."""
    if isinstance(value, list):
        entry = items_of(schema)
        return [shown_to_customers(child, entry) for child in value if not _is_hidden_entry(entry, child)]
    if not isinstance(value, dict):
        return value
    known = properties_of(schema)
    free = free_values_of(schema)
    value = {**value, **_told_instead(value, known)}
    order = [*(key for key in known if key in value), *sorted(value.keys() - known.keys())]
    return {
        key: shown_to_customers(value[key], known.get(key, free))
        for key in order
        if value[key] is not None and not _is_hidden(known.get(key), value)
    }


def _told_instead(value: Mapping[str, Any], known: Mapping[str, Schema]) -> dict[str, Tree]:
    """What is said of hidden fields of a fixed price that have something in them: that it is there, not what it is."""
    return {
        field[TOLD_AS]: True
        for key, field in known.items()
        if TOLD_AS in field and value.get(key) and is_fixed_price(value)
    }


def _is_hidden(field: Schema | None, above: Mapping[str, Any]) -> bool:
    rule = HIDDEN.get(field.get(MARK, "")) if field else None
    return rule is not None and rule(above)


def _is_hidden_entry(entry: Schema, value: Tree) -> bool:
    rule = HIDDEN_ENTRIES.get(entry.get(MARK, ""))
    return rule is not None and isinstance(value, dict) and rule(value)


# --- writing --------------------------------------------------------------------------------------


def written_yaml(tree: Mapping[str, Tree]) -> str:
    """A mapping as block YAML that the strict reader reads as the same tree; one style for everything."""
    return "".join(f"{line}\n" for line in _mapping(tree, ""))


def _mapping(tree: Mapping[str, Tree], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        name = key if _PLAIN_KEY.fullmatch(key) and _is_itself(key) else _quoted(key)
        if isinstance(value, dict) and value:
            yield f"{indent}{name}:"
            yield from _mapping(value, indent + _INDENT)
        elif isinstance(value, list) and value:
            yield f"{indent}{name}:"
            yield from _listing(value, indent + _INDENT)
        else:
            yield f"{indent}{name}: {_scalar(value)}"


def _listing(values: list[Tree], indent: str) -> Iterator[str]:
    for value in values:
        lines: Iterator[str] = iter(())
        if isinstance(value, dict) and value:
            lines = _mapping(value, indent + _INDENT)
        elif isinstance(value, list) and value:
            lines = _listing(value, indent + _INDENT)
        first = next(lines, None)
        yield f"{indent}- {_scalar(value) if first is None else first.removeprefix(indent + _INDENT)}"
        yield from lines


def _scalar(value: Tree) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return _number(value)
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return value if _PLAIN_TEXT.fullmatch(value) and _is_itself(value) else _quoted(value)


def _number(value: int | Decimal) -> str:
    """The same text for equal numbers: no trailing zeros."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_itself(text: str) -> bool:
    try:
        return read_plain_scalar(text) == text
    except AmbiguousScalar:
        return False


def _quoted(text: str) -> str:
    """In double quotes, which JSON and YAML read alike; U+0085 and its kin are no line breaks there.

    A character that nobody sees stands by its number: by its letter it would be taken for a slip in a path.
    """
    return _LETTERED.sub(_numbered, json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f"))


def _numbered(found: re.Match[str]) -> str:
    drive, letter = found["drive"] or "", found["letter"]
    is_slip = letter in _NUMBERS and (letter != "n" or bool(drive))
    return f"{drive}\\x{_NUMBERS[letter]}" if is_slip else found[0]
