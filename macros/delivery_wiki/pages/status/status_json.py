"""The status of projects as JSON, described in schemas/status.schema.json; exact numbers are text, never floats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.evidence.testing import open_defects, verdict_counts
from delivery_wiki.calculations.money.price_limits import ReachedLimit
from delivery_wiki.model.project.register_entries import Decision
from delivery_wiki.model.status import (
    Condition,
    CriterionStatus,
    DocumentStatus,
    GateStatus,
    Message,
    Owed,
    PhaseStatus,
    PlannedMilestone,
    PointState,
    PointStatus,
    ProjectStatus,
    RequirementStatus,
    SowFigures,
    Suspicion,
)

from ..elements.page_kind import PageContext
from ..elements.words import Words
from ..render.json_text import Json, json_text
from .effort_pages import all_reached_limits

FORMAT = "status/1"


def status_as_json(contexts: Sequence[PageContext], words: Words | None = None) -> str:
    """All projects as one JSON document; sentences are in the given words."""
    chosen = words or Words()
    document: Json = {"schema": FORMAT, "projects": [_project(context, chosen) for context in contexts]}
    return json_text(document)


def _project(context: PageContext, words: Words) -> Json:
    project, status = context.view.project, context.status
    return {
        "slug": project.slug,
        "title": project.title,
        "customer": name_of(project, project.customer),
        "audience": context.view.audience,
        "process": {"id": project.process.id, "version": project.process.version},
        "on": status.on,
        "on_because": context.day_reason,
        "day": status.day,
        "health": status.health,
        "cause": words.message(status.cause),
        "archived": _decision(status.archived),
        "phase": status.current.phase.id if status.current else None,
        "next_gate": status.next_gate.gate.id if status.next_gate else None,
        "phases": [_phase(phase, words) for phase in status.phases],
        "points": _points(context, words),
        "documents": [_document(document, words, internal=context.view.internal) for document in status.documents],
        "owed": [owed_entry(owed, words) for owed in status.owed],
        "milestones": [_milestone(milestone) for milestone in status.plan],
        "requirements": [_requirement(requirement, words) for requirement in status.requirements],
        "tests": _tests(status),
        "suspect": [_suspicion(suspicion, words) for suspicion in status.suspicions],
        "statements_of_work": [_figures(context, sow) for sow in status.sows],
    }


def _phase(status: PhaseStatus, words: Words) -> Json:
    return {
        "id": status.phase.id,
        "title": words(status.phase.title),
        "progress": status.progress,
        "gates": [_gate(gate, words) for gate in status.gates],
    }


def _points(context: PageContext, words: Words) -> Json:
    """The points of the process with their counts; a customer's JSON has those that are shared."""
    points = context.status.points
    counts = Counter(point.state for point in points)
    return {
        "counts": {state.value: counts[state] for state in PointState},
        "items": [_point(point, words) for point in points],
    }


def _point(status: PointStatus, words: Words) -> Json:
    record = status.record
    return {
        "phase": status.phase,
        "activity": status.activity.id,
        "point": status.point.id,
        "title": words(status.point.title),
        "state": status.state,
        "date": record.date if record else None,
        "by": record.by if record else None,
        "evidence": record.evidence if record else "",
        "reason": record.reason if record else words.message(status.reason) if status.reason else "",
    }


def _gate(status: GateStatus, words: Words) -> Json:
    return {
        "id": status.gate.id,
        "title": words(status.gate.title),
        "state": status.state,
        "reason": words.message(status.reason),
        "decided_by": status.gate.decided_by,
        "decision": _decision(status.decision),
        "milestone": status.milestone.id if status.milestone else None,
        "baseline": status.baseline,
        "forecast": status.forecast,
        "days_late": status.days_late,
        "met": status.met,
        "count": status.count,
        "criteria": [_criterion(criterion, words) for criterion in status.criteria],
    }


def _criterion(status: CriterionStatus, words: Words) -> Json:
    return {
        "id": status.id,
        "title": words.message(status.title),
        "state": status.state,
        "noted": status.noted,
        "needed": status.needed,
        "reason": words.message(status.reason),
        "conditions": [_condition(condition) for condition in status.conditions],
        "owner": status.owner,
        "party": status.party,
        "due": status.due,
        "about": status.about or None,
    }


