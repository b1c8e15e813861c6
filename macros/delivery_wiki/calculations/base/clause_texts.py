"""Which clauses stand in a place of a document, and whence: the project's own words, or the set that it pins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from delivery_wiki.model.clauses import (
    CLAUSE_VALUES,
    ClauseCondition,
    ClausePin,
    ClausePlace,
    ClauseSet,
    ClauseText,
    OwnClauses,
)
from delivery_wiki.model.finding import Location
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.statement_of_work_terms import StatementOfWork
from delivery_wiki.model.project.whole_project import Project

DIGEST_SHOWN = 12
SOURCE_LANGUAGE = "en"
T = TypeVar("T")
_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFacts:
    """What a document knows of itself: the values that texts may name, and which conditions hold.

    A value that nobody wrote is not among them; whole numbers are those that a text may count. `sow` is the statement
    of work that it is, for that may take clauses of its own.
    """

    values: Mapping[str, int | str] = field(default_factory=dict)
    conditions: frozenset[ClauseCondition] = frozenset()
    sow: StatementOfWork | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenClause:
    """A text for a place, as it is written; `missing` are the values that it names and nobody wrote.

    `pinned` names set and version; it is empty for words of the project.
    """

    text: str
    location: Location
    pinned: str = ""
    clause: ClauseText | None = None
    missing: tuple[str, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """The values that the text tells."""
        return named_values(self.clause.text) if self.clause else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenClauses:
    """What a document takes: the choices of its statement of work over those of its project, and the set itself."""

    pin: ClausePin
    clauses: ClauseSet | None
    language: str


def taken_clauses(project: Project, library: Library, sow: StatementOfWork | None = None) -> TakenClauses:
    """The clauses that hold for a statement of work, or for the documents of the project that are none."""
    pin = _joined(project.clauses or ClausePin(), sow.clauses if sow else None)
    clauses = library.clause_set(pin.id, pin.version) if pin.id else None
    return TakenClauses(pin=pin, clauses=clauses, language=project.language)


def _joined(usual: ClausePin, own: ClausePin | None) -> ClausePin:
    """The choices of a statement of work before those of the project; a set of its own begins anew."""
    if own is None:
        return usual
    if own.id and (own.id, own.version) != (usual.id, usual.version):
        return own
    return replace(
        usual,
        contract_type=own.contract_type or usual.contract_type,
        values={**usual.values, **own.values},
        without=(*own.without, *usual.without),
        replaced=(*own.replaced, *usual.replaced),
        own=(*own.own, *usual.own),
        added=(*usual.added, *own.added),
        elsewhere=(*own.elsewhere, *usual.elsewhere),
        reason=own.reason,
    )


def chosen_clauses(taken: TakenClauses, place: ClausePlace, facts: ClauseFacts) -> tuple[ChosenClause, ...]:
    """The project's own words for a place, else those of the pinned set that apply; then what it adds."""
    pin, known = taken.pin, ClauseFacts(values={**taken.pin.values, **facts.values}, conditions=facts.conditions)
    if any(other.place is place for other in pin.elsewhere):
        return ()
    own = next((own for own in pin.own if own.place is place), None)
    added = tuple(_added(taken, more, known) for more in _texts_of(pin.added, place))
    if own is not None:
        return (*(_own(own, index) for index in range(len(own.texts))), *added)
    return (*(_chosen(taken, clause, known) for clause in applicable(taken, place, facts)), *added)


def applicable(taken: TakenClauses, place: ClausePlace, facts: ClauseFacts) -> tuple[ClauseText, ...]:
    """The clauses of the set for a place that nobody left out and whose condition and type of contract hold."""
    return tuple(
        clause
        for clause in (taken.clauses.clauses if taken.clauses else ())
        if clause.place is place
        and clause.id not in taken.pin.without
        and (clause.when is None or clause.when in facts.conditions)
        and (not clause.contract_types or taken.pin.contract_type in clause.contract_types)
    )


def _texts_of(added: tuple[OwnClauses, ...], place: ClausePlace) -> Iterator[tuple[OwnClauses, int]]:
    return ((own, index) for own in added if own.place is place for index in range(len(own.texts)))


