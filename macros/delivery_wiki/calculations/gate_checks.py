"""The named checks that criteria of a gate use; each tells what holds it, in words, and who can move it."""

from __future__ import annotations

from collections.abc import Callable

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project import AcceptanceAttempt, AttemptOutcome, ChangeDecision, Deliverable, InputBasis
from delivery_wiki.model.status import CriterionState, Message, message

from . import requirement_checks
from .agreed_changes import decision_on
from .dossier import Ledger
from .gate_facts import GateFacts, Outcome, holds, left_out
from .phrases import about, counted, id_order, listed, sorted_ids
from .plan import poc_feedback_due


def run_check(name: str, facts: GateFacts) -> Outcome:
    """The outcome of a named check; a name that is not known is open."""
    if (kind := _ABOUT.get(name)) and (reason := left_out(facts.ledger, kind)):
        return holds(reason, kind)
    check = CHECKS.get(name)
    if check is None:
        return Outcome(state=CriterionState.OPEN, reason=message("The check {name} is not known", name=name))
    return check(facts)


def _environment_answered(facts: GateFacts) -> Outcome:
    """Every question of the pinned questionnaire has an answer."""
    environment = facts.ledger.project.environment
    answers = environment.answers if environment else ()
    answered = {one.question for one in answers if one.date <= facts.ledger.on and one.answer.strip()}
    areas = facts.ledger.view.templates.questionnaire
    questions = [question for area in areas for question in area.questions]
    missing = [question.title for question in questions if question.id not in answered]
    if not missing and answered:
        return holds(message("All {count} questions are answered", count=len(questions)), "environment")
    return Outcome(
        state=CriterionState.OPEN,
        reason=message("{open} of {count} questions have no answer", open=len(missing), count=len(questions)),
        party=PartyKind.CUSTOMER,
        about="environment",
    )


def _sizing_computed(facts: GateFacts) -> Outcome:
    """Sizing inputs are written and the pinned rule set gives a result."""
    request = facts.ledger.project.sizing
    computed = facts.sizing is not None and any(line.count is not None for line in facts.sizing.lines)
    if request is not None and computed:
        return holds(message("Computed by the pinned rules"), "sizing")
    reason = message("No sizing inputs are written" if request is None else "The inputs give no result yet")
    return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="sizing")


def _inputs_confirmed(facts: GateFacts) -> Outcome:
    """No input that the project states is assumed; defaults that a rule set brings are its own statements."""
    request = facts.ledger.project.sizing
    if request is None or not request.inputs:
        reason = message("No sizing inputs are written")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="sizing")
    assumed = [one.input for one in request.inputs if one.basis is InputBasis.ASSUMED]
    if facts.sizing is not None:
        assumed = [one.definition.title for one in facts.sizing.inputs if one.assumed and not one.from_default]
    if not assumed:
        return holds(message("No sizing input of the project is assumed"), "sizing")
    return Outcome(
        state=CriterionState.OPEN,
        reason=about(assumed, "Still assumed: {names}", "{count} inputs are still assumed: {names}"),
        party=PartyKind.CUSTOMER,
        about="sizing",
    )


def _poc_feedback(facts: GateFacts) -> Outcome:
    """The customer's feedback on the proof of concept has come in; it is due two weeks after the announcement."""
    poc = facts.ledger.project.poc
    if poc is None:
        reason = message("No proof of concept is written down")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="poc")
    if poc.feedback is not None and poc.feedback <= facts.ledger.on:
        return holds(message("Feedback received on {date}", date=poc.feedback), "poc")
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
    """No open point is overdue that was due before the gate was asked for; later ones belong to later gates."""
    on = facts.ledger.on
    overdue = [
        one
        for one in facts.ledger.project.open_points
        if not one.withdrawn and one.due and one.due < facts.asked and not (one.closed and one.closed <= on)
    ]
    if not overdue:
        return holds(message("No open point is overdue"), "open-points")
    oldest = min(overdue, key=lambda one: (one.due or on, one.id))
    ids = sorted_ids(overdue)
    return Outcome(
        state=CriterionState.OPEN,
        reason=about(ids, "{names} is overdue", "{names} are overdue"),
        owner=oldest.owner,
        due=oldest.due,
        about=oldest.id,
    )


