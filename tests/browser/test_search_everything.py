"""The search of the internal wiki over all projects and guides, over http and from disk."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Sites, read_again
from tests.browser.search_queries import ENGLISH, GERMAN
from tests.browser.test_every_page import axe_source
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


def test_answers_are_reached_by_keys_and_more_of_them_by_a_button(sites: Sites, reader: Page) -> None:
    """Arrow keys go through the answers, Enter opens one, and the button adds what answers next."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        page = watched.page
        page.goto(sites.url("internal", "guide/index.html"))
        found = ask(page, "mailboxes")
        page.keyboard.press("ArrowDown")
        focused = page.evaluate("document.activeElement.getAttribute('href')")
        page.click(".dw-search-more")
        page.wait_for_function(
            "count => document.querySelectorAll('.md-search-result__item').length > count", arg=len(found)
        )
        focused_after = page.evaluate("document.activeElement.className")
        page.fill(".md-search__input", "R-012 Musterstadt")
        ask(page, "R-012 Musterstadt")
        page.keyboard.press("Enter")
        page.wait_for_url("**/stadtwerke-musterstadt/requirements.html?mark=r-012#R-012")
        marked = page.eval_on_selector_all("article mark", "marks => marks.map((mark) => mark.textContent)")

    assert focused == f"{sites.addresses['internal']}/{focused.split('/', 3)[3]}"
    assert focused_after == "md-search-result__link"
    assert set(marked) == {"R-012"}
    assert watched.complaints == []


def test_a_project_leads_to_the_search_over_everything_and_a_customer_has_none(sites: Sites, reader: Page) -> None:
    """What a project does not hold is one step away; no index of others lies in a customer's site."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        page = watched.page
        page.goto(sites.url("internal", "projects/northern-lights/plan.html"))
        page.click(".md-search__input")
        page.fill(".md-search__input", "Musterstadt")
        page.press(".md-search__input", "End")
        page.wait_for_selector(".dw-search-rest a")
        page.press(".md-search__input", "Enter")
        page.wait_for_url("**/index.html?q=Musterstadt")
        page.wait_for_selector(".md-search-result__item a")
        first = page.get_attribute(".md-search-result__item a", "href")
    with read_again(reader, sites.addresses["northern-lights"]) as customer:
        customer.page.goto(sites.url("northern-lights", "plan.html"))
        own = ask(customer.page, "Musterstadt provisioning")
        offered = customer.page.locator(".dw-search-rest").count()

    assert "/projects/stadtwerke-musterstadt/index.html" in str(first)
    assert own
    assert offered == 0
    assert not (sites.folders["northern-lights"] / "search" / "pieces").exists()
    assert watched.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 380])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_of_answers_breaks_no_rule_of_accessibility(
    sites: Sites, reader: Page, width: int, scheme: Literal["light", "dark"]
) -> None:
    """Answers of several projects, with the button for more, in both schemes and widths."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        page = watched.page
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(sites.url("internal", "index.html"))
        if width < 400:
            page.click('label.md-header__button[for="__search"]')
        ask(page, "mailboxes")
        page.evaluate(axe_source())
        told = page.evaluate(
            "async () => (await axe.run('.md-search')).violations.map((one) => `${one.id}: ${one.nodes[0].html}`)"
        )
        wide = page.evaluate("document.documentElement.scrollWidth")

    assert told == []
    assert wide <= width
    assert watched.complaints == []
