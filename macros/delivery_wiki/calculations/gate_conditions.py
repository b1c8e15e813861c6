"""What a gate opens with though it does not hold: defects that result B accepts, and deviations by a decision.

Each is accepted until a date, a defect by the customer and a deviation by the side that decides the gate; after its
date it counts again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from delivery_wiki.model.process import Criterion, PartyKind
from delivery_wiki.model.project import AcceptedDefect, Decision, DecisionOutcome, Verdict, Verification
from delivery_wiki.model.status import CaseStatus, Condition, CriterionState, RequirementStatus, message

from .dossier import Ledger
from .gate_facts import Outcome
from .people import party_kind
from .phrases import listed
from .requirements import mandatory, reaches
from .testing import active_cases, newest, passes
from .worded_facts import newest_check

TESTS_PASSED = "tests-passed"
REQUIREMENTS_CHECKED = "mandatory-requirements-checked"
ON_CONDITION = "B"


def with_conditions(outcome: Outcome, criterion: Criterion, ledger: Ledger, decision: Decision | None) -> Outcome:
    """The outcome after what is accepted: met with conditions, or open again since a date has passed."""
    if not criterion.with_conditions:
        return outcome
    found = _by_result(criterion, ledger)
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
            outcome,
            state=CriterionState.OPEN,
            reason=reason,
            owner=first.owner or outcome.owner,
            due=first.until,
            lapsed=lapsed,
        )
    reason = message("Accepted with conditions until {date}", date=min(one.until for one in found))
    return replace(outcome, state=CriterionState.MET, reason=reason, conditions=found)


def accepted_defects(ledger: Ledger) -> Mapping[str, Condition]:
    """By test case, the defects that result B accepts and that are still as they were then; dates may have passed."""
    cases = {one.case.id: one for one in active_cases(ledger.cases)}
    return {
        one.test: _condition(one)
        for one in _named_by_result(ledger)
        if one.test in cases and shows(cases[one.test], one)
    }


def promised_remedies(ledger: Ledger) -> tuple[Condition, ...]:
    """What result B has somebody mend, until a run shows it mended; dates may have passed."""
    mended = {one.case.id for one in ledger.cases if one.case.withdrawn or _is_mended(one)}
    return tuple(_condition(one) for one in _named_by_result(ledger) if one.test not in mended)


def _named_by_result(ledger: Ledger) -> tuple[AcceptedDefect, ...]:
    acceptance = ledger.project.acceptance
    if acceptance is None or acceptance.result.upper() != ON_CONDITION or acceptance.date > ledger.on:
        return ()
    is_customer = party_kind(ledger.project, acceptance.by) is PartyKind.CUSTOMER
    return acceptance.accepted_defects if is_customer else ()


def _condition(defect: AcceptedDefect) -> Condition:
    return Condition(
        about=defect.test,
        title=defect.defect,
        remedy=defect.remedy,
        by=defect.by,
        owner=defect.owner,
        until=defect.until,
    )


def _is_mended(case: CaseStatus) -> bool:
    result = newest(case)
    return result is not None and passes(case) and result.defect_class is None


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
    found = _accepted_for(requirement, ledger)
    return found if all(one.until >= ledger.on for one in found) else ()


def _accepted_for(requirement: RequirementStatus, ledger: Ledger) -> tuple[Condition, ...]:
    if not _lacks_tests_alone(requirement, ledger):
        return ()
    accepted = accepted_defects(ledger)
    ids = {one.id for one in requirement.cases}
    failing = [one.case.id for one in ledger.cases if one.case.id in ids and (not passes(one) or one.suspicions)]
    return tuple(accepted[id] for id in failing) if all(id in accepted for id in failing) else ()


def _lacks_tests_alone(requirement: RequirementStatus, ledger: Ledger) -> bool:
    """Whether somebody looked at it, so that tests alone may keep it from being checked, where these decide."""
    if reaches(requirement, "checked") or not reaches(requirement, "implemented"):
        return False
    is_tested = requirement.requirement.verification is Verification.TEST
    return is_tested and newest_check(requirement.requirement, ledger.on) is not None and _may_be_accepted(ledger)


def _may_be_accepted(ledger: Ledger) -> bool:
    """Whether the process lets a gate open over requirements that are not checked."""
    gates = (gate for phase in ledger.view.process.phases for gate in phase.gates)
    named = [one for gate in gates for one in gate.criteria if one.check == REQUIREMENTS_CHECKED]
    return all(one.with_conditions for one in named)


def _by_result(criterion: Criterion, ledger: Ledger) -> tuple[Condition, ...]:
    if criterion.check == REQUIREMENTS_CHECKED:
        return _by_accepted_requirements(ledger)
    if criterion.check != TESTS_PASSED:
        return ()
    accepted = accepted_defects(ledger)
    missing = [one.case.id for one in active_cases(ledger.cases) if not passes(one) or one.suspicions]
    return tuple(accepted.values()) if all(id in accepted for id in missing) else ()


def _by_accepted_requirements(ledger: Ledger) -> tuple[Condition, ...]:
    """What every mandatory requirement that is not checked lacks, each defect once."""
    waiting = [one for one in mandatory(ledger.requirements) if not reaches(one, "checked")]
    found = [_accepted_for(one, ledger) for one in waiting]
    return tuple(dict.fromkeys(one for each in found for one in each)) if all(found) else ()


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
