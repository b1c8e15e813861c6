"""Days that a sentence names, in the language of its project."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")


def dates_in(text: str, language: str) -> tuple[dt.date, ...]:
    """Every day that a text names in full, in order of the text; a day without its year is none."""
    found = sorted((*_numbers(text), *_words(text, language)))
    return tuple(day for _, day in found)


def _numbers(text: str) -> Iterator[tuple[int, dt.date]]:
    for found in _ISO.finditer(text):
        yield from _day(found.start(), int(found[1]), int(found[2]), int(found[3]))
    for found in _DOTTED.finditer(text):
        yield from _day(found.start(), int(found[3]), int(found[2]), int(found[1]))


def _words(text: str, language: str) -> Iterator[tuple[int, dt.date]]:
    months = _months(language)
    for found in _pattern(language).finditer(text):
        day, month, year = found["day"] or found["day_after"], found["month"] or found["month_first"], found["year"]
        yield from _day(found.start(), int(year), months[month.casefold()], int(day))


def _day(place: int, year: int, month: int, day: int) -> Iterator[tuple[int, dt.date]]:
    with suppress(ValueError):
        yield place, dt.date(year, month, day)


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return {
        name.casefold().rstrip("."): number
        for width in ("abbreviated", "wide")
        for number, name in get_month_names(width, locale=locale).items()
    }


@lru_cache(maxsize=64)
def _pattern(language: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_months(language), key=len, reverse=True))
    first = rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<month>{names})\.?,?"
    second = rf"(?<!\w)(?P<month_first>{names})\.?\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?,?"
    return re.compile(rf"(?:{first}|{second})\s+(?P<year>\d{{4}})(?!\d)", re.IGNORECASE)
