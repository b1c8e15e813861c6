"""What a gate opens with though it does not hold: defects that result B accepts, and deviations by a decision.

Each is accepted until a date, a defect by the customer and a deviation by the side that decides the gate; after its
date it counts again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from delivery_wiki.model.process import Criterion, PartyKind
from delivery_wiki.model.project.acceptance import AcceptedDefect
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome
from delivery_wiki.model.project.requirements import Verification
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.status import CaseStatus, CheckOutcome, Condition, CriterionState, RequirementStatus, message

from ..base.people import party_kind
from ..base.phrases import listed
from .document_facts import ProjectFacts
from .requirement_states import mandatory, reaches
from .testing import active_cases, newest, passes
from .worded_facts import newest_check

TESTS_PASSED = "tests-passed"
REQUIREMENTS_CHECKED = "mandatory-requirements-checked"
ON_CONDITION = "B"


def with_conditions(
    outcome: CheckOutcome, criterion: Criterion, project_facts: ProjectFacts, decision: Decision | None
) -> CheckOutcome:
    """The outcome after what is accepted: met with conditions, or open again since a date has passed."""
    if not criterion.with_conditions:
        return outcome
    found = _by_result(criterion, project_facts)
    if outcome.state is not CriterionState.MET:
        found = _by_decision(criterion, outcome, decision) or found
    if not found:
        return outcome
    lapsed = tuple(condition for condition in found if condition.until < project_facts.on)
    if lapsed:
        first = min(lapsed, key=lambda condition: condition.until)
        names = listed([condition.about for condition in lapsed])
        reason = message("Accepted until {date} only: {names}", date=first.until, names=names)
        return replace(
            outcome,
            state=CriterionState.OPEN,
            reason=reason,
            owner=first.owner or outcome.owner,
            due=first.until,
            lapsed=lapsed,
        )
    reason = message("Accepted with conditions until {date}", date=min(condition.until for condition in found))
    return replace(outcome, state=CriterionState.MET, reason=reason, conditions=found)


def accepted_defects(project_facts: ProjectFacts) -> Mapping[str, Condition]:
    """By test case, the defects that result B accepts and that are still as they were then; dates may have passed."""
    cases = {case.case.id: case for case in active_cases(project_facts.cases)}
    return {
        defect.test: _condition(defect)
        for defect in _named_by_result(project_facts)
        if defect.test in cases and shows(cases[defect.test], defect)
    }


def promised_remedies(project_facts: ProjectFacts) -> tuple[Condition, ...]:
    """What result B has somebody mend, until a run shows it mended; dates may have passed."""
    mended = {case.case.id for case in project_facts.cases if case.case.withdrawn or _is_mended(case)}
    return tuple(_condition(defect) for defect in _named_by_result(project_facts) if defect.test not in mended)


def _named_by_result(project_facts: ProjectFacts) -> tuple[AcceptedDefect, ...]:
    acceptance = project_facts.project.acceptance
    if acceptance is None or acceptance.result.upper() != ON_CONDITION or acceptance.date > project_facts.on:
        return ()
    is_customer = party_kind(project_facts.project, acceptance.by) is PartyKind.CUSTOMER
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


def conditions_of(requirement: RequirementStatus, project_facts: ProjectFacts) -> tuple[Condition, ...]:
    """The accepted defects that are all that a requirement lacks to be checked, while their dates last."""
    found = _accepted_for(requirement, project_facts)
    return found if all(condition.until >= project_facts.on for condition in found) else ()


def _accepted_for(requirement: RequirementStatus, project_facts: ProjectFacts) -> tuple[Condition, ...]:
    if not _lacks_tests_alone(requirement, project_facts):
        return ()
    accepted = accepted_defects(project_facts)
    ids = {case.id for case in requirement.cases}
    failing = [
        case.case.id for case in project_facts.cases if case.case.id in ids and (not passes(case) or case.suspicions)
    ]
    return tuple(accepted[id] for id in failing) if all(id in accepted for id in failing) else ()


def _lacks_tests_alone(requirement: RequirementStatus, project_facts: ProjectFacts) -> bool:
    """Whether somebody looked at it, so that tests alone may keep it from being checked, where these decide."""
    if reaches(requirement, "checked") or not reaches(requirement, "implemented"):
        return False
    is_tested = requirement.requirement.verification is Verification.TEST
    return (
        is_tested
        and newest_check(requirement.requirement, project_facts.on) is not None
        and _may_be_accepted(project_facts)
    )


def _may_be_accepted(project_facts: ProjectFacts) -> bool:
    """Whether the process lets a gate open over requirements that are not checked."""
    gates = (gate for phase in project_facts.view.process.phases for gate in phase.gates)
    named = [criterion for gate in gates for criterion in gate.criteria if criterion.check == REQUIREMENTS_CHECKED]
    return all(criterion.with_conditions for criterion in named)


def _by_result(criterion: Criterion, project_facts: ProjectFacts) -> tuple[Condition, ...]:
    if criterion.check == REQUIREMENTS_CHECKED:
        return _by_accepted_requirements(project_facts)
    if criterion.check != TESTS_PASSED:
        return ()
    accepted = accepted_defects(project_facts)
    missing = [case.case.id for case in active_cases(project_facts.cases) if not passes(case) or case.suspicions]
    return tuple(accepted.values()) if all(id in accepted for id in missing) else ()


def _by_accepted_requirements(project_facts: ProjectFacts) -> tuple[Condition, ...]:
    """What every mandatory requirement that is not checked lacks, each defect once."""
    waiting = [
        requirement for requirement in mandatory(project_facts.requirements) if not reaches(requirement, "checked")
    ]
    found = [_accepted_for(requirement, project_facts) for requirement in waiting]
    return tuple(dict.fromkeys(condition for each in found for condition in each)) if all(found) else ()


def _by_decision(criterion: Criterion, outcome: CheckOutcome, decision: Decision | None) -> tuple[Condition, ...]:
    if decision is None or decision.outcome is not DecisionOutcome.GO:
        return ()
    return tuple(_deviations(criterion, outcome, decision))


def _deviations(criterion: Criterion, outcome: CheckOutcome, decision: Decision) -> Iterator[Condition]:
    for deviation in decision.accepts:
        if deviation.criterion == criterion.id:
            yield Condition(
                about=outcome.about or criterion.id,
                title=deviation.reason,
                remedy=deviation.remedy,
                by=decision.decided_by,
                owner=deviation.owner,
                until=deviation.until,
                decision=decision.id,
            )
