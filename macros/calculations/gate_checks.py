"""The named checks that criteria of a gate use; each tells what holds it, in words, and who can move it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from macros.model.process import PartyKind
from macros.model.project import ChangeDecision, DefectClass, InputBasis, Verification
from macros.model.sizing import SizingResult
from macros.model.status import CaseStatus, CriterionState, Message, RequirementStatus, message

from .dossier import Ledger
from .phrases import about, listed
from .plan import poc_feedback_due
from .requirements import mandatory, newest_check, reaches
from .testing import active_cases, newest, open_defects, passes


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts:
    """What checks look at; `asked` is the day the gate was decided or reached, today while it is ahead."""

    ledger: Ledger
    sizing: SizingResult | None
    asked: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether a criterion holds, why, who can move it by when, and the item or page it is about."""

    state: CriterionState
    reason: Message
    owner: str | None = None
    party: PartyKind | None = None
    due: dt.date | None = None
    about: str = ""


def run_check(name: str, facts: GateFacts) -> Outcome:
    """The outcome of a named check; a name that is not known is open."""
    check = CHECKS.get(name)
    if check is None:
        return Outcome(state=CriterionState.OPEN, reason=message("The check {name} is not known", name=name))
    return check(facts)


def _met(reason: Message, about: str = "") -> Outcome:
    return Outcome(state=CriterionState.MET, reason=reason, about=about)


def _agreed(facts: GateFacts) -> Outcome:
    return _all_reach(
        facts,
        "agreed",
        met="All {count} mandatory requirements are agreed",
        open=("{names} is not agreed", "{names} are not agreed"),
        party=PartyKind.CUSTOMER,
    )


def _implemented(facts: GateFacts) -> Outcome:
    return _all_reach(
        facts,
        "implemented",
        met="All {count} mandatory requirements are implemented",
        open=("{names} is not implemented", "{names} are not implemented"),
        party=PartyKind.VENDOR,
    )


def _checked(facts: GateFacts) -> Outcome:
    needed = mandatory(facts.ledger.requirements)
    missing = [one for one in needed if not reaches(one, "checked")]
    aged = [one for one in missing if _was_checked(one, facts)]
    if missing and len(aged) == len(missing):
        reason = about(
            [one.requirement.id for one in aged],
            "{names} was checked, but its test case changed",
            "{names} were checked, but their test cases changed",
        )
        first = aged[0].requirement
        return Outcome(
            state=CriterionState.STALE, reason=reason, owner=first.owner, party=PartyKind.VENDOR, about=first.id
        )
    return _all_reach(
        facts,
        "checked",
        met="All {count} mandatory requirements are checked",
        open=("{names} is not checked", "{names} are not checked"),
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


def _all_reach(facts: GateFacts, state: str, *, met: str, open: tuple[str, str], party: PartyKind) -> Outcome:
    needed = mandatory(facts.ledger.requirements)
    if not needed:
        return _no_requirements()
    missing = [one.requirement for one in needed if not reaches(one, state)]
    if not missing:
        return _met(message(met, count=len(needed)), "requirements")
    first = missing[0]
    return Outcome(
        state=CriterionState.OPEN,
        reason=about([one.id for one in missing], *open),
        owner=first.owner,
        party=first.party if state == "implemented" else party,
        about=first.id,
    )


def _no_requirements() -> Outcome:
    reason = message("No mandatory requirement is written")
    return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="requirements")


def _tested(facts: GateFacts) -> Outcome:
    """Inspections, analyses and demonstrations need no test case."""
    needed = mandatory(facts.ledger.requirements)
    if not needed:
        return _no_requirements()
    tested = [one for one in needed if one.requirement.verification is Verification.TEST]
    missing = [one.requirement for one in tested if not one.cases]
    if not missing:
        return _met(message("Every mandatory requirement that needs a test has one"), "traceability")
    return Outcome(
        state=CriterionState.OPEN,
        reason=about([one.id for one in missing], "{names} has no test case", "{names} have no test case"),
        owner=missing[0].owner,
        party=PartyKind.VENDOR,
        about=missing[0].id,
    )


def _no_class_1(facts: GateFacts) -> Outcome:
    """A failure that nobody has classed may be of class 1, so it counts."""
    cases = active_cases(facts.ledger.cases)
    if not any(case.results for case in cases):
        reason = message("Nothing has been tested yet")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="test-protocol")
    serious = [one for one in open_defects(cases) if one.defect_class in {DefectClass.ONE, None}]
    if not serious:
        return _met(message("No class 1 defect is open"), "test-protocol")
    ids = list(dict.fromkeys(one.case for one in serious))
    unclassed = [one.case for one in serious if one.defect_class is None]
    reason = about(ids, "{names} failed with a class 1 defect", "{names} failed with class 1 defects")
    if unclassed:
        reason = message("{names} failed, and the class of the defect is not stated", names=listed(unclassed))
    return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about=ids[0])


def _tests_passed(facts: GateFacts) -> Outcome:
    cases = active_cases(facts.ledger.cases)
    missing = [case for case in cases if not passes(case)]
    if not cases:
        reason = message("No test case is written")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="test-protocol")
    if not missing:
        return _met(message("All {count} test cases passed", count=len(cases)), "test-protocol")
    ids = [case.case.id for case in missing]
    stale = [case.case.id for case in missing if case.stale]
    if len(stale) == len(ids):
        state = CriterionState.STALE
        reason = about(stale, "{names} changed since it was run", "{names} changed since they were run")
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


