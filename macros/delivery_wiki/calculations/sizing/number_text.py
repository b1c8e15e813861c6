"""Numbers as messages show them: three digits, and more only where they are needed to see the difference."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

FEWEST_DIGITS = 3
MOST_DIGITS = 40
EXACT_LENGTH = 12


def exact_or_near(value: Fraction, *, unlike: Iterable[Fraction] = ()) -> str:
    """The number as a person reads it: 14.9 for 14.9011…, a short one in full, thousands with a comma.

    A number that is not whole never looks whole, and it never looks like one of `unlike`, or as if it lay on the other
    side of it: digits are added until it does not. No digit before the point is rounded.
    """
    if value.denominator == 1:
        return f"{value.numerator:,}"
    if (exact := _exact(value)) and len(exact) <= EXACT_LENGTH:
        return exact
    borders = tuple(unlike)
    for digits in range(max(FEWEST_DIGITS, len(str(abs(int(value)))) + 1), MOST_DIGITS):
        near = Context(prec=digits, rounding=ROUND_HALF_UP).divide(Decimal(value.numerator), Decimal(value.denominator))
        shown = Fraction(near)
        if shown.denominator != 1 and all(
            (shown > border) == (value > border) and shown != border for border in borders
        ):
            return f"{near.normalize():,f}"
    return str(value)


def _exact(value: Fraction) -> str:
    """The number as a finite decimal; empty if it has no end."""
    near = Context(prec=MOST_DIGITS).divide(Decimal(value.numerator), Decimal(value.denominator))
    return f"{near.normalize():,f}" if Fraction(near) == value else ""
