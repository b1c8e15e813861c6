"""Where the tool keeps what it made, so that it need not be made again."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path


@cache
def work_folder(root: Path) -> Path:
    """Where stages and notes of builds lie: .cache/ of the repository, else a folder for this run alone."""
    own = root / ".cache"
    try:
        own.mkdir(exist_ok=True)
        if os.access(own, os.W_OK):
            return own
    except OSError:
        pass  # a repository that cannot be written is built all the same
    other = Path(tempfile.mkdtemp(prefix="delivery-"))
    atexit.register(shutil.rmtree, other, ignore_errors=True)
    return other
