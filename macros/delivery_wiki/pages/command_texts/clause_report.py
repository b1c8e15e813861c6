"""The clauses of a document as lines for a terminal: each with its place and whence it comes."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.calculations.base.clause_texts import DIGEST_SHOWN, in_language, taken_clauses
from delivery_wiki.model.document_kinds import BASIC, BASIC_SOW
from delivery_wiki.model.finding import Location

from ..documents.applied_clauses import AppliedClause, applied_clauses
from ..elements.page_kind import PageContext
from ..macros.document_content import content_parts, find_document
from ..pdf.pdf_project import distribution
from ..render.finding_reports import visible


def clause_lines(context: PageContext, kind: str, topic: str | None, name: str) -> Iterator[str]:
    """Which clauses a document has; raises LookupError for a document that has no page."""
    document = find_document(context, kind, topic)
    if document is None:
        raise LookupError(f"there is no document '{name}'")
    parts = content_parts(context, document)
    text = "\n".join((*(f"{part.title}\n{part.text}" for part in parts), distribution(context)))
    found = applied_clauses(context, _topic(kind, topic), text)
    sow = next((sow for sow in context.view.project.sows if sow.topic == _topic(kind, topic)), None)
    clauses = taken_clauses(context.view.project, context.view.library, sow).clauses
    if clauses is not None:
        yield f"{name}: clauses of {clauses.id} {clauses.version} ({clauses.digest[:DIGEST_SHOWN]}) and of the project"
    elif found:
        yield f"{name}: clauses of the project; no set is pinned"
    else:
        yield f"{name}: no clauses; it says what its keys say, and nothing else"
    if clauses is not None and clauses.notice:
        yield f"  {in_language(clauses.notice, context.words.language)}"
    said = context.view.project.classification
    if said is not None:
        yield f"  classification: {said.value}  {_place(context.view.project.location.at('classification'))}"
    yield from (_line(clause) for clause in found)


def _topic(kind: str, topic: str | None) -> str | None:
    return BASIC if kind == BASIC_SOW.id else topic


def _line(clause: AppliedClause) -> str:
    name = f"{clause.place.value}/{clause.id}" if clause.id else clause.place.value
    text = f"  {visible(' '.join(clause.text.split()))}" if clause.text else ""
    return f"  {name}  {_place(clause.location)}{text}"


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}"
