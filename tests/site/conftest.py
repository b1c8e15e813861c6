"""Built sites that several tests look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.sites import build_customer, build_internal, make_repository


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two projects, the site of one customer and the internal wiki; nobody writes into it."""
    root = make_repository(tmp_path_factory.mktemp("small"))
    for done in (build_customer(root), build_internal(root)):
        assert done.returncode == 0, done.stderr
    return root
