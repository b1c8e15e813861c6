"""The one reader of numbers: plain ASCII digits with one point, and what other countries would read in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([.,'’_ \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*")
GROUP = 3  # how many digits stand behind a thousands mark
HOW_TO_WRITE = "Write plain digits such as 1200 or 0.5, without a thousands mark."


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """A number that is read in two ways: with a decimal point as here, and with a thousands mark as elsewhere."""

    written: str
    here: str
    elsewhere: str

    @property
    def problem(self) -> str:
        """Both readings of what is written."""
        return f"{self.written}, which is {self.here} with a decimal point and {self.elsewhere} elsewhere"

    @property
    def repair(self) -> str:
        """How to write the one or the other where a whole number is wanted."""
        if "." in self.here:
            return f"Write {self.elsewhere} if that is meant; {self.here} is not a whole number."
        return f"Write {self.here} or {self.elsewhere}, whichever is meant."

    @property
    def repair_of_a_part(self) -> str:
        """The same where the number need not be whole."""
        return f"Write {self.elsewhere} or {in_one_reading(self.written)}, whichever is meant."


def read_number(text: str) -> int | Decimal | None:
    """The number that a text is, at most 18 digits on each side of the point; None for every other way of writing.

    A decimal keeps the places that it was written with.
    """
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def without_marks(text: str) -> str:
    """The digits of a number that was written with thousands marks, such as 20000 for 20.000; empty for other texts."""
    return re.sub("[^0-9]", "", text) if _GROUPED.fullmatch(text) else ""


def how_to_write(text: str, *, is_whole: bool = True) -> str:
    """The repair of a text that is no number: without its thousands marks, or how numbers are written.

    `is_whole` is False where a number may have a part.
    """
    if not (plain := without_marks(text)):
        return HOW_TO_WRITE
    if found := two_readings(read_number(text)):
        return found.repair if is_whole else found.repair_of_a_part
    return f"Write {plain}, without a thousands mark."


def places_of(number: object) -> int:
    """How many decimal places a number was written with; 0 for what is no decimal."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def two_readings(number: object) -> TwoReadings | None:
    """Both readings of a point with exactly three digits; None where no country reads another number.

    Nobody writes a thousands mark behind a zero: 0.125 is what it is.
    """
    if not isinstance(number, Decimal) or places_of(number) != GROUP or -1 < number < 1:
        return None
    return TwoReadings(written=f"{number:f}", here=shortest(number), elsewhere=as_digits(number))


def shortest(number: Decimal) -> str:
    """The number without zeros at the end: 5 for 5.000, 1.18 for 1.180."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_digits(number: Decimal) -> str:
    """The number that is written with the same digits and without a point: 5000 for 5.000."""
    return str(int(f"{number:f}".replace(".", "")))


def in_one_reading(text: str) -> str:
    """A number in plain digits as it is written, or so that nobody reads another one: 1000.50, 1000.5, 1000.1250."""
    number = read_number(text)
    if not isinstance(number, Decimal) or two_readings(number) is None:
        return text
    short = shortest(number)
    return short if places_of(read_number(short)) != GROUP else with_one_more_digit(number)


def with_one_more_digit(number: Decimal) -> str:
    """The same number with a zero behind it, which nobody takes for groups of three."""
    return f"{number:f}0"


def unit_in_yaml(unit: str) -> str:
    """A unit as it is written in a file: in quotes unless it is a word, for a % may begin no text there."""
    return unit if unit.isalpha() and unit.isascii() and len(unit) > 1 else f'"{unit}"'
