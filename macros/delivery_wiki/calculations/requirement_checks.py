"""Checks of a gate about requirements and tests."""

from __future__ import annotations

from collections.abc import Sequence

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import DefectClass, Requirement, Verification
from delivery_wiki.model.status import CaseStatus, CriterionState, Message, RequirementStatus, message, translatable

from .gate_facts import GateFacts, Outcome, holds
from .people import party_kind
from .phrases import about, counted, listed
from .requirements import kinds_below, mandatory, reaches
from .testing import active_cases, newest, open_defects, passes
from .worded_facts import newest_check


def requirements_agreed(facts: GateFacts) -> Outcome:
    """Every mandatory requirement is agreed."""
    return _all_reach(
        facts,
        "agreed",
        met=translatable(("The one mandatory requirement is agreed", "All {count} mandatory requirements are agreed")),
        open=translatable(("{names} is not agreed", "{names} are not agreed")),
        party=PartyKind.CUSTOMER,
    )


def requirements_implemented(facts: GateFacts) -> Outcome:
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


def requirements_checked(facts: GateFacts) -> Outcome:
    """Every mandatory requirement is checked; stale when only words changed since, its own or those of test cases."""
    missing = [one for one in mandatory(facts.ledger.requirements) if not reaches(one, "checked")]
    aged = [one for one in missing if _was_checked(one, facts)]
    if aged and len(aged) == len(missing):
        reason = about(
            [one.requirement.id for one in aged],
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
    check = newest_check(requirement.requirement, facts.ledger.on)
    cases = [one for one in facts.ledger.cases if one.case in requirement.cases]
    return (
        reaches(requirement, "implemented")
        and check is not None
        and check.met
        and any(one.stale for one in cases)
        and all(one.stale or passes(one) for one in cases)
    )


def _all_reach(
    facts: GateFacts, state: str, *, met: tuple[str, str], open: tuple[str, str], party: PartyKind
) -> Outcome:
    needed = mandatory(facts.ledger.requirements)
    if not needed:
        return _no_requirements()
    missing = [one for one in needed if not reaches(one, state)]
    if not missing:
        return holds(counted(len(needed), *met), "requirements")
    first = missing[0].requirement
    side = first.party if state == "implemented" else party
    if all(reaches(one, state, claimed=True) for one in missing):
        return _stale(facts, first, _changed_since(missing, state), side)
    return Outcome(
        state=CriterionState.OPEN,
        reason=about([one.requirement.id for one in missing], *open),
        owner=_mover(facts, first, side),
        party=side,
        about=first.id,
    )


def _stale(facts: GateFacts, first: Requirement, reason: Message, side: PartyKind) -> Outcome:
    owner = _mover(facts, first, side)
    return Outcome(state=CriterionState.STALE, reason=reason, owner=owner, party=side, about=first.id)


def _changed_since(requirements: Sequence[RequirementStatus], state: str) -> Message:
    """Which words changed since requirements had reached a state."""
    if len(requirements) == 1:
        return next(one.reason for one in requirements[0].suspicions if one.kind in kinds_below(state))
    names = listed([one.requirement.id for one in requirements])
    return message("{names} have to be looked at again, as words changed since", names=names)


def _mover(facts: GateFacts, requirement: Requirement, side: PartyKind) -> str | None:
    """The owner of a requirement, when they belong to the side that has to act."""
    return requirement.owner if party_kind(facts.ledger.project, requirement.owner) is side else None


def _no_requirements() -> Outcome:
    reason = message("No mandatory requirement is written")
    return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="requirements")


def requirements_tested(facts: GateFacts) -> Outcome:
    """Every mandatory requirement has a test case; inspections, analyses and demonstrations need no test case."""
    needed = mandatory(facts.ledger.requirements)
    if not needed:
        return _no_requirements()
    tested = [one for one in needed if one.requirement.verification is Verification.TEST]
    missing = [one.requirement for one in tested if not one.cases]
    if not missing:
        return holds(message("Every mandatory requirement that needs a test has one"), "traceability")
    return Outcome(
        state=CriterionState.OPEN,
        reason=about([one.id for one in missing], "{names} has no test case", "{names} have no test case"),
        owner=_mover(facts, missing[0], PartyKind.VENDOR),
        party=PartyKind.VENDOR,
        about=missing[0].id,
    )


def no_class_1_defects(facts: GateFacts) -> Outcome:
    """No class 1 defect is open; a failure that nobody has classed may be of class 1, so it counts."""
    cases = active_cases(facts.ledger.cases)
    if not any(case.results for case in cases):
        reason = message("Nothing has been tested yet")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="test-protocol")
    serious = [one for one in open_defects(cases) if one.defect_class in {DefectClass.ONE, None}]
    if not serious:
        return holds(message("No class 1 defect is open"), "test-protocol")
    ids = list(dict.fromkeys(one.case for one in serious))
    unclassed = [one.case for one in serious if one.defect_class is None]
    reason = about(ids, "{names} failed with a class 1 defect", "{names} failed with class 1 defects")
    if unclassed:
        reason = message("{names} failed, and the class of the defect is not stated", names=listed(unclassed))
    return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about=ids[0])


def tests_passed(facts: GateFacts) -> Outcome:
    """Every test case passed in its newest run, as it and what it tests are written now."""
    cases = active_cases(facts.ledger.cases)
    missing = [case for case in cases if not passes(case) or case.suspicions]
    if not cases:
        reason = message("No test case is written")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="test-protocol")
    if not missing:
        return holds(counted(len(cases), "The one test case passed", "All {count} test cases passed"), "test-protocol")
    ids = [case.case.id for case in missing]
    stale = [case.case.id for case in missing if case.stale]
    suspect = [one for case in missing if passes(case) and not case.stale for one in case.suspicions]
    if len(stale) == len(ids):
        state = CriterionState.STALE
        reason = about(stale, "{names} changed since it was run", "{names} changed since they were run")
    elif {*stale, *(one.item for one in suspect)} == set(ids):
        state = CriterionState.STALE
        reason = message("{names} or what they test changed since they were run", names=listed(ids))
        if len(suspect) == 1 and not stale:
            reason = suspect[0].reason
    else:
        state = CriterionState.OPEN
        reason = _not_passed(missing)
    return Outcome(state=state, reason=reason, owner=missing[0].case.owner, party=PartyKind.VENDOR, about=ids[0])


def _not_passed(cases: list[CaseStatus]) -> Message:
    run = [case.case.id for case in cases if newest(case) is not None]
    if len(run) == len(cases):
        return about(run, "{names} did not pass", "{names} did not pass")
    ids = [case.case.id for case in cases if newest(case) is None]
    if not run:
        return about(ids, "{names} has not been run", "{names} have not been run")
    return message("{failed} did not pass, {waiting} not run yet", failed=listed(run), waiting=listed(ids))
