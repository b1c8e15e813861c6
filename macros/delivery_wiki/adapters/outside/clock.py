"""The clock: the one place that knows what day it is, for each project in its own time zone."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from delivery_wiki.model.as_of import AsOf, AsOfDays, DayReason, own_day
from delivery_wiki.model.clauses import ClauseSet
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import ProcessDefinition, TemplateSet
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.sizing import RuleSet

from .faults import WrongUse
from .git import revision_seconds
from .git_call import GitFailed
from .history import History, read_history

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Around a day, plans and calendars reckon years, which dates do not have before the first and after the last.
EARLIEST, LATEST = "1900-01-01", "2199-12-31"
TODAY = "today"
UTC = "Etc/UTC"
_SECONDS = re.compile(r"[0-9]{1,20}")
# Data that every project is made of, beside what it pins.
SHARED = ("docs/brand", "docs/brand.yml", "docs/labels", "docs/wording", "schemas")


class UnreadableDate(WrongUse):
    """A date that is not written as 2026-11-24, or an epoch that is no number."""


def parse_day(text: str) -> dt.date:
    """A day as written on the command line; raises UnreadableDate."""
    try:
        if _DAY.fullmatch(text) and EARLIEST <= text <= LATEST:
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise UnreadableDate(f"'{text}' is not a date such as 2026-11-24, from {EARLIEST[:4]} to {LATEST[:4]}")


def _parse_epoch(text: str) -> dt.datetime:
    try:
        if _SECONDS.fullmatch(text):
            return dt.datetime.fromtimestamp(int(text), tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise UnreadableDate(f"SOURCE_DATE_EPOCH is '{text}', not a number of seconds")


def _epoch(environment: Mapping[str, str] | None) -> dt.datetime | None:
    text = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    return _parse_epoch(text) if text else None


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What day it is for each project of a repository.

    `on` is the day that was asked for. Otherwise SOURCE_DATE_EPOCH counts, then the project's own `as_of`, then today
    in the project's time zone; or, for what is `published`, the day of the newest commit that touches the project or
    the data that it is made of, as long as everything of it is committed. `on` may say `today` to publish with today.
    """

    root: Path
    library: Library = field(default_factory=Library)
    on: str | None = None
    published: bool = False
    revision: str | None = None
    environment: Mapping[str, str] | None = None

    def days(self, projects: Iterable[Project]) -> AsOfDays:
        """The day of each of these projects; raises UnreadableDate."""
        otherwise = self._asked(UTC) or AsOf(day=today_in(UTC), reason=DayReason.TODAY)
        return AsOfDays(by_project={project.slug: self.day_of(project) for project in projects}, otherwise=otherwise)

    def day_of(self, project: Project) -> AsOf:
        """The day of a project; raises UnreadableDate."""
        asked = self._asked(project.time_zone)
        if asked is not None:
            return asked
        return own_day(project) or self._unasked(project)

    def day_in(self, zone: str) -> dt.date:
        """The day for something that is no project yet, or whose own date does not count; raises UnreadableDate."""
        asked = self._asked(zone)
        return asked.day if asked else today_in(zone)

    def require_readable(self) -> None:
        """Raise UnreadableDate before anything is read, where no day can come of what was given."""
        self._asked(UTC)

    def _asked(self, zone: str) -> AsOf | None:
        if self.on and self.on != TODAY:
            return AsOf(day=parse_day(self.on), reason=DayReason.ASKED)
        moment = _epoch(self.environment)
        return AsOf(day=_day_in(moment, zone), reason=DayReason.ENVIRONMENT) if moment else None

    def _unasked(self, project: Project) -> AsOf:
        if self.revision is not None:
            return AsOf(day=_committed(revision_seconds(self.root, self.revision), project), reason=DayReason.REVISION)
        if not self.published or self.on == TODAY:
            return _today(project, DayReason.TODAY)
        history = self._history
        if history is None or isinstance(history, GitFailed):
            return _today(project, DayReason.NO_ANSWER if history else DayReason.NO_HISTORY)
        return self._of_commits(project, history)

    def _of_commits(self, project: Project, history: History) -> AsOf:
        """The day of the newest commit, as long as everything is committed."""
        places = inputs_of(project, self.library)
        if history.is_changed(places):
            return _today(project, DayReason.UNCOMMITTED)
        newest = history.newest_of(places)
        if newest is None:
            return _today(project, DayReason.NO_COMMIT)
        seconds, unsure = newest
        reason = DayReason.SHALLOW if unsure else DayReason.COMMIT
        return AsOf(day=_committed(seconds, project), reason=reason)

    @cached_property
    def _history(self) -> History | GitFailed | None:
        """The history, or why git cannot tell it, which is said at once: the day of the data is another one then."""
        try:
            return read_history(self.root)
        except GitFailed as fault:
            sys.stderr.write(f"Today counts, and not the day of the last commit. {fault}\n")
            return fault


def inputs_of(project: Project, library: Library) -> tuple[str, ...]:
    """The files and folders that a project is made of: its own, what it pins, and what all projects share."""
    pinned = [project.process, project.templates]
    if project.sizing:
        pinned += filter(None, [project.sizing.rules, project.sizing.compare_with])
    wanted: set[tuple[str, str]] = {(pin.id, pin.version) for pin in pinned}
    wanted |= {(pin.id, pin.version) for pin in (project.clauses, *(sow.clauses for sow in project.sows)) if pin}
    released: list[ProcessDefinition | TemplateSet | RuleSet | ClauseSet]
    released = [*library.processes, *library.templates, *library.rule_sets, *library.clause_sets]
    files = sorted(
        released_file.location.file for released_file in released if (released_file.id, released_file.version) in wanted
    )
    return (f"projects/{project.slug}", *files, *SHARED)


def told_days(days: AsOfDays, slugs: Iterable[str]) -> str:
    """Each day with its reason and, where there are several, whose it is."""
    groups: dict[str, list[str]] = {}
    for slug in sorted(slugs):
        groups.setdefault(_told(days.of(slug)), []).append(slug)
    if len(groups) < 2:
        return f"{next(iter(groups), _told(days.otherwise))}: "
    return "".join(f"{told}: {', '.join(names)}.\n" for told, names in sorted(groups.items()))


def _told(as_of: AsOf) -> str:
    return f"As of {as_of.day.isoformat()} ({as_of.reason.value.replace('-', ' ')})"


def today_in(zone: str) -> dt.date:
    """What day it is now in a time zone."""
    return _day_in(_now(), zone)


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def _today(project: Project, reason: DayReason) -> AsOf:
    return AsOf(day=today_in(project.time_zone), reason=reason)


def _committed(seconds: int, project: Project) -> dt.date:
    return _day_in(dt.datetime.fromtimestamp(seconds, tz=dt.UTC), project.time_zone)


def _day_in(moment: dt.datetime, zone: str) -> dt.date:
    """The day of a moment in a time zone; a zone that this machine does not know counts as UTC."""
    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return moment.date()


def moment(environment: Mapping[str, str] | None = None) -> str:
    """The moment of a run in UTC, to the second: SOURCE_DATE_EPOCH, else now."""
    return (_epoch(environment) or _now()).strftime("%Y-%m-%dT%H:%M:%SZ")
