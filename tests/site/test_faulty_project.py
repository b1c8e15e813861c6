"""A fault in one project stops that project only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from delivery_wiki.adapters.site.mkdocs_plugin import DeliveryPlugin
from delivery_wiki.adapters.site.site_build import SiteResult, build_sites
from delivery_wiki.adapters.site.site_generator import SiteRequest
from delivery_wiki.adapters.workspace.page_limit import limited_time
from delivery_wiki.adapters.workspace.workspace_loading import days_of, load_workspace
from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.pages.macros import macro_calls
from delivery_wiki.pages.macros.macro_calls import PageTooSlow
from tests.site.sites import DAY, customer_site, delivery, differences, fingerprint, internal_site, replace


@pytest.mark.slow
def test_a_faulty_project_keeps_its_last_good_site_and_the_others_are_built(own_small: Path) -> None:
    """The customer's site is untouched, its pages in the wiki are still there, and the exit code says it."""
    root = own_small
    before = fingerprint(customer_site(root, "pilot"))
    wiki = fingerprint(internal_site(root) / "projects" / "pilot")
    replace(root / "projects/pilot/project.yml", "language: en", "language: [")
    replace(root / "projects/harbour/project.yml", "Groupware for the harbour", "Mail for the harbour")
    done = delivery(root, "build", "--on", DAY)

    assert done.returncode == 1
    assert "projects/pilot/project.yml:" in done.stderr
    assert differences(fingerprint(customer_site(root, "pilot")), before) == []
    assert differences(fingerprint(internal_site(root) / "projects" / "pilot"), wiki) == []
    assert "Mail for the harbour" in (customer_site(root, "harbour") / "index.html").read_text("utf-8")
    assert "Mail for the harbour" in (internal_site(root) / "projects/harbour/index.html").read_text("utf-8")


@pytest.mark.slow
def test_the_wiki_shows_what_rests_on_no_faulty_file_and_the_customer_the_last_good_site(own_small: Path) -> None:
    """Marked pages, those that are left out named on them and by the command; the customer's site does not change."""
    root = own_small
    before = fingerprint(customer_site(root, "pilot"))
    (root / "projects/pilot/requirements.yml").write_text("requirements: [\n", encoding="utf-8")
    done = delivery(root, "build", "--on", DAY)
    wiki = internal_site(root) / "projects" / "pilot"
    home, points = ((wiki / f"{name}.html").read_text("utf-8") for name in ("index", "open-points"))

    assert done.returncode == 1
    assert "leaves out what rests on requirements.yml" in done.stderr
    assert "stays the last good one: site/customer/pilot" in done.stderr
    assert "site/internal/projects/pilot: " in done.stderr
    assert differences(fingerprint(customer_site(root, "pilot")), before) == []
    assert "projects/pilot/requirements.yml:" in home
    assert "This page rests on no file with errors." in points
    assert '<h1 id="top">' in points
    assert "pilot/index.html" in (internal_site(root) / "projects/index.html").read_text("utf-8")


def _build(root: Path) -> list[SiteResult]:
    """The internal wiki and both customers' sites, from this process, so that a fault can be put into it."""
    workspace = load_workspace(root)
    requests = [SiteRequest(audience=Audience.INTERNAL, slug="", target=root / "site" / "internal")]
    for project in workspace.sound:
        target = root / "site" / "customer" / project.slug
        requests.append(SiteRequest(audience=Audience.CUSTOMER, slug=project.slug, target=target))
    return list(build_sites(workspace, tuple(requests), days_of(workspace, DAY, published=True), workers=2))


def _slow() -> None:
    while True:
        pass


def _broken() -> None:
    raise ZeroDivisionError("a slip")


@pytest.mark.slow
@pytest.mark.parametrize("fault", [_broken, pytest.param(_slow, marks=pytest.mark.slow)])
def test_a_page_that_cannot_be_made_fails_alone(
    fault: Callable[[], None], own_small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page beyond its time, or a slip of the tool, costs its own project's site and no other."""
    root = own_small
    before = fingerprint(internal_site(root) / "projects" / "harbour")
    replace(root / "projects/pilot/project.yml", "Pilot of a webmail", "Pilot of a calendar")
    bind = macro_calls.bind_literals
    # mkdocs-macros loads the module of the macros afresh, so that it finds what is put in here.
    monkeypatch.setattr("delivery_wiki.adapters.workspace.page_limit.limited_time", lambda: limited_time(1))

    def damaged(macro: Any, *rest: Any) -> object:
        if macro.name == "charter":
            fault()
        return bind(macro, *rest)

    monkeypatch.setattr(macro_calls, "bind_literals", damaged)
    wiki, *customers = _build(root)
    by_slug = {customer.request.slug: customer for customer in customers}

    assert list(wiki.spoilt) == ["harbour"]
    assert "charter" in wiki.spoilt["harbour"]
    assert not wiki.failure
    assert differences(fingerprint(internal_site(root) / "projects" / "harbour"), before) == []
    assert "Pilot of a calendar" in (internal_site(root) / "projects/pilot/index.html").read_text("utf-8")
    assert by_slug["harbour"].failure
    assert not customer_site(root, "harbour").exists()
    assert not by_slug["pilot"].failure


def test_the_limit_of_a_page_ends_it() -> None:
    """A block that takes too long is stopped, and a quick one is not."""
    with limited_time(0.05), pytest.raises(PageTooSlow):
        _slow()
    with limited_time(5):
        pass


def test_the_wikis_own_page_cannot_be_left_out() -> None:
    """A call that fails on a page of the wiki stops the wiki, since no project is at fault."""
    plugin = DeliveryPlugin()
    plugin.load_config({"skip_faulty": True})
    plugin.spoilt, plugin.refused, plugin.contexts = {}, [], {}
    page: Any = SimpleNamespace(meta={}, file=SimpleNamespace(src_uri="index.md", dest_uri="index.html"))
    plugin.refuse(page, "x")

    assert plugin.refused == ["docs/index.md: page index.html: x"]
