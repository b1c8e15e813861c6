"""A customer project as it is written: parties, people, plan, requirements, work, tests and the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from .clauses import Classification, ClausePin
from .finding import Location
from .picture import Picture
from .process import NOWHERE, PartyKind
from .prose_text import ProseText, Run
from .sign_off import (
    Attestation,
    DamagedRecord,
    EarlierRole,
    ExtraSignature,
    ReturnedDocument,
    SigningCertificate,
    SigningKey,
    SignOff,
    Witness,
)

Amount: TypeAlias = Decimal
"""Money, in the currency that stands beside it or above; every field of money has this type, and is checked by it."""


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


class EventKind(Enum):
    """Something that happened to a document."""

    SENT = "sent"
    RECEIVED = "received"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SIGNED = "signed"
    USED = "used"
    CLOSED = "closed"


class Verdict(Enum):
    """The outcome of one test case in one run."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    BLOCKED = "blocked"
    NOT_RUN = "not-run"


WORST_FIRST = (Verdict.FAIL, Verdict.BLOCKED, Verdict.NOT_RUN, Verdict.PASS)


class DefectClass(Enum):
    """How bad a defect is: 1 stops acceptance, 2 hampers work, 3 is cosmetic."""

    ONE = 1
    TWO = 2
    THREE = 3


class AttemptOutcome(Enum):
    """How an attempt to have a deliverable accepted ended."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class PriceBasis(Enum):
    """How a statement of work is paid."""

    FIXED_PRICE = "fixed-price"
    TIME_AND_MATERIAL = "time-and-material"
    TIME_AND_MATERIAL_CAPPED = "time-and-material-capped"
    NOT_PRICED = "not-priced"


class ChangeDecision(Enum):
    """Where a change request stands."""

    OPEN = "open"
    AGREED = "agreed"
    REJECTED = "rejected"


class InputBasis(Enum):
    """Whether a sizing input was measured or is assumed."""

    MEASURED = "measured"
    ASSUMED = "assumed"


class Duty(Enum):
    """A letter of the responsibility table."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    CONSULTED = "C"
    INFORMED = "I"


