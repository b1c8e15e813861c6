"""A short run of the fuzz of what forges answer: the same inputs each time."""

from __future__ import annotations

import random

import pytest

from benchmarks.fuzz_forges import Reader, feed, readers

INPUTS = 150


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.name)
def test_damaged_input_is_a_finding_with_its_place(reader: Reader) -> None:
    """Nothing else comes back, whatever was changed."""
    count, problems, _ = feed(reader, 60, INPUTS)
    assert (count, problems) == (INPUTS, [])


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.name)
def test_an_input_is_always_the_same(reader: Reader) -> None:
    """So that what failed can be tried again."""
    assert [reader.make(random.Random(number)) for number in range(20)] == [
        reader.make(random.Random(number)) for number in range(20)
    ]
