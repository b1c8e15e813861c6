"""Labels: every text that needs a translation, and what a language lacks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import Source
from delivery_wiki.model.project import Project
from delivery_wiki.model.sizing import Discrepancy, WorkedExample

from .label_sources import as_words

SHOWN = frozenset(
    {
        *("title", "summary", "question", "hint", "note", "notes", "guidance", "meaning", "role"),
        *("unit", "choices", "default_note", "default_source", "confidence", "warning"),
    }
)
AS_WORDS = frozenset({"states", "state", "check"})
SOURCE_LANGUAGE = "en"
NAMED = 3
UPDATE = "python -m delivery_wiki.adapters.label_inventory --update"
Catalogues = Mapping[str, Mapping[str, str]]


def catalogue_for(language: str, catalogues: Catalogues) -> Mapping[str, str]:
    """The labels of a language tag; those of the region win over those of the language."""
    general = language.partition("-")[0]
    labels = catalogues.get(general, {})
    return {**labels, **catalogues[language]} if language in catalogues and language != general else labels


def check_labels(projects: Iterable[Project], catalogues: Catalogues, wanted: Iterable[str]) -> Iterator[Finding]:
    """One finding for each language of a project that lacks labels: readers see English in their place."""
    first: dict[str, Project] = {}
    for project in projects:
        first.setdefault(project.language.partition("-")[0], project)
    needed = set(wanted)
    for language, project in first.items():
        known = catalogue_for(project.language, catalogues)
        missing = sorted(needed - known.keys())
        if language == SOURCE_LANGUAGE or not missing:
            continue
        if not known:
            yield _no_labels(project)
            continue
        named = ", ".join(f"'{text}'" for text in missing[:NAMED]) + (", …" if len(missing) > NAMED else "")
        yield warning(
            "label-missing",
            Location(file=f"docs/labels/{language}.po", line=1, column=1),
            f"{len(missing)} of {len(needed)} labels have no translation and appear in English: {named}.",
            f"Run '{UPDATE}' and fill in the empty msgstr.",
        )


def _no_labels(project: Project) -> Finding:
    language = project.language
    return warning(
        "label-missing",
        project.location.at("language"),
        f"there are no labels in the language '{language}'; titles, states and reasons appear in English.",
        f"Copy docs/labels/messages.pot to docs/labels/{language.partition('-')[0]}.po and translate it.",
    )


def library_texts(library: Library) -> dict[str, str]:
    """Every text of the released data that pages show in the reader's language, with the data that holds it."""
    found: dict[str, str] = {}
    for folder, released in (
        ("process", library.processes),
        ("templates", library.templates),
        ("sizing", library.rule_sets),
    ):
        for text in filter(None, _texts(released)):
            found.setdefault(text, f"docs/{folder}")
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    if isinstance(value, Source):
        yield value.note  # the publication itself is cited as it calls itself
        return
    if not is_dataclass(value) or isinstance(value, WorkedExample | Discrepancy):
        return
    for field in fields(value):
        inside = getattr(value, field.name)
        texts = inside if isinstance(inside, tuple) else (inside,)
        if field.name in SHOWN or field.name in AS_WORDS:
            named = (text for text in texts if isinstance(text, str) and text.strip())
            yield from (as_words(text) if field.name in AS_WORDS else text for text in named)
        yield from _texts(inside)
