"""Numbers are plain ASCII digits with one point; what another country would read otherwise is known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.model.texts.plain_number import how_to_write, read_number, two_readings, with_one_more_digit

WHOLE = st.integers(min_value=1, max_value=10**15)


@pytest.mark.parametrize(("text", "expected"), [("0", 0), ("-12", -12), ("1200", 1200), ("0.5", Decimal("0.5"))])
def test_plain_digits_are_a_number(text: str, expected: int | Decimal) -> None:
    """One point, a minus sign before it, nothing else."""
    assert read_number(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "１００",
            "٣٠٠",
            "१००",
            "1_000",
            "1e4",
            "1E4",
            "+5",
            ".5",
            "5.",
            "5,5",
            "5,000",
            "5'000",
            "5 000",
            "0x10",
            "007",
        ),
        *("1.2.3", "--5", "−5", " 5", "5 ", "", "NaN", "Infinity", "5\u00a0000", "½", "²", "5\n", "1" * 19),
    ],
)
def test_no_other_way_of_writing_is_a_number(text: str) -> None:
    """Neither digits of other scripts, nor underscores, exponents, signs, marks or missing digits."""
    assert read_number(text) is None


@given(WHOLE)
def test_a_number_with_grouped_digits_has_two_readings(number: int) -> None:
    """Whatever a program groups in threes with one point is told with the number that was meant."""
    grouped = f"{number:,}"
    if grouped.count(",") != 1:
        return
    found = two_readings(read_number(grouped.replace(",", ".")))

    assert found is not None
    assert found.elsewhere == str(number)
    assert Decimal(found.here) * 1000 == number
    assert two_readings(Decimal(with_one_more_digit(Decimal(found.written)))) is None


@pytest.mark.parametrize("text", ["0.125", "-0.500", "5.0000", "5.00", "5", "1234.5678"])
def test_other_numbers_have_one_reading(text: str) -> None:
    """Nobody groups digits behind a zero, and no group has two or four digits."""
    assert two_readings(read_number(text)) is None


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("20.000", "Write 20 or 20000, whichever is meant."),
        ("20.500", "Write 20500 if that is meant; 20.5 is not a whole number."),
        ("20,000", "Write 20000, without a thousands mark."),
        ("1_000", "Write 1000, without a thousands mark."),
        ("1’200’000", "Write 1200000, without a thousands mark."),
        ("1.200.000", "Write 1200000, without a thousands mark."),
        ("1e4", "Write plain digits such as 1200 or 0.5, without a thousands mark."),
    ],
)
def test_a_repair_names_the_number_that_was_meant(text: str, repair: str) -> None:
    """Where two can be meant, both."""
    assert how_to_write(text) == repair


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("1.180", "Write 1180 or 1.18, whichever is meant."),
        ("20.000", "Write 20000 or 20, whichever is meant."),
        ("1.125", "Write 1125 or 1.1250, whichever is meant."),
        ("20,000", "Write 20000, without a thousands mark."),
    ],
)
def test_a_number_that_need_not_be_whole_may_be_either(text: str, repair: str) -> None:
    """A rate has cents; what is to be written has one reading."""
    assert how_to_write(text, is_whole=False) == repair
