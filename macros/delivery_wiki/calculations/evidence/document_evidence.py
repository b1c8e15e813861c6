"""What supports each state of a document: the event, signature, check or run that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from delivery_wiki.model.document_kinds import Ground, change_request
from delivery_wiki.model.project.change_requests import ChangeDecision, ChangeRequest
from delivery_wiki.model.project.document_record import DocumentEvent, EventKind
from delivery_wiki.model.project.test_results import Verdict
from delivery_wiki.model.status import CaseStatus, Message, message, translatable

from ..base.people import name_of
from ..base.phrases import counted, listed
from ..money.agreed_changes import as_agreed, decision_on
from ..money.work_package_efforts import package_efforts
from .document_facts import DocumentFacts, document_facts
from .document_sections import missing_sections
from .gate_conditions import conditions_of
from .requirement_states import mandatory, reaches
from .signatures import count_signatures, is_proved_by_records_alone, required_signatures
from .testing import active_cases

# What one side says to the other, and what a record could prove.
AGREEMENTS = frozenset({EventKind.AGREED, EventKind.ACCEPTED, EventKind.REFUSED, EventKind.SIGNED})
EVENT_WORDS = translatable(
    {
        EventKind.SENT: ("Sent on {date}", "Sent on {date} by {name}"),
        EventKind.RECEIVED: ("Received on {date}", "Received on {date} by {name}"),
        EventKind.ANNOUNCED: ("Announced on {date}", "Announced on {date} by {name}"),
        EventKind.AGREED: ("Agreed on {date}", "Agreed on {date} by {name}"),
        EventKind.ACCEPTED: ("Accepted on {date}", "Accepted on {date} by {name}"),
        EventKind.REFUSED: ("Refused on {date}", "Refused on {date} by {name}"),
        EventKind.SIGNED: ("Signed on {date}", "Signed on {date} by {name}"),
        EventKind.USED: ("Used on {date}", "Used on {date} by {name}"),
        EventKind.CLOSED: ("Closed on {date}", "Closed on {date} by {name}"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Why a state holds: the reason in words, the evidence, and since when.

    `noted` tells that somebody's agreement is typed by the team and proved by no record.
    """

    reason: Message
    evidence: str = ""
    date: dt.date | None = None
    noted: bool = False


def support(state: str, document: DocumentFacts) -> Support | None:
    """What a state of a document rests on; None when nothing supports it, or the state is unknown."""
    own = document.of_kind.states.get(state)
    if own is None:
        rule = _RULES.get(state)
        return rule(document) if rule else None
    return _GROUNDS[own](document) if isinstance(own, Ground) else _by_event(document, document.event(*own))


def lacks_results(document: DocumentFacts) -> str:
    """The state that has to come first, where it has not: nobody signs for results that are not there."""
    first = document.of_kind.signed_after
    return first if first and support(first, document) is None else ""


def _draft(document: DocumentFacts) -> Support | None:
    if not document.exists:
        return None
    missing = missing_sections(document)
    if missing:
        return Support(reason=message("Begun, not written yet: {sections}", sections=missing))
    return Support(reason=message("Written"))


def _sent(document: DocumentFacts) -> Support | None:
    sent = document.event(EventKind.SENT)
    later = (EventKind.RECEIVED, EventKind.AGREED, EventKind.ACCEPTED, EventKind.REFUSED, EventKind.SIGNED)
    return _by_event(document, sent or document.event(*later))


def _issued(document: DocumentFacts) -> Support | None:
    if lacks_results(document):
        return None
    issue = document.issue_of(document.revision)
    if issue is None:
        return _signed(document)
    text = "Revision {revision} issued on {date}"
    if not required_signatures(document):
        text = "Revision {revision} issued on {date}, no signature is asked for"
    reason = message(text, revision=issue.revision, date=issue.issued)
    return Support(reason=reason, evidence=f"{issue.fingerprint[:12]}", date=issue.issued)


def _signed(document: DocumentFacts) -> Support | None:
    if lacks_results(document):
        return None
    return _signed_revision(document, document.revision)


def _signed_revision(document: DocumentFacts, revision: int | None) -> Support | None:
    count = count_signatures(document, revision)
    if not count.complete:
        return None
    last = max(count.signatures, key=lambda signature: (signature.date, signature.person))
    names = listed([name_of(document.project, signature.person) for signature in count.signatures])
    reason = message("Signed by {names}, last on {date}", names=names, date=last.date)
    told = [signature for signature in count.signatures if signature.told_by]
    if told:
        text = "Signed by {names}, last on {date}; {told}: seen by {people}, vendor"
        said = listed([name_of(document.project, signature.person) for signature in told])
        people = listed(list(dict.fromkeys(name for signature in told for name in signature.told_by)))
        reason = message(text, names=names, date=last.date, told=said, people=people)
    conditional = [signature for signature in count.signatures if signature.is_conditional]
    if conditional:
        text = "Signed by {names}, last on {date}, on the conditions of {who}: {conditions}"
        who = listed([name_of(document.project, signature.person) for signature in conditional])
        said = "; ".join(signature.reason for signature in conditional)
        reason = message(text, names=names, date=last.date, who=who, conditions=said)
    return Support(reason=reason, evidence=last.evidence, date=last.date, noted=count.noted > 0)


