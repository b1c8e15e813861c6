"""Gates and phases: passed when every criterion holds and, where the process says so, the decision is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from delivery_wiki.model.process import Criterion, Gate, PartyKind, Phase
from delivery_wiki.model.project import Adoption, Decision, DecisionOutcome, EventKind
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import (
    MISSING,
    CriterionState,
    CriterionStatus,
    DocumentStatus,
    FactKind,
    GateState,
    GateStatus,
    Message,
    PhaseStatus,
    PlannedMilestone,
    Progress,
    Suspicion,
    message,
)

from .document_evidence import support
from .document_sections import missing_files
from .documents import is_stale
from .dossier import Ledger, dossier
from .gate_checks import run_check
from .gate_conditions import with_conditions
from .gate_facts import GateFacts, Outcome, holds, left_out
from .movers import MOVED_BY_THE_CUSTOMER, document_mover, signers_awaited
from .people import party_kind
from .plan import gate_milestone

BEGUN = "draft"  # a draft may still lack what its template requires
OPEN_DOORS = frozenset({GateState.PASSED, GateState.ADOPTED})
PLAIN_REASONS = {
    GateState.SKIPPED: "The project has no proof of concept",
    GateState.READY: "Every criterion is met; the decision is missing",
    GateState.PASSED: "Every criterion is met",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GateEvidence:
    """All that gates are judged by."""

    ledger: Ledger
    documents: tuple[DocumentStatus, ...]
    plan: tuple[PlannedMilestone, ...]
    sizing: SizingResult | None


def phase_statuses(evidence: GateEvidence) -> tuple[PhaseStatus, ...]:
    """Every phase: done when its gates are passed and all before it are done, the first other one is current."""
    statuses: list[PhaseStatus] = []
    progress = Progress.DONE
    adopted = _adopted_phases(evidence)
    for phase in evidence.ledger.view.process.phases:
        gates = tuple(_gate_status(gate, phase, evidence, phase.id in adopted) for gate in phase.gates)
        if progress is Progress.DONE:
            done = all(one.state in OPEN_DOORS for one in gates if not one.gate.optional)
            progress = Progress.DONE if done else Progress.CURRENT
        else:
            progress = Progress.NOT_STARTED
        statuses.append(PhaseStatus(phase=phase, progress=progress, gates=gates))
    return tuple(statuses)


def _adoption(evidence: GateEvidence) -> Adoption | None:
    adopted = evidence.ledger.project.adopted
    if adopted is None or adopted.date > evidence.ledger.on or not adopted.evidence.strip():
        return None
    return adopted


def _adopted_phases(evidence: GateEvidence) -> frozenset[str]:
    """The phases before the one in which the project joined."""
    adopted = _adoption(evidence)
    ids = [phase.id for phase in evidence.ledger.view.process.phases]
    if adopted is None or adopted.phase not in ids:
        return frozenset()
    return frozenset(ids[: ids.index(adopted.phase)])


def _gate_status(gate: Gate, phase: Phase, evidence: GateEvidence, adopted: bool) -> GateStatus:
    decision = _decision(gate, evidence.ledger)
    planned = gate_milestone(evidence.plan, gate.id)
    facts = GateFacts(
        ledger=evidence.ledger, sizing=evidence.sizing, asked=_asked(decision, planned, evidence.ledger.on)
    )
    criteria = tuple(
        _criterion(criterion, gate, evidence, facts, decision)
        for criterion in gate.criteria
        if _is_shown(criterion, evidence)
    )
    state = _gate_state(gate, criteria, decision, evidence, adopted)
    if state is GateState.SKIPPED:
        criteria = ()
    return GateStatus(
        gate=gate,
        phase=phase.id,
        state=state,
        criteria=criteria,
        decision=decision,
        milestone=planned.milestone if planned else None,
        baseline=planned.baseline if planned else None,
        forecast=(planned.actual or planned.forecast or planned.baseline) if planned else None,
        days_late=planned.days_late if planned else 0,
        reason=_gate_reason(gate, state, criteria, decision, evidence),
    )


def _decision(gate: Gate, ledger: Ledger) -> Decision | None:
    """The newest decision about a gate by the side that decides it."""
    decisions = [
        one
        for one in ledger.project.decisions
        if one.gate == gate.id
        and one.outcome is not None
        and not one.withdrawn
        and one.date <= ledger.on
        and party_kind(ledger.project, one.decided_by) is gate.decided_by
    ]
    return max(decisions, key=lambda one: (one.date, one.id), default=None)


def _reworded(decision: Decision, ledger: Ledger) -> Suspicion | None:
    """Why a decision has to be confirmed: what it was about reads otherwise now."""
    return ledger.suspicion(decision.id, FactKind.DECIDED)


def _asked(decision: Decision | None, planned: PlannedMilestone | None, on: dt.date) -> dt.date:
    """The day the gate was decided or reached, whichever came first; today while it is ahead."""
    dates = [on]
    if decision is not None and decision.outcome is DecisionOutcome.GO:
        dates.append(decision.date)
    if planned is not None and planned.actual is not None:
        dates.append(planned.actual)
    return min(dates)


def _is_shown(criterion: Criterion, evidence: GateEvidence) -> bool:
    """A customer does not see criteria about documents that never leave the vendor."""
    return criterion.document is None or criterion.document in evidence.ledger.kinds


def _gate_state(
    gate: Gate,
    criteria: Sequence[CriterionStatus],
    decision: Decision | None,
    evidence: GateEvidence,
    adopted: bool,
) -> GateState:
    outcome = decision.outcome if decision else None
    if decision is not None and outcome is DecisionOutcome.GO and _reworded(decision, evidence.ledger):
        outcome = None
    if outcome is DecisionOutcome.NO_GO:
        return GateState.REFUSED
    if gate.optional and evidence.ledger.project.poc is None:
        return GateState.SKIPPED
    if adopted:
        return GateState.ADOPTED
    if not all(one.state is CriterionState.MET for one in criteria):
        return GateState.SHUT
    if gate.needs_decision and outcome is not DecisionOutcome.GO:
        return GateState.READY
    return GateState.PASSED


def _gate_reason(
    gate: Gate,
    state: GateState,
    criteria: Sequence[CriterionStatus],
    decision: Decision | None,
    evidence: GateEvidence,
) -> Message:
    met = sum(one.state is CriterionState.MET for one in criteria)
    adopted = _adoption(evidence)
    if state is GateState.REFUSED and decision is not None:
        return message("No-Go on {date}: {reason}", date=decision.date, reason=decision.reason or decision.title)
    if state is GateState.ADOPTED and adopted is not None:
        return message("Counts as met since {date}: {evidence}", date=adopted.date, evidence=adopted.evidence)
    if state is GateState.READY and decision is not None and (suspicion := _reworded(decision, evidence.ledger)):
        return suspicion.reason
    if state in PLAIN_REASONS:
        return _plain_reason(state, criteria)
    if decision is not None and decision.outcome is DecisionOutcome.GO:
        text = "Decided on {date}, but only {met} of {count} criteria are met"
        return message(text, date=decision.date, met=met, count=len(criteria))
    return message("{met} of {count} criteria are met", met=met, count=len(criteria))


def _plain_reason(state: GateState, criteria: Sequence[CriterionStatus]) -> Message:
    until = [condition.until for one in criteria for condition in one.conditions]
    if state is GateState.PASSED and until:
        return message("Every criterion is met, with conditions that last until {date}", date=min(until))
    return message(PLAIN_REASONS[state])


def _title(criterion: Criterion, ledger: Ledger) -> Message:
    """What the process calls it; a document that another template set names otherwise has its name there."""
    said = criterion.title or criterion.check or criterion.id
    template = ledger.templates.get(criterion.document or "")
    if template is None or criterion.state is None or template.title.casefold() in said.casefold():
        return message(said)
    others = {
        one.by_kind[template.kind].title
        for one in ledger.view.library.templates
        if one is not ledger.view.templates and template.kind in one.by_kind
    }
    if not others or template.title in others:
        return message(said)
    return message("{document}: {state}", document=template.title, state=criterion.state)


def _criterion(
    criterion: Criterion, gate: Gate, evidence: GateEvidence, facts: GateFacts, decision: Decision | None
) -> CriterionStatus:
    if criterion.document is not None and criterion.state is not None:
        outcome = _document_outcome(criterion.document, criterion.state, evidence)
    else:
        outcome = run_check(criterion.check or "", facts)
    accepting = decision if decision is None or not _reworded(decision, evidence.ledger) else None
    outcome = with_conditions(outcome, criterion, evidence.ledger, accepting)
    is_open = outcome.state is not CriterionState.MET
    return CriterionStatus(
        id=criterion.id,
        title=_title(criterion, evidence.ledger),
        state=outcome.state,
        reason=outcome.reason,
        owner=outcome.owner if is_open else None,
        party=_party(outcome, gate, evidence.ledger) if is_open else None,
        due=outcome.due if is_open else None,
        about=outcome.about,
        noted=outcome.noted,
        conditions=outcome.conditions,
        lapsed=outcome.lapsed,
    )


def _party(outcome: Outcome, gate: Gate, ledger: Ledger) -> PartyKind:
    """The side of the owner, else the side that the check names, else the side that decides the gate."""
    return party_kind(ledger.project, outcome.owner) or outcome.party or gate.decided_by


def _document_outcome(kind: str, state: str, evidence: GateEvidence) -> Outcome:
    documents = [one for one in evidence.documents if one.kind == kind]
    if reason := left_out(evidence.ledger, kind):
        return holds(reason, documents[0].page if documents else kind)
    if state != BEGUN and (unwritten := [one for one in documents if one.missing_sections and state in one.reached]):
        return _unwritten_outcome(unwritten[0], evidence.ledger)
    missing = [one for one in documents if state not in one.reached]
    stale = [one for one in documents if is_stale(one, state)]
    page = next((one.page for one in (*missing, *stale, *documents)), kind)
    if not missing and not stale:
        noted = any(state in one.noted_states for one in documents)
        reason = _met_reason(documents, state, evidence.ledger)
        return Outcome(state=CriterionState.MET, reason=reason, about=page, noted=noted)
    waiting = [one for one in missing if one not in stale]
    if not waiting:
        first = stale[0]
        reason = first.stale[0] if first.stale else first.reason
        return Outcome(state=CriterionState.STALE, reason=reason, owner=first.owner, due=first.due, about=first.page)
    if len(waiting) > 1:
        reason = message("Not {state} yet: {documents}", state=state, documents=tuple(one.title for one in waiting))
    else:
        reason = _open_reason(waiting[0], state, evidence.ledger)
    mover = document_mover(waiting[0], state, evidence.ledger)
    due = min((one.due for one in waiting if one.due), default=None)
    return Outcome(state=CriterionState.OPEN, reason=reason, owner=mover.owner, party=mover.party, due=due, about=page)


def _unwritten_outcome(document: DocumentStatus, ledger: Ledger) -> Outcome:
    """What was agreed or sent is not whole while prose is missing that its template requires."""
    reason = message("Still to be written: {sections}", sections=document.missing_sections)
    if ledger.view.internal:
        files = missing_files(dossier(ledger, document.kind, document.topic))
        reason = message("Still to be written: {sections}, in {files}", sections=document.missing_sections, files=files)
    return Outcome(
        state=CriterionState.OPEN,
        reason=reason,
        owner=document.owner,
        party=PartyKind.VENDOR,
        due=document.due,
        about=document.page,
    )


def _met_reason(documents: Sequence[DocumentStatus], state: str, ledger: Ledger) -> Message:
    """What the asked state rests on, which may be less than the document has reached since."""
    if len(documents) > 1:
        return message("All {count} are {state}", count=len(documents), state=state)
    found = support(state, dossier(ledger, documents[0].kind, documents[0].topic))
    return found.reason if found else documents[0].reason


def _open_reason(document: DocumentStatus, state: str, ledger: Ledger) -> Message:
    if document.state == MISSING:
        return message("{document} is not written yet", document=document.title)
    if document.rejections:
        return document.rejections[0]
    if state in MOVED_BY_THE_CUSTOMER and signers_awaited(document):
        text = "{current} of {needed} signatures are there"
        if document.signatures_noted:
            text = "{current} of {needed} signatures are noted, no record proves them"
        return message(text, current=document.signatures_current, needed=document.signatures_needed)
    sent = dossier(ledger, document.kind, document.topic).event(EventKind.SENT)
    if sent is not None:
        return message("Sent on {date}, not {state} yet", date=sent.date, state=state)
    return message("It is {current}, not {state} yet", current=document.state, state=state)
