"""What a reader does: by keyboard, with tables, with links, in another scheme, on paper, without scripts."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.pages import NARROW, WIDE, Sites, read_again, watched_page

pytestmark = pytest.mark.browser

PROJECT = "projects/northern-lights"
FOCUSED = """() => {
    const own = document.activeElement;
    const shown = own.classList.contains("md-option") ? own.nextElementSibling : own;
    const style = getComputedStyle(shown);
    const places = { header: "header", nav: ".md-sidebar--primary", article: "article" };
    const part = Object.keys(places).find((name) => own.closest(places[name]));
    const kind = own.matches(".md-search__input") ? "search" : own.matches(".dw-chip") ? "chip"
        : own.matches("th button") ? "sort" : own.matches("summary") ? "summary" : own.closest("svg") ? "picture"
        : own.matches(".md-nav__link") ? "link" : "";
    const visible = style.outlineStyle !== "none" || own.matches(".md-search__input");
    return { part: part ?? "", kind, visible, name: own.outerHTML.slice(0, 120) };
}"""


UNDER_THE_BAR = """() => {
    const bar = document.querySelector(".md-header").getBoundingClientRect().bottom;
    const all = [...document.querySelectorAll("article [id]")].filter((one) => one.getClientRects().length);
    const hidden = all.filter((one) => { one.scrollIntoView(); return one.getBoundingClientRect().top < bar; });
    return [hidden.map((one) => one.outerHTML.slice(0, 90)), all.length];
}"""


PLACES = """() => [...document.querySelectorAll("article [id]")]
    .filter((one) => one.getClientRects().length && !one.closest("svg, details:not([open])")).map((one) => one.id)"""
# What lies over the first words of a target; an empty text where they can be read.
OVER_THE_TARGET = """(id) => {
    const own = document.getElementById(id);
    own.scrollIntoView();
    const words = document.createTreeWalker(own, NodeFilter.SHOW_TEXT, (node) => node.data.trim() ? 1 : 3).nextNode();
    const range = document.createRange();
    if (words) range.selectNodeContents(words);
    const [box] = words ? range.getClientRects() : own.getClientRects();
    if (!box || box.width < 2 || box.height < 2) return "";  // for screen readers alone
    const over = document.elementFromPoint(box.left + 1, box.top + box.height / 2);
    const fine = !over || own.contains(over) || over.contains(own);
    return fine ? "" : over.outerHTML.slice(0, 100);
}"""


def walk(page: Page, steps: int) -> list[dict[str, str]]:
    """What the tabulator reaches, in order."""
    reached = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    return reached


def column(page: Page, table: str, number: int) -> list[str]:
    """The words of a column in the rows that are shown."""
    cells = page.locator(f"{table} > tbody > tr:not([hidden]) > td:nth-child({number})")
    return [text.strip() for text in cells.all_inner_texts()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("projects/index.html", {"search", "link", "chip", "sort"}),
        (f"{PROJECT}/index.html", {"search", "link", "summary"}),
        (f"{PROJECT}/process.html", {"search", "link", "picture", "summary"}),
    ],
)
def test_the_tabulator_reaches_everything_in_the_order_of_the_page(
    sites: Sites, reader: Page, path: str, kinds: set[str]
) -> None:
    """Head, navigation, content; each stop shows where the focus is."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        watched.page.goto(sites.url("internal", path))
        reached = walk(watched.page, 130)

    assert kinds <= {stop["kind"] for stop in reached}
    assert [stop["name"] for stop in reached if stop["part"] and not stop["visible"]] == []
    parts = [stop["part"] for stop in reached if stop["part"]]
    first = {part: parts.index(part) for part in ("header", "nav", "article")}
    assert first["header"] < first["nav"] < first["article"]


