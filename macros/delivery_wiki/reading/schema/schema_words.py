"""Faults against a schema in words that an author understands: what is there, what was expected, the repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeAlias

from delivery_wiki.model.finding import Replacement
from delivery_wiki.model.texts.as_id import as_id
from delivery_wiki.model.texts.date_words import read_date
from delivery_wiki.model.texts.likeness import certain_replacement
from delivery_wiki.model.texts.operator_words import OTHER_NAMES
from delivery_wiki.model.texts.plain_number import how_to_write, two_readings, unit_in_yaml, without_marks

from ..yaml.whole_text import in_quotes

# A fault of the jsonschema library; its attributes are all set by the time it is reported.
Fault: TypeAlias = Any

_SHOWN = 60
_LISTED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaProblem:
    """One fault in words; `key` is the key below the value that it is about, `meant` the key that it lacks."""

    code: str
    problem: str
    repair: str
    key: str | None = None
    meant: str = ""
    replacement: Replacement | None = None


def explain(fault: Fault) -> Iterator[SchemaProblem]:
    """The problems that a schema fault stands for."""
    fault = _innermost(fault)
    writer = _WRITERS.get(str(fault.validator))
    if writer is not None:
        yield from writer(fault)
    else:
        name = _name(fault)
        yield SchemaProblem(
            code="wrong-value", problem=f"{name} does not fit its description", repair="See the reference."
        )


def closest(word: str, known: list[str]) -> str:
    """The known word that was probably meant, or nothing."""
    near = get_close_matches(word.lower(), [name.lower() for name in known], n=1, cutoff=0.6)
    return next((name for name in known if near and name.lower() == near[0]), "")


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
        deepest = max(fault.context, key=lambda inner: (len(inner.absolute_path), inner.validator != "type"))
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


def _type(fault: Fault) -> Iterator[SchemaProblem]:
    wanted = [fault.validator_value] if isinstance(fault.validator_value, str) else list(fault.validator_value)
    if "integer" in wanted and (found := two_readings(fault.instance)):
        problem = f"{_name(fault)} is {found.problem}; expected is a whole number"
        yield SchemaProblem(code="number-two-readings", problem=problem, repair=found.repair)
        return
    expected = " or ".join(_KINDS[kind] for kind in wanted)
    problem = f"{_name(fault)} is {describe(fault.instance)}; expected is {expected}"
    repair = _repair_type(fault, wanted, expected)
    yield SchemaProblem(code="wrong-type", problem=problem, repair=repair, replacement=_replacement_of(fault, wanted))


def _replacement_of(fault: Fault, wanted: list[str]) -> Replacement | None:
    """What `fix` writes in place of a value of another type: a day for digits that are one."""
    day = _day_of(fault.instance) if _is_day(fault) else None
    return (str(fault.instance), day.isoformat()) if day else _replace_type(fault.instance, wanted)


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
    found = _WITH_UNIT.fullmatch(text.strip()) or _BEHIND_UNIT.fullmatch(text.strip())
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
_BEHIND_UNIT = re.compile(r"(?P<unit>[€$£]|[A-Z]{3})\s*(?P<number>[0-9][0-9.,]*)")
_WITH_UNIT = re.compile(r"(?P<number>-?[0-9][0-9.,]*)(?P<unit>\s*(?:[%€$£‰°]|[A-Za-z][A-Za-z/ ]{0,30})?)")
_COMMA_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),(?:[0-9]{1,2}|[0-9]{4,18})")
_POINT_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")


def _repair_type(fault: Fault, wanted: list[str], expected: str) -> str:
    value = fault.instance
    if "string" in wanted and (repair := _repair_day(fault) or _repair_text(value)):
        return repair
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


_LONGEST_EXAMPLE = 60


def _repair_text(value: object) -> str:
    """How a number, a list of texts or a text with a colon is written where a text is expected; empty for others."""
    if isinstance(value, dict) and len(value) == 1:
        ((key, said),) = value.items()
        if isinstance(said, str | int | Decimal) and not isinstance(said, bool):
            return f"Put the whole text in quotes: {in_quotes(f'{key}: {said}')}."
    if isinstance(value, bool | int | Decimal):
        return "Put the value in quotes."
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return f'Write one text, such as "{", ".join(value)[:_LONGEST_EXAMPLE]}".'
    return ""


def _repair_day(fault: Fault) -> str:
    day = _day_of(fault.instance) if _is_day(fault) else None
    return f"Write {day}." if day else ""


def _is_day(fault: Fault) -> bool:
    return isinstance(fault.schema, dict) and fault.schema.get("format") == "date"


def _day_of(value: object) -> date | None:
    """The day that eight digits without hyphens are."""
    digits = str(value)
    if isinstance(value, bool) or not isinstance(value, int) or len(digits) != _DIGITS_OF_A_DAY:
        return None
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return None


_DIGITS_OF_A_DAY = 8


def _repair_mapping(value: object, schema: Mapping[str, Any], expected: str) -> str:
    """Keys where one value or a list stands: how they are written, or which entry of the list to keep."""
    if isinstance(value, list):
        keep = "Take the '- ' away." if len(value) == 1 else "Keep one entry, and take its '- ' away."
        return f"{keep} {schema.get('description', '')}".rstrip()
    if required := schema.get("required"):
        return f"Write {{{', '.join(f'{key}: …' for key in required)}}}."
    return f"Write {expected}."


def _enum(fault: Fault) -> Iterator[SchemaProblem]:
    known = [str(choice) for choice in fault.validator_value]
    near = closest(str(fault.instance), known)
    listed = ", ".join(known)
    problem = f"{_name(fault)} is {describe(fault.instance)}; expected is one of: {listed}"
    replacement = certain_replacement(fault.instance, near) if isinstance(fault.instance, str) else None
    if isinstance(fault.instance, bool) and (written := str(fault.instance).lower()) in known:
        near = f'"{written}"'
        replacement = (written, near)
    repair = _did_you_mean(near) or f"Write one of: {listed}."
    yield SchemaProblem(code="unknown-value", problem=problem, repair=repair, replacement=replacement)


def _const(fault: Fault) -> Iterator[SchemaProblem]:
    wanted = fault.validator_value
    problem = f"{_name(fault)} is {describe(fault.instance)}; expected is {wanted}"
    yield SchemaProblem(code="wrong-value", problem=problem, repair=f"Write {wanted}.")


def _unknown_keys(fault: Fault) -> Iterator[SchemaProblem]:
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, dict) else {}
    known = list(schema.get("properties", {}))
    for key in fault.instance:
        if key in known:
            continue
        free = [name for name in known if name not in fault.instance]
        listed = ", ".join(free[:_LISTED]) + (", …" if len(free) > _LISTED else "")
        problem = f"the key {quote(key)} is not known here"
        meant, form = OTHER_NAMES.get(key.casefold(), ("", ""))
        if meant in free:
            repair = _write_operator(meant, form)
            yield SchemaProblem(code="unknown-key", problem=problem, repair=repair, key=key, meant=meant)
            continue
        meant = closest(key, free)
        repair = _did_you_mean(meant) or (f"Known here: {listed}." if free else "Delete the key.")
        replacement = certain_replacement(key, meant)
        yield SchemaProblem(
            code="unknown-key", problem=problem, repair=repair, key=key, meant=meant, replacement=replacement
        )


def _write_operator(meant: str, form: str) -> str:
    """What a name from a spreadsheet or a program is called in rules, and how that is written."""
    others = " 'round-up' and 'round-down' are written alike." if meant == "round-half-up" else ""
    return f"Did you mean '{meant}'? Write {{{form}}}.{others}"


def _required(fault: Fault) -> Iterator[SchemaProblem]:
    missing = [key for key in fault.validator_value if key not in fault.instance]
    # The library reports each missing key once, in order; the message names the one that it is about.
    key = next((name for name in missing if fault.message.startswith(repr(name))), missing[0])
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, dict) else {}
    meaning = schema.get("properties", {}).get(key, {}).get("description", "")
    repair = f"Add '{key}'" + (f": {meaning}" if meaning else ".")
    replacement = ("", f"format: {_newest_format(schema)}\n") if key == "format" and not fault.absolute_path else None
    problem = f"the key '{key}' is missing"
    yield SchemaProblem(code="missing-key", problem=problem, repair=repair, meant=key, replacement=replacement)


def _dependent(fault: Fault) -> Iterator[SchemaProblem]:
    """A key that means something only beside another one; the library reports each pair once."""
    needs = ((key, other) for key, others in fault.validator_value.items() for other in others if key in fault.instance)
    missing = [(key, other) for key, other in needs if other not in fault.instance]
    said = (pair for pair in missing if fault.message == f"{pair[1]!r} is a dependency of {pair[0]!r}")
    key, needed = next(said, missing[0])
    problem = f"'{key}' stands without the key '{needed}', which it needs"
    yield SchemaProblem(
        code="missing-key", problem=problem, repair=f"Add '{needed}', or delete '{key}'.", key=key, meant=needed
    )


def _newest_format(schema: Mapping[str, Any]) -> int:
    return int(schema.get("properties", {}).get("format", {}).get("const", 1))


def _empty(fault: Fault) -> Iterator[SchemaProblem]:
    yield SchemaProblem(
        code="missing-value", problem=f"{_name(fault)} is empty", repair="Write a value behind the colon."
    )


def _pattern(fault: Fault) -> Iterator[SchemaProblem]:
    schema: Mapping[str, Any] = fault.schema if isinstance(fault.schema, dict) else {}
    is_key = "propertyNames" in fault.absolute_schema_path
    name = f"a key of {_name(fault)}" if is_key else _name(fault)
    if "\n" in str(fault.instance):
        problem, repair = f"{name} has a line break", "Write it on one line."
    else:
        problem = f"{name} is {quote(fault.instance)}, which is not written as expected"
        meant = _spelt_like(str(fault.instance), str(fault.validator_value))
        expected = _expected_form(schema)
        repair = f"Did you mean {meant}? If not, {expected[:1].lower()}{expected[1:]}" if meant else expected
    key = str(fault.instance) if is_key else None
    yield SchemaProblem(code="wrong-form", problem=problem, repair=repair, key=key)


def _expected_form(schema: Mapping[str, Any]) -> str:
    """An example of a text, or what it is."""
    examples = schema.get("examples", ())
    meaning = str(schema.get("description", "")).rstrip(".")
    if examples:
        return f"Write it like {examples[0]}."
    return f"Expected: {meaning}." if meaning else "Use small letters, digits and hyphens."


def _spelt_like(text: str, pattern: str) -> str:
    """The id that a text is in other letters or with other signs, such as R-001 for r_001; empty for other texts."""
    prefix = found[0] if (found := _PREFIX.match(pattern.removeprefix("^"))) else ""
    name, digits = as_id(text), _DIGITS.search(text)
    own = name.removeprefix(f"{prefix.lower()}").removeprefix("-")
    plain = re.sub("[^A-Za-z0-9]+", "-", text).strip("-")
    candidates = (text.upper(), f"{prefix}{digits[0]}" if prefix and digits else "", plain, f"{prefix}{own}", name)
    return next(
        (candidate for candidate in candidates if candidate and candidate != text and re.search(pattern, candidate)), ""
    )


_PREFIX = re.compile(r"[A-Z]+-")
_DIGITS = re.compile(r"[0-9]+(?=\D*$)")
_FORMATS = {
    "date": ("a date of the calendar", "Write year-month-day, such as 2026-11-24."),
    "date-time": ("a moment in UTC", "Write it like 2026-11-24T10:00:00Z."),
    "email-address": ("an e-mail address", "Write it like pat@vendor.example."),
    "web-address": ("a web address", "Write it like https://www.example.com/page."),
    "language-tag": ("a language that is known, with a country of it", "Write it like en, en-IE or de-CH."),
    "time-zone": ("a time zone", "Write it like Europe/Berlin."),
}


def _format(fault: Fault) -> Iterator[SchemaProblem]:
    expected, repair = _FORMATS[str(fault.validator_value)]
    problem = f"{_name(fault)} is {quote(fault.instance)}; expected is {expected}"
    if fault.validator_value == "date":
        meant = read_date(str(fault.instance))
        yield SchemaProblem(
            code="wrong-date", problem=problem, repair=meant.repair or repair, replacement=meant.replacement
        )
    else:
        yield SchemaProblem(code="wrong-form", problem=problem, repair=repair)


_LIMITS = {
    "minimum": ("{value} is too small; the least is {limit}", "Write {limit} or more."),
    "maximum": ("{value} is too large; the most is {limit}", "Write {limit} or less."),
    "exclusiveMinimum": ("{value} is too small; it has to be more than {limit}", "Write more than {limit}."),
    "exclusiveMaximum": ("{value} is too large; it has to be less than {limit}", "Write less than {limit}."),
    "multipleOf": ("{value} is not a multiple of {limit}", "Write a multiple of {limit}."),
    "minLength": ("a text of {size} characters; {limit} or more are expected", "Write a text, or delete the key."),
    "maxLength": ("the text has {size} characters; the most is {limit}", "Shorten it."),
    "minItems": ("the list has {size} entries; the least is {limit}", "Add an entry."),
    "maxItems": ("the list has {size} entries; the most is {limit}", "Take entries out."),
    "minProperties": ("there are {size} keys; the least is {limit}", "Add a key."),
    "maxProperties": ("there are {size} keys; the most is {limit}", "Take keys out."),
}


def _limit(fault: Fault) -> Iterator[SchemaProblem]:
    problem, repair = _LIMITS[str(fault.validator)]
    if isinstance(fault.instance, str) and fault.instance.isspace() and fault.validator == "minLength":
        problem = "a text of blanks alone"
    size = len(fault.instance) if hasattr(fault.instance, "__len__") else 0
    values = {"value": fault.instance, "limit": fault.validator_value, "size": size}
    text = f"{_name(fault)}: {problem.format(**values)}"
    yield SchemaProblem(code="out-of-range", problem=text, repair=repair.format(**values))


def _unique(fault: Fault) -> Iterator[SchemaProblem]:
    problem = f"{_name(fault)} is {quote(fault.instance)}, which stands in the list before"
    yield SchemaProblem(code="repeated-value", problem=problem, repair="Keep one of them.")


def _alternatives(fault: Fault) -> Iterator[SchemaProblem]:
    ways = [" and ".join(choice["required"]) for choice in fault.validator_value if "required" in choice]
    expected = " or ".join(f"'{way}'" for way in ways) if ways else "one of the forms in the reference"
    problem = f"{_name(fault)} is not written in one of the expected ways"
    yield SchemaProblem(code="wrong-form", problem=problem, repair=f"Write exactly one of: {expected}.")


def _did_you_mean(near: str) -> str:
    return f"Did you mean '{near}'?" if near else ""


Writer: TypeAlias = Callable[[Fault], Iterator[SchemaProblem]]
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
