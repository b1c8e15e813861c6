"""Units of inputs: rates convert, a repair never changes a size, and messages show both values of a conversion."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.sizing.inputs import RefusedInput, read_value
from delivery_wiki.calculations.sizing.number_text import exact_or_near
from delivery_wiki.calculations.sizing.units import (
    BITS,
    BYTES,
    KINDS,
    TIMES,
    ask_which,
    convert,
    is_size,
    meanings,
    repair_unit,
)
from delivery_wiki.model.sizing import InputDefinition
from delivery_wiki.reading.yaml.strict_yaml import read_yaml

FACTORS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15}
BINARY = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40, "Pi": 2**50}
SECONDS = {"second": 1, "s": 1, "minute": 60, "min": 60, "hour": 3600, "h": 3600, "day": 86400, "week": 7 * 86400}


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (500, "GB/week", "TB/week", Fraction(1, 2)),
        (7, "GB per week", "GB/day", 1),
        (8, "Mbit/s", "MB/s", 1),
        (100, "Mbps", "Mbit/s", 100),
        (600, "request/minute", "request/s", 10),
        (60, "IOPS", "operation/s", 60),
        (2, "GB/user/month", "MB/user/month", 2000),
        (12, "TB/year", "TB/month", 1),
        (3, "GHz", "MHz", 3000),
        (5, "percent", "%", 5),
        (1, "TB/month", "TB/week", None),
        (1, "MB/user", "MB/mailbox", None),
        (1, "request/s", "session/s", None),
        (1, "GB", "GB/week", None),
    ],
)
def test_a_rate_converts_exactly_or_not_at_all(value: int, unit: str, to: str, expected: Fraction | None) -> None:
    """Amounts per time, per user and per month are products of units; a word converts into itself alone."""
    assert convert(Fraction(value), unit, to) == expected


def _bits(unit: str) -> int:
    size = 8 if unit.endswith("B") else 1
    return size * {**FACTORS, **BINARY}[unit.removesuffix("B").removesuffix("bit")]


@given(
    number=st.fractions(min_value=0, max_value=10**9),
    first=st.sampled_from((*BYTES, *BITS)),
    second=st.sampled_from((*BYTES, *BITS)),
    time=st.sampled_from(TIMES),
    other=st.sampled_from(TIMES),
)
def test_any_rate_of_data_equals_bits_by_seconds(
    number: Fraction, first: str, second: str, time: str, other: str
) -> None:
    """Computed another way: as bits in a second."""
    in_bits = number * _bits(first) / SECONDS[time]
    assert convert(number, f"{first}/{time}", f"{second}/{other}") == in_bits / _bits(second) * SECONDS[other]


@pytest.mark.parametrize(
    ("unit", "to", "repair"),
    [
        ("KB", "MB", "kB is 1,000 bytes, KiB is 1,024 bytes: write the one that is meant."),
        ("mb", "GB", "MB is 1,000,000 bytes, MiB is 1,048,576 bytes and Mbit is 1,000,000 bits: write the one"),
        ("Mb/S", "MB/s", "MB is 1,000,000 bytes, MiB is 1,048,576 bytes and Mbit is 1,000,000 bits: write the one"),
        ("mbps", "MB/s", "MB is 1,000,000 bytes, MiB is 1,048,576 bytes and Mbit is 1,000,000 bits: write the one"),
        ("G", "GB", "GB is 1,000,000,000 bytes, GiB is 1,073,741,824 bytes: write the one that is meant."),
        ("GB/weeks", "TB/week", "Write 'GB/week'."),
        ("requests/min", "request/s", "Write 'request/min'."),
        ("users", "user", "Write 'user'."),
        ("hrs", "day", "Write 'hour'."),
        ("TB/month", "TB/week", "A month has no fixed number of days: give the value in 'TB/week'."),
        ("TB/day", "TB/month", "A month has no fixed number of days: give the value in 'TB/month'."),
        ("year", "day", "A year has no fixed number of days: give the value in 'day'."),
        ("TB/year", "TB/week", "A year has no fixed number of days: give the value in 'TB/week'."),
        ("GB", "TB/week", "Give the value in 'TB/week'."),
        ("TB/wee", "TB/week", "Give the value in 'TB/week'."),
        ("user", "", "Give the value without a unit."),
    ],
)
def test_a_repair_of_a_unit_never_changes_the_size(unit: str, to: str, repair: str) -> None:
    """Nobody is asked "did you mean" for another size; where several may be meant, each says its size."""
    assert repair_unit(unit, to).startswith(repair)


@given(unit=st.sampled_from(sorted(KINDS)), change=st.sampled_from((str.upper, str.lower, str.title, str.swapcase)))
def test_whoever_writes_a_known_unit_in_other_letters_is_asked(unit: str, change: object) -> None:
    """One proposal only where the letters leave one; otherwise the author is asked, and both sizes are said."""
    written = change(unit)  # type: ignore[operator]
    meant = meanings(written)
    if written in KINDS or len(written) == 1:
        assert meant == ()
    else:
        assert len(meant) == 1 or "write the one that is meant" in ask_which(meant)
        assert not {"kB", "KiB"} & set(meant) or {"kB", "KiB"} <= set(meant) or written.casefold() == "kib"


@pytest.mark.parametrize("unit", ["GB", "MB/s", "GB/user", "hour", "%", "IOPS/GB", "GHz"])
def test_what_measures_is_no_unit_of_a_count(unit: str) -> None:
    """A size, a time, a share, or a rate of one."""
    assert is_size(unit)


@pytest.mark.parametrize("unit", ["", "node", "virtual machine", "disk"])
def test_what_counts_is_a_unit_of_a_count(unit: str) -> None:
    """A word for things."""
    assert not is_size(unit)


def _refused(definition: InputDefinition, value: object, unit: str = "") -> str:
    refused = read_value(definition, value, unit)
    assert isinstance(refused, RefusedInput), refused
    return f"{refused.problem}. {refused.repair}"


MEMORY = InputDefinition(id="memory", title="Memory", unit="GiB", minimum=Decimal(1), maximum=Decimal(1000))
DISK = InputDefinition(id="disk", title="Disk", unit="", kind="choice", choices=("2.5 inch", "3.5 inch", "5.5", "no"))


@pytest.mark.parametrize(
    ("value", "unit", "message"),
    [
        (16, "GB", "memory: 16 GB is 14.9 GiB; the rule set expects a whole number of GiB. "),
        (16, "GB", "Write the whole number of GiB that is meant, 14 or 15."),
        (1, "MiB", "memory: 1 MiB is 0.0009765625 GiB; the rule set expects a whole number of GiB."),
        (2048, "GiB", "memory lies outside its range, from 1 to 1000 GiB."),
        (2, "TiB", "memory: 2 TiB is 2,048 GiB, which lies outside its range, from 1 to 1000 GiB."),
        (Decimal("1.5"), "", "memory is 1.5 GiB; the rule set expects a whole number of GiB."),
        (1073741825, "kB", "memory: 1,073,741,825 kB is 1,000.000001 GiB; the rule set expects a whole number"),
    ],
)
def test_a_message_after_a_conversion_shows_both_values(value: int | Decimal, unit: str, message: str) -> None:
    """What was written, and what it is in the rule set's unit, with as many digits as show what is wrong."""
    assert message in _refused(MEMORY, value, unit)


