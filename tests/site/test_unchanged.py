"""What has not changed is not built again, and a change builds what it concerns only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.site.site_build import build_sites
from delivery_wiki.adapters.site.site_generator import SiteRequest
from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from tests.adapters.repositories import commit, snapshot
from tests.site.sites import DAY, customer_site, delivery, make_repository, replace, write


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with its three sites."""
    root = make_repository(tmp_path_factory.mktemp("unchanged"))
    done = delivery(root, "build", "--on", DAY)
    assert done.returncode == 0, done.stderr
    return root


def _outcome(root: Path) -> dict[str, bool]:
    done = delivery(root, "build", "--on", DAY)
    lines = [line for line in done.stdout.splitlines() if line.startswith("site/")]
    return {line.split(":")[0].removeprefix("site/"): not line.endswith("unchanged") for line in lines}


@pytest.mark.slow
def test_an_unchanged_repository_builds_nothing(built: Path) -> None:
    """Each site says that it is as it was."""
    workspace = load_workspace(built)
    requests = [SiteRequest(audience=Audience.INTERNAL, slug="", target=built / "site" / "internal")]
    requests += [
        SiteRequest(audience=Audience.CUSTOMER, slug=slug, target=customer_site(built, slug))
        for slug in ("harbour", "pilot")
    ]
    results = list(build_sites(workspace, tuple(requests), days_of(workspace, DAY, published=True), workers=1))

    assert [result.unchanged for result in results] == [True, True, True]


@pytest.mark.slow
def test_a_change_builds_what_it_concerns(built: Path) -> None:
    """One project: its site and the wiki. Its internal folder: the wiki alone. A damaged site: that site."""
    replace(built / "projects/pilot/project.yml", "Pilot of a webmail", "Pilot of a calendar")
    assert _outcome(built) == {"internal": True, "customer/harbour": False, "customer/pilot": True}

    write(built / "projects/harbour/internal/retrospective.md", "## Changed\n\nChanged.\n")
    assert _outcome(built) == {"internal": True, "customer/harbour": False, "customer/pilot": False}

    shutil.rmtree(customer_site(built, "harbour") / "search")
    assert _outcome(built) == {"internal": False, "customer/harbour": True, "customer/pilot": False}


@pytest.mark.slow
def test_a_commit_of_another_project_leaves_a_site_as_it_was(tmp_path: Path) -> None:
    """Byte for byte: a project's date is that of the newest commit that touches it or the data that it is made of."""
    root = make_repository(tmp_path / "r")
    commit(root, seconds=1_790_000_000)
    assert "As of 2026-09-21 (newest commit): pilot." in _built(root)
    before = {slug: snapshot(customer_site(root, slug)) for slug in ("harbour", "pilot")}

    replace(root / "projects/harbour/project.yml", "Groupware for the harbour", "Mail for the harbour")
    assert "site/customer/pilot: 6 pages, unchanged" in _built(root)
    commit(root, seconds=1_795_521_600)
    assert "site/customer/pilot: 6 pages, unchanged" in _built(root)
    assert snapshot(customer_site(root, "harbour")) != before["harbour"]

    shutil.rmtree(root / ".cache")
    shutil.rmtree(root / "site")
    assert "As of 2026-09-21 (newest commit): pilot." in _built(root)
    assert snapshot(customer_site(root, "pilot")) == before["pilot"]


def _built(root: Path) -> str:
    done = delivery(root, "build")
    assert done.returncode == 0, done.stderr
    return done.stdout
