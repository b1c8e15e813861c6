"""What comes again in a rhythm: said once, with the day of the first time and how many times."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import Enum

from .located import Located


class Rhythm(Enum):
    """How long it is from one time to the next."""

    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_WEEKS = {Rhythm.WEEK: 1, Rhythm.TWO_WEEKS: 2}
_MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.YEAR: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence(Located):
    """The key `recurs` of a deliverable: due on `first`, then in the rhythm, `times` times in all."""

    every: Rhythm
    first: dt.date
    times: int

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The calendar day of each time, reckoned from the first; in a shorter month its last day."""
        return tuple(self._day(number) for number in range(self.times))

    def _day(self, number: int) -> dt.date:
        if self.every in _WEEKS:
            return self.first + dt.timedelta(weeks=_WEEKS[self.every] * number)
        return months_later(self.first, _MONTHS[self.every] * number)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
