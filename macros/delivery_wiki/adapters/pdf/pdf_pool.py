"""Sets many PDFs at once: worker processes with limits, recycled, and a fault of one document is its own."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from delivery_wiki.pages.pdf.pdf_document import PdfDocument

from ..outside.files import not_written
from ..outside.stopping import deaf_to_ctrl_c

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]  # stands for a module that is not there

CPU_SECONDS = 60
WALL_SECONDS = 300
MEMORY_BYTES = 2 * 2**30
DOCUMENTS_PER_WORKER = 8  # the engine keeps what it laid out, and a document is laid out in several spacings
LIMITS = f"it was stopped by its limits of {CPU_SECONDS} s of computing and {MEMORY_BYTES // 2**30} GB of memory"
PARENT_DEATH_SIGNAL = 1  # of Linux' prctl


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfJob:
    """A document to set, by its number in the run."""

    number: int
    document: PdfDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOutcome:
    """The bytes of a document, or why there are none; `broken` says that the machine or the tool was at fault."""

    number: int
    pdf: bytes = b""
    pages: int = 0
    failure: str = ""
    broken: bool = False


@dataclass(slots=True, kw_only=True)
class _Worker:
    """A process that sets one document after the other."""

    process: SpawnProcess
    connection: Connection
    done: int = 0
    job: PdfJob | None = None
    started: float = 0


def set_all(jobs: Sequence[PdfJob], fonts: Path | None, *, workers: int) -> Iterator[PdfOutcome]:
    """Set documents in parallel; each outcome as it comes."""
    waiting = list(reversed(jobs))
    running: list[_Worker] = []
    # The folder is that of the command, so that nothing stays of a worker that has to be killed.
    with tempfile.TemporaryDirectory(prefix="delivery-pdf-", ignore_cleanup_errors=True) as folder:
        try:
            while waiting or any(worker.job for worker in running):
                _hand_out(waiting, running, _Place(fonts=fonts, folder=folder), workers)
                for worker in _finished(running):
                    yield _outcome(worker)
                    if worker.done >= DOCUMENTS_PER_WORKER or not worker.process.is_alive():
                        _end(worker)
                        running.remove(worker)
        finally:
            for worker in running:
                _end(worker)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a worker finds fonts, and where it may keep what it needs for a document."""

    fonts: Path | None
    folder: str


def _hand_out(waiting: list[PdfJob], running: list[_Worker], place: _Place, workers: int) -> None:
    while waiting and len(running) < workers:
        running.append(_start(place))
        _give(running[-1], waiting.pop())
    for worker in running:
        if waiting and worker.job is None:
            _give(worker, waiting.pop())


def _give(worker: _Worker, job: PdfJob) -> None:
    worker.job, worker.started = job, time.monotonic()
    with contextlib.suppress(OSError):  # of a worker that has died: its outcome tells
        worker.connection.send(job)


def _finished(running: Sequence[_Worker]) -> list[_Worker]:
    """The workers that have something to tell: an outcome, their end, or that their time is over."""
    busy = [worker for worker in running if worker.job]
    ready = wait([worker.connection for worker in busy], timeout=1)
    late = [worker for worker in busy if time.monotonic() - worker.started > WALL_SECONDS]
    for worker in late:
        worker.process.kill()
    return [worker for worker in busy if worker.connection in ready or worker in late]


def _outcome(worker: _Worker) -> PdfOutcome:
    job, worker.job = worker.job, None
    worker.done += 1
    number = job.number if job else 0
    try:
        if worker.connection.poll(1):
            outcome = worker.connection.recv()
            if isinstance(outcome, PdfOutcome):
                return outcome
    except (EOFError, OSError):
        worker.process.join(5)
    worker.done = DOCUMENTS_PER_WORKER
    return PdfOutcome(number=number, failure=LIMITS)


def _start(place: _Place) -> _Worker:
    # Spawned, not forked: the engine keeps threads, and a copy of a process that has used it would wait for them.
    fresh = multiprocessing.get_context("spawn")
    here, there = fresh.Pipe()
    process = fresh.Process(target=_work, args=(there, here, place, os.getpid()), daemon=True)
    with deaf_to_ctrl_c():
        process.start()
    there.close()
    return _Worker(process=process, connection=here)


def _end(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.join(0.2)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _work(connection: Connection, other_end: Connection, place: _Place, parent: int) -> None:
    """The life of a worker: documents in, outcomes out, until nobody asks any more."""
    other_end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = place.folder
    _die_with(parent)
    os.umask(0o022)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    while True:
        try:
            job = connection.recv()
            _limit_computing()
            connection.send(_set(job, place.fonts))
        except (EOFError, OSError):
            return  # whoever asked was told to end


def _die_with(parent: int) -> None:
    """On Linux a worker ends with the command that began it."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _limit_computing() -> None:
    """So much more time for the next document."""
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + CPU_SECONDS, hard))


def _set(job: PdfJob, fonts: Path | None) -> PdfOutcome:
    try:
        from .pdf_engine import PdfFailed, count_pages, set_pdf  # noqa: PLC0415 - the engine lives in workers only
    except (ImportError, OSError) as fault:
        failure = f"the engine of the PDFs does not start: {fault}".replace("\n", " ")
        return PdfOutcome(number=job.number, failure=failure, broken=True)
    try:
        pdf = set_pdf(job.document, fonts=fonts)
        return PdfOutcome(number=job.number, pdf=pdf, pages=count_pages(pdf))
    except PdfFailed as fault:
        return PdfOutcome(number=job.number, failure=str(fault))
    except MemoryError:
        return PdfOutcome(number=job.number, failure=LIMITS)
    except OSError as fault:
        return PdfOutcome(number=job.number, failure=not_written(fault), broken=True)
    except BaseException as bug:  # a panic of the engine is no Exception
        failure = f"the tool failed: {type(bug).__name__}: {bug}".replace("\n", " ")
        return PdfOutcome(number=job.number, failure=failure, broken=True)
