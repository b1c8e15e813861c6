"""Requirements: the state that the evidence of each supports, and what is missing around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from delivery_wiki.model.document_kinds import CONCEPT
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.requirements import Priority, Requirement, Verification
from delivery_wiki.model.project.test_results import WORST_FIRST, TestResult, TestRun
from delivery_wiki.model.status import (
    CaseStatus,
    FactKind,
    Message,
    RequirementStatus,
    Suspicion,
    message,
    translatable,
)

from ..base.audience_view import AudienceView
from .suspicion import find_suspicions
from .testing import active_cases, blocked_cases, passes
from .worded_facts import Fact, newest_check

LADDER = translatable(("draft", "agreed", "implemented", "checked", "signed"))
# The steps of the ladder, and what holds them back once its words are others.
SUSPECT_STEPS = {
    "agreed": frozenset({FactKind.DERIVED, FactKind.AGREED}),
    "implemented": frozenset({FactKind.IMPLEMENTED}),
    "checked": frozenset({FactKind.CHECKED, FactKind.PASSED}),
}


def requirement_statuses(
    view: AudienceView, cases: Sequence[CaseStatus], on: dt.date, facts: Sequence[Fact] = ()
) -> tuple[RequirementStatus, ...]:
    """Every requirement with its state; `signed` is added by `with_signed_checklist` once the checklist is known.

    `facts` are those whose words are known or not: what is suspect counts as open.
    """
    linked: dict[str, list[CaseStatus]] = {}
    for case in active_cases(cases):
        for id in case.case.requirements:
            linked.setdefault(id, []).append(case)
    suspicions = _by_requirement(find_suspicions(facts, on))
    unknown = {_requirement_of(fact.kind, fact.item, fact.about.id) for fact in facts if not fact.words}
    return tuple(
        replace(
            _status(requirement, tuple(linked.get(requirement.id, ())), view, on, suspicions.get(requirement.id, ())),
            unknown=requirement.id in unknown,
        )
        for requirement in view.project.requirements
    )


def _by_requirement(suspicions: Iterable[Suspicion]) -> dict[str, tuple[Suspicion, ...]]:
    found: dict[str, tuple[Suspicion, ...]] = {}
    for suspicion in sorted(suspicions, key=lambda suspicion: list(FactKind).index(suspicion.kind)):
        id = _requirement_of(suspicion.kind, suspicion.item, suspicion.about)
        found[id] = (*found.get(id, ()), suspicion)
    return found


def _requirement_of(kind: FactKind, item: str, about: str) -> str:
    """The requirement that a fact speaks for: what tests and deliverables rest on, else the item itself."""
    return about if kind in (FactKind.PASSED, FactKind.BROUGHT) else item


def with_signed_checklist(requirements: Iterable[RequirementStatus]) -> tuple[RequirementStatus, ...]:
    """The requirements after the checklist was signed: what was checked is signed now."""
    return tuple(
        replace(requirement, state="signed") if requirement.state == "checked" else requirement
        for requirement in requirements
    )


def mandatory(requirements: Iterable[RequirementStatus]) -> tuple[RequirementStatus, ...]:
    """The requirements that must be met: not withdrawn, and not rejected, deferred or waived."""
    return tuple(
        requirement
        for requirement in requirements
        if requirement.requirement.priority is Priority.MUST and requirement.state in LADDER
    )


def reaches(requirement: RequirementStatus, state: str, *, claimed: bool = False) -> bool:
    """Whether a requirement stands at least at a state of the ladder, or would if no words had changed since."""
    found = requirement.claimed if claimed else requirement.state
    return found in LADDER and LADDER.index(found) >= LADDER.index(state)


def kinds_below(state: str) -> frozenset[FactKind]:
    """The facts that a state of the ladder rests on."""
    steps = LADDER[: LADDER.index(state) + 1]
    return frozenset().union({FactKind.DISMISSED}, *(SUSPECT_STEPS.get(step, frozenset()) for step in steps))


def _status(
    requirement: Requirement,
    cases: tuple[CaseStatus, ...],
    view: AudienceView,
    on: dt.date,
    suspicions: tuple[Suspicion, ...],
) -> RequirementStatus:
    run, result = _worst(cases)
    suspect = frozenset(suspicion.kind for suspicion in suspicions)
    if requirement.verification is not Verification.TEST:
        suspect -= {FactKind.PASSED}
    return RequirementStatus(
        requirement=requirement,
        state=_state(requirement, cases, on, suspect),
        claimed=_state(requirement, cases, on, frozenset()),
        suspicions=suspicions,
        cases=tuple(case.case for case in cases),
        latest=result,
        latest_run=run,
        gaps=(*(suspicion.reason for suspicion in suspicions), *_gaps(requirement, cases, view)),
    )


def _state(requirement: Requirement, cases: Sequence[CaseStatus], on: dt.date, suspect: frozenset[FactKind]) -> str:
    if requirement.withdrawn:
        return "withdrawn"
    if requirement.decision is not None and FactKind.DISMISSED not in suspect:
        return requirement.decision.value
    state = "draft"
    for step, holds in (
        ("agreed", _dated(requirement.agreed, requirement.agreed_evidence, on)),
        ("implemented", _dated(requirement.implemented, requirement.implemented_evidence, on)),
        ("checked", _is_checked(requirement, cases, on)),
    ):
        if not holds or suspect & SUSPECT_STEPS[step]:
            break
        state = step
    return state


def _dated(date: dt.date | None, evidence: str, on: dt.date) -> bool:
    return date is not None and date <= on and bool(evidence.strip())


def _is_checked(requirement: Requirement, cases: Sequence[CaseStatus], on: dt.date) -> bool:
    check = newest_check(requirement, on)
    if check is None or not check.met or not check.evidence.strip():
        return False
    if requirement.verification is not Verification.TEST:
        return True
    return bool(cases) and all(passes(case) for case in cases)


def _worst(cases: Sequence[CaseStatus]) -> tuple[TestRun | None, TestResult | None]:
    """The worst of the newest results of the linked cases: one failure is what a reader has to see."""
    results = [case.results[0] for case in cases if case.results]
    if not results:
        return (None, None)
    results.sort(key=lambda pair: (pair[0].date, pair[0].name, pair[1].case), reverse=True)
    return min(results, key=lambda pair: WORST_FIRST.index(pair[1].verdict))


def _gaps(requirement: Requirement, cases: Sequence[CaseStatus], view: AudienceView) -> tuple[Message, ...]:
    if requirement.withdrawn or requirement.decision is not None:
        return ()
    return (*_concept_gap(requirement, view), *_sow_gap(requirement, view), *_test_gaps(requirement, cases))


def _concept_gap(requirement: Requirement, view: AudienceView) -> Iterable[Message]:
    if not requirement.concept:
        yield message("No section of the concept deals with it")
    elif not is_in_concept(requirement, view):
        yield message("The concept section {section} is not written", section=requirement.concept)


def is_in_concept(requirement: Requirement, view: AudienceView) -> bool:
    """Whether the section that deals with it is there: written, or computed in a concept that exists."""
    if f"concept/{requirement.concept}" in view.project.prose:
        return True
    template = view.templates.by_kind.get(CONCEPT.id)
    computed = {section.id for section in template.sections if section.computed} if template else set()
    return requirement.concept in computed and any(name.startswith("concept/") for name in view.project.prose)


def _sow_gap(requirement: Requirement, view: AudienceView) -> Iterable[Message]:
    if not requirement.sow:
        yield message("No statement of work covers it")
    elif not any(requirement.sow in {sow.id, sow.topic} for sow in view.project.sows):
        yield message("{sow} does not exist yet", sow=requirement.sow)
    elif not requirement.deliverables and requirement.party is not PartyKind.CUSTOMER:
        yield message("No deliverable brings it")


def _test_gaps(requirement: Requirement, cases: Sequence[CaseStatus]) -> Iterable[Message]:
    if requirement.verification is not Verification.TEST:
        if not (cases or requirement.proof or requirement.checks):
            yield message("No proof of it is planned")
        return
    if not cases:
        yield message("No test case tests it")
    yield from (message("{case} changed since it was run", case=case.case.id) for case in cases if case.stale)
    yield from (message("{case} is blocked: nobody could judge it", case=case.case.id) for case in blocked_cases(cases))
