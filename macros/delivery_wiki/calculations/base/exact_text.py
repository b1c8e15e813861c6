"""Figures as exact text, the same for equal values: what is frozen when a document is issued."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from .fingerprint import fingerprint

DIGEST_LENGTH = 12


def digest_of(parts: Iterable[tuple[str, str]]) -> str:
    """The beginning of the fingerprint of some named texts; how many spaces stand between two words is none of it."""
    return fingerprint([(name, _evenly_spaced(text)) for name, text in parts])[:DIGEST_LENGTH]


def _evenly_spaced(text: str) -> str:
    """One space between two words, none at the ends of a line; the lines stay."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def exact_text(value: int | Decimal | Fraction | bool | str) -> str:
    """A number as text, the same for equal numbers: no trailing zeros, no exponent."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    fraction = Fraction(value)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    decimal = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return format(decimal.normalize(), "f") if Fraction(decimal) == fraction else str(fraction)
