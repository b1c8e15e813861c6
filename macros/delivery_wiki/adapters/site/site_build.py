"""Builds sites, each in a child process with its PDFs, and switches a finished one into place whole."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import AsOfDays

from ..outside.files import not_written
from ..outside.stopping import deaf_to_ctrl_c
from ..outside.work_folder import work_folder
from ..pdf.pdf_batch import PdfResult
from ..pdf.pdf_site import SitePdfs
from ..workspace.workspace_loading import Workspace
from .build_lock import build_lock
from .build_state import input_digest, is_current, remember
from .site_generator import LIMITS, SiteOutcome, SiteRequest, SiteTask, build_in_child, cpu_seconds
from .site_settings import write_settings
from .switch import exchange, find_target, fresh_folder

WALL_SECONDS_PER_CPU_SECOND = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteResult:
    """How a build went: pages written, whether it was left as it was, and why it failed.

    `spoilt` holds the reason for each project whose pages could not be made: its last ones stay. `broken` says that
    the machine was at fault, not the content. `partial` are the titles of the pages that a project with errors lacks.
    The documents `without_pdf` could not be set; their pages are there.
    """

    request: SiteRequest
    pages: int = 0
    seconds: float = 0
    unchanged: bool = False
    failure: str = ""
    broken: bool = False
    spoilt: Mapping[str, str] = field(default_factory=dict)
    partial: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without_pdf: tuple[PdfResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A child process at work."""

    request: SiteRequest
    process: multiprocessing.Process
    receiver: Connection
    started: float
    digest: str


def build_sites(
    workspace: Workspace,
    requests: tuple[SiteRequest, ...],
    days: AsOfDays,
    *,
    workers: int,
    pdfs: SitePdfs | None = None,
) -> Iterator[SiteResult]:
    """Build what changed, a few sites at a time; each result as it comes, in the order of the requests.

    With `pdfs`, the documents of what changed are set first, and stand beside their pages.
    Raises WrongUse where a target cannot be replaced, or while another build of the repository runs.
    """
    requests = tuple(replace(request, target=find_target(request.target)) for request in requests)
    with build_lock(work_folder(workspace.root) / "build"):
        waiting = [(request, _digest(workspace, request, days, pdfs)) for request in requests]
        current = [_is_current(workspace, request, digest) for request, digest in waiting]
        if pdfs is not None:
            pdfs.make_for([request.whose for (request, _), known in zip(waiting, current, strict=True) if not known])
        running: list[_Run] = []
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    request, digest = waiting.pop(0)
                    shutil.rmtree(fresh_folder(request.target), ignore_errors=True)  # of a build that was killed
                    if current.pop(0):
                        yield SiteResult(request=request, unchanged=True, pages=_count_pages(request.target))
                        continue
                    running.append(_start(workspace, request, days, digest, pdfs))
                if running:
                    yield _finish(workspace, running[0], pdfs)
                    running.pop(0)
        finally:
            for run in running:
                _abandon(run)


def _is_current(workspace: Workspace, request: SiteRequest, digest: str) -> bool:
    return is_current(_state_file(workspace.root, request), digest, request.target)


def _start(workspace: Workspace, request: SiteRequest, days: AsOfDays, digest: str, pdfs: SitePdfs | None) -> _Run:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    links = pdfs.links(*request.whose) if pdfs else {}
    task = SiteTask(
        workspace=workspace, request=request, days=days, links=links, settings=write_settings(workspace.root)
    )
    arguments = (task, sender, os.getpid())
    process = multiprocessing.Process(target=build_in_child, args=arguments, daemon=True)
    with deaf_to_ctrl_c():
        process.start()
    sender.close()
    return _Run(request=request, process=process, receiver=receiver, started=time.monotonic(), digest=digest)


def _finish(workspace: Workspace, run: _Run, pdfs: SitePdfs | None) -> SiteResult:
    outcome = _await(run, cpu_seconds(workspace) * WALL_SECONDS_PER_CPU_SECOND)
    request = run.request
    fresh = fresh_folder(request.target)
    without = pdfs.failed(*request.whose) if pdfs else ()
    if not outcome.failure:
        try:
            if pdfs is not None:
                pdfs.place(*request.whose, fresh)
            _switch(workspace, run, outcome, whole=not without)
        except OSError as fault:
            outcome = SiteOutcome(failure=not_written(fault), broken=True)
    shutil.rmtree(fresh, ignore_errors=True)
    return SiteResult(
        request=request,
        pages=0 if outcome.failure else _count_pages(request.target),
        seconds=time.monotonic() - run.started,
        failure=outcome.failure,
        broken=outcome.broken,
        spoilt=outcome.spoilt,
        partial=outcome.partial,
        without_pdf=without,
    )


def _abandon(run: _Run) -> None:
    """End a build that nobody waits for any more, and leave nothing of it."""
    run.process.kill()
    run.process.join()
    shutil.rmtree(fresh_folder(run.request.target), ignore_errors=True)


def _await(run: _Run, seconds: float) -> SiteOutcome:
    try:
        if run.receiver.poll(seconds):
            outcome = run.receiver.recv()
            return outcome if isinstance(outcome, SiteOutcome) else SiteOutcome(failure=LIMITS)
        run.process.kill()
        return SiteOutcome(failure=LIMITS)
    except EOFError:
        return SiteOutcome(failure=LIMITS)
    except BaseException:
        run.process.kill()
        raise
    finally:
        run.process.join()


def _switch(workspace: Workspace, run: _Run, outcome: SiteOutcome, *, whole: bool) -> None:
    """Put the finished site into place; what it was built from is noted last, so that a stop never leaves a lie."""
    request = run.request
    fresh = fresh_folder(request.target)
    if request.audience is Audience.INTERNAL:
        _keep_last_good(request.target, fresh, {*workspace.faulty, *outcome.spoilt} - outcome.partial.keys())
    state = _state_file(workspace.root, request)
    state.unlink(missing_ok=True)
    exchange(fresh, request.target)
    if whole and not outcome.spoilt:
        remember(state, run.digest, request.target)


def _keep_last_good(target: Path, fresh: Path, slugs: set[str]) -> None:
    """A project that cannot be built keeps the pages it last had in the internal wiki."""
    for slug in sorted(slugs):
        shutil.rmtree(fresh / "projects" / slug, ignore_errors=True)
        if (target / "projects" / slug).is_dir():
            shutil.copytree(target / "projects" / slug, fresh / "projects" / slug)


def _digest(workspace: Workspace, request: SiteRequest, days: AsOfDays, pdfs: SitePdfs | None) -> str:
    """A customer's site depends on the day of its own project alone."""
    seen = {slug: as_of for slug, as_of in days.by_project.items() if request.slug in ("", slug)}
    told = " ".join(f"{slug}={as_of.day}/{as_of.reason.value}" for slug, as_of in sorted(seen.items()))
    purpose = f"{told}\0{request.name}\0{'with' if pdfs else 'without'} PDFs"
    return input_digest(workspace.root, request.slug, purpose)


def _state_file(root: Path, request: SiteRequest) -> Path:
    place = hashlib.sha256(os.fsencode(request.target)).hexdigest()[:8]
    return work_folder(root) / "build" / f"{request.name.replace('/', '-')}-{place}.json"


def _count_pages(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.html"))
