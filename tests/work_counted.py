"""The work of a function as a number that is the same on every machine and under every load."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import FrameType


def calls_of(work: Callable[[], object]) -> int:
    """How many functions of Python and C a piece of work calls; what a regular expression does inside is not seen."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    work()  # what is done once is no part of it
    before, collects = sys.getprofile(), gc.isenabled()
    gc.disable()  # what it calls belongs to other work
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
        if collects:
            gc.enable()
    return count
