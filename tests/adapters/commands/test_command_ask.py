"""`delivery ask`: a mail for each person who is asked something, in their language, with their sheet."""

from __future__ import annotations

import email
import re
import shutil
from email import policy
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.calculations.verification.executed_revisions import executed_revisions
from delivery_wiki.model.answers import DEPUTY
from delivery_wiki.pages.answers.asking_mails import thanking_mail
from tests.adapters.repositories import ROOT, run
from tests.answer_sheets import places

SLUG = "stadtwerke-musterstadt"

LINKS = re.compile('<a href="([^"]*)"')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A German project alone."""
    shutil.copytree(ROOT / "projects" / SLUG, tmp_path / "projects" / SLUG)
    return tmp_path


@pytest.mark.slow
def test_each_person_is_asked_in_their_language(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What, by when, where, and the sheet with the same things in it."""
    told = run(capsys, "-C", root, "ask", SLUG, "--site", "https://projekte.example/sw")

    folder = root / "site" / "mails" / SLUG
    assert (told.code, told.err) == (0, "")
    assert {path.suffix for path in folder.iterdir()} == {".eml", ".txt"}
    message = email.message_from_bytes((folder / "bernd-beispielhaft.eml").read_bytes(), policy=policy.default)
    text = message.get_body(("plain",))
    assert text is not None
    said = str(text.get_content())
    assert said.startswith("Guten Tag Bernd Beispielhaft,")
    assert "beantworten: OP-1 Wie viele" in said
    assert "https://projekte.example/sw/answer-bernd-beispielhaft.html#OP-1" in said
    assert message["To"] == "bernd.beispielhaft@stadtwerke-musterstadt.example"
    (sheet,) = message.iter_attachments()
    asked = {about for about in places(str(sheet.get_content())) if not about.startswith("comment:")} - {DEPUTY}
    assert {"OP-1", "ACT-7"} <= asked
    assert all(f"#{about}" in said for about in asked)
    links = LINKS.findall(str(sheet.get_content()))
    assert "https://projekte.example/sw/index.html" in links
    assert [link for link in links if not link.startswith("https://projekte.example/sw/")] == []


def test_without_a_site_an_attached_sheet_leads_nowhere(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link to a page that does not lie beside it would be dead."""
    run(capsys, "-C", root, "ask", SLUG)
    for path in (root / "site" / "mails" / SLUG).glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        (sheet,) = message.iter_attachments()
        assert LINKS.findall(str(sheet.get_content())) == []


def test_the_same_project_gives_the_same_bytes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On another day of sending, too."""
    for name in ("one", "two"):
        run(capsys, "-C", root, "ask", SLUG, "--out", root / name)
    mails = [{path.name: path.read_bytes() for path in (root / name).iterdir()} for name in ("one", "two")]
    assert mails[0] == mails[1]
    assert len(mails[0]) > 4


def test_who_is_asked_to_accept_reads_what_is_not_met(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Before they open anything; and that the sheet, not a sentence of their own, accepts it."""
    out = tmp_path / "repository"
    shutil.copytree(ROOT / "projects" / "northern-lights", out / "projects" / "northern-lights")
    run(capsys, "-C", out, "ask", "northern-lights", "--out", out / "mails")
    lines = (out / "mails" / "astrid-anywhere.txt").read_text("utf-8").splitlines()

    (at,) = (number for number, line in enumerate(lines) if line.startswith("- accept: DEL-2 "))
    assert lines[at + 1 : at + 3] == ["  failed: R-016", "  blocked: R-017"]
    assert "please use the sheet" in "\n".join(lines)
    others = (out / "mails" / "eva-example.txt").read_text("utf-8")
    assert "please use the sheet" not in others


def test_a_reminder_asks_for_what_is_overdue(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And for nothing else."""
    run(capsys, "-C", root, "ask", SLUG, "--reminder", "--out", root / "mails")

    assert sorted(path.name for path in (root / "mails").iterdir()) == [
        "bernd-beispielhaft.eml",
        "bernd-beispielhaft.txt",
    ]
    text = (root / "mails" / "bernd-beispielhaft.txt").read_text("utf-8")
    assert text.startswith("Erinnerung, wartet auf Sie (2): ")
    assert "wir haben Sie im Projekt Groupware für Musterstadt darum gebeten, und der Tag ist verstrichen:" in text
    assert "ACT-7" in text
    assert "A-5" not in text
    assert "Nothing is overdue" in run(capsys, "-C", root, "ask", SLUG, "--reminder", "--on", "2026-08-01").out


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--person", "max-mustermann"), "is nobody of the customer's side"),
        (("--site", "javascript:alert(1)"), "is no address of a site"),
        (("--out", "projects"), "is no place for output"),
    ],
)
def test_what_cannot_be_served_is_told(
    options: tuple[str, str],
    reason: str,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And nothing is written."""
    monkeypatch.chdir(root)
    told = run(capsys, "-C", root, "ask", SLUG, *options)
    assert told.code == 2
    assert reason in told.err
    assert not (root / "site").exists()


def test_thanks_lead_to_the_signed_copies_on_the_site() -> None:
    """Where the site's address is given; the same name as the attachment has."""
    context = signing_context(ROOT, SLUG)
    person = next(person for person in context.view.project.people if person.id == "karla-kommunal")
    executed = executed_revisions(context.view, context.status)

    mail = thanking_mail(context, person, executed, site="https://projekte.example/sw/")
    without = thanking_mail(context, person, executed)

    assert mail is not None
    assert without is not None
    links = [line.strip() for line in mail.text.splitlines() if "https://" in line]
    assert links == [f"https://projekte.example/sw/{stem}.pdf" for stem in mail.copies]
    assert "https://" not in without.text


@pytest.mark.slow
@pytest.mark.built
def test_who_signed_is_thanked_with_the_signed_copies(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What both sides have signed, attached; nobody else gets a mail."""
    told = run(capsys, "-C", root, "ask", SLUG, "--thanks", "--out", root / "mails")

    assert told.code == 0, told.out + told.err
    assert sorted(path.name for path in (root / "mails").iterdir()) == [
        "karla-kommunal-thanks.eml",
        "karla-kommunal-thanks.txt",
    ]
    data = (root / "mails" / "karla-kommunal-thanks.eml").read_bytes()
    message = email.message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    assert "vielen Dank" in str(body.get_content())
    attached = {str(part.get_filename()): part.get_content() for part in message.iter_attachments()}
    assert set(attached) == {"implementation-concept-r1-executed.pdf", "sow-provisioning-r1-executed.pdf"}
    assert all(data.startswith(b"%PDF-") for data in attached.values())
    nobody = run(capsys, "-C", root, "ask", SLUG, "--thanks", "--on", "2026-11-01", "--out", root / "none")
    assert "Nobody of the customer has signed" in nobody.out
