"""Makes a folder that several tests look at once for a whole run, also where several processes run the tests."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name, made by the first who asks; the others wait, and fail like the first when it failed."""
    own = factory.getbasetemp()
    shared = own.parent if "popen" in own.name else own
    root, verdict = shared / name, shared / f"{name}.verdict"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not verdict.exists():
            try:
                make(root)
            except BaseException as fault:
                verdict.write_text(f"could not be made: {fault}", "utf-8")
                raise
            verdict.touch()
    said = verdict.read_text("utf-8")
    assert not said, f"{name} {said}"
    return root
