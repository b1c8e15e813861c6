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
    PRECEDENCE_LEAD = "precedence-lead"
    PRECEDENCE = "precedence"
    OFFER_SUBJECT = "offer-subject"
    OFFER_EXTRAS = "offer-extras"
    OFFER_AMOUNTS = "offer-amounts"
    OFFER_TERMS = "offer-terms"
    DISTRIBUTION = "distribution"


class ClauseCondition(StrEnum):
    """What has to be written before a clause stands in a document."""

    ACCEPTANCE_CLOCK = "acceptance-clock"
    SILENCE_ACCEPTS = "silence-accepts"
    SILENCE_IS_NO_ACCEPTANCE = "silence-is-no-acceptance"
    NO_WARRANTY_MONTHS = "no-warranty-months"
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
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One text with its place, in each language; `one` is the text for a number of one, `term` the word it defines."""

    id: str
    place: ClausePlace
    text: dict[str, str]
    one: dict[str, str] = field(default_factory=dict)
    term: dict[str, str] = field(default_factory=dict)
    when: ClauseCondition | None = None
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseSet:
    """The contract texts that a project pins by id and version; `digest` is that of the file."""

    id: str
    version: str
    title: str
    clauses: tuple[Clause, ...]
    summary: str = ""
    digest: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which every clause is written."""
        texts = [set(one.text) for one in self.clauses]
        return tuple(sorted(set.intersection(*texts))) if texts else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClauses:
    """Words of the project for a place; they replace those of the set there."""

    place: ClausePlace
    texts: tuple[str, ...]
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePin:
    """The clauses of a project: a set by id and version, what of it is left out, and the project's own words."""

    id: str = ""
    version: str = ""
    without: tuple[str, ...] = ()
    own: tuple[OwnClauses, ...] = ()
    location: Location = field(default=NOWHERE, compare=False, repr=False)


class Classification(StrEnum):
    """Who may read the documents of a project; nothing is said where nobody wrote one."""

    PUBLIC = "public"
    CONFIDENTIAL = "confidential"
