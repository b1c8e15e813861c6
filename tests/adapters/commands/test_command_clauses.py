"""`delivery clauses` says which terms a document has and whence; the upgrade keeps the words that were signed."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.frozen_documents import LATE, frozen_project
from delivery_wiki.adapters.workspace.workspace_loading import load_schemas, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.issued_revision import ContentPart, Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.macros.document_content import content_parts, find_document
from delivery_wiki.reading.mending.format_texts import upgraded_text
from delivery_wiki.reading.repository import Repository
from tests.adapters.repositories import ROOT, example, replace, run

SIGNED = ROOT / "projects/stadtwerke-musterstadt/issued"
Shown = pytest.CaptureFixture[str]


@cache
def shipped() -> tuple[Repository, Project]:
    """The repository that ships, and its project with signed documents."""
    repository = load_workspace(ROOT, (SIGNED.parent.name,)).repository
    return repository, repository.projects[0]


EACH_SIGNED = pytest.mark.parametrize("name", sorted(path.name for path in SIGNED.iterdir()))


def made_again(name: str, change: Callable[[str], str] = str) -> tuple[Project, list[tuple[str, str]]]:
    """The project of a signed revision from its frozen files, each changed first, and what today makes of it."""
    repository, project = shipped()
    found = next(revision for revision in project.issued if f"{_name(revision)}-r{revision.revision}" == name)
    issued = dataclasses.replace(found, sources={inside: change(text) for inside, text in found.sources.items()})
    then = frozen_project(issued, project, load_schemas())
    assert then is not None
    context = page_context(then, Audience.CUSTOMER, repository.library, repository.catalogues, LATE, asked=True)
    document = find_document(context, issued.document, issued.topic)
    assert document is not None
    return then, _words(content_parts(context, document))


@EACH_SIGNED
def test_the_words_of_signed_revisions_are_those_that_were_frozen(name: str) -> None:
    """Today's tool makes of the frozen files the clauses that were signed, letter by letter."""
    _, project = shipped()
    found = next(revision for revision in project.issued if f"{_name(revision)}-r{revision.revision}" == name)

    then, made = made_again(name)

    assert then.clauses is not None
    assert (then.clauses.id, then.clauses.version) == ("de-germany", "1")
    assert made == _words(found.content)


@EACH_SIGNED
def test_a_frozen_file_of_the_first_format_says_the_clauses_of_then(name: str) -> None:
    """What was signed before clauses were pinned takes none of a set of today."""
    then, made = made_again(name, _first_format)

    assert then.clauses is not None
    assert (then.clauses.id, then.clauses.version) == ("as-before", "1")
    said = "\n".join(text for _, text in made)
    assert "§ 640" not in said
    if name.startswith("sow-"):
        assert "der kein Feiertag des Projektplans ist." in said
        assert "danach entscheiden die Projektleitungen beider Seiten" in said


def _first_format(text: str) -> str:
    """A file as it was before clauses were pinned: what it prints is what was printed then."""
    return re.sub(
        r"^(?:clauses|classification):.*\n(?:  .*\n)*", "", text.replace("format: 2", "format: 1"), flags=re.M
    )


def _name(issued: Issued) -> str:
    return f"{issued.document}-{issued.topic}" if issued.topic else issued.document


def _words(parts: tuple[ContentPart, ...]) -> list[tuple[str, str]]:
    """Without the cover, which names the revision, and the figures of the sizing, which are told anew."""
    return [(part.title, part.text) for part in parts if part.id != "cover" and "sizing" not in part.id]


