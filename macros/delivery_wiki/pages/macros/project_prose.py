"""Everything in a project that pages render as prose: sections of its Markdown files, and texts of its YAML files."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.document_kinds import DOCUMENT_KINDS, INTERNAL, kind_written_in
from delivery_wiki.model.document_names import document_id
from delivery_wiki.model.project.prose_file import ProseFile
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.texts.prose_text import ProseText, runs_of_lines

_PAGES = {file: kind.page_id for kind in DOCUMENT_KINDS for file in kind.shows}


def prose_of(project: Project) -> Iterator[ProseText]:
    """Each text with the places of its characters, file by file."""
    for file in _files(project):
        for section in file.sections:
            place = section.location.at("text")
            runs = section.runs or runs_of_lines(section.text, place.line)
            yield ProseText(name=file.name, text=section.text, location=place, runs=runs)
    yield from project.prose_texts


def page_of(name: str) -> str:
    """The stem of the page that shows a file, by its path inside the project without the ending."""
    kind = kind_written_in(name)
    if kind is None:
        return _PAGES.get(name, name.removeprefix(INTERNAL))
    return document_id(kind.id, name.rpartition("/")[2] if kind.topics else None)


def _files(project: Project) -> Iterator[ProseFile]:
    yield from project.prose.values()
    yield from (minutes.prose for minutes in project.minutes if minutes.prose)
    for kind in DOCUMENT_KINDS:
        if kind.prose.startswith(INTERNAL) and (text := kind.written(project, None)):
            yield text
