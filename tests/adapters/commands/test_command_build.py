"""`delivery build`: what is said of a project that is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from delivery_wiki.adapters.outside.files import SOURCES
from tests.adapters.repositories import example, replace, run, write


@pytest.mark.parametrize(("kept", "stays"), [(True, " Its last good site stays: site/customer/mail."), (False, "")])
def test_a_faulty_project_is_left_out_and_keeps_its_last_good_site(
    kept: bool, stays: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its customer goes on reading what was sound; the builder is told so, with exit code 1."""
    root = example(tmp_path)
    replace(root / "projects" / "mail" / "project.yml", "title:", "titel:")
    if kept:
        write(root, {"site/customer/mail/index.html": "<p>Good</p>"})

    outcome = run(capsys, "-C", root, "build", "--project", "mail", "--on", "2026-11-24")

    assert outcome.code == 1
    assert outcome.err.endswith(f"Project mail is left out because of its findings.{stays}\n")
    assert outcome.out == "As of 2026-11-24 (asked for): 0 projects checked, 0 sites to build.\n"


def test_a_choice_that_selects_no_site_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The internal wiki holds all projects: the call cannot mean anything, and what to write is told."""
    root = example(tmp_path)

    outcome = run(capsys, "-C", root, "build", "--audience", "internal", "--project", "mail")

    assert (outcome.code, outcome.out) == (2, "")
    assert "the internal wiki holds all projects" in outcome.err
    assert "delivery build --audience customer --project mail" in outcome.err


@pytest.mark.parametrize("verb", ["build", "pdf"])
def test_a_repository_without_projects_says_so(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to build has its reason, with the command that changes it."""
    (tmp_path / "projects").mkdir()
    audience = ("--audience", "customer") if verb == "build" else ()

    outcome = run(capsys, "-C", tmp_path, verb, *audience)

    assert (outcome.code, outcome.err) == (0, "")
    assert "delivery new NAME makes one." in outcome.out


@pytest.mark.parametrize("place", [*SOURCES, "projects/mail", "docs/x/y", "site/../projects/new", "macros/x.zip"])
def test_output_never_lands_among_what_it_is_made_from(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sites, PDFs and bundles have places of their own."""
    root = example(tmp_path)
    before = sorted(root.rglob("*"))
    for arguments in (("build", "--no-pdf"), ("pdf",), ("audit", "mail")):
        out = f"{root}/{place}" if arguments[0] != "audit" or place.endswith(".zip") else f"{root}/{place}/x.zip"
        outcome = run(capsys, "-C", root, *arguments, "--out", out)
        assert (outcome.code, "which is no place for output" in outcome.err) == (2, True), outcome.err
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("place", [".", "site/..", "../other"])
def test_output_never_lands_beside_projects(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in the root of this repository nor in that of another one."""
    root = example(tmp_path / "this")
    for folder in (root.parent / "other", root / "site"):
        folder.mkdir(exist_ok=True)
    (root.parent / "other/projects").mkdir()
    before = sorted(tmp_path.rglob("*"))
    for arguments in (("build", "--no-pdf"), ("pdf",)):
        outcome = run(capsys, "-C", root, *arguments, "--out", f"{root}/{place}")
        assert (outcome.code, "is a folder that holds projects/" in outcome.err) == (2, True), outcome.err
    assert sorted(tmp_path.rglob("*")) == before
