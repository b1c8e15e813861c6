"""What a live preview follows: edits of what authors write, and nothing else that happens in their folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from delivery_wiki.reading.files.left_behind import is_left_behind
from delivery_wiki.reading.site_configuration import NAME

FOLDERS = ("projects", "docs", "schemas")
_ONLY_READ = ("opened", "closed_no_write")


class PreviewServer(Protocol):
    """What is needed of the server that shows a preview."""

    observer: Any

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Build again where something changes there."""


class EditsOnly(FileSystemEventHandler):
    """Hands on what changes a file that matters; an editor may put another file in its place."""

    def __init__(self, inner: FileSystemEventHandler, root: Path) -> None:
        self.inner = inner
        self.root = root

    def dispatch(self, event: FileSystemEvent) -> None:
        """Leave out what was only read, and what nothing is built from."""
        places = (event.src_path, getattr(event, "dest_path", ""))
        if event.event_type not in _ONLY_READ and any(place and self._matters(Path(str(place))) for place in places):
            self.inner.dispatch(event)

    def _matters(self, path: Path) -> bool:
        inside = path.relative_to(self.root).parts if path.is_relative_to(self.root) else path.parts
        if len(inside) == 1:
            return inside[0] == NAME  # of the root folder itself, where notes and programs lie as well
        return not any(is_left_behind(part) for part in inside)


def watch_edits(server: PreviewServer, root: Path) -> None:
    """Watch what authors write; whatever is watched from here on is sifted, too."""
    schedule = server.observer.schedule

    def sifted(handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> Any:
        return schedule(EditsOnly(handler, root), path, recursive=recursive)

    server.observer.schedule = sifted
    for name in FOLDERS:
        if (root / name).is_dir():
            server.watch(str(root / name))
