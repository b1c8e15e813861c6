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
    contact = "send it to Max Mustermann (max.mustermann@groupware.example)"
    expect(page.locator("header")).to_contain_text(contact)
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

    expect(page.locator("#count")).to_contain_text(f"Saved as {path.name}. Now send this file to max.mustermann@")
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


@pytest.mark.slow
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


def test_two_clauses_of_one_document_have_a_comment_each(
    page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comment makes room for one more; in a mail and in a file both come in, linked to what they are about."""
    page.get_by_text("Comment on a document").click()
    comments = page.locator("fieldset[data-about='comment:sow-basic']")
    expect(comments).to_have_count(1)
    for number, (place, said) in enumerate((("AC-10, R-016", "Name the tester."), ("DEL-3", "Too late."))):
        comments.nth(number).get_by_label("Which clause or part").fill(place)
        comments.nth(number).get_by_label("Your comment").fill(said)
    expect(comments).to_have_count(3)
    expect(page.locator("#count")).to_have_text("Answered: 2")
    mail = tmp_path / "mail.txt"
    mail.write_text(page.locator("#mail").input_value(), "utf-8")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)

    for path in (mail, file):
        told = run(capsys, "-C", root, "receive", path)
        assert "new OP-5: Basic SOW, AC-10, R-016: Name the tester." in told.out, told.out + told.err
        assert "new OP-6: Basic SOW, DEL-3: Too late." in told.out
        assert "about: [SOW-basic, R-016]" in told.out
        assert "about: [SOW-basic, DEL-3]" in told.out


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
    """Nothing that needs a script is offered then; each part has its button, and sends its own places alone."""
    page = opened(browser, sites, "astrid-anywhere", java_script_enabled=False)
    expect(page.get_by_role("button", name="Save as a file")).to_be_hidden()
    expect(page.get_by_role("button", name="Send by mail", exact=True)).to_be_hidden()
    button = page.get_by_role("button", name="Send the answers above by mail")
    expect(button).to_have_count(1)
    page.get_by_text("Comment on a document").click()
    page.get_by_text("Name a deputy").click()
    assert button.count() > 3
    for form in {each.get_attribute("form") for each in button.all()}:
        part = page.locator(f"form#{form}")
        assert str(part.get_attribute("action")).startswith("mailto:max.mustermann@")
        assert (part.get_attribute("method"), part.get_attribute("enctype")) == ("post", "text/plain")
    page.context.close()


def test_what_a_browser_without_script_sends_is_taken_in(
    browser: Browser, sites: Sites, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The places of the first part, as its form puts them into a mail."""
    page = opened(browser, sites, "astrid-anywhere", java_script_enabled=False)
    page.locator("#DEL-2").get_by_label("I accept it").check()
    page.locator("#OP-3 textarea").fill("My deputy.")
    sent = page.evaluate(
        "[...new FormData(document.getElementById('mail-1-1'))].map(([name, said]) => `${name}=${said}\\r\\n`).join('')"
    )
    page.context.close()
    assert "comment:" not in sent
    path = tmp_path / "mail.txt"
    path.write_text(sent, "utf-8", newline="")
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)

    told = run(capsys, "-C", root, "receive", path, "--recorded-by", "petra-beispiel")

    assert "DEL-2 Platform in two halls: accepted" in told.out
    assert "OP-3 answered: My deputy." in told.out


def test_days_in_the_wrong_order_are_told_at_once(page: Page) -> None:
    """Before anything is saved; and nothing is saved until they are mended."""
    page.get_by_text("Name a deputy").click()
    part = page.locator("#deputy")
    part.get_by_label("Deputy").select_option(index=1)
    part.get_by_label("First day").fill("2026-12-20")
    part.get_by_label("Last day").fill("2026-12-10")
    expect(page.locator("#count")).to_have_text("The last day is before the first day")
    page.get_by_role("button", name="Save as a file").click()
    expect(part.get_by_label("Last day")).to_be_focused()

    part.get_by_label("Last day").fill("2026-12-24")
    expect(page.locator("#count")).to_have_text("Answered: 1")


def test_a_deputy_is_named_on_the_sheet(page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whom, for which days and documents; half of it is asked for, not dropped."""
    page.get_by_text("Name a deputy").click()
    part = page.locator("#deputy")
    part.get_by_label("First day").fill("2026-12-07")
    page.get_by_role("button", name="Save as a file").click()
    expect(page.locator("#count")).to_have_text("Name the deputy, and the first and the last day")
    part.get_by_label("Deputy").select_option("cara-contrived")
    part.get_by_label("Last day").fill("2026-12-18")
    part.get_by_label("Test Protocol").check()
    expect(page.locator("#count")).to_have_text("Answered: 1")
    path = tmp_path / "mail.txt"
    path.write_text(page.locator("#mail").input_value(), "utf-8")
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)

    told = run(capsys, "-C", root, "receive", path, "--recorded-by", "petra-beispiel")

    said = "Cara Contrived as deputy, 2026-12-07 to 2026-12-18 for test-protocol, to be attested"
    assert said in told.out, told.out + told.err


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_what_stays_in_sight_hides_no_place_that_somebody_fills_in(browser: Browser, sites: Sites, width: str) -> None:
    """By keyboard through the whole sheet: each place is above the buttons once it has the focus."""
    page = opened(browser, sites, "astrid-anywhere", viewport=WIDE if width == "wide" else NARROW)
    for summary in page.locator("details:not(#copy) > summary").all():
        summary.click()
    page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
    places = page.locator("#sheet :is(textarea, select, input):not([type=hidden], #mail)").count()
    hidden = []
    for _ in range(places + 30):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(() => { const at = document.activeElement, foot = document.querySelector('footer');"
            " if (!at.matches('textarea, select, input')) return '';"
            " return at.getBoundingClientRect().bottom <= foot.getBoundingClientRect().top ? '' : at.name; })()"
        )
        hidden += [found] if found else []
    assert hidden == []
    page.context.close()


def test_on_paper_there_is_room_for_comments_above_the_place_to_sign(page: Page) -> None:
    """In one block that no page break parts; what is folded is left away, and no button is printed."""
    page.emulate_media(media="print")
    paper = page.locator(".paper")
    expect(paper).to_be_visible()
    assert paper.locator(".line").count() >= 6
    assert paper.evaluate("block => getComputedStyle(block).breakInside") == "avoid"
    expect(paper.get_by_text("On paper: place, date, signature")).to_be_visible()
    expect(page.locator("#comments")).to_be_hidden()
    expect(page.locator("footer")).to_be_hidden()


@pytest.mark.slow
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


NUMBERS = (
    ("", "", "84.000", False),
    ("", "", "5 GB", True),
    ("gb mb", "no", "5 GB", False),
    ("gb mb", "no", "5", True),
    ("gb mb", "no", "5 %", True),
    ("", "", "We shall see.", True),
)


def test_a_number_in_another_unit_is_noticed(page: Page) -> None:
    """As the questionnaire marks its questions; nothing is refused, for the words may say why."""
    for units, bare, said, is_noticed in NUMBERS:
        marks = {"figure": "yes", "units": units, "bare": bare}
        page.evaluate("(marks) => Object.assign(document.querySelector('#OP-3').dataset, marks)", marks)
        page.locator("#OP-3 textarea").fill(said)
        count = page.locator("#count")
        expect(count).to_contain_text("Answered: 1")
        assert ("in the unit that is asked for: " in count.inner_text()) is is_noticed, said
