"""Requirements, from requirements.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from ..process import PartyKind
from .located import Confirmation, Located, StatedValue


class Priority(Enum):
    """How much a requirement matters."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Verification(Enum):
    """How a requirement is verified."""

    TEST = "test"
    INSPECTION = "inspection"
    ANALYSIS = "analysis"
    DEMONSTRATION = "demonstration"


class RequirementDecision(Enum):
    """A decision that takes a requirement out of the normal ladder."""

    REJECTED = "rejected"
    DEFERRED = "deferred"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementCheck(Located):
    """A requirement was looked at and found met or not; `words` is the fingerprint of what it said then."""

    date: dt.date
    by: str
    met: bool
    evidence: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Located):
    """The hub record: concept, checklist, SOW and test protocol are views of it.

    `agreed_words`, `implemented_words` and `decision_words` are the fingerprints of what it said when that happened,
    `parent_words` those of its parents when it was derived from them.
    """

    id: str
    statement: str
    area: str
    priority: Priority
    source: str
    party: PartyKind
    verification: Verification
    fit_criterion: str = ""
    proof: str = ""
    rationale: str = ""
    owner: str | None = None
    concept: str | None = None
    sow: str | None = None
    deliverables: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    parent_words: dict[str, str] = field(default_factory=dict)
    agreed: dt.date | None = None
    agreed_evidence: str = ""
    agreed_words: str = ""
    implemented: dt.date | None = None
    implemented_evidence: str = ""
    implemented_words: str = ""
    checks: tuple[RequirementCheck, ...] = ()
    decision: RequirementDecision | None = None
    reason: str = ""
    decision_words: str = ""
    confirmed: tuple[Confirmation, ...] = ()
    stated: tuple[StatedValue, ...] = ()
    answer: str = ""
    withdrawn: str = ""
