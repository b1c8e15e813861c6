"""Messages in English, as findings, `verify` and JSON say them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.model.status import MessageValue, message


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(624, 25), "24.96"),
        (Fraction(2971388, 100000), "29.71"),
        (Fraction(1, 3), "0.3333"),
        (Fraction(-2, 3), "-0.6667"),
        (Fraction(5), "5"),
        (Fraction(123456789), "123456789"),
        (dt.date(2026, 11, 24), "2026-11-24"),
        (("R-1", "R-2"), "R-1, R-2"),
    ],
)
def test_a_value_is_said_as_people_read_it(value: MessageValue, said: str) -> None:
    """No fraction in a sentence: a part of a whole is a decimal."""
    assert plain(message("{value}", value=value)) == said


def test_somebodys_own_words_keep_their_braces() -> None:
    """A question of a project is no text with values."""
    assert plain(message("Which {rack} of {0}, {}?")) == "Which {rack} of {0}, {}?"
