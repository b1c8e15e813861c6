"""Prose of documents: headings that the template knows, and no id of internal/ in anything that is shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeAlias

from delivery_wiki.model.document_kinds import DOCUMENT_KINDS, INTERNAL, DocumentKind, kind_written_in
from delivery_wiki.model.finding import Finding, Location, Step, error, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import DocumentTemplate
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.model.project.whole_project import Project

from ..base.ids_in_text import ID, ids_in_text
from ..base.near_miss import listed, quoted, repair_name, replace_name
from .identifiers import find_items
from .references import internal_item_cited


def check_prose(project: Project, library: Library, labels: Mapping[str, str]) -> Iterator[Finding]:
    """Level-2 headings that no section of the template has, where one is needed or one was meant.

    A statement of work in English has sections of its template only. Elsewhere other headings are welcome, and only
    what is nearly a title is a finding; `labels` are the titles in the project's language.
    """
    templates = library.template_set(project.templates.id, project.templates.version)
    english = project.language.partition("-")[0].casefold() == "en"
    for kind, written in _documents(project):
        template = templates.by_kind.get(kind.id) if templates else None
        if template:
            yield from _check_headings(written, template, labels, strict=english and kind.is_contract)
            yield from _check_levels(written, template, labels)


def _documents(project: Project) -> Iterator[tuple[DocumentKind, ProseFile]]:
    """The prose files whose headings name sections of a template, with the kind of document that they are."""
    for name, written in project.prose.items():
        kind = kind_written_in(name)
        if kind is not None and not kind.has_section_files:
            yield kind, written
    for kind in DOCUMENT_KINDS:
        if kind.prose.startswith(INTERNAL) and (text := kind.written(project, None)):
            yield kind, text


def _check_headings(
    written: ProseFile, template: DocumentTemplate, labels: Mapping[str, str], *, strict: bool
) -> Iterator[Finding]:
    titles = {labels.get(section.title, section.title) for section in template.sections if section.prose}
    taken = {name.casefold() for section in template.sections for name in (section.id, section.title)}
    known = taken | {labels.get(section.title, "").casefold() for section in template.sections}
    if strict:
        known = {title.casefold() for title in titles}
    for section in written.sections:
        replacement = replace_name(section.title, titles)
        if section.title and section.title.strip().casefold() not in known and (strict or replacement):
            where = f"the {labels.get(template.title, template.title)}"
            yield error(
                "unknown-heading",
                section.location,
                f"{quoted(section.title)} is not a prose section of {where}; known: {listed(titles)}.",
                repair_name(section.title, titles, otherwise="move the text under a known heading, or make it level 3"),
                replacement=replacement,
            )


def _check_levels(written: ProseFile, template: DocumentTemplate, labels: Mapping[str, str]) -> Iterator[Finding]:
    """Headings that name a section and do not begin it, so that its text would stand in another one."""
    titles = {labels.get(section.title, section.title) for section in template.sections if section.prose}
    begun = {section.title.strip().casefold() for section in written.sections}
    for heading in written.headings:
        meant = {title.casefold(): title for title in titles}.get(heading.title.strip().casefold())
        near = replace_name(heading.title, titles)
        title = meant or (near[1] if near else "")
        if title and title.casefold() not in begun:
            yield error(
                "heading-level",
                heading.location,
                f"{quoted(heading.title)} names a section of the {labels.get(template.title, template.title)}, and is "
                f"a heading of level {heading.level}; its text would stand in the section above.",
                f"Write ## {title}",
                replacement=(heading.marks, "##") if heading.marks else None,
            )
        elif heading.level == 1:
            yield warning(
                "heading-top",
                heading.location,
                f"{quoted(heading.title)} is a heading of level 1, which is the title of the page",
                "Write ## for a section of the document, ### for a part of one.",
            )


def check_internal_mentions(project: Project) -> Iterator[Finding]:
    """Ids that only internal/ defines, named in the text of something shared."""
    shared = {item.id for item in find_items(project) if not item.internal}
    hidden = {item.id: item for item in find_items(project) if item.internal and item.id not in shared}
    if not hidden:
        return
    for text, location, steps in shared_texts(project):
        mentions = {match.group(): match.start() for match in reversed(ids_in_text(text))}
        for id in sorted(set(mentions) & set(hidden)):
            yield internal_item_cited(place_in_text(mentions[id], text, location.at(*steps)), hidden[id])


def place_in_text(mention: int, text: str, start: Location) -> Location:
    """The line of a mention in prose, which is written as it is read; other texts are placed as a whole."""
    if start.steps != ("text",):
        return start
    before = text[:mention]
    return replace(start, line=start.line + before.count("\n"), column=len(before) - before.rfind("\n"))


Text: TypeAlias = tuple[str, Location, tuple[Step, ...]]


def shared_texts(project: Project) -> Iterator[Text]:
    """Prose, and every text of the shared project in which an id can stand, with its place."""
    prose: tuple[tuple[Step, ...], ...] = ((), ("text",))
    return (found for found in all_texts(project) if "-" in found[0] or found[2] in prose)


def all_texts(project: Project) -> Iterator[Text]:
    """Every text of the shared project with its place; a value that is an id as a whole is a reference, not text."""
    for field in fields(project):
        if field.name not in {"location", "internal", "prose_texts", "vendor_fields"}:
            yield from _texts(getattr(project, field.name), project.location, (field.name,))


def _texts(value: object, location: Location, steps: tuple[Step, ...]) -> Iterator[Text]:
    if isinstance(value, str):
        if not ID.fullmatch(value):
            yield value, location, steps
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts(item, location, (*steps, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, location, (*steps, key))
    elif isinstance(value, ProseSection):
        yield value.title, value.location, ()
        yield value.text, value.location, ("text",)
    elif is_dataclass(value) and not isinstance(value, Location):
        yield from _texts_of_record(value, location, steps)


def _texts_of_record(value: object, location: Location, steps: tuple[Step, ...]) -> Iterator[Text]:
    own = getattr(value, "location", None)
    for name in getattr(value, "__dataclass_fields__", {}):
        if name != "location":
            below = (name,) if own else (*steps, name)
            yield from _texts(getattr(value, name), own or location, below)
