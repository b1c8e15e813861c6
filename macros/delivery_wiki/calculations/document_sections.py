"""The prose that a document's template requires, and what of it nobody has written."""

from __future__ import annotations

from delivery_wiki.model.project import ProseFile

from .dossier import Dossier

CONCEPT = "implementation-concept"


def missing_sections(document: Dossier) -> tuple[str, ...]:
    """The titles of required prose sections without text."""
    if document.template is None or not document.exists:
        return ()
    project = document.project
    required = [one for one in document.template.sections if one.prose and one.required]
    if document.kind == CONCEPT:
        return tuple(one.title for one in required if not _has_text(project.prose.get(f"concept/{one.id}")))
    written = _written_headings(_prose(document))
    view = document.ledger.view
    return tuple(one.title for one in required if not (view.spellings(one.title) | {one.id}) & written)


def prose_file(document: Dossier, section: str) -> str:
    """Where the prose of a section stands, or would be written: its path inside the project."""
    if document.kind == CONCEPT:
        return f"concept/{section}.md"
    if document.kind == "minutes":
        return f"minutes/{document.topic}.md"
    if document.kind == "retrospective":
        return "internal/retrospective.md"
    return f"sow/{document.sow.topic}.md" if document.sow else f"{document.kind}.md"


def missing_files(document: Dossier) -> tuple[str, ...]:
    """The files in which the missing sections would be written, each once."""
    missing = set(missing_sections(document))
    sections = document.template.sections if document.template else ()
    return tuple(dict.fromkeys(prose_file(document, one.id) for one in sections if one.title in missing))


def _prose(document: Dossier) -> ProseFile | None:
    if document.kind == "minutes":
        return document.minutes.prose if document.minutes else None
    if document.kind == "retrospective":
        return document.project.internal.retrospective if document.project.internal else None
    name = f"sow/{document.sow.topic}" if document.sow else document.kind
    return document.project.prose.get(name)


def _written_headings(prose: ProseFile | None) -> set[str]:
    return {one.title.casefold() for one in prose.sections if one.text.strip()} if prose else set()


def _has_text(prose: ProseFile | None) -> bool:
    return prose is not None and any(section.text.strip() for section in prose.sections)
