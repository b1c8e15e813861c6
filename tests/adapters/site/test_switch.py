"""Switching a finished folder into place."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from delivery_wiki.adapters.site import switch
from delivery_wiki.adapters.site.switch import exchange
from tests.adapters.repositories import snapshot, write


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A finished folder."""
    return write(tmp_path / ".site.new", {"index.html": "new", "sub/page.html": "new"})


def test_a_first_folder_is_moved_into_place(fresh: Path, tmp_path: Path) -> None:
    """Where nothing stands yet, nothing is exchanged."""
    exchange(fresh, tmp_path / "site")

    assert snapshot(tmp_path) == {"site/index.html": b"new", "site/sub/page.html": b"new"}


@pytest.mark.parametrize("atomic", [True, False], ids=["exchange", "two renames"])
def test_the_new_folder_replaces_the_old_one_whole(
    atomic: bool, fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file of the old folder is left, nor anything beside; on systems without an exchange of names too."""
    if not atomic:
        monkeypatch.setattr(switch, "_exchange_names", lambda *_: False)
        write(tmp_path / ".site.old", {"index.html": "left by a stopped run"})
    write(tmp_path / "site", {"index.html": "old", "gone.html": "old"})

    exchange(fresh, tmp_path / "site")

    assert snapshot(tmp_path) == {"site/index.html": b"new", "site/sub/page.html": b"new"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="atomic on Linux only")
def test_a_reader_sees_a_whole_folder_at_every_moment(tmp_path: Path) -> None:
    """While folders are switched, the page is always there, and old or new."""
    target = write(tmp_path / "site", {"index.html": "0"})
    faults: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                (target / "index.html").stat()
            except FileNotFoundError as fault:
                faults.append(str(fault))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(200):
        exchange(write(tmp_path / ".site.new", {"index.html": str(number)}), target)
    done.set()
    reader.join()

    assert faults == []
