"""Built sites that several tests look at; each is built once, also where several processes run the tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.once import made_once
from tests.site.hostile import make_hostile
from tests.site.sites import build_customer, build_internal, make_repository


def _make_small(root: Path) -> None:
    make_repository(root)
    for done in (build_customer(root), build_internal(root)):
        assert done.returncode == 0, done.stderr


def _make_hostile(root: Path) -> None:
    make_hostile(make_repository(root, projects={"pilot": "minimal/projects/pilot"}))
    for done in (build_customer(root), build_internal(root)):
        assert "not built" not in done.stderr, done.stderr
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two projects, the site of one customer and the internal wiki; nobody writes into it."""
    return made_once(tmp_path_factory, "small", _make_small)


@pytest.fixture
def own_small(small: Path, tmp_path: Path) -> Path:
    """The same with its sites in a place of its own, where a test may change it."""
    return Path(shutil.copytree(small, tmp_path / "repository", symlinks=True))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose texts try everything, with its two sites; nobody writes into it."""
    return made_once(tmp_path_factory, "hostile", _make_hostile)
