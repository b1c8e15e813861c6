"""What came in is kept as evidence, with what a mail brings; what would run something is named, and not kept."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest

from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.adapters.workspace.workspace_loading import load_workspace
from delivery_wiki.model.project.attachments import AttachmentKind
from delivery_wiki.model.project.whole_project import Project
from tests.adapters.repositories import ROOT, Outcome, run
from tests.answer_sheets import Said, answers, mail_text, saved, sheet
from tests.signed_pdfs import blank_pdf, sign_pdf

SLUG = "stadtwerke-musterstadt"
PERSON = "karla-kommunal"
NAME = "Prüfliste (unterschrieben).PDF"
SAID: dict[str, Said] = {"CR-1": ("yes", "Bitte vor Weihnachten.")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A German project alone, in git."""
    shutil.copytree(ROOT / "projects" / SLUG, tmp_path / "repository" / "projects" / SLUG)
    subprocess.run(["git", "init", "-q", str(tmp_path / "repository")], check=True)
    return tmp_path / "repository"


def a_mail(root: Path, *files: tuple[str, bytes], sender: str = "") -> bytes:
    """An answer by mail, with files."""
    context = signing_context(root, SLUG)
    own = next(person.email for person in context.view.project.people if person.id == PERSON)
    message = EmailMessage()
    message["From"], message["Date"] = f"Karla <{sender or own}>", "Wed, 25 Nov 2026 09:00:00 +0100"
    message["Subject"] = "Re: Antworten"
    message.set_content(mail_text(sheet(context, PERSON), PERSON, SAID, project=SLUG, made="2026-11-25"))
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def take(capsys: pytest.CaptureFixture[str], root: Path, path: Path) -> tuple[Outcome, Project]:
    """Take a file in."""
    told = run(capsys, "-C", root, "receive", path, "--yes")
    return told, load_workspace(root, (SLUG,)).repository.projects[0]


@pytest.mark.slow
def test_a_mail_and_what_it_brings_are_kept_with_their_bytes(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each for the vendor alone, of the day and the person; a second time nothing is written."""
    signed, path = sign_pdf(blank_pdf()), tmp_path / "antwort.eml"
    path.write_bytes(a_mail(root, (NAME, signed), (NAME, blank_pdf())))

    told, project = take(capsys, root, path)

    assert told.code == 0, told.out + told.err
    folder = root / "projects" / SLUG / "attachments"
    kept = {file.file: file for file in project.attachments}
    assert set(kept) == {path.name for path in folder.iterdir()}
    assert [(name, kept[name].kind) for name in kept] == [
        ("2026-11-25-mail-karla-kommunal.eml", AttachmentKind.MAIL),
        ("2026-11-25-pruefliste-unterschrieben.pdf", AttachmentKind.SIGNED),
        ("2026-11-25-pruefliste-unterschrieben-2.pdf", AttachmentKind.OTHER),
    ]
    assert (folder / "2026-11-25-mail-karla-kommunal.eml").read_bytes() == path.read_bytes()
    assert (folder / "2026-11-25-pruefliste-unterschrieben.pdf").read_bytes() == signed
    assert {(file.by, file.audience, str(file.date)) for file in kept.values()} == {(PERSON, "internal", "2026-11-25")}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == kept[name].sha256 for name in kept)
    assert run(capsys, "-C", root, "check", SLUG).code == 0

    before = {path: path.read_bytes() for path in (root / "projects").rglob("*") if path.is_file()}
    again, _ = take(capsys, root, path)
    assert "Nothing to write." in again.out
    assert {path: path.read_bytes() for path in (root / "projects").rglob("*") if path.is_file()} == before


@pytest.mark.slow
def test_what_runs_something_is_named_and_the_rest_is_taken(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Neither the file nor the mail that holds it lies in the project afterwards."""
    path = tmp_path / "antwort.eml"
    path.write_bytes(a_mail(root, ("rechnung.pdf.exe", b"MZ\x90"), ("logo.svg", b"<svg/>"), ("../../x.txt", b"Gut.\n")))

    told, project = take(capsys, root, path)

    assert told.code == 0, told.out + told.err
    assert "Not kept in the project: rechnung.pdf.exe: a file of the kind '.exe', which is none of .pdf" in told.out
    assert "Not kept in the project: logo.svg: " in told.out
    assert "Not kept in the project: antwort.eml: the mail brings 'rechnung.pdf.exe'" in told.out
    assert "Keep antwort.eml: its SHA-256" in told.out
    assert [file.file for file in project.attachments] == ["2026-11-25-x.txt"]
    assert [path.name for path in (root / "projects" / SLUG / "attachments").iterdir()] == ["2026-11-25-x.txt"]
    assert project.open_points[-1].question == "Karla Kommunal, CR-1: Ich bin dafür. Bitte vor Weihnachten."


@pytest.mark.slow
def test_a_saved_file_is_kept_as_well(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It is what the facts that were taken in name by its digits."""
    text = answers(sheet(signing_context(root, SLUG), PERSON), PERSON, SAID, project=SLUG, made="2026-11-25")

    told, project = take(capsys, root, saved(tmp_path, text))

    assert told.code == 0, told.out + told.err
    (kept,) = project.attachments
    assert (kept.file, kept.kind) == ("2026-11-25-answers-karla-kommunal.json", AttachmentKind.ANSWERS)
    assert kept.title == "Antworten von Karla Kommunal"
    assert "audience: customer shows it to the customer" in told.out


@pytest.mark.slow
def test_a_mail_of_an_unknown_address_is_nobodys(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The entry names nobody, for nobody asked them yet."""
    path = tmp_path / "antwort.eml"
    path.write_bytes(a_mail(root, sender="jemand@anderswo.example"))

    _, project = take(capsys, root, path)

    (kept,) = project.attachments
    assert (kept.file, kept.by) == ("2026-11-25-mail-unknown.eml", None)


def test_where_nothing_is_taken_nothing_is_kept(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A file that answers other words fills no repository."""
    text = answers("", PERSON, SAID, project=SLUG, made="2026-11-25")

    told, project = take(capsys, root, saved(tmp_path, text))

    assert told.code == 1
    assert project.attachments == ()
    assert not (root / "projects" / SLUG / "attachments").exists()
