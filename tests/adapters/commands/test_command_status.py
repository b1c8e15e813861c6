"""`delivery status` from end to end: JSON, dates, and projects that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters.commands.test_command_check import fits
from tests.adapters.repositories import ROOT, example, replace, run

PROJECT = Path("projects", "mail", "project.yml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without findings."""
    return example(tmp_path)


def test_the_status_of_real_projects_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """Other programs may rely on what the schema describes."""
    outcome = run(capsys, "-C", ROOT, "status", "--format", "json", "--on", "2026-11-24")

    assert outcome.code == 0
    assert fits("status", outcome.out)
    assert len(json.loads(outcome.out)["projects"]) >= 4


def test_the_date_that_is_asked_for_decides_what_is_late(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """OP-1 is due on 2 November."""
    before = run(capsys, "-C", root, "status", "--on", "2026-11-01")
    after = run(capsys, "-C", root, "status", "--on", "2026-11-05")

    assert before.code == after.code == 0
    assert "Nov 2, 2026, 3 days" not in before.out
    assert "Nov 2, 2026, 3 days" in after.out


def test_the_environment_sets_the_date(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SOURCE_DATE_EPOCH counts where --on is not given."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793836800")  # 2026-11-05

    assert "Nov 2, 2026, 3 days" in run(capsys, "-C", root, "status").out


def test_an_unreadable_environment_is_exit_code_2(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken date is told, whoever set it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")

    outcome = run(capsys, "-C", root, "status")

    assert outcome.code == 2
    assert "SOURCE_DATE_EPOCH is 'soon'" in outcome.err


def test_a_faulty_project_does_not_hide_the_others(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its findings go to standard error, the status of the others is shown, and the exit code is 1."""
    (root / "projects" / "mail").rename(root / "projects" / "broken")
    replace(root / "projects" / "broken" / "project.yml", "title:", "titel:")
    example(root)

    outcome = run(capsys, "-C", root, "status", "--format", "json", "--on", "2026-11-01")

    assert outcome.code == 1
    assert [project["slug"] for project in json.loads(outcome.out)["projects"]] == ["mail"]
    assert "projects/broken/project.yml:3:1: error[unknown-key]" in outcome.err


def test_a_project_that_is_asked_for_and_faulty_is_left_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not said that there is none."""
    replace(root / "projects" / "mail" / "project.yml", "title:", "titel:")

    outcome = run(capsys, "-C", root, "status", "mail")

    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.endswith("Project mail is left out because of its findings.\n")


def test_a_pipe_gets_no_colour(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences are for terminals."""
    assert "\x1b" not in run(capsys, "-C", root, "status").out
