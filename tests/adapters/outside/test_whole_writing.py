"""Several files are written as one change, whatever fails and whoever stops the command."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from delivery_wiki.adapters.outside.files import write_whole
from delivery_wiki.adapters.outside.whole_writing import write_together
from tests.adapters.repositories import snapshot
from tests.site.sites import environment

NEW = {"projects/mail/project.yml": b"new", "projects/mail/attachments/a.txt": b"a", "docs/brand.yml": b"new"}


def old(root: Path) -> Path:
    """A folder in which two of three files stand already, one of them for its owner alone."""
    for file in ("projects/mail/project.yml", "docs/brand.yml"):
        (root / file).parent.mkdir(parents=True)
        (root / file).write_bytes(b"old")
    (root / "docs/brand.yml").chmod(0o600)
    return root


def test_all_files_are_written_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    """A file that was there keeps its mode."""
    write_together(old(tmp_path), NEW)
    assert {file: (tmp_path / file).read_bytes() for file in NEW} == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "projects"]
    assert [(tmp_path / file).stat().st_mode & 0o777 for file in NEW] == [0o644, 0o644, 0o600]


@pytest.mark.parametrize("fails_at", range(1, len(NEW) + 1))
@pytest.mark.parametrize("fault", [OSError(errno.EROFS, "Read-only file system"), KeyboardInterrupt()])
def test_what_was_moved_is_taken_back_where_a_later_file_fails(
    fault: BaseException, fails_at: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the folders that were made for it."""
    before = snapshot(old(tmp_path))
    move, moved = os.replace, 0

    def fail(fresh: Path, target: Path) -> None:
        nonlocal moved
        moved += 1
        if moved == fails_at:
            raise fault
        move(fresh, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(type(fault)):
        write_together(tmp_path, NEW)
    assert snapshot(tmp_path) == before
    assert not (tmp_path / "projects/mail/attachments").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "projects"]


STOPPED = """
import os, shutil, sys, tempfile
from pathlib import Path
from delivery_wiki.adapters.outside import whole_writing
from delivery_wiki.adapters.outside.stopping import Stopped, listen

root, number, moment = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
listen()
deeds = {"moved": ("replace", os), "made": ("mkdtemp", tempfile), "cleared": ("rmtree", shutil)}
name, of = deeds[moment]
deed = getattr(of, name)

def stopping(*given, **named):
    done = deed(*given, **named)
    os.kill(os.getpid(), number)
    return done

setattr(of, name, stopping)
try:
    whole_writing.write_together(root, {"a/one": b"new", "b/two": b"new"})
except Stopped as stop:
    sys.exit(stop.exit_code)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", ["made", "moved", "cleared"])
def test_a_signal_finds_all_or_nothing_and_leaves_no_trace(number: int, moment: str, tmp_path: Path) -> None:
    """It is not lost: the command ends by it, once the change is whole."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one").write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(STOPPED), str(tmp_path), str(int(number)), moment],
        env=environment(),
        check=False,
    )
    assert done.returncode == 128 + number
    changed = {"a/one": b"new", "b/two": b"new"}
    found = {file: (tmp_path / file).read_bytes() for file in changed if (tmp_path / file).exists()}
    assert found == ({"a/one": b"old"} if moment == "made" else changed)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_is_not_finished_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops the command finds the old one alone."""
    (tmp_path / "a.zip").write_bytes(b"old")

    def stopped(path: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.zip", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.zip": b"old"}