def _environment_answered(facts: GateFacts) -> Outcome:
    environment = facts.ledger.project.environment
    answers = environment.answers if environment else ()
    answered = {one.question for one in answers if one.date <= facts.ledger.on and one.answer.strip()}
    areas = facts.ledger.view.templates.questionnaire
    questions = [question for area in areas for question in area.questions]
    missing = [question.title for question in questions if question.id not in answered]
    if not missing and answered:
        return _met(message("All {count} questions are answered", count=len(questions)), "environment")
    return Outcome(
        state=CriterionState.OPEN,
        reason=message("{open} of {count} questions have no answer", open=len(missing), count=len(questions)),
        party=PartyKind.CUSTOMER,
        about="environment",
    )


def _sizing_computed(facts: GateFacts) -> Outcome:
    request = facts.ledger.project.sizing
    computed = facts.sizing is not None and any(line.count is not None for line in facts.sizing.lines)
    if request is not None and computed:
        return _met(message("Computed by the pinned rules"), "sizing")
    reason = message("No sizing inputs are written" if request is None else "The inputs give no result yet")
    return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="sizing")


def _inputs_confirmed(facts: GateFacts) -> Outcome:
    """Every input of the sizing is measured; one that is left to a default is an assumption too."""
    request = facts.ledger.project.sizing
    if request is None:
        reason = message("No sizing inputs are written")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="sizing")
    assumed = [one.input for one in request.inputs if one.basis is InputBasis.ASSUMED]
    if facts.sizing is not None:
        assumed = [one.definition.title for one in facts.sizing.inputs if one.assumed]
    if not assumed:
        return _met(message("Every sizing input is measured"), "sizing")
    return Outcome(
        state=CriterionState.OPEN,
        reason=about(assumed, "Still assumed: {names}", "{count} inputs are still assumed: {names}"),
        party=PartyKind.CUSTOMER,
        about="sizing",
    )


def _poc_feedback(facts: GateFacts) -> Outcome:
    poc = facts.ledger.project.poc
    if poc is None:
        reason = message("No proof of concept is written down")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="poc")
    if poc.feedback is not None and poc.feedback <= facts.ledger.on:
        return _met(message("Feedback received on {date}", date=poc.feedback), "poc")
    due = poc_feedback_due(facts.ledger.project)
    if due is None or poc.announced is None or poc.announced > facts.ledger.on:
        reason = message("The proof of concept is not announced yet")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="poc")
    text = "Feedback is due on {due}, announced on {announced}"
    if due < facts.ledger.on:
        text = "Feedback was due on {due}, announced on {announced}"
    return Outcome(
        state=CriterionState.OPEN,
        reason=message(text, due=due, announced=poc.announced),
        owner=poc.announced_to,
        party=PartyKind.CUSTOMER,
        due=due,
        about="poc",
    )


def _no_overdue_points(facts: GateFacts) -> Outcome:
    """Points that were overdue when the gate was asked for and are open still; later ones belong to later gates."""
    on = facts.ledger.on
    overdue = [
        one
        for one in facts.ledger.project.open_points
        if not one.withdrawn and one.due and one.due < facts.asked and not (one.closed and one.closed <= on)
    ]
    if not overdue:
        return _met(message("No open point is overdue"), "open-points")
    oldest = min(overdue, key=lambda one: (one.due or on, one.id))
    ids = sorted(one.id for one in overdue)
    return Outcome(
        state=CriterionState.OPEN,
        reason=about(ids, "{names} is overdue", "{names} are overdue"),
        owner=oldest.owner,
        due=oldest.due,
        about=oldest.id,
    )


def _changes_decided(facts: GateFacts) -> Outcome:
    on = facts.ledger.on
    waiting = [
        one
        for one in facts.ledger.project.changes
        if not one.withdrawn
        and one.raised <= facts.asked
        and (one.decision is ChangeDecision.OPEN or one.decided is None or one.decided > on)
    ]
    if not waiting:
        return _met(message("No change request is undecided"), "change-requests")
    return Outcome(
        state=CriterionState.OPEN,
        reason=about([one.id for one in waiting], "{names} is not decided", "{names} are not decided"),
        owner=waiting[0].owner,
        party=PartyKind.CUSTOMER,
        about=waiting[0].id,
    )


def _deliverables_accepted(facts: GateFacts) -> Outcome:
    on = facts.ledger.on
    active = [one for sow in facts.ledger.project.sows for one in sow.deliverables if not one.withdrawn]
    if not active:
        reason = message("No deliverable is written")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="index")
    waiting = [one for one in active if not (one.accepted and one.accepted <= on and one.accepted_evidence.strip())]
    if not waiting:
        return _met(message("All {count} deliverables are accepted", count=len(active)))
    return Outcome(
        state=CriterionState.OPEN,
        reason=about([one.id for one in waiting], "{names} is not accepted", "{names} are not accepted"),
        party=PartyKind.CUSTOMER,
        due=min((one.due for one in waiting if one.due), default=None),
        about=waiting[0].id,
    )


CHECKS: dict[str, Callable[[GateFacts], Outcome]] = {
    "mandatory-requirements-agreed": _agreed,
    "mandatory-requirements-implemented": _implemented,
    "mandatory-requirements-checked": _checked,
    "every-mandatory-requirement-tested": _tested,
    "no-open-class-1-defects": _no_class_1,
    "tests-passed": _tests_passed,
    "environment-answered": _environment_answered,
    "sizing-computed": _sizing_computed,
    "assumed-inputs-confirmed": _inputs_confirmed,
    "poc-feedback-received": _poc_feedback,
    "no-overdue-open-points": _no_overdue_points,
    "change-requests-decided": _changes_decided,
    "deliverables-accepted": _deliverables_accepted,
}
