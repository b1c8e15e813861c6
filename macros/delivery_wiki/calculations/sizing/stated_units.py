"""Whether an answer in words states a number in a unit that is asked for."""

from __future__ import annotations

import re

from .units import BITS, BYTES, FREQUENCIES, TIMES, is_size, meanings, parse_unit, same_dimension

AMOUNT = re.compile(r"(?<![\w.,])([0-9]+(?:[.,'’ \u00a0\u202f][0-9]+)*)[ \u00a0\u202f]?([A-Za-z%]*)")
MEASURES = (*BYTES, *BITS, *TIMES, *FREQUENCIES, "%")  # what can be another unit than the one that is asked for


def states_number(text: str, units: tuple[str, ...]) -> bool:
    """Whether a number of the text has one of the units or one that converts into it.

    Without a unit it may count things or be a share; a size without one says nothing. Where no unit is known, any
    number does.
    """
    return any(_fits(found[2], units) for found in AMOUNT.finditer(text))


def needs_unit(units: tuple[str, ...]) -> bool:
    """Whether a bare number says nothing: all that is asked for is a size of bytes or bits."""
    return bool(units) and all("information" in dict(parse_unit(unit).dimension) for unit in units)


def measures_of(units: tuple[str, ...]) -> tuple[str, ...]:
    """The measures that convert into one of the units; all where no unit is known."""
    if not units:
        return MEASURES
    return tuple(measure for measure in MEASURES if any(same_dimension(measure, unit) for unit in units))


def _fits(written: str, units: tuple[str, ...]) -> bool:
    meant = (written, *meanings(written)) if written else ()
    if not units:
        return True
    if any(is_size(unit) for unit in meant):
        return any(same_dimension(unit, asked) for unit in meant for asked in units)
    return not needs_unit(units)
