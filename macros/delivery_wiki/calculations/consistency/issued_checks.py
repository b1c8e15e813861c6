"""Issued revisions: their content is what their fingerprint says, and a document that moved has a new revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from delivery_wiki.model.document_kinds import statement_of_work
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.process import TemplateSet
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project

from ..base.phrases import listed
from ..signing.issued_content import issued_fingerprint
from ..signing.sign_off_judgement import frozen_name, has_its_pdf

MOST_TITLES = 4
SHOWN = 12
_RESTORE = "Restore it from version control; only the tool writes it."


def check_issued(project: Project) -> Iterator[Finding]:
    """An issued revision with another fingerprint or another PDF than it names was changed after it was issued."""
    for issued in project.issued:
        yield from _check_pdf(project, issued)
        if issued.content and issued_fingerprint(project.slug, issued) != issued.fingerprint:
            yield error(
                "issued-content-changed",
                issued.location,
                f"the content of {_name(issued.document, issued.topic)} revision {issued.revision} is not "
                "what was issued: "
                "its fingerprint is another",
                "Restore the file from version control; for other content, raise the revision and issue it.",
            )


def _check_pdf(project: Project, issued: Issued) -> Iterator[Finding]:
    """The document that was issued with this content: it is there, and has the digest that the content names."""
    if has_its_pdf(project, issued):
        return
    place = Location(file=f"{issued.location.file.rsplit('/', 1)[0]}/document.pdf", line=1, column=1)
    found = project.frozen_pdfs.get(frozen_name(issued))
    problem = "the document that was issued is missing"
    if found is not None:
        shown = f"{found[:SHOWN]}, not {issued.pdf[:SHOWN]}"
        problem = f"this is not the document that was issued: its SHA-256 begins with {shown}"
    yield error("issued-pdf-changed", place, problem, _RESTORE)


def check_drifts(project: Project, templates: TemplateSet, drifts: Iterable[Drift]) -> Iterator[Finding]:
    """A document that reads otherwise than the issued revision whose number it still carries."""
    for drift in drifts:
        revision, location = _typed_revision(project, drift)
        if revision is not None and revision != drift.revision:
            continue
        template = templates.by_kind.get(drift.document)
        living = template is not None and "working" in template.states
        code = "living-document-moved" if living else "issued-revision-changed"
        make = warning if living else error
        titles = [clause.title for clause in drift.clauses[:MOST_TITLES]]
        more = len(drift.clauses) - len(titles)
        named = listed([*titles, f"{more} more"] if more else titles)
        yield make(
            code,
            location,
            f"{_name(drift.document, drift.topic)} reads otherwise than revision {drift.revision}, which was issued: "
            f"{named}",
            f"Raise its revision to {drift.revision + 1} and date it, or take the change back.",
        )


def _name(document: str, topic: str | None) -> str:
    return f"'{document} {topic}'" if topic else f"'{document}'"


def _typed_revision(project: Project, drift: Drift) -> tuple[int | None, Location]:
    """The revision that the author typed, and where; None where it is only the number that was issued."""
    sow = statement_of_work(project, drift.document, drift.topic)
    if sow is not None:
        return sow.revision, sow.location.at("revision")
    for record in project.documents:
        if (record.kind, record.topic) == (drift.document, drift.topic):
            return record.revision, record.location.at("revision" if record.revision is not None else "kind")
    frozen = next(issued for issued in project.issued if _is(issued, drift))
    return None, frozen.location


def _is(issued: Issued, drift: Drift) -> bool:
    return (issued.document, issued.topic, issued.revision) == (drift.document, drift.topic, drift.revision)
