"""What supports each state of a document: the event, signature, check or run that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from delivery_wiki.model.project import ChangeDecision, DocumentEvent, EventKind
from delivery_wiki.model.status import Message, message, translatable

from .agreed_changes import decision_on
from .document_sections import CONCEPT, missing_sections
from .dossier import Dossier, dossier
from .gate_conditions import conditions_of
from .people import name_of
from .phrases import counted, listed
from .requirements import mandatory, reaches
from .signatures import count_signatures, is_proved_by_records_alone, required_signatures
from .testing import active_cases
from .work_package_efforts import package_efforts

INSIDE_THE_CONCEPT = frozenset({"environment-evaluation", "sizing"})
# What one side says to the other, and what a record could prove.
AGREEMENTS = frozenset({EventKind.AGREED, EventKind.ACCEPTED, EventKind.REFUSED, EventKind.SIGNED})
# Nobody signs for results that are not there: these documents are issued and signed after this state only.
SIGNED_AFTER = {"requirements-checklist": "checked", "test-protocol": "executed"}
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


def support(state: str, document: Dossier) -> Support | None:
    """What a state of a document rests on; None when nothing supports it, or the state is unknown."""
    rule = _RULES.get((document.kind, state)) or _RULES.get(("", state))
    return rule(document) if rule else None


def _draft(document: Dossier) -> Support | None:
    if not document.exists:
        return None
    missing = missing_sections(document)
    if missing:
        return Support(reason=message("Begun, not written yet: {sections}", sections=missing))
    return Support(reason=message("Written"))


def _sent(document: Dossier) -> Support | None:
    sent = document.event(EventKind.SENT)
    later = (EventKind.RECEIVED, EventKind.AGREED, EventKind.ACCEPTED, EventKind.REFUSED, EventKind.SIGNED)
    return _by_event(document, sent or document.event(*later))


def _issued(document: Dossier) -> Support | None:
    if document.kind in SIGNED_AFTER and support(SIGNED_AFTER[document.kind], document) is None:
        return None
    issue = document.issue_of(document.revision)
    if issue is None:
        return _signed(document)
    text = "Revision {revision} issued on {date}"
    if not required_signatures(document):
        text = "Revision {revision} issued on {date}, no signature is asked for"
    reason = message(text, revision=issue.revision, date=issue.issued)
    return Support(reason=reason, evidence=f"{issue.fingerprint[:12]}", date=issue.issued)


def _signed(document: Dossier) -> Support | None:
    if document.kind in SIGNED_AFTER and support(SIGNED_AFTER[document.kind], document) is None:
        return None
    return _signed_revision(document, document.revision)


def _signed_revision(document: Dossier, revision: int | None) -> Support | None:
    count = count_signatures(document, revision)
    if not count.complete:
        return None
    last = max(count.signatures, key=lambda one: (one.date, one.person))
    names = listed([name_of(document.project, one.person) for one in count.signatures])
    reason = message("Signed by {names}, last on {date}", names=names, date=last.date)
    told = [one for one in count.signatures if one.told_by]
    if told:
        text = "Signed by {names}, last on {date}; {told}: seen by {people}, vendor"
        said = listed([name_of(document.project, one.person) for one in told])
        people = listed(list(dict.fromkeys(name for one in told for name in one.told_by)))
        reason = message(text, names=names, date=last.date, told=said, people=people)
    return Support(reason=reason, evidence=last.evidence, date=last.date, noted=count.noted > 0)


def _agreed(document: Dossier) -> Support | None:
    """By event or by all signatures; the parts of the concept with it, the concept by any signed revision."""
    event = _word_that_counts(document, EventKind.AGREED, EventKind.ACCEPTED)
    ways = (_by_event(document, event), _signed_revision(document, document.revision))
    found = max((way for way in ways if way), key=lambda way: way.date or dt.date.min, default=None)
    if found is None and document.kind == CONCEPT:
        revisions = sorted({one.revision for one in document.issued}, reverse=True)
        found = next((one for one in (_signed_revision(document, number) for number in revisions) if one), None)
    if found is None and document.kind in INSIDE_THE_CONCEPT and document.exists:
        concept = _agreed(dossier(document.ledger, CONCEPT, None))
        if concept is not None:
            reason = message("Agreed with the Implementation Concept")
            found = replace(concept, reason=reason)
    return found


def _word_that_counts(document: Dossier, *kinds: EventKind) -> DocumentEvent | None:
    """A typed agreement; none for what was issued to be signed, where records alone count."""
    if is_proved_by_records_alone(document, document.revision):
        return None
    return document.event(*kinds)


def _accepted(document: Dossier) -> Support | None:
    return _by_event(document, _word_that_counts(document, EventKind.ACCEPTED))


def _working(document: Dossier) -> Support | None:
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


def _announced(document: Dossier) -> Support | None:
    poc = document.project.poc
    if poc is not None and poc.announced is not None and poc.announced <= document.on:
        name = name_of(document.project, poc.announced_to)
        reason = message("Announced on {date}", date=poc.announced)
        if name:
            reason = message("Announced to {name} on {date}", name=name, date=poc.announced)
        return Support(reason=reason, date=poc.announced)
    return _by_event(document, document.event(EventKind.ANNOUNCED))


def _feedback_received(document: Dossier) -> Support | None:
    poc = document.project.poc
    if poc is not None and poc.feedback is not None and poc.feedback <= document.on:
        reason = message("Feedback received on {date}", date=poc.feedback)
        return Support(reason=reason, evidence=poc.feedback_summary, date=poc.feedback)
    return _by_event(document, document.event(EventKind.RECEIVED))


def _refused(document: Dossier) -> Support | None:
    newest = document.event(EventKind.REFUSED, EventKind.ACCEPTED)
    return _by_event(document, newest) if newest and newest.event is EventKind.REFUSED else None


def _checklist_checked(document: Dossier) -> Support | None:
    needed = mandatory(document.ledger.requirements)
    waiting = [one for one in needed if not reaches(one, "checked")]
    if not needed or not all(conditions_of(one, document.ledger) for one in waiting):
        return None
    if waiting:
        names = listed([one.requirement.id for one in waiting])
        text = "All {count} mandatory requirements are checked, with conditions: {names}"
        return Support(reason=message(text, count=len(needed), names=names))
    text = "All {count} mandatory requirements are checked"
    return Support(reason=counted(len(needed), "The one mandatory requirement is checked", text))


def _protocol_executing(document: Dossier) -> Support | None:
    cases = active_cases(document.ledger.cases)
    run = [case for case in cases if case.results]
    if not run:
        return None
    newest = max(case.results[0][0].date for case in run)
    reason = message("{count} of {all} test cases have a result", count=len(run), all=len(cases))
    return Support(reason=reason, date=newest)


def _protocol_executed(document: Dossier) -> Support | None:
    cases = active_cases(document.ledger.cases)
    if not cases or not all(case.results for case in cases):
        return None
    newest = max(case.results[0][0].date for case in cases)
    reason = counted(len(cases), "The one test case has a result", "All {count} test cases have a result")
    return Support(reason=reason, date=newest)


def _sow_executing(document: Dossier) -> Support | None:
    agreed = _agreed(document)
    sow = document.sow
    if agreed is None or sow is None:
        return None
    if sow.starts is not None and sow.starts <= document.on:
        return replace(agreed, reason=message("Agreed, work began on {date}", date=sow.starts), date=None)
    reported = (one for one in package_efforts(sow) if one.as_of is None or one.as_of <= document.on)
    if any(one.effort.spent > 0 for one in reported):
        return replace(agreed, reason=message("Agreed, days are spent"), date=None)
    return None


def _sow_accepted(document: Dossier) -> Support | None:
    """The work is accepted with its deliverables, and only if it was agreed before."""
    active = [one for one in document.sow.deliverables if not one.withdrawn] if document.sow else []
    accepted = [
        (found.date, found.evidence)
        for one in active
        if document.ledger.is_accepted(one) and (found := one.acceptance_on(document.on))
    ]
    if not active or len(accepted) < len(active) or _agreed(document) is None:
        return None
    reason = counted(len(active), "The deliverable is accepted", "All {count} deliverables are accepted")
    date, evidence = max(accepted)
    return Support(reason=reason, evidence=evidence, date=date, noted=True)


def _changes_agreed(document: Dossier) -> Support | None:
    return _changes_decided(document, ChangeDecision.AGREED)


def _changes_refused(document: Dossier) -> Support | None:
    return _changes_decided(document, ChangeDecision.REJECTED)


def _changes_decided(document: Dossier, decision: ChangeDecision) -> Support | None:
    """All requests are decided: agreed as soon as one is, refused when every one is."""
    changes = [one for one in document.project.changes if not one.withdrawn]
    decisions = [decision_on(one, document.on) for one in changes]
    dates = [one.decided for one in changes if one.decided and one.evidence]
    if not changes or len(dates) < len(changes) or ChangeDecision.OPEN in decisions:
        return None
    agreed = ChangeDecision.AGREED in decisions
    if agreed is not (decision is ChangeDecision.AGREED):
        return None
    reason = counted(len(changes), "The change request is decided", "All {count} change requests are decided")
    return Support(reason=reason, date=max(dates), noted=True)


def _retrospective_done(document: Dossier) -> Support | None:
    internal = document.project.internal
    if internal is None or internal.retrospective is None or document.template is None:
        return None
    written = {section.title.casefold() for section in internal.retrospective.sections if section.text.strip()}
    needed = (one.title for one in document.template.sections if one.prose and one.required)
    view = document.ledger.view
    complete = all(view.spellings(title) & written for title in needed)
    return Support(reason=message("Every section is written")) if complete else None


def _event_rule(*kinds: EventKind) -> Rule:
    return lambda document: _by_event(document, document.event(*kinds))


def _by_event(document: Dossier, event: DocumentEvent | None) -> Support | None:
    if event is None:
        return None
    bare, named = EVENT_WORDS[event.event]
    name = name_of(document.project, event.by)
    reason = message(named, date=event.date, name=name) if name else message(bare, date=event.date)
    return Support(reason=reason, evidence=event.evidence, date=event.date, noted=event.event in AGREEMENTS)


Rule = Callable[[Dossier], Support | None]

# (kind, state) wins over ("", state).
_RULES: dict[tuple[str, str], Rule] = {
    ("", "draft"): _draft,
    ("", "working"): _working,
    ("", "sent"): _sent,
    ("", "issued"): _issued,
    ("", "signed"): _signed,
    ("", "agreed"): _agreed,
    ("", "accepted"): _accepted,
    ("", "refused"): _refused,
    ("", "used"): _event_rule(EventKind.USED),
    ("", "closed"): _event_rule(EventKind.CLOSED),
    ("", "checked"): _event_rule(EventKind.CLOSED),
    ("", "done"): _event_rule(EventKind.CLOSED),
    ("", "announced"): _announced,
    ("", "feedback-received"): _feedback_received,
    ("requirements-checklist", "checked"): _checklist_checked,
    ("test-protocol", "executing"): _protocol_executing,
    ("test-protocol", "executed"): _protocol_executed,
    ("sow", "executing"): _sow_executing,
    ("sow", "accepted"): _sow_accepted,
    ("change-request", "agreed"): _changes_agreed,
    ("change-request", "refused"): _changes_refused,
    ("retrospective", "done"): _retrospective_done,
}
