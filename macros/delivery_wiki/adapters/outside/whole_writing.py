"""Several files written as one change: all of them or none, whatever fails and whoever stops the command."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from .files import write_file
from .stopping import uninterrupted

PREFIX = ".new-"  # of the folder in which files lie until all are whole; git ignores it
NEW_MODE = 0o644


def write_together(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path below a folder: beside their places first, then moved there in one go.

    A signal waits while they are moved. What fails is taken back, also folders that were made for it, and is an
    OSError that names the folder, not a file that is gone afterwards.
    """
    try:
        with folder_aside(root) as aside:
            for number, (file, data) in enumerate(files.items()):
                write_file(aside / str(number), data)
                _keep(root / file, aside / str(number), _kept(aside, number))
            # Only once there was room for all of them: a change is often one of several files together.
            with uninterrupted():
                _move(root, list(files), aside)
    except OSError as fault:
        fault.filename, fault.filename2 = str(root), None
        raise


@contextlib.contextmanager
def folder_aside(near: Path) -> Iterator[Path]:
    """A folder in another one, for this run alone; nothing of it is left, whatever ends the run but its death."""
    made: Path | None = None
    try:
        with uninterrupted():
            made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=near))
        yield made
    finally:
        with uninterrupted():
            if made is not None:
                shutil.rmtree(made, ignore_errors=True)


def _kept(aside: Path, number: int) -> Path:
    return aside / f"{number}.before"


def _keep(target: Path, fresh: Path, kept: Path) -> None:
    """Put what stands there aside for the case that the move fails; the new file gets its mode."""
    if target.is_file():
        shutil.copy2(target, kept)
        shutil.copymode(target, fresh)
    else:
        fresh.chmod(NEW_MODE)


def _move(root: Path, files: list[str], aside: Path) -> None:
    undo: list[Callable[[], object]] = []
    try:
        for number, file in enumerate(files):
            target, kept = root / file, _kept(aside, number)
            for folder in [path for path in (target.parent, *target.parent.parents) if not path.exists()][::-1]:
                folder.mkdir()
                undo.append(folder.rmdir)
            os.replace(aside / str(number), target)
            undo.append(partial(os.replace, kept, target) if kept.exists() else target.unlink)
    except BaseException:
        for step in reversed(undo):
            with contextlib.suppress(OSError):
                step()
        raise