@given(value=st.fractions(min_value=-(10**6), max_value=10**6), border=st.fractions(min_value=-100, max_value=100))
def test_a_number_in_a_message_never_looks_like_another(value: Fraction, border: Fraction) -> None:
    """A part never looks whole, and what lies beyond a border is shown beyond it."""
    shown = exact_or_near(value, unlike=[border])
    near = Fraction(shown.replace(",", ""))
    assert (near.denominator == 1) == (value.denominator == 1)
    assert (near > border) == (value > border)
    assert abs(near - value) <= (abs(value) + 1) / 100


@pytest.mark.parametrize(
    ("value", "unit", "message"),
    [
        (Decimal("3.5"), "inch", 'Write it as one text in quotes: "3.5 inch".'),
        ("2.5", "inch", 'Write it as one text in quotes: "2.5 inch".'),
        (Decimal("5.5"), "", 'Write it as one text in quotes: "5.5".'),
        ("3.5", "", "Did you mean '3.5 inch'?"),
        (4, "", "Use one of: 2.5 inch, 3.5 inch, 5.5, no."),
    ],
)
def test_of_a_choice_the_whole_text_is_the_value(value: object, unit: str, message: str) -> None:
    """A number and a unit apart, or a number without quotes, are told how to be written."""
    assert message in _refused(DISK, value, unit)
    assert read_value(DISK, "3.5 inch") == "3.5 inch"


SHARE = InputDefinition(id="share", title="Share", unit="%", kind="number")
USERS = InputDefinition(id="users", title="Users", unit="user")
PLAIN = InputDefinition(id="factor", title="Factor", unit="", kind="number")


@pytest.mark.parametrize(
    ("definition", "value", "repair"),
    [
        (SHARE, "10%", 'Write value: 10 without quotes, and unit: "%".'),
        (SHARE, "10 %", 'Write value: 10 without quotes, and unit: "%".'),
        (SHARE, "10", "Write value: 10 without quotes."),
        (MEMORY, "16 GiB", "Write value: 16 without quotes, and unit: GiB."),
        (MEMORY, "16 GB", "Write value: 16 without quotes, and unit: GB."),
        (MEMORY, "10%", "Give the value in 'GiB'. The number stands without quotes and without its unit."),
        (USERS, "10%", "Give the value in 'user'. The number stands without quotes and without its unit."),
        (USERS, "10 users", "Write value: 10 without quotes, and unit: user."),
        (PLAIN, "10 GB", "Give the value without a unit. The number stands without quotes and without its unit."),
        (PLAIN, "1.180", "Write 1180 or 1.18, whichever is meant."),
    ],
)
def test_a_value_with_its_unit_is_told_in_two_keys(definition: InputDefinition, value: str, repair: str) -> None:
    """What is to be written is YAML, and in a unit that the input takes; else the wanted unit is said."""
    assert _refused(definition, value).endswith(f". {repair}")


@pytest.mark.parametrize(("definition", "value"), [(SHARE, "10%"), (MEMORY, "16 GiB"), (SHARE, "12.5 %")])
def test_a_value_that_is_written_as_told_is_taken(definition: InputDefinition, value: str) -> None:
    """A % is quoted, for it begins no text in YAML."""
    repair = _refused(definition, value).partition("Write ")[2].rstrip(".")
    read = read_yaml(repair.replace(" without quotes, and ", "\n").encode(), "sizing.yml")

    assert read.findings == ()
    assert isinstance(read_value(definition, read.value["value"], read.value["unit"]), Fraction)
