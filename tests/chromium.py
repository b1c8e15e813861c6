"""The one Chromium of the tests: where it is, how it starts, and what its absence means."""

from __future__ import annotations

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "No Chromium found. On Debian and Ubuntu: apt-get install chromium. "
    "Elsewhere: python -m playwright install chromium, and CHROMIUM=<path of the program>."
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The program named by CHROMIUM, else the first known name on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def require_chromium() -> str:
    """The program; without one the test is skipped, or fails where DELIVERY_BROWSER=required says so."""
    program = find_chromium()
    if program is None and os.environ.get("DELIVERY_BROWSER") == "required":
        pytest.fail(MISSING)
    if program is None:
        pytest.skip(MISSING)
    return program
