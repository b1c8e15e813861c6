"""The wording of requirements: what is warned about, and what must not be."""

from __future__ import annotations

import pytest

from macros.calculations.consistency.wording import check_wording
from macros.model.process import PartyKind
from macros.model.project import Pin, Priority, Project, Requirement, Verification


def codes(statement: str, language: str = "en", fit_criterion: str = "") -> list[str]:
    """The findings about one statement."""
    requirement = Requirement(
        id="R-001",
        statement=statement,
        area="mail",
        priority=Priority.MUST,
        source="Workshop",
        party=PartyKind.VENDOR,
        verification=Verification.TEST,
        fit_criterion=fit_criterion,
    )
    project = Project(
        slug="mail",
        title="Mail",
        language=language,
        time_zone="Europe/Berlin",
        customer="Invented Networks",
        process=Pin(id="p", version="1"),
        templates=Pin(id="t", version="1"),
        requirements=(requirement,),
    )
    return [finding.code for finding in check_wording(project)]


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("The system shall answer fast.", "en"),
        ("The system shall be User-Friendly.", "en"),
        ("The limit shall be TBD.", "en"),
        ("Das System muss angemessene Antwortzeiten haben.", "de"),
        ("Das System muss bei Bedarf wachsen.", "de-AT"),
        ("Die Grenze ist noch festzulegen.", "de"),
    ],
)
def test_words_that_nobody_can_test_are_named(statement: str, language: str) -> None:
    """A statement with a vague or unfinished word is warned about, in the language of the project."""
    assert codes(statement, language) == ["vague-wording"]


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("The system shall use Breakfast menus.", "en"),
        ("Die Liste muss fast 10.000 Einträge fassen.", "de"),
        ("The system must send 25 MB within 10 s.", "en"),
        ("Le système doit être fast.", "fr"),
        ("Das System muss sich in das Schnellstart-Menü eintragen.", "de"),
    ],
)
def test_other_words_are_left_alone(statement: str, language: str) -> None:
    """Parts of words, words of another language and other languages give no warning."""
    assert codes(statement, language) == []


def test_a_fit_criterion_makes_a_vague_word_testable_but_not_an_open_one() -> None:
    """With a criterion to measure by the statement may speak plainly; what is to be decided stays open."""
    assert codes("The system shall answer fast.", fit_criterion="95 percent within 2 s") == []
    assert codes("The limit shall be TBD.", fit_criterion="95 percent within 2 s") == ["vague-wording"]


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("The system shall log in users and shall lock them out.", "en"),
        ("Das System muss Nutzer anlegen und soll sie löschen.", "de"),
    ],
)
def test_two_obligations_in_one_statement_are_named(statement: str, language: str) -> None:
    """A requirement is met or not; half a requirement cannot be checked."""
    assert codes(statement, language) == ["several-obligations"]
