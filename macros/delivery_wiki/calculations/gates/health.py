"""Health in one word with its cause: archived, not started, blocked, late, at risk, on track; the first that matches.

- archived: a gate was refused;
- not started: the start is still ahead;
- blocked: the date of the next gate has passed and the customer still owes something that it needs;
- late: a milestone is overdue, or the next gate is forecast after its baseline;
- at risk: something owed is overdue, a risk is high in probability and impact, or a signed document is stale;
  a risk whose words changed since it was mitigated or closed is open again;
- on track: nothing of this.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.register_entries import Decision, DecisionOutcome, Level, Risk, RiskState
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.status import (
    CriterionState,
    DocumentStatus,
    FactKind,
    GateState,
    GateStatus,
    Health,
    Message,
    Owed,
    PhaseStatus,
    PlannedMilestone,
    Progress,
    Suspicion,
    message,
)

from ..base.people import name_of
from ..base.phrases import about
from ..evidence.document_states import FROZEN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFacts:
    """What health is judged by."""

    project: Project
    on: dt.date
    phases: tuple[PhaseStatus, ...]
    plan: tuple[PlannedMilestone, ...]
    owed: tuple[Owed, ...]
    documents: tuple[DocumentStatus, ...]
    suspicions: tuple[Suspicion, ...] = ()

    @property
    def next_gate(self) -> GateStatus | None:
        """The gate that ends the current phase."""
        current = next((phase for phase in self.phases if phase.progress is Progress.CURRENT), None)
        return next((gate for gate in current.gates if gate.gate is current.phase.gate), None) if current else None


def refusal(phases: tuple[PhaseStatus, ...]) -> Decision | None:
    """The decision that ended the project."""
    for phase in phases:
        for gate in phase.gates:
            refused = gate.state is GateState.REFUSED and gate.decision is not None
            if refused and gate.decision and gate.decision.outcome is DecisionOutcome.NO_GO:
                return gate.decision
    return None


def health(facts: HealthFacts) -> tuple[Health, Message]:
    """The first word that matches, and why."""
    for word, rule in RULES:
        cause = rule(facts)
        if cause is not None:
            return (word, cause)
    if facts.next_gate is None:
        return (Health.ON_TRACK, message("Every phase is done"))
    return (Health.ON_TRACK, message("Nothing is overdue"))


def _archived(facts: HealthFacts) -> Message | None:
    decision = refusal(facts.phases)
    return message("No-Go on {date}", date=decision.date) if decision else None


def _not_started(facts: HealthFacts) -> Message | None:
    started = facts.project.started
    return message("Starts on {date}", date=started) if started is not None and facts.on < started else None


def _blocked(facts: HealthFacts) -> Message | None:
    gate = facts.next_gate
    if gate is None or gate.forecast is None or gate.forecast >= facts.on:
        return None
    for criterion in gate.criteria:
        if criterion.state is not CriterionState.MET and criterion.party is PartyKind.CUSTOMER:
            return message(
                "{gate} waits for the customer: {criterion}", gate=gate.gate.title, criterion=criterion.title.text
            )
    if gate.state is GateState.READY and gate.gate.decided_by is PartyKind.CUSTOMER:
        return message("{gate} waits for the customer's decision", gate=gate.gate.title)
    return None


def _late(facts: HealthFacts) -> Message | None:
    overdue = [milestone for milestone in facts.plan if milestone.overdue]
    if overdue:
        first = overdue[0]
        due = first.forecast or first.baseline or facts.on
        return message("{milestone} was due on {date}", milestone=first.milestone.title, date=due)
    gate = facts.next_gate
    if gate is None or not gate.days_late:
        return None
    text = "{gate} is forecast {days} day late" if gate.days_late == 1 else "{gate} is forecast {days} days late"
    return message(text, gate=gate.gate.title, days=gate.days_late)


def _at_risk(facts: HealthFacts) -> Message | None:
    return _overdue_duties(facts) or _stale_signature(facts) or _grave_risk(facts)


def _overdue_duties(facts: HealthFacts) -> Message | None:
    late = [owed for owed in facts.owed if owed.days_late]
    if not late:
        return None
    worst = late[0]
    name = name_of(facts.project, worst.owner)
    if len(late) == 1 and name:
        return message("{item} of {name} is overdue", item=_short(worst), name=name)
    return about([_short(owed) for owed in late], "{names} is overdue", "{count} things are overdue: {names}")


def _short(owed: Owed) -> str:
    """An item by its id; a document by its title."""
    if owed.id[:1].isupper():
        return owed.id
    return next((str(value) for key, value in owed.title.values if key == "document"), owed.title.text)


def _stale_signature(facts: HealthFacts) -> Message | None:
    for document in facts.documents:
        if document.stale and (document.lapsed or FROZEN_STATES & set(document.reached)):
            return message("{document} changed after it was issued", document=document.title)
    return None


def _grave_risk(facts: HealthFacts) -> Message | None:
    risks: tuple[Risk, ...] = facts.project.risks
    if facts.project.internal is not None:
        risks = (*risks, *facts.project.internal.risks)
    reworded = {suspicion.item for suspicion in facts.suspicions if suspicion.kind is FactKind.FOUND}
    grave = sorted(
        risk.id
        for risk in risks
        if (risk.state_on(facts.on) is RiskState.OPEN or risk.id in reworded)
        and not risk.withdrawn
        and risk.probability is Level.HIGH
        and risk.impact is Level.HIGH
    )
    text = "{names} is high in probability and impact"
    return about(grave, text, "{names} are high in probability and impact") if grave else None


RULES: tuple[tuple[Health, Callable[[HealthFacts], Message | None]], ...] = (
    (Health.ARCHIVED, _archived),
    (Health.NOT_STARTED, _not_started),
    (Health.BLOCKED, _blocked),
    (Health.LATE, _late),
    (Health.AT_RISK, _at_risk),
)
