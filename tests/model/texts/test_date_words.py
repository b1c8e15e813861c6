"""Dates as people write them: one reading is written for them, two are asked about, none is explained."""

from __future__ import annotations

import pytest

from delivery_wiki.model.texts.date_words import read_date


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31.01.2027", "2027-01-31"),
        ("1.2.2027", "2027-02-01"),
        ("01. 02. 2027", "2027-02-01"),
        ("31/01/2027", "2027-01-31"),
        ("01/31/2027", "2027-01-31"),
        ("2027/01/31", "2027-01-31"),
        ("2027-1-5", "2027-01-05"),
        ("2027.01.31", "2027-01-31"),
        ("31 January 2027", "2027-01-31"),
        ("31. Januar 2027", "2027-01-31"),
        ("Jan. 31, 2027", "2027-01-31"),
        ("5/5/2027", "2027-05-05"),
    ],
)
def test_one_reading_is_written(text: str, meant: str) -> None:
    """`delivery fix` writes it."""
    assert read_date(text).replacement == (text, meant)
    assert read_date(text).repair == f"Write {meant}."


@pytest.mark.parametrize("text", ["01/02/2027", "1-2-2027", "3/4/2027"])
def test_two_readings_are_asked_about(text: str) -> None:
    """Which of the two is the month, only the author knows."""
    assert read_date(text).replacement is None
    assert " or " in read_date(text).repair


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2027-02-30", "February 2027 has 28 days"),
        ("2028-02-30", "February 2028 has 29 days"),
        ("31.04.2027", "April 2027 has 30 days"),
        ("2027-13-01", "no month 13"),
        ("2027-00-10", "no month 0"),
        ("next week", ""),
        ("0000-01-01", ""),
        ("2027", ""),
    ],
)
def test_a_day_that_no_calendar_has_is_explained(text: str, said: str) -> None:
    """The month and its days; nothing of what is no date at all."""
    assert read_date(text).replacement is None
    assert said in read_date(text).repair
