"""Where files lie until they are whole: outside of projects/, so that a killed run leaves no stray file there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .whole_writing import folder_aside
from .work_folder import work_folder


@contextmanager
def scratch_folder(root: Path, target: Path) -> Iterator[Path]:
    """A folder for this run alone, from which files move to the existing folder `target` at once; raises OSError.

    Another file system than that of the target cannot hand over at once: there, it lies in the target itself.
    """
    own = work_folder(root)
    near = own if own.stat().st_dev == target.stat().st_dev else target
    with folder_aside(near) as made:
        yield made
