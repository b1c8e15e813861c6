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


def test_what_is_owed_over_all_projects_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """By side, and within days."""
    outcome = run(capsys, "-C", ROOT, "status", "--party", "customer", "--due", "30", "--format", "json")
    items = json.loads(outcome.out)["items"]

    assert outcome.code == 0
    assert fits("work", outcome.out)
    assert len({item["project"] for item in items}) > 1
    assert {item["owed"]["party"] for item in items} == {"customer"}
    assert {item["urgency"] for item in items} == {"overdue", "soon"}


def test_what_one_person_owes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By name, with the total on top; the same project before the day is late with nothing."""
    late = run(capsys, "-C", root, "status", "--person", "Nora Nowhere", "--late", "--on", "2026-11-05")
    early = run(capsys, "-C", root, "status", "--person", "Nora Nowhere", "--late", "--on", "2026-11-01")

    assert late.code == early.code == 0
    assert late.out.startswith("1 entry · 1 project · 1 overdue\n\nOverdue\n")
    assert "OP-1" in late.out
    assert early.out == "Nothing is owed.\n"


def test_somebody_whom_no_project_knows_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the name that is near, or with the place of the names."""
    near = run(capsys, "-C", root, "status", "--person", "nora-nowher")
    far = run(capsys, "-C", root, "status", "--person", "zz")
    before = run(capsys, "-C", root, "status", "--due", "-1")
    blank = run(capsys, "-C", root, "status", "--person", " ")

    assert (blank.code, blank.err) == (2, "delivery: --person names nobody: give an id or a name.\n")
    assert (near.code, near.out) == (far.code, far.out) == (before.code, before.out) == (2, "")
    assert "nobody in these projects is called 'nora-nowher'. Did you mean 'nora-nowhere'?" in near.err
    assert "nobody in these projects is called 'zz'. Ids and names stand in project.yml, under people." in far.err
    assert "--due -1: how many days ahead" in before.err
