"""The search of a project, over http and from disk."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page

from tests.browser.pages import Sites, read_again

pytestmark = pytest.mark.browser

GERMAN, ENGLISH = "stadtwerke-musterstadt", "northern-lights"
ANSWERS = """() => [...document.querySelectorAll(".md-search-result__item a")].map((link) => [
    new URL(link.href).pathname.split("/").pop() + new URL(link.href).hash,
    link.querySelector("h1, h2")?.textContent ?? "", link.textContent])"""


def ask(page: Page, query: str) -> list[tuple[str, str, str]]:
    """Address, title and text of each answer, once they stay the same."""
    page.click(".md-search__input")
    page.fill(".md-search__input", query)
    page.press(".md-search__input", "End")
    before, deadline = None, time.monotonic() + 20
    while time.monotonic() < deadline:
        page.wait_for_timeout(250)
        found = page.evaluate(ANSWERS)
        if found and found == before:
            return [(place, title, text) for place, title, text in found]
        before = found
    return []


def address(sites: Sites, way: str, site: str, path: str) -> tuple[str, str]:
    """Where a page is opened, and what its requests may go to."""
    if way == "http":
        return sites.url(site, path), sites.addresses[site]
    return sites.disk(site, path), "file://"


@pytest.mark.parametrize(
    ("site", "path", "way"),
    [
        ("internal", f"projects/{ENGLISH}/index.html", "http"),
        ("internal", f"projects/{GERMAN}/plan.html", "disk"),
        (ENGLISH, "plan.html", "http"),
        pytest.param("internal", f"projects/{ENGLISH}/index.html", "disk", marks=pytest.mark.slow),
        pytest.param("internal", f"projects/{GERMAN}/plan.html", "http", marks=pytest.mark.slow),
        pytest.param(ENGLISH, "plan.html", "disk", marks=pytest.mark.slow),
    ],
)
def test_an_id_finds_its_item_and_nothing_else_and_only_that_is_marked(
    sites: Sites, reader: Page, site: str, path: str, way: str
) -> None:
    """`R-012` is one word: nothing that cites it answers to it, and its page marks it and no single letter."""
    opened, origin = address(sites, way, site, path)
    with read_again(reader, origin) as watched:
        watched.page.goto(opened)
        found = ask(watched.page, "R-012")
        watched.page.press(".md-search__input", "Enter")
        watched.page.wait_for_selector(".md-content__inner mark", state="attached")
        marked = watched.page.eval_on_selector_all(
            ".md-content__inner mark", "marks => marks.map((mark) => mark.textContent)"
        )
        place = watched.page.url

    assert [place for place, _, _ in found] == ["requirements.html#R-012"]
    assert place.endswith("requirements.html?mark=r-012#R-012")
    assert set(marked) == {"R-012"}
    assert watched.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 380])
def test_an_answer_is_a_few_lines_around_what_was_asked(sites: Sites, reader: Page, width: int) -> None:
    """A page that is one long table is no answer; a word that was found in another form is not called missing."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        watched.page.set_viewport_size({"width": width, "height": 900})
        watched.page.goto(sites.url("internal", "sizing/index.html"))
        if width < 400:
            watched.page.click('label.md-header__button[for="__search"]')
        found = ask(watched.page, "middleware nodes")
        heights = watched.page.evaluate(
            """() => [...document.querySelectorAll(".md-search-result__item .md-search-result__link")].map(
                (link) => link.getBoundingClientRect().height)"""
        )
        missing = watched.page.locator(".md-search-result__terms").count()
        watched.page.set_viewport_size({"width": 1280, "height": 900})

    assert found
    assert all(height < 260 for height in heights), heights
    assert missing == 0
    assert any("<mark" in text or "node" in text.lower() for _, _, text in found)
    assert watched.complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("way", ["http", "disk"])
def test_german_words_are_found_in_their_forms(sites: Sites, reader: Page, way: str) -> None:
    """One mailbox finds the mailboxes."""
    opened, origin = address(sites, way, GERMAN, "index.html")
    with read_again(reader, origin) as watched:
        watched.page.goto(opened)
        found = ask(watched.page, "Postfach")

    assert any("Postfächer" in text and "Postfach" not in text for _, _, text in found)
    assert watched.complaints == []


def test_a_form_of_a_word_finds_the_word(sites: Sites, reader: Page) -> None:
    """Asked for the mailboxes, the search finds the one mailbox too."""
    with read_again(reader, sites.addresses[GERMAN]) as watched:
        watched.page.goto(sites.url(GERMAN, "index.html"))
        found = ask(watched.page, "Postfächer")

    assert any("Postfach" in text and "Postfächer" not in text for _, _, text in found)


@pytest.mark.slow
def test_a_project_does_not_answer_with_another_one(sites: Sites, reader: Page) -> None:
    """The search of the English project knows nothing of the German one, in the internal wiki too."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        watched.page.goto(sites.url("internal", f"projects/{ENGLISH}/index.html"))
        own = ask(watched.page, "provisioning")
        foreign = watched.page.locator(".md-search-result__item")
        watched.page.fill(".md-search__input", "Musterstadt")
        watched.page.press(".md-search__input", "End")
        watched.page.wait_for_timeout(1500)

        assert own
        assert foreign.count() == 0


HEADS = """() => [...document.querySelectorAll(".md-search-result__list > li")].map((one) =>
    one.matches(".dw-search-group") ? ["head", one.textContent] : ["answer", one.querySelector("a").href])"""


def test_answers_stand_below_the_part_of_the_menu_that_they_are_in(sites: Sites, reader: Page) -> None:
    """Each part of the menu once, with what was found in it; the best answer stays first."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        watched.page.goto(sites.url("internal", f"projects/{ENGLISH}/index.html"))
        found = ask(watched.page, "provisioning")
        rows = watched.page.evaluate(HEADS)
        named = watched.page.eval_on_selector_all(
            ".md-nav--primary .md-nav__item--section > :is(.md-nav__link, label)",
            "heads => heads.map((head) => head.textContent.trim())",
        )

    heads = [text for kind, text in rows if kind == "head"]
    assert found
    assert rows[0][0] == "head"
    assert len(heads) == len(set(heads)) > 1
    assert set(heads) & set(named)
    assert watched.complaints == []
