"""Gates and phases: passed when every criterion holds and, where the process says so, the decision is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from delivery_wiki.model.document_kinds import POC_RECORD
from delivery_wiki.model.process import Criterion, Gate, PartyKind, Phase
from delivery_wiki.model.project.document_record import Adoption, EventKind
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome
from delivery_wiki.model.sizing import SizingResult
from delivery_wiki.model.status import (
    MISSING,
    CheckOutcome,
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

from ..base.people import party_kind
from ..base.phrases import state_text
from ..evidence.document_evidence import support
from ..evidence.document_facts import ProjectFacts, document_facts
from ..evidence.document_sections import missing_files
from ..evidence.document_states import is_stale
from ..evidence.gate_conditions import with_conditions
from ..evidence.gate_facts import GateFacts, holds, left_out
from .acting_people import MOVED_BY_THE_CUSTOMER, document_actor, is_to_be_issued, signers_awaited
from .gate_checks import run_check
from .plan_dates import gate_milestone

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

    project_facts: ProjectFacts
    documents: tuple[DocumentStatus, ...]
    plan: tuple[PlannedMilestone, ...]
    sizing: SizingResult | None


def phase_statuses(evidence: GateEvidence) -> tuple[PhaseStatus, ...]:
    """Every phase: done when its gates are passed and all before it are done, the first other one is current."""
    statuses: list[PhaseStatus] = []
    progress = Progress.DONE
    adopted = _adopted_phases(evidence)
    for phase in evidence.project_facts.view.process.phases:
        gates = tuple(_gate_status(gate, phase, evidence, phase.id in adopted) for gate in phase.gates)
        if progress is Progress.DONE:
            done = all(gate.state in OPEN_DOORS for gate in gates if not gate.gate.optional)
            progress = Progress.DONE if done else Progress.CURRENT
        else:
            progress = Progress.NOT_STARTED
        statuses.append(PhaseStatus(phase=phase, progress=progress, gates=gates))
    return tuple(statuses)


def _adoption(evidence: GateEvidence) -> Adoption | None:
    adopted = evidence.project_facts.project.adopted
    if adopted is None or adopted.date > evidence.project_facts.on or not adopted.evidence.strip():
        return None
    return adopted


def _adopted_phases(evidence: GateEvidence) -> frozenset[str]:
    """The phases before the one in which the project joined."""
    adopted = _adoption(evidence)
    ids = [phase.id for phase in evidence.project_facts.view.process.phases]
    if adopted is None or adopted.phase not in ids:
        return frozenset()
    return frozenset(ids[: ids.index(adopted.phase)])


def _gate_status(gate: Gate, phase: Phase, evidence: GateEvidence, adopted: bool) -> GateStatus:
    decision = _decision(gate, evidence.project_facts)
    planned = gate_milestone(evidence.plan, gate.id)
    facts = GateFacts(
        project_facts=evidence.project_facts,
        sizing=evidence.sizing,
        asked=_asked(decision, planned, evidence.project_facts.on),
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
        needed=state is not GateState.SKIPPED or left_out(evidence.project_facts, POC_RECORD.id) is None,
    )


def _decision(gate: Gate, project_facts: ProjectFacts) -> Decision | None:
    """The newest decision about a gate by the side that decides it."""
    decisions = [
        decision
        for decision in project_facts.project.decisions
        if decision.gate == gate.id
        and decision.outcome is not None
        and not decision.withdrawn
        and decision.date <= project_facts.on
        and party_kind(project_facts.project, decision.decided_by) is gate.decided_by
    ]
    return max(decisions, key=lambda decision: (decision.date, decision.id), default=None)


def _reworded(decision: Decision, project_facts: ProjectFacts) -> Suspicion | None:
    """Why a decision has to be confirmed: what it was about reads otherwise now."""
    return project_facts.suspicion(decision.id, FactKind.DECIDED)


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
    return criterion.document is None or criterion.document in evidence.project_facts.kinds


def _gate_state(
    gate: Gate,
    criteria: Sequence[CriterionStatus],
    decision: Decision | None,
    evidence: GateEvidence,
    adopted: bool,
) -> GateState:
    outcome = decision.outcome if decision else None
    if decision is not None and outcome is DecisionOutcome.GO and _reworded(decision, evidence.project_facts):
        outcome = None
    if outcome is DecisionOutcome.NO_GO:
        return GateState.REFUSED
    if gate.optional and evidence.project_facts.project.poc is None:
        return GateState.SKIPPED
    if adopted:
        return GateState.ADOPTED
    if not all(criterion.state is CriterionState.MET for criterion in criteria):
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
    needed = [criterion for criterion in criteria if criterion.needed]
    met = sum(criterion.state is CriterionState.MET for criterion in needed)
    adopted = _adoption(evidence)
    if state is GateState.REFUSED and decision is not None:
        return message("No-Go on {date}: {reason}", date=decision.date, reason=decision.reason or decision.title)
    if state is GateState.ADOPTED and adopted is not None:
        return message("Counts as met since {date}: {evidence}", date=adopted.date, evidence=adopted.evidence)
    if state is GateState.READY and decision is not None and (suspicion := _reworded(decision, evidence.project_facts)):
        return suspicion.reason
    if state in PLAIN_REASONS:
        without = left_out(evidence.project_facts, POC_RECORD.id) if state is GateState.SKIPPED else None
        return without or _plain_reason(state, criteria)
    if decision is not None and decision.outcome is DecisionOutcome.GO:
        text = "Decided on {date}, but only {met} of {count} criteria are met"
        return message(text, date=decision.date, met=met, count=len(needed))
    return message("{met} of {count} criteria are met", met=met, count=len(needed))


def _plain_reason(state: GateState, criteria: Sequence[CriterionStatus]) -> Message:
    until = [condition.until for criterion in criteria for condition in criterion.conditions]
    if state is GateState.PASSED and until:
        return message("Every criterion is met, with conditions that last until {date}", date=min(until))
    return message(PLAIN_REASONS[state])


def _title(criterion: Criterion, project_facts: ProjectFacts) -> Message:
    """What the process calls it; a document that another template set names otherwise has its name there."""
    said = criterion.title or criterion.check or criterion.id
    template = project_facts.templates.get(criterion.document or "")
    if template is None or criterion.state is None or template.title.casefold() in said.casefold():
        return message(said)
    others = {
        templates.by_kind[template.kind].title
        for templates in project_facts.view.library.templates
        if templates is not project_facts.view.templates and template.kind in templates.by_kind
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
    accepting = decision if decision is None or not _reworded(decision, evidence.project_facts) else None
    outcome = with_conditions(outcome, criterion, evidence.project_facts, accepting)
    is_open = outcome.state is not CriterionState.MET
    return CriterionStatus(
        id=criterion.id,
        title=_title(criterion, evidence.project_facts),
        state=outcome.state,
        reason=outcome.reason,
        owner=outcome.owner if is_open else None,
        party=_party(outcome, gate, evidence.project_facts) if is_open else None,
        due=outcome.due if is_open else None,
        about=outcome.about,
        noted=outcome.noted,
        conditions=outcome.conditions,
        lapsed=outcome.lapsed,
        needed=outcome.needed,
    )


def _party(outcome: CheckOutcome, gate: Gate, project_facts: ProjectFacts) -> PartyKind:
    """The side of the owner, else the side that the check names, else the side that decides the gate."""
    return party_kind(project_facts.project, outcome.owner) or outcome.party or gate.decided_by


def _document_outcome(kind: str, state: str, evidence: GateEvidence) -> CheckOutcome:
    documents = [document for document in evidence.documents if document.kind == kind]
    if reason := left_out(evidence.project_facts, kind):
        return holds(reason, documents[0].page if documents else kind, needed=False)
    if state != BEGUN and (
        unwritten := [document for document in documents if document.missing_sections and state in document.reached]
    ):
        return _unwritten_outcome(unwritten[0], evidence.project_facts)
    missing = [document for document in documents if state not in document.reached]
    stale = [document for document in documents if is_stale(document, state)]
    page = next((document.page for document in (*missing, *stale, *documents)), kind)
    if not missing and not stale:
        noted = any(state in document.noted_states for document in documents)
        reason = _met_reason(documents, state, evidence.project_facts)
        return CheckOutcome(state=CriterionState.MET, reason=reason, about=page, noted=noted)
    waiting = [document for document in missing if document not in stale]
    if not waiting:
        first = stale[0]
        reason = first.stale[0] if first.stale else first.reason
        return CheckOutcome(
            state=CriterionState.STALE, reason=reason, owner=first.owner, due=first.due, about=first.page
        )
    if len(waiting) > 1:
        reason = message(
            "Not {state} yet: {documents}", state=state, documents=tuple(document.title for document in waiting)
        )
    else:
        reason = _open_reason(waiting[0], state, evidence.project_facts)
    actor = document_actor(waiting[0], state, evidence.project_facts)
    due = min((document.due for document in waiting if document.due), default=None)
    return CheckOutcome(
        state=CriterionState.OPEN, reason=reason, owner=actor.owner, party=actor.party, due=due, about=page
    )


def _unwritten_outcome(document: DocumentStatus, project_facts: ProjectFacts) -> CheckOutcome:
    """What was agreed or sent is not whole while prose is missing that its template requires."""
    reason = message("Still to be written: {sections}", sections=document.missing_sections)
    if project_facts.view.internal:
        files = missing_files(document_facts(project_facts, document.kind, document.topic))
        reason = message("Still to be written: {sections}, in {files}", sections=document.missing_sections, files=files)
    return CheckOutcome(
        state=CriterionState.OPEN,
        reason=reason,
        owner=document.owner,
        party=PartyKind.VENDOR,
        due=document.due,
        about=document.page,
    )


def _met_reason(documents: Sequence[DocumentStatus], state: str, project_facts: ProjectFacts) -> Message:
    """What the asked state rests on, which may be less than the document has reached since."""
    if len(documents) > 1:
        return message("All {count} are {state}", count=len(documents), state=state)
    found = support(state, document_facts(project_facts, documents[0].kind, documents[0].topic))
    return found.reason if found else documents[0].reason


def _open_reason(document: DocumentStatus, state: str, project_facts: ProjectFacts) -> Message:
    if document.state == MISSING:
        return message("{document} is not written yet", document=document.title)
    if document.rejections:
        return document.rejections[0]
    if state in MOVED_BY_THE_CUSTOMER and (waiting := _signatures_reason(document)):
        return waiting
    sent = document_facts(project_facts, document.kind, document.topic).event(EventKind.SENT)
    if sent is not None and not is_to_be_issued(document, state, project_facts):
        return message("Sent on {date}, not {state} yet", date=sent.date, state=state)
    return message("It is {current}, not {state} yet", current=state_text(document), state=state)


def _signatures_reason(document: DocumentStatus) -> Message | None:
    """How many signatures are there, or what came in where none is asked for any more."""
    if signers_awaited(document):
        text = "{current} of {needed} signatures are there"
        if document.signatures_noted:
            text = "{current} of {needed} signatures are noted, no record proves them"
        return message(text, current=document.signatures_current, needed=document.signatures_needed)
    return document.received[0].told if document.received else None
