"""The sites of the shipped projects, served over loopback, and one Chromium for each worker."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.pages import WIDE, Sites
from tests.chromium import FLAGS, require_chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for a worker; without one the tests are skipped, or fail where a browser is required."""
    program = require_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def reader(browser: Browser) -> Iterator[Page]:
    """The page of who only looks and leaves nothing behind, one for a worker: look at it with `read_again`."""
    context = browser.new_context(viewport=WIDE, color_scheme="light", reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def sites(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Sites]:
    """The internal wiki and every customer's site, each at an address of its own; built only for a browser."""
    own = os.environ.get("DELIVERY_BROWSER_SITES")  # a folder that `delivery build --out` filled
    built = Path(own) if own else request.getfixturevalue("shipped") / "site"
    folders = {"internal": built / "internal"} | {path.name: path for path in sorted((built / "customer").iterdir())}
    servers = {name: serve(folder) for name, folder in folders.items()}
    yield Sites(folders, {name: f"http://127.0.0.1:{server.server_port}" for name, server in servers.items()})
    for server in servers.values():
        server.shutdown()
        server.server_close()


class _QuietHandler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


def serve(folder: Path) -> ThreadingHTTPServer:
    """A server of a built site, on a port of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_QuietHandler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
