"""Results that somebody typed beside facts that contradict them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, error, warning
from delivery_wiki.model.project import (
    Acceptance,
    AttemptOutcome,
    ChangeDecision,
    DefectClass,
    Deliverable,
    DocumentEvent,
    DocumentRecord,
    EventKind,
    Priority,
    Project,
    StatementOfWork,
    Verdict,
)

from ..gate_conditions import shows
from ..phrases import listed
from ..testing import case_statuses, newest, open_defects

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
        yield from _check_rejections(sow)
        for deliverable in (one for one in sow.deliverables if not one.withdrawn):
            yield from _check_attempts(project, deliverable)
    for record in project.documents:
        for event in record.events:
            if record.kind == "change-request" and event.event in AGREEING:
                yield from _check_agreed(project, event)


def _check_rejections(sow: StatementOfWork) -> Iterator[Finding]:
    """More rejections than the contract allows are for both sides to settle."""
    allowed = sow.acceptance_clock.rejections if sow.acceptance_clock else None
    if allowed is None:
        return
    for one in sow.deliverables:
        rejections = [attempt for attempt in one.attempts if attempt.outcome is AttemptOutcome.REJECTED]
        if len(rejections) > allowed and not one.withdrawn:
            problem = f"{one.id} was rejected {len(rejections)} times, and {sow.id} allows {allowed}."
            repair = "Settle it between both sides, and record what was agreed: as a decision, or as a change request."
            yield warning("rejections-used-up", rejections[-1].location.at("outcome"), problem, repair)


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
    words = {word for one in deliverable.acceptance for word in WORD.findall(one.statement)}
    known = {one.test for one in project.acceptance.accepted_defects} if project.acceptance else set()
    cases = [one for one in case_statuses(project, day) if one.case.id in words - known and not one.case.withdrawn]
    results = [(one.case.id, newest(one)) for one in cases]
    return [id for id, result in results if result is not None and result.verdict is Verdict.FAIL]


def _check_acceptance(project: Project, acceptance: Acceptance) -> Iterator[Finding]:
    letter = acceptance.result.upper()
    place = acceptance.location.at("result")
    if letter == WITHOUT_FAULT:
        yield from _check_without_fault(project, acceptance)
    yield from _check_accepted_defects(project, acceptance, letter)
    stated = acceptance.accepted_defects or any(one.strip() for one in acceptance.conditions)
    if letter == ON_CONDITION and not stated:
        problem = "the result is B, accepted on condition that faults are mended, and no condition is stated."
        repair = "State under conditions or accepted_defects what is to be mended, and by when."
        yield error("acceptance-contradicted", place, problem, repair)
    for record, event in _said_otherwise(project, letter):
        name = f"{record.kind} {record.topic}" if record.topic else record.kind
        problem = f"the result is {letter}, and '{name}' is typed as {event.event.value} on {event.date}."
        repair = "State the result that holds, or record the event that came after that one."
        yield error("acceptance-contradicted", place, problem, repair, also=event.location)


def _check_accepted_defects(project: Project, acceptance: Acceptance, letter: str) -> Iterator[Finding]:
    """Defects that are accepted belong to result B, and are what the tests showed on that day."""
    cases = {one.case.id: one for one in case_statuses(project, acceptance.date)}
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
        checks = [one for one in requirement.checks if one.date <= day]
        newest = max(checks, key=lambda one: one.date, default=None)
        is_due = not requirement.withdrawn and requirement.decision is None
        if is_due and requirement.priority is Priority.MUST and newest is not None and not newest.met:
            yield f"{requirement.id}, which is mandatory, was checked as not met on {newest.date}"


def _said_otherwise(project: Project, letter: str) -> Iterator[tuple[DocumentRecord, DocumentEvent]]:
    """Typed words that a result contradicts: work refused after it was agreed; an accepted certificate under C."""
    for record in project.documents:
        said = sorted((one for one in record.events if one.event in (*AGREEING, *WORDS)), key=lambda one: one.date)
        if not said:
            continue
        was_agreed = any(one.event is not EventKind.REFUSED for one in said)
        is_refused = said[-1].event is EventKind.REFUSED
        if record.kind in {"sow", "basic-sow"} and letter in ACCEPTED and is_refused and was_agreed:
            yield record, said[-1]
        is_word = said[-1].event is not EventKind.SIGNED  # whoever signs result C signs, too
        if record.kind == "acceptance-certificate" and is_word and is_refused is (letter in ACCEPTED):
            yield record, said[-1]


def _check_agreed(project: Project, event: DocumentEvent) -> Iterator[Finding]:
    """The list of change requests is agreed when each of them is decided."""
    open_ones = [
        one.id
        for one in project.changes
        if one.decision is ChangeDecision.OPEN and not one.withdrawn and one.raised <= event.date
    ]
    if open_ones:
        verb = "is" if len(open_ones) == 1 else "are"
        problem = f"the change requests are {event.event.value} on {event.date}, and {listed(open_ones)} {verb} open."
        repair = "Decide each of them with decision, decided and evidence, or take the event out."
        yield error("agreement-contradicted", event.location.at("event"), problem, repair)
