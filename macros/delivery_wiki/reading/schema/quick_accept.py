"""Accepts plain values that certainly fit their schema, so that the full validator is asked only about the rest.

A quick check may say "not certain" about a good value, never "fits" about a bad one: the full validator decides then.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from .schema_patterns import compile_pattern

Accepts: TypeAlias = Callable[[Any], bool]

_NOTES = frozenset(("title", "description", "examples", "default", "$comment", "contentMediaType"))
_TEXT = frozenset(("type", "minLength", "maxLength", "pattern", "format"))
_NUMBER = frozenset(("type", "minimum", "maximum"))


def quick_accept(schema: Any, formats: Callable[[str, str], bool]) -> Accepts | None:
    """A check for a plain schema of texts, numbers, flags or listed texts; None for every other schema."""
    if not isinstance(schema, dict):
        return None
    keywords = schema.keys() - _NOTES
    match schema.get("type"):
        case "string" if keywords <= _TEXT:
            return _text(schema, formats)
        case "integer" | "number" as kind if keywords <= _NUMBER:
            return _number(schema, int if kind == "integer" else (int, Decimal))
        case "boolean" if keywords == {"type"}:
            return lambda value: isinstance(value, bool)
        case None if keywords == {"enum"}:
            texts = frozenset(text for text in schema["enum"] if isinstance(text, str))
            return lambda value: isinstance(value, str) and value in texts
    return None


def _text(schema: dict[str, Any], formats: Callable[[str, str], bool]) -> Accepts:
    least = schema.get("minLength", 0)
    most = schema.get("maxLength")
    pattern = compile_pattern(schema["pattern"]) if "pattern" in schema else None
    form = schema.get("format")

    def accepts(value: Any) -> bool:
        return (
            isinstance(value, str)
            and len(value) >= least
            and (not least or not value.isspace())
            and (most is None or len(value) <= most)
            and (pattern is None or pattern.fullmatch(value) is not None)
            and (form is None or formats(form, value))
        )

    return accepts


def _number(schema: dict[str, Any], kinds: type | tuple[type, ...]) -> Accepts:
    least = schema.get("minimum")
    most = schema.get("maximum")

    def accepts(value: Any) -> bool:
        return (
            isinstance(value, kinds)
            and not isinstance(value, bool)
            and (least is None or value >= least)
            and (most is None or value <= most)
        )

    return accepts
