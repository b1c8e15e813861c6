"""What a live preview follows: the files of authors as they are now, again and again, whatever becomes of the folders.

The watcher that the site generator brings ends for good where a folder is gone for a moment, as while another branch
is checked out; takes what was there before its start for known; and does not see a file of the same size and time.
"""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from watchdog.events import FileModifiedEvent, FileSystemEventHandler

from delivery_wiki.reading.files.left_behind import is_left_behind
from delivery_wiki.reading.site_configuration import NAME

LOG = logging.getLogger("mkdocs.plugins.delivery")
FOLDERS = ("projects", "docs", "schemas")
INTERVAL = 0.5  # seconds between two looks
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0  # seconds before a build that the machine prevented is tried again

State = tuple[int, ...]
Seen = Mapping[str, State]


class PreviewServer(Protocol):
    """What is needed of the server that shows a preview."""

    observer: Any

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Build again where something changes there."""


def places_of(root: Path) -> tuple[str, ...]:
    """Where authors write; each of them may appear later, vanish and come back."""
    return tuple(str(root / name) for name in (NAME, *FOLDERS))


def see(place: str) -> Seen:
    """All that somebody wrote in a place, each with what changes when it is written anew; nothing where there is none.

    The time of the last change of a file is among it, which nobody can set, unlike that of its last writing.
    """
    found: dict[str, State] = {}
    with contextlib.suppress(OSError):
        kind = os.stat(place)
        found[place] = _state(kind)
        folders = [place] if stat.S_ISDIR(kind.st_mode) else []
        while folders:
            for entry in _entries(folders.pop()):
                with contextlib.suppress(OSError):  # it may be gone already
                    kind = entry.stat(follow_symlinks=False)
                    found[entry.path] = _state(kind)
                    if stat.S_ISDIR(kind.st_mode):
                        folders.append(entry.path)
    return found


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from (entry for entry in entries if not is_left_behind(entry.name))


def _state(kind: os.stat_result) -> State:
    """Of a folder only that it is one: whatever lies in it is seen by itself, and what is left behind there is not."""
    if stat.S_ISDIR(kind.st_mode):
        return (stat.S_IFMT(kind.st_mode),)
    return (kind.st_mode, kind.st_ino, kind.st_size, kind.st_mtime_ns, kind.st_ctime_ns)


class EditWatcher(threading.Thread):
    """Tells the server of each edit; stands in for the observer that the server brings, and never ends by a fault."""

    def __init__(self, before: Mapping[str, Seen], interval: float = INTERVAL) -> None:
        super().__init__(name="edits", daemon=True)
        self.before = before
        self.interval = interval
        self.pause = FIRST_PAUSE
        self._handlers: dict[str, FileSystemEventHandler] = {}
        self._seen: dict[str, Seen] = {}
        self._ended = threading.Event()
        self._told = ""  # the fault of the last look
        self._wait = 0.0  # seconds until the server is told once more, though nothing changed; 0 for never

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = True) -> str:
        """Follow a file or a folder with all in it; `before` says what a build has seen of it already."""
        self._seen[path] = self.before[path] if path in self.before else see(path)
        self._handlers[path] = handler
        return path

    def unschedule(self, path: str) -> None:
        """Follow it no more."""
        self._handlers.pop(path, None)

    def run(self) -> None:
        """Look until it is stopped."""
        while not self._ended.wait(self.interval):
            try:
                self.look()
                self._told = ""
            except Exception as fault:  # the end of this thread: what went out of it would end the preview unseen
                self._tell(f"{type(fault).__name__}: {fault}")

    def _tell(self, fault: str) -> None:
        """A fault once, in one line: it may come at each look."""
        if fault != self._told:
            self._told = fault
            LOG.warning("A look for edits failed and is repeated: %s", fault)

    def look(self) -> None:
        """Tell of each place that differs from what was seen there last."""
        for path, handler in list(self._handlers.items()):
            now = see(path)
            if now != self._seen[path]:
                self._seen[path] = now
                handler.dispatch(FileModifiedEvent(path))
        if self._wait > 0:
            self._wait -= self.interval
            if self._wait <= 0:
                next(iter(self._handlers.values())).dispatch(FileModifiedEvent(""))

    def try_again(self) -> None:
        """A build failed that no edit mends: it is tried again after a pause, and after a longer one each time."""
        self._wait, self.pause = self.pause, min(2 * self.pause, LONGEST_PAUSE)

    def rest(self) -> None:
        """A build begins, for whatever reason."""
        self._wait = 0.0

    def went_well(self) -> None:
        """A build was made."""
        self.pause = FIRST_PAUSE

    def stop(self) -> None:
        """End soon."""
        self._ended.set()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end; one that never began has ended."""
        if self.ident is not None:
            super().join(timeout)


def watch_edits(server: PreviewServer, root: Path, before: Mapping[str, Seen]) -> EditWatcher:
    """Watch what authors write instead of all that was watched until now."""
    watcher = EditWatcher(before)
    server.observer = watcher
    for place in places_of(root):
        server.watch(place)
    return watcher


def seen_now(places: Iterable[str]) -> Mapping[str, Seen]:
    """What stands in places, before a build reads it."""
    return {place: see(place) for place in places}
