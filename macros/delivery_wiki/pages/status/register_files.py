"""The registers of a project as tables for other programs: CSV that no spreadsheet takes for formulas, and JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum

from delivery_wiki.calculations.base.people import name_of
from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.signing.attested_attempts import told_attempts
from delivery_wiki.model.texts.safe_cell import safe_cell

from ..elements.page_kind import PageContext
from ..elements.project_links import shown_documents
from ..registers.attachment_pages import FOLDER, shown_attachments
from ..render.json_text import Json, json_text

SCHEMA = "registers/1"
BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8
Value = str | int | Decimal | dt.date | Enum | tuple[str, ...] | bool | None
Row = Mapping[str, Value]


def register_files(context: PageContext) -> dict[str, str]:
    """Each register that has rows as CSV, and all of them as one JSON file, by name."""
    tables = {name: rows for name, find in _REGISTERS.items() if (rows := list(find(context)))}
    files = {f"{name}.csv": _as_csv(rows) for name, rows in tables.items()}
    tree: Json = {
        "schema": SCHEMA,
        "project": context.view.project.slug,
        "as_of": context.on,
        "registers": {name: [dict(row) for row in rows] for name, rows in tables.items()},
    }
    return files | {"registers.json": json_text(tree)}


def _as_csv(rows: list[Row]) -> str:
    """Comma, quotes where needed, line ends of RFC 4180; every column of every row."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(rows[0].keys())
    writer.writerows([register_cell(value) for value in row.values()] for row in rows)
    return BOM + stream.getvalue()


def register_cell(value: Value) -> str:
    """A cell that a spreadsheet reads as text."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        value = str(value.value)
    if isinstance(value, tuple):
        value = " ".join(value)
    return safe_cell(value.isoformat() if isinstance(value, dt.date) else str(value))


def _requirements(context: PageContext) -> Iterator[Row]:
    for status in context.status.requirements:
        found = status.requirement
        yield {
            "id": found.id,
            "statement": found.statement,
            "fit_criterion": found.fit_criterion,
            "area": found.area,
            "priority": found.priority,
            "party": found.party,
            "state": status.state,
            "agreed": found.agreed,
            "implemented": found.implemented,
            "deliverables": found.deliverables,
            "tests": tuple(case.id for case in status.cases),
            "source": found.source,
        }


def _documents(context: PageContext) -> Iterator[Row]:
    for document in shown_documents(context):
        yield {
            "document": document.kind,
            "topic": document.topic,
            "title": document.title,
            "state": document.state,
            "revision": document.revision,
            "revised": document.revised,
            "signatures_needed": document.signatures_needed,
            "signatures": document.signatures_current,
            "proved": document.signatures_current - document.signatures_noted,
            "due": document.due,
        }


def _open_points(context: PageContext) -> Iterator[Row]:
    for point in context.view.project.open_points:
        yield {
            "id": point.id,
            "question": point.question,
            "owner": _named(context, point.owner),
            "raised": point.raised,
            "due": point.due,
            "closed": point.closed,
            "answer": point.answer,
            "about": point.about,
            "withdrawn": point.withdrawn,
        }


def _decisions(context: PageContext) -> Iterator[Row]:
    for decision in context.view.project.decisions:
        yield {
            "id": decision.id,
            "title": decision.title,
            "date": decision.date,
            "decided_by": _named(context, decision.decided_by),
            "gate": decision.gate,
            "outcome": decision.outcome,
            "reason": decision.reason,
            "evidence": decision.evidence,
            "withdrawn": decision.withdrawn,
        }


def _changes(context: PageContext) -> Iterator[Row]:
    for change in context.view.project.changes:
        yield {
            "id": change.id,
            "title": change.title,
            "reason": change.reason,
            "raised": change.raised,
            "raised_by": _named(context, change.raised_by),
            "moves": change.moves,
            "days": change.days,
            "amount": change.amount,
            "currency": change.currency,
            "due": change.due,
            "decision": change.decision,
            "decided": change.decided,
            "withdrawn": change.withdrawn,
        }


def _milestones(context: PageContext) -> Iterator[Row]:
    for planned in context.status.plan:
        yield {
            "id": planned.milestone.id,
            "title": planned.milestone.title,
            "gate": planned.milestone.gate,
            "owner": _named(context, planned.milestone.owner),
            "baseline": planned.baseline,
            "forecast": planned.forecast,
            "actual": planned.actual,
            "days_late": planned.days_late,
        }


def _answers(context: PageContext) -> Iterator[Row]:
    for told in told_attempts(context.view.project):
        attempt = told.attempt
        yield {
            "deliverable": told.deliverable.id,
            "title": told.deliverable.title,
            "date": attempt.date,
            "outcome": attempt.outcome,
            "by": _named(context, attempt.by),
            "criterion": attempt.criterion,
            "reason": attempt.reason,
            "evidence": attempt.evidence,
            "proof": told.proof,
            "attested_by": _named(context, attempt.attested_by or None),
            "attested": attempt.attested_on,
        }


def _owed(context: PageContext) -> Iterator[Row]:
    for owed in context.status.owed:
        yield {
            "kind": owed.kind,
            "id": owed.id,
            "title": plain(owed.title),
            "owner": _named(context, owed.owner),
            "party": owed.party,
            "due": owed.due,
            "days_late": owed.days_late,
        }


def _actions(context: PageContext) -> Iterator[Row]:
    for minutes in context.view.project.minutes:
        for action in minutes.actions:
            yield {
                "id": action.id,
                "meeting": minutes.date,
                "action": action.action,
                "owner": _named(context, action.owner),
                "due": action.due,
                "done": action.done,
                "withdrawn": action.withdrawn,
            }


def _attachments(context: PageContext) -> Iterator[Row]:
    for file in shown_attachments(context):
        yield {
            "file": f"{FOLDER}/{file.file}",
            "title": file.title,
            "kind": file.kind,
            "date": file.date,
            "by": _named(context, file.by),
            "about": file.about,
            "sha256": file.sha256,
        }


def _named(context: PageContext, id: str | None) -> str:
    return name_of(context.view.project, id) if id else ""


_REGISTERS: Mapping[str, Callable[[PageContext], Iterable[Row]]] = {
    "requirements": _requirements,
    "documents": _documents,
    "open-points": _open_points,
    "actions": _actions,
    "decisions": _decisions,
    "change-requests": _changes,
    "milestones": _milestones,
    "deliverable-answers": _answers,
    "owed": _owed,
    "attachments": _attachments,
}
