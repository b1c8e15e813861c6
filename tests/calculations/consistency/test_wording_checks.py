"""The wording of requirements: what is warned about, and what must not be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.calculations.consistency.wording_checks import check_wording
from delivery_wiki.model.library import Library
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.located import Pin
from delivery_wiki.model.project.parties import Party
from delivery_wiki.model.project.requirements import Priority, Requirement, Verification
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.wording import Wording
from delivery_wiki.reading.schema.schema_check import SchemaSet
from delivery_wiki.reading.wording_files import read_wordings

ROOT = Path(__file__).parents[3]
SHIPPED, FINDINGS = read_wordings(ROOT, ROOT, SchemaSet.load(ROOT / "schemas"))
LIBRARY = Library(wordings=SHIPPED)


VENDOR = PartyKind.VENDOR
REQUIREMENT = Requirement(
    id="R-001",
    statement="",
    area="mail",
    priority=Priority.MUST,
    source="Workshop",
    party=VENDOR,
    verification=Verification.TEST,
)
PROJECT = Project(
    slug="mail",
    title="Mail",
    language="en",
    time_zone="Europe/Berlin",
    customer="Invented Networks",
    process=Pin(id="p", version="1"),
    templates=Pin(id="t", version="1"),
)


def codes(statement: str, language: str = "en", fit_criterion: str = "", *, library: Library = LIBRARY) -> list[str]:
    """The findings about one statement."""
    requirement = replace(REQUIREMENT, statement=statement, fit_criterion=fit_criterion)
    project = replace(PROJECT, language=language, requirements=(requirement,))
    return [finding.code for finding in check_wording(project, library)]


def test_english_and_german_words_ship() -> None:
    """Both languages of the product are judged."""
    assert FINDINGS == ()
    assert {parameters.language for parameters in SHIPPED} == {"de", "en"}


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("The system shall answer fast.", "en"),
        ("The system shall be User-Friendly.", "en"),
        ("The limit shall be TBD.", "en"),
        ("The system shall show folders, rights etc.", "en"),
        ("The system shall respond appropriately.", "en"),
        ("Das System muss angemessene Antwortzeiten haben.", "de"),
        ("Das System muss bei Bedarf wachsen.", "de-AT"),
        ("Die Grenze muss noch offen sein.", "de"),
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
    ("statement", "language", "code"),
    [
        ("The system shall log in users and shall lock them out.", "en", "several-obligations"),
        ("Das System muss Nutzer anlegen und soll sie löschen.", "de", "several-obligations"),
        ("Users can log in.", "en", "obligation-missing"),
        ("Nutzer melden sich an.", "de", "obligation-missing"),
    ],
)
def test_a_statement_has_exactly_one_obligation(statement: str, language: str, code: str) -> None:
    """A requirement is met or not; half a requirement, or a wish, cannot be checked."""
    assert codes(statement, language) == [code]


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("The system shall answer within 2.", "en"),
        ("The system shall keep 30 and delete the rest.", "en"),
        ("The wait shall be at most 60 with one node.", "en"),
        ("Die Wartezeit muss höchstens 60 bei einem Knoten sein.", "de"),
        ("Within 60 the portal shall answer.", "en"),
        ("At most 60 shall wait.", "en"),
        ("All 365 are kept and the portal shall log them.", "en"),
        ("Binnen 60 muss das Portal antworten.", "de"),
    ],
)
def test_a_number_without_a_unit_is_named(statement: str, language: str) -> None:
    """Two what: seconds or days?"""
    assert codes(statement, language) == ["number-without-unit"]


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("The system shall load 10,000 subscribers within 4 hours.", "en"),
        ("The system shall offer TLS 1.2 on port 443 as R-012 says.", "en"),
        ("The link shall be at least 80 % idle from 08:00 on 2026-11-24.", "en"),
        ("The system shall accept 5 to 10 MB.", "en"),
        ("The service shall serve 50 of 50 testers on IPv6.", "en"),
        ("Das System muss im 95. Perzentil unter 2 Sekunden antworten.", "de"),
        ("Das System muss 1.000.000 Konten in 36 Stunden laden.", "de"),
        ("Das System muss bis 1. Juni 2027 ein 10-Minuten-Fenster bieten.", "de"),
    ],
)
def test_counted_things_units_names_and_dates_are_left_alone(statement: str, language: str) -> None:
    """A number with what it counts, or one that is part of a name, needs nothing."""
    assert codes(statement, language) == []


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("The system shall run on Special Uses Data System (22) as today is.", "en"),
        ("The forms of Suite [22] shall open.", "en"),
        ("Suite 22 shall be supported.", "en"),
        ("Office 365 (E3) shall be supported.", "en"),
        ("Office 365, Teams and Outlook shall open files.", "en"),
        ("Office 365's calendar shall be shown.", "en"),
        ("Windows 11 or later shall run the portal.", "en"),
        ("Windows 11 mit Edge muss das Portal zeigen.", "de"),
        ("Office 365 und Teams müssen das Portal öffnen.", "de"),
        ("Outlook 2019 and 2021 shall be supported.", "en"),
        ("Outlook 2016, 2019 and 2021 shall be supported.", "en"),
        ("The portal shall support Python 3.11, 3.12 or 3.13.", "en"),
        ("The portal shall meet versions 3, 4 and 5.", "en"),
        ("The rating shall reach a score of 3 of 5.", "en"),
        ("The rating shall reach a score of at least 4.", "en"),
        ("The portal shall answer with status 404.", "en"),
        ("The portal shall follow section 3.2 and § 5.", "en"),
        ("The portal shall support Modern Authentication.", "en"),
        ('The portal shall label the button "as soon as possible".', "en"),
        ("The portal shall read `/etc/must/be.conf`.", "en"),
        ("The portal shall read /etc/passwd.", "en"),
        ("Die Umfrage muss eine Note von mindestens 4 erreichen.", "de"),
        ("Das Portal muss 3 von 5 erreichen.", "de"),
        ("Das Portal muss § 5 einhalten.", "de"),
        ("Das Portal muss die Schaltfläche „so schnell wie möglich, muss“ zeigen.", "de"),
    ],
)
def test_names_codes_scores_and_quotations_are_no_measures(statement: str, language: str) -> None:
    """A product, a version, a section, a score or a quotation is called what it is called."""
    assert codes(statement, language) == []


@pytest.mark.parametrize(
    ("statement", "language"),
    [
        ("As a permit officer, I want to see all permits so that I can answer.", "en"),
        ("As an applicant I need to save my form.", "en"),
        ("In order to answer, as a clerk, I can see all permits.", "en"),
        ("Als Sachbearbeiterin möchte ich alle Anträge sehen, damit ich antworten kann.", "de"),
    ],
)
def test_a_user_story_says_what_is_wanted(statement: str, language: str) -> None:
    """A story obliges nobody by a word, and says all the same what is to be built."""
    assert codes(statement, language) == []


def test_a_story_that_wants_nothing_is_told() -> None:
    """Half a story is no requirement."""
    assert codes("As a permit officer, all permits are shown.") == ["obligation-missing"]


@pytest.mark.parametrize(
    "statement", ["The system shall be Fast.", "Modern clients shall connect.", "The wait (30 at most) shall end."]
)
def test_a_capital_alone_makes_no_name(statement: str) -> None:
    """What is vague or lacks its unit is told, however it is written."""
    assert len(codes(statement)) == 1


def test_names_of_the_project_are_never_judged() -> None:
    """A product is called as the project calls it, whatever words and numbers are in it."""
    requirement = replace(REQUIREMENT, statement="The portal shall write to fast lane 22.")
    named = replace(PROJECT, requirements=(requirement,), parties=(Party(id="x", name="fast lane 22", kind=VENDOR),))

    assert list(check_wording(named, LIBRARY)) == []
    assert list(check_wording(replace(named, parties=()), LIBRARY)) != []


def test_a_language_is_a_file() -> None:
    """Somebody who writes French gets the same warnings with a file of French words."""
    french = Wording(language="fr", obligations=("doit",), vague=("adapté*",))
    library = Library(wordings=(french,))

    assert codes("Le système doit être adaptée.", "fr", library=library) == ["vague-wording"]
    assert codes("Le système est prêt.", "fr-CH", library=library) == ["obligation-missing"]
