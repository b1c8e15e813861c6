"""Built sites that several tests look at; each is built once, also where several processes run the tests."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.hostile import make_hostile
from tests.site.sites import build_customer, build_internal, copy_shipped, delivery, make_repository


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    shared = factory.getbasetemp().parent if "popen" in factory.getbasetemp().name else factory.getbasetemp()
    root = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / f"{name}.done").exists():
            make(root)
            (shared / f"{name}.done").touch()
    return root


def _make_small(root: Path) -> None:
    make_repository(root)
    for done in (build_customer(root), build_internal(root)):
        assert done.returncode == 0, done.stderr


def _make_shipped(root: Path) -> None:
    copy_shipped(root)
    done = delivery(root, "build", "--on", "2026-11-24")
    assert done.returncode == 0, done.stderr


def _make_hostile(root: Path) -> None:
    make_hostile(make_repository(root, projects={"pilot": "minimal/projects/pilot"}))
    for done in (build_customer(root), build_internal(root)):
        assert "not built" not in done.stderr, done.stderr
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two projects, the site of one customer and the internal wiki; nobody writes into it."""
    return _once(tmp_path_factory, "small", _make_small)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped projects and pages with all their sites; nobody writes into it."""
    return _once(tmp_path_factory, "shipped", _make_shipped)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose texts try everything, with its two sites; nobody writes into it."""
    return _once(tmp_path_factory, "hostile", _make_hostile)
