"""Answers about where a project stands, each with its evidence and who can move it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias, TypeVar

from .finding import Location
from .process import Activity, Gate, PartyKind, Phase, Point, RequiredSignature
from .project.change_requests import ChangeRequest
from .project.register_entries import Decision
from .project.requirements import Requirement
from .project.scope_and_plan import Milestone, PointRecord
from .project.statement_of_work_terms import PriceBasis, StatementOfWork
from .project.test_cases import TestCase
from .project.test_results import TestResult, TestRun

MISSING = "missing"
CHARGED_BY_DAY = (PriceBasis.TIME_AND_MATERIAL, PriceBasis.TIME_AND_MATERIAL_CAPPED)
MessageValue: TypeAlias = str | int | Decimal | Fraction | dt.date | tuple[str, ...]
Texts = TypeVar("Texts")


class Progress(Enum):
    """How far a phase is."""

    NOT_STARTED = "not-started"
    CURRENT = "current"
    DONE = "done"


class CriterionState(Enum):
    """Whether a criterion holds; stale means it did hold and something under it changed."""

    MET = "met"
    OPEN = "open"
    STALE = "stale"


class GateState(Enum):
    """What a gate is: passed needs every criterion and, where the process says so, the decision."""

    SHUT = "shut"
    READY = "ready"
    PASSED = "passed"
    REFUSED = "refused"
    ADOPTED = "adopted"
    SKIPPED = "skipped"


class Health(Enum):
    """First match wins, in this order."""

    ARCHIVED = "archived"
    NOT_STARTED = "not-started"
    BLOCKED = "blocked"
    LATE = "late"
    AT_RISK = "at-risk"
    ON_TRACK = "on-track"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence with named values, so that pages can translate it: `text` is an English message id with {names}."""

    text: str
    values: tuple[tuple[str, MessageValue], ...] = ()


def message(text: str, **values: MessageValue) -> Message:
    """A message id with its values, to be translated when a page is made; a tuple is a row of names."""
    return Message(text=text, values=tuple(values.items()))


