"""Digits for people: what was computed is read with four significant digits, and kept exact everywhere else."""

from __future__ import annotations

from fractions import Fraction

SIGNIFICANT = 4


def readable(value: Fraction) -> Fraction:
    """The number to four significant digits, half up; a whole number as it is, for it can be a size that is meant."""
    if value.denominator == 1:
        return value
    return _rounded(value, significant_step(value))


def shortened(value: Fraction) -> Fraction:
    """The same, but what is no whole number looks like none: 29.71 for 29.7138…, and 12,345.7 for 12,345.666….

    Sums of what is shown come to the sum that is shown, and what is rounded up says from what.
    """
    return value if value.denominator == 1 else _rounded(value, min(significant_step(value), Fraction(1, 10)))


def significant_step(value: Fraction) -> Fraction:
    """What the last of four significant digits counts: 1/100 for 29.71."""
    return Fraction(10) ** (_magnitude(abs(value)) - SIGNIFICANT + 1)


def _rounded(value: Fraction, step: Fraction) -> Fraction:
    halves = abs(value) / step + Fraction(1, 2)
    rounded = halves.numerator // halves.denominator * step
    return -rounded if value < 0 else rounded


def _magnitude(value: Fraction) -> int:
    """The power of ten of the first digit: 0 for 5, 2 for 519.168, −2 for 0.016."""
    magnitude = len(str(value.numerator)) - len(str(value.denominator))
    return magnitude if value >= Fraction(10) ** magnitude else magnitude - 1
