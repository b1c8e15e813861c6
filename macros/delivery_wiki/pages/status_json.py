"""The status of projects as JSON, described in schemas/status.schema.json; exact numbers are text, never floats."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from delivery_wiki.calculations.money.price_limits import ReachedLimit
from delivery_wiki.calculations.people import name_of
from delivery_wiki.calculations.testing import open_defects, verdict_counts
from delivery_wiki.model.project import Decision
from delivery_wiki.model.status import (
    Condition,
    CriterionStatus,
    DocumentStatus,
    GateStatus,
    Message,
    Owed,
    PhaseStatus,
    PlannedMilestone,
    ProjectStatus,
    RequirementStatus,
    SowFigures,
    Suspicion,
)

from .effort_pages import all_reached_limits
from .page_kind import PageContext
from .words import Words

FORMAT = "status/1"
Scalar = str | int | bool | None
Json = Scalar | Sequence["Json"] | dict[str, "Json"]


def status_as_json(contexts: Sequence[PageContext], words: Words | None = None) -> str:
    """All projects as one JSON document; sentences are in the given words."""
    chosen = words or Words()
    document: Json = {"schema": FORMAT, "projects": [_project(context, chosen) for context in contexts]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _project(context: PageContext, words: Words) -> Json:
    project, status = context.view.project, context.status
    return {
        "slug": project.slug,
        "title": project.title,
        "customer": name_of(project, project.customer),
        "audience": context.view.audience.value,
        "process": {"id": project.process.id, "version": project.process.version},
        "on": status.on.isoformat(),
        "on_because": context.day_reason.value,
        "day": status.day,
        "health": status.health.value,
        "cause": words.message(status.cause),
        "archived": _decision(status.archived),
        "phase": status.current.phase.id if status.current else None,
        "next_gate": status.next_gate.gate.id if status.next_gate else None,
        "phases": [_phase(one, words) for one in status.phases],
        "documents": [_document(one, words, internal=context.view.internal) for one in status.documents],
        "owed": [_owed(one, words) for one in status.owed],
        "milestones": [_milestone(one) for one in status.plan],
        "requirements": [_requirement(one, words) for one in status.requirements],
        "tests": _tests(status),
        "suspect": [_suspicion(one, words) for one in status.suspicions],
        "statements_of_work": [_figures(context, one) for one in status.sows],
    }


def _phase(status: PhaseStatus, words: Words) -> Json:
    return {
        "id": status.phase.id,
        "title": words(status.phase.title),
        "progress": status.progress.value,
        "gates": [_gate(one, words) for one in status.gates],
    }


def _gate(status: GateStatus, words: Words) -> Json:
    return {
        "id": status.gate.id,
        "title": words(status.gate.title),
        "state": status.state.value,
        "reason": words.message(status.reason),
        "decided_by": status.gate.decided_by.value,
        "decision": _decision(status.decision),
        "milestone": status.milestone.id if status.milestone else None,
        "baseline": _date(status.baseline),
        "forecast": _date(status.forecast),
        "days_late": status.days_late,
        "met": status.met,
        "criteria": [_criterion(one, words) for one in status.criteria],
    }


def _criterion(status: CriterionStatus, words: Words) -> Json:
    return {
        "id": status.id,
        "title": words.message(status.title),
        "state": status.state.value,
        "noted": status.noted,
        "reason": words.message(status.reason),
        "conditions": [_condition(one) for one in status.conditions],
        "owner": status.owner,
        "party": _value(status.party),
        "due": _date(status.due),
        "about": status.about or None,
    }


def _condition(one: Condition) -> Json:
    return {
        "about": one.about,
        "title": one.title,
        "remedy": one.remedy,
        "owner": one.owner,
        "until": one.until.isoformat(),
        "accepted_by": one.by,
        "decision": one.decision or None,
    }


def _decision(decision: Decision | None) -> Json:
    if decision is None:
        return None
    return {
        "id": decision.id,
        "date": decision.date.isoformat(),
        "decided_by": decision.decided_by,
        "outcome": _value(decision.outcome),
        "reason": decision.reason,
    }


def _document(status: DocumentStatus, words: Words, *, internal: bool) -> Json:
    return {
        "kind": status.kind,
        "topic": status.topic,
        "title": words(status.title),
        "page": status.page,
        "state": status.state,
        "reached": list(status.reached),
        "reason": words.message(status.reason),
        "evidence": status.evidence if internal else "",  # no page of a customer shows it
        "revision": status.revision,
        "revised": _date(status.revised),
        "missing_sections": [words(title) for title in status.missing_sections],
        "noted": list(status.noted_states),
        "signatures": {
            "needed": status.signatures_needed,
            "current": status.signatures_current,
            "noted": status.signatures_noted,
        },
        "rejections": _messages(status.rejections, words),
        "stale": _messages(status.stale, words),
        "owner": status.owner,
        "due": _date(status.due),
    }


def _owed(owed: Owed, words: Words) -> Json:
    return {
        "kind": owed.kind,
        "id": owed.id,
        "title": words.message(owed.title),
        "owner": owed.owner,
        "party": _value(owed.party),
        "due": _date(owed.due),
        "days_late": owed.days_late,
        "is_due": owed.near,
    }


def _milestone(planned: PlannedMilestone) -> Json:
    return {
        "id": planned.milestone.id,
        "title": planned.milestone.title,
        "gate": planned.milestone.gate,
        "baseline": _date(planned.baseline),
        "forecast": _date(planned.forecast),
        "actual": _date(planned.actual),
        "days_late": planned.days_late,
        "overdue": planned.overdue,
    }


def _requirement(status: RequirementStatus, words: Words) -> Json:
    return {
        "id": status.requirement.id,
        "priority": status.requirement.priority.value,
        "state": status.state,
        "cases": [case.id for case in status.cases],
        "claimed": status.claimed or status.state,
        "latest": _value(status.latest.verdict) if status.latest else None,
        "gaps": _messages(status.gaps, words),
    }


def _suspicion(suspicion: Suspicion, words: Words) -> Json:
    return {
        "fact": suspicion.kind.value,
        "id": suspicion.item,
        "changed": suspicion.about,
        "words": suspicion.words,
        "reason": words.message(suspicion.reason),
    }


def _tests(status: ProjectStatus) -> Json:
    defects = Counter(str(one.defect_class.value) if one.defect_class else "none" for one in open_defects(status.cases))
    return {
        "verdicts": {verdict.value: count for verdict, count in verdict_counts(status.cases).items()},
        "stale": [case.case.id for case in status.cases if case.stale and not case.case.withdrawn],
        "open_defects": {name: defects[name] for name in ("1", "2", "3", "none")},
    }


def _figures(context: PageContext, figures: SowFigures) -> Json:
    return {
        "id": figures.sow.id,
        "title": figures.sow.title,
        "days": _number(figures.days),
        "spent": _number(figures.effort.spent if context.view.internal else None),
        "remaining": _number(figures.effort.remaining if context.view.internal else None),
        "forecast": _number(figures.effort.forecast if context.view.internal else None),
        "total": _number(figures.total),
        "currency": figures.currency,
        "changes_days": _number(figures.changes_days),
        "changes_amount": _number(figures.changes_amount),
        "cap": _number(figures.cap),
        "most": _number(figures.most),
        "limits": [_limit(one) for one in all_reached_limits(context) if one.sow == figures.sow.id],
    }


def _limit(reached: ReachedLimit) -> Json:
    return {
        "limit": reached.limit.value,
        "by": reached.by.value,
        "amount": _number(reached.amount),
        "most": _number(reached.most),
        "over": _number(reached.over),
    }


def _messages(messages: Sequence[Message], words: Words) -> list[Json]:
    return [words.message(one) for one in messages]


def _date(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _number(number: Decimal | None) -> str | None:
    return format(number, "f") if number is not None else None


def _value(member: Enum | None) -> str | None:
    return str(member.value) if member is not None else None
