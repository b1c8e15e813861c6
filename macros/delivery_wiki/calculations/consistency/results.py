"""Results that somebody typed beside facts that contradict them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from delivery_wiki.model.document_kinds import ACCEPTANCE_CERTIFICATE, CHANGE_REQUEST, change_topic, kind_of
from delivery_wiki.model.finding import Finding, error, warning
from delivery_wiki.model.project.acceptance import Acceptance
from delivery_wiki.model.project.change_requests import ChangeDecision
from delivery_wiki.model.project.document_record import DocumentEvent, DocumentRecord, EventKind
from delivery_wiki.model.project.requirements import Priority
from delivery_wiki.model.project.statement_of_work_terms import (
    AcceptanceAttempt,
    AttemptOutcome,
    Deliverable,
    StatementOfWork,
)
from delivery_wiki.model.project.test_results import DefectClass, Verdict
from delivery_wiki.model.project.whole_project import Project

from ..base.near_miss import quoted
from ..base.phrases import listed
from ..evidence.gate_conditions import shows
from ..evidence.testing import active_cases, case_statuses, newest, open_defects, passing_result

AGREEING = frozenset({EventKind.AGREED, EventKind.ACCEPTED})
HINDERING = frozenset({DefectClass.ONE, DefectClass.TWO})
WORDS = frozenset({EventKind.REFUSED, EventKind.SIGNED})
WITHOUT_FAULT, ON_CONDITION = "A", "B"
WORD = re.compile(r"[\w-]+")
ACCEPTED = frozenset({WITHOUT_FAULT, ON_CONDITION})


def check_results(project: Project) -> Iterator[Finding]:
    """An acceptance that its tests, conditions or deliverables contradict; agreements with open change requests."""
    if project.acceptance is not None:
        yield from _check_acceptance(project, project.acceptance)
    for sow in project.sows:
        yield from _check_rejections(project, sow)
        for deliverable in (deliverable for deliverable in sow.deliverables if not deliverable.withdrawn):
            yield from _check_attempts(project, deliverable)
    for record in project.documents:
        for event in record.events:
            if record.kind == CHANGE_REQUEST.id and event.event in AGREEING:
                yield from _check_agreed(project, record.topic, event)


def _check_rejections(project: Project, sow: StatementOfWork) -> Iterator[Finding]:
    """More rejections than the contract allows are for both sides to settle, in writing."""
    allowed = sow.acceptance_clock.rejections if sow.acceptance_clock else None
    if allowed is None:
        return
    for deliverable, rejections in _rejections(sow):
        if (
            len(rejections) > allowed
            and not deliverable.withdrawn
            and not _is_settled(project, deliverable.id, rejections[-1].date)
        ):
            problem = f"{deliverable.id} was rejected {len(rejections)} times, and {sow.id} allows {allowed}."
            repair = (
                "Settle it between both sides, and record what was agreed: a decision with about: "
                f"[{deliverable.id}], or a "
                f"change request with moves: [{deliverable.id}]."
            )
            yield warning("rejections-used-up", rejections[-1].location.at("outcome"), problem, repair)


def _rejections(sow: StatementOfWork) -> Iterator[tuple[Deliverable, list[AcceptanceAttempt]]]:
    """The rejections of each deliverable; of one that recurs each time by itself."""
    for deliverable in sow.deliverables:
        rejected = [attempt for attempt in deliverable.counting if attempt.outcome is AttemptOutcome.REJECTED]
        for occurrence in dict.fromkeys(attempt.occurrence for attempt in rejected):
            yield deliverable, [attempt for attempt in rejected if attempt.occurrence == occurrence]


def _is_settled(project: Project, id: str, rejected: dt.date) -> bool:
    """Whether somebody decided about a deliverable, or asked for a change of it, once it had been rejected."""
    decided = (decision.date for decision in project.decisions if id in decision.about and not decision.withdrawn)
    asked = (
        change.raised
        for change in project.changes
        if id in change.moves and change.decision is not ChangeDecision.REJECTED
    )
    return any(day >= rejected for day in (*decided, *asked))


def _check_attempts(project: Project, deliverable: Deliverable) -> Iterator[Finding]:
    """A rejection says why; what is accepted passes the tests that its criteria name, or is accepted on condition."""
    for attempt in deliverable.attempts:
        if attempt.outcome is AttemptOutcome.REJECTED and not attempt.reason.strip():
            problem = f"{deliverable.id} was rejected on {attempt.date}, and no reason is stated."
            repair = "State reason, and criterion where one was not met."
            yield warning("attempt-unfounded", attempt.location.at("outcome"), problem, repair)
    accepted = deliverable.acceptance_on(dt.date.max)
    failing = _named_failures(project, deliverable, accepted.date) if accepted else []
    if accepted and failing:
        verb = "fails" if len(failing) == 1 else "fail"
        names = listed(failing)
        problem = f"{deliverable.id} is accepted on {accepted.date}, and {names}, which its criteria name, {verb}."
        repair = "Record the run that passed, or accept the defect under accepted_defects of acceptance.yml."
        yield warning("attempt-unfounded", accepted.location.at("outcome"), problem, repair)


def _named_failures(project: Project, deliverable: Deliverable, day: dt.date) -> list[str]:
    """The cases in the words of its criteria whose newest result by a day is a failure that nobody accepts."""
    words = {word for criterion in deliverable.acceptance for word in WORD.findall(criterion.statement)}
    known = {defect.test for defect in project.acceptance.accepted_defects} if project.acceptance else set()
    cases = [case for case in case_statuses(project, day) if case.case.id in words - known and not case.case.withdrawn]
    results = [(case.case.id, newest(case)) for case in cases]
    return [id for id, result in results if result is not None and result.verdict is Verdict.FAIL]


def _check_acceptance(project: Project, acceptance: Acceptance) -> Iterator[Finding]:
    letter = acceptance.result.upper()
    place = acceptance.location.at("result")
    if letter == WITHOUT_FAULT:
        yield from _check_without_fault(project, acceptance)
    if letter in ACCEPTED:
        yield from _check_versions(project, acceptance, letter)
    yield from _check_accepted_defects(project, acceptance, letter)
    stated = acceptance.accepted_defects or any(condition.strip() for condition in acceptance.conditions)
    if letter == ON_CONDITION and not stated:
        problem = "the result is B, accepted on condition that faults are mended, and no condition is stated."
        repair = "State under conditions or accepted_defects what is to be mended, and by when."
        yield error("acceptance-contradicted", place, problem, repair)
    for record, event in _said_otherwise(project, letter):
        name = f"{record.kind} {record.topic}" if record.topic else record.kind
        problem = f"the result is {letter}, and '{name}' is typed as {event.event.value} on {event.date}."
        repair = "State the result that holds, or record the event that came after that one."
        yield error("acceptance-contradicted", place, problem, repair, also=event.location)


def _check_versions(project: Project, acceptance: Acceptance, letter: str) -> Iterator[Finding]:
    """Cases that passed last on another version than the one that is accepted, which is that of the newest run."""
    runs = [run for run in project.test_runs if run.date <= acceptance.date and run.version]
    if not runs:
        return
    accepted = max(runs, key=lambda run: (run.date, run.name))
    older = [
        case.case.id
        for case in active_cases(case_statuses(project, acceptance.date))
        if (last := passing_result(case)) and last[0].version and last[0].version != accepted.version
    ]
    if older:
        yield warning(
            "tested-on-another-version",
            acceptance.location.at("result"),
            f"the result is {letter}, and {listed(older)} passed last on another version than "
            f"{quoted(accepted.version)}.",
            "Run them on that version, or record in a run of it what was inspected.",
            also=accepted.location.at("version"),
        )


def _check_accepted_defects(project: Project, acceptance: Acceptance, letter: str) -> Iterator[Finding]:
    """Defects that are accepted belong to result B, and are what the tests showed on that day."""
    cases = {case.case.id: case for case in case_statuses(project, acceptance.date)}
    for accepted in acceptance.accepted_defects:
        place = accepted.location.at("test")
        if letter != ON_CONDITION:
            problem = f"the result is {letter}, and a defect of {accepted.test} is accepted; that is result B."
            yield error("acceptance-contradicted", place, problem, "State result B, or take the defect out.")
        elif accepted.test in cases and not shows(cases[accepted.test], accepted):
            number = accepted.defect_class.value
            problem = f"{accepted.test} is accepted with a defect of class {number}, and its newest run says otherwise."
            repair = "Record the run that found it with that class, or state the class that it has; class 1 stays open."
            yield error("acceptance-contradicted", place, problem, repair)
        if accepted.until < acceptance.date:
            problem = f"until {accepted.until} lies before date {acceptance.date}."
            also = acceptance.location.at("date")
            repair = "Correct the one that is wrong."
            yield error("dates-out-of-order", accepted.location.at("until"), problem, repair, also=also)


def _check_without_fault(project: Project, acceptance: Acceptance) -> Iterator[Finding]:
    place = acceptance.location.at("result")
    for text in (*_defects_on(project, acceptance.date), *_unmet_on(project, acceptance.date)):
        problem = f"the result is A, without fault, and {text}."
        repair = "State result B with a condition for it, or C, or record the run or check that shows it mended."
        yield error("acceptance-contradicted", place, problem, repair)
    if acceptance.conditions:
        problem = "the result is A, without fault, and conditions are stated."
        yield error("acceptance-contradicted", place, problem, "State result B, or take the conditions out.")


def _defects_on(project: Project, day: dt.date) -> Iterator[str]:
    """The open defects of class 1 and 2 on a day, each as the end of a sentence."""
    for defect in open_defects(case_statuses(project, day)):
        if defect.defect_class in HINDERING:
            text = f": {defect.defect.strip().rstrip('.')}" if defect.defect.strip() else ""
            yield f"{defect.case} has an open defect of class {defect.defect_class.value} in {defect.run.name}{text}"


def _unmet_on(project: Project, day: dt.date) -> Iterator[str]:
    """The requirements whose newest check by a day says that they are not met."""
    for requirement in project.requirements:
        checks = [check for check in requirement.checks if check.date <= day]
        newest = max(checks, key=lambda check: check.date, default=None)
        is_due = not requirement.withdrawn and requirement.decision is None
        if is_due and requirement.priority is Priority.MUST and newest is not None and not newest.met:
            yield f"{requirement.id}, which is mandatory, was checked as not met on {newest.date}"


def _said_otherwise(project: Project, letter: str) -> Iterator[tuple[DocumentRecord, DocumentEvent]]:
    """Typed words that a result contradicts: work refused after it was agreed; an accepted certificate under C."""
    for record in project.documents:
        said = sorted(
            (event for event in record.events if event.event in (*AGREEING, *WORDS)), key=lambda event: event.date
        )
        if not said:
            continue
        was_agreed = any(event.event is not EventKind.REFUSED for event in said)
        is_refused = said[-1].event is EventKind.REFUSED
        if kind_of(record.kind).is_contract and letter in ACCEPTED and is_refused and was_agreed:
            yield record, said[-1]
        is_word = said[-1].event is not EventKind.SIGNED  # whoever signs result C signs, too
        if record.kind == ACCEPTANCE_CERTIFICATE.id and is_word and is_refused is (letter in ACCEPTED):
            yield record, said[-1]


def _check_agreed(project: Project, topic: str | None, event: DocumentEvent) -> Iterator[Finding]:
    """A change request whose paper is agreed is decided; without a topic all of them are."""
    open_ones = [
        change.id
        for change in project.changes
        if change.decision is ChangeDecision.OPEN
        and not change.withdrawn
        and change.raised <= event.date
        and topic in {None, change_topic(change)}
    ]
    if open_ones:
        verb = "is" if len(open_ones) == 1 else "are"
        problem = f"the change requests are {event.event.value} on {event.date}, and {listed(open_ones)} {verb} open."
        repair = "Decide each of them with decision, decided and evidence, or take the event out."
        yield error("agreement-contradicted", event.location.at("event"), problem, repair)
