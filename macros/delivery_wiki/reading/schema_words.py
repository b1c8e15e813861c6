"""Faults against a schema in words that an author understands: what is there, what was expected, the repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeAlias

from delivery_wiki.model.date_words import read_date
from delivery_wiki.model.finding import Replacement
from delivery_wiki.model.likeness import certain_replacement
from delivery_wiki.model.operator_words import OTHER_NAMES
from delivery_wiki.model.plain_number import how_to_write, two_readings, unit_in_yaml, without_marks

# A fault of the jsonschema library; its attributes are all set by the time it is reported.
Fault: TypeAlias = Any

_SHOWN = 60
_LISTED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in words; `key` is the key below the value that it is about, `meant` the key that it lacks."""

    code: str
    problem: str
    repair: str
    key: str | None = None
    meant: str = ""
    replacement: Replacement | None = None


def explain(fault: Fault) -> Iterator[Problem]:
    """The problems that a schema fault stands for."""
    fault = _innermost(fault)
    writer = _WRITERS.get(str(fault.validator))
    if writer is not None:
        yield from writer(fault)
    else:
        name = _name(fault)
        yield Problem(code="wrong-value", problem=f"{name} does not fit its description", repair="See the reference.")


def closest(word: str, known: list[str]) -> str:
    """The known word that was probably meant, or nothing."""
    near = get_close_matches(word.lower(), [one.lower() for one in known], n=1, cutoff=0.6)
    return next((one for one in known if near and one.lower() == near[0]), "")


def quote(value: object) -> str:
    """A value as a message shows it: short, on one line."""
    text = "".join(character if character.isprintable() else " " for character in str(value)[: _SHOWN + 1])
    return f"'{text[:_SHOWN]}…'" if len(text) > _SHOWN else f"'{text}'"


