"""Units of sizing: sizes, times, and rates such as GB/week, converted once and exactly.

A unit is a product of parts: what stands before the first `/` (or `per`), and each part behind one. A known part (GiB,
hour, month) has an exact factor, which pint works out from the short list below; its own registry knows thousands of
units and takes half a second to load. Any other part is a word that stands for itself: GB/user converts into MB/user,
not into MB/mailbox. Pint itself (a quarter of a second) is imported only when somebody wrote a unit other than the rule
set's. The tests compare every conversion with pint's own definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from delivery_wiki.model.status import translatable

if TYPE_CHECKING:
    from pint import UnitRegistry

DEFINITIONS = (
    "bit = [information]",
    "byte = 8 * bit = B",
    "second = [time] = s",
    "minute = 60 * second = min",
    "hour = 3600 * second = h",
    "day = 86400 * second",
    "week = 604800 * second",
    "month = [calendar]",
    "year = 12 * month",
    "hertz = [frequency] = Hz",
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
BYTES = ("B", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB")
BITS = ("bit", "kbit", "Mbit", "Gbit", "Tbit", "Pbit", "Kibit", "Mibit", "Gibit", "Tibit", "Pibit")
TIMES = ("second", "s", "minute", "min", "hour", "h", "day", "week")
CALENDAR = ("month", "year")
FREQUENCIES = ("Hz", "kHz", "MHz", "GHz")
KINDS = {
    **dict.fromkeys((*BYTES, *BITS), "information"),
    **dict.fromkeys(TIMES, "time"),
    **dict.fromkeys(CALENDAR, "calendar"),
    **dict.fromkeys(FREQUENCIES, "frequency"),
}
SAME = {
    "percent": "%",
    "IOPS": "operation/s",
    "bps": "bit/s",
    "kbps": "kbit/s",
    "Mbps": "Mbit/s",
    "Gbps": "Gbit/s",
    "Tbps": "Tbit/s",
}
SHORT = {
    **dict.fromkeys(("sec", "secs"), "second"),
    "mins": "minute",
    "d": "day",
    **dict.fromkeys(("hr", "hrs"), "hour"),
    **dict.fromkeys(("wk", "wks"), "week"),
    **dict.fromkeys(("mo", "mos", "mth", "mths"), "month"),
    **dict.fromkeys(("yr", "yrs"), "year"),
}
PER_SECOND = re.compile(r"(?P<size>[kmgtp]i?(?:b|bit|byte))ps", re.IGNORECASE)
PREFIX_ALONE = re.compile(r"[KMGTP]i")
PREFIX_OR_BYTE = re.compile(r"[kmgtp]i?|b", re.IGNORECASE)
PER = re.compile(r"\s*/\s*|\s+per\s+")
PREFIXED = re.compile(
    r"(?P<prefix>[kmgtp]|kilo|mega|giga|tera|peta|kibi|mebi|gibi|tebi|pebi)?(?P<binary>i?)-?(?P<what>b|bits?|bytes?)",
    re.IGNORECASE,
)
BINARY = re.compile(r"[kmgtp]i|(?:kibi|mebi|gibi|tebi|pebi)", re.IGNORECASE)
MOST_KEPT = 4096
Dimension = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedUnit:
    """A unit as a product: what it measures, with exponents, and the known parts that make its factor."""

    dimension: Dimension
    known: tuple[tuple[str, int], ...]


def convert(value: Fraction, unit: str, to: str) -> Fraction | None:
    """The value in another unit, exact; None if one cannot be converted into the other: GB into week, month into day.

    k, M and G are powers of 1,000, Ki, Mi and Gi of 1,024 (IEC 80000-13). Raises nothing: an unknown unit is a word.
    """
    if unit == to:
        return value
    first, second = parse_unit(unit), parse_unit(to)
    return value * _factor(first) / _factor(second) if first.dimension == second.dimension else None


@lru_cache(maxsize=MOST_KEPT)
def parse_unit(text: str) -> ParsedUnit:
    """The unit as a product of its parts; a part that is not known is a word of its own, and no error."""
    dimension: dict[str, int] = {}
    known = []
    for part, exponent in _parts(text):
        dimension[_kind(part)] = dimension.get(_kind(part), 0) + exponent
        if part in KINDS:
            known.append((part, exponent))
    return ParsedUnit(
        dimension=tuple(sorted((kind, exponent) for kind, exponent in dimension.items() if exponent)),
        known=tuple(known),
    )


def same_dimension(unit: str, other: str) -> bool:
    """Whether one unit converts into the other."""
    return unit == other or parse_unit(unit).dimension == parse_unit(other).dimension


def is_size(unit: str) -> bool:
    """Whether a unit measures rather than counts: bytes, bits, times, frequencies, percent, and rates of them."""
    kinds = {KINDS.get(part, part) for part, _ in _parts(unit)}
    return bool(kinds & {*KINDS.values(), "%"})


def is_share(unit: str) -> bool:
    """Whether a unit is a part of a whole, or one by time: shares of two things have no sum, and no multiple."""
    return any(part == "%" and exponent > 0 for part, exponent in _parts(unit))


def meanings(unit: str) -> tuple[str, ...]:
    """What may have been meant by a known unit in other letters or in the plural; nothing for a unit as it should be.

    KB is kB or KiB, Mb/s is MB/s, MiB/s or Mbit/s: which one, only the author knows.
    """
    if unit in SAME:
        return ()
    if rate := PER_SECOND.fullmatch(unit):
        return tuple(f"{meaning}/s" for meaning in _meanings_of_part(rate["size"], alone=False) or (rate["size"],))
    texts = [part for part, _ in _parts(unit)]
    others = [_meanings_of_part(part, alone=len(texts) == 1) for part in texts]
    if not any(others):
        return ()
    found = [names or (part,) for names, part in zip(others, texts, strict=True)]
    return tuple("/".join(names) for names in product(*found))


def meant_units(unit: str, to: str) -> tuple[str, ...]:
    """The units that may be meant by one that does not convert."""
    letter = PREFIX_OR_BYTE.fullmatch(unit) and "information" in dict(parse_unit(to).dimension)
    proposed = (_letter(unit) if letter else meanings(unit)) or _singular(unit, to)
    return tuple(proposal for proposal in proposed if convert(Fraction(1), proposal, to) is not None)


def repair_unit(unit: str, to: str) -> str:
    """What to do about a value in a unit that does not convert; what is proposed never changes its size."""
    if meant := meant_units(unit, to):
        return ask_which(meant)
    if not to:
        return "Give the value without a unit."
    lengths = [{kind for kind, _ in parse_unit(text).dimension} for text in (unit, to)]
    if {"calendar", "time"} <= lengths[0] ^ lengths[1]:
        named = "month" if "month" in {part for text in (unit, to) for part, _ in _parts(text)} else "year"
        return f"A {named} has no fixed number of days: give the value in '{to}'."
    return f"Give the value in '{to}'."


def _letter(unit: str) -> tuple[str, ...]:
    """What G, Gi or b may stand for where a size is expected."""
    found = PREFIXED.fullmatch(f"{unit}B")
    return ("B", "bit") if unit.casefold() == "b" or not found else _data(found)


def ask_which(meant: tuple[str, ...]) -> str:
    """A repair that names the unit, or says of each candidate how large it is."""
    if len(meant) == 1:
        return f"Write '{meant[0]}'."
    sizes = dict.fromkeys(size for meaning in meant if (size := _size(meaning)))
    return f"{_sentence(sizes)}: write the one that is meant."


def _sentence(texts: Iterable[str]) -> str:
    *head, last = texts
    return f"{', '.join(head)} and {last}" if len(head) > 1 else ", ".join((*head, last))


def _size(unit: str) -> str:
    """How many bytes or bits the first size in a unit is: kB is 1,000 bytes."""
    name = next((part for part, _ in _parts(unit) if KINDS.get(part) == "information"), "")
    if not name:
        return ""
    base, word = ("bit", "bit") if name in BITS else ("B", "byte")
    number = int(_of_base(name) / _of_base(base))
    return f"{name} is a {word}" if number == 1 else f"{name} is {number:,} {word}s"


@lru_cache(maxsize=MOST_KEPT)
def _parts(text: str) -> tuple[tuple[str, int], ...]:
    """The parts of a unit with their exponents: 1 for the first, -1 for those behind a `/` or `per`."""
    head, *rest = PER.split(text.strip())
    parts = [(head, 1)] if head not in ("", "1") else []
    parts += [(below, -1) for below in rest]
    return tuple(inner for part, exponent in parts for inner in _spelled_out(part, exponent))


def _spelled_out(part: str, exponent: int) -> tuple[tuple[str, int], ...]:
    """A part by its usual name: bits per second for bps."""
    if part not in SAME:
        return ((part, exponent),)
    return tuple((inner, exponent * sign) for inner, sign in _parts(SAME[part]))


def _kind(part: str) -> str:
    return KINDS.get(part, f"'{part}'")


def _meanings_of_part(part: str, *, alone: bool) -> tuple[str, ...]:
    """The known parts that a part in other letters may stand for; a word of one letter alone is a word of its own."""
    if part in KINDS:
        return ()
    if (alone and len(part) == 1) or not part:
        return ()
    if found := PREFIXED.fullmatch(part):
        return _data(found)
    if PREFIX_ALONE.fullmatch(part):
        return (f"{part}B",)
    if part.casefold() in SHORT:
        return (SHORT[part.casefold()],)
    names = {part.casefold(), part.casefold().removesuffix("s")}
    known = (*TIMES, *CALENDAR, *FREQUENCIES)
    return tuple(name for name in known if name.casefold() in names and (len(name) > 1 or name == part.casefold()))[:1]


def _data(found: re.Match[str]) -> tuple[str, ...]:
    """kb may be kB, KiB or kbit; an i says that it is binary, bit or byte or a capital B which of the two it is."""
    prefix, what = found["prefix"] or "", found["what"]
    if found["binary"] and not prefix:
        return ()
    letter = prefix[:1].upper()
    binary, decimal = (f"{letter}i" if letter else ""), ("k" if letter == "K" else letter)
    is_bit = what.casefold().startswith("bit")
    is_byte = what == "B" or what.casefold().startswith("byte")
    prefixes = (binary,) if BINARY.fullmatch(prefix + found["binary"]) else tuple(dict.fromkeys((decimal, binary)))
    bits = (f"{prefixes[0]}bit",)
    return bits if is_bit else tuple(f"{prefix}B" for prefix in prefixes) + (() if is_byte else bits)


def _singular(unit: str, to: str) -> tuple[str, ...]:
    """The unit with its words in the singular, where the wanted unit has these words."""
    wanted = {part for part, _ in _parts(to)}
    parts = [part for part, _ in _parts(unit)]
    found = [next((word for word in wanted if part in plurals_of(word)), part) for part in parts]
    return ("/".join(found),) if found != parts else ()


def plurals_of(word: str) -> tuple[str, ...]:
    """How the plural of an English word may be written, in small or in given letters."""
    plurals = [f"{word}s", f"{word}es"]
    if word.endswith("y"):
        plurals.append(f"{word[:-1]}ies")
    return tuple(plurals)


def _factor(unit: ParsedUnit) -> Fraction:
    factor = Fraction(1)
    for part, exponent in unit.known:
        factor *= _of_base(part) ** exponent
    return factor


@cache
def _of_base(part: str) -> Fraction:
    """How many bits, seconds, months or hertz a known part is."""
    return Fraction(_registry().Quantity(Fraction(1), part).to_base_units().magnitude)


@cache
def _registry() -> UnitRegistry[Fraction]:
    from pint import UnitRegistry  # noqa: PLC0415  # a quarter of a second, for those who convert only

    return UnitRegistry(list(DEFINITIONS), non_int_type=Fraction)
