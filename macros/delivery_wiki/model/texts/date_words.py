"""Dates as people write them, and what they are in the one form that everybody reads alike."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from ..finding import Replacement

_YEAR_FIRST = re.compile(r"([0-9]{4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./ ]) ?([0-9]{1,2})[-./ ] ?([0-9]{4})")
_MONTH_NAMED = re.compile(
    r"([0-9]{1,2})\.? ([^\W\d_]{3,9})\.?,? ([0-9]{4})"
    r"|([^\W\d_]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})"
)
_MONTHS = 12
_NAMES = {
    name[:3]: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
    )
    for number, name in enumerate(names.split(), start=1)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """What to write for a text that is no date as it stands; nothing where nobody can tell."""

    repair: str = ""
    replacement: Replacement | None = None


def read_date(text: str) -> DateWords:
    """The date that a text means, where it means one only; or why the calendar has no such day."""
    plain = " ".join(text.split())
    meant = [day for day in _readings(plain) if isinstance(day, dt.date)]
    if len(set(meant)) == 1:
        return DateWords(repair=f"Write {meant[0]}.", replacement=(text, meant[0].isoformat()))
    if meant:
        return DateWords(repair=f"Write {meant[0]} or {meant[1]}, whichever is meant.")
    return DateWords(repair=next((why for why in _readings(plain) if isinstance(why, str)), ""))


def _readings(text: str) -> list[dt.date | str]:
    if found := _YEAR_FIRST.fullmatch(text):
        return [_day(int(found[1]), int(found[2]), int(found[3]))]
    if found := _YEAR_LAST.fullmatch(text):
        first, last, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > _MONTHS:  # nobody writes the month first with points
            return [_day(year, last, first)]
        return [_day(year, last, first), _day(year, first, last)]
    if (found := _MONTH_NAMED.fullmatch(text)) and (month := _NAMES.get((found[2] or found[4]).casefold()[:3])):
        return [_day(int(found[3] or found[6]), month, int(found[1] or found[5]))]
    return []


def _day(year: int, month: int, day: int) -> dt.date | str:
    """The date, or what the calendar has instead."""
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return ""
    if not 1 <= month <= _MONTHS:
        return f"There is no month {month}; write year-month-day, such as 2026-11-24."
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        last = f"{year}-{month:02}-{days}"
        return f"{calendar.month_name[month]} {year} has {days} days; write year-month-day, such as {last}."
    return dt.date(year, month, day)