class Duties(tuple[Duty, ...]):
    """What somebody has to do with a task: one letter or several, in the order of the word RACI."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """As it is written and printed: `R`, or `R/A`."""
        return "/".join(duty.value for duty in self)

    @classmethod
    def read(cls, text: str) -> Duties:
        """From what people write: `R`, `R/A`, `r, a`, `AR`."""
        return cls(duty for duty in Duty if duty.value in text.upper())


def _here() -> Location:
    return NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A value that remembers where it was written."""

    location: Location = field(default_factory=_here, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(Located):
    """Somebody looked at words that changed and says why what was agreed, found or decided holds for them, too.

    `words` are the fingerprints of the items that were looked at, by id, as they were then.
    """

    date: dt.date
    by: str
    reason: str
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Located):
    """A released data file that the project uses."""

    id: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReference(Located):
    """A publication that the project's facts come from; items cite it by id, with a place in it.

    `request` marks a request for information or quotation: with these words a requirement's source cites its lines.
    """

    id: str
    title: str
    publisher: str = ""
    published: dt.date | None = None
    link: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Located):
    """An organisation that takes part."""

    id: str
    name: str
    kind: PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Located):
    """Somebody who takes part, or a role that is not yet filled with a person.

    `until` is the last day of somebody who left, `formerly` the roles that they had before this one: what they signed
    until then counts.
    """

    id: str
    name: str
    role: str
    party: str
    email: str = ""
    responsibilities: str = ""
    logins: dict[str, str] = field(default_factory=dict)
    keys: tuple[SigningKey, ...] = ()
    certificates: tuple[SigningCertificate, ...] = ()
    signs: tuple[str, ...] = ()
    formerly: tuple[EarlierRole, ...] = ()
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Located):
    """What the project covers and what it leaves out."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


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
class StatedValue(Located):
    """One of several values that sources give for the same thing."""

    value: str
    source: str


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
class DocumentEvent(Located):
    """Something that happened to a document, with its evidence."""

    event: EventKind
    date: dt.date
    evidence: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(Located):
    """What is known about one document of the project apart from its content.

    `not_needed` is why the project has none; only what nobody signs for a result may be left out.
    """

    kind: str
    topic: str | None = None
    revision: int | None = None
    revised: dt.date | None = None
    owner: str | None = None
    due: dt.date | None = None
    events: tuple[DocumentEvent, ...] = ()
    not_needed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption(Located):
    """A project that joined late: the gates before this phase count as met by the evidence."""

    phase: str
    date: dt.date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Located):
    """One answered question of the environment evaluation; `differs` says why its number is not that of the sizing."""

    question: str
    answer: str
    source: str
    date: dt.date
    about: tuple[str, ...] = ()
    differs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface(Located):
    """A connection to a system of the customer."""

    id: str
    title: str
    system: str
    direction: str
    protocol: str
    owner: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortRule(Located):
    """A network path that has to be open."""

    source: str
    target: str
    port: int
    protocol: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationWave(Located):
    """A group of mailboxes that moves together."""

    id: str
    title: str
    mailboxes: int
    date: dt.date | None = None
    rollback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment(Located):
    """environment.yml; `migration_differs` says why the waves do not move what is sized."""

    answers: tuple[Answer, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    ports: tuple[PortRule, ...] = ()
    migration: tuple[MigrationWave, ...] = ()
    migration_differs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Located):
    """A part of the system as designed; `built` tells whether it stands."""

    id: str
    title: str
    kind: str
    tier: str
    provided_by: PartyKind
    note: str = ""
    built: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection(Located):
    """Traffic from one component to another."""

    source: str
    target: str
    protocol: str
    port: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture(Located):
    """architecture.yml: tiers from the user inwards, components and their connections."""

    tiers: tuple[str, ...]
    components: tuple[Component, ...]
    connections: tuple[Connection, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Located):
    """One row of the responsibility table: who has which duties (people ids or party ids).

    `open_point` asks who they are: while it is open, nobody need be named.
    """

    id: str
    task: str
    phase: str | None = None
    duties: dict[str, Duties] = field(default_factory=dict)
    open_point: str | None = None

    def holders(self, duty: Duty) -> tuple[str, ...]:
        """Who has a duty, by id: the order of a row says nothing, and no copy keeps it."""
        return tuple(sorted(id for id, duties in self.duties.items() if duty in duties))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRecord(Located):
    """An activity of the process that was done."""

    activity: str
    done: dt.date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofOfConcept(Located):
    """poc.yml: host, accounts, what was announced and what came back."""

    host: str
    accounts: int
    goal: str = ""
    announced: dt.date | None = None
    announced_to: str | None = None
    feedback: dt.date | None = None
    feedback_summary: str = ""
    departments: tuple[DepartmentIssue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentIssue(Located):
    """An issue of the POC to be checked with a department of the vendor."""

    department: str
    issue: str
    raised: dt.date
    closed: dt.date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingInput(Located):
    """A value that the sizing starts from; `value` is exact, in `unit`."""

    input: str
    value: int | Decimal | bool | str
    basis: InputBasis
    unit: str = ""
    source: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingOverride(Located):
    """A result set by hand, beside the computed one, with the reason."""

    output: str
    value: int | Decimal | bool | str
    reason: str
    unit: str = ""
    decided: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Located):
    """A named variation of the inputs."""

    id: str
    title: str
    inputs: tuple[SizingInput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SizingRequest(Located):
    """sizing.yml: which rule set, with which inputs."""

    rules: Pin
    inputs: tuple[SizingInput, ...]
    scenarios: tuple[Scenario, ...] = ()
    overrides: tuple[SizingOverride, ...] = ()
    compare_with: Pin | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceAttempt(Located):
    """A deliverable was put forward for acceptance; `words` is the fingerprint of what it said then."""

    date: dt.date
    outcome: AttemptOutcome
    by: str | None = None
    criterion: str | None = None
    reason: str = ""
    evidence: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable(Located):
    """A result that is handed over and accepted.

    The newest of its `attempts` is its state; `requirement_words` are the fingerprints of the requirements that it
    brings, when it was accepted.
    """

    id: str
    title: str
    description: str
    acceptance: tuple[AcceptanceCriterion, ...] = ()
    agreed: dt.date | None = None
    forecast: dt.date | None = None
    due_text: str = ""
    milestone: str | None = None
    attempts: tuple[AcceptanceAttempt, ...] = ()
    requirement_words: dict[str, str] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    source: str = ""
    withdrawn: str = ""

    def attempt_on(self, on: dt.date) -> AcceptanceAttempt | None:
        """The newest attempt up to a day; of one day the last that is written."""
        found = [one for one in self.attempts if one.date <= on]
        return max(reversed(found), key=lambda one: one.date) if found else None

    def acceptance_on(self, on: dt.date) -> AcceptanceAttempt | None:
        """The newest attempt up to a day, where it is an acceptance."""
        newest = self.attempt_on(on)
        return newest if newest and newest.outcome is AttemptOutcome.ACCEPTED else None

    @property
    def expected(self) -> dt.date | None:
        """When it comes: by the forecast, else on the day that is agreed."""
        return self.forecast or self.agreed


def is_statement(text: str) -> bool:
    """Whether an entry that may be an id or a statement is a statement: an id is one word."""
    return len(text.split()) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceCriterion(Located):
    """A condition under which a deliverable is accepted."""

    id: str
    statement: str
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPackage(Located):
    """A piece of the vendor's work: role, person-days planned, spent as of a date, remaining."""

    id: str
    title: str
    role: str
    days: Decimal
    spent: Decimal = Decimal(0)
    remaining: Decimal | None = None
    as_of: dt.date | None = None
    owner: str | None = None
    deliverables: tuple[str, ...] = ()
    description: str = ""
    on_site: Decimal = Decimal(0)
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel(Located):
    """Trips of one kind: how many, and for each what travel time and what fares and lodging cost."""

    title: str
    trips: int
    time: Amount = Decimal(0)
    cost: Amount = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SellRate(Located):
    """The price of a person-day of a role."""

    role: str
    rate: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Located):
    """The price basis of a statement of work, in one currency.

    `expenses` is a lump sum beside the trips of `travel`; `expenses_cap` holds both together. A fixed amount contains
    them, and `expenses_included` says so where neither is written.
    """

    basis: PriceBasis
    currency: str = ""
    rates: tuple[SellRate, ...] = ()
    contingency_percent: Decimal = Decimal(0)
    fixed_amount: Amount | None = None
    cap: Amount | None = None
    expenses: Amount = Decimal(0)
    expenses_note: str = ""
    travel: tuple[Travel, ...] = ()
    expenses_cap: Amount | None = None
    valid_until: dt.date | None = None
    expenses_included: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether it is one amount, whatever it was reckoned from."""
        return self.basis is PriceBasis.FIXED_PRICE and self.fixed_amount is not None

    @property
    def is_reckoned_inside(self) -> bool:
        """Whether nobody but the vendor sees rates and expenses: it is one amount, or the document carries no price."""
        return self.is_fixed or self.basis is PriceBasis.NOT_PRICED

    @property
    def contains_expenses(self) -> bool:
        """Whether it is one amount that travel and expenses are known to be in."""
        return self.is_fixed and bool(self.expenses_included or self.expenses or self.travel)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceClock(Located):
    """How long the customer reviews, what silence means, and how often work may be rejected."""

    review_business_days: int | None = None
    silence_accepts: bool | None = None
    cure_business_days: int | None = None
    rejections: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMilestone(Located):
    """A share of the price that falls due with accepted deliverables."""

    title: str
    percent: Decimal
    deliverables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Located):
    """A word of a contract and what it means there."""

    term: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOfWork(Located):
    """sow/<topic>.yml; `topic` is the file's stem and `basic` is the Basic SOW."""

    topic: str
    title: str
    summary: str = ""
    revision: int = 1
    revised: dt.date | None = None
    scope: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    approach: str = ""
    deliverables: tuple[Deliverable, ...] = ()
    work_packages: tuple[WorkPackage, ...] = ()
    customer_duties: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    starts: dt.date | None = None
    ends: dt.date | None = None
    dates_note: str = ""
    price: Price | None = None
    payment: tuple[PaymentMilestone, ...] = ()
    acceptance_clock: AcceptanceClock | None = None
    acceptance: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    change_control: tuple[str, ...] = ()
    warranty_months: int | None = None
    warranty: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    cites_sizing: bool = True
    show_billed_days: bool = False

    @property
    def id(self) -> str:
        """The id that other files use."""
        return f"SOW-{self.topic}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCase(Located):
    """How requirements are tested.

    `requirement_words` are the fingerprints of its requirements when it was run last, for runs that do not say.
    """

    __test__ = False

    id: str
    title: str
    group: str
    requirements: tuple[str, ...]
    steps: tuple[str, ...]
    expected: str
    requirement_words: dict[str, str] = field(default_factory=dict)
    precondition: str = ""
    objective: str = ""
    owner: str | None = None
    withdrawn: str = ""


