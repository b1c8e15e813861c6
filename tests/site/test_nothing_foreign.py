"""The shipped sites: nothing foreign is fetched, every link leads somewhere, nothing is active."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.site.pages import active_parts, broken_links, foreign_links, foreign_parts, read_pages
from tests.site.sites import internal_site


@pytest.fixture(
    params=["small", *(pytest.param(name, marks=pytest.mark.slow) for name in ("portfolio", "shipped_with_pdfs"))]
)
def built(request: pytest.FixtureRequest) -> Path:
    """Two small projects; with their PDFs, and all shipped ones, in slow tests."""
    root: Path = request.getfixturevalue(request.param)
    return root


def _sites(root: Path) -> list[Path]:
    return [internal_site(root), *sorted((root / "site" / "customer").iterdir())]


def test_nothing_is_fetched_from_another_host(built: Path) -> None:
    """No script, style, picture, font or frame of another host."""
    assert [foreign_part for site in _sites(built) for foreign_part in foreign_parts(site)] == []


def test_links_to_other_hosts_are_those_that_an_author_wrote(built: Path) -> None:
    """Neither the theme nor the tool sends a reader elsewhere."""
    written = "".join(
        path.read_text("utf-8")
        for name in ("projects", "docs")
        for path in (built / name).rglob("*")
        if path.suffix in (".yml", ".md", ".json")
    )
    links = {link: page for site in _sites(built) for link, page in foreign_links(site).items()}

    assert {link: page for link, page in links.items() if link.rstrip("/") not in written} == {}


def test_every_link_leads_to_a_page_and_a_place_in_it(built: Path) -> None:
    """In the wiki and in every customer's site, which has fewer pages."""
    assert [f"{site.name}: {broken_link}" for site in _sites(built) for broken_link in broken_links(site)] == []


def test_documents_hold_elements_and_attributes_of_the_list_only(built: Path) -> None:
    """No script, frame, form or handler stands in what authors wrote."""
    assert [text for site in _sites(built) for text in active_parts(site)] == []


def test_a_page_has_the_language_of_its_project(built: Path) -> None:
    """Screen readers, hyphenation and search follow it, in the wiki as in the customer's site."""
    for project in sorted((built / "projects").iterdir()):
        found = re.search(r"^language: (\S+)", (project / "project.yml").read_text("utf-8"), re.MULTILINE)
        assert found
        sites = (internal_site(built) / "projects" / project.name, built / "site/customer" / project.name)
        for site in filter(Path.is_dir, sites):  # the small repository has the site of one customer alone
            languages = {page.get("lang") for name, page in read_pages(site)}
            assert languages == {found.group(1)}, site


def test_every_page_has_a_policy_that_allows_no_foreign_script(built: Path) -> None:
    """The third line of defence: own files, and the inline scripts of the theme by their digest."""
    for site in _sites(built):
        for name, page in read_pages(site):
            (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            assert policy.startswith("default-src 'none'; "), name
            assert re.search(r"script-src(?: 'self')?(?: 'sha256-[\w+/=]+')+$", policy), name


def test_the_theme_keeps_its_versions_to_itself(built: Path) -> None:
    """No generator tag, no site map."""
    for site in _sites(built):
        assert not list(site.rglob("sitemap*"))
        assert not [name for name, page in read_pages(site) if page.xpath("//meta[@name='generator']")]
