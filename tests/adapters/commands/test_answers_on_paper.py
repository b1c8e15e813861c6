"""A printed answer sheet that came back as a scan: all of its answers are taken in, by one person and a witness."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from delivery_wiki.adapters.upkeep.demonstration_records import scanned_paper
from delivery_wiki.adapters.workspace.signing_context import signing_context
from delivery_wiki.calculations.signing.issue_code import issue_code
from delivery_wiki.calculations.signing.sign_off_drafts import issued_by_name
from tests.adapters.repositories import Outcome, run
from tests.answer_sheets import Said, answers, saved, sheet
from tests.sign_offs import SLUG, issued_repository, keys

__all__ = ["issued_repository"]
PERSON, SOW, COMMENT = "carl-lead", "sow-provisioning", "comment:sow-migration"
WHO = ("--recorded-by", "pat-worker", "--witnessed-by", "wanda-witness")


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two issued statements of work, on the day of the examples."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    return Path(shutil.copytree(issued_repository, tmp_path / "repository"))


def scanned(folder: Path) -> Path:
    """What came out of a scanner."""
    path = folder / "scan.pdf"
    path.write_bytes(scanned_paper("the sheet"))
    return path


def filled(root: Path, folder: Path) -> Path:
    """The file of the sheet, filled in from the paper a day after it was signed."""
    said: dict[str, Said] = {SOW: ("yes", ""), COMMENT: ("text", "Too short.", "3")}
    return saved(folder, answers(sheet(signing_context(root, SLUG), PERSON), PERSON, said, project=SLUG))


def code_of(root: Path) -> str:
    """What stands beside the document on the sheet."""
    project = signing_context(root, SLUG).view.project
    return issue_code(next(each for name, each in issued_by_name(project).items() if "provisioning" in name))


def take(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str | Path) -> Outcome:
    """Take it in without being asked."""
    return run(capsys, "-C", root, "receive", *arguments, "--yes", *WHO)


def test_all_of_a_paper_is_taken_in_and_counts_once_attested(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The signature is a record of a scan, of the day on the paper; the scan is kept, and every answer names it."""
    scan = scanned(tmp_path)
    digest, code = hashlib.sha256(scan.read_bytes()).hexdigest(), code_of(root)
    of_paper = ("--paper", scan, "--answered", "2026-11-23", "--code", code.upper())

    told = take(capsys, root, filled(root, tmp_path), *of_paper)

    assert told.code == 0, told.out + told.err
    assert "Compare it with scan.pdf and attest it, Wanda Witness" in told.out
    folder = root / "projects" / SLUG
    (record,) = (folder / "sign-offs").glob("*.json")
    tree = json.loads(record.read_text("utf-8"))
    assert (tree["channel"], tree["meaning"], tree["person"]) == ("scan", "accepted", PERSON)
    assert (tree["evidence"]["returned"], tree["evidence"]["answered"]) == (digest, "2026-11-23")
    assert (folder / "sign-offs" / "returned" / f"{digest}.pdf").read_bytes() == scan.read_bytes()
    (point,) = signing_context(root, SLUG).view.project.open_points
    assert (point.question.startswith("Carl Lead, "), str(point.raised)) == (True, "2026-11-23")
    kept = {path.read_bytes() for path in (folder / "attachments").iterdir()}
    assert scan.read_bytes() in kept

    attested = ("sign", SLUG, "--attest", record.stem[:12], "--person", "wanda-witness")
    assert run(capsys, "-C", root, *attested, "--key", keys()["wanda-witness"]).code == 0
    proof = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)["projects"][0]
    document = next(each for each in proof["documents"] if each["topic"] == "provisioning")
    assert document["signed"] == [record.stem]
    assert take(capsys, root, filled(root, tmp_path), *of_paper).out.count("it was taken in before") == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "--answered is missing or no date"),
        (("--answered", "yesterday"), "--answered is missing or no date"),
        (("--answered", "2026-11-23"), "none of the codes that were typed from the paper is its own"),
        (("--answered", "2026-11-23", "--code", "r1-0000-0000"), "none of the codes that were typed from the paper"),
        (("--answered", "2026-11-19", "--code", "CODE"), "it is dated 2026-11-19, and revision 1 was issued on"),
    ],
)
def test_what_the_paper_does_not_say_is_no_signature(
    more: tuple[str, ...], said: str, root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Its day, and the code beside what it signs."""
    given = [code_of(root) if each == "CODE" else each for each in more]

    told = take(capsys, root, filled(root, tmp_path), "--paper", scanned(tmp_path), *given)

    assert told.code in (1, 2)
    assert said in told.out + told.err
    assert not list((root / "projects" / SLUG).glob("sign-offs/*.json"))
    assert not (root / "projects" / SLUG / "sign-offs" / "returned").exists()


def test_a_scan_is_a_pdf_and_belongs_to_one_file(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Anything else is told before something is written."""
    file, scan, text = filled(root, tmp_path), scanned(tmp_path), tmp_path / "scan.txt"
    text.write_text("no picture", encoding="utf-8")
    day = ("--answered", "2026-11-23")

    assert "scan.txt cannot be kept as a PDF" in take(capsys, root, file, "--paper", text, *day).err
    assert "take each paper in by itself" in take(capsys, root, file, file, "--paper", scan, *day).err
    assert "name its scan with --paper" in take(capsys, root, file, *day).err
