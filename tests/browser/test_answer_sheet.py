"""The answer sheet in a browser: from disk, without network, by keyboard, with script and without, and on paper."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.adapters.repositories import ROOT, run
from tests.browser.pages import NARROW, WIDE, Sites

pytestmark = pytest.mark.browser

SLUG = "northern-lights"
AXE = Path(__file__).with_name("axe.min.js")


def opened(browser: Browser, sites: Sites, person: str, **options: Any) -> Page:
    """A sheet from disk, in a browser that reaches nothing."""
    context = browser.new_context(**{"viewport": WIDE, "offline": True, "accept_downloads": True, **options})
    page = context.new_page()
    page.goto((sites.folders[SLUG] / f"answer-{person}.html").as_uri())
    return page


@pytest.fixture
def page(browser: Browser, sites: Sites) -> Iterator[Page]:
    """The sheet of the customer's project lead."""
    page = opened(browser, sites, "astrid-anywhere")
    yield page
    page.context.close()


def test_a_yes_and_a_no_become_a_file_that_the_vendor_takes_in(
    page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the click to the project's files."""
    accepted, refused = page.locator("#DEL-2"), page.locator("#DEL-3")
    accepted.get_by_label("I accept it").check()
    refused.get_by_label("I refuse it").check()
    page.get_by_role("button", name="Save as a file").click()
    expect(page.locator("#count")).to_contain_text("A no needs its reason: DEL-3")

    refused.get_by_label("Which criterion is not met").select_option(index=1)
    refused.get_by_label("Why not").fill("Wave 3 lost 14 appointments.")
    page.locator("#OP-3 textarea").fill("My deputy.\n\nUntil Christmas.")
    page.get_by_text("Comment on a document").click()
    page.locator("#comment-charter textarea").fill('A "quote" & <b>more</b>')
    expect(page.locator("#count")).to_have_text("Answered: 4")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    path = tmp_path / saving.value.suggested_filename
    saving.value.save_as(path)

    made = json.loads(path.read_text("utf-8"))
    assert [answer["says"] for answer in made["answers"]] == ["text", "yes", "no", "text"]
    path.write_text(json.dumps(made | {"made": "2026-11-24"}), "utf-8")
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    told = run(capsys, "-C", root, "receive", path, "--yes", "--recorded-by", "petra-beispiel")
    assert told.code == 0, told.out + told.err
    assert "DEL-3 Report on load and failover: refused" in told.out
    assert "My deputy. Until Christmas." in told.out


def test_what_is_half_filled_in_is_not_dropped(page: Page) -> None:
    """A criterion without a no, a clause without a comment, and a page that is left before anything is kept."""
    page.locator("#DEL-3").get_by_label("Which criterion is not met").select_option(index=1)
    page.get_by_role("button", name="Save as a file").click()
    expect(page.locator("#count")).to_contain_text("DEL-3")
    page.locator("#DEL-3").get_by_label("Which criterion is not met").select_option(index=0)
    page.get_by_text("Comment on a document").click()
    page.locator("#comment-charter input[type=text]").fill("§ 4")
    page.get_by_role("button", name="Save as a file").click()
    expect(page.locator("#count")).to_contain_text("Project Charter")

    page.locator("#comment-charter textarea").fill("Too short.")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]


def test_the_mail_says_what_the_file_says(page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its text stands on the sheet, to be copied."""
    page.locator("#DEL-2").get_by_label("I accept it").check()
    page.locator("#OP-3 textarea").fill("My deputy.\n\nUntil Christmas.")
    text = page.locator("#mail").input_value()
    path = tmp_path / "mail.txt"
    path.write_text(text, "utf-8")
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)

    told = run(capsys, "-C", root, "receive", path, "--recorded-by", "petra-beispiel")

    assert "DEL-2 Platform in two halls: accepted" in told.out
    assert "OP-3 answered: My deputy. Until Christmas." in told.out


def test_without_script_it_is_a_form_that_a_mail_program_sends(browser: Browser, sites: Sites) -> None:
    """Nothing that needs a script is offered then."""
    page = opened(browser, sites, "astrid-anywhere", java_script_enabled=False)
    form = page.locator("#sheet")

    assert str(form.get_attribute("action")).startswith("mailto:")
    assert form.get_attribute("enctype") == "text/plain"
    expect(page.get_by_role("button", name="Send by mail")).to_be_visible()
    expect(page.get_by_role("button", name="Save as a file")).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_it_fits_and_everybody_can_use_it(browser: Browser, sites: Sites, scheme: str, width: str) -> None:
    """No sideways scrolling, nothing that axe finds, and each field has its label."""
    view = WIDE if width == "wide" else NARROW
    page = opened(browser, sites, "astrid-anywhere", viewport=view, color_scheme=scheme, bypass_csp=True)
    page.locator("details > summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("async () => (await axe.run()).violations.map((one) => [one.id, one.nodes[0].html])")
    assert found == []
    # What stays in sight hides no more than a fifth of a phone.
    assert page.locator("footer").evaluate("footer => footer.offsetHeight") <= 160
    page.context.close()


def test_it_asks_for_nothing_from_elsewhere(page: Page) -> None:
    """What it shows is inside it, and its policy keeps it so."""
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert "default-src 'none'" in policy
    assert "form-action mailto:" in policy
