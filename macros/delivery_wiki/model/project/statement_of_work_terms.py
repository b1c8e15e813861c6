"""A statement of work: deliverables, work packages, price and terms, from sow/<topic>.yml."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from ..clauses import ClausePin
from .contract_data import ContractData
from .located import Amount, Confirmation, Located
from .recurrence import Recurrence

SOW_ID = "SOW-{}"  # of its topic


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceAttempt(Located):
    """A deliverable was put forward for acceptance; `words` is the fingerprint of what it said then.

    `occurrence` says which time it was of one that recurs, the first being 1. One that somebody took in from an answer
    (`recorded_by`) counts once another person attests it: `attested_by` and `attested_on` stand in no file, they
    follow from what witnesses signed. `remedied` is when what was refused was presented again.
    """

    date: dt.date
    outcome: AttemptOutcome
    occurrence: int | None = None
    by: str | None = None
    criterion: str | None = None
    reason: str = ""
    evidence: str = ""
    words: str = ""
    recorded_by: str | None = None
    remedied: dt.date | None = None
    attested_by: str = ""
    attested_on: dt.date | None = None

    @property
    def counts(self) -> bool:
        """Whether it says what the state is: one that was only received does not."""
        return self.recorded_by is None or bool(self.attested_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable(Located):
    """A result that is handed over and accepted.

    The newest of its `attempts` is its state; `requirement_words` are the fingerprints of the requirements that it
    brings, when it was accepted. `change` is the change request that it is planned for. `covers` are the items of the
    scope that it delivers, by their numbers. One that `recurs` is accepted each time, and as a whole with the last.
    """

    id: str
    title: str
    description: str
    acceptance: tuple[AcceptanceCriterion, ...] = ()
    agreed: dt.date | None = None
    forecast: dt.date | None = None
    due_text: str = ""
    recurs: Recurrence | None = None
    milestone: str | None = None
    needs: tuple[str, ...] = ()
    covers: tuple[int, ...] = ()
    change: str | None = None
    attempts: tuple[AcceptanceAttempt, ...] = ()
    requirement_words: dict[str, str] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    source: str = ""
    withdrawn: str = ""

    @property
    def counting(self) -> tuple[AcceptanceAttempt, ...]:
        """The attempts that count: written by the team itself, or attested."""
        return tuple(attempt for attempt in self.attempts if attempt.counts)

    def attempt_on(self, on: dt.date) -> AcceptanceAttempt | None:
        """The newest attempt up to a day that counts; of one day the last that is written."""
        return _newest(self.counting, on)

    def received_on(self, on: dt.date) -> AcceptanceAttempt | None:
        """The newest attempt up to a day, where it waits for somebody to attest it."""
        newest = _newest(self.attempts, on)
        return newest if newest and not newest.counts else None

    def to_remedy_on(self, on: dt.date) -> AcceptanceAttempt | None:
        """The newest attempt up to a day, where it is a refusal and nothing was presented again since."""
        newest = self.attempt_on(on)
        if newest is None or newest.outcome is not AttemptOutcome.REJECTED or self.received_on(on):
            return None
        return None if newest.remedied and newest.date <= newest.remedied <= on else newest

    def acceptance_on(self, on: dt.date) -> AcceptanceAttempt | None:
        """The newest attempt up to a day, where it is an acceptance."""
        if self.recurs is not None:
            return self._whole_on(on, self.recurs.times)
        newest = self.attempt_on(on)
        return newest if newest and newest.outcome is AttemptOutcome.ACCEPTED else None

    def occurrence_accepted_on(self, occurrence: int, on: dt.date) -> AcceptanceAttempt | None:
        """The newest attempt of one time up to a day, where it is an acceptance."""
        own = replace(
            self, recurs=None, attempts=tuple(attempt for attempt in self.attempts if attempt.occurrence == occurrence)
        )
        return own.acceptance_on(on)

    def _whole_on(self, on: dt.date, times: int) -> AcceptanceAttempt | None:
        """The newest acceptance where each time is accepted."""
        found = [self.occurrence_accepted_on(number, on) for number in range(1, times + 1)]
        known = [attempt for attempt in found if attempt is not None]
        return max(known, key=lambda attempt: attempt.date) if known and len(known) == len(found) else None

    @property
    def expected(self) -> dt.date | None:
        """When it comes: by the forecast, else on the day that is agreed; of one that recurs the next open time."""
        return self.forecast or self.agreed or self._next_time

    @property
    def _next_time(self) -> dt.date | None:
        days = self.recurs.days if self.recurs else ()
        open_days = (day for number, day in enumerate(days, 1) if not self.occurrence_accepted_on(number, dt.date.max))
        return next(open_days, days[-1] if days else None)


def _newest(attempts: tuple[AcceptanceAttempt, ...], on: dt.date) -> AcceptanceAttempt | None:
    found = [attempt for attempt in attempts if attempt.date <= on]
    return max(reversed(found), key=lambda attempt: attempt.date) if found else None


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
    """A piece of the vendor's work: role, person-days planned, spent as of a date, remaining.

    `change` is the change request that it is planned for.
    """

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
    change: str | None = None
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
    """A share of the price that falls due with accepted deliverables; each time of one that recurs with `each_time`."""

    title: str
    percent: Decimal
    deliverables: tuple[str, ...] = ()
    each_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Located):
    """A word of a contract and what it means there."""

    term: str
    meaning: str


class Term(Enum):
    """A term that statements of work of one project have in common."""

    REVIEW = "review-business-days"
    SILENCE = "silence-accepts"
    CURE = "cure-business-days"
    REJECTIONS = "rejections"
    WARRANTY_MONTHS = "warranty-months"
    WARRANTY = "warranty"
    ACCEPTANCE = "acceptance"
    CHANGE_CONTROL = "change-control"
    PRECEDENCE = "precedence"
    FRAMEWORK = "framework-agreement"
    PLACE = "place"
    WORKING_HOURS = "working-hours"
    KEY_PEOPLE = "key-people"
    INSPECTION = "inspection"
    LIABILITY_CAP = "liability-cap"
    VAT = "vat-percent"
    PAYMENT_DAYS = "payment-days"

    @property
    def key(self) -> str:
        """The key that states it."""
        return self.value.replace("-", "_")

    @property
    def is_contract_data(self) -> bool:
        """Whether it stands under `contract`."""
        return self.key in ContractData.__dataclass_fields__


@dataclass(frozen=True, slots=True, kw_only=True)
class TermException(Located):
    """A term that is meant to differ from the other statements of work of the project, and why."""

    term: Term
    reason: str


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
    needs: tuple[str, ...] = ()
    price: Price | None = None
    payment: tuple[PaymentMilestone, ...] = ()
    payment_on_account: bool = False
    acceptance_clock: AcceptanceClock | None = None
    acceptance: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    change_control: tuple[str, ...] = ()
    warranty_months: int | None = None
    warranty: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    exceptions: tuple[TermException, ...] = ()
    contract: ContractData | None = None
    clauses: ClausePin | None = None
    cites_sizing: bool = True
    show_billed_days: bool = False

    @property
    def id(self) -> str:
        """The id that other files use."""
        return SOW_ID.format(self.topic)
