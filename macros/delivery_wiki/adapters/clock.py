"""The clock: the one place that knows what day it is."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping
from pathlib import Path

from .git import head_date, revision_date

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Around a day, plans and calendars reckon years, which dates do not have before the first and after the last.
EARLIEST, LATEST = "1900-01-01", "2199-12-31"
_SECONDS = re.compile(r"[0-9]{1,20}")


class UnreadableDate(ValueError):
    """A date that is not written as 2026-11-24, or an epoch that is no number."""


def parse_day(text: str) -> dt.date:
    """A day as written on the command line; raises UnreadableDate."""
    try:
        if _DAY.fullmatch(text) and EARLIEST <= text <= LATEST:
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise UnreadableDate(f"'{text}' is not a date such as 2026-11-24, from {EARLIEST[:4]} to {LATEST[:4]}")


def _parse_epoch(text: str) -> dt.date:
    try:
        if _SECONDS.fullmatch(text):
            return dt.datetime.fromtimestamp(int(text), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        pass
    raise UnreadableDate(f"SOURCE_DATE_EPOCH is '{text}', not a number of seconds")


def as_of(
    on: str | None,
    root: Path,
    *,
    prefer_head: bool,
    environment: Mapping[str, str] | None = None,
    revision: str | None = None,
) -> dt.date:
    """The as-of date of a run: `on`, else SOURCE_DATE_EPOCH, else that of a revision or of HEAD, else today."""
    if on:
        return parse_day(on)
    epoch = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    if epoch:
        return _parse_epoch(epoch)
    if revision is not None:
        return revision_date(root, revision)
    if prefer_head and (day := head_date(root)):
        return day
    return dt.datetime.now(tz=dt.UTC).date()


def moment(environment: Mapping[str, str] | None = None) -> str:
    """The moment of a run in UTC, to the second: SOURCE_DATE_EPOCH, else now."""
    epoch = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    if epoch:
        _parse_epoch(epoch)
        now = dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
    else:
        now = dt.datetime.now(tz=dt.UTC)
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
