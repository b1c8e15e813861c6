"""Builds sites with MkDocs, each in a limited child process, and switches a finished one into place whole."""

from __future__ import annotations

import contextlib
import ctypes
import datetime as dt
import hashlib
import json
import logging
import multiprocessing
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from macros.calculations.audience_view import Audience

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]  # stands for a module that is not there

from .build_lock import build_lock
from .build_state import find_configuration, input_digest, is_current, remember
from .faults import WrongUse
from .mkdocs_plugin import DeliveryPlugin
from .stage import work_folder
from .switch import exchange, find_target, fresh_folder
from .workspace import Workspace

CPU_SECONDS = 60
CPU_SECONDS_PER_PROJECT = 4
WALL_SECONDS_PER_CPU_SECOND = 10
MEMORY_BYTES = 4 * 2**30
PARENT_DEATH_SIGNAL = 1  # of Linux' prctl
LIMITS = "the build was stopped by its limits of time or memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRequest:
    """One site to build: the internal wiki, or the site of one project's customer."""

    audience: Audience
    slug: str
    target: Path

    @property
    def name(self) -> str:
        """How messages and state files call the site."""
        return "internal" if self.audience is Audience.INTERNAL else f"customer/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteResult:
    """How a build went: pages written, whether it was left as it was, and why it failed.

    `spoilt` holds the reason for each project whose pages could not be made: its last ones stay. `broken` says that
    the machine was at fault, not the content.
    """

    request: SiteRequest
    pages: int = 0
    seconds: float = 0
    unchanged: bool = False
    failure: str = ""
    broken: bool = False
    spoilt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What a child process reports."""

    failure: str = ""
    broken: bool = False
    spoilt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A child process at work."""

    request: SiteRequest
    process: multiprocessing.Process
    receiver: Connection
    started: float
    digest: str


def build_sites(
    workspace: Workspace, requests: tuple[SiteRequest, ...], on: dt.date, *, workers: int
) -> Iterator[SiteResult]:
    """Build what changed, a few sites at a time; each result as it comes, in the order of the requests.

    Raises WrongUse where a target cannot be replaced, or while another build of the repository runs.
    """
    requests = tuple(replace(request, target=find_target(request.target)) for request in requests)
    with build_lock(work_folder(workspace.root) / "build"):
        waiting = [(request, _digest(workspace, request, on)) for request in requests]
        running: list[_Run] = []
        while waiting or running:
            while waiting and len(running) < workers:
                request, digest = waiting.pop(0)
                shutil.rmtree(fresh_folder(request.target), ignore_errors=True)  # of a build that was stopped
                if is_current(_state_file(workspace.root, request), digest, request.target):
                    yield SiteResult(request=request, unchanged=True, pages=_count_pages(request.target))
                    continue
                running.append(_start(workspace, request, on, digest))
            if running:
                yield _finish(workspace, running.pop(0))


def _start(workspace: Workspace, request: SiteRequest, on: dt.date, digest: str) -> _Run:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    arguments = (workspace, request, on, sender, os.getpid())
    process = multiprocessing.Process(target=_build_in_child, args=arguments, daemon=True)
    process.start()
    sender.close()
    return _Run(request=request, process=process, receiver=receiver, started=time.monotonic(), digest=digest)


def _finish(workspace: Workspace, run: _Run) -> SiteResult:
    outcome = _await(run, _cpu_seconds(workspace) * WALL_SECONDS_PER_CPU_SECOND)
    request = run.request
    fresh = fresh_folder(request.target)
    if not outcome.failure:
        try:
            _switch(workspace, run, outcome)
        except OSError as fault:
            outcome = _Outcome(failure=_reason(fault), broken=True)
    shutil.rmtree(fresh, ignore_errors=True)
    return SiteResult(
        request=request,
        pages=0 if outcome.failure else _count_pages(request.target),
        seconds=time.monotonic() - run.started,
        failure=outcome.failure,
        broken=outcome.broken,
        spoilt=outcome.spoilt,
    )


def _await(run: _Run, seconds: float) -> _Outcome:
    try:
        if run.receiver.poll(seconds):
            outcome = run.receiver.recv()
            return outcome if isinstance(outcome, _Outcome) else _Outcome(failure=LIMITS)
        run.process.kill()
        return _Outcome(failure=LIMITS)
    except EOFError:
        return _Outcome(failure=LIMITS)
    finally:
        run.process.join()