def describe(value: object) -> str:
    """The value with its kind: `the number 5`, `a list`."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"the number {value}"
        case str():
            return f"the text {quote(value)}"
        case list():
            return "a list"
        case _:
            return "a mapping of keys"


def _innermost(fault: Fault) -> Fault:
    """Of several alternatives, the fault of the one that fits best."""
    if fault.validator in ("oneOf", "anyOf") and fault.context:
        deepest = max(fault.context, key=lambda one: (len(one.absolute_path), one.validator != "type"))
        if len(deepest.absolute_path) > len(fault.absolute_path):
            return _innermost(deepest)
    return fault


def _name(fault: Fault) -> str:
    """How a message names the value: its key, or its place in a list."""
    path = list(fault.absolute_path)
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, int):
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        return f"entry {last + 1} of '{key}'" if key else f"entry {last + 1}"
    return f"'{last}'"


_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping of keys",
    "null": "nothing",
}


def _type(fault: Fault) -> Iterator[Problem]:
    wanted = [fault.validator_value] if isinstance(fault.validator_value, str) else list(fault.validator_value)
    if "integer" in wanted and (found := two_readings(fault.instance)):
        problem = f"{_name(fault)} is {found.problem}; expected is a whole number"
        yield Problem(code="number-two-readings", problem=problem, repair=found.repair)
        return
    expected = " or ".join(_KINDS[one] for one in wanted)
    problem = f"{_name(fault)} is {describe(fault.instance)}; expected is {expected}"
    repair = _repair_type(fault, wanted, expected)
    yield Problem(code="wrong-type", problem=problem, repair=repair, replacement=_replace_type(fault.instance, wanted))


def _replace_type(value: object, wanted: list[str]) -> Replacement | None:
    """The quoted number where a text is expected, and the plain word where true or false is."""
    if "string" in wanted and isinstance(value, bool | int | Decimal):
        written = str(value).lower()
        return written, f'"{written}"'
    if wanted == ["boolean"] and isinstance(value, str) and value.lower() in _BOOLEANS:
        return f'"{value}"', _BOOLEANS[value.lower()]
    if {"integer", "number"} & set(wanted) and isinstance(value, str) and _GROUPED.fullmatch(value):
        return f'"{value}"', value.replace("_", "")
    return None


_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:_[0-9]{3}){1,4}")
_BOOLEANS = {
    **dict.fromkeys(("yes", "on", "true", "y"), "true"),
    **dict.fromkeys(("no", "off", "false", "n"), "false"),
}


def _repair_number(text: str, name: str, *, is_whole: bool) -> str:
    """How a text that holds a number is written as one: with a point, without its unit or its thousands marks."""
    found = _WITH_UNIT.fullmatch(text.strip())
    plain = _plain_number(found["number"]) if found else ""
    if not found or not plain:
        return how_to_write(text, is_whole=is_whole) if without_marks(text) else _PLAIN_DIGITS
    if not (unit := found["unit"].strip()):
        return (
            how_to_write(text, is_whole=is_whole)
            if without_marks(text)
            else f"Write {plain}{', without quotes' if plain == text else ''}."
        )
    return (
        f"Write value: {plain}, unit: {unit_in_yaml(unit)}." if name == "'value'" else f"Write {plain}, without {unit}."
    )


def _plain_number(text: str) -> str:
    """The number in plain digits; empty where a comma or point may be of either kind."""
    if _COMMA_NUMBER.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text if _POINT_NUMBER.fullmatch(text) else ""


_PLAIN_DIGITS = "Write plain digits such as 1200 or 0.5, without quotes, unit or thousands mark."
_WITH_UNIT = re.compile(r"(?P<number>-?[0-9][0-9.,]*)(?P<unit>\s*(?:[%€$£‰°]|[A-Za-z][A-Za-z/ ]{0,30})?)")
_COMMA_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),(?:[0-9]{1,2}|[0-9]{4,18})")
_POINT_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")


def _repair_type(fault: Fault, wanted: list[str], expected: str) -> str:
    value = fault.instance
    if "string" in wanted and isinstance(value, bool | int | Decimal):
        return "Put the value in quotes."
    if "array" in wanted:
        return "Write each entry on a line of its own that begins with '- '."
    if "object" in wanted and not fault.absolute_path:
        schema = fault.schema if isinstance(fault.schema, dict) else {}
        return f"Begin the file with 'format: {_newest_format(schema)}' and write 'key: value' lines."
    if wanted == ["object"]:
        return _repair_mapping(value, fault.schema if isinstance(fault.schema, dict) else {}, expected)
    if isinstance(value, str) and {"integer", "number"} & set(wanted):
        return _repair_number(value, _name(fault), is_whole="number" not in wanted)
    return f"Write {expected}."


def _repair_mapping(value: object, schema: Mapping[str, Any], expected: str) -> str:
    """Keys where one value or a list stands: how they are written, or which entry of the list to keep."""
    if isinstance(value, list):
        keep = "Take the '- ' away." if len(value) == 1 else "Keep one entry, and take its '- ' away."
        return f"{keep} {schema.get('description', '')}".rstrip()
    if required := schema.get("required"):
        return f"Write {{{', '.join(f'{key}: …' for key in required)}}}."
    return f"Write {expected}."


def _enum(fault: Fault) -> Iterator[Problem]:
    known = [str(one) for one in fault.validator_value]
    near = closest(str(fault.instance), known)
    listed = ", ".join(known)
    problem = f"{_name(fault)} is {describe(fault.instance)}; expected is one of: {listed}"
    replacement = certain_replacement(fault.instance, near) if isinstance(fault.instance, str) else None
    if isinstance(fault.instance, bool) and (written := str(fault.instance).lower()) in known:
        near = f'"{written}"'
        replacement = (written, near)
    repair = _did_you_mean(near) or f"Write one of: {listed}."
    yield Problem(code="unknown-value", problem=problem, repair=repair, replacement=replacement)


def _const(fault: Fault) -> Iterator[Problem]:
    wanted = fault.validator_value
    problem = f"{_name(fault)} is {describe(fault.instance)}; expected is {wanted}"
    yield Problem(code="wrong-value", problem=problem, repair=f"Write {wanted}.")


def _unknown_keys(fault: Fault) -> Iterator[Problem]:
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, dict) else {}
    known = list(schema.get("properties", {}))
    for key in fault.instance:
        if key in known:
            continue
        free = [one for one in known if one not in fault.instance]
        listed = ", ".join(free[:_LISTED]) + (", …" if len(free) > _LISTED else "")
        problem = f"the key {quote(key)} is not known here"
        meant, form = OTHER_NAMES.get(key.casefold(), ("", ""))
        if meant in free:
            repair = _write_operator(meant, form)
            yield Problem(code="unknown-key", problem=problem, repair=repair, key=key, meant=meant)
            continue
        meant = closest(key, free)
        repair = _did_you_mean(meant) or (f"Known here: {listed}." if free else "Delete the key.")
        replacement = certain_replacement(key, meant)
        yield Problem(code="unknown-key", problem=problem, repair=repair, key=key, meant=meant, replacement=replacement)


def _write_operator(meant: str, form: str) -> str:
    """What a name from a spreadsheet or a program is called in rules, and how that is written."""
    others = " 'round-up' and 'round-down' are written alike." if meant == "round-half-up" else ""
    return f"Did you mean '{meant}'? Write {{{form}}}.{others}"


def _required(fault: Fault) -> Iterator[Problem]:
    missing = [key for key in fault.validator_value if key not in fault.instance]
    # The library reports each missing key once, in order; the message names the one that it is about.
    key = next((one for one in missing if fault.message.startswith(repr(one))), missing[0])
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, dict) else {}
    meaning = schema.get("properties", {}).get(key, {}).get("description", "")
    repair = f"Add '{key}'" + (f": {meaning}" if meaning else ".")
    replacement = ("", f"format: {_newest_format(schema)}\n") if key == "format" and not fault.absolute_path else None
    problem = f"the key '{key}' is missing"
    yield Problem(code="missing-key", problem=problem, repair=repair, meant=key, replacement=replacement)


def _dependent(fault: Fault) -> Iterator[Problem]:
    """A key that means something only beside another one; the library reports each pair once."""
    needs = ((key, one) for key, others in fault.validator_value.items() for one in others if key in fault.instance)
    missing = [(key, one) for key, one in needs if one not in fault.instance]
    said = (pair for pair in missing if fault.message == f"{pair[1]!r} is a dependency of {pair[0]!r}")
    key, needed = next(said, missing[0])
    problem = f"'{key}' stands without the key '{needed}', which it needs"
    yield Problem(
        code="missing-key", problem=problem, repair=f"Add '{needed}', or delete '{key}'.", key=key, meant=needed
    )


def _newest_format(schema: Mapping[str, Any]) -> int:
    return int(schema.get("properties", {}).get("format", {}).get("const", 1))


def _empty(fault: Fault) -> Iterator[Problem]:
    yield Problem(code="missing-value", problem=f"{_name(fault)} is empty", repair="Write a value behind the colon.")


def _pattern(fault: Fault) -> Iterator[Problem]:
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, dict) else {}
    examples = schema.get("examples", ())
    meaning = str(schema.get("description", "")).rstrip(".")
    if "\n" in str(fault.instance):
        problem, repair = f"{_name(fault)} has a line break", "Write it on one line."
    elif examples:
        problem = f"{_name(fault)} is {quote(fault.instance)}, which is not written as expected"
        repair = f"Write it like {examples[0]}."
    else:
        problem = f"{_name(fault)} is {quote(fault.instance)}, which is not written as expected"
        repair = f"Expected: {meaning}." if meaning else "Use small letters, digits and hyphens."
    yield Problem(code="wrong-form", problem=problem, repair=repair)


_FORMATS = {
    "date": ("a date of the calendar", "Write year-month-day, such as 2026-11-24."),
    "date-time": ("a moment in UTC", "Write it like 2026-11-24T10:00:00Z."),
    "email-address": ("an e-mail address", "Write it like pat@vendor.example."),
    "web-address": ("a web address", "Write it like https://www.example.com/page."),
    "time-zone": ("a time zone", "Write it like Europe/Berlin."),
}


def _format(fault: Fault) -> Iterator[Problem]:
    expected, repair = _FORMATS[str(fault.validator_value)]
    problem = f"{_name(fault)} is {quote(fault.instance)}; expected is {expected}"
    if fault.validator_value == "date":
        meant = read_date(str(fault.instance))
        yield Problem(code="wrong-date", problem=problem, repair=meant.repair or repair, replacement=meant.replacement)
    else:
        yield Problem(code="wrong-form", problem=problem, repair=repair)


_LIMITS = {
    "minimum": ("{value} is too small; the least is {limit}", "Write {limit} or more."),
    "maximum": ("{value} is too large; the most is {limit}", "Write {limit} or less."),
    "exclusiveMinimum": ("{value} is too small; it has to be more than {limit}", "Write more than {limit}."),
    "exclusiveMaximum": ("{value} is too large; it has to be less than {limit}", "Write less than {limit}."),
    "multipleOf": ("{value} is not a multiple of {limit}", "Write a multiple of {limit}."),
    "minLength": ("the text is too short; the least is {limit} characters", "Write a text, or delete the key."),
    "maxLength": ("the text has {size} characters; the most is {limit}", "Shorten it."),
    "minItems": ("the list has {size} entries; the least is {limit}", "Add an entry."),
    "maxItems": ("the list has {size} entries; the most is {limit}", "Take entries out."),
    "minProperties": ("there are {size} keys; the least is {limit}", "Add a key."),
    "maxProperties": ("there are {size} keys; the most is {limit}", "Take keys out."),
}


def _limit(fault: Fault) -> Iterator[Problem]:
    problem, repair = _LIMITS[str(fault.validator)]
    size = len(fault.instance) if hasattr(fault.instance, "__len__") else 0
    values = {"value": fault.instance, "limit": fault.validator_value, "size": size}
    text = f"{_name(fault)}: {problem.format(**values)}"
    yield Problem(code="out-of-range", problem=text, repair=repair.format(**values))


def _unique(fault: Fault) -> Iterator[Problem]:
    problem = f"{_name(fault)} is {quote(fault.instance)}, which stands in the list before"
    yield Problem(code="repeated-value", problem=problem, repair="Keep one of them.")


def _alternatives(fault: Fault) -> Iterator[Problem]:
    ways = [" and ".join(one["required"]) for one in fault.validator_value if "required" in one]
    expected = " or ".join(f"'{way}'" for way in ways) if ways else "one of the forms in the reference"
    problem = f"{_name(fault)} is not written in one of the expected ways"
    yield Problem(code="wrong-form", problem=problem, repair=f"Write exactly one of: {expected}.")


def _did_you_mean(near: str) -> str:
    return f"Did you mean '{near}'?" if near else ""


Writer: TypeAlias = Callable[[Fault], Iterator[Problem]]
_WRITERS: dict[str, Writer] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "additionalProperties": _unknown_keys,
    "required": _required,
    "dependentRequired": _dependent,
    "empty": _empty,
    "pattern": _pattern,
    "format": _format,
    "uniqueItems": _unique,
    "oneOf": _alternatives,
    "anyOf": _alternatives,
    **dict.fromkeys(_LIMITS, _limit),
}
