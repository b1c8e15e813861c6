"""The search of the internal wiki over all projects and guides, over http and from disk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Sites, read_again
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
