"""Clause sets: the contract texts that a project pins, and where in its documents they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .finding import Location
from .process import NOWHERE


class ClausePlace(StrEnum):
    """Where in a document a clause stands."""

    DEFINITIONS = "definitions"
    ASSUMPTIONS = "assumptions"
    NOT_PRICED = "not-priced"
    TOTAL = "total"
    AMOUNTS = "amounts"
    AFTER_VALIDITY = "after-validity"
    ACCEPTANCE = "acceptance"
    CHANGE_CONTROL = "change-control"
    WARRANTY = "warranty"
    CONTRACT_TYPE = "contract-type"
    DEFAULT = "default"
    LIABILITY = "liability"
    RIGHTS = "rights"
    DATA_PROTECTION = "data-protection"
    SECRECY = "secrecy"
    SUBCONTRACTORS = "subcontractors"
    KEY_PERSONS = "key-persons"
    EXIT = "exit"
    GOVERNING_LAW = "governing-law"
    PRECEDENCE_LEAD = "precedence-lead"
    PRECEDENCE = "precedence"
    OFFER_SUBJECT = "offer-subject"
    OFFER_EXTRAS = "offer-extras"
    OFFER_AMOUNTS = "offer-amounts"
    OFFER_TERMS = "offer-terms"
    DISTRIBUTION = "distribution"


class ContractType(StrEnum):
    """What is owed: a result, work as such, or a product with services."""

    WORK = "work"
    SERVICE = "service"
    PRODUCT = "product-with-services"


class ClauseCondition(StrEnum):
    """What has to be written before a clause stands in a document."""

    ACCEPTANCE_CLOCK = "acceptance-clock"
    SILENCE_ACCEPTS = "silence-accepts"
    SILENCE_IS_NO_ACCEPTANCE = "silence-is-no-acceptance"
    NO_WARRANTY_MONTHS = "no-warranty-months"
    WARRANTY_MONTHS = "warranty-months"
    NO_CONCEPT_REVISION = "no-concept-revision"
    CONFIDENTIAL = "confidential"


# What a text may name in braces: a fact of the document, each with the key that it is written under.
CLAUSE_VALUES: Mapping[str, str] = {
    "review_business_days": "acceptance_clock.review_business_days",
    "cure_business_days": "acceptance_clock.cure_business_days",
    "rejections": "acceptance_clock.rejections",
    "warranty_months": "warranty_months",
    "hours_per_person_day": "hours_per_person_day",
    "time_zone": "time_zone",
    "currency": "currency",
    "concept_revision": "revision",
    "changes": "changes",
    "customer": "customer",
    "vendor": "parties",
    "holidays": "holidays",
    "offer": "offer.number",
    "request": "sources",
    "data_processing_agreement": "data_protection",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """One text with its place, in each language; `one` is the text for a number of one, `term` the word it defines.

    `forms` are other shapes of that word, `instead_of` the words that may not stand for it. Without `contract_types`
    it holds for each. One with a `title` stands by it in the list of what is agreed.
    """

    id: str
    place: ClausePlace
    text: dict[str, str]
    one: dict[str, str] = field(default_factory=dict)
    term: dict[str, str] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    instead_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    title: dict[str, str] = field(default_factory=dict)
    contract_types: tuple[ContractType, ...] = ()
    source: str = ""
    when: ClauseCondition | None = None
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseVariable:
    """A value that texts of a set name and a project writes; a clause with an `optional` one may be left out."""

    name: str
    description: dict[str, str]
    optional: bool = False
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseSet:
    """The contract texts that a project pins by id and version; `digest` is that of the file.

    `country` is that of the law that they rest on, by two letters; `notice` says on pages and papers what they are not;
    `headings` name places in their own words.
    """

    id: str
    version: str
    title: str
    clauses: tuple[ClauseText, ...]
    summary: str = ""
    country: str = ""
    contract_types: tuple[ContractType, ...] = ()
    notice: dict[str, str] = field(default_factory=dict)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    variables: tuple[ClauseVariable, ...] = ()
    digest: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which every clause is written."""
        texts = [set(clause.text) for clause in self.clauses]
        return tuple(sorted(set.intersection(*texts))) if texts else ()

    def variable(self, name: str) -> ClauseVariable | None:
        """The variable of a name, where the set declares it."""
        return next((variable for variable in self.variables if variable.name == name), None)

    def clause(self, id: str) -> ClauseText | None:
        """The clause of an id."""
        return next((clause for clause in self.clauses if clause.id == id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClauses:
    """Words of the project for a place; they take the place of those of the set, or stand after them as `added`."""

    place: ClausePlace
    texts: tuple[str, ...]
    reason: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedClause:
    """A clause of the set in other words, and why."""

    clause: str
    text: str
    reason: str
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseElsewhere:
    """A place that another contract fills, which has a number."""

    place: ClausePlace
    contract: str
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePin:
    """What a project or a statement of work takes: a set by id and version, the type of contract, and its choices.

    `without` leaves clauses out, `replaced` says them in other words, `own` takes a whole place, `added` stands after
    it, and `elsewhere` names the contract that fills a place. `reason` is why a statement of work has a set of its own.
    """

    id: str = ""
    version: str = ""
    contract_type: ContractType | None = None
    values: dict[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    replaced: tuple[ReplacedClause, ...] = ()
    own: tuple[OwnClauses, ...] = ()
    added: tuple[OwnClauses, ...] = ()
    elsewhere: tuple[ClauseElsewhere, ...] = ()
    reason: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)


class Classification(StrEnum):
    """Who may read the documents of a project; nothing is said where nobody wrote one."""

    PUBLIC = "public"
    CONFIDENTIAL = "confidential"
