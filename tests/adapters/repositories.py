"""Small repositories for tests of the command line, and a way to run it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from delivery_wiki.adapters.commands.command_line import main

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "tests" / "examples" / "valid"


@dataclass(frozen=True)
class Outcome:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A standard input or output that says it is a terminal."""

    def isatty(self) -> bool:
        """Always."""
        return True


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Outcome:
    """Run the command in this process; a refusal of argparse counts as its exit code."""
    capsys.readouterr()
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    shown = capsys.readouterr()
    return Outcome(code=code, out=shown.out, err=shown.err)


def example(root: Path, name: str = "base") -> Path:
    """A copy of a valid example repository."""
    shutil.copytree(EXAMPLES / name, root, dirs_exist_ok=True)
    return root


def write(root: Path, files: Mapping[str, str]) -> Path:
    """Write files by path below a folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def replace(path: Path, old: str, new: str) -> None:
    """Change a file where it says the old text; it has to be there."""
    text = path.read_bytes().decode()
    assert old in text, f"{path} does not say {old!r}"
    path.write_bytes(text.replace(old, new, 1).encode())


def commit(root: Path, seconds: int = 1_795_521_600) -> None:
    """Put everything under version control, at a moment (default 2026-11-24)."""
    moment = f"{seconds} +0000"
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_DATE": moment,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    identity = ["-c", "user.name=Pat", "-c", "user.email=pat@vendor.example"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "State"]):
        subprocess.run(["git", "-C", str(root), *command], check=True, env=environment, capture_output=True)


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def python(*arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a fresh interpreter in the repository of the product."""
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
    )


def answers(monkeypatch: pytest.MonkeyPatch, lines: Sequence[str]) -> list[str]:
    """Somebody at a terminal who answers with these lines; returns the questions as they come."""
    asked: list[str] = []
    waiting = list(lines)

    def answer(question: str = "") -> str:
        asked.append(question)
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", answer)
    return asked
