"""The business diff as JSON, described in schemas/diff.schema.json; exact numbers are text, never floats."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from delivery_wiki.calculations.baselines import MovedField
from delivery_wiki.calculations.business_diff import (
    Change,
    CriterionChange,
    Figure,
    GateChange,
    SignatureChange,
    Signer,
    SuspicionChange,
    Term,
    Value,
)
from delivery_wiki.calculations.exact_text import exact_text
from delivery_wiki.model.status import GateStatus

from .diff_lines import headline
from .diff_spans import ToldProject
from .status_json import Json
from .words import Words

FORMAT = "diff/1"


def diff_as_json(projects: Sequence[ToldProject]) -> str:
    """Every project that changed; sentences are English, whatever the language of the project."""
    words = Words()
    told: list[Json] = [_project(one, words) for one in projects if not one.diff.empty]
    return json.dumps({"schema": FORMAT, "projects": told}, ensure_ascii=False, indent=2) + "\n"


def _project(told: ToldProject, words: Words) -> Json:
    diff, shown = told.diff, told.after or told.before
    return {
        "slug": diff.slug,
        "title": diff.title,
        "customer": diff.customer,
        "audience": shown.view.audience.value if shown else None,
        "on": shown.on.isoformat() if shown else None,
        "on_because": shown.day_reason.value if shown else None,
        "presence": diff.presence.value,
        "asks": headline(diff, words),
        "changes": [_change(one) for one in diff.changes],
        "baseline": [_moved(one) for one in diff.moved],
        "signatures": [_signature(one, words) for one in diff.signatures],
        "suspect": [_suspicion(one, words) for one in diff.suspicions],
        "gates": [_gate(one, words) for one in diff.gates],
    }


def _change(change: Change) -> Json:
    return {
        "topic": change.topic.value,
        "kind": change.kind.value,
        "subject": change.subject or None,
        "title": change.title or None,
        "field": change.field or None,
        "before": _value(change.before),
        "after": _value(change.after),
    }


def _value(value: Value) -> Json:
    if isinstance(value, Figure):
        return {"value": exact_text(value.value), "unit": value.unit or None, "currency": value.currency or None}
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, Term):
        return value.text
    return value.isoformat() if isinstance(value, dt.date) else value


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
        "requests": list(moved.requests),
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
        "reasons": [words.message(one) for one in change.reasons],
        "signers": [_signer(one) for one in change.signers],
    }


def _signer(signer: Signer) -> Json:
    return {"role": signer.role, "party": signer.party, "people": list(signer.people)}


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
        "before": _standing(change.before),
        "after": _standing(change.after),
        "criteria": [_criterion(one, words) for one in change.criteria],
    }


def _standing(gate: GateStatus | None) -> Json:
    return {"state": gate.state.value, "met": gate.met, "count": len(gate.criteria)} if gate else None


def _criterion(change: CriterionChange, words: Words) -> Json:
    return {
        "title": words.message(change.title),
        "before": change.before,
        "after": change.after,
        "reason": words.message(change.reason),
    }