def translatable(texts: Texts) -> Texts:
    """Returns its argument; the inventory of labels takes every text in it as a message id."""
    return texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What is accepted though it does not hold: about which item, by whom, until when, and who mends it how.

    `decision` is the id of the decision that accepts it; none where result B of the acceptance does.
    """

    about: str
    title: str
    remedy: str
    by: str
    owner: str | None
    until: dt.date
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """Whether a criterion holds, why, who can move it by when, and the item or page it is about.

    `noted` tells that it holds by what the team typed, and that no record proves it; what is not `needed` holds, since
    the project goes without it.
    """

    state: CriterionState
    reason: Message
    owner: str | None = None
    party: PartyKind | None = None
    due: dt.date | None = None
    about: str = ""
    noted: bool = False
    conditions: tuple[Condition, ...] = ()
    lapsed: tuple[Condition, ...] = ()
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionStatus(CheckOutcome):
    """A criterion with what its check answers.

    `conditions` are what it is met with, and `lapsed` those whose dates have passed, so that it counts as open again.
    One that is not `needed` is counted nowhere.
    """

    id: str
    title: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStatus:
    """A gate with its criteria and dates; `reason` tells in a sentence why it is in its state.

    One that is not `needed` is skipped for good: the project goes without what it decides about.
    """

    gate: Gate
    phase: str
    state: GateState
    criteria: tuple[CriterionStatus, ...]
    decision: Decision | None
    milestone: Milestone | None
    baseline: dt.date | None
    forecast: dt.date | None
    days_late: int
    reason: Message = Message(text="")
    needed: bool = True

    @property
    def met(self) -> int:
        """How many of the needed criteria hold."""
        return sum(criterion.needed and criterion.state is CriterionState.MET for criterion in self.criteria)

    @property
    def count(self) -> int:
        """How many criteria the project needs."""
        return sum(criterion.needed for criterion in self.criteria)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What is accepted until a date though it does not hold."""
        return tuple(condition for criterion in self.criteria for condition in criterion.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedWord:
    """What somebody said over the current revision of a document and nobody has attested: it does not count yet.

    `speaker` is whose word it is, `attester` who has to attest it, where the record names somebody, and `place` the
    signature that it would fill; nobody asks for that again. `told` says all of it.
    """

    speaker: str
    date: dt.date
    digest: str
    told: Message
    attester: str | None = None
    place: RequiredSignature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatus:
    """A document of the process with the state that its evidence supports; MISSING when nothing is there yet.

    `reached` holds every state that is supported, in the order of the template's ladder; `page` is the stem of the
    document's page; `lapsed` tells that an earlier revision was signed and the current one is not; `needed` is
    false where the project does without the document. `noted_states` are those that rest on what the team typed, and
    `signatures_noted` counts such signatures: neither is proved by a record. `rejections` tell who said no to the
    current revision, and why. `of_revisions` says which revision was agreed and where the current one is, where the
    agreement is about an earlier one, and `sent_anew` that the current one was sent. `needs` is the state that the
    current phase needs of it. `received` is what was said and waits to be attested; `conditions` are those on which
    somebody signed.
    """

    kind: str
    topic: str | None
    title: str
    state: str
    exists: bool
    revision: int | None
    revised: dt.date | None
    reason: Message
    evidence: str
    reached: tuple[str, ...]
    missing_sections: tuple[str, ...]
    signatures_needed: int
    signatures_current: int
    stale: tuple[Message, ...]
    owner: str | None
    due: dt.date | None
    page: str = ""
    lapsed: bool = False
    signatures_missing: tuple[RequiredSignature, ...] = ()
    needed: bool = True
    noted_states: tuple[str, ...] = ()
    signatures_noted: int = 0
    rejections: tuple[Message, ...] = ()
    of_revisions: Message | None = None
    sent_anew: bool = False
    needs: str = ""
    received: tuple[ReceivedWord, ...] = ()
    conditions: tuple[Message, ...] = ()

    @property
    def awaited(self) -> str:
        """The state that the current phase needs of it and that it has not reached."""
        return self.needs if self.exists and self.needs not in self.reached else ""

    @property
    def is_conditional(self) -> bool:
        """Whether all have signed it, and somebody did so on conditions."""
        is_signed = not self.rejections and not self.stale and self.signatures_current >= self.signatures_needed
        return bool(self.conditions) and is_signed

    @property
    def told(self) -> tuple[Message, ...]:
        """Who said no, on which conditions somebody signed unless the reason says so, and what is to be attested."""
        is_said = any(name == "conditions" for name, _ in self.reason.values)
        received = tuple(word.told for word in self.received)
        return (*self.rejections, *(() if is_said else self.conditions), *received)

    @property
    def noted(self) -> bool:
        """Whether its state rests on a note of the team."""
        return self.state in self.noted_states or (self.is_being_signed and self.signatures_noted > 0)

    @property
    def is_issued_again(self) -> bool:
        """Whether it is stale only since an earlier revision was signed, and this one is issued to be signed, too."""
        return self.lapsed and self.state == "issued" and len(self.stale) == 1

    @property
    def is_being_signed(self) -> bool:
        """Whether somebody signed what was a draft: it is none any more."""
        return self.state == "draft" and 0 < self.signatures_current < self.signatures_needed


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStatus:
    """A phase with its progress and its gates."""

    phase: Phase
    progress: Progress
    gates: tuple[GateStatus, ...]


class PointState(Enum):
    """Whether a point of the process was dealt with; one that nobody answered is open."""

    DONE = "done"
    NOT_NEEDED = "not-needed"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointStatus:
    """A point of the process with what the project says of it; `reason` is why the whole activity is not needed."""

    phase: str
    activity: Activity
    point: Point
    state: PointState
    record: PointRecord | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Something a person owes: what, by when, how late it is, and whether the process's lead time has begun."""

    kind: str
    id: str
    title: Message
    owner: str | None
    party: PartyKind | None
    due: dt.date | None
    days_late: int
    near: bool = False


class FactKind(Enum):
    """What was agreed, found or decided over the words of an item; of a requirement, in the order of its ladder."""

    DISMISSED = "dismissed"
    DERIVED = "derived"
    AGREED = "agreed"
    IMPLEMENTED = "implemented"
    CHECKED = "checked"
    PASSED = "passed"
    ACCEPTED = "accepted"
    BROUGHT = "brought"
    DECIDED = "decided"
    ASSESSED = "assessed"
    FOUND = "found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A fact whose words are others now: it counts as open until somebody looks at it again.

    `item` is whose fact it is and `about` whose words changed; `words` is their fingerprint now, and `words_at` where
    they stand.
    """

    kind: FactKind
    item: str
    about: str
    reason: Message
    words: str
    location: Location
    words_at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementStatus:
    """A requirement with its state on the ladder and what supports it.

    `claimed` is the state that its facts would support if no words had changed since; `suspicions` tell which did, and
    `unknown` that of some fact nobody wrote down what it was about.
    """

    requirement: Requirement
    state: str
    cases: tuple[TestCase, ...]
    latest: TestResult | None
    latest_run: TestRun | None
    gaps: tuple[Message, ...]
    claimed: str = ""
    suspicions: tuple[Suspicion, ...] = ()
    unknown: bool = False

    @property
    def suspect(self) -> bool:
        """Whether it stands lower, because words changed."""
        return self.claimed not in ("", self.state) and bool(self.suspicions)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStatus:
    """A test case with its runs, newest first, and whether the newest ran an older text.

    `suspicions` tell which of its requirements changed since it passed.
    """

    case: TestCase
    digest: str
    results: tuple[tuple[TestRun, TestResult], ...]
    stale: bool
    suspicions: tuple[Suspicion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Person-days: the forecast is what was spent and what remains; `agreed` change requests add to the plan."""

    planned: Decimal = Decimal(0)
    agreed: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    remaining: Decimal = Decimal(0)

    @property
    def forecast(self) -> Decimal:
        """What the work will have taken."""
        return self.spent + self.remaining

    @property
    def allowed(self) -> Decimal:
        """What was planned and what agreed change requests add to it."""
        return self.planned + self.agreed

    @property
    def over(self) -> Decimal:
        """How far the forecast is above what was planned and agreed; negative where it is below."""
        return self.forecast - self.allowed

    def __add__(self, other: Effort) -> Effort:
        return Effort(
            planned=self.planned + other.planned,
            agreed=self.agreed + other.agreed,
            spent=self.spent + other.spent,
            remaining=self.remaining + other.remaining,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPackageEffort:
    """The effort of a work package by its role, in person-days; `as_of` is the day on which it was reported."""

    id: str
    role: str
    effort: Effort
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPackagePrice:
    """A priced line: days x rate, rounded half up to the minor unit."""

    id: str
    days: Decimal
    rate: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SowFigures:
    """The sums of a statement of work; `above_expenses_cap` is what the cap takes off travel and expenses.

    `by_rates` is the price before a cap, and `total` after the one that was signed. `requests` are the agreed change
    requests, whose days and amount stand beside both; `cap` is the cap that holds with them. `unreported` are those of
    them that no report of days can contain, for it is older than they are. `held` are agreed ones that both contain,
    for the revision was written after them.
    `days` are the planned person-days; what is spent and what remains is known by work package, in `efforts`.
    """

    sow: StatementOfWork
    lines: tuple[WorkPackagePrice, ...]
    efforts: tuple[WorkPackageEffort, ...]
    days: Decimal
    labour: Decimal | None
    contingency: Decimal | None
    expenses: Decimal
    total: Decimal | None
    currency: str
    changes_days: Decimal = Decimal(0)
    changes_amount: Decimal = Decimal(0)
    travel: Decimal = Decimal(0)
    above_expenses_cap: Decimal = Decimal(0)
    on_site: Decimal = Decimal(0)
    by_rates: Decimal | None = None
    requests: tuple[ChangeRequest, ...] = ()
    unreported: tuple[ChangeRequest, ...] = ()
    held: tuple[ChangeRequest, ...] = ()
    cap: Decimal | None = None

    @property
    def with_changes(self) -> Decimal | None:
        """The price before a cap, with the agreed change requests."""
        return None if self.by_rates is None else self.by_rates + self.changes_amount

    @property
    def charged_by_day(self) -> bool:
        """Whether the days spent are charged, so that each amount of the plan is an estimate, under a cap too."""
        return self.sow.price is not None and self.sow.price.basis in CHARGED_BY_DAY

    @property
    def is_estimate(self) -> bool:
        """Whether each day is charged and no cap holds: then no price is the most."""
        return self.charged_by_day and self.cap is None

    @property
    def most(self) -> Decimal | None:
        """What is charged at most: the price with the agreed change requests; None where nothing limits it."""
        return None if self.is_estimate else self.charged

    @property
    def charged(self) -> Decimal | None:
        """What is charged as planned: the price with the agreed change requests, held under the cap."""
        if self.with_changes is None or self.cap is None:
            return self.with_changes
        return min(self.with_changes, self.cap)

    @property
    def effort(self) -> Effort:
        """Planned, agreed, spent and remaining person-days; agreed days that nobody could report yet remain."""
        agreed = sum((request.days for request in self.requests), Decimal(0))
        packages = self.package_effort
        return replace(packages, agreed=agreed, remaining=packages.remaining + self.unreported_days)

    @property
    def package_effort(self) -> Effort:
        """The days of its work packages alone."""
        return sum((package.effort for package in self.efforts), Effort())

    @property
    def unreported_days(self) -> Decimal:
        """What the unreported change requests add to what remains, or take from it; never more than there is."""
        return max(sum((change.days for change in self.unreported), Decimal(0)), -self.package_effort.remaining)

    @property
    def reported_days(self) -> Decimal:
        """The days of agreed change requests that spent and remaining days of work packages contain."""
        reported = (request for request in self.requests if request not in self.unreported)
        return sum((change.days for change in reported), Decimal(0))

    @property
    def as_of(self) -> dt.date | None:
        """The newest day on which one of its work packages was reported."""
        return max((package.as_of for package in self.efforts if package.as_of), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMilestone:
    """A milestone with its dates resolved, relative ones included."""

    milestone: Milestone
    baseline: dt.date | None
    forecast: dt.date | None
    actual: dt.date | None
    days_late: int
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStatus:
    """Where a project stands on a date, computed from evidence alone."""

    on: dt.date
    health: Health
    cause: Message
    archived: Decision | None
    phases: tuple[PhaseStatus, ...]
    documents: tuple[DocumentStatus, ...]
    owed: tuple[Owed, ...]
    plan: tuple[PlannedMilestone, ...]
    requirements: tuple[RequirementStatus, ...]
    cases: tuple[CaseStatus, ...]
    sows: tuple[SowFigures, ...]
    day: int | None
    suspicions: tuple[Suspicion, ...] = ()
    points: tuple[PointStatus, ...] = ()

    @property
    def gates(self) -> tuple[GateStatus, ...]:
        """All gates in order."""
        return tuple(gate for phase in self.phases for gate in phase.gates)

    def goes_without(self, kind: str) -> Message | None:
        """Why the project has no document of a kind, where it needs none; None where it has one or needs it."""
        found = [document for document in self.documents if document.kind == kind]
        if not found or any(document.needed or document.exists for document in found):
            return None
        return found[0].reason

    @property
    def current(self) -> PhaseStatus | None:
        """The phase that work is in; none when all are done or the project is archived before it began."""
        return next((phase for phase in self.phases if phase.progress is Progress.CURRENT), None)

    @property
    def next_gate(self) -> GateStatus | None:
        """The gate that ends the current phase."""
        if self.current is None:
            return None
        return next((gate for gate in self.current.gates if gate.gate is self.current.phase.gate), None)
