"""Everything in a project that pages render as prose: sections of its Markdown files, and texts of its YAML files."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.project import Project, ProseFile
from delivery_wiki.model.prose_text import ProseText, runs_of_lines

_FOLDERS = {"sow": "sow-{}", "minutes": "minutes-{}", "concept": "implementation-concept", "internal": "{}"}
_PAGES = {"poc": "poc", "offer": "formal-offer", "architecture": "implementation-concept"}


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
    folder, _, stem = name.rpartition("/")
    return _FOLDERS[folder].format(stem) if folder in _FOLDERS else _PAGES.get(name, name)


def _files(project: Project) -> Iterator[ProseFile]:
    yield from project.prose.values()
    yield from (minutes.prose for minutes in project.minutes if minutes.prose)
    if project.internal and project.internal.retrospective:
        yield project.internal.retrospective