def _own(own: OwnClauses, index: int) -> ChosenClause:
    return ChosenClause(text=own.texts[index], location=own.location.at("texts", index))


def _added(taken: TakenClauses, more: tuple[OwnClauses, int], facts: ClauseFacts) -> ChosenClause:
    own, index = more
    clause = ClauseText(id="", place=own.place, text={taken.language: own.texts[index]})
    return _in_own_words(clause, own.texts[index], own.location.at("texts", index), facts)


def _in_own_words(clause: ClauseText, text: str, location: Location, facts: ClauseFacts) -> ChosenClause:
    """A text of the project that may name values as the set does."""
    missing = tuple(sorted(named_values(clause.text) - facts.values.keys()))
    return ChosenClause(text=text, location=location, clause=clause, missing=missing)


def _chosen(taken: TakenClauses, clause: ClauseText, facts: ClauseFacts) -> ChosenClause:
    replaced = next((other for other in taken.pin.replaced if other.clause == clause.id), None)
    if replaced is not None:
        own = replace(clause, text={taken.language: replaced.text}, one={})
        return _in_own_words(own, replaced.text, replaced.location.at("text"), facts)
    named = named_values(clause.text)
    counts_one = clause.one and any(facts.values.get(name) == 1 for name in named)
    return ChosenClause(
        text=in_language(clause.one if counts_one else clause.text, taken.language),
        location=clause.location,
        pinned=f"{taken.clauses.id} {taken.clauses.version}" if taken.clauses else "",
        clause=clause,
        missing=tuple(sorted(named - facts.values.keys())),
    )


def speaks(texts: Mapping[str, object], language: str) -> bool:
    """Whether there is a text in a language."""
    return language in texts or language.partition("-")[0] in texts


def set_of_language(clause_sets: Sequence[ClauseSet], language: str) -> ClauseSet | None:
    """The newest version of the one set for a country that is written in a language; of several, nobody knows which."""
    found = [each for each in clause_sets if each.country and speaks(dict.fromkeys(each.languages), language)]
    return (
        max(found, key=lambda each: (len(each.version), each.version))
        if len({each.id for each in found}) == 1
        else None
    )


def in_language(texts: Mapping[str, T], language: str) -> T:
    """The text in a language; a set without it gives the English one, or what it has."""
    main = language.partition("-")[0]
    return next(texts[choice] for choice in (language, main, SOURCE_LANGUAGE, *texts) if choice in texts)


def named_values(texts: Mapping[str, str]) -> frozenset[str]:
    """The values that a text names in braces, in any language."""
    return frozenset(name for text in texts.values() for name in _NAME.findall(text))


def known_values(clauses: ClauseSet) -> tuple[str, ...]:
    """What texts may name: facts of every document, and the variables of the set."""
    return (*CLAUSE_VALUES, *(variable.name for variable in clauses.variables))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; other braces stay as they are written."""
    return _NAME.sub(lambda match: values.get(match[1], match[0]), text)


def periods_of(sow: StatementOfWork) -> dict[str, int]:
    """The numbers of a statement of work that its clauses may name, as far as they are written."""
    clock = sow.acceptance_clock
    found = {"warranty_months": sow.warranty_months}
    if clock is not None:
        found |= {
            "review_business_days": clock.review_business_days,
            "cure_business_days": clock.cure_business_days,
            "rejections": clock.rejections,
        }
    return {name: value for name, value in found.items() if value is not None}


def conditions_of(sow: StatementOfWork) -> Iterator[ClauseCondition]:
    """What is written in a statement of work, for clauses that stand only then."""
    clock = sow.acceptance_clock
    if clock is not None:
        yield ClauseCondition.ACCEPTANCE_CLOCK
    if clock is not None and clock.silence_accepts is not None:
        accepts, none = ClauseCondition.SILENCE_ACCEPTS, ClauseCondition.SILENCE_IS_NO_ACCEPTANCE
        yield accepts if clock.silence_accepts else none
    months, no_months = ClauseCondition.WARRANTY_MONTHS, ClauseCondition.NO_WARRANTY_MONTHS
    yield no_months if sow.warranty_months is None else months
