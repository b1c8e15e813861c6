"""One walk, from the customer's screen to the hand-over: answered on the site from disk, taken in, attested, proved.

Beside the browser only tools that everybody has are used to check what comes out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.adapters.repositories import ROOT, Outcome, run
from tests.browser.pages import WIDE
from tests.sign_offs import keys, with_key

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.built]

SLUG, DOCUMENT = "northern-lights", "requirements-checklist"
CUSTOMER, RECORDER, WITNESS = "astrid-anywhere", "petra-beispiel", "ines-invented"
DAY = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
TAKEN = re.compile(r"--attest (\S+) --person (\S+)")
POINTS = tuple(f"OP-{number}" for number in range(101, 106))
BOTH = ("--recorded-by", RECORDER, "--witnessed-by", WITNESS)


@dataclass
class Desk:
    """A repository of the vendor, and what its commands say."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    def runs(self, *arguments: str | Path, code: int = 0) -> Outcome:
        """A command with the exit code that it has to have."""
        told = run(self.capsys, "-C", self.root, *arguments)
        assert told.code == code, told.out + told.err
        return told

    def gate(self) -> str:
        """What `status` says of the last gate."""
        said = self.runs("status", SLUG).out
        return " ".join(said[said.index("Accepted:") :].split("\n\n", 1)[0].split())

    def open(self, browser: Browser) -> Page:
        """The sheet of the customer's project lead, from the site on disk, reached by the home page."""
        self.runs("build", "--audience", "customer", "--project", SLUG)
        context = browser.new_context(viewport=WIDE, offline=True, accept_downloads=True)
        page = context.new_page()
        page.clock.set_fixed_time(DAY)
        page.goto((self.root / "site" / "customer" / SLUG / "index.html").as_uri())
        page.get_by_role("link", name="Astrid Anywhere (").first.click()
        expect(page.get_by_role("heading", name="Answers of Astrid Anywhere")).to_be_visible()
        return page


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A shipped project whose checklist waits for the customer alone: a key of a witness, and five more questions."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int((DAY + dt.timedelta(days=2)).timestamp())))
    root = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / SLUG, root / "projects" / SLUG)
    file = root / "projects" / SLUG / "project.yml"
    text = with_key(file.read_text("utf-8"), WITNESS, "wanda-witness")
    asked = "".join(
        f'  - {{id: {id}, question: "What about {id}?", raised: 2026-11-24, owner: {CUSTOMER}, due: 2026-12-02}}\n'
        for id in POINTS
    )
    file.write_text(text.replace("open_points:\n", f"open_points:\n{asked}", 1), encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    return Desk(root, capsys)


def fill(page: Page) -> None:
    """Accept one, refuse one, answer six questions, comment on two clauses, sign."""
    page.locator("#DEL-2").get_by_label("I accept it").check()
    refused = page.locator("#DEL-3")
    refused.get_by_label("I refuse it").check()
    refused.get_by_label("Which criterion is not met").select_option(index=1)
    refused.get_by_label("Why not").fill("Wave 3 lost 14 appointments.")
    for id in ("OP-3", *POINTS):
        page.locator(f"#{id} textarea").fill(f"My word on {id}.")
    page.locator(f"#{DOCUMENT}").get_by_label("I accept it", exact=True).check()
    page.get_by_text("Comment on a document").click()
    for document, clause in (("sow-migration", "3 Scope"), ("implementation-concept", "4")):
        part = page.locator(f"#comment-{document}")
        part.get_by_label("Which clause or part").fill(clause)
        part.get_by_label("Your comment").fill(f"About {document}.")
    expect(page.locator("#count")).to_have_text("Answered: 11")


def take_in(desk: Desk, path: Path, *more: str | Path) -> list[tuple[str, str]]:
    """Take a file in; what a witness has to attest, and who is named for it."""
    told = desk.runs("receive", path, "--yes", *BOTH, *more)
    found: list[tuple[str, str]] = TAKEN.findall(told.out)
    assert [len(digests.split(",")) for digests, _ in found] == [3], told.out
    return found


def attest(desk: Desk, found: list[tuple[str, str]]) -> None:
    """The witness attests all with a key, and the certificate is dated anew, as it says then."""
    for digests, person in found:
        told = desk.runs("sign", SLUG, "--attest", digests, "--person", person, "--key", keys()["wanda-witness"])
        assert "Set revised to 2026-11-2" in told.out
    file = desk.root / "projects" / SLUG / "project.yml"
    dated = "{kind: acceptance-certificate, revision: 1, revised: 2026-11-"
    assert f"{dated}24" in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(f"{dated}24", f"{dated}26"), encoding="utf-8")


