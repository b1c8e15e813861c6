"""What holds `make quick` to its word, and what starts first."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from multiprocessing import Process
from pathlib import Path

import pytest

from tests.order import LONG

ROOT = Path(__file__).parent.parent
WAYS: dict[str, Callable[[], object]] = {
    "our command": lambda: subprocess.run([sys.executable, "-c", "", "delivery", "-C", "x", "build"], check=True),
    "our module": lambda: subprocess.run([sys.executable, "-c", "", "-m", "delivery_wiki.x", "pdf"], check=True),
    "MkDocs": lambda: subprocess.run([sys.executable, "-c", "", "-m", "mkdocs build"], check=True),
    "a browser": lambda: subprocess.run([sys.executable, "-c", "", "/usr/bin/chromium"], check=True),
    "a worker process": lambda: Process(target=print).start(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_test_that_does_not_say_so_builds_nothing(way: str) -> None:
    """It fails where it tries, with the mark to set."""
    with pytest.raises(pytest.fail.Exception, match=r"mark it with @pytest\.mark\.built"):
        WAYS[way]()


@pytest.mark.built
def test_a_test_that_says_so_may_build() -> None:
    """The guard knows the mark."""
    WAYS["our command"]()


def test_every_module_that_starts_first_is_there() -> None:
    """A renamed module would start last again."""
    assert [name for name in LONG if not (ROOT / name).is_file()] == []
