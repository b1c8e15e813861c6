"""The shipped sites: nothing foreign is fetched, every link leads somewhere, nothing is active."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.chromium import FLAGS, require_chromium
from tests.site.pages import active_parts, broken_links, foreign_links, foreign_parts, read_pages
from tests.site.sites import internal_site


def _sites(root: Path) -> list[Path]:
    return [internal_site(root), *sorted((root / "site" / "customer").iterdir())]


def test_nothing_is_fetched_from_another_host(shipped: Path) -> None:
    """No script, style, picture, font or frame of another host."""
    assert [one for site in _sites(shipped) for one in foreign_parts(site)] == []


def test_links_to_other_hosts_are_those_that_an_author_wrote(shipped: Path) -> None:
    """Neither the theme nor the tool sends a reader elsewhere."""
    written = "".join(
        path.read_text("utf-8")
        for name in ("projects", "docs")
        for path in (shipped / name).rglob("*")
        if path.suffix in (".yml", ".md", ".json")
    )
    links = {link: page for site in _sites(shipped) for link, page in foreign_links(site).items()}

    assert {link: page for link, page in links.items() if link.rstrip("/") not in written} == {}


def test_every_link_leads_to_a_page_and_a_place_in_it(shipped: Path) -> None:
    """In the wiki and in every customer's site, which has fewer pages."""
    assert [f"{site.name}: {one}" for site in _sites(shipped) for one in broken_links(site)] == []


def test_documents_hold_elements_and_attributes_of_the_list_only(shipped: Path) -> None:
    """No script, frame, form or handler stands in what authors wrote."""
    assert [one for site in _sites(shipped) for one in active_parts(site)] == []


def test_a_page_has_the_language_of_its_project(shipped: Path) -> None:
    """Screen readers, hyphenation and search follow it, in the wiki as in the customer's site."""
    for project in sorted((shipped / "projects").iterdir()):
        found = re.search(r"^language: (\S+)", (project / "project.yml").read_text("utf-8"), re.MULTILINE)
        assert found
        for site in (internal_site(shipped) / "projects" / project.name, shipped / "site/customer" / project.name):
            languages = {page.get("lang") for name, page in read_pages(site)}
            assert languages == {found.group(1)}, site


def test_every_page_has_a_policy_that_allows_no_foreign_script(shipped: Path) -> None:
    """The third line of defence: own files, and the inline scripts of the theme by their digest."""
    for site in _sites(shipped):
        for name, page in read_pages(site):
            (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            assert policy.startswith("default-src 'none'; "), name
            assert re.search(r"script-src 'self'(?: 'sha256-[\w+/=]+')+$", policy), name


def test_the_theme_keeps_its_versions_to_itself(shipped: Path) -> None:
    """No generator tag, no site map."""
    for site in _sites(shipped):
        assert not list(site.rglob("sitemap*"))
        assert not [name for name, page in read_pages(site) if page.xpath("//meta[@name='generator']")]


@pytest.mark.browser
def test_the_policy_lets_the_theme_work_from_disk_and_from_a_server(shipped: Path) -> None:
    """Scripts, fonts and search run without a message of the console."""
    import functools
    import http.server
    import threading

    chromium = require_chromium()
    site = shipped / "site" / "customer" / "northern-lights"
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=FLAGS)
        for base in (site.as_uri(), f"http://127.0.0.1:{server.server_port}"):
            assert _complaints(browser.new_page(), base) == []
        browser.close()
    server.shutdown()
    server.server_close()


def _complaints(page: Any, base: str) -> list[str]:
    """What the console and the scripts of the home say while a requirement is searched."""
    messages: list[str] = []
    page.on("console", lambda one: messages.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda one: messages.append(str(one)))
    page.goto(f"{base}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("R-001")
    page.wait_for_selector(".md-search-result__item", timeout=20_000)
    return messages