def test_from_the_customers_screen_to_the_hand_over(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    """The gate and the pages move with what is attested, and everything that comes out can be checked by anybody."""
    before = desk.gate()
    page = desk.open(browser)
    fill(page)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    path = tmp_path / saving.value.suggested_filename
    saving.value.save_as(path)
    page.context.close()

    waiting = take_in(desk, path)
    assert "Answered, to be attested: DEL-2, DEL-3" in desk.gate()
    attest(desk, waiting)

    after = desk.gate()
    assert after != before
    assert "DEL-3 was rejected on" in after
    assert "Wave 3 lost 14 appointments." in after
    proof = json.loads(desk.runs("verify", SLUG, "--format", "json").out)["projects"][0]
    assert next(each["state"] for each in proof["documents"] if each["document"] == DOCUMENT) == "current"
    assert {each["deliverable"]: each["proof"] for each in proof["answers"]}["DEL-3"] == "attested"

    check_hand_over(desk, tmp_path)


def check_hand_over(desk: Desk, folder: Path) -> None:
    """With `sha256sum`, `ssh-keygen` and a reader of PDFs alone."""
    target = folder / "all.zip"
    desk.runs("handover", SLUG, "--out", target)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder / "out")
    out = folder / "out" / f"{SLUG}-handover"
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=out, check=True)
    (copy,) = (out / "site").glob(f"{DOCUMENT}-r*-executed.pdf")
    stem = copy.name.removesuffix("-executed.pdf")
    issued = (out / "site" / "issued" / f"{stem}.pdf").read_bytes()
    with pikepdf.open(copy) as file:
        assert file.attachments[f"{stem}.pdf"].get_file().read_bytes() == issued
    assert f'href="{copy.name}"' in (out / "site" / f"{DOCUMENT}.html").read_text("utf-8")
    assert "attested by Ines Invented" in (out / "site" / "sow-basic.html").read_text("utf-8") + "".join(
        path.read_text("utf-8") for path in (out / "site").glob("sow-*.html")
    )
    attested = next(
        path
        for path in (out / "audit").rglob("sign-offs/witness/*.json")
        if json.loads(path.read_text("utf-8"))["witness"] == WITNESS
    )
    assert is_signed(attested, next((out / "audit").rglob("allowed_signers")), folder)


def is_signed(path: Path, signers: Path, folder: Path) -> bool:
    """Whether ssh-keygen says that the witness signed what a file holds."""
    tree = json.loads(path.read_text("utf-8"))
    signature = folder / "one.sig"
    signature.write_text(tree.pop("signature") + "\n", encoding="utf-8")
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", WITNESS, "-n", "delivery-witness"]
    done = subprocess.run([*command, "-s", str(signature)], input=text.encode(), capture_output=True, check=False)
    return done.returncode == 0


def test_the_same_by_mail(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    """The text of a mail does what the file does."""
    page = desk.open(browser)
    fill(page)
    text = page.locator("#mail").input_value()
    page.context.close()
    mail = tmp_path / "reply.eml"
    sender = "astrid.anywhere@northern-lights.example"
    mail.write_text(f"From: Astrid Anywhere <{sender}>\nSubject: Answers\n\nHello,\n\n{text}\n", encoding="utf-8")

    attest(desk, take_in(desk, mail))
    assert "DEL-3 was rejected on" in desk.gate()


def test_the_same_on_paper(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    """The printed sheet comes back as a scan: filled in by who takes it in, compared by the witness."""
    page = desk.open(browser)
    code = re.search(r"Code (r[0-9]+-[0-9a-f]{4}-[0-9a-f]{4})", page.locator(f"#{DOCUMENT}").inner_text())
    assert code is not None
    fill(page)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(page.pdf())
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as a file").click()
    path = tmp_path / saving.value.suggested_filename
    saving.value.save_as(path)
    page.context.close()

    attest(desk, take_in(desk, path, "--paper", scan, "--answered", "2026-11-25", "--code", code[1]))

    assert "DEL-3 was rejected on" in desk.gate()
    kept = (
        desk.root
        / "projects"
        / SLUG
        / "sign-offs"
        / "returned"
        / f"{hashlib.sha256(scan.read_bytes()).hexdigest()}.pdf"
    )
    assert kept.read_bytes() == scan.read_bytes()
    proof = json.loads(desk.runs("verify", SLUG, "--format", "json").out)["projects"][0]
    told = [
        (each["channel"], each["counts"])
        for each in proof["records"]
        if (each["person"], each["document"]) == (CUSTOMER, DOCUMENT)
    ]
    assert told == [("scan", True)]
    assert {each["deliverable"]: each["proof"] for each in proof["answers"]}["DEL-3"] == "attested"
