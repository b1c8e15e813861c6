"""Days that sentences name: in words and numbers, German and English."""

from __future__ import annotations

import datetime as dt

import pytest

from delivery_wiki.calculations.base.dates_in_text import dates_in

JUNE_30 = dt.date(2027, 6, 30)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ablösung bis zum 30. Juni 2027.", "de"),
        ("Ablösung bis 30.06.2027", "de"),
        ("Ablösung bis 30.6.2027", "de-CH"),
        ("before its support ends on 30 June 2027", "en"),
        ("before June 30th, 2027", "en-US"),
        ("before the 30th of May (that is, 2027-06-30)", "en"),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, language: str) -> None:
    """Each with its year, in whichever order."""
    assert dates_in(text, language) == (JUNE_30,)


@pytest.mark.parametrize("text", ["bis Ende Juni 2027", "am 31. Juni 2027", "30. Juni", "Kapitel 3.6.2", "2027-13-40"])
def test_what_is_no_whole_day_is_none(text: str) -> None:
    """No year, no day, or a day that no calendar has."""
    assert dates_in(text, "de") == ()


def test_days_come_in_the_order_of_the_text() -> None:
    """Whichever way they are written."""
    assert dates_in("Ab 1.7.2027 statt 30. Juni 2027", "de") == (dt.date(2027, 7, 1), JUNE_30)
