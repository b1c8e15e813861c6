"""`delivery owners`: whose review a path needs, from the people and signatures of the projects."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.adapters.repositories import replace, run
from tests.sign_offs import issued_repository

__all__ = ["issued_repository"]


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path) -> Path:
    """A repository of its own."""
    return Path(shutil.copytree(issued_repository, tmp_path / "repository"))


def test_signers_own_what_they_sign(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both sides own issued documents; records belong to the vendor's signers."""
    assert run(capsys, "-C", root, "owners").code == 0
    lines = (root / ".github/CODEOWNERS").read_text("utf-8").splitlines()

    assert "/projects/mail/issued/sow-*/ @vera @carl @olga" in lines
    assert "/projects/mail/issued/implementation-concept-r*/ @vera @carl @olga" in lines
    assert "/projects/mail/sign-offs/ @vera" in lines
    assert run(capsys, "-C", root, "owners", "--check").out == ".github/CODEOWNERS is current.\n"


def test_what_others_wrote_stays(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the block of the command is replaced."""
    path = root / ".gitlab/CODEOWNERS"
    path.parent.mkdir()
    path.write_bytes(b"/macros/ @maintainer\n")
    run(capsys, "-C", root, "owners", "--forge", "gitlab")
    path.write_bytes(path.read_bytes() + b"\n/docs/ @writer\n")

    replace(root / "projects/mail/project.yml", "gitlab: carl.l", "gitlab: carl.m")
    assert run(capsys, "-C", root, "owners", "--forge", "gitlab").code == 0
    text = path.read_text("utf-8")
    assert text.startswith("/macros/ @maintainer\n")
    assert text.endswith("/docs/ @writer\n")
    assert "@carl.m" in text
    assert "@carl.l" not in text


def test_the_check_finds_owners_that_are_not_current(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A person who left would go on approving."""
    run(capsys, "-C", root, "owners")
    assert run(capsys, "-C", root, "check").code == 0
    replace(root / "projects/mail/project.yml", "github: olga", "github: olga-2")

    assert "error[owners-not-current]" in run(capsys, "-C", root, "check").out
    assert run(capsys, "-C", root, "owners", "--check").code == 1