@pytest.mark.parametrize("page", ["sow-basic", "requirements", "implementation-concept", "plan"])
def test_what_a_link_leads_to_is_not_hidden_by_the_bar(page: str, sites: Sites, reader: Page) -> None:
    """Headings, items, rows, terms and notes: whatever has an id stands below the head of the page."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        watched.page.goto(sites.url("internal", f"{PROJECT}/{page}.html"))
        hidden, tried = watched.page.evaluate(UNDER_THE_BAR)

    assert tried > 5
    assert hidden == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    ("site", "path"),
    [
        ("stadtwerke-musterstadt", "sow-basic.html"),
        ("stadtwerke-musterstadt", "people.html"),
        ("northern-lights", "requirements.html"),
        ("internal", "guide/author.html"),
        ("internal", "sizing/groupware-sessions-1.html"),
        ("internal", f"{PROJECT}/risks.html"),
    ],
)
def test_nothing_lies_over_what_an_address_leads_to(
    site: str, path: str, size: ViewportSize, sites: Sites, browser: Browser
) -> None:
    """A customer who opens a link of a mail sees its heading, row or term: no bar, line or head of a table hides it."""
    with watched_page(browser, sites.addresses[site], viewport=size) as watched:
        page = watched.page
        page.goto(sites.url(site, path))
        places = page.evaluate(PLACES)
        covered = {}
        for place in places[:: max(1, len(places) // 40)]:
            page.evaluate("(id) => { location.hash = ''; location.hash = '#' + CSS.escape(id); }", place)
            over = page.evaluate(OVER_THE_TARGET, place)
            if over:
                covered[place] = over

    assert len(places) > 3
    assert covered == {}


def test_a_table_is_sorted_and_a_chip_pressed_by_keyboard_alone(sites: Sites, reader: Page) -> None:
    """The head of a column and a filter are buttons that say their state."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        page = watched.page
        page.goto(sites.url("internal", "projects/index.html"))
        head = page.locator("#projects th").first
        head.locator("button").focus()
        page.keyboard.press("Enter")
        rising = column(page, "#projects", 1)
        expect(head).to_have_attribute("aria-sort", "ascending")
        page.keyboard.press("Enter")
        falling = column(page, "#projects", 1)
        expect(head).to_have_attribute("aria-sort", "descending")
        chip = page.locator('.dw-chip[data-key="health"]').first
        chip.focus()
        page.keyboard.press("Space")
        expect(chip).to_have_attribute("aria-pressed", "true")
        left = column(page, "#projects", 1)

    assert rising == falling[::-1]
    assert 0 < len(left) < len(rising)


def test_the_requirements_are_filtered_by_words_and_sorted_by_id(sites: Sites, reader: Page) -> None:
    """What is left is counted; emptying the field brings everything back."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        page = watched.page
        page.goto(sites.url("internal", f"{PROJECT}/requirements.html"))
        table = "table[data-sortable]"
        every = column(page, table, 1)
        page.locator(f"{table} th button").first.click()
        page.locator(f"{table} th button").first.click()
        assert [text[:5] for text in column(page, table, 1)] == sorted((text[:5] for text in every), reverse=True)
        page.fill(".dw-search", "shall load")
        left = column(page, table, 1)
        said = page.inner_text(".dw-count")
        page.fill(".dw-search", "")

        assert 0 < len(left) < len(every)
        assert re.match(rf"{len(left)} \S+ {len(every)}", said)
        assert len(column(page, table, 1)) == len(every)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["projects/index.html", f"{PROJECT}/requirements.html"])
def test_without_scripts_a_table_is_complete(sites: Sites, browser: Browser, path: str) -> None:
    """Every row is there and no control that would do nothing."""
    with watched_page(browser, sites.addresses["internal"], viewport=WIDE) as watched:
        watched.page.goto(sites.url("internal", path))
        rows = watched.page.locator("table[data-sortable] > tbody > tr").count()
    with watched_page(browser, sites.addresses["internal"], viewport=WIDE, java_script_enabled=False) as plain:
        plain.page.goto(sites.url("internal", path))
        shown = plain.page.locator("table[data-sortable] > tbody > tr:visible").count()
        controls = plain.page.locator(".dw-filterbar:visible, th button").count()

    assert shown == rows > 0
    assert controls == 0


def test_a_link_to_an_item_opens_and_marks_it(sites: Sites, reader: Page) -> None:
    """`requirements.html#R-012` from a mail shows R-012, though it stands in something that is closed."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        watched.page.goto(sites.url("internal", f"{PROJECT}/requirements.html#R-012"))
        target = watched.page.locator(":target")
        expect(target).to_have_attribute("id", "R-012")
        expect(target).to_be_in_viewport()
        ground, usual = watched.page.evaluate(
            """() => [":target", "tbody tr:not(:target)"].map((one) => {
                const found = document.querySelector(one);
                const style = getComputedStyle(found);
                return style.backgroundColor + style.borderColor + style.outlineStyle;
            })"""
        )

    assert ground != usual


