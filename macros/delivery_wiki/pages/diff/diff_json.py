"""The business diff as JSON, described in schemas/diff.schema.json; exact numbers are text, never floats."""

from __future__ import annotations

from collections.abc import Sequence

from delivery_wiki.calculations.base.exact_text import exact_text
from delivery_wiki.calculations.business_diff.changes import (
    Change,
    ChangedTerm,
    CriterionChange,
    FigureValue,
    GateChange,
    NamedValue,
    SignatureChange,
    Signer,
    SuspicionChange,
    Value,
)
from delivery_wiki.calculations.verification.baselines import MovedField
from delivery_wiki.model.status import GateStatus

from ..elements.words import Words
from ..render.json_text import Json, json_text
from .diff_lines import headline
from .diff_spans import ToldProject

FORMAT = "diff/1"


def diff_as_json(projects: Sequence[ToldProject]) -> str:
    """Every project that changed; sentences are English, whatever the language of the project."""
    words = Words()
    told: list[Json] = [_project(project, words) for project in projects if not project.diff.empty]
    return json_text({"schema": FORMAT, "projects": told}) + "\n"


def _project(told: ToldProject, words: Words) -> Json:
    diff, shown = told.diff, told.after or told.before
    return {
        "slug": diff.slug,
        "title": diff.title,
        "customer": diff.customer,
        "audience": shown.view.audience if shown else None,
        "on": shown.on if shown else None,
        "on_because": shown.day_reason if shown else None,
        "presence": diff.presence,
        "asks": headline(diff, words),
        "changes": [_change(change) for change in diff.changes],
        "baseline": [_moved(moved) for moved in diff.moved],
        "signatures": [_signature(signature, words) for signature in diff.signatures],
        "suspect": [_suspicion(suspicion, words) for suspicion in diff.suspicions],
        "gates": [_gate(gate, words) for gate in diff.gates],
    }


def _change(change: Change) -> Json:
    return {
        "topic": change.topic,
        "kind": change.kind,
        "subject": change.subject or None,
        "title": change.title or None,
        "field": change.field or None,
        "before": _value(change.before),
        "after": _value(change.after),
    }


def _value(value: Value) -> Json:
    if isinstance(value, FigureValue):
        return {"value": exact_text(value.value), "unit": value.unit or None, "currency": value.currency or None}
    if isinstance(value, NamedValue):
        return _value(value.value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, ChangedTerm):
        return value.text
    return value


def _moved(moved: MovedField) -> Json:
    return {
        "document": moved.document,
        "topic": moved.topic,
        "revision": moved.revision,
        "figure": moved.figure,
        "name": moved.name,
        "before": moved.before,
        "after": moved.after,
        "file": moved.location.file,
        "line": moved.location.line,
        "requests": moved.requests,
        "agreed": moved.agreed,
    }


def _signature(change: SignatureChange, words: Words) -> Json:
    return {
        "document": change.kind,
        "topic": change.topic,
        "title": words(change.title),
        "revision": change.revision,
        "stale": change.stale,
        "before": change.before,
        "after": change.after,
        "needed": change.needed,
        "reasons": [words.message(reason) for reason in change.reasons],
        "signers": [_signer(signer) for signer in change.signers],
    }


def _signer(signer: Signer) -> Json:
    return {"role": signer.role, "party": signer.party, "people": signer.people}


def _suspicion(change: SuspicionChange, words: Words) -> Json:
    return {
        "id": change.item,
        "changed": change.about,
        "cleared": change.cleared,
        "reason": words.message(change.reason),
    }


def _gate(change: GateChange, words: Words) -> Json:
    return {
        "title": words(change.title),
        "before": _gate_state(change.before),
        "after": _gate_state(change.after),
        "criteria": [_criterion(criterion, words) for criterion in change.criteria],
    }


def _gate_state(gate: GateStatus | None) -> Json:
    return {"state": gate.state, "met": gate.met, "count": gate.count} if gate else None


def _criterion(change: CriterionChange, words: Words) -> Json:
    return {
        "title": words.message(change.title),
        "before": change.before,
        "after": change.after,
        "reason": words.message(change.reason),
    }
