"""What makes a preview build again, and that nothing ends it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from delivery_wiki.adapters.site import watched_edits
from delivery_wiki.adapters.site.watched_edits import EditWatcher, places_of, see, seen_now, watch_edits

FILE = "projects/mail/project.yml"
PATIENCE = 20


class Heard(FileSystemEventHandler):
    """Counts what is handed on."""

    def __init__(self) -> None:
        self.count = 0

    def on_any_event(self, event: FileSystemEvent) -> None:
        """One more."""
        self.count += 1


class Followed:
    """A repository with a watcher that looks when it is asked to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write(FILE, "title: Mail\n")
        self.write("docs/process/own-1.yml", "id: own\n")
        self.heard = Heard()
        self.watcher = EditWatcher({}, interval=1.0)
        for place in places_of(root):
            self.watcher.schedule(self.heard, place)

    def write(self, file: str, text: str) -> Path:
        """A file, with its folders."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def is_told(self) -> bool:
        """Whether the next look tells of an edit."""
        before = self.heard.count
        self.watcher.look()
        return self.heard.count > before


@pytest.fixture
def followed(tmp_path: Path) -> Followed:
    """The same, at rest."""
    return Followed(tmp_path)


@pytest.mark.parametrize(
    "file",
    ["mkdocs.yml", FILE, "docs/process/own-1.yml", "projects/mail/sow/new.md", "docs/brand.svg", "schemas/x.json"],
)
def test_an_edit_is_followed(file: str, followed: Followed) -> None:
    """Written, replaced by an editor, or deleted."""
    path = followed.write(file, "one")
    assert followed.is_told
    followed.write(f"{file}~", "another").replace(path)
    assert followed.is_told
    path.unlink()
    assert followed.is_told
    assert not followed.is_told


@pytest.mark.parametrize(
    "file",
    [
        "notes.txt",
        "README.md",
        ".mkdocs.yml.swp",
        "mkdocs.yml~",
        "projects/mail/.project.yml.swp",
        "docs/4913",
        "projects/mail/.DS_Store",
        "docs/.idea/workspace.xml",
        "projects/mail/project.yml~",
        "site/internal/index.html",
    ],
)
def test_what_nothing_is_built_from_is_not(file: str, followed: Followed) -> None:
    """A note beside the data, a swap file of an editor."""
    followed.write(file, "x")
    assert not followed.is_told


def test_a_file_that_is_only_read_is_not_edited(followed: Followed) -> None:
    """A build reads all of them, and must not cause the next one."""
    (followed.root / FILE).read_bytes()
    assert not followed.is_told


def test_a_save_of_the_same_size_and_time_is_followed(followed: Followed) -> None:
    """As tools leave it that put the time of a file back."""
    path = followed.root / FILE
    times = path.stat()
    path.write_text("title: Post\n", encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert followed.is_told


@pytest.mark.parametrize("place", ["projects", "docs", "projects/mail"])
def test_a_folder_that_vanished_is_followed_as_soon_as_it_is_back(place: str, followed: Followed) -> None:
    """Git takes an empty folder away before it writes the files of another branch."""
    (followed.root / place).rename(followed.root / "away")
    assert followed.is_told
    assert not followed.is_told
    shutil.copytree(followed.root / "away", followed.root / place)
    assert followed.is_told
    followed.write(f"{place}/new.md", "x")
    assert followed.is_told


@pytest.mark.parametrize("place", ["projects", "docs"])
def test_a_file_in_the_place_of_a_folder_ends_nothing(place: str, followed: Followed) -> None:
    """Nor does a link that leads nowhere or to itself."""
    shutil.rmtree(followed.root / place)
    followed.write(place, "x")
    assert followed.is_told
    (followed.root / place).unlink()
    (followed.root / place).symlink_to(place)
    assert followed.is_told
    (followed.root / place).unlink()
    followed.write(f"{place}/mail/project.yml", "x")
    assert followed.is_told


def test_a_folder_that_was_not_there_at_first_is_followed(followed: Followed) -> None:
    """The first schema, the first configuration."""
    assert not (followed.root / "schemas").exists()
    followed.write("schemas/own.json", "{}")
    assert followed.is_told


def test_an_edit_during_the_first_build_is_followed(tmp_path: Path) -> None:
    """The build may have read the file before it."""
    (tmp_path / "projects").mkdir()
    before = seen_now(places_of(tmp_path))
    (tmp_path / "projects" / "new.md").write_text("x", encoding="utf-8")
    heard, watcher = Heard(), EditWatcher(before)
    for place in places_of(tmp_path):
        watcher.schedule(heard, place)
    watcher.look()
    assert heard.count == 1


def test_what_the_machine_prevented_is_tried_again_and_less_often_each_time(followed: Followed) -> None:
    """No edit comes where the disk was full; a build that went well ends it."""
    pauses = []
    for _ in range(7):
        followed.watcher.try_again()
        looks = next(number for number in range(1, 100) if followed.is_told)
        pauses.append(looks)
    assert pauses == [2, 4, 8, 16, 32, 60, 60]
    followed.watcher.try_again()
    followed.watcher.rest()
    followed.watcher.went_well()
    assert not any(followed.is_told for _ in range(100))
    followed.watcher.try_again()
    assert [followed.is_told for _ in range(3)] == [False, True, False]


def _until(told: Callable[[], bool]) -> bool:
    waited = threading.Event()
    return any(told() or waited.wait(0.02) for _ in range(int(PATIENCE / 0.02)) if not told()) or told()


def test_no_fault_ends_the_watching(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever a look meets, the next one follows; it is told once, in one line."""
    failed = []

    def fail(place: str) -> watched_edits.Seen:
        failed.append(place)
        if len(failed) < 5:
            raise RuntimeError(place)
        return see(place)

    heard, watcher = Heard(), EditWatcher({}, interval=0.01)
    watcher.schedule(heard, str(tmp_path))
    monkeypatch.setattr(watched_edits, "see", fail)
    watcher.start()
    try:
        assert _until(lambda: len(failed) > 4)
        (tmp_path / "new.md").write_text("x", encoding="utf-8")
        assert _until(lambda: heard.count > 0)
    finally:
        watcher.stop()
        watcher.join(PATIENCE)
    assert not watcher.is_alive()
    assert [said.getMessage() for said in caplog.records] == [
        f"A look for edits failed and is repeated: RuntimeError: {tmp_path}"
    ]


def test_the_server_hears_of_edits_from_this_watcher_alone(tmp_path: Path) -> None:
    """Also of what it is asked to watch afterwards."""
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(tmp_path))
    other = tmp_path / "other.txt"

    watcher = watch_edits(server, tmp_path, {})
    server.watch(str(other))
    (tmp_path / "projects").mkdir()
    watcher.look()
    assert server._want_rebuild
    server._want_rebuild = False
    other.write_text("x", encoding="utf-8")
    watcher.look()

    assert server._want_rebuild
    server.shutdown(wait=False)
