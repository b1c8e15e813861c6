"""Decisions, assumptions, risks, open points and accepted findings, from project.yml and internal/notes.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from .located import Confirmation, Located, StatedValue


class Level(Enum):
    """Probability or impact of a risk."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class RiskState(Enum):
    """Where a risk stands."""

    OPEN = "open"
    MITIGATED = "mitigated"
    ACCEPTED = "accepted"
    OCCURRED = "occurred"
    CLOSED = "closed"


class AssumptionState(Enum):
    """Whether an assumption has been looked into."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    FALSE = "false"


class DecisionOutcome(Enum):
    """What was decided at a gate."""

    GO = "go"
    NO_GO = "no-go"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedDeviation(Located):
    """A condition of a gate that does not hold and is accepted until a date; `owner` mends it."""

    criterion: str
    reason: str
    until: dt.date
    remedy: str = ""
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Located):
    """Something that was decided, by whom, and on what evidence.

    `accepts` are the conditions of its gate that it goes ahead without.
    `words` are the fingerprints, by id, of what it is about, as it read then.
    """

    id: str
    title: str
    date: dt.date
    decided_by: str
    gate: str | None = None
    outcome: DecisionOutcome | None = None
    reason: str = ""
    evidence: str = ""
    accepts: tuple[AcceptedDeviation, ...] = ()
    about: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(Located):
    """A statement that the plan rests on; a false one entitles to a change request.

    `words` are the fingerprints, by id, of what it is about, and its own as it read when its state was found.
    """

    id: str
    statement: str
    owner: str | None = None
    state: AssumptionState = AssumptionState.OPEN
    due: dt.date | None = None
    source: str = ""
    about: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAcceptance(Located):
    """Somebody lives with a risk until a date."""

    by: str
    reason: str
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Located):
    """Something that may happen, and what is done about it.

    `words` are the fingerprints, by id, of what it is about, and its own as it read when its state was given.
    """

    id: str
    statement: str
    probability: Level
    impact: Level
    response: str
    owner: str | None = None
    state: RiskState = RiskState.OPEN
    accepted: RiskAcceptance | None = None
    about: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    withdrawn: str = ""

    def state_on(self, on: dt.date) -> RiskState:
        """Where it stands on a day: one that nobody accepts any more is open."""
        if self.state is RiskState.ACCEPTED and (self.accepted is None or self.accepted.until < on):
            return RiskState.OPEN
        return self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint(Located):
    """A question somebody has to answer."""

    id: str
    question: str
    raised: dt.date
    owner: str | None = None
    due: dt.date | None = None
    closed: dt.date | None = None
    answer: str = ""
    about: tuple[str, ...] = ()
    stated: tuple[StatedValue, ...] = ()
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedFinding(Located):
    """A warning of `check` that somebody answers for until a date: of an item, or at a place.

    `item` is an id, or a file of the project; `place` a file, or one with the path of keys below which it is accepted.
    """

    code: str
    reason: str
    by: str
    until: dt.date
    item: str = ""
    place: str = ""