class ErrorMeaning(Enum):
    """What it means that a test runner reports an error: what is tested failed, or it could not be tested."""

    FAILURE = "failure"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedName(Located):
    """The cases that a test of a report runs; `name` is its class and name, and `*` and `?` stand for any letters."""

    name: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAs(Located):
    """How reports of test runners are read; `neutral` are attributes and elements that say nothing of an outcome."""

    error: ErrorMeaning | None = None
    names: tuple[ReportedName, ...] = ()
    neutral: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult(Located):
    """What happened when one case was run; `digest` is of the case's text as run.

    `requirements` are the fingerprints of the requirements that it tests, by id, as they read then.
    """

    __test__ = False

    case: str
    verdict: Verdict
    digest: str
    actual: str = ""
    defect: str = ""
    defect_class: DefectClass | None = None
    evidence: str = ""
    requirements: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRun(Located):
    """An immutable record of one run: test-runs/<date>-<name>.yml."""

    __test__ = False

    name: str
    date: dt.date
    tester: str
    environment: str
    results: tuple[TestResult, ...]
    version: str = ""
    known_errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest(Located):
    """Something that was agreed is to change.

    `moves` names the items, `sizing` the inputs of the sizing, or results set by hand, that are to be others.
    `sow` is the statement of work that days, amount and limits belong to; `cap`, `ends` and `valid_until` are the
    limits of it that hold from then on. The amount falls due with the deliverables of `paid_with`,
    else with those that are accepted after the decision.
    """

    id: str
    title: str
    reason: str
    raised: dt.date
    raised_by: str
    moves: tuple[str, ...]
    sizing: tuple[str, ...] = ()
    days: Decimal = Decimal(0)
    amount: Amount = Decimal(0)
    currency: str = ""
    sow: str | None = None
    cap: Amount | None = None
    ends: dt.date | None = None
    valid_until: dt.date | None = None
    paid_with: tuple[str, ...] = ()
    schedule: str = ""
    decision: ChangeDecision = ChangeDecision.OPEN
    decided: dt.date | None = None
    decided_by: str | None = None
    evidence: str = ""
    owner: str | None = None
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Located):
    """One topic of the workshop."""

    topic: str
    minutes: int
    lead: str | None = None
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda(Located):
    """agenda.yml: the workshop, its people and its topics."""

    title: str
    date: dt.date | None = None
    place: str = ""
    attendees: tuple[str, ...] = ()
    roles_needed: tuple[str, ...] = ()
    items: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOption(Located):
    """Something the customer may add, with its price; `ordered` is the day on which the customer did."""

    title: str
    amount: Amount
    note: str = ""
    ordered: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence(Located):
    """A licence that is offered beside the work, with its price."""

    title: str
    amount: Amount
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Located):
    """offer.yml: the Formal Offer sums its statements of work; licences stand apart."""

    currency: str
    sows: tuple[str, ...]
    number: str = ""
    valid_until: dt.date | None = None
    options: tuple[OfferOption, ...] = ()
    licences: tuple[Licence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedDefect(Located):
    """An open defect of a test case that `by` accepts until a date; `owner` mends it. `defect` is its text or id."""

    test: str
    defect_class: DefectClass
    by: str
    until: dt.date
    remedy: str
    owner: str | None = None
    defect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Located):
    """acceptance.yml: the result A, B or C with its conditions, and the open defects that result B accepts."""

    result: str
    date: dt.date
    by: str
    conditions: tuple[str, ...] = ()
    accepted_defects: tuple[AcceptedDefect, ...] = ()
    known_errors: tuple[str, ...] = ()
    evidence: str = ""


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
class ProseSection:
    """One level-2 section of a Markdown file; `title` is empty before the first heading."""

    title: str
    text: str
    location: Location = field(default=NOWHERE, compare=False, repr=False)
    runs: tuple[Run, ...] = field(default=(), compare=False, repr=False)  # where notes of other sections are written


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseHeading:
    """A heading that begins no section; `marks` is empty where it is underlined."""

    level: int
    title: str
    marks: str
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseFile:
    """A Markdown file of the project: its sections in order, and the headings of other levels than theirs."""

    name: str
    sections: tuple[ProseSection, ...]
    headings: tuple[ProseHeading, ...] = field(default=(), compare=False, repr=False)
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Located):
    """minutes/<date>-<topic>.md: who met, what was decided, who does what by when."""

    name: str
    title: str
    date: dt.date
    attendees: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    prose: ProseFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRate(Located):
    """internal/efforts.yml: what a person-day of a role costs the vendor."""

    role: str
    rate: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalRemark(Located):
    """A remark that never leaves the vendor, about an item."""

    about: str
    remark: str
    by: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageEffort(Located):
    """Person-days of a work package, spent and remaining as of a date."""

    id: str
    spent: Decimal = Decimal(0)
    remaining: Decimal | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEfforts(Located):
    """internal/efforts/<topic>.yml: how the vendor gets along with a statement of work."""

    topic: str
    work_packages: tuple[PackageEffort, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPrice(Located):
    """internal/prices/<topic>.yml: what is behind the fixed price of a statement of work."""

    topic: str
    contingency_percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Internal(Located):
    """internal/notes.yml: cost rates, remarks and risks that never leave the vendor, keyed by the id they are about."""

    currency: str = ""
    cost_rates: tuple[CostRate, ...] = ()
    remarks: tuple[InternalRemark, ...] = ()
    risks: tuple[Risk, ...] = ()
    retrospective: ProseFile | None = None
    efforts: tuple[TopicEfforts, ...] = ()
    prices: tuple[TopicPrice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPart:
    """One clause of a frozen document as it read then: its anchor, its number and title, and its text, line by line."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A frozen revision: what it says, each cited figure as it was then, and the files that it was made from.

    `pdf` is the SHA-256 of document.pdf; `pins` are the data that the project pinned, as "id version" by name.
    `sources` are the project's files without internal/, by path: today's tool makes the same document from them.
    `roles` are the roles, by person, of those who could sign it then: they may have others today.
    `digest` is the SHA-256 of content.json itself, with line feeds at its line ends.
    """

    document: str
    topic: str | None = None
    revision: int
    fingerprint: str
    issued: dt.date
    audience: str = "customer"
    pdf: str = ""
    pins: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    content: tuple[ContentPart, ...] = ()
    sources: dict[str, str] = field(default_factory=dict, repr=False)
    digest: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Located):
    """Everything that is written about one customer project."""

    slug: str
    title: str
    language: str
    time_zone: str
    customer: str
    process: Pin
    templates: Pin
    clauses: ClausePin | None = None
    classification: Classification | None = None
    summary: str = ""
    started: dt.date | None = None
    as_of: dt.date | None = None
    hours_per_person_day: Decimal | None = None
    holidays: tuple[dt.date, ...] = ()
    reference: bool = False
    demonstration: bool = False
    sources: tuple[SourceReference, ...] = ()
    parties: tuple[Party, ...] = ()
    people: tuple[Person, ...] = ()
    signatures: tuple[ExtraSignature, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    witness_required: bool = False
    goals: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    milestones: tuple[Milestone, ...] = ()
    decisions: tuple[Decision, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    risks: tuple[Risk, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    accepted_findings: tuple[AcceptedFinding, ...] = ()
    documents: tuple[DocumentRecord, ...] = ()
    adopted: Adoption | None = None
    activities: tuple[ActivityRecord, ...] = ()
    environment: Environment | None = None
    architecture: Architecture | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    poc: ProofOfConcept | None = None
    sizing: SizingRequest | None = None
    requirements: tuple[Requirement, ...] = ()
    sows: tuple[StatementOfWork, ...] = ()
    tests: tuple[TestCase, ...] = ()
    reported_as: ReportedAs | None = None
    test_runs: tuple[TestRun, ...] = ()
    changes: tuple[ChangeRequest, ...] = ()
    agenda: Agenda | None = None
    offer: Offer | None = None
    acceptance: Acceptance | None = None
    minutes: tuple[Minutes, ...] = ()
    prose: dict[str, ProseFile] = field(default_factory=dict)
    prose_texts: tuple[ProseText, ...] = field(default=(), compare=False, repr=False)  # those of YAML files
    sign_offs: tuple[SignOff, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    returned: tuple[ReturnedDocument, ...] = ()
    damaged_records: tuple[DamagedRecord, ...] = ()
    frozen_pdfs: dict[str, str] = field(default_factory=dict)
    issued: tuple[Issued, ...] = ()
    logo: Picture | None = None
    internal: Internal | None = None
