"""The audit guide: every command in it runs on the repository of the demonstration and prints what is shown."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from delivery_wiki.adapters.upkeep.demo import keep_demo
from tests.test_documentation import DOCS, FENCE, NOON, ROOT, pattern, run


@pytest.mark.built
@pytest.mark.slow
def test_the_audit_guide_prints_what_it_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command in its order; three dots stand for anything."""
    keep_demo(tmp_path)
    capsys.readouterr()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    seen = 0
    for language, title, content in FENCE.findall((DOCS / "guide" / "audit.md").read_text("utf-8")):
        if language != "console":
            continue
        command, _, shown = content.partition("\n")
        monkeypatch.chdir(ROOT if title == "here" else tmp_path)
        printed = run(command) if command.startswith("$ delivery ") else in_a_shell(command.removeprefix("$ "))
        assert re.fullmatch(pattern(shown), printed), f"{command}\n{printed}"
        seen += 1
    assert seen > 10


def in_a_shell(command: str) -> str:
    """What a command of the system prints in the folder."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", command],
        check=False,
        text=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout
