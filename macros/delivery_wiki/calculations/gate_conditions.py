"""What a gate opens with though it does not hold: defects that result B accepts, and deviations by a decision.

Each is accepted by the side that decides the gate, until a date; after it, it counts again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from delivery_wiki.model.process import Criterion, Gate
from delivery_wiki.model.project import AcceptedDefect, Decision, DecisionOutcome, Verdict
from delivery_wiki.model.status import CaseStatus, Condition, CriterionState, RequirementStatus, message

from .dossier import Ledger
from .gate_facts import Outcome
from .people import party_kind
from .phrases import listed
from .requirements import reaches
from .testing import active_cases, newest, passes

TESTS_PASSED = "tests-passed"
ON_CONDITION = "B"


def with_conditions(
    outcome: Outcome, criterion: Criterion, gate: Gate, ledger: Ledger, decision: Decision | None
) -> Outcome:
    """The outcome after what is accepted: met with conditions, or open again since a date has passed."""
    if not criterion.with_conditions:
        return outcome
    found = _by_result(criterion, gate, ledger)
    if outcome.state is not CriterionState.MET:
        found = _by_decision(criterion, outcome, decision) or found
    if not found:
        return outcome
    lapsed = tuple(one for one in found if one.until < ledger.on)
    if lapsed:
        first = min(lapsed, key=lambda one: one.until)
        names = listed([one.about for one in lapsed])
        reason = message("Accepted until {date} only: {names}", date=first.until, names=names)
        return replace(
            outcome, state=CriterionState.OPEN, reason=reason, owner=first.owner or outcome.owner, due=first.until
        )
    reason = message("Accepted with conditions until {date}", date=min(one.until for one in found))
    return replace(outcome, state=CriterionState.MET, reason=reason, conditions=found)


def accepted_defects(ledger: Ledger) -> Mapping[str, Condition]:
    """By test case, the defects that result B accepts and that are still as they were then; dates may have passed."""
    acceptance = ledger.project.acceptance
    if acceptance is None or acceptance.result.upper() != ON_CONDITION or acceptance.date > ledger.on:
        return {}
    cases = {one.case.id: one for one in active_cases(ledger.cases)}
    return {
        one.test: Condition(
            about=one.test,
            title=one.defect,
            remedy=one.remedy,
            by=one.by,
            owner=one.owner,
            until=one.until,
        )
        for one in acceptance.accepted_defects
        if one.test in cases and shows(cases[one.test], one)
    }


def shows(case: CaseStatus, accepted: AcceptedDefect) -> bool:
    """Whether the newest result of a case shows the accepted defect: of its text as it is now, and no worse.

    A case may pass and show a defect all the same.
    """
    result = newest(case)
    if result is None or result.verdict not in (Verdict.FAIL, Verdict.PASS) or case.stale or case.suspicions:
        return False
    return result.defect_class is not None and result.defect_class.value >= accepted.defect_class.value


def conditions_of(requirement: RequirementStatus, ledger: Ledger) -> tuple[Condition, ...]:
    """The accepted defects that are all that a requirement lacks to be checked, while their dates last."""
    if reaches(requirement, "checked") or not reaches(requirement, "implemented"):
        return ()
    accepted = accepted_defects(ledger)
    ids = {one.id for one in requirement.cases}
    failing = [one for one in ledger.cases if one.case.id in ids and (not passes(one) or one.suspicions)]
    found = [accepted.get(one.case.id) for one in failing]
    held = tuple(one for one in found if one is not None and one.until >= ledger.on)
    return held if len(held) == len(failing) else ()


def _by_result(criterion: Criterion, gate: Gate, ledger: Ledger) -> tuple[Condition, ...]:
    acceptance = ledger.project.acceptance
    if criterion.check != TESTS_PASSED or acceptance is None:
        return ()
    if party_kind(ledger.project, acceptance.by) is not gate.decided_by:
        return ()
    accepted = accepted_defects(ledger)
    missing = [one.case.id for one in active_cases(ledger.cases) if not passes(one) or one.suspicions]
    return tuple(accepted.values()) if all(id in accepted for id in missing) else ()


def _by_decision(criterion: Criterion, outcome: Outcome, decision: Decision | None) -> tuple[Condition, ...]:
    if decision is None or decision.outcome is not DecisionOutcome.GO:
        return ()
    return tuple(_deviations(criterion, outcome, decision))


def _deviations(criterion: Criterion, outcome: Outcome, decision: Decision) -> Iterator[Condition]:
    for one in decision.accepts:
        if one.criterion == criterion.id:
            yield Condition(
                about=outcome.about or criterion.id,
                title=one.reason,
                remedy=one.remedy,
                by=decision.decided_by,
                owner=one.owner,
                until=one.until,
                decision=decision.id,
            )
