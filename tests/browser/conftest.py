"""The shipped projects, built once for all workers, served over loopback, and one Chromium for each worker."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages import Sites
from tests.chromium import FLAGS, require_chromium

ROOT = Path(__file__).parents[2]
DAY = "2026-11-24"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for a worker; without one the tests are skipped, or fail where a browser is required."""
    program = require_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sites(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The internal wiki and every customer's site, each at an address of its own; built only for a browser."""
    own = os.environ.get("DELIVERY_BROWSER_SITES")  # a folder that `delivery build --out` filled
    built = Path(own) if own else _built(tmp_path_factory.getbasetemp())
    folders = {"internal": built / "internal"} | {path.name: path for path in sorted((built / "customer").iterdir())}
    servers = {name: _serve(folder) for name, folder in folders.items()}
    yield Sites(folders, {name: f"http://127.0.0.1:{server.server_port}" for name, server in servers.items()})
    for server in servers.values():
        server.shutdown()
        server.server_close()


def _built(base: Path) -> Path:
    """The first worker that comes builds; the others wait for its word."""
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shipped-sites"
    verdict = shared / "verdict.txt"
    try:
        shared.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 400
        while not verdict.is_file() and time.monotonic() < deadline:
            time.sleep(0.2)
    else:
        text = _build(shared)
        (shared / "verdict.new").write_text(text, "utf-8")
        (shared / "verdict.new").rename(verdict)
    said = verdict.read_text("utf-8") if verdict.is_file() else "the build did not end"
    assert not said, said
    return shared / "site"


def _build(shared: Path) -> str:
    """Build a copy of what is shipped, away from other runs in the repository; empty when it went well."""
    root = shared / "repository"
    for name in ("projects", "docs", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    command = [sys.executable, "-m", "macros.adapters.command_line", "-C", str(root)]
    command += ["build", "--no-pdf", "--on", DAY, "--out", str(shared / "site")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=390)
    complete = (shared / "site" / "internal" / "index.html").is_file() and done.returncode == 0
    return "" if complete else f"the build failed:\n{done.stdout}\n{done.stderr}"


class _QuietHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


def _serve(folder: Path) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_QuietHandler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
