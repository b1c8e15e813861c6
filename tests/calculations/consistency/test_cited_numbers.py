"""Numbers in sentences that name an item: those of the item, wherever both count the same thing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.calculations.consistency.cited_numbers import check_cited_numbers
from delivery_wiki.model.finding import Location
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.wording_files import read_wordings
from tests.calculations.status_projects import complete_project, requirement

ROOT = Path(__file__).parents[3]
LIBRARY = Library(wordings=read_wordings(ROOT, ROOT, SchemaSet.load(ROOT / "schemas"))[0])
STATEMENTS = {
    "de": {
        "R-003": "Das System muss eine Sitzung nach acht Stunden ohne Tätigkeit beenden.",
        "R-023": "Das System muss bei 5.500 gleichzeitigen Sitzungen unter 2,5 Sekunden antworten.",
    },
    "en": {
        "R-003": "The system shall end a session after eight hours without activity.",
        "R-023": "The system shall answer 5,500 concurrent sessions within 2.5 seconds.",
    },
}


def found(text: str, language: str, file: str = "concept/goals.md") -> list[str]:
    """What is told of a sentence in a concept."""
    place = Location(file=f"projects/mail/{file}", line=3, column=1)
    section = ProseSection(title="", text=text, location=place)
    wanted = tuple(
        requirement(id, statement=statement, location=Location(file="requirements.yml", line=5, column=1, steps=(id,)))
        for id, statement in STATEMENTS[language].items()
    )
    project = replace(
        complete_project(),
        language=language,
        requirements=wanted,
        sows=(),
        prose={"concept/goals": ProseFile(name="concept/goals", sections=(section,), location=place)},
    )
    return [cited_number.problem for cited_number in check_cited_numbers(project, LIBRARY)]


@pytest.mark.parametrize(
    ("language", "text", "says"),
    [
        ("de", "Der Lasttest mit 5.446 Sitzungen (R-023) ist bestanden.", "5.446"),
        ("de", "Nach R-003 endet eine Sitzung nach zwölf Stunden.", "zwölf"),
        ("de", "Geantwortet wird binnen\n3,5 Sekunden (R-023).", "3,5"),
        ("en", "The load test of R-023 holds 4,931 sessions.", "4,931"),
        ("en", "As R-003 says, a session ends after twelve hours.", "twelve"),
        ("en", "Answers come within 3 seconds (R-023).", "3"),
    ],
)
def test_another_number_of_the_same_thing_is_told(language: str, text: str, says: str) -> None:
    """In digits and in words, as each language writes them."""
    (problem,) = found(text, language)

    assert f"says {says}, and R-0" in problem


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Lasttest mit 5.500 Sitzungen (R-023) ist bestanden."),
        ("de", "Nach R-003 endet eine Sitzung nach 8 Stunden."),
        ("de", "Der Lasttest mit 5.446 Sitzungen ist bestanden. R-023 bleibt offen."),
        ("de", "R-003 und R-023: 12 Stunden, 9 Sitzungen."),
        ("de", "R-023 kostet 3 Personentage, am 12. Mai und auf Port 443."),
        ("en", "R-023 holds 5,500 sessions, and 5,500.0 of them answer."),
        ("en", "R-003 was agreed by two people in 4 meetings."),
        ("en", "See R-003 in chapter 12."),
    ],
)
def test_the_same_number_or_another_thing_is_not(language: str, text: str) -> None:
    """Nor a sentence that names two items, or none."""
    assert found(text, language) == []


@pytest.mark.parametrize("file", ["minutes/2026-10-07.md", "issued/concept-r1/content.json", "test-runs/one.yml"])
def test_a_record_says_what_was(file: str) -> None:
    """It holds what was measured or signed then."""
    assert found("The load test of R-023 holds 4,931 sessions.", "en", file=file) == []