def test_the_upgrade_writes_what_was_printed() -> None:
    """Clauses, classification, hours, and each period that a clock did not name; the rest of the text stands."""
    project = upgraded_text('format: 1\ntitle: "Mail"\n', "project")
    assert project is not None
    for line in ("id: as-before", 'version: "1"', "classification: confidential", "hours_per_person_day: 8"):
        assert line in project
    assert upgraded_text("format: 1\nacceptance_clock: {review_business_days: 4} # four\n", "sow") == (
        "format: 2\nacceptance_clock: {review_business_days: 4, silence_accepts: true, cure_business_days: 10,"
        " rejections: 2} # four\n"
    )
    assert upgraded_text("format: 1\nacceptance_clock:\n  rejections: 3\nstarts: 2027-01-11\n", "sow") == (
        "format: 2\nacceptance_clock:\n  rejections: 3\n  review_business_days: 5\n  silence_accepts: true\n"
        "  cure_business_days: 10\nstarts: 2027-01-11\n"
    )
    assert upgraded_text("format: 1\ntitle: x\n", "sow") == "format: 2\ntitle: x\n"


@pytest.mark.parametrize(("language", "id"), [("en", "en-europe"), ("de", "de-germany")])
def test_a_new_project_pins_the_set_of_its_language(language: str, id: str, tmp_path: Path, capsys: Shown) -> None:
    """Nobody's values are made up: what needs one is left out."""
    root = example(tmp_path)
    assert run(capsys, "-C", root, "new", "sea-mail", "--language", language).code == 0
    text = (root / "projects/sea-mail/project.yml").read_text("utf-8")
    assert f'\nclauses: {{id: {id}, version: "1", contract_type: work, values: {{}}}}\n' in text

    told = run(capsys, "-C", root, "clauses", "sea-mail", "basic-sow")

    assert told.out.startswith(f"sow-basic: clauses of {id} 1 (")
    assert "governing-law/venue" not in told.out
    assert "acceptance/review" not in told.out
    assert "silence" not in (root / "projects/sea-mail/sow/basic.yml").read_text("utf-8")


def test_each_clause_is_told_with_its_place(tmp_path: Path, capsys: Shown) -> None:
    """Set and version with their digest, and the key of the project at its line."""
    root = example(tmp_path, "full")
    shutil.rmtree(root / "projects/harbour/internal")

    told = run(capsys, "-C", root, "clauses", "harbour", "basic-sow").out

    assert "clauses of as-before 1 (" in told
    line = 1 + (root / "projects/harbour/sow/basic.yml").read_text("utf-8").split("\n").index(
        'warranty: ["Defects are remedied free of charge for six months."]'
    )
    assert f"warranty  projects/harbour/sow/basic.yml:{line}  Defects are remedied" in told
    assert "amounts  projects/harbour/project.yml:" in told
    assert "definitions/business-day  docs/clauses/as-before-1.yml:" in told
    assert "amounts-without-tax" not in told


def test_prose_under_a_heading_is_told(capsys: Shown) -> None:
    """Words of the Markdown file, with their line."""
    told = run(capsys, "-C", ROOT, "clauses", "epermit-api", "sow-basic").out
    assert "warranty  projects/epermit-api/sow/basic.md:" in told
    assert "Defects are remedied by doing the work again" in told


def test_an_unknown_document_is_refused(tmp_path: Path, capsys: Shown) -> None:
    """With what the project has."""
    outcome = run(capsys, "-C", example(tmp_path), "clauses", "mail", "charta")
    assert (outcome.code, "has no document 'charta'" in outcome.err) == (2, True)


def test_a_set_is_not_changed_after_its_use(tmp_path: Path, capsys: Shown) -> None:
    """What was issued names the digest; put back, all is well."""
    root = tmp_path
    shutil.copytree(ROOT / "tests/examples/valid/base", root, dirs_exist_ok=True)
    shutil.copytree(ROOT / "tests/examples/invalid/clauses-changed", root, dirs_exist_ok=True)
    assert "clauses-changed" in run(capsys, "-C", root, "check").out
    replace(root / "docs/clauses/our-terms-1.yml", "answers within", "reviews within")
    assert "clauses-changed" not in run(capsys, "-C", root, "check").out
