"""Which clauses stand in a place of a document, and whence: the project's own words, or the set that it pins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from delivery_wiki.model.clauses import Clause, ClauseCondition, ClausePlace, ClauseSet
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project import Project, StatementOfWork

DIGEST_SHOWN = 12
SOURCE_LANGUAGE = "en"
_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFacts:
    """What a document knows of itself: the values that texts may name, and which conditions hold.

    A value that nobody wrote is not among them; whole numbers are those that a text may count.
    """

    values: Mapping[str, int | str] = field(default_factory=dict)
    conditions: frozenset[ClauseCondition] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenClause:
    """A text for a place, as it is written; `missing` are the values that it names and nobody wrote.

    `pinned` names set and version; it is empty for words of the project.
    """

    text: str
    location: Location
    pinned: str = ""
    clause: Clause | None = None
    missing: tuple[str, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """The values that the text tells."""
        return named_values(self.clause.text) if self.clause else frozenset()


def chosen_clauses(
    project: Project, clauses: ClauseSet | None, place: ClausePlace, facts: ClauseFacts
) -> tuple[ChosenClause, ...]:
    """The project's own words for a place; without them, those of the pinned set that apply."""
    pin = project.clauses
    own = next((one for one in pin.own if one.place is place), None) if pin else None
    if own is not None:
        return tuple(
            ChosenClause(text=text, location=own.location.at("texts", index)) for index, text in enumerate(own.texts)
        )
    if clauses is None:
        return ()
    left_out = pin.without if pin else ()
    return tuple(
        _chosen(one, clauses, project.language, facts)
        for one in clauses.clauses
        if one.place is place and one.id not in left_out and (one.when is None or one.when in facts.conditions)
    )


def _chosen(clause: Clause, clauses: ClauseSet, language: str, facts: ClauseFacts) -> ChosenClause:
    named = named_values(clause.text)
    counts_one = clause.one and any(facts.values.get(name) == 1 for name in named)
    return ChosenClause(
        text=in_language(clause.one if counts_one else clause.text, language),
        location=clause.location,
        pinned=f"{clauses.id} {clauses.version}",
        clause=clause,
        missing=tuple(sorted(named - facts.values.keys())),
    )


def speaks(texts: Mapping[str, str], language: str) -> bool:
    """Whether there is a text in a language."""
    return language in texts or language.partition("-")[0] in texts


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in a language; a set without it gives the English one, or what it has."""
    main = language.partition("-")[0]
    return next(texts[one] for one in (language, main, SOURCE_LANGUAGE, *texts) if one in texts)


def named_values(texts: Mapping[str, str]) -> frozenset[str]:
    """The values that a text names in braces, in any language."""
    return frozenset(name for text in texts.values() for name in _NAME.findall(text))


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
    if sow.warranty_months is None:
        yield ClauseCondition.NO_WARRANTY_MONTHS
