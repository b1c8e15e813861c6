"""Ten questions and more, each answered on a first screen, on a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.first_screens import QUESTIONS, Question, answer_ends_at
from tests.browser.pages import NARROW, WIDE, Sites, read_again

pytestmark = pytest.mark.browser


def _pages(sites: Sites, question: Question) -> list[tuple[str, str]]:
    """The pages of all shipped projects that answer it."""
    names = sorted(set(sites.folders) - {"internal"})
    if question.customer:
        return [(name, f"{stem}.html") for name in names for stem in question.pages]
    folder = sites.folders["internal"] / "projects"
    return [
        ("internal", path.relative_to(folder.parent).as_posix())
        for name in names
        for stem in question.pages
        for path in sorted((folder / name).glob(f"{stem}.html"))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "380"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asked.replace(" ", "-"))
def test_a_question_is_answered_on_the_first_screen(
    sites: Sites, reader: Page, question: Question, size: ViewportSize
) -> None:
    """Nobody scrolls for it, in none of the projects that it may be asked of."""
    asked, late = 0, {}
    for site, path in _pages(sites, question):
        with read_again(reader, sites.addresses[site]) as watched:
            watched.page.set_viewport_size(size)
            watched.page.goto(sites.url(site, path))
            if watched.page.locator(question.applies).count():
                asked += 1
                place = answer_ends_at(watched.page, question)
                if place is None or place > size["height"]:
                    late[f"{site}/{path}"] = place

    assert asked
    assert late == {}


ROOMY = ("index", "sizing", "requirements", "traceability", "efforts", "plan")
TOO_WIDE = """() => [...document.querySelectorAll(".dw-scroll")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().top < innerHeight)
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.textContent.slice(0, 60))"""


@pytest.mark.slow
def test_no_table_of_a_first_screen_is_wider_than_its_room(sites: Sites, reader: Page) -> None:
    """On a desk nothing of an answer has to be scrolled sideways, though the table would do it by itself."""
    pages = [("internal", path) for path in ("index.html", "projects/index.html")]
    pages += [
        ("internal", f"projects/{name}/{stem}.html")
        for name in sorted(set(sites.folders) - {"internal"})
        for stem in ROOMY
        if (sites.folders["internal"] / "projects" / name / f"{stem}.html").exists()
    ]
    found = {}
    for site, path in pages:
        with read_again(reader, sites.addresses[site]) as watched:
            watched.page.goto(sites.url(site, path))
            if wide := watched.page.evaluate(TOO_WIDE):
                found[path] = wide

    assert found == {}
