"""Minutes of meetings with their actions, from minutes/."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .located import Located
from .prose_file import ProseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Located):
    """Something somebody promised in a meeting."""

    id: str
    action: str
    owner: str
    due: dt.date | None = None
    done: dt.date | None = None
    about: tuple[str, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Located):
    """minutes/<date>-<topic>.md: who met where and when, what was decided, who does what by when.

    `begins` and `ends` are hours and minutes in the project's time zone, "09:00". `writer` wrote the minutes, `absent`
    are those who were asked and did not come, `distribution` are those who get the minutes, and `confirms` those who
    say that they are right; whoever sees it otherwise says so by `objections_until`.
    """

    name: str
    title: str
    date: dt.date
    place: str = ""
    begins: str = ""
    ends: str = ""
    writer: str | None = None
    attendees: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    confirms: tuple[str, ...] = ()
    objections_until: dt.date | None = None
    decisions: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    prose: ProseFile | None = None
