"""The prose that a document's template requires, and what of it nobody has written."""

from __future__ import annotations

from delivery_wiki.model.project.prose_file import ProseFile

from .document_facts import DocumentFacts


def missing_sections(document: DocumentFacts) -> tuple[str, ...]:
    """The titles of required prose sections without text."""
    if document.template is None or not document.exists:
        return ()
    project = document.project
    required = [section for section in document.template.sections if section.prose and section.required]
    if document.of_kind.has_section_files:
        files = {section.id: prose_file(document, section.id).removesuffix(".md") for section in required}
        return tuple(section.title for section in required if not _has_text(project.prose.get(files[section.id])))
    written = _written_headings(document.of_kind.written(project, document.topic))
    view = document.project_facts.view
    return tuple(section.title for section in required if not (view.spellings(section.title) | {section.id}) & written)


def prose_file(document: DocumentFacts, section: str) -> str:
    """Where the prose of a section stands, or would be written: its path inside the project."""
    return document.of_kind.prose_path(document.topic, section)


def missing_files(document: DocumentFacts) -> tuple[str, ...]:
    """The files in which the missing sections would be written, each once."""
    missing = set(missing_sections(document))
    sections = document.template.sections if document.template else ()
    return tuple(dict.fromkeys(prose_file(document, section.id) for section in sections if section.title in missing))


def _written_headings(prose: ProseFile | None) -> set[str]:
    return {section.title.casefold() for section in prose.sections if section.text.strip()} if prose else set()


def _has_text(prose: ProseFile | None) -> bool:
    return prose is not None and any(section.text.strip() for section in prose.sections)
