"""The first hour of `docs/develop/index.md`: its change shows on the page, and a test names what is left to do."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUR = (ROOT / "docs" / "develop" / "index.md").read_text("utf-8").split("## The first hour\n")[1].split("\n## ")[0]
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = ("benchmarks", "docs", "macros", "projects", "schemas", "tests")


def change() -> tuple[str, str, str]:
    """The file of the change, the line that goes, and the one that comes."""
    ((_, file, text),) = [fence for fence in FENCE.findall(HOUR) if fence[0] == "diff"]
    (gone,) = re.findall(r"^-(.*)$", text, re.MULTILINE)
    (new,) = re.findall(r"^\+(.*)$", text, re.MULTILINE)
    return file, gone, new


def page() -> str:
    """Where the page of the hour is built."""
    (found,) = re.findall(r"`(site/[\w/-]+\.html)`", HOUR)
    return str(found)


def test_the_line_that_is_changed_is_there() -> None:
    """Once, so that nobody wonders which."""
    file, gone, new = change()
    assert (ROOT / file).read_text("utf-8").splitlines().count(gone) == 1
    assert new != gone


@pytest.mark.built
@pytest.mark.slow
def test_the_first_hour_goes_as_it_is_told(tmp_path: Path) -> None:
    """Every command is run in a copy of the code; the page says the new word, and the test of labels fails by it."""
    for name in CODE:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "examples"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "tests" / "examples" / "valid").mkdir(parents=True)
    file, gone, new = change()
    (word,) = re.findall(r'"([^"]+)"', new)
    for language, _, text in FENCE.findall(HOUR):
        if language == "diff":
            assert word not in (tmp_path / page()).read_text("utf-8")
            code = (tmp_path / file).read_text("utf-8")
            (tmp_path / file).write_text(code.replace(gone, new), "utf-8")
        elif "pytest" in text:
            assert word in (tmp_path / page()).read_text("utf-8")
            (failed,) = re.findall(r"FAILED (\S+?)\.\.\.", text)
            said = run(tmp_path, text.splitlines()[0] + f" -n 0 -k {failed.rpartition('::')[2]}")
            assert f"FAILED {failed}" in said
            assert word in said
        else:
            for line in text.splitlines():
                run(tmp_path, line)


def run(folder: Path, line: str) -> str:
    """What a command says that a page tells to type; `make site` would build every site of every project."""
    prompt, program, *arguments = shlex.split(line)
    assert prompt == "$"
    if program == "make":
        return ""
    module = ["-m", "delivery_wiki.adapters.commands.command_line"] if program == ".venv/bin/delivery" else []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder / "macros"), str(folder)))}
    done = subprocess.run(
        [sys.executable, *module, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr
