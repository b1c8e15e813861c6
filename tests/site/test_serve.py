"""`delivery serve` shows a change of data, and does not rebuild without one."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from tests.site.sites import DAY, command, environment, make_repository, replace

PATIENCE = 90


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _page(port: int) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/index.html", timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def _built(port: int) -> int:
    """When what is shown was built; the page asks the server for a newer one."""
    return int(re.findall(r"livereload\((\d+)", _page(port))[0])


def _wait_for(port: int, text: str) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if text in _page(port):
            return True
        time.sleep(0.3)
    return False


@pytest.mark.slow
def test_a_preview_follows_the_data_and_rests(tmp_path: Path) -> None:
    """Only YAML changed: the page shows it. Broken data is told and the preview goes on. Then nothing is built."""
    root = make_repository(tmp_path)
    project = root / "projects" / "pilot" / "project.yml"
    port = _free_port()
    process = subprocess.Popen(
        command(root, "serve", "pilot", "--on", DAY, "--address", f"127.0.0.1:{port}"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stderr or []), daemon=True)
    reader.start()
    try:
        assert _wait_for(port, "Pilot of a webmail"), "".join(lines)
        assert "Content-Security-Policy" not in _page(port)
        replace(project, "Pilot of a webmail", "Pilot of a calendar")
        assert _wait_for(port, "Pilot of a calendar"), "".join(lines)
        replace(project, "language: en", "language: [")
        assert _wait_for(port, "Left out until this is repaired"), "".join(lines)
        assert "project.yml:" in _page(port)
        replace(project, "language: [", "language: en")
        replace(project, "Pilot of a calendar", "Pilot of a directory")
        assert _wait_for(port, "Pilot of a directory"), "".join(lines)
        time.sleep(1)
        # What nothing is built from: it lies beside the data, or is of an editor, or is only read.
        for beside in ("notes.txt", ".mkdocs.yml.swp", "projects/pilot/.project.yml.swp", "docs/~$list.docx"):
            (root / beside).parent.mkdir(exist_ok=True)
            (root / beside).write_text("x")
        project.read_bytes()
        shown = _built(port)
        changed = (root / ".cache").stat().st_mtime, {p: p.stat().st_mtime for p in (root / ".cache").rglob("*")}
        time.sleep(4)
        assert changed == (
            (root / ".cache").stat().st_mtime,
            {p: p.stat().st_mtime for p in (root / ".cache").rglob("*")},
        )
        assert shown == _built(port)
        replace(project, "Pilot of a directory", "Pilot of a list")
        assert _wait_for(port, "Pilot of a list"), "".join(lines)
        assert _built(port) > shown > 0
        # Git takes a folder away before it writes the files of another branch.
        (root / "projects").rename(root / "away")
        assert _wait_for(port, "There is no folder projects/pilot"), "".join(lines)
        (root / "away").rename(root / "projects")
        assert _wait_for(port, "Pilot of a list"), "".join(lines)
        replace(project, "Pilot of a list", "Pilot of a day")
        assert _wait_for(port, "Pilot of a day"), "".join(lines)
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait(timeout=20)
        reader.join(timeout=20)
        assert process.stderr
        process.stderr.close()


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    """A person can act on the message: another program has the port."""
    root = make_repository(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            command(root, "serve", "--address", f"127.0.0.1:{port}"),
            capture_output=True,
            text=True,
            env=environment(),
            check=False,
        )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"cannot serve at 127.0.0.1:{port}" in line
    assert "--address" in line
