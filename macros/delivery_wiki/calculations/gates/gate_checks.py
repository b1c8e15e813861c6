"""The named checks that criteria of a gate use; each tells what holds it, in words, and who can move it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from delivery_wiki.model.document_kinds import CHANGE_REQUEST, ENVIRONMENT_EVALUATION, POC_RECORD, SIZING
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.sizing_request import InputBasis
from delivery_wiki.model.project.statement_of_work_terms import Deliverable
from delivery_wiki.model.status import CheckOutcome, CriterionState, Message, message

from ..base.phrases import about, counted, id_order, listed, sorted_ids
from ..base.questionnaire import asked_areas
from ..evidence.document_facts import ProjectFacts
from ..evidence.gate_facts import GateFacts, holds, left_out
from ..money.agreed_changes import decision_on
from . import requirement_checks
from .acting_people import LEAD, only_person
from .plan_dates import poc_feedback_due
from .remedies import remedied_by


def run_check(name: str, facts: GateFacts) -> CheckOutcome:
    """The outcome of a named check; a name that is not known is open."""
    if (kind := _ABOUT.get(name)) and (reason := left_out(facts.project_facts, kind)):
        return holds(reason, kind, needed=False)
    check = CHECKS.get(name)
    if check is None:
        return CheckOutcome(state=CriterionState.OPEN, reason=message("The check {name} is not known", name=name))
    return check(facts)


def _environment_answered(facts: GateFacts) -> CheckOutcome:
    """Every question of the pinned questionnaire that the project asks has an answer."""
    environment = facts.project_facts.project.environment
    answers = environment.answers if environment else ()
    answered = {
        answer.question for answer in answers if answer.date <= facts.project_facts.on and answer.answer.strip()
    }
    areas = asked_areas(environment, facts.project_facts.view.templates.questionnaire)
    questions = [question for area in areas for question in area.questions]
    missing = [question.title for question in questions if question.id not in answered]
    if not missing and answered:
        return holds(message("All {count} questions are answered", count=len(questions)), "environment")
    return CheckOutcome(
        state=CriterionState.OPEN,
        reason=message("{open} of {count} questions have no answer", open=len(missing), count=len(questions)),
        party=PartyKind.CUSTOMER,
        about="environment",
    )


def _sizing_computed(facts: GateFacts) -> CheckOutcome:
    """Sizing inputs are written and the pinned rule set gives a result."""
    request = facts.project_facts.project.sizing
    computed = facts.sizing is not None and any(line.count is not None for line in facts.sizing.lines)
    if request is not None and computed:
        return holds(message("Computed by the pinned rules"), "sizing")
    reason = message("No sizing inputs are written" if request is None else "The inputs give no result yet")
    return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="sizing")


def _inputs_confirmed(facts: GateFacts) -> CheckOutcome:
    """No input that the project states is assumed; defaults that a rule set brings are its own statements."""
    request = facts.project_facts.project.sizing
    if request is None or not request.inputs:
        reason = message("No sizing inputs are written")
        return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="sizing")
    assumed = [sizing_input.input for sizing_input in request.inputs if sizing_input.basis is InputBasis.ASSUMED]
    if facts.sizing is not None:
        assumed = [
            used_input.definition.title
            for used_input in facts.sizing.inputs
            if used_input.assumed and not used_input.from_default
        ]
    if not assumed:
        return holds(message("No sizing input of the project is assumed"), "sizing")
    return CheckOutcome(
        state=CriterionState.OPEN,
        reason=about(assumed, "Still assumed: {names}", "{count} inputs are still assumed: {names}"),
        party=PartyKind.CUSTOMER,
        about="sizing",
    )


def _poc_feedback(facts: GateFacts) -> CheckOutcome:
    """The customer's feedback on the proof of concept has come in; it is due two weeks after the announcement."""
    poc = facts.project_facts.project.poc
    if poc is None:
        reason = message("No proof of concept is written down")
        return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="poc")
    if poc.feedback is not None and poc.feedback <= facts.project_facts.on:
        return holds(message("Feedback received on {date}", date=poc.feedback), "poc")
    due = poc_feedback_due(facts.project_facts.project)
    if due is None or poc.announced is None or poc.announced > facts.project_facts.on:
        reason = message("The proof of concept is not announced yet")
        return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="poc")
    text = "Feedback is due on {due}, announced on {announced}"
    if due < facts.project_facts.on:
        text = "Feedback was due on {due}, announced on {announced}"
    return CheckOutcome(
        state=CriterionState.OPEN,
        reason=message(text, due=due, announced=poc.announced),
        owner=poc.announced_to,
        party=PartyKind.CUSTOMER,
        due=due,
        about="poc",
    )


def _no_overdue_points(facts: GateFacts) -> CheckOutcome:
    """No open point is overdue that was due before the gate was asked for; later ones belong to later gates."""
    on = facts.project_facts.on
    overdue = [
        open_point
        for open_point in facts.project_facts.project.open_points
        if not open_point.withdrawn
        and open_point.due
        and open_point.due < facts.asked
        and not (open_point.closed and open_point.closed <= on)
    ]
    if not overdue:
        return holds(message("No open point is overdue"), "open-points")
    oldest = min(overdue, key=lambda point: (point.due or on, point.id))
    ids = sorted_ids(overdue)
    return CheckOutcome(
        state=CriterionState.OPEN,
        reason=about(ids, "{names} is overdue", "{names} are overdue"),
        owner=oldest.owner,
        due=oldest.due,
        about=oldest.id,
    )


