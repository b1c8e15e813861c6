"""Digits that people read: what is no whole number never looks like one, and sums of what is shown add up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from delivery_wiki.calculations.base.readable_digits import shortened


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(101876, 33), Fraction(30872, 10)),
        (Fraction(42450, 18), Fraction(23583, 10)),
        (Fraction(101876, 33) + Fraction(42450, 18), Fraction(54455, 10)),
        (Fraction(297138888, 10**7), Fraction(2971, 100)),
        (Fraction(-37037, 3), Fraction(-123457, 10)),
        (Fraction(123456789), Fraction(123456789)),
    ],
)
def test_a_number_that_is_not_whole_keeps_a_decimal(value: Fraction, shown: Fraction) -> None:
    """3,087.2 and 2,358.3 sessions are 5,445.5, and 5,446 only once they are rounded up."""
    assert shortened(value) == shown
