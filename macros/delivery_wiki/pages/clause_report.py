"""The clauses of a document as lines for a terminal: each with its place and whence it comes."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.clause_texts import DIGEST_SHOWN
from delivery_wiki.model.finding import Location

from .document_content import content_parts, find_document
from .documents.applied_clauses import AppliedClause, applied_clauses
from .finding_reports import visible
from .page_kind import PageContext
from .pdf_project import distribution


def clause_lines(context: PageContext, kind: str, topic: str | None, name: str) -> Iterator[str]:
    """Which clauses a document has; raises LookupError for a document that has no page."""
    document = find_document(context, kind, topic)
    if document is None:
        raise LookupError(f"there is no document '{name}'")
    parts = content_parts(context, document)
    text = "\n".join((*(f"{one.title}\n{one.text}" for one in parts), distribution(context)))
    found = applied_clauses(context, _topic(kind, topic), text)
    clauses = context.view.clauses
    if clauses is not None:
        yield f"{name}: clauses of {clauses.id} {clauses.version} ({clauses.digest[:DIGEST_SHOWN]}) and of the project"
    elif found:
        yield f"{name}: clauses of the project; no set is pinned"
    else:
        yield f"{name}: no clauses; it says what its keys say, and nothing else"
    said = context.view.project.classification
    if said is not None:
        yield f"  classification: {said.value}  {_place(context.view.project.location.at('classification'))}"
    yield from (_line(one) for one in found)


def _topic(kind: str, topic: str | None) -> str | None:
    return "basic" if kind == "basic-sow" else topic


def _line(one: AppliedClause) -> str:
    name = f"{one.place.value}/{one.id}" if one.id else one.place.value
    text = f"  {visible(' '.join(one.text.split()))}" if one.text else ""
    return f"  {name}  {_place(one.location)}{text}"


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}"
