"""Regions of a language: dates and numbers come from CLDR, spelling from docs/wording/."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace
from delivery_wiki.pages.elements.labels import catalogue_for
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.reading.repository import spelt_in

ROOT = Path(__file__).parents[2]


@cache
def workspace() -> Workspace:
    """The shipped projects with their labels."""
    return load_workspace(ROOT)


def words(language: str) -> Words:
    """What a project in this language says."""
    return Words(language=language, catalogue=catalogue_for(language, workspace().repository.catalogues))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "date", "number", "licences", "greatest"),
    [
        ("en", "Nov 23, 2026", "12,345.6", "Licences", "Size of the installation"),
        ("en-US", "Nov 23, 2026", "12,345.6", "Licenses", "Size of the installation"),
        ("en-GB", "23 Nov 2026", "12,345.6", "Licences", "Size of the installation"),
        ("en-IE", "23 Nov 2026", "12,345.6", "Licences", "Size of the installation"),
        ("de", "23.11.2026", "12.345,6", "Lizenzen", "Maßnahme"),
        ("de-DE", "23.11.2026", "12.345,6", "Lizenzen", "Maßnahme"),
        ("de-CH", "23.11.2026", "12’345.6", "Lizenzen", "Massnahme"),
    ],
)
def test_a_region_decides_dates_numbers_and_spelling(
    language: str, date: str, number: str, licences: str, greatest: str
) -> None:
    """A project that names no region reads as before."""
    said = words(language)
    shown = said("Response") if language.startswith("de") else "Size of the installation"

    assert (said.date(dt.date(2026, 11, 23)), said.number(Decimal("12345.6"))) == (date, number)
    assert (said("Licences"), shown) == (licences, greatest)


def test_a_spelling_leaves_the_names_of_values() -> None:
    """Only words are spelt; capitals stay."""
    parts = {"licenc": "licens", "authoris": "authoriz"}
    assert spelt_in(parts, "Unauthorised {licence}: Licences") == "Unauthorized {licence}: Licenses"
    assert spelt_in({}, "Licences") == "Licences"


def test_a_repository_has_regions_of_its_own(tmp_path: Path) -> None:
    """Another country is some lines in its file for the language."""
    shutil.copytree(ROOT / "tests" / "examples" / "valid" / "base", tmp_path, dirs_exist_ok=True)
    own = tmp_path / "docs" / "wording" / "en.yml"
    own.parent.mkdir(parents=True)
    own.write_text((ROOT / "docs/wording/en.yml").read_text("utf-8") + "  ZA: {licenc: lisens}\n", encoding="utf-8")

    read = load_workspace(tmp_path)

    assert [finding for finding in read.findings if finding.location.file == "docs/wording/en.yml"] == []
    assert catalogue_for("en-ZA", read.repository.catalogues)["Licences"] == "Lisenses"


@pytest.mark.parametrize("unknown", ["en-XX", "qq", "de-QQ"])
def test_a_language_that_nobody_knows_is_told_where_it_stands(unknown: str, tmp_path: Path) -> None:
    """Before a page asks for the words of its dates."""
    shutil.copytree(ROOT / "tests" / "examples" / "valid" / "base", tmp_path, dirs_exist_ok=True)
    file = next((tmp_path / "projects").glob("*/project.yml"))
    file.write_text(file.read_text("utf-8").replace("language: en", f"language: {unknown}"), "utf-8")

    told = [finding for finding in load_workspace(tmp_path).findings if unknown in str(finding)]

    assert [(finding.location.field_path, finding.repair) for finding in told] == [
        ("language", "Write it like en, en-IE or de-CH.")
    ]


def test_shipped_projects_have_the_region_of_their_customer() -> None:
    """Computed dates of a paper look like those that people wrote in it."""
    languages = {project.slug: project.language for project in workspace().sound}
    assert languages["epermit-api"] == "en-US"
    assert {languages[name] for name in ("coastline-mail", "harbour-insurance", "northern-lights")} <= {
        "en-IE",
        "en-GB",
    }
