"""Contrast and mixtures of colours."""

from decimal import Decimal

import pytest

from delivery_wiki.model.texts.colour import BLACK, READABLE, WHITE, contrast, mix, readable


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, "21.00"),
        (WHITE, WHITE, "1.00"),
        ("#767676", WHITE, "4.54"),  # the well-known lightest grey that passes
        ("#777777", WHITE, "4.48"),
        ("#1f3d5c", WHITE, "11.17"),
    ],
)
def test_contrast_is_that_of_the_guideline(one: str, other: str, ratio: str) -> None:
    """The ratio follows WCAG 2 and does not depend on the order."""
    assert contrast(one, other) == contrast(other, one) == Decimal(ratio)


def test_a_mixture_lies_between_its_colours() -> None:
    """Percent of the second colour; the ends are the colours themselves."""
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert mix("#102030", "#ffffff", 100) == "#ffffff"
    assert mix("#000000", "#ffffff", 50) == "#808080"


@pytest.mark.parametrize("colour", ["#f0a000", "#ffffff", "#3a9bdc", "#1f3d5c"])
def test_a_readable_colour_can_be_read(colour: str) -> None:
    """A colour is darkened no further than is needed, and one that can be read stays as it is."""
    found = readable(colour, WHITE, towards=BLACK)

    assert contrast(found, WHITE) >= READABLE
    assert (found == colour) == (contrast(colour, WHITE) >= READABLE)
