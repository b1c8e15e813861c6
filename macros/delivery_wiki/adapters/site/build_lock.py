"""One build of a repository at a time: a lock that says who holds it, and that dies with its holder."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from ..outside.faults import WrongUse
from ..outside.files import naming

try:
    import fcntl
except ImportError:  # Windows has no such locks: two builds at once are not kept apart there
    fcntl = None  # type: ignore[assignment]  # stands for a module that is not there


@contextlib.contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; raises WrongUse with the holder's process and age while another build runs."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+b", buffering=0) as stream:  # nothing is left to be written when it is closed
        if fcntl is not None:
            try:
                # The system frees it when the last process that has it ends, however that happens.
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise WrongUse(_holder(folder / "lock")) from None
        with naming(folder / "lock"):
            stream.truncate(0)
            stream.write(json.dumps({"pid": os.getpid(), "since": int(time.time())}).encode())
        yield
        stream.truncate(0)


def _holder(lock: Path) -> str:
    try:
        known = json.loads(lock.read_text("utf-8"))
        who = f"process {int(known['pid'])}, for {max(0, int(time.time()) - int(known['since']))} s"
    except (ValueError, KeyError, TypeError):
        who = "it has just begun"
    return f"another build of this repository is running ({who}). Wait until it ends."
