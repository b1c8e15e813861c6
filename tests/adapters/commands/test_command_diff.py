"""`delivery diff` in real repositories: what a change means, and nothing of anybody else."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.adapters.diff_changes import CHANGES, branches
from tests.adapters.repositories import ROOT, commit, replace, run, write

ON = ("--on", "2026-11-24")
GOLDEN = ROOT / "tests" / "examples" / "diffs"
UPDATE = os.environ.get("UPDATE_EXAMPLES") == "1"
Shown = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a branch for each realistic change; no test writes to it."""
    return branches(tmp_path_factory.mktemp("history"))


@pytest.fixture
def root(history: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy that a test may change."""
    shutil.copytree(history, tmp_path / "copy")
    yield tmp_path / "copy"
    shutil.rmtree(tmp_path / "copy")


def test_nothing_changed(history: Path, capsys: Shown) -> None:
    """A tree that is what it was has no diff, and that is no fault."""
    outcome = run(capsys, "-C", history, "diff", "main", *ON)
    assert (outcome.code, outcome.out, outcome.err) == (0, "Nothing changed.\n", "")


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_a_realistic_change_reads_as_its_example(history: Path, capsys: Shown, name: str) -> None:
    """The comment of a pull request, in the language of the project."""
    outcome = run(capsys, "-C", history, "diff", "main", name, "--format", "markdown", *ON)
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / f"{name}.md").write_text(outcome.out, encoding="utf-8")

    assert outcome.code == 0
    assert outcome.out == (GOLDEN / f"{name}.md").read_text("utf-8")


def test_the_terminal_shows_the_words_that_went_and_came(
    history: Path, capsys: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In English whatever the language of the project, as the status does."""
    monkeypatch.setenv("COLUMNS", "120")
    text = run(capsys, "-C", history, "diff", "main", "more-users", *ON).out
    assert "R-002 reworded: “The system should load [-4,000-][+16,000+] users within [-2-][+8+] hours.”" in text
    assert "SOW-basic Basic SOW: Effort in days 4.5 → 5.25 (+0.75); Total price" in text


def test_json_is_what_the_schema_describes(history: Path, capsys: Shown) -> None:
    """Programs read the same facts: what moves, what is missing, who signs again."""
    outcome = run(capsys, "-C", history, "diff", "main", "signed-work-moves", "--format", "json", *ON)
    found = json.loads(outcome.out)
    schema = json.loads((ROOT / "schemas" / "diff.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    project: dict[str, Any] = found["projects"][0]

    assert [(item["name"], item["figure"], item["requests"]) for item in project["baseline"]] == [
        ("SOW-basic", "sow.ends", []),
        ("WP-1", "work-package.WP-1", []),
    ]
    assert project["baseline"][1]["file"] == "projects/mail/sow/basic.yml"
    assert [
        (signature["document"], signature["stale"], signature["before"], signature["after"])
        for signature in project["signatures"]
    ] == [("basic-sow", True, 2, 0)]
    assert [signer["people"] for signer in project["signatures"][0]["signers"]] == [
        ["Petra Beispiel"],
        ["Nora Nowhere"],
    ]


def test_the_page_stands_alone(history: Path, capsys: Shown) -> None:
    """No script, nothing to fetch, no link into a site that is not there, and both sides of each changed clause."""
    page = run(capsys, "-C", history, "diff", "main", "signed-work-moves", "--format", "html", *ON).out
    assert page.startswith("<!doctype html>\n<html")
    assert "<script" not in page
    assert "src=" not in page
    assert 'href="' not in page
    assert "url(" not in page
    assert page.count("<h1>") == 1
    assert "data-moved" in page
    assert "Mar 5, 2027" in page
    assert "Feb 26, 2027" in page


def test_the_next_revision_shows_its_change_requests_and_what_differs(history: Path, capsys: Shown) -> None:
    """Baseline, current and difference stand in the document that is signed next."""
    page = run(capsys, "-C", history, "diff", "main", "with-a-change-request", "--format", "html", *ON).out
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "These agreed change requests are part of this statement of work" in text
    assert "What differs from revision 1, which was issued on Nov 1, 2026 and signed" in text
    assert "Effort in days 4 6 +2" in text
    assert "End Feb 26, 2027 Mar 5, 2027 7 days later" in text
    assert "changed: WP-1" in text


def test_a_change_of_another_project_is_not_told(root: Path, capsys: Shown) -> None:
    """A project's part is the same whatever happens beside it; a named project is told alone."""
    alone = run(capsys, "-C", root, "diff", "main", "more-users", "harbour", "--format", "markdown", *ON).out
    replace(root / "projects" / "mail" / "requirements.yml", "The", "That")
    both = run(capsys, "-C", root, "diff", "main", "--format", "markdown", *ON).out
    assert "harbour" not in both.casefold()
    assert "Mail platform" not in alone
    assert alone == run(capsys, "-C", root, "diff", "main", "more-users", "--format", "markdown", *ON).out


def test_a_customer_sees_nothing_internal(root: Path, capsys: Shown) -> None:
    """What never leaves the vendor is in no diff for a customer, and the caller is told that there is more."""
    notes = root / "projects" / "harbour" / "internal" / "notes.yml"
    notes.write_text(notes.read_text("utf-8").replace("rate: ", "rate: 9"), encoding="utf-8")
    for form in ("markdown", "json"):
        outcome = run(capsys, "-C", root, "diff", "main", "--format", form, *ON)
        assert "rate" not in outcome.out.casefold()
        assert "--audience internal" in outcome.err
    inside = run(capsys, "-C", root, "diff", "main", "--audience", "internal", *ON)
    assert "Internal" in inside.out
    assert inside.err == ""


def test_a_project_that_is_new_or_gone_is_told(root: Path, capsys: Shown) -> None:
    """With its title, and without a list of everything in it."""
    shutil.copytree(root / "projects" / "mail", root / "projects" / "post")
    shutil.rmtree(root / "projects" / "mail")
    text = run(capsys, "-C", root, "diff", "main", *ON).out
    assert "Mail platform (mail)" in text
    assert "The project is gone." in text
    assert "Mail platform (post)" in text
    assert "A new project." in text


def test_a_side_that_cannot_be_read_is_told(root: Path, capsys: Shown) -> None:
    """A base that today's rules refuse is no fault of the change; a change that they refuse is."""
    write(root, {"projects/mail/offer.yml": "format: 7\n"})
    broken = run(capsys, "-C", root, "diff", "main", *ON)
    assert broken.code == 1
    assert "The project has findings" in broken.out
    assert "offer.yml:1:1: error[wrong-value]" in broken.err

    commit(root)
    (root / "projects" / "mail" / "offer.yml").unlink()
    repaired = run(capsys, "-C", root, "diff", "HEAD", *ON)
    assert repaired.code == 0
    assert "The base has findings" in repaired.out
    assert "cannot be read at the base" in repaired.err


def test_hostile_texts_add_nothing_to_a_comment(root: Path, capsys: Shown) -> None:
    """A requirement can mention nobody, link nowhere and bring no element."""
    hostile = "</del> @nora <img src=x onerror=alert(1)> [a](https://evil.example) #1 | ``` <!-- \\u202e"
    replace(root / "projects" / "harbour" / "requirements.yml", "The system should load", f"{hostile} The system loads")
    text = run(capsys, "-C", root, "diff", "main", "--format", "markdown", *ON).out
    assert "@nora" not in text
    assert "<img" not in text
    assert "](https" not in text
    assert "#1" not in text
    page = run(capsys, "-C", root, "diff", "main", "--format", "html", *ON).out
    assert "<img" not in page
    assert "onerror=alert(1)>" not in page


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (("nowhere",), "there is no revision 'nowhere'"),
        (("main", "harbor"), "'harbor' is neither a revision nor a project. Did you mean 'harbour'?"),
        (("main", "more-users", "post"), "'post' is neither a revision nor a project."),
    ],
)
def test_a_wrong_name_is_said_with_exit_code_2(
    history: Path, capsys: Shown, names: tuple[str, ...], problem: str
) -> None:
    """With what was probably meant."""
    outcome = run(capsys, "-C", history, "diff", *names)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"delivery: {problem}\n")


def test_a_branch_is_compared_with_where_it_left(root: Path, capsys: Shown) -> None:
    """What the base did in the meantime is no part of the change."""
    replace(root / "projects" / "mail" / "project.yml", "One in twelve", "One in ten")
    commit(root)
    tip = run(capsys, "-C", root, "diff", "main", "more-users", *ON).out
    since = run(capsys, "-C", root, "diff", "main", "more-users", "--merge-base", *ON).out
    assert "twelve" in tip
    assert "twelve" not in since


def test_outside_of_version_control_there_is_nothing_to_compare(tmp_path: Path, capsys: Shown) -> None:
    """The reason is said."""
    (tmp_path / "projects").mkdir()
    outcome = run(capsys, "-C", tmp_path, "diff", "main")
    assert (outcome.code, outcome.err) == (2, "delivery: this folder is not under version control with git\n")
