"""Pages of what is large, long or empty, in a real Chromium: 400 requirements, 60 projects, long names, a first day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from benchmarks.portfolio import prepare
from delivery_wiki.adapters.commands.command_line import main
from tests.browser.conftest import serve
from tests.browser.pages import NARROW, WIDE, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REQUIREMENTS, PROJECTS, LARGE = 400, 60, "customer-0000"
CUSTOMER = "Vereinigte Telekommunikationsdienstleistungsgesellschaft KG"
TITLE = "Groupware für die Telekommunikationsdienstleistungsgesellschaft"
AREAS = ("access", "migration", "operation", "Telekommunikationsschnittstellen")
# What reaches beyond the window without standing in a block that scrolls by itself.
CUT = """() => [...document.querySelectorAll(".md-content *")].filter((part) => {
    const box = part.getBoundingClientRect();
    if (!box.width || box.right <= innerWidth + 1) return false;
    for (let above = part.parentElement; above; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== "visible" && !above.matches("html, body")) return false;
    }
    return true;
}).map((part) => `${part.tagName}.${part.className} ${part.textContent.slice(0, 40)}`)"""
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The internal wiki of them all, and its address."""
    root, out = tmp_path_factory.mktemp("large"), tmp_path_factory.mktemp("large-site")
    prepare(root, PROJECTS)
    _enlarge(root / "projects" / LARGE)
    assert main(["-C", str(root), "new", "new-start"]) == 0
    assert main(["-C", str(root), "build", "--audience", "internal", "--no-pdf", "--out", str(out)]) == 0
    folder = out / "internal"
    server = serve(folder)
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


def _enlarge(project: Path) -> None:
    """400 requirements, a customer and a title of long words."""
    written = (project / "project.yml").read_text("utf-8")
    written = written.replace("Customer 0 of Example", CUSTOMER).replace("Groupware for customer 0", TITLE)
    (project / "project.yml").write_text(written, "utf-8")
    rows = "".join(
        f"  - {{id: R-{number:03}, area: {AREAS[number % len(AREAS)]}, priority: must, source: Workshop, "
        f'party: vendor, verification: test, statement: "The system shall serve request kind {number} within '
        f'{number % 9 + 1} seconds, measured at the load balancer over a whole busy hour."}}\n'
        for number in range(1, REQUIREMENTS + 1)
    )
    (project / "requirements.yml").write_text(f"format: 1\nrequirements:\n{rows}", "utf-8")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_is_cut_off_and_no_page_scrolls_sideways(
    site: tuple[str, Path], browser: Browser, viewport: ViewportSize
) -> None:
    """However long a list or a word is, all of it is on the page; a wide table scrolls inside itself."""
    address, folder = site
    shown = [folder / "projects/index.html", *sorted((folder / "projects" / LARGE).glob("*.html"))]
    shown += sorted((folder / "projects/new-start").glob("*.html"))
    found: dict[str, object] = {}
    with watched_page(browser, address, viewport=viewport) as watched:
        for path in shown:
            place = path.relative_to(folder).as_posix()
            watched.page.goto(f"{address}/{place}")
            beyond, cut = watched.page.evaluate(SIDEWAYS), watched.page.evaluate(CUT)
            if beyond > 0 or cut:
                found[place] = (beyond, cut[:3])

    assert found == {}
    assert watched.complaints == []


def test_400_requirements_are_a_light_page(site: tuple[str, Path], browser: Browser) -> None:
    """Each row holds what it opens once: less than 30 elements and 1.6 kB a requirement, with the frame of the page."""
    address, folder = site
    path = f"projects/{LARGE}/requirements.html"
    with watched_page(browser, address, viewport=WIDE) as watched:
        watched.page.goto(f"{address}/{path}")
        elements = watched.page.evaluate("document.querySelectorAll('*').length")

    assert elements < 30 * REQUIREMENTS
    assert (folder / path).stat().st_size < 1_600 * REQUIREMENTS


def test_a_row_of_400_is_found_by_a_filter_and_is_short_on_a_phone(site: tuple[str, Path], browser: Browser) -> None:
    """A list stays usable: a row is a few lines, and a word leaves the rows that have it."""
    address, _ = site
    with watched_page(browser, address, viewport=NARROW) as watched:
        page = watched.page
        page.goto(f"{address}/projects/{LARGE}/requirements.html")
        rows = page.locator("table.dw-table tbody tr")
        heights = page.eval_on_selector_all(
            "table.dw-table tbody tr", "rows => rows.map((row) => row.getBoundingClientRect().height)"
        )
        page.fill(".dw-search", "R-399")
        left = rows.locator("visible=true").count()

    assert len(heights) == REQUIREMENTS
    assert max(heights) < 130
    assert left == 1
    assert watched.complaints == []
