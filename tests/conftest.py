"""What tests of several folders look at: the sites of all shipped projects with their PDFs, built once for a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.once import made_once
from tests.site.sites import copy_shipped, delivery

DAY = "2026-11-24"

# No test is timed: a machine under load says nothing about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def _make_shipped(root: Path) -> None:
    copy_shipped(root)
    done = delivery(root, "build", "--on", DAY, pdfs=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped projects and pages with all their sites and PDFs; nobody writes into it."""
    return made_once(tmp_path_factory, "shipped", _make_shipped)
