"""The day on which a project is seen, and why that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from .project.whole_project import Project


class DayReason(Enum):
    """Why a project is seen on its day; the values are those of the outputs for machines, and read as words."""

    ASKED = "asked-for"
    ENVIRONMENT = "source-date-epoch"
    PROJECT = "set-by-the-project"
    TODAY = "today"
    UNCOMMITTED = "uncommitted-work"
    COMMIT = "newest-commit"
    SHALLOW = "newest-commit-of-a-shallow-clone"
    NO_COMMIT = "never-committed"
    NO_HISTORY = "no-version-control"
    NO_ANSWER = "git-cannot-tell"
    REVISION = "day-of-the-revision"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """A day and the reason for it."""

    day: dt.date
    reason: DayReason


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOfDays:
    """The day of each project by its slug, and the one of what belongs to none."""

    by_project: Mapping[str, AsOf]
    otherwise: AsOf

    def of(self, slug: str) -> AsOf:
        """The day of a project."""
        return self.by_project.get(slug, self.otherwise)

    def newest(self, slug: str = "") -> dt.date:
        """The day of a project; without one, that of what belongs to all of them."""
        days = [as_of.day for name, as_of in self.by_project.items() if slug in ("", name)]
        return max(days, default=self.otherwise.day)


def asked_for(day: dt.date) -> AsOfDays:
    """One day for all projects, whatever they say themselves."""
    return AsOfDays(by_project={}, otherwise=AsOf(day=day, reason=DayReason.ASKED))


def own_day(project: Project) -> AsOf | None:
    """The day that a project sets for itself."""
    return AsOf(day=project.as_of, reason=DayReason.PROJECT) if project.as_of else None


def seen_on(projects: Iterable[Project], day: dt.date) -> AsOfDays:
    """One day for all projects that set none for themselves."""
    otherwise = AsOf(day=day, reason=DayReason.TODAY)
    return AsOfDays(
        by_project={project.slug: own_day(project) or otherwise for project in projects}, otherwise=otherwise
    )
