"""Business days: Monday to Friday without a project's holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


def is_business_day(day: dt.date, holidays: Collection[dt.date]) -> bool:
    """Whether work is done on a day."""
    return day.weekday() < SATURDAY and day not in holidays


def add_business_days(day: dt.date, count: int, holidays: Collection[dt.date]) -> dt.date:
    """The day that lies a number of business days after (or, negative, before) a day; 0 leaves the day as it is."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        if is_business_day(day, holidays):
            left -= 1
    return day
