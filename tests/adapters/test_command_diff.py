"""`delivery diff` in real repositories: what a change means, and nothing of anybody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.repositories import commit, example, replace, run

ON = ("--on", "2026-11-24")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of one complete project, with everything committed."""
    root = example(tmp_path, "full")
    commit(root)
    return root


def test_nothing_changed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tree that is what it was has no diff, and that is no fault."""
    outcome = run(capsys, "-C", root, "diff", "HEAD", *ON)
    assert (outcome.code, outcome.out) == (0, "Nothing changed.\n")


def test_a_change_is_told_in_business_terms(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A requirement word by word, an effort with its price; a change is no fault."""
    project = root / "projects" / "harbour"
    replace(project / "requirements.yml", "within 2 hours", "within 3 hours")
    replace(project / "sow" / "basic.yml", "days: 4.5", "days: 5")
    outcome = run(capsys, "-C", root, "diff", "HEAD", *ON)
    assert outcome.code == 0
    assert "R-002 reworded: “The system shall load 4,000 users within [-2-][+3+] hours.”" in outcome.out
    assert "SOW-basic Basic SOW Effort in days 4.5 → 5 (+0.5); Total price" in outcome.out
