"""Fingerprints that facts and confirmations lack, as they would be if today's words were those of then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from delivery_wiki.model.project.located import Confirmation
from delivery_wiki.model.project.register_entries import Assumption, Decision, Risk
from delivery_wiki.model.project.requirements import Requirement
from delivery_wiki.model.project.statement_of_work_terms import Deliverable
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import FactKind, Suspicion

from .suspicion import find_suspicions
from .testing import case_statuses
from .worded_facts import Slot, worded_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingWords:
    """A fingerprint to be written: where, for which kind of fact and of which item; `kind` is empty where confirmed."""

    slot: Slot
    words: str
    item: str
    kind: FactKind | None = None
    date: dt.date | None = None


def missing_words(project: Project) -> tuple[MissingWords, ...]:
    """All of a project: of every fact without its words, and of confirmations of what is suspect."""
    facts = tuple(worded_facts(project, case_statuses(project, dt.date.max), dt.date.max))
    found = [
        MissingWords(slot=fact.slot, words=fact.about.words, item=fact.item, kind=fact.kind, date=fact.date)
        for fact in facts
        if not fact.words
    ]
    return (*found, *_of_confirmations(project, find_suspicions(facts, dt.date.max)))


def _of_confirmations(project: Project, suspicions: tuple[Suspicion, ...]) -> Iterator[MissingWords]:
    """Whoever confirmed without naming words meant all that is suspect there."""
    for item, confirmation in _unworded(project):
        meant = {suspicion.about: suspicion.words for suspicion in suspicions if _owner(suspicion) == item}
        for about, words in sorted(meant.items()):
            slot = Slot(holder=confirmation.location, key="words", beside="reason", entry=about)
            yield MissingWords(slot=slot, words=words, item=item, date=confirmation.date)


def _owner(suspicion: Suspicion) -> str:
    """The item at which a suspicion is cleared: what tests passed is confirmed at the requirement."""
    return suspicion.about if suspicion.kind is FactKind.PASSED else suspicion.item


def _unworded(project: Project) -> Iterator[tuple[str, Confirmation]]:
    items: tuple[Requirement | Deliverable | Decision | Assumption | Risk, ...] = (
        *project.requirements,
        *(deliverable for sow in project.sows for deliverable in sow.deliverables),
        *project.decisions,
        *project.assumptions,
        *project.risks,
        *(project.internal.risks if project.internal else ()),
    )
    for item in items:
        yield from ((item.id, confirmation) for confirmation in item.confirmed if not confirmation.words)