def _condition(condition: Condition) -> Json:
    return {
        "about": condition.about,
        "title": condition.title,
        "remedy": condition.remedy,
        "owner": condition.owner,
        "until": condition.until,
        "accepted_by": condition.by,
        "decision": condition.decision or None,
    }


def _decision(decision: Decision | None) -> Json:
    if decision is None:
        return None
    return {
        "id": decision.id,
        "date": decision.date,
        "decided_by": decision.decided_by,
        "outcome": decision.outcome,
        "reason": decision.reason,
    }


def _document(status: DocumentStatus, words: Words, *, internal: bool) -> Json:
    return {
        "kind": status.kind,
        "topic": status.topic,
        "title": words(status.title),
        "page": status.page,
        "state": status.state,
        "reached": status.reached,
        "reason": words.message(status.reason),
        "evidence": status.evidence if internal else "",  # no page of a customer shows it
        "revision": status.revision,
        "revised": status.revised,
        "missing_sections": [words(title) for title in status.missing_sections],
        "noted": status.noted_states,
        "signatures": {
            "needed": status.signatures_needed,
            "current": status.signatures_current,
            "noted": status.signatures_noted,
        },
        "rejections": _messages(status.rejections, words),
        "conditions": _messages(status.conditions, words),
        "received": _messages(tuple(word.told for word in status.received), words),
        "stale": _messages(status.stale, words),
        "owner": status.owner,
        "due": status.due,
    }


def owed_entry(owed: Owed, words: Words) -> Json:
    """An entry of what is owed, as its schema has it."""
    return {
        "kind": owed.kind,
        "id": owed.id,
        "title": words.message(owed.title),
        "owner": owed.owner,
        "party": owed.party,
        "due": owed.due,
        "days_late": owed.days_late,
        "is_due": owed.near,
    }


def _milestone(planned: PlannedMilestone) -> Json:
    return {
        "id": planned.milestone.id,
        "title": planned.milestone.title,
        "gate": planned.milestone.gate,
        "baseline": planned.baseline,
        "forecast": planned.forecast,
        "actual": planned.actual,
        "days_late": planned.days_late,
        "overdue": planned.overdue,
    }


def _requirement(status: RequirementStatus, words: Words) -> Json:
    return {
        "id": status.requirement.id,
        "priority": status.requirement.priority,
        "state": status.state,
        "cases": [case.id for case in status.cases],
        "claimed": status.claimed or status.state,
        "latest": status.latest.verdict if status.latest else None,
        "gaps": _messages(status.gaps, words),
    }


def _suspicion(suspicion: Suspicion, words: Words) -> Json:
    return {
        "fact": suspicion.kind,
        "id": suspicion.item,
        "changed": suspicion.about,
        "words": suspicion.words,
        "reason": words.message(suspicion.reason),
    }


def _tests(status: ProjectStatus) -> Json:
    defects = Counter(
        str(defect.defect_class.value) if defect.defect_class else "none" for defect in open_defects(status.cases)
    )
    return {
        "verdicts": {verdict.value: count for verdict, count in verdict_counts(status.cases).items()},
        "stale": [case.case.id for case in status.cases if case.stale and not case.case.withdrawn],
        "open_defects": {name: defects[name] for name in ("1", "2", "3", "none")},
    }


def _figures(context: PageContext, figures: SowFigures) -> Json:
    return {
        "id": figures.sow.id,
        "title": figures.sow.title,
        "days": figures.days,
        "spent": figures.effort.spent if context.view.internal else None,
        "remaining": figures.effort.remaining if context.view.internal else None,
        "forecast": figures.effort.forecast if context.view.internal else None,
        "total": figures.total,
        "currency": figures.currency,
        "changes_days": figures.changes_days,
        "changes_amount": figures.changes_amount,
        "cap": figures.cap,
        "most": figures.most,
        "limits": [_limit(limit) for limit in all_reached_limits(context) if limit.sow == figures.sow.id],
    }


def _limit(reached: ReachedLimit) -> Json:
    return {
        "limit": reached.limit,
        "by": reached.by,
        "amount": reached.amount,
        "most": reached.most,
        "over": reached.over,
    }


def _messages(messages: Sequence[Message], words: Words) -> list[Json]:
    return [words.message(message) for message in messages]
