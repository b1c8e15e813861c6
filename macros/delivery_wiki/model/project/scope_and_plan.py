"""Scope, milestones, activities and points of a project, from project.yml and internal/notes.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from .located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Located):
    """What the project covers and what it leaves out."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataProtection(Located):
    """The agreement about personal data; `before` names what uses real data beside the migration waves."""

    title: str = ""
    signed: dt.date | None = None
    due: dt.date | None = None
    evidence: str = ""
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Located):
    """A dated result; `after` and `days` set the forecast relative to another milestone."""

    id: str
    title: str
    gate: str | None = None
    owner: str | None = None
    baseline: dt.date | None = None
    forecast: dt.date | None = None
    actual: dt.date | None = None
    after: str | None = None
    business_days: int = 0
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecord(Located):
    """An activity of the process that was done."""

    activity: str
    done: dt.date
    evidence: str


class PointAnswer(Enum):
    """What a project says of a point of the process."""

    DONE = "done"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRecord(Located):
    """A point of the process that was dealt with: `evidence` shows that it is done, `reason` why it is not needed."""

    activity: str
    point: str
    answer: PointAnswer
    date: dt.date
    by: str
    evidence: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """What shows it, or why the project goes without it."""
        return self.evidence if self.answer is PointAnswer.DONE else self.reason
