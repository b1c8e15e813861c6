"""Facts whose words are others now: suspect until somebody looks at them again, and says so."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CaseStatus, FactKind, Message, MessageValue, Suspicion, message, translatable

from ..base.phrases import id_order
from .worded_facts import Fact, worded_facts

DATED = translatable(
    {
        FactKind.AGREED: "{changed} changed since it was agreed on {date}",
        FactKind.IMPLEMENTED: "{changed} changed since it was implemented on {date}",
        FactKind.CHECKED: "{changed} changed since it was checked on {date}",
        FactKind.PASSED: "{changed} changed since {item} was passed on {date}",
        FactKind.ACCEPTED: "{changed} changed since it was accepted on {date}",
        FactKind.BROUGHT: "{changed} changed since {item} was accepted on {date}",
        FactKind.DECIDED: "{changed} changed since {item} was decided on {date}",
    }
)
LINKED = translatable(
    {
        FactKind.DERIVED: "{changed} changed since {item} was derived from it",
        FactKind.ASSESSED: "{changed} changed since {item} was written about it",
    }
)
STATES = translatable(
    {
        "rejected": "{changed} changed since it was rejected",
        "deferred": "{changed} changed since it was deferred",
        "waived": "{changed} changed since it was waived",
        "mitigated": "{changed} changed since it was mitigated",
        "occurred": "{changed} changed since it occurred",
        "closed": "{changed} changed since it was closed",
        "confirmed": "{changed} changed since it was confirmed",
        "false": "{changed} changed since it was found to be false",
    }
)
DISMISSED_TOO = frozenset({FactKind.AGREED, FactKind.IMPLEMENTED, FactKind.CHECKED})


def find_suspicions(facts: Iterable[Fact], on: dt.date) -> tuple[Suspicion, ...]:
    """Every fact over other words than the present ones that nobody has confirmed up to a date, by item."""
    listed = tuple(facts)
    found = [fact for fact in listed if is_suspect(fact, on) and not _is_checked_since(fact, listed)]
    dismissed = {fact.item for fact in listed if fact.kind is FactKind.DISMISSED} - {
        fact.item for fact in found if fact.kind is FactKind.DISMISSED
    }
    counted = (fact for fact in found if not (fact.item in dismissed and fact.kind in DISMISSED_TOO))
    return tuple(_suspicion(fact) for fact in sorted(counted, key=_order))


def suspicions_of(project: Project, cases: Sequence[CaseStatus], on: dt.date) -> tuple[Suspicion, ...]:
    """The suspicions of a project whose cases are known."""
    return find_suspicions(worded_facts(project, cases, on), on)


def is_suspect(fact: Fact, on: dt.date) -> bool:
    """Whether a fact says that it was about other words, and nobody confirmed it for the present ones since."""
    return fact.words not in ("", fact.about.words) and not any(
        confirmation.words.get(fact.about.id) == fact.about.words
        and confirmation.date <= on
        and (fact.date is None or confirmation.date >= fact.date)
        for confirmation in fact.confirmed
    )


def by_item(suspicions: Iterable[Suspicion]) -> Mapping[str, tuple[Suspicion, ...]]:
    """The suspicions of each item's facts."""
    found: defaultdict[str, list[Suspicion]] = defaultdict(list)
    for suspicion in suspicions:
        found[suspicion.item].append(suspicion)
    return {item: tuple(listed) for item, listed in found.items()}


def with_suspicions(cases: Iterable[CaseStatus], suspicions: Iterable[Suspicion]) -> tuple[CaseStatus, ...]:
    """The cases with what changed since they passed."""
    found = by_item(suspicion for suspicion in suspicions if suspicion.kind is FactKind.PASSED)
    return tuple(replace(case, suspicions=found.get(case.case.id, ())) for case in cases)


def _is_checked_since(fact: Fact, facts: Iterable[Fact]) -> bool:
    """Whether a requirement was found met as it reads now: then that is built, too."""
    return fact.kind is FactKind.IMPLEMENTED and any(
        other.kind is FactKind.CHECKED and other.item == fact.item and other.words == fact.about.words
        for other in facts
    )


def _order(fact: Fact) -> tuple[int, str, int, tuple[int, str]]:
    return (len(fact.item), fact.item, list(FactKind).index(fact.kind), id_order(fact.about))


def _suspicion(fact: Fact) -> Suspicion:
    return Suspicion(
        kind=fact.kind,
        item=fact.item,
        about=fact.about.id,
        reason=_reason(fact),
        words=fact.about.words,
        location=fact.slot.location,
        words_at=fact.about.location,
    )


def _reason(fact: Fact) -> Message:
    text = STATES[fact.state] if fact.state else DATED.get(fact.kind) or LINKED[fact.kind]
    values: dict[str, MessageValue] = {"changed": fact.about.id, "item": fact.item, "date": fact.date or ""}
    return message(text, **{name: value for name, value in values.items() if f"{{{name}}}" in text})
