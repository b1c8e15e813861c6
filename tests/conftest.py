"""What all tests share: the sites of the shipped projects, built once for a run, and which tests may build at all."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, settings

from tests import cheap
from tests.once import made_once
from tests.order import by_length
from tests.pdf.portfolio import make_planted, set_pdfs
from tests.site.sites import DAY as SMALL_DAY
from tests.site.sites import copy_shipped, delivery
from tests.tries import THOROUGH, few

DAY = "2026-11-24"

# No test is timed: a machine under load says nothing about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(THOROUGH, settings.get_profile("untimed"))
settings.register_profile("few", settings.get_profile("untimed"), max_examples=few(100))
settings.load_profile("few")


def pytest_configure() -> None:
    """From the first test on, a build in a test that does not say so fails."""
    cheap.watch()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark what needs a built site, let the marks choose, and begin with what is long."""
    for item in items:
        cheap.mark(item)
    yield
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = by_length(items, PurePosixPath(config.rootpath), workers)


def pytest_collection_finish() -> None:
    """What every test shares stays until the end, so that garbage is seldom looked for."""
    gc.set_threshold(200_000, 10, 1000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """While a test runs, its mark says what it may do."""
    cheap.watch_engine()
    cheap.GUARD.begin(item)
    try:
        return (yield)
    finally:
        cheap.GUARD.end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Without the event loop of the browser, in a test that uses none."""
    with cheap.no_event_loop(item):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Likewise."""
    with cheap.no_event_loop(item):
        yield


def _make_shipped(root: Path) -> None:
    copy_shipped(root)
    done = delivery(root, "build", "--on", DAY)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def _make_shipped_with_pdfs(root: Path) -> None:
    copy_shipped(root)
    done = delivery(root, "build", "--on", DAY, pdfs=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped projects and pages with all their sites, without PDFs; nobody writes into it."""
    return made_once(tmp_path_factory, "shipped", _make_shipped)


@pytest.fixture(scope="session")
def shipped_with_pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with all PDFs, which takes four times as long: for slow tests; nobody writes into it."""
    return made_once(tmp_path_factory, "shipped-with-pdfs", _make_shipped_with_pdfs)


def _make_portfolio(root: Path) -> None:
    set_pdfs(make_planted(root), TZ="Pacific/Kiritimati")
    done = delivery(root, "build", "--on", SMALL_DAY, pdfs=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects with the PDFs of both audiences in site/pdf/ and beside their pages; nobody writes into it."""
    return made_once(tmp_path_factory, "pdf-portfolio", _make_portfolio)
