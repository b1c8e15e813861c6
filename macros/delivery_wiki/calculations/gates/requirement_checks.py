"""Checks of a gate about requirements and tests."""

from __future__ import annotations

from collections.abc import Sequence

from delivery_wiki.model.document_kinds import TEST_PROTOCOL
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.requirements import Requirement, Verification
from delivery_wiki.model.project.test_results import DefectClass, Verdict
from delivery_wiki.model.status import (
    CaseStatus,
    CheckOutcome,
    CriterionState,
    Message,
    RequirementStatus,
    message,
    translatable,
)

from ..base.people import party_kind
from ..base.phrases import about, counted, listed
from ..evidence.gate_facts import GateFacts, holds
from ..evidence.requirement_states import kinds_below, mandatory, reaches
from ..evidence.testing import active_cases, newest, open_defects, passes
from ..evidence.worded_facts import newest_check


def requirements_agreed(facts: GateFacts) -> CheckOutcome:
    """Every mandatory requirement is agreed."""
    return _all_reach(
        facts,
        "agreed",
        met=translatable(("The one mandatory requirement is agreed", "All {count} mandatory requirements are agreed")),
        open=translatable(("{names} is not agreed", "{names} are not agreed")),
        party=PartyKind.CUSTOMER,
    )


def requirements_implemented(facts: GateFacts) -> CheckOutcome:
    """Every mandatory requirement is implemented."""
    return _all_reach(
        facts,
        "implemented",
        met=translatable(
            ("The one mandatory requirement is implemented", "All {count} mandatory requirements are implemented")
        ),
        open=translatable(("{names} is not implemented", "{names} are not implemented")),
        party=PartyKind.VENDOR,
    )


def requirements_checked(facts: GateFacts) -> CheckOutcome:
    """Every mandatory requirement is checked; stale when only words changed since, its own or those of test cases."""
    missing = [
        requirement
        for requirement in mandatory(facts.project_facts.requirements)
        if not reaches(requirement, "checked")
    ]
    aged = [requirement for requirement in missing if _was_checked(requirement, facts)]
    if aged and len(aged) == len(missing):
        reason = about(
            [requirement.requirement.id for requirement in aged],
            "{names} was checked, but its test case changed",
            "{names} were checked, but their test cases changed",
        )
        return _stale(facts, aged[0].requirement, reason, PartyKind.VENDOR)
    return _all_reach(
        facts,
        "checked",
        met=translatable(
            ("The one mandatory requirement is checked", "All {count} mandatory requirements are checked")
        ),
        open=translatable(("{names} is not checked", "{names} are not checked")),
        party=PartyKind.VENDOR,
    )


def _was_checked(requirement: RequirementStatus, facts: GateFacts) -> bool:
    check = newest_check(requirement.requirement, facts.project_facts.on)
    cases = [case for case in facts.project_facts.cases if case.case in requirement.cases]
    return (
        reaches(requirement, "implemented")
        and check is not None
        and check.met
        and any(case.stale for case in cases)
        and all(case.stale or passes(case) for case in cases)
    )


def _all_reach(
    facts: GateFacts, state: str, *, met: tuple[str, str], open: tuple[str, str], party: PartyKind
) -> CheckOutcome:
    needed = mandatory(facts.project_facts.requirements)
    if not needed:
        return _no_requirements()
    missing = [requirement for requirement in needed if not reaches(requirement, state)]
    if not missing:
        return holds(counted(len(needed), *met), "requirements")
    first = missing[0].requirement
    side = first.party if state == "implemented" else party
    if all(reaches(requirement, state, claimed=True) for requirement in missing):
        return _stale(facts, first, _changed_since(missing, state), side)
    return CheckOutcome(
        state=CriterionState.OPEN,
        reason=about([requirement.requirement.id for requirement in missing], *open),
        owner=_actor(facts, first, side),
        party=side,
        about=first.id,
    )


def _stale(facts: GateFacts, first: Requirement, reason: Message, side: PartyKind) -> CheckOutcome:
    owner = _actor(facts, first, side)
    return CheckOutcome(state=CriterionState.STALE, reason=reason, owner=owner, party=side, about=first.id)


