"""Units of sizing inputs: converted once, exactly, by pint.

Pint is maintained, typed and exact with Fractions. Its own registry knows thousands of units and takes half a second to
load; a sizing input needs a dozen, so the registry here is made from the short list below (milliseconds), and pint
itself (a quarter of a second) is imported only when somebody wrote a unit other than the rule set's. The tests compare
every conversion with pint's own definitions.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from delivery_wiki.model.status import translatable

DEFINITIONS = (
    "bit = [information]",
    "byte = 8 * bit = B",
    "second = [time] = s",
    "minute = 60 * second = min",
    "hour = 3600 * second = h",
    "day = 86400 * second",
    "kilo- = 1000 = k-",
    "mega- = 1000000 = M-",
    "giga- = 1000000000 = G-",
    "tera- = 1000000000000 = T-",
    "peta- = 1000000000000000 = P-",
    "kibi- = 1024 = Ki-",
    "mebi- = 1048576 = Mi-",
    "gibi- = 1073741824 = Gi-",
    "tebi- = 1099511627776 = Ti-",
    "pebi- = 1125899906842624 = Pi-",
)
UNITS = translatable(
    (
        *("B", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB"),
        *("bit/s", "kbit/s", "Mbit/s", "Gbit/s"),
        *("second", "minute", "hour", "day"),
    )
)


def convert(value: Fraction, unit: str, to: str) -> Fraction | None:
    """The value in another unit, exact; None if one cannot be converted into the other."""
    if unit == to:
        return value
    if unit not in UNITS or to not in UNITS or _dimension(unit) != _dimension(to):
        return None
    return value * _ratio(unit, to)


def convertible(to: str) -> tuple[str, ...]:
    """All units that can be written for an input whose unit is `to`, that one first."""
    same = (unit for unit in UNITS if unit != to and to in UNITS and _dimension(unit) == _dimension(to))
    return (to, *same)


def misspelt_unit(unit: str) -> str:
    """The convertible unit that was meant by one in other letters or in the plural; empty for any other word."""
    if unit in UNITS:
        return ""
    names = {unit.casefold(), unit.casefold().removesuffix("s")}
    return next((one for one in UNITS if one.casefold() in names and len(unit) > 1), "")


def _dimension(unit: str) -> str:
    return "data" if unit.endswith("B") else "rate" if unit.endswith("/s") else "time"


@cache
def _ratio(unit: str, to: str) -> Fraction:
    from pint import UnitRegistry  # noqa: PLC0415  # a quarter of a second, for those who convert only

    registry: UnitRegistry[Fraction] = UnitRegistry(list(DEFINITIONS), non_int_type=Fraction)
    return Fraction(registry.Quantity(Fraction(1), unit).to(to).magnitude)