def _agreed(document: DocumentFacts) -> Support | None:
    """By event or by all signatures; the parts of the concept with it, the concept by any signed revision."""
    event = _word_that_counts(document, EventKind.AGREED, EventKind.ACCEPTED)
    ways = (_by_event(document, event), _signed_revision(document, document.revision))
    found = max((way for way in ways if way), key=lambda way: way.date or dt.date.min, default=None)
    if found is None and document.of_kind.lives_on:
        revisions = sorted({issued.revision for issued in document.issued}, reverse=True)
        found = next(
            (support for support in (_signed_revision(document, number) for number in revisions) if support), None
        )
    if found is None and document.of_kind.agreed_with and document.exists:
        whole = _agreed(document_facts(document.project_facts, document.of_kind.agreed_with, None))
        if whole is not None:
            reason = message("Agreed with the Implementation Concept")
            found = replace(whole, reason=reason)
    return found


def _word_that_counts(document: DocumentFacts, *kinds: EventKind) -> DocumentEvent | None:
    """A typed agreement; none for what was issued to be signed, where records alone count."""
    if is_proved_by_records_alone(document, document.revision):
        return None
    return document.event(*kinds)


def _accepted(document: DocumentFacts) -> Support | None:
    """By event, or by all signatures where the template asks for some."""
    ways = [_by_event(document, _word_that_counts(document, EventKind.ACCEPTED))]
    if required_signatures(document):
        ways.append(_signed_revision(document, document.revision))
    return max((way for way in ways if way), key=lambda way: way.date or dt.date.min, default=None)


def _working(document: DocumentFacts) -> Support | None:
    """A living document is at work again when it was revised after it was agreed."""
    ladder = document.template.states if document.template else ()
    if "agreed" not in ladder or ladder.index("agreed") > ladder.index("working"):
        return Support(reason=message("At work")) if document.exists else None
    agreed = _agreed(document)
    if agreed is None or agreed.date is None or document.revised is None or document.revised <= agreed.date:
        return None
    return Support(
        reason=message("Agreed on {agreed}, revised on {revised}", agreed=agreed.date, revised=document.revised),
        evidence=agreed.evidence,
        date=document.revised,
        noted=agreed.noted,
    )


def _announced(document: DocumentFacts) -> Support | None:
    poc = document.project.poc
    if poc is not None and poc.announced is not None and poc.announced <= document.on:
        name = name_of(document.project, poc.announced_to)
        reason = message("Announced on {date}", date=poc.announced)
        if name:
            reason = message("Announced to {name} on {date}", name=name, date=poc.announced)
        return Support(reason=reason, date=poc.announced)
    return _by_event(document, document.event(EventKind.ANNOUNCED))


def _feedback_received(document: DocumentFacts) -> Support | None:
    poc = document.project.poc
    if poc is not None and poc.feedback is not None and poc.feedback <= document.on:
        reason = message("Feedback received on {date}", date=poc.feedback)
        return Support(reason=reason, evidence=poc.feedback_summary, date=poc.feedback)
    return _by_event(document, document.event(EventKind.RECEIVED))


def _refused(document: DocumentFacts) -> Support | None:
    newest = document.event(EventKind.REFUSED, EventKind.ACCEPTED, EventKind.AGREED)
    return _by_event(document, newest) if newest and newest.event is EventKind.REFUSED else None


def _mandatory_checked(document: DocumentFacts) -> Support | None:
    needed = mandatory(document.project_facts.requirements)
    waiting = [requirement for requirement in needed if not reaches(requirement, "checked")]
    if not needed or not all(conditions_of(requirement, document.project_facts) for requirement in waiting):
        return None
    if waiting:
        names = listed([requirement.requirement.id for requirement in waiting])
        text = "All {count} mandatory requirements are checked, with conditions: {names}"
        return Support(reason=message(text, count=len(needed), names=names))
    text = "All {count} mandatory requirements are checked"
    return Support(reason=counted(len(needed), "The one mandatory requirement is checked", text))


def _some_cases_run(document: DocumentFacts) -> Support | None:
    cases = active_cases(document.project_facts.cases)
    run = [case for case in cases if _was_run(case)]
    if not run:
        return None
    newest = max(case.results[0][0].date for case in run)
    reason = message("{count} of {all} test cases have a result", count=len(run), all=len(cases))
    return Support(reason=reason, date=newest)


def _was_run(case: CaseStatus) -> bool:
    """Whether somebody carried it out: a case that was blocked has a result and says nothing of the system."""
    return any(result.verdict in {Verdict.PASS, Verdict.FAIL} for _, result in case.results)


def _all_cases_run(document: DocumentFacts) -> Support | None:
    cases = active_cases(document.project_facts.cases)
    if not cases or not all(_was_run(case) for case in cases):
        return None
    newest = max(case.results[0][0].date for case in cases)
    reason = counted(len(cases), "The one test case has a result", "All {count} test cases have a result")
    return Support(reason=reason, date=newest)


