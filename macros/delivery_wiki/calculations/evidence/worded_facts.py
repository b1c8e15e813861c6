"""What was agreed, built, checked, passed, accepted or decided: each fact with the words that it was about.

A fact that names no fingerprint is not known to be about today's words, and not known to be about others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.located import Confirmation
from delivery_wiki.model.project.register_entries import Assumption, AssumptionState, Decision, Risk, RiskState
from delivery_wiki.model.project.requirements import Requirement, RequirementCheck
from delivery_wiki.model.project.statement_of_work_terms import AcceptanceAttempt, Deliverable
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import CaseStatus, FactKind

from ..base.item_words import ItemWords, item_words
from .testing import active_cases, passing_result


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Where a fact has its fingerprint: under `key` of the mapping at `holder`, for mappings by id under `entry`.

    `beside` is the key next to which it is written.
    """

    holder: Location
    key: str
    beside: str
    entry: str = ""

    @property
    def location(self) -> Location:
        """The place of the fingerprint; where there is none, that of the fact itself."""
        steps = (*self.holder.steps, self.key)
        if steps not in self.holder.positions:
            return self.holder.at(self.beside)
        return self.holder.at(self.key, self.entry) if self.entry else self.holder.at(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact of `item` over the words of `about`; `words` is empty where nobody wrote down which.

    `state` is what the fact says, where it says one of several things; `confirmed` may carry it on to other words.
    """

    kind: FactKind
    item: str
    about: ItemWords
    words: str
    slot: Slot
    date: dt.date | None = None
    state: str = ""
    confirmed: tuple[Confirmation, ...] = ()


def worded_facts(project: Project, cases: Sequence[CaseStatus], on: dt.date) -> Iterator[Fact]:
    """Every fact up to a date that is about the words of an item which still counts."""
    known = item_words(project)
    for requirement in project.requirements:
        if requirement.id in known:
            yield from _of_requirement(requirement, known, on)
    yield from _of_tests(project, cases, known)
    for sow in project.sows:
        for deliverable in sow.deliverables:
            accepted = deliverable.acceptance_on(on)
            if not deliverable.withdrawn and accepted is not None:
                yield from _of_deliverable(deliverable, accepted, project, known)
    for decision in project.decisions:
        if not decision.withdrawn and decision.date <= on:
            yield from _about(decision, FactKind.DECIDED, known, decision.date)
    internal = project.internal.risks if project.internal else ()
    judgements: tuple[Assumption | Risk, ...] = (*project.assumptions, *project.risks, *internal)
    for judged in judgements:
        if not judged.withdrawn:
            yield from _about(judged, FactKind.ASSESSED, known)
            yield from _found(judged, known)


def newest_check(requirement: Requirement, on: dt.date) -> RequirementCheck | None:
    """The newest check up to a date; on one day a check that failed counts as the newer one."""
    checks = [check for check in requirement.checks if check.date <= on]
    return max(checks, key=lambda check: (check.date, not check.met, check.evidence), default=None)


def _of_requirement(requirement: Requirement, known: Mapping[str, ItemWords], on: dt.date) -> Iterator[Fact]:
    if requirement.decision is not None:
        slot = Slot(holder=requirement.location, key="decision_words", beside="decision")
        state = requirement.decision.value
        yield _own(requirement, known, FactKind.DISMISSED, requirement.decision_words, slot, state=state)
    for parent in requirement.parents:
        if parent in known and parent != requirement.id:
            slot = Slot(holder=requirement.location, key="parent_words", beside="parents", entry=parent)
            yield Fact(
                kind=FactKind.DERIVED,
                item=requirement.id,
                about=known[parent],
                words=requirement.parent_words.get(parent, ""),
                slot=slot,
                confirmed=requirement.confirmed,
            )
    for kind, date, words in (
        (FactKind.AGREED, requirement.agreed, requirement.agreed_words),
        (FactKind.IMPLEMENTED, requirement.implemented, requirement.implemented_words),
    ):
        if date is not None and date <= on:
            slot = Slot(holder=requirement.location, key=f"{kind.value}_words", beside=kind.value)
            yield _own(requirement, known, kind, words, slot, date=date)
    check = newest_check(requirement, on)
    if check is not None and check.met:
        slot = Slot(holder=check.location, key="words", beside="evidence")
        yield _own(requirement, known, FactKind.CHECKED, check.words, slot, date=check.date)


def _own(
    requirement: Requirement,
    known: Mapping[str, ItemWords],
    kind: FactKind,
    words: str,
    slot: Slot,
    *,
    date: dt.date | None = None,
    state: str = "",
) -> Fact:
    return Fact(
        kind=kind,
        item=requirement.id,
        about=known[requirement.id],
        words=words,
        slot=slot,
        date=date,
        state=state,
        confirmed=requirement.confirmed,
    )


def _of_tests(project: Project, cases: Sequence[CaseStatus], known: Mapping[str, ItemWords]) -> Iterator[Fact]:
    """Passed results of the text as it is now, over the words of each requirement that the case tests."""
    requirements = {
        requirement.id: requirement
        for requirement in project.requirements
        if requirement.decision is None and requirement.id in known
    }
    for status in active_cases(cases):
        passed = passing_result(status)
        if passed is None:
            continue
        run, result = passed
        for id in status.case.requirements:
            if id not in requirements:
                continue
            said = id in result.requirements
            holder, key, beside = (
                (result.location, "requirements", "verdict")
                if said
                else (status.case.location, "requirement_words", "requirements")
            )
            yield Fact(
                kind=FactKind.PASSED,
                item=status.case.id,
                about=known[id],
                words=(result.requirements if said else status.case.requirement_words).get(id, ""),
                slot=Slot(holder=holder, key=key, beside=beside, entry=id),
                date=run.date,
                confirmed=requirements[id].confirmed,
            )


def _of_deliverable(
    deliverable: Deliverable, accepted: AcceptanceAttempt, project: Project, known: Mapping[str, ItemWords]
) -> Iterator[Fact]:
    """Its acceptance, over its own words and over those of the requirements that it brings."""
    yield Fact(
        kind=FactKind.ACCEPTED,
        item=deliverable.id,
        about=known[deliverable.id],
        words=accepted.words,
        slot=Slot(holder=accepted.location, key="words", beside="outcome"),
        date=accepted.date,
        confirmed=deliverable.confirmed,
    )
    for requirement in project.requirements:
        if deliverable.id in requirement.deliverables and requirement.id in known and requirement.decision is None:
            id = requirement.id
            yield Fact(
                kind=FactKind.BROUGHT,
                item=deliverable.id,
                about=known[id],
                words=deliverable.requirement_words.get(id, ""),
                slot=Slot(holder=deliverable.location, key="requirement_words", beside="attempts", entry=id),
                date=accepted.date,
                confirmed=deliverable.confirmed,
            )


def _about(
    judged: Decision | Assumption | Risk, kind: FactKind, known: Mapping[str, ItemWords], date: dt.date | None = None
) -> Iterator[Fact]:
    for id in judged.about:
        if id in known and id != judged.id:
            yield Fact(
                kind=kind,
                item=judged.id,
                about=known[id],
                words=judged.words.get(id, ""),
                slot=Slot(holder=judged.location, key="words", beside="about", entry=id),
                date=date,
                confirmed=judged.confirmed,
            )


def _found(judged: Assumption | Risk, known: Mapping[str, ItemWords]) -> Iterator[Fact]:
    """The state that was found for an assumption, or given to a risk, over its own words."""
    if judged.state in (AssumptionState.OPEN, RiskState.OPEN) or judged.id not in known:
        return
    yield Fact(
        kind=FactKind.FOUND,
        item=judged.id,
        about=known[judged.id],
        words=judged.words.get(judged.id, ""),
        slot=Slot(holder=judged.location, key="words", beside="state", entry=judged.id),
        state=judged.state.value,
        confirmed=judged.confirmed,
    )