def _switch(workspace: Workspace, run: _Run, outcome: _Outcome) -> None:
    """Put the finished site into place; what it was built from is noted last, so that a stop never leaves a lie."""
    request = run.request
    fresh = fresh_folder(request.target)
    if request.audience is Audience.INTERNAL:
        _keep_last_good(request.target, fresh, {*workspace.faulty, *outcome.spoilt})
    state = _state_file(workspace.root, request)
    state.unlink(missing_ok=True)
    exchange(fresh, request.target)
    if not outcome.spoilt:
        remember(state, run.digest, request.target)


def _keep_last_good(target: Path, fresh: Path, slugs: set[str]) -> None:
    """A project that cannot be built keeps the pages it last had in the internal wiki."""
    for slug in sorted(slugs):
        shutil.rmtree(fresh / "projects" / slug, ignore_errors=True)
        if (target / "projects" / slug).is_dir():
            shutil.copytree(target / "projects" / slug, fresh / "projects" / slug)


def _build_in_child(workspace: Workspace, request: SiteRequest, on: dt.date, sender: Connection, parent: int) -> None:
    _die_with(parent)
    _limit_resources(_cpu_seconds(workspace))
    os.environ["SOURCE_DATE_EPOCH"] = str(int(dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC).timestamp()))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.umask(0o022)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            outcome = _run_mkdocs(workspace, request, on)
        except OSError as fault:
            outcome = _Outcome(failure=_reason(fault), broken=True)
        except MemoryError:
            outcome = _Outcome(failure=LIMITS)
        except Exception as bug:
            outcome = _Outcome(failure=f"the tool failed: {type(bug).__name__}: {bug}", broken=True)
        sender.send(outcome)
    sender.close()


def _die_with(parent: int) -> None:
    """On Linux a build ends with the command that began it, so that it never writes beside the next one."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _run_mkdocs(workspace: Workspace, request: SiteRequest, on: dt.date) -> _Outcome:
    complaints = _Complaints()
    logging.getLogger("mkdocs").addHandler(complaints)
    fresh = fresh_folder(request.target)
    fresh.mkdir(parents=True)
    try:
        config = load_config(str(find_configuration(workspace.root)), site_dir=str(fresh), strict=True)
        plugin = config.plugins["delivery"]
        if not isinstance(plugin, DeliveryPlugin):
            raise ConfigurationError("mkdocs.yml names another plugin 'delivery'")
        plugin.config["root"] = str(workspace.root)
        plugin.config["audience"] = request.audience.value
        plugin.config["project"] = request.slug
        plugin.config["on"] = on.isoformat()
        plugin.config["skip_faulty"] = True
        plugin.prepared = workspace
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (Abort, BuildError, ConfigurationError) as fault:
        return _Outcome(failure="\n".join([*complaints.lines, str(fault)]))
    except SystemExit:
        return _Outcome(failure="\n".join(complaints.lines) or "a macro failed")
    return _Outcome(spoilt=plugin.spoilt)


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def serve_site(root: Path, slug: str, on: dt.date, address: str) -> None:
    """MkDocs' own live server over the internal wiki, or over one customer's site; raises WrongUse for a taken port."""
    _require_free(address)
    logging.getLogger("mkdocs").addHandler(_Messages())
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    options = {"root": str(root), "on": on.isoformat(), "skip_faulty": True}
    if slug:
        options |= {"audience": "customer", "project": slug}
    os.environ["DELIVERY_PLUGIN_OPTIONS"] = json.dumps(options)
    mkdocs_serve(str(find_configuration(root)), dev_addr=address)


class _Messages(logging.Handler):
    """What an author should read while a preview runs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{record.getMessage()}\n")


def _require_free(address: str) -> None:
    host, _, port = address.rpartition(":")
    try:
        with socket.create_server((host, int(port))):
            return
    except ValueError:
        raise WrongUse(f"'{address}' is not an address such as 127.0.0.1:8000") from None
    except (OSError, OverflowError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else "no such port"
        raise WrongUse(f"cannot serve at {address}: {reason}. Name another one with --address.") from fault


def _cpu_seconds(workspace: Workspace) -> int:
    return CPU_SECONDS + CPU_SECONDS_PER_PROJECT * len(workspace.sound)


def _limit_resources(seconds: int) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _reason(fault: OSError) -> str:
    return f"it cannot be written: {(fault.strerror or 'unknown reason').lower()}"


def _digest(workspace: Workspace, request: SiteRequest, on: dt.date) -> str:
    return input_digest(workspace.root, request.slug, f"{on}\0{request.name}")


def _state_file(root: Path, request: SiteRequest) -> Path:
    place = hashlib.sha256(os.fsencode(request.target)).hexdigest()[:8]
    return work_folder(root) / "build" / f"{request.name.replace('/', '-')}-{place}.json"


def _count_pages(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.html"))