def _changed_since(requirements: Sequence[RequirementStatus], state: str) -> Message:
    """Which words changed since requirements had reached a state."""
    if len(requirements) == 1:
        return next(
            suspicion.reason for suspicion in requirements[0].suspicions if suspicion.kind in kinds_below(state)
        )
    names = listed([requirement.requirement.id for requirement in requirements])
    return message("{names} have to be looked at again, as words changed since", names=names)


def _actor(facts: GateFacts, requirement: Requirement, side: PartyKind) -> str | None:
    """The owner of a requirement, when they belong to the side that has to act."""
    return requirement.owner if party_kind(facts.project_facts.project, requirement.owner) is side else None


def _no_requirements() -> CheckOutcome:
    reason = message("No mandatory requirement is written")
    return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="requirements")


def requirements_tested(facts: GateFacts) -> CheckOutcome:
    """Every mandatory requirement has a test case; inspections, analyses and demonstrations need no test case."""
    needed = mandatory(facts.project_facts.requirements)
    if not needed:
        return _no_requirements()
    tested = [requirement for requirement in needed if requirement.requirement.verification is Verification.TEST]
    missing = [requirement.requirement for requirement in tested if not requirement.cases]
    if not missing:
        return holds(message("Every mandatory requirement that needs a test has one"), "traceability")
    return CheckOutcome(
        state=CriterionState.OPEN,
        reason=about(
            [requirement.id for requirement in missing], "{names} has no test case", "{names} have no test case"
        ),
        owner=_actor(facts, missing[0], PartyKind.VENDOR),
        party=PartyKind.VENDOR,
        about=missing[0].id,
    )


def no_class_1_defects(facts: GateFacts) -> CheckOutcome:
    """No class 1 defect is open; a failure that nobody has classed may be of class 1, so it counts."""
    cases = active_cases(facts.project_facts.cases)
    if not any(case.results for case in cases):
        reason = message("Nothing has been tested yet")
        return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about=TEST_PROTOCOL.id)
    serious = [defect for defect in open_defects(cases) if defect.defect_class in {DefectClass.ONE, None}]
    if not serious:
        return holds(message("No class 1 defect is open"), TEST_PROTOCOL.id)
    ids = list(dict.fromkeys(defect.case for defect in serious))
    unclassed = [defect.case for defect in serious if defect.defect_class is None]
    reason = about(ids, "{names} failed with a class 1 defect", "{names} failed with class 1 defects")
    if unclassed:
        reason = message("{names} failed, and the class of the defect is not stated", names=listed(unclassed))
    return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about=ids[0])


def tests_passed(facts: GateFacts) -> CheckOutcome:
    """Every test case passed in its newest run, as it and what it tests are written now."""
    cases = active_cases(facts.project_facts.cases)
    missing = [case for case in cases if not passes(case) or case.suspicions]
    if not cases:
        reason = message("No test case is written")
        return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about=TEST_PROTOCOL.id)
    if not missing:
        return holds(counted(len(cases), "The one test case passed", "All {count} test cases passed"), TEST_PROTOCOL.id)
    ids = [case.case.id for case in missing]
    stale = [case.case.id for case in missing if case.stale]
    suspect = [suspicion for case in missing if passes(case) and not case.stale for suspicion in case.suspicions]
    if len(stale) == len(ids):
        state = CriterionState.STALE
        reason = about(stale, "{names} changed since it was run", "{names} changed since they were run")
    elif {*stale, *(suspicion.item for suspicion in suspect)} == set(ids):
        state = CriterionState.STALE
        reason = message("{names} or what they test changed since they were run", names=listed(ids))
        if len(suspect) == 1 and not stale:
            reason = suspect[0].reason
    else:
        state = CriterionState.OPEN
        reason = _not_passed(missing)
    return CheckOutcome(state=state, reason=reason, owner=missing[0].case.owner, party=PartyKind.VENDOR, about=ids[0])


def _not_passed(cases: list[CaseStatus]) -> Message:
    run = [case.case.id for case in cases if newest(case) is not None]
    if len(run) == len(cases):
        if {result.verdict for case in cases if (result := newest(case))} == {Verdict.BLOCKED}:
            return about(run, "{names} is blocked", "{names} are blocked")
        return about(run, "{names} did not pass", "{names} did not pass")
    ids = [case.case.id for case in cases if newest(case) is None]
    if not run:
        return about(ids, "{names} has not been run", "{names} have not been run")
    return message("{failed} did not pass, {waiting} not run yet", failed=listed(run), waiting=listed(ids))
