"""Headings of an author's documents beside the titles of the template."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.workspace_loading import Workspace, load_workspace
from delivery_wiki.calculations.consistency.prose_checks import check_prose
from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.prose_file import ProseFile, ProseSection
from delivery_wiki.pages.elements.labels import catalogue_for

ROOT = Path(__file__).parent.parent.parent.parent
SLIP = "Dokumentation, Berichte, Komunikation"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """A shipped project with its library and labels."""
    return load_workspace(ROOT, ("coastline-mail",))


@pytest.mark.parametrize(
    ("language", "heading", "replacement"),
    [
        ("en", "Motivaton", ("Motivaton", "Motivation")),
        ("en", "Motivation", None),
        ("en", "Our own thoughts", None),
        ("de", SLIP, (SLIP, "Dokumentation, Berichte, Kommunikation")),
        ("de", "Documentation, reporting, communication", None),
    ],
)
def test_only_what_is_nearly_a_title_is_a_finding_in_a_charter(
    workspace: Workspace, language: str, heading: str, replacement: tuple[str, str] | None
) -> None:
    """Other headings are welcome there; a misspelt one would move its text to the end of the document."""
    place = Location(file="charter.md", line=1, column=1)
    charter = ProseFile(
        name="charter", sections=(ProseSection(title=heading, text="x", location=place),), location=place
    )
    project = replace(workspace.sound[0], language=language, prose={"charter": charter}, internal=None)
    labels = catalogue_for(language, workspace.repository.catalogues)

    found = tuple(check_prose(project, workspace.repository.library, labels))

    assert [finding.replacement for finding in found] == ([replacement] if replacement else [])
