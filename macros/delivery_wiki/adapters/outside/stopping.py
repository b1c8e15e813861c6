"""Being told to end, by Ctrl-C or by the system: once, in the open, so that everything is cleared up behind."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing import resource_tracker
from typing import Any

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
PATIENCE = 2.0  # seconds in which the same is not said again: clearing up goes on
AGAIN = 0.05  # seconds after which it is said once more, where Python swallowed it


class Stopped(KeyboardInterrupt):
    """The process was told to end; it is raised wherever the process is."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)

    @property
    def exit_code(self) -> int:
        """As shells have it: 130 for Ctrl-C."""
        return 128 + self.number


class _Listener:
    """Raises what it hears, and does not let it be lost inside of a callback, whose exceptions Python drops."""

    def __init__(self) -> None:
        self.told = -PATIENCE
        self.before = sys.unraisablehook
        self.held = 0  # how many deeds are done at the moment that are done whole
        self.waiting: int | None = None

    def hear(self, number: int, _: object) -> None:
        """A signal has come."""
        if self.held:
            self.waiting = number
            return
        if time.monotonic() - self.told < PATIENCE:
            return
        self.told = time.monotonic()
        raise Stopped(number)

    def dropped(self, lost: Any) -> None:
        """An exception that went nowhere; one of ours is sent again."""
        if not isinstance(lost.exc_value, Stopped):
            self.before(lost)
            return
        self.told = -PATIENCE
        timer = threading.Timer(AGAIN, os.kill, (os.getpid(), lost.exc_value.number))
        timer.daemon = True
        timer.start()


_LISTENER = _Listener()  # a process has one


def listen() -> None:
    """From now on a signal to end is raised as Stopped."""
    for name in SIGNALS:
        if number := getattr(signal, name, None):
            signal.signal(number, _LISTENER.hear)
    sys.unraisablehook = _LISTENER.dropped


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """What is done in here is short and done whole: a signal that comes meanwhile is raised afterwards."""
    _LISTENER.held += 1
    try:
        yield
    finally:
        _LISTENER.held -= 1
        if not _LISTENER.held and (number := _LISTENER.waiting) is not None:
            _LISTENER.waiting = None
            _LISTENER.hear(number, None)


@contextlib.contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """A process begun in here never hears Ctrl-C, which reaches a whole group: whoever began it ends it.

    Ignored by its own code it would be from there on only; an interpreter that still starts would show a traceback.
    Where signals cannot be held back nothing changes.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # begun later by multiprocessing it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
