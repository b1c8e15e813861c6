"""The clock: the one place that knows what day it is."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

from .git import head_date


class UnreadableDate(ValueError):
    """A date that is not written as 2026-11-24, or an epoch that is no number."""


def parse_day(text: str) -> dt.date:
    """A day as written on the command line; raises UnreadableDate."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UnreadableDate(f"'{text}' is not a date such as 2026-11-24") from fault


def as_of(on: str | None, root: Path, *, prefer_head: bool, environment: Mapping[str, str] | None = None) -> dt.date:
    """The as-of date of a run: `on`, else SOURCE_DATE_EPOCH, else HEAD's date if preferred, else today."""
    if on:
        return parse_day(on)
    epoch = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not epoch.isdigit():
            raise UnreadableDate(f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds")
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    if prefer_head and (day := head_date(root)):
        return day
    return dt.datetime.now(tz=dt.UTC).date()
