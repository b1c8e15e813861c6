"""Prose: which sections were written, removed or rewritten."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.project.prose_file import ProseFile
from delivery_wiki.model.project.whole_project import Project

from .changes import Change, ChangeKind, Thing, Topic

Key = tuple[str, str, int]


def text_changes(before: Project, after: Project) -> Iterator[Change]:
    """A change for each section of each file that differs, in the order of the new file."""
    old, new = _files(before), _files(after)
    for name in sorted(old.keys() | new.keys()):
        topic = Topic.INTERNAL if name.startswith("internal/") else Topic.TEXTS
        left, right = _sections(old.get(name)), _sections(new.get(name))
        for key in [*right, *(key for key in left if key not in right)]:
            was, is_now = left.get(key), right.get(key)
            if was != is_now and (was or is_now):
                kind = ChangeKind.ADDED if not was else ChangeKind.REMOVED if not is_now else ChangeKind.CHANGED
                yield Thing(topic, name, key[1]).change(kind, "Text", was or None, is_now or None)


def _files(project: Project) -> dict[str, ProseFile]:
    found = dict(project.prose)
    for minutes in project.minutes:
        if minutes.prose is not None:
            found[minutes.prose.name] = minutes.prose
    if project.internal is not None and project.internal.retrospective is not None:
        found[project.internal.retrospective.name] = project.internal.retrospective
    return found


def _sections(file: ProseFile | None) -> dict[Key, str]:
    """The text of each section; a title that stands twice counts on."""
    found: dict[Key, str] = {}
    for section in file.sections if file else ():
        count = 0
        while (file.name if file else "", section.title, count) in found:
            count += 1
        found[file.name if file else "", section.title, count] = section.text.strip()
    return found