def _changes_decided(facts: GateFacts) -> CheckOutcome:
    """Every change request that was raised before the gate was asked for is agreed or rejected."""
    on = facts.project_facts.on
    waiting = [
        change
        for change in facts.project_facts.project.changes
        if not change.withdrawn and change.raised <= facts.asked and decision_on(change, on) is ChangeDecision.OPEN
    ]
    if not waiting:
        return holds(message("No change request is undecided"), CHANGE_REQUEST.page_id)
    return CheckOutcome(
        state=CriterionState.OPEN,
        reason=about(sorted_ids(waiting), "{names} is not decided", "{names} are not decided"),
        owner=min(waiting, key=id_order).owner,
        party=PartyKind.CUSTOMER,
        about=min(waiting, key=id_order).id,
    )


def _deliverables_accepted(facts: GateFacts) -> CheckOutcome:
    """Every deliverable is accepted, with its evidence."""
    project_facts = facts.project_facts
    active = [
        deliverable for sow in project_facts.sows for deliverable in sow.deliverables if not deliverable.withdrawn
    ]
    if not active:
        reason = message("No deliverable is written")
        return CheckOutcome(state=CriterionState.OPEN, reason=reason, party=PartyKind.VENDOR, about="index")
    waiting = [deliverable for deliverable in active if not project_facts.is_accepted(deliverable)]
    if not waiting:
        return holds(counted(len(active), "The deliverable is accepted", "All {count} deliverables are accepted"))
    suspect = [deliverable for deliverable in waiting if project_facts.was_accepted(deliverable)]
    reason = about(sorted_ids(waiting), "{names} is not accepted", "{names} are not accepted")
    rejected = [deliverable for deliverable in waiting if deliverable.to_remedy_on(project_facts.on)]
    if rejected:
        reason = _rejected(project_facts, rejected, len(waiting) - len(rejected))
    if len(suspect) == len(waiting):
        reason = _changed_since(project_facts, suspect)
    received = [deliverable for deliverable in waiting if deliverable.received_on(project_facts.on)]
    if received:
        reason = _received(received, len(waiting) - len(received))
    asked = [deliverable for deliverable in waiting if deliverable not in received and deliverable not in rejected]
    return CheckOutcome(
        state=CriterionState.STALE if len(suspect) == len(waiting) else CriterionState.OPEN,
        reason=reason,
        owner=only_person(project_facts, PartyKind.CUSTOMER if asked else PartyKind.VENDOR, LEAD),
        party=PartyKind.CUSTOMER if asked else PartyKind.VENDOR,
        due=min((day for each in waiting if (day := _next_day(project_facts, each))), default=None),
        about=min(waiting, key=id_order).id,
    )


def _next_day(project_facts: ProjectFacts, deliverable: Deliverable) -> dt.date | None:
    """When the next thing about it is due: the remedy of what was refused, else the deliverable."""
    refusal = deliverable.to_remedy_on(project_facts.on)
    if refusal is None:
        return deliverable.expected
    sow = next(sow for sow in project_facts.sows if deliverable in sow.deliverables)
    return remedied_by(project_facts.project, sow, refusal)


def _received(received: list[Deliverable], others: int) -> Message:
    """Which deliverables the customer answered about, where nobody has attested the answer yet."""
    names = listed(sorted_ids(received))
    if others:
        return message("Answered, to be attested: {names}; not accepted yet: {count} more", names=names, count=others)
    return message("Answered, to be attested: {names}", names=names)


def _rejected(project_facts: ProjectFacts, rejected: list[Deliverable], others: int) -> Message:
    """Which deliverables were rejected, and why the first was."""
    first = min(rejected, key=id_order)
    attempt = first.to_remedy_on(project_facts.on)
    if len(rejected) == 1 and not others and attempt:
        said = attempt.reason or attempt.evidence
        return message("{names} was rejected on {date}: {reason}", names=first.id, date=attempt.date, reason=said)
    names = listed(sorted_ids(rejected))
    return message("Rejected: {names}; not accepted yet: {count} more", names=names, count=others)


def _changed_since(project_facts: ProjectFacts, accepted: list[Deliverable]) -> Message:
    """Why what was accepted has to be looked at again."""
    found = [suspicion for deliverable in accepted if (suspicion := project_facts.acceptance_suspicion(deliverable))]
    if len(found) == 1:
        return found[0].reason
    names = listed(sorted_ids(accepted))
    return message("{names} were accepted, but their words or requirements changed", names=names)


# Checks about a document that a project may go without.
_ABOUT = {
    "environment-answered": ENVIRONMENT_EVALUATION.id,
    "sizing-computed": SIZING.id,
    "assumed-inputs-confirmed": SIZING.id,
    "poc-feedback-received": POC_RECORD.id,
}
CHECKS: dict[str, Callable[[GateFacts], CheckOutcome]] = {
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
