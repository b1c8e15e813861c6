"""Builds sites with MkDocs, each in a limited child process, and switches a finished one into place whole."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import logging
import multiprocessing
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
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
    resource = None  # type: ignore[assignment]

from .mkdocs_plugin import DeliveryPlugin
from .switch import exchange
from .workspace import Workspace, data_folder

CPU_SECONDS = 60
CPU_SECONDS_PER_PROJECT = 4
MEMORY_BYTES = 4 * 2**30


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
    """How a build went: pages written, whether it was left as it was, and why it failed."""

    request: SiteRequest
    pages: int = 0
    seconds: float = 0
    unchanged: bool = False
    failure: str = ""


def build_sites(
    workspace: Workspace, requests: tuple[SiteRequest, ...], on: dt.date, *, workers: int
) -> Iterator[SiteResult]:
    """Build what changed, a few sites at a time; each result as it comes, in the order of the requests."""
    waiting = [(request, _input_digest(workspace, request, on)) for request in requests]
    running: list[tuple[SiteRequest, multiprocessing.Process, Connection, float, str]] = []
    while waiting or running:
        while waiting and len(running) < workers:
            request, digest = waiting.pop(0)
            if _is_current(workspace.root, request, digest):
                yield SiteResult(request=request, unchanged=True, pages=_count_pages(request.target))
                continue
            running.append(_start(workspace, request, on, digest))
        if running:
            yield _finish(workspace, running.pop(0))


def _start(
    workspace: Workspace, request: SiteRequest, on: dt.date, digest: str
) -> tuple[SiteRequest, multiprocessing.Process, Connection, float, str]:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_build_in_child, args=(workspace, request, on, sender), daemon=True)
    process.start()
    sender.close()
    return request, process, receiver, time.monotonic(), digest


def _finish(
    workspace: Workspace, run: tuple[SiteRequest, multiprocessing.Process, Connection, float, str]
) -> SiteResult:
    request, process, receiver, started, digest = run
    try:
        failure = str(receiver.recv())
    except EOFError:
        failure = "the build was stopped by its limits of processor time or memory"
    process.join()
    fresh = _fresh_folder(request)
    if failure:
        shutil.rmtree(fresh, ignore_errors=True)
        return SiteResult(request=request, failure=failure, seconds=time.monotonic() - started)
    _keep_last_good(workspace, request, fresh)
    exchange(fresh, request.target)
    _state_file(workspace.root, request).write_text(json.dumps({"input": digest}), "utf-8")
    return SiteResult(request=request, pages=_count_pages(request.target), seconds=time.monotonic() - started)


def _build_in_child(workspace: Workspace, request: SiteRequest, on: dt.date, sender: Connection) -> None:
    _limit_resources(len(workspace.sound))
    os.environ["SOURCE_DATE_EPOCH"] = str(int(dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC).timestamp()))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.umask(0o022)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        sender.send(_run_mkdocs(workspace, request, on))
    sender.close()


def _run_mkdocs(workspace: Workspace, request: SiteRequest, on: dt.date) -> str:
    """Empty when the site stands; else what went wrong, in one or a few lines."""
    complaints = _Complaints()
    logging.getLogger("mkdocs").addHandler(complaints)
    fresh = _fresh_folder(request)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        config = load_config(str(_configuration(workspace.root)), site_dir=str(fresh), strict=True)
        plugin = config.plugins["delivery"]
        if not isinstance(plugin, DeliveryPlugin):
            raise TypeError(f"mkdocs.yml names another plugin 'delivery': {type(plugin).__name__}")
        plugin.config["root"] = str(workspace.root)
        plugin.config["audience"] = request.audience.value
        plugin.config["project"] = request.slug
        plugin.config["on"] = on.isoformat()
        plugin.config["skip_faulty"] = True
        plugin.prepared = workspace
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (Abort, BuildError, ConfigurationError) as fault:
        return "\n".join([*complaints.lines, str(fault)])
    except SystemExit:
        return "\n".join(complaints.lines) or "a macro failed"
    return ""


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def serve_site(root: Path, slug: str, on: dt.date, address: str) -> None:
    """MkDocs' own live server over the internal wiki, or over one customer's site."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    options = {"root": str(root), "on": on.isoformat(), "skip_faulty": True}
    if slug:
        options |= {"audience": "customer", "project": slug}
    os.environ["DELIVERY_PLUGIN_OPTIONS"] = json.dumps(options)
    mkdocs_serve(str(_configuration(root)), dev_addr=address)


def _limit_resources(projects: int) -> None:
    if resource is None:
        return
    seconds = CPU_SECONDS + CPU_SECONDS_PER_PROJECT * projects
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _configuration(root: Path) -> Path:
    own = root / "mkdocs.yml"
    return own if own.is_file() else data_folder() / "mkdocs.yml"


def _fresh_folder(request: SiteRequest) -> Path:
    return request.target.parent / f".{request.target.name}.new"


def _state_file(root: Path, request: SiteRequest) -> Path:
    folder = root / ".cache" / "build"
    folder.mkdir(parents=True, exist_ok=True)
    place = hashlib.sha256(str(request.target.resolve()).encode()).hexdigest()[:8]
    return folder / f"{request.name.replace('/', '-')}-{place}.json"


def _is_current(root: Path, request: SiteRequest, digest: str) -> bool:
    state = _state_file(root, request)
    if not (state.is_file() and (request.target / "index.html").is_file()):
        return False
    try:
        return bool(json.loads(state.read_text("utf-8"))["input"] == digest)
    except (ValueError, KeyError, TypeError):
        return False


def _keep_last_good(workspace: Workspace, request: SiteRequest, fresh: Path) -> None:
    """A faulty project keeps the pages it last had in the internal wiki."""
    if request.audience is not Audience.INTERNAL:
        return
    for slug in workspace.faulty:
        old = request.target / "projects" / slug
        if old.is_dir():
            shutil.copytree(old, fresh / "projects" / slug, dirs_exist_ok=True)


def _count_pages(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.html"))


def _input_digest(workspace: Workspace, request: SiteRequest, on: dt.date) -> str:
    """Everything that decides the bytes of a site; for a customer nothing of other projects or of internal/."""
    digest = hashlib.sha256(f"{on}\0{request.name}\0{_versions()}".encode())
    for path in _input_files(workspace, request):
        data = path.read_bytes()
        digest.update(f"{path.name}\0{path}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _versions() -> str:
    names = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "Markdown", "pymdown-extensions", "Jinja2", "Babel")
    return " ".join(f"{name}={version(name)}" for name in names)


def _input_files(workspace: Workspace, request: SiteRequest) -> Iterable[Path]:
    root = workspace.root
    folders = {root / "docs", root / "schemas", Path(__file__).parent.parent, data_folder() / "docs"}
    if request.audience is Audience.INTERNAL:
        folders.add(root / "projects")
    else:
        folders.add(root / "projects" / request.slug)
    files = {
        path for folder in folders for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    if request.audience is Audience.CUSTOMER:
        hidden = root / "projects" / request.slug / "internal"
        files = {path for path in files if hidden not in path.parents}
    return sorted(files | {_configuration(root)})
