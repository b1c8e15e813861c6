"""`delivery build`: what is said of a project that is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

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
