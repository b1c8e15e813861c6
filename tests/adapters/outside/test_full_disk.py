"""A disk that takes no more: nothing half-written stays, and the message names the folder and what helps."""

from __future__ import annotations

import errno
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from delivery_wiki.adapters.commands import command_issue
from delivery_wiki.adapters.outside.faults import WrongUse
from delivery_wiki.adapters.outside.files import told_fault, write_whole
from delivery_wiki.adapters.workspace.staged_writing import write_all
from tests.adapters.repositories import ROOT, replace, run, snapshot
from tests.sign_offs import issued_repository, keys

__all__ = ["issued_repository"]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file takes more bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_pdf_that_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    """The message names the folder, and not a file that is gone."""
    with room_for(10), pytest.raises(OSError, match="too large") as caught:
        write_whole(tmp_path / "x.pdf", b"x" * 99)

    assert list(tmp_path.iterdir()) == []
    assert told_fault(caught.value) == f"{tmp_path}: file too large. Raise the limit of file sizes (ulimit -f)."


def test_a_revision_that_finds_no_room_says_what_helps(tmp_path: Path) -> None:
    """Nothing of it stays."""
    issued = tmp_path / "projects" / "mail" / "issued"
    issued.parent.mkdir(parents=True)
    with room_for(10), pytest.raises(WrongUse, match=r"^issued/ cannot be written: file too large\. Raise the limit"):
        command_issue._write(tmp_path, issued / "x-r1", {"a": b"x" * 99})

    assert list(issued.iterdir()) == []


VERBS: dict[str, tuple[tuple[str, ...], str]] = {
    "new": (("new", "sea"), "projects/sea/"),
    "fix": (("fix", "mail", "--yes"), ""),
    "sign": (
        ("sign", "mail", "sow-provisioning", "--person", "carl-lead", "--meaning", "accepted", "--key", "carl-lead"),
        "projects/mail/sign-offs/",
    ),
    "ask": (("ask", "mail"), "site/mails/mail"),
    "audit": (("audit", "mail"), "site/audit/customer/mail.zip"),
    "owners": (("owners", "--forge", "github"), ".github/CODEOWNERS"),
    "pdf": (("pdf", "mail", "--document", "sow-provisioning"), ""),
    "handover": (("handover", "mail"), ""),
    "release": (("release",), "docs"),
}


BUILDERS = ("pdf", "handover")  # they start worker processes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "place"),
    [pytest.param(*VERBS[name], marks=pytest.mark.built if name in BUILDERS else (), id=name) for name in VERBS],
)
def test_a_verb_that_finds_no_room_names_the_place_and_what_helps(
    words: tuple[str, ...], place: str, issued_repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends without success and without a name of Python; what was there is whole, and nothing else is left."""
    root = Path(shutil.copytree(issued_repository, tmp_path / "repository"))
    for kind in ("process/2011-11-03.yml", "sizing/ox-2011-1.yml"):
        (root / "docs" / kind).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "docs" / kind, root / "docs" / kind)
    (root / "docs/released.json").write_text("{}\n")
    replace(root / "projects/mail/project.yml", "started: 2026-10-01", "started: 01.10.2026")
    if words[0] != "fix":
        replace(root / "projects/mail/project.yml", "started: 01.10.2026", "started: 2026-10-01")
    before = snapshot(root)
    named = [str(keys()[word]) if words[number] == "--key" else word for number, word in enumerate(words[1:])]

    with room_for(100):
        outcome = run(capsys, "-C", root, words[0], *named)

    assert outcome.code in (1, 2, 3), outcome
    assert "file too large" in outcome.err
    assert "Raise the limit of file sizes (ulimit -f)." in outcome.err
    assert str(root / place) in outcome.err or place in outcome.err
    assert "tool failed" not in outcome.err
    after = snapshot(root)
    assert {name: after[name] for name in before} == before
    left = [name for name in after.keys() - before.keys() if not name.startswith((".cache/", "site/"))]
    assert left == []


def test_a_file_that_is_copied_is_told_where_it_finds_no_room(tmp_path: Path) -> None:
    """Not where it was copied from: there is room there."""
    fault = OSError(errno.ENOSPC, "No space left on device", "/here/a.yml", None, "/full/a.yml")
    assert told_fault(fault) == "/full/a.yml: no space left on device. Free some space there."


def test_where_no_temporary_file_has_room_the_folders_are_named(tmp_path: Path) -> None:
    """Python tries several, and says which."""
    fault = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/full', '/tmp']")
    told = told_fault(fault)
    assert told == (
        "no folder takes temporary files, of those that were tried: ['/full', '/tmp']. "
        "Free some space in one of them, or name another one in TMPDIR."
    )


def test_of_several_files_none_is_written_where_one_finds_no_room(tmp_path: Path) -> None:
    """What was received, and what is repaired, is often one change of several files."""
    for name in ("a", "b"):
        (tmp_path / name).write_text("old\n")
    with room_for(10), pytest.raises(OSError, match="too large") as caught:
        write_all(tmp_path, {"a": "old\n", "b": "old\n"}, {"a": "new\n", "b": "x" * 99})

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old\n", "b": "old\n"}
    assert caught.value.filename == str(tmp_path)