def _changes_decided(facts: GateFacts) -> Outcome:
    """Every change request that was raised before the gate was asked for is agreed or rejected."""
    on = facts.ledger.on
    waiting = [
        one
        for one in facts.ledger.project.changes
        if not one.withdrawn and one.raised <= facts.asked and decision_on(one, on) is ChangeDecision.OPEN
    ]
    if not waiting:
        return holds(message("No change request is undecided"), "change-requests")
    return Outcome(
        state=CriterionState.OPEN,
        reason=about(sorted_ids(waiting), "{names} is not decided", "{names} are not decided"),
        owner=min(waiting, key=id_order).owner,
        party=PartyKind.CUSTOMER,
        about=min(waiting, key=id_order).id,
    )


def _deliverables_accepted(facts: GateFacts) -> Outcome:
    """Every deliverable is accepted, with its evidence."""
    ledger = facts.ledger
    active = [one for sow in ledger.project.sows for one in sow.deliverables if not one.withdrawn]
    if not active:
        reason = message("No deliverable is written")
        return Outcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="index")
    waiting = [one for one in active if not ledger.is_accepted(one)]
    if not waiting:
        return holds(counted(len(active), "The deliverable is accepted", "All {count} deliverables are accepted"))
    suspect = [one for one in waiting if ledger.was_accepted(one)]
    reason = about(sorted_ids(waiting), "{names} is not accepted", "{names} are not accepted")
    if rejected := [one for one in waiting if _rejection(ledger, one)]:
        reason = _rejected(ledger, rejected, len(waiting) - len(rejected))
    if len(suspect) == len(waiting):
        reason = _changed_since(ledger, suspect)
    return Outcome(
        state=CriterionState.STALE if len(suspect) == len(waiting) else CriterionState.OPEN,
        reason=reason,
        party=PartyKind.CUSTOMER,
        due=min((one.expected for one in waiting if one.expected), default=None),
        about=min(waiting, key=id_order).id,
    )


def _rejection(ledger: Ledger, deliverable: Deliverable) -> AcceptanceAttempt | None:
    newest = deliverable.attempt_on(ledger.on)
    return newest if newest and newest.outcome is AttemptOutcome.REJECTED else None


def _rejected(ledger: Ledger, rejected: list[Deliverable], others: int) -> Message:
    """Which deliverables were rejected, and why the first was."""
    first = min(rejected, key=id_order)
    attempt = _rejection(ledger, first)
    if len(rejected) == 1 and not others and attempt:
        said = attempt.reason or attempt.evidence
        return message("{names} was rejected on {date}: {reason}", names=first.id, date=attempt.date, reason=said)
    names = listed(sorted_ids(rejected))
    return message("Rejected: {names}; not accepted yet: {count} more", names=names, count=others)


def _changed_since(ledger: Ledger, accepted: list[Deliverable]) -> Message:
    """Why what was accepted has to be looked at again."""
    found = [one for deliverable in accepted if (one := ledger.acceptance_suspicion(deliverable))]
    if len(found) == 1:
        return found[0].reason
    names = listed(sorted_ids(accepted))
    return message("{names} were accepted, but their words or requirements changed", names=names)


# Checks about a document that a project may go without.
_ABOUT = {
    "environment-answered": "environment-evaluation",
    "sizing-computed": "sizing",
    "assumed-inputs-confirmed": "sizing",
    "poc-feedback-received": "poc-record",
}
CHECKS: dict[str, Callable[[GateFacts], Outcome]] = {
    "mandatory-requirements-agreed": requirement_checks.requirements_agreed,
    "mandatory-requirements-implemented": requirement_checks.requirements_implemented,
    "mandatory-requirements-checked": requirement_checks.requirements_checked,
    "every-mandatory-requirement-tested": requirement_checks.requirements_tested,
    "no-open-class-1-defects": requirement_checks.no_class_1_defects,
    "tests-passed": requirement_checks.tests_passed,
    "environment-answered": _environment_answered,
    "sizing-computed": _sizing_computed,
    "assumed-inputs-confirmed": _inputs_confirmed,
    "poc-feedback-received": _poc_feedback,
    "no-overdue-open-points": _no_overdue_points,
    "change-requests-decided": _changes_decided,
    "deliverables-accepted": _deliverables_accepted,
}
