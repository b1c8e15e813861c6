"""The search of the internal wiki over all projects and guides, over http and from disk."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Sites, read_again
from tests.browser.search_queries import ENGLISH, GERMAN
from tests.browser.test_search import address, ask

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["http", pytest.param("disk", marks=pytest.mark.slow)])
def test_the_home_finds_a_project_by_its_name_and_an_id_in_it(sites: Sites, reader: Page, way: str) -> None:
    """An id with the name of a project is that one item; an id alone is that item of each project."""
    opened, origin = address(sites, way, "internal", "index.html")
    with read_again(reader, origin) as watched:
        watched.page.goto(opened)
        named = ask(watched.page, "Northern Lights")
        item = ask(watched.page, "R-012 Northern Lights")
        items = ask(watched.page, "R-012")
        marked = watched.page.eval_on_selector_all(
            ".md-search-result__item mark", "marks => marks.map((mark) => mark.textContent)"
        )

    assert "Groupware for Northern Lights Telecom" in named[0][1]
    assert named[0][0] == "index.html"
    assert [(place, title[:6]) for place, title, _ in item] == [("requirements.html#R-012", "R-012 ")]
    assert len(items) > 1
    assert {place for place, _, _ in items} == {"requirements.html#R-012"}
    assert set(marked) == {"R-012"}
    assert watched.complaints == []


def _first(page: Page, query: str) -> str:
    """The address of the first answer, below the site."""
    ask(page, query)
    found = page.query_selector(".md-search-result__item a")
    place = urlsplit(str(found.get_property("href").json_value()) if found else "")
    path = place.path.rpartition("/internal/")[2].removeprefix("/")
    return f"{path}#{place.fragment}" if place.fragment else path


def _is_right(first: str, expected: str) -> bool:
    return first == expected or ("#" not in expected and first.partition("#")[0] == expected)


@pytest.mark.slow
def test_of_forty_queries_in_two_languages_36_have_the_expected_page_first(sites: Sites, reader: Page) -> None:
    """By project, person, id, document, words of a requirement and topic of the guide, all asked from the home."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        watched.page.goto(sites.url("internal", "index.html"))
        first = {query: _first(watched.page, query) for query, _ in (*ENGLISH, *GERMAN)}
        complaints = watched.complaints

    wrong = {
        query: (first[query], expected)
        for query, expected in (*ENGLISH, *GERMAN)
        if not _is_right(first[query], expected)
    }
    assert len(first) == 40
    assert len(wrong) <= 4, wrong
    assert complaints == []
