"""How JSON Schema is applied here: exact numbers, whole-text patterns, empty values, formats really checked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel.core import Locale, UnknownLocaleError
from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError

from .quick_accept import Accepts, quick_accept
from .schema_patterns import compile_pattern

FORMATS = FormatChecker(formats=())
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)+[A-Za-z]{2,}")
_ANNOTATIONS = (
    "$schema",
    "$id",
    "$ref",
    "$defs",
    "$comment",
    "title",
    "description",
    "examples",
    "default",
    "contentMediaType",
    "x-audience",
    "x-told-as",
)
_TEXTS = ("type", "enum", "const", "pattern", "format", "minLength", "maxLength")
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_LISTS = ("minItems", "maxItems", "uniqueItems", "items", "prefixItems")
_MAPPINGS = ("properties", "patternProperties", "additionalProperties", "required", "propertyNames")
_COUNTS = ("minProperties", "maxProperties", "dependentRequired")
_CHOICES = ("oneOf", "anyOf", "allOf", "not", "if", "then", "else")
_KEYWORDS = frozenset((*_ANNOTATIONS, *_TEXTS, *_NUMBERS, *_LISTS, *_MAPPINGS, *_COUNTS, *_CHOICES))


@FORMATS.checks("date", raises=ValueError)
def is_date(value: object) -> bool:
    """A date that the calendar has, written year-month-day."""
    if isinstance(value, str):
        if not _DATE.fullmatch(value):
            return False
        dt.date.fromisoformat(value)
    return True


@FORMATS.checks("date-time", raises=ValueError)
def is_date_time(value: object) -> bool:
    """A moment in UTC, to the second."""
    if isinstance(value, str):
        if not _TIME.fullmatch(value):
            return False
        dt.datetime.fromisoformat(value)
    return True


@FORMATS.checks("email-address")
def is_email_address(value: object) -> bool:
    """An e-mail address with a domain; empty while it is unknown."""
    return not isinstance(value, str) or value == "" or _EMAIL.fullmatch(value) is not None


@FORMATS.checks("web-address", raises=ValueError)
def is_web_address(value: object) -> bool:
    """An https or http address without spaces; empty while it is unknown."""
    if not isinstance(value, str) or value == "":
        return True
    if any(character.isspace() or character in "\\<>\"'`{}" for character in value):
        return False
    parts = urlsplit(value)
    return parts.scheme in ("https", "http") and bool(parts.hostname) and parts.username is None


@FORMATS.checks("time-zone")
def is_time_zone(value: object) -> bool:
    """A time zone of the IANA database."""
    return not isinstance(value, str) or value in time_zones()


@FORMATS.checks("language-tag", raises=(UnknownLocaleError, ValueError))
def is_language_tag(value: object) -> bool:
    """A language, and a script and country where it has them, whose dates and numbers CLDR knows."""
    return not isinstance(value, str) or bool(Locale.parse(value, sep="-"))


@cache
def time_zones() -> frozenset[str]:
    """The names of the IANA database."""
    shipped = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return frozenset(shipped) | frozenset(available_timezones())


def _is_number(checker: object, value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_whole_number(checker: object, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_pattern(validator: Any, pattern: str, value: object, schema: object) -> Iterator[ValidationError]:
    """The pattern fits the whole text: `$` does not let a line break through, digits are ASCII."""
    if isinstance(value, str) and not compile_pattern(pattern).fullmatch(value):
        yield ValidationError("pattern")


def _check_least_length(validator: Any, least: int, value: object, schema: object) -> Iterator[ValidationError]:
    """A text that has to be there is more than blanks."""
    if isinstance(value, str) and (len(value) < least or (least and value.isspace())):
        yield ValidationError("minLength")


def _check_properties(
    validator: Any, properties: dict[str, Any], value: object, schema: dict[str, Any]
) -> Iterator[ValidationError]:
    """Each property by its schema; an empty value counts as a key that was left out."""
    if not isinstance(value, dict):
        return
    certain = _quick_checks(properties)
    for name, child in value.items():
        if name not in properties or ((accepts := certain.get(name)) and accepts(child)):
            continue
        faults = validator.descend(child, properties[name], path=name, schema_path=name)
        if child is not None:
            yield from faults
        elif next(faults, None) and name in schema.get("required", ()):
            yield ValidationError("empty", validator="empty", path=(name,), instance=None, schema=properties[name])


def _check_items(validator: Any, items: Any, value: object, schema: dict[str, Any]) -> Iterator[ValidationError]:
    """Each entry of a list by its schema."""
    if not isinstance(value, list):
        return
    accepts = _quick_check(items)
    for index, item in enumerate(value):
        if accepts is None or not accepts(item):
            yield from validator.descend(item, items, path=index)


# Keyed by identity: the schemas live as long as the program, and each is asked for many times.
_CHECKS: dict[int, tuple[Any, Any]] = {}


def _quick_checks(properties: dict[str, Any]) -> dict[str, Accepts]:
    """The quick checks of those properties that have one."""
    known = _CHECKS.get(id(properties))
    if known is None:
        checks = {name: quick_accept(child, _fits_format) for name, child in properties.items()}
        known = (properties, {name: check for name, check in checks.items() if check is not None})
        _CHECKS[id(properties)] = known
    found: dict[str, Accepts] = known[1]
    return found


def _quick_check(items: Any) -> Accepts | None:
    known = _CHECKS.get(id(items))
    if known is None:
        known = _CHECKS[id(items)] = (items, quick_accept(items, _fits_format))
    found: Accepts | None = known[1]
    return found


def _fits_format(form: str, value: str) -> bool:
    return FORMATS.conforms(value, form)


def _check_unique(validator: Any, unique: bool, value: object, schema: object) -> Iterator[ValidationError]:
    """No value twice; only texts and numbers are compared, in linear time."""
    if not unique or not isinstance(value, list):
        return
    seen: set[tuple[type, Any]] = set()
    for index, item in enumerate(value):
        if not isinstance(item, str | int | Decimal):
            continue
        if (type(item), item) in seen:
            yield ValidationError("repeated", path=(index,), instance=item)
        seen.add((type(item), item))


_TYPES = Draft202012Validator.TYPE_CHECKER.redefine("number", _is_number).redefine("integer", _is_whole_number)
RecordValidator: type[Draft202012Validator] = validators.extend(  # type: ignore[no-untyped-call]  # untyped upstream
    Draft202012Validator,
    {
        "pattern": _check_pattern,
        "minLength": _check_least_length,
        "properties": _check_properties,
        "items": _check_items,
        "uniqueItems": _check_unique,
    },
    type_checker=_TYPES,
)


def unknown_keywords(schema: Any, place: str = "#") -> Iterator[str]:
    """A sentence for each keyword, format or pattern of a schema that would not be checked as written."""
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        if keyword not in _KEYWORDS:
            yield f"{place}: the keyword '{keyword}' is not known"
        if keyword == "format" and value not in FORMATS.checkers:
            yield f"{place}: the format '{value}' is not known"
        if keyword == "pattern" and not (value.startswith("^") and value.endswith("$")):
            yield f"{place}: the pattern '{value}' does not cover the whole text"
    for name, child in _children(schema):
        yield from unknown_keywords(child, f"{place}/{name}")


def _children(schema: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for keyword in ("properties", "patternProperties", "$defs"):
        yield from ((f"{keyword}/{name}", child) for name, child in schema.get(keyword, {}).items())
    for keyword in ("items", "additionalProperties", "propertyNames", "not", "if", "then", "else"):
        if keyword in schema:
            yield keyword, schema[keyword]
    for keyword in ("oneOf", "anyOf", "allOf", "prefixItems"):
        yield from ((f"{keyword}/{index}", child) for index, child in enumerate(schema.get(keyword, ())))
