"""Holds `make quick` to its word: a test that is not marked `built` builds no site, sets no PDF, starts no browser."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from tests.order import LONG

# Commands that build a site or set a PDF: ours, MkDocs', what packs a wheel of the tool; and browsers.
BUILDING = re.compile(
    r"\bdelivery(?:_wiki\S*)?\b.* (?:build|pdf|serve)\b|\bmkdocs (?:build|serve)\b|\bpip wheel\b|/chrom|playwright",
    re.DOTALL,
)
FOLDERS = ("browser", "pdf", "site")
SHARED = {"shipped", "shipped_with_pdfs", "small", "own_small", "hostile", "portfolio", "browser"}
ADVICE = "mark it with @pytest.mark.built, so that `make quick` leaves it out"


class Guard:
    """What the test that is running may do."""

    def __init__(self) -> None:
        self.test = ""
        self.allowed = True

    def begin(self, item: pytest.Item) -> None:
        """From now on this test is meant."""
        self.test, self.allowed = item.nodeid, item.get_closest_marker("built") is not None

    def end(self) -> None:
        """Between tests everything is allowed."""
        self.allowed = True

    @contextmanager
    def as_command(self, line: str) -> Iterator[None]:
        """What a process that is forked for a command may do is what the command may."""
        if BUILDING.search(line):
            self.refuse(f"runs {line}")
        was, self.allowed = self.allowed, True
        try:
            yield
        finally:
            self.allowed = was

    def refuse(self, what: str) -> None:
        """Fail where the running test does what its mark does not say."""
        if not self.allowed:
            pytest.fail(f"{self.test} {what}: {ADVICE}", pytrace=False)


GUARD = Guard()


def mark(item: pytest.Item) -> None:
    """A test says what it needs by its folder, by a fixture, or by its mark; `LONG` says which modules are long."""
    if item.path.relative_to(item.config.rootpath).as_posix() in LONG:
        item.add_marker("long")
    folder = item.path.relative_to(item.config.rootpath / "tests").parts[0]
    if folder in FOLDERS or SHARED & set(getattr(item, "fixturenames", ())):
        item.add_marker("built")


def watch() -> None:
    """Watch commands, and the worker processes in which sites are built and PDFs are set."""
    sys.addaudithook(_command)
    start = BaseProcess.start

    def guarded(process: Any) -> None:
        GUARD.refuse("starts a worker process, as builds of sites and PDFs do")
        start(process)

    setattr(BaseProcess, "start", guarded)  # noqa: B010  # the one place that every worker passes


def watch_engine() -> None:
    """Watch the engine of the PDFs, once it is loaded."""
    engine: Any = sys.modules.get("delivery_wiki.adapters.pdf.pdf_engine")
    if engine is None or hasattr(engine, "watched"):
        return
    compiled = engine._compile

    def guarded(*arguments: Any) -> Any:
        GUARD.refuse("sets a PDF")
        return compiled(*arguments)

    engine._compile, engine.watched = guarded, True


@contextmanager
def no_event_loop(item: pytest.Item) -> Iterator[None]:
    """Put aside the event loop of a browser that other tests of this worker use: what needs one starts its own."""
    loop = asyncio._get_running_loop()
    if loop is None or "browser" in getattr(item, "fixturenames", ()):
        yield
        return
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


def _command(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen" and not GUARD.allowed:
        line = arguments[1] if isinstance(arguments[1], str) else " ".join(str(part) for part in arguments[1])
        if BUILDING.search(line):
            GUARD.refuse(f"runs `{line[:200]}`")