@pytest.mark.slow
def test_the_other_scheme_stays_chosen(sites: Sites, browser: Browser) -> None:
    """A choice holds on the next page."""
    with watched_page(browser, sites.addresses["internal"], viewport=WIDE, color_scheme="light") as watched:
        page = watched.page
        page.goto(sites.url("internal", "index.html"))
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        page.locator("label.md-header__button:visible[for^=__palette]").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.goto(sites.url("internal", f"{PROJECT}/index.html"))
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_paper_shows_what_is_folded_and_no_navigation(sites: Sites, reader: Page) -> None:
    """Details are open, controls are gone."""
    with read_again(reader, sites.addresses["internal"]) as watched:
        page = watched.page
        page.goto(sites.url("internal", f"{PROJECT}/sizing.html"))
        folded = page.locator("details.dw-details:not([open]) > .dw-details-body").first
        expect(folded).to_be_hidden()
        page.emulate_media(media="print")
        height = folded.evaluate("one => one.getBoundingClientRect().height")
        expect(page.locator(".md-header")).to_be_hidden()
        expect(page.locator(".md-sidebar--primary")).to_be_hidden()
        expect(page.locator(".dw-twin").first).to_be_hidden()
        expect(page.locator(".md-copyright")).to_be_visible()
        expect(page.locator(".md-copyright")).to_have_attribute("data-address", page.url)

    assert height > 0


def test_the_home_of_a_project_prints_on_two_sheets(sites: Sites, browser: Browser) -> None:
    """With the heads of its tables again on the second, and all their columns."""
    page = browser.new_page()
    page.goto(sites.disk("northern-lights", "index.html"))
    made = page.pdf(prefer_css_page_size=True)
    page.close()
    with pikepdf.open(io.BytesIO(made)) as file:
        assert len(file.pages) == 2


@pytest.mark.slow
@pytest.mark.parametrize("way", ["disk", "http"])
def test_the_policy_lets_the_theme_work_from_disk_and_from_a_server(sites: Sites, browser: Browser, way: str) -> None:
    """Scripts, fonts and search run without a message of the console while a requirement is searched."""
    find = sites.disk if way == "disk" else sites.url
    page, messages = browser.new_page(), list[str]()
    page.on("console", lambda said: messages.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda fault: messages.append(str(fault)))
    page.goto(find("northern-lights", "index.html"))
    page.keyboard.press("/")
    page.keyboard.type("R-001")
    page.wait_for_selector(".md-search-result__item", timeout=20_000)
    page.close()
    assert messages == []


@pytest.mark.slow
def test_a_long_table_is_folded_on_a_phone_and_opened_by_touch_link_filter_and_printer(
    sites: Sites, reader: Page
) -> None:
    """Eight rows are seen, the others on demand; where there is room, or no need, nothing is folded."""
    concept = sites.url("internal", f"{PROJECT}/implementation-concept.html")
    last = "#sizing-input-memory-per-session"
    with read_again(reader, sites.addresses["internal"]) as watched:
        page = watched.page
        page.set_viewport_size(NARROW)
        page.goto(concept)
        inputs = page.locator(f".dw-scroll:has({last})")
        rows, more = inputs.locator("tbody tr:visible"), inputs.locator("+ .dw-more")
        assert rows.count() == 8
        more.click()
        every = rows.count()
        assert every > 14
        assert more.is_hidden()
        assert page.evaluate("document.activeElement.closest('tr').rowIndex") > 8
        page.goto(f"{concept}{last}")
        page.reload()
        assert page.locator(last).is_visible()
        page.goto(f"{concept}?again")
        assert rows.count() == 8
        found = page.locator(".dw-clause .dw-filterable:has(a[href*='R-020'])")
        assert found.locator("tbody tr:visible").count() == 8
        found.locator(".dw-search").fill("R-020")
        assert found.locator("tbody tr:visible").count() == 1
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert rows.count() == every
        page.set_viewport_size(WIDE)
        page.goto(f"{concept}?wide")
        assert rows.count() == every
        page.set_viewport_size(NARROW)
        page.goto(sites.url("internal", f"{PROJECT}/requirements.html"))
        assert page.locator("#requirements tbody tr:visible").count() > 14
