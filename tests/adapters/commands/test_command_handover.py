"""`delivery handover`: all that a customer may have in one file, and nothing of what they may not."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.adapters.repositories import ROOT, run

SLUG = "stadtwerke-musterstadt"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A German project alone, with what it issued."""
    shutil.copytree(ROOT / "projects" / SLUG, tmp_path / "projects" / SLUG)
    return tmp_path


def handed_over(capsys: pytest.CaptureFixture[str], root: Path, slug: str, folder: Path) -> zipfile.ZipFile:
    """The package of a project, made twice with the same bytes."""
    made = [folder / name for name in ("one.zip", "two.zip")]
    for path in made:
        told = run(capsys, "-C", root, "handover", slug, "--out", path)
        assert told.code == 0, told.out + told.err
        shutil.rmtree(root / ".cache", ignore_errors=True)

    assert made[0].read_bytes() == made[1].read_bytes()
    return zipfile.ZipFile(made[0])


@pytest.mark.slow
@pytest.mark.built
def test_everything_is_in_one_file_that_can_be_checked(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The same bytes each time; sums that hold; the vendor's own files and words in none of it."""
    with handed_over(capsys, root, SLUG, tmp_path) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "out")
        whole = b"".join(archive.read(name) for name in names if not name.endswith((".pdf", ".woff2")))
    folder = tmp_path / "out" / f"{SLUG}-handover"
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    inside = {name.removeprefix(f"{SLUG}-handover/") for name in names}
    assert {"README.txt", "status.json", "site/index.html", "site/sow-basic.pdf", "audit/README.md"} <= inside
    assert "site/answer-karla-kommunal.html" in inside
    assert "site/sow-provisioning-r1-executed.pdf" in inside
    assert {"registers/registers.json", "registers/requirements.csv", "registers/open-points.csv"} <= inside
    page = (folder / "site/sow-provisioning.html").read_text("utf-8")
    assert 'href="sow-provisioning-r1-executed.pdf"' in page
    assert not [name for name in inside if "internal" in name or "efforts" in name or "retrospective" in name]
    own = (root / "projects" / SLUG / "internal" / "notes.yml").read_text("utf-8")
    secret = [line.split('"')[1] for line in own.splitlines() if "statement:" in line and line.count('"') >= 2]
    assert secret
    assert [text for text in secret if text.encode() in whole] == []
    assert (folder / "README.txt").read_text("utf-8").startswith("Groupware für Musterstadt: alles aus")


@pytest.mark.slow
@pytest.mark.built
def test_evidence_is_handed_over_to_whom_it_is_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The files of the customer with the bytes that were listed, in no other place; of the vendor's own nothing."""
    slug = "northern-lights"
    shutil.copytree(ROOT / "projects" / slug, tmp_path / "projects" / slug)
    kept = tmp_path / "projects" / slug / "attachments"
    ours = (kept / "2026-11-20-hours-of-change-request-2.csv").read_bytes()

    with handed_over(capsys, tmp_path, slug, tmp_path) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    found = {name: data for name, data in files.items() if name.startswith("site/attachments/")}
    assert found == {
        f"site/attachments/{path.name}": path.read_bytes() for path in kept.iterdir() if path.suffix == ".eml"
    }
    assert not [name for name in files if "hours-of-change-request-2" in name]
    assert not [name for name, data in files.items() if ours in data]
    assert "site/attachments/: mails" in files["README.txt"].decode()
    assert b"hours-of-change-request-2" not in files["registers/registers.json"]


def test_a_project_with_errors_hands_nothing_over(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The findings are told."""
    file = root / "projects" / SLUG / "project.yml"
    file.write_text(file.read_text("utf-8").replace("language: ", "langauge: "), "utf-8")

    told = run(capsys, "-C", root, "handover", SLUG)

    assert told.code == 1
    assert "unknown-key" in told.err
    assert not (root / "site").exists()


def test_only_a_zip_file_is_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And not among the sources."""
    told = run(capsys, "-C", root, "handover", SLUG, "--out", root / "projects" / "all.zip")
    assert told.code == 2
    assert run(capsys, "-C", root, "handover", SLUG, "--out", "all.tar").code == 2
