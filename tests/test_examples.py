"""Example projects: what is valid has no finding, what is invalid has exactly those of its findings.txt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.example_projects import BASE, EXAMPLES, MADE, RUNS_AS_ROOT, assemble, check, check_since, report

VALID = sorted(path for path in (EXAMPLES / "valid").iterdir() if path.is_dir())
INVALID = sorted(path for path in (EXAMPLES / "invalid").iterdir() if path.is_dir())
UPDATE = os.environ.get("UPDATE_EXAMPLES") == "1"


@pytest.mark.parametrize("case", VALID, ids=lambda path: path.name)
def test_a_valid_example_has_no_finding(case: Path) -> None:
    """A project that follows the guide is not bothered."""
    assert report(check(case)) == "No findings.\n"


@pytest.mark.parametrize("case", INVALID, ids=lambda path: path.name)
def test_an_invalid_example_has_its_findings(case: Path, tmp_path: Path) -> None:
    """Each finding is worded, placed and ordered as its example shows."""
    if case.name == "file-unreadable" and RUNS_AS_ROOT:
        pytest.skip("the owner of everything can read every file")
    root = assemble(case, tmp_path / "after")
    findings = check(root)
    if (case / "before").is_dir():
        findings += check_since(assemble(case / "before", tmp_path / "before"), root)

    text = report(findings)
    assert findings, f"{case.name} shows nothing: its files lie over those of {BASE}, whose project is `mail`"
    if UPDATE:
        (case / "findings.txt").write_text(text, encoding="utf-8")

    assert text == (case / "findings.txt").read_text("utf-8")


def test_every_made_example_has_a_folder() -> None:
    """The table of files that are made names no case that is gone."""
    assert set(MADE) <= {case.name for case in INVALID}
