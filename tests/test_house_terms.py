"""The words of the house: labels, templates, clauses and the shipped papers say no other word for the thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace
from delivery_wiki.calculations.consistency.wording_checks import word_pattern
from delivery_wiki.model.wording import HouseTerm, Wording
from delivery_wiki.pages.elements.labels import library_texts

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "docs" / "labels"
NAMES = re.compile(r"\{\w+\}|[\w/-]+\.yml")
HISTORY = "as-before"  # says what documents said before clauses were pinned


@cache
def workspace() -> Workspace:
    """The shipped projects, with the words of the house."""
    return load_workspace(ROOT)


def terms_of(language: str) -> tuple[HouseTerm, ...]:
    """The words of the house in a language."""
    wordings: Iterable[Wording] = workspace().repository.library.wordings
    return next(wording.terms for wording in wordings if wording.language == language)


def labels(file: str) -> Mapping[str, str]:
    """Message ids with their translation; English is its own."""
    with (LABELS / file).open("rb") as stream:
        return {str(item.id): str(item.string or item.id) for item in read_po(stream) if item.id}


def otherwise(said: Mapping[str, str], terms: Iterable[HouseTerm]) -> Iterator[str]:
    """Each text that says another word than the house, by the English text that it translates."""
    for text, shown in said.items():
        for term in terms:
            held = not term.translates or word_pattern(term.translates).search(NAMES.sub("", text))
            if held and (found := word_pattern(term.instead_of).search(NAMES.sub("", shown))):
                yield f"{text!r}: {found.group()!r} instead of {term.term!r}"


@pytest.mark.parametrize(("language", "file"), [("de", "de.po"), ("en", "messages.pot")])
def test_labels_say_the_words_of_the_house(language: str, file: str) -> None:
    """Process, templates and rule sets are shown by labels, too."""
    assert list(otherwise(labels(file), terms_of(language))) == []


def test_released_data_says_the_words_of_the_house() -> None:
    """What is written in English, by the words for English."""
    texts = dict.fromkeys(library_texts(workspace().repository.library))
    assert list(otherwise({text: text for text in texts}, terms_of("en"))) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_clauses_say_the_words_of_the_house(language: str) -> None:
    """In each language in which a set is written."""
    said = {
        f"{clauses.id} {clause.id}": text[language]
        for clauses in workspace().repository.library.clause_sets
        if clauses.id != HISTORY
        for clause in clauses.clauses
        for text in (clause.text, clause.one, clause.term)
        if text and language in text
    }
    held = [term for term in terms_of(language) if not term.translates]
    assert list(otherwise(said, held)) == []


def test_shipped_papers_say_the_words_of_the_house() -> None:
    """Reference projects get copied, with their words."""
    found = [finding for finding in workspace().findings if finding.code == "house-term"]
    assert [f"{finding.location.file}: {finding.problem}" for finding in found] == []


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [
        ("Silence accepts", "Schweigen gilt als Annahme", "'Annahme' instead of 'Abnahme'"),
        ("{count} inputs are still assumed", "{count} Eingaben sind angenommen", "'angenommen' instead of 'Annahme'"),
        ("Logins by password", "Anmeldungen mit Passwörtern", "'Passwörtern' instead of 'Kennwort'"),
        ("Headroom", "Reserve", "'Reserve' instead of 'Freiraum'"),
        ("Sent to {party}", "Versandt an {party}", ""),
        ("Accepted on {date}", "Angenommen am {date}", ""),
    ],
)
def test_a_label_is_held_to_the_word_of_what_it_translates(text: str, shown: str, said: str) -> None:
    """An offer may be accepted in a word that no deliverable and no assumption has."""
    found = list(otherwise({text: shown}, terms_of("de")))
    assert found == ([f"{text!r}: {said}"] if said else [])
