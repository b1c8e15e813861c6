"""Which events of a folder make a preview build again."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from delivery_wiki.adapters.site.watched_edits import EditsOnly, watch_edits

ROOT = Path("/wiki")


class Heard(FileSystemEventHandler):
    """Counts what is handed on."""

    def __init__(self) -> None:
        self.count = 0

    def on_any_event(self, event: FileSystemEvent) -> None:
        """One more."""
        self.count += 1


def is_followed(event: FileSystemEvent) -> bool:
    """Whether a build follows."""
    heard = Heard()
    EditsOnly(heard, ROOT).dispatch(event)
    return heard.count == 1


@pytest.mark.parametrize(
    "file",
    ["mkdocs.yml", "projects/mail/project.yml", "docs/process/own-1.yml", "projects/mail/sow/new.md", "docs/brand.svg"],
)
def test_an_edit_is_followed(file: str) -> None:
    """Written, made, or put in its place by an editor."""
    path = str(ROOT / file)
    assert is_followed(FileModifiedEvent(path))
    assert is_followed(FileCreatedEvent(path))
    assert is_followed(FileMovedEvent(str(ROOT / "projects/.x.swp"), path))
    assert is_followed(FileMovedEvent(path, path + "~"))


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
    ],
)
def test_what_nothing_is_built_from_is_not(file: str) -> None:
    """A note beside the data, a swap file of an editor."""
    assert not is_followed(FileModifiedEvent(str(ROOT / file)))


def test_a_file_that_is_only_read_is_not_edited() -> None:
    """A build reads all of them, and must not cause the next one."""
    path = str(ROOT / "projects/mail/project.yml")
    assert [is_followed(kind(path)) for kind in (FileOpenedEvent, FileClosedNoWriteEvent)] == [False, False]


def test_everything_that_is_watched_is_sifted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders of authors, and what MkDocs is asked to watch afterwards."""
    (tmp_path / "projects").mkdir()
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(tmp_path))
    handlers: list[FileSystemEventHandler] = []

    def schedule(handler: FileSystemEventHandler, path: str, *, recursive: bool) -> None:
        handlers.append(handler)

    monkeypatch.setattr(server.observer, "schedule", schedule)

    watch_edits(server, tmp_path)
    server.watch(str(tmp_path), recursive=False)

    assert [type(handler) for handler in handlers] == [EditsOnly, EditsOnly]
    server.server_close()
