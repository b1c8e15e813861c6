"""MkDocs at work: one site in a limited child process, and the live preview."""

from __future__ import annotations

import contextlib
import ctypes
import datetime as dt
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import AsOfDays

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]  # stands for a module that is not there

from ..outside.faults import WrongUse
from ..outside.files import not_written
from ..pdf.pdf_site import PdfLink
from ..workspace.workspace_loading import Workspace
from .mkdocs_plugin import DeliveryPlugin
from .site_settings import call_no_git, write_settings
from .switch import fresh_folder

CPU_SECONDS = 60
CPU_SECONDS_PER_PROJECT = 4
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

    @property
    def whose(self) -> tuple[Audience, str]:
        """The audience, and the project whose customer it is; no project for the internal wiki."""
        return self.audience, self.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTask:
    """What a child process builds, configured by a file; `links` are the PDFs that will stand beside its pages."""

    workspace: Workspace
    request: SiteRequest
    days: AsOfDays
    links: Mapping[tuple[str, str], PdfLink]
    settings: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOutcome:
    """What a child process reports; `partial` are the pages that projects with errors go without, by title."""

    failure: str = ""
    broken: bool = False
    spoilt: Mapping[str, str] = field(default_factory=dict)
    partial: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def build_in_child(task: SiteTask, sender: Connection, parent: int) -> None:
    """Build a site, send how it went, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: the one that began ends this one
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with(parent)
    _limit_resources(cpu_seconds(task.workspace))
    on = task.days.newest(task.request.slug)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC).timestamp()))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    call_no_git()
    os.umask(0o022)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            outcome = _run_mkdocs(task)
        except OSError as fault:
            outcome = SiteOutcome(failure=not_written(fault), broken=True)
        except MemoryError:
            outcome = SiteOutcome(failure=LIMITS)
        except Exception as bug:
            outcome = SiteOutcome(failure=f"the tool failed: {type(bug).__name__}: {bug}", broken=True)
        sender.send(outcome)
    sender.close()


def _die_with(parent: int) -> None:
    """On Linux a build ends with the command that began it, so that it never writes beside the next one."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _run_mkdocs(task: SiteTask) -> SiteOutcome:
    workspace, request = task.workspace, task.request
    complaints = _Complaints()
    logging.getLogger("mkdocs").addHandler(complaints)
    fresh = fresh_folder(request.target)
    fresh.mkdir(parents=True)
    try:
        config = load_config(str(task.settings), site_dir=str(fresh), strict=True)
        plugin = config.plugins["delivery"]
        if not isinstance(plugin, DeliveryPlugin):
            raise ConfigurationError("another package brings a plugin 'delivery'; uninstall it")
        plugin.config["root"] = str(workspace.root)
        plugin.config["audience"] = request.audience.value
        plugin.config["project"] = request.slug
        plugin.config["skip_faulty"] = True
        plugin.prepared, plugin.pdfs, plugin.days = workspace, task.links, task.days
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (Abort, BuildError, ConfigurationError) as fault:
        return SiteOutcome(failure="\n".join([*complaints.lines, str(fault)]))
    except SystemExit:
        return SiteOutcome(failure="\n".join(complaints.lines) or "a macro failed")
    left = {slug: tuple(page.page.title for page in made.left_out) for slug, made in plugin.partial.items()}
    return SiteOutcome(spoilt=plugin.spoilt, partial=left)


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def serve_site(root: Path, slug: str, on: str, address: str) -> None:
    """MkDocs' own live server over the internal wiki, or over one customer's site; raises WrongUse for a taken port."""
    _require_free(address)
    logging.getLogger("mkdocs").addHandler(_Messages())
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    options = {"root": str(root), "on": on, "skip_faulty": True}
    if slug:
        options |= {"audience": "customer", "project": slug}
    os.environ["DELIVERY_PLUGIN_OPTIONS"] = json.dumps(options)
    call_no_git()
    mkdocs_serve(str(write_settings(root)), dev_addr=address)


_SAID_BETTER = "An error happened during the rebuild"  # MkDocs says so after we said what and why


class _Messages(logging.Handler):
    """What an author should read while a preview runs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if _SAID_BETTER not in text:
            sys.stderr.write(f"{text}\n")


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


def cpu_seconds(workspace: Workspace) -> int:
    """How much computing a site may take."""
    return CPU_SECONDS + CPU_SECONDS_PER_PROJECT * len(workspace.sound)


def _limit_resources(seconds: int) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
