"""What an unquoted YAML value means: text, whole number, decimal, true, false or nothing; the rest must be quoted."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeAlias

from delivery_wiki.model.finding import Replacement
from delivery_wiki.model.texts.plain_number import read_number

Scalar: TypeAlias = str | int | Decimal | bool | None

_LOOKS_LIKE_A_NUMBER = re.compile(
    r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+"
    r"|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?"
    r"|[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_EXACT: dict[str, Scalar] = {"": None, "null": None, "true": True, "false": False}
_WORDS = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "=", "<<", "-"))
_LONGEST_WORD = 5


class AmbiguousScalar(Exception):
    """An unquoted value that YAML readers understand differently."""

    def __init__(self, problem: str, repair: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.repair = repair


def read_plain_scalar(text: str) -> Scalar:
    """The meaning of an unquoted value; raises AmbiguousScalar where it has none that is certain."""
    if len(text) <= _LONGEST_WORD:
        if text in _EXACT:
            return _EXACT[text]
        if text.lower() in _WORDS:
            raise AmbiguousScalar("is ambiguous without quotes", _repair_word(text))
    if text[0] == "?":
        problem = "begins with a question mark, which YAML programs take for the sign of a key"
        raise AmbiguousScalar(problem, "Quote it.")
    if text[0] in "0123456789+-.":
        return _read_number(text)
    return text


def quote_scalar(text: str) -> Replacement | None:
    """The safe repair of an ambiguous value: the same in quotes; none where nothing or a merge key is meant."""
    return None if text.lower() in ("<<", "~", "null") else (text, f'"{text}"')


def _read_number(text: str) -> Scalar:
    if (number := read_number(text)) is not None:
        return number
    if _LOOKS_LIKE_A_NUMBER.fullmatch(text):
        raise AmbiguousScalar(
            "is not a number in plain digits",
            "Quote it if it is a text; else write it like 1200 or 0.5, with at most 18 digits.",
        )
    return text


def _repair_word(text: str) -> str:
    if text.lower() in ("true", "false"):
        return f"Write {text.lower()}, or quote it if it is a text."
    if text.lower() in ("null", "~"):
        return "Leave the value out, or quote it if it is a text."
    if text in ("=", "<<", "-"):
        return "Quote it."
    return "Write true or false, or quote it if it is a text."
