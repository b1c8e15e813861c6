"""Words of the house: one for each thing, in every paper of a project."""

from __future__ import annotations

from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.wording import HouseTerm

from .prose_checks import all_texts, place_in_text
from .wording_checks import word_pattern

# What was said, tested or signed stays as it was; ids and other fields of machines are no words.
_RECORDS = ("/issued/", "/test-runs/", "/minutes/", "/sign-offs/", "/acceptance.yml", "/internal/")


def check_house_terms(project: Project, library: Library) -> Iterator[Finding]:
    """One warning for each word that the house does not say: where it stands first, and how often it is said."""
    language = project.language.partition("-")[0].casefold()
    terms = [term for wording in library.wordings if wording.language == language for term in wording.terms]
    held = [term for term in terms if not term.translates]
    texts = [(text, place) for text, place in _own_texts(project) if held]
    for term in held:
        found = list(_said(term, texts))
        if found:
            yield _otherwise(term, found)


def _own_texts(project: Project) -> Iterator[tuple[str, Location]]:
    for text, location, steps in all_texts(project):
        place = location.at(*steps)
        if " " in text and not any(record in place.file for record in _RECORDS):
            yield text, place


def _said(term: HouseTerm, texts: list[tuple[str, Location]]) -> Iterator[tuple[str, Location]]:
    for text, place in texts:
        for found in word_pattern(term.instead_of).finditer(text):
            yield found.group(), place_in_text(found.start(), text, place)


def _otherwise(term: HouseTerm, found: list[tuple[str, Location]]) -> Finding:
    word, place = min(found, key=lambda said: (said[1].file, said[1].line, said[1].column))
    often = "" if len(found) == 1 else f", the first of {len(found)} places with such a word"
    return warning(
        "house-term",
        place,
        f"the text says '{word}', and the house says '{term.term}'{often}",
        f"Write '{term.term}', or correct terms in docs/wording/.",
    )
