"""Since when: a day, a weekday or a tag on the command line, as the revision that stood there then."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from .clock import parse_day
from .git import find_no_revision, newest_before
from .git_call import GitFailed

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEKDAY = re.compile(rf"(?:last\s+)?({'|'.join(WEEKDAYS)})", re.IGNORECASE)


def revision_since(root: Path, text: str, today: dt.date, *, else_first: bool = False) -> str:
    """The revision that stood at the beginning of a day, in UTC, or one that is named.

    A weekday is the last one before today: on a Monday, `monday` is a week ago. Where the history begins after the day,
    it is the first revision with `else_first`. Raises GitFailed where there is none, and UnreadableDate for a day that
    is no day.
    """
    day = day_meant(text, today)
    if day is not None:
        return newest_before(root, dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC), else_first=else_first)
    if find_no_revision(root, text):
        raise GitFailed(
            f"'{text}' is neither a day such as 2026-11-23, nor a weekday such as \"last monday\", nor 'yesterday', "
            "nor a tag or another revision"
        )
    return text


def day_meant(text: str, today: dt.date) -> dt.date | None:
    """The day that a text says, None where it says none; raises UnreadableDate for a day that is none."""
    words = " ".join(text.split()).casefold()
    if words == "yesterday":
        return today - dt.timedelta(days=1)
    if found := _WEEKDAY.fullmatch(words):
        ahead = (today.weekday() - WEEKDAYS.index(found[1])) % len(WEEKDAYS) or len(WEEKDAYS)
        return today - dt.timedelta(days=ahead)
    return parse_day(words) if _DAY.fullmatch(words) else None
