"""A preview follows the repository's own configuration as it follows its data."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from delivery_wiki.adapters.site.mkdocs_plugin import DeliveryPlugin
from delivery_wiki.adapters.site.site_settings import write_settings
from delivery_wiki.adapters.site.watched_edits import places_of

PATIENCE = 20
OURS = "site_name: First\nplugins: [delivery]\n"


class Server:
    """What the plugin uses of the live server of MkDocs."""

    def __init__(self, *watched: str) -> None:
        self.watched = set(watched)
        self.builder: Any = None
        self.observer: Any = None

    def watch(self, path: str) -> None:
        """Follow a file or folder."""
        self.watched.add(path)
        self.observer.schedule(FileSystemEventHandler(), path)

    def unwatch(self, path: str) -> None:
        """Follow it no more."""
        self.watched.remove(path)


def served(root: Path, given: Path, built: list[str]) -> Server:
    """A server as the plugin leaves it; each build notes the settings that it would read."""
    plugin: Any = DeliveryPlugin()
    plugin.load_config({"root": str(root)})
    server: Any = Server("stage", str(given))
    config: Any = SimpleNamespace(config_file_path=str(given), docs_dir="stage")
    plugin.on_serve(server, config, lambda: built.append(given.read_text("utf-8")))
    assert isinstance(server, Server)
    return server


@pytest.mark.parametrize("edit", ["site_name: Second\nplugins: [delivery]\n", "site_name: [\n", ""])
def test_each_rebuild_reads_the_configuration_anew(edit: str, tmp_path: Path) -> None:
    """Also a broken one, of which the check tells; what is made from it starts no rebuild of its own."""
    own, built = tmp_path / "mkdocs.yml", list[str]()
    own.write_text(OURS, encoding="utf-8")
    given = write_settings(tmp_path)
    server = served(tmp_path, given, built)

    assert str(own) in server.watched
    assert str(given) not in server.watched
    server.builder()
    own.write_text(edit, encoding="utf-8")
    server.builder()
    assert "site_name: First" in built[0]
    assert "site_name: First" not in built[1]


def test_a_repository_without_a_configuration_is_served_too(tmp_path: Path) -> None:
    """What the tool brings is used until there is one."""
    built: list[str] = []
    server = served(tmp_path, write_settings(tmp_path), built)
    server.builder()

    assert (len(built), server.watched) == (1, set(places_of(tmp_path)))


@pytest.mark.slow
def test_a_configuration_that_appears_or_is_replaced_is_followed(tmp_path: Path) -> None:
    """An editor puts another file in the place of the old one; who deletes it has the tool's own again."""
    own, built = tmp_path / "mkdocs.yml", Queue[str]()
    given = write_settings(tmp_path)
    plugin: Any = DeliveryPlugin()
    plugin.load_config({"root": str(tmp_path)})
    config: Any = SimpleNamespace(config_file_path=str(given), docs_dir=str(given.parent))

    def build() -> None:
        built.put(given.read_text("utf-8"))

    server = LiveReloadServer(build, "127.0.0.1", 0, str(tmp_path), polling_interval=0.05, shutdown_delay=0.05)
    server.watch(config.docs_dir)
    server.watch(str(given))
    plugin.on_serve(server, config, build)
    serving = Thread(target=server.serve)
    serving.start()
    try:
        assert "site_name: First" in _first(built, own)
        other = tmp_path / "mkdocs.yml.new"
        other.write_text(OURS.replace("First", "Second"), encoding="utf-8")
        other.replace(own)
        assert "site_name: Second" in _last(built)
        own.unlink()
        assert "site_name: Delivery Wiki" in _last(built)
    finally:
        server.shutdown(wait=True)
        serving.join(PATIENCE)


def _first(built: Queue[str], own: Path) -> str:
    """The settings of the first rebuild after the file appeared, written again until the server has begun to look."""
    for number in range(PATIENCE * 2):
        own.write_text(f"{OURS}# {number}\n", encoding="utf-8")
        with suppress(Empty):
            return built.get(timeout=0.5)
    raise AssertionError("nothing was built")


def _last(built: Queue[str]) -> str:
    """The settings of the last rebuild, once no other follows: a change of two files may cause two."""
    found = built.get(timeout=PATIENCE)
    with suppress(Empty):
        while True:
            found = built.get(timeout=1)
    return found


def test_a_plain_mkdocs_serve_is_left_as_it_is(tmp_path: Path) -> None:
    """It reads and follows the file itself."""
    own = tmp_path / "mkdocs.yml"
    own.write_text(OURS, encoding="utf-8")
    server = served(tmp_path, own, [])

    assert (server.builder, str(own) in server.watched) == (None, True)
    assert server.watched == set(places_of(tmp_path))


def test_a_configuration_that_was_edited_while_the_preview_began_is_taken(tmp_path: Path) -> None:
    """It was read before anything else, and the next look tells of it."""
    own = tmp_path / "mkdocs.yml"
    own.write_text(OURS, encoding="utf-8")
    given = write_settings(tmp_path)
    own.write_text(OURS.replace("First", "Second"), encoding="utf-8")
    told: list[str] = []
    server = served(tmp_path, given, [])
    server.observer.schedule(_Told(told), str(own))
    server.observer.look()
    assert told == [str(own)]


class _Told(FileSystemEventHandler):
    def __init__(self, told: list[str]) -> None:
        self.told = told

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.told.append(str(event.src_path))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/wiki/.cache"), "/wiki/.cache: no space left on device"),
        (
            FileNotFoundError(errno.ENOENT, "No such file", "/wiki/projects/mail"),
            "/wiki/projects/mail was gone while it was",
        ),
        (SystemExit(100), "the tool failed: SystemExit: 100"),
        (ValueError("odd"), "the tool failed: ValueError: odd"),
    ],
)
def test_no_fault_of_a_build_ends_the_preview(fault: BaseException, told: str, tmp_path: Path) -> None:
    """MkDocs goes on after an Abort alone; it is told in a line and tried again without an edit."""
    given = write_settings(tmp_path)
    server = served(tmp_path, given, [])
    heard: list[str] = []
    server.observer.schedule(_Told(heard), str(tmp_path / "mkdocs.yml"))

    def fail() -> None:
        raise fault

    object.__setattr__(server.builder, "build", fail)
    with pytest.raises(Abort) as aborted:
        server.builder()
    assert str(aborted.value).startswith(f"Not built: {told}")
    assert "It is tried again in a moment" in str(aborted.value)
    for _ in range(int(3 / server.observer.interval)):
        server.observer.look()
    assert len(heard) >= 1


def test_what_an_edit_mends_is_not_tried_again_without_one(tmp_path: Path) -> None:
    """The findings would be told again and again."""
    server = served(tmp_path, write_settings(tmp_path), [])
    heard: list[str] = []
    server.observer.schedule(_Told(heard), str(tmp_path / "mkdocs.yml"))

    def refuse() -> None:
        raise Abort("a page has a fault")

    object.__setattr__(server.builder, "build", refuse)
    with pytest.raises(Abort, match="The preview waits until this is repaired"):
        server.builder()
    for _ in range(int(5 / server.observer.interval)):
        server.observer.look()
    assert heard == []