def _work_begun(document: DocumentFacts) -> Support | None:
    agreed = _agreed(document)
    sow = document.sow
    if agreed is None or sow is None:
        return None
    if sow.starts is not None and sow.starts <= document.on:
        return replace(agreed, reason=message("Agreed, work began on {date}", date=sow.starts), date=None)
    reported = (effort for effort in package_efforts(sow) if effort.as_of is None or effort.as_of <= document.on)
    if any(effort.effort.spent > 0 for effort in reported):
        return replace(agreed, reason=message("Agreed, days are spent"), date=None)
    return None


def _deliverables_accepted(document: DocumentFacts) -> Support | None:
    """The work is accepted with its deliverables, and only if it was agreed before."""
    changes = document.project.changes
    sow = as_agreed(document.sow, changes, document.on) if document.sow else None
    active = [deliverable for deliverable in sow.deliverables if not deliverable.withdrawn] if sow else []
    accepted = [
        (found.date, found.evidence)
        for deliverable in active
        if document.project_facts.is_accepted(deliverable) and (found := deliverable.acceptance_on(document.on))
    ]
    if not active or len(accepted) < len(active) or _agreed(document) is None:
        return None
    reason = counted(len(active), "The deliverable is accepted", "All {count} deliverables are accepted")
    date, evidence = max(accepted)
    return Support(reason=reason, evidence=evidence, date=date, noted=True)


def _request_agreed(document: DocumentFacts) -> Support | None:
    """By all signatures on its paper, else by the decision that is noted, where nothing was issued to be signed."""
    signed = _signed_revision(document, document.revision) if required_signatures(document) else None
    return signed or _request_decided(document, ChangeDecision.AGREED)


def _request_refused(document: DocumentFacts) -> Support | None:
    return _request_decided(document, ChangeDecision.REJECTED)


def _request_decided(document: DocumentFacts, decision: ChangeDecision) -> Support | None:
    change = change_request(document.project, document.topic)
    if change is None or change.withdrawn or decision_on(change, document.on) is not decision:
        return None
    if decision is ChangeDecision.AGREED and is_proved_by_records_alone(document, document.revision):
        return None
    return _decided(document, change, _DECIDED[decision])


_DECIDED = translatable(
    {
        ChangeDecision.AGREED: ("Agreed on {date}", "Agreed on {date} by {name}"),
        ChangeDecision.REJECTED: ("Refused on {date}", "Refused on {date} by {name}"),
    }
)


def _decided(document: DocumentFacts, change: ChangeRequest, texts: tuple[str, str]) -> Support | None:
    if change.decided is None or not change.evidence.strip():
        return None
    bare, named = texts
    name = name_of(document.project, change.decided_by)
    reason = message(named, date=change.decided, name=name) if name else message(bare, date=change.decided)
    return Support(reason=reason, evidence=change.evidence, date=change.decided, noted=True)


def _sections_written(document: DocumentFacts) -> Support | None:
    text = document.of_kind.written(document.project, document.topic)
    if text is None or document.template is None:
        return None
    written = {section.title.casefold() for section in text.sections if section.text.strip()}
    needed = (section.title for section in document.template.sections if section.prose and section.required)
    view = document.project_facts.view
    complete = all(view.spellings(title) & written for title in needed)
    return Support(reason=message("Every section is written")) if complete else None


def _event_rule(*kinds: EventKind) -> Rule:
    return lambda document: _by_event(document, document.event(*kinds))


def _by_event(document: DocumentFacts, event: DocumentEvent | None) -> Support | None:
    if event is None:
        return None
    bare, named = EVENT_WORDS[event.event]
    name = name_of(document.project, event.by)
    reason = message(named, date=event.date, name=name) if name else message(bare, date=event.date)
    return Support(reason=reason, evidence=event.evidence, date=event.date, noted=event.event in AGREEMENTS)


Rule = Callable[[DocumentFacts], Support | None]

# What a state rests on, in every kind of document that does not say otherwise in its record.
_RULES: dict[str, Rule] = {
    "draft": _draft,
    "working": _working,
    "sent": _sent,
    "issued": _issued,
    "signed": _signed,
    "agreed": _agreed,
    "accepted": _accepted,
    "refused": _refused,
    "used": _event_rule(EventKind.USED),
    "closed": _event_rule(EventKind.CLOSED),
    "checked": _event_rule(EventKind.CLOSED),
    "done": _event_rule(EventKind.CLOSED),
    "announced": _announced,
    "feedback-received": _feedback_received,
}
_GROUNDS: dict[Ground, Rule] = {
    Ground.MANDATORY_CHECKED: _mandatory_checked,
    Ground.SOME_CASES_RUN: _some_cases_run,
    Ground.ALL_CASES_RUN: _all_cases_run,
    Ground.WORK_BEGUN: _work_begun,
    Ground.DELIVERABLES_ACCEPTED: _deliverables_accepted,
    Ground.REQUEST_AGREED: _request_agreed,
    Ground.REQUEST_REFUSED: _request_refused,
    Ground.SECTIONS_WRITTEN: _sections_written,
}
