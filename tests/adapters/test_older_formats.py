"""Files in an older format: read as they were, compared with today's, and signed for all that."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from delivery_wiki.model.sign_off import Meaning
from delivery_wiki.reading.formats import format_versions
from tests.adapters.repositories import commit, replace, run
from tests.sign_offs import Said, freeze, issued_repository, sign

__all__ = ["issued_repository"]
SOW = "projects/mail/sow/provisioning.yml"
OLD = (("format: 1", "format: -1"), ("work_packages:", "packages:"), ("deliverables:\n", "results:\n"))
Shown = pytest.CaptureFixture[str]


def rename_packages(tree: dict[str, Any]) -> dict[str, Any]:
    """What changed between the two oldest formats."""
    return {"work_packages" if key == "packages" else key: value for key, value in tree.items()}


def rename_results(tree: dict[str, Any]) -> dict[str, Any]:
    """What changed after that."""
    return {"deliverables" if key == "results" else key: value for key, value in tree.items()}


@pytest.fixture
def root(issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A statement of work that was written, issued and signed two formats ago, under version control."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    monkeypatch.setattr(
        format_versions,
        "UPGRADES",
        format_versions.UPGRADES | {("sow", -1): rename_packages, ("sow", 0): rename_results},
    )
    made = Path(shutil.copytree(issued_repository, tmp_path / "repository"))
    for new, old in OLD:
        replace(made / SOW, new, old)
    shutil.rmtree(made / "projects/mail/issued/sow-provisioning-r1")
    freeze(made, "sow", "provisioning")
    sign(made, Said("carl-lead"))
    sign(made, Said("vera-lead", meaning=Meaning.APPROVED))
    commit(made)
    return made


def to_todays_format(root: Path) -> None:
    """Somebody rewrites the file by hand."""
    for new, old in OLD:
        replace(root / SOW, old, new)


def state(root: Path, capsys: Shown) -> str:
    """What verify says of the statement of work."""
    (found,) = json.loads(run(capsys, "-C", root, "verify", "--format", "json").out)["projects"]
    return str(next(document["state"] for document in found["documents"] if document["topic"] == "provisioning"))


def test_an_older_format_is_read_and_rewritten_without_a_change(root: Path, capsys: Shown) -> None:
    """No finding, no difference in business terms, no signature stale: before and after the file is rewritten."""
    assert run(capsys, "-C", root, "check", "mail").code == 0
    assert state(root, capsys) == "current"

    to_todays_format(root)

    assert run(capsys, "-C", root, "check", "mail").code == 0
    assert state(root, capsys) == "current"
    assert run(capsys, "-C", root, "diff", "HEAD").out == "Nothing changed.\n"


def test_a_base_in_an_older_format_is_compared(root: Path, capsys: Shown) -> None:
    """Only what the change means is told: more days, who signs again, which change request is missing."""
    to_todays_format(root)
    replace(root / SOW, "days: 4", "days: 6")

    told = " ".join(run(capsys, "-C", root, "diff", "HEAD").out.split())

    assert "WP-1 Install two nodes: Days 4 → 6 (+2)" in told
    assert "r1: WP-1 – needs a change request" in told
    assert "DEL-1" not in told
    assert state(root, capsys) == "stale"


def test_a_format_that_nobody_knows_is_told(root: Path, capsys: Shown) -> None:
    """As the finding of the schema, and by the diff as a base that cannot be read; nothing is guessed."""
    replace(root / SOW, "format: -1", "format: -2")
    found = run(capsys, "-C", root, "check", "mail")
    assert (found.code, "'format' is the number -2; expected is 2." in found.out) == (1, True), found.out

    commit(root)
    replace(root / SOW, "format: -2", "format: -1")
    to_todays_format(root)
    assert "Project mail cannot be read at the base" in run(capsys, "-C", root, "diff", "HEAD").err


def test_no_signature_goes_stale_by_an_upgrade(issued_repository: Path, tmp_path: Path, capsys: Shown) -> None:
    """What was issued and signed in format 1 stays current when `fix` writes the project's files in the newest one."""
    root = Path(shutil.copytree(issued_repository, tmp_path / "repository"))
    assert "format: 1" in (root / SOW).read_text("utf-8")
    sign(root, Said("carl-lead"))
    sign(root, Said("vera-lead", meaning=Meaning.APPROVED))
    commit(root)
    before = run(capsys, "-C", root, "verify", "--format", "json").out

    assert "written in the newest format" in run(capsys, "-C", root, "fix", "--yes").out

    assert "format: 1" not in (root / SOW).read_text("utf-8")
    assert state(root, capsys) == "current"
    assert run(capsys, "-C", root, "verify", "--format", "json").out == before
    assert run(capsys, "-C", root, "diff", "HEAD").out == "Nothing changed.\n"
