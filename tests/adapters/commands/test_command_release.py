"""The lock: what is released is guarded by its digest, what is not says so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.adapters.repositories import ROOT, example, run

Shown = pytest.CaptureFixture[str]
RULES = "docs/sizing/ox-2011-1.yml"
FILES = {
    "rule set": (RULES, "sizing/ox-2011/1"),
    "process": ("docs/process/2011-11-03.yml", "process/ox-professional-services/2011-11-03"),
    "clauses": ("docs/clauses/as-before-1.yml", "clauses/as-before/1"),
    "templates": ("docs/templates/standard-1.yml", "templates/standard/1"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a project and data files of its own."""
    example(tmp_path)
    for name, _ in FILES.values():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_what_nothing_guards_yet_says_so(root: Path, capsys: Shown) -> None:
    """In one line, which is no warning; after the release it is gone, and a new file is a warning."""
    before = run(capsys, "-C", root, "check", "--strict")
    released = run(capsys, "-C", root, "release")
    after = run(capsys, "-C", root, "check", "--strict")
    text = (root / RULES).read_text("utf-8").replace('version: "1"', 'version: "2"', 1)
    (root / RULES.replace("-1.", "-2.")).write_text(text, encoding="utf-8")
    more = run(capsys, "-C", root, "check")

    assert "info[released-data-unlocked]: 4 data files not released yet; to lock: delivery release" in before.err
    assert (before.code, released.code, after.code) == (0, 0, 0)
    assert "docs/released.json: 4 files added, 0 files released before." in released.out
    assert "released-data-unlocked" not in after.out + after.err
    assert "warning[released-data-unlocked]: 'sizing/ox-2011/2' is not released yet" in more.out


@pytest.mark.parametrize(("file", "name"), FILES.values(), ids=FILES)
def test_an_edit_of_a_released_file_is_found(file: str, name: str, root: Path, capsys: Shown) -> None:
    """By check, and release never takes the new digest; line ends of another system are no edit."""
    assert run(capsys, "-C", root, "release").code == 0
    lock = (root / "docs/released.json").read_bytes()
    content = (root / file).read_bytes()

    (root / file).write_bytes(content.replace(b"\n", b"\r\n"))
    assert run(capsys, "-C", root, "check").code == 0
    (root / file).write_bytes(content + b"# a remark\n")
    checked, again = run(capsys, "-C", root, "check"), run(capsys, "-C", root, "release", name)

    assert (checked.code, again.code) == (1, 1)
    assert f"{file}:" in checked.out
    assert "error[released-data-changed]" in checked.out
    assert (root / "docs/released.json").read_bytes() == lock


def test_some_files_are_released_and_others_later(root: Path, capsys: Shown) -> None:
    """Each by its name; what is locked stays as it is."""
    assert run(capsys, "-C", root, "release", "sizing/ox-2011/1").code == 0
    first = json.loads((root / "docs/released.json").read_text("utf-8"))
    assert run(capsys, "-C", root, "release").code == 0
    both = json.loads((root / "docs/released.json").read_text("utf-8"))

    assert list(first) == ["sizing/ox-2011/1"]
    assert list(both) == sorted(name for _, name in FILES.values())
    assert run(capsys, "-C", root, "release").out.startswith("docs/released.json: 0 files added, 4 files")


def test_a_name_that_is_none_and_a_repository_without_data_are_told(tmp_path: Path, root: Path, capsys: Shown) -> None:
    """Nothing is written."""
    assert run(capsys, "-C", root, "release", "sizing/no/1").code == 2
    assert not (root / "docs/released.json").exists()
    assert run(capsys, "-C", example(tmp_path / "bare"), "release").code == 2


def test_a_folder_in_the_place_of_the_lock_is_told(root: Path, capsys: Shown) -> None:
    """By `check`, and by `release`, which writes nothing."""
    (root / "docs/released.json").mkdir()
    checked, released = run(capsys, "-C", root, "check"), run(capsys, "-C", root, "release")

    assert "docs/released.json:1:1: error[lock-damaged]" in checked.out
    assert released.code == 1
    assert "Nothing was written." in released.err
