"""A hundred rewordings of what was agreed are suspect; what a file's format becomes makes nothing suspect."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path

import pytest

from tests.adapters.repositories import run, write
from tests.sign_offs import context, issued_repository

__all__ = ["issued_repository"]
ON = dt.date(2026, 11, 24)
REQUIREMENTS, SOW = "projects/mail/requirements.yml", "projects/mail/sow/archive.yml"
STATEMENT = "The archive shall hold each mail for ten years and show it within two seconds."
FILES = {
    REQUIREMENTS: f"""format: 1
requirements:
  - id: R-001
    statement: "{STATEMENT}"
    area: mail
    priority: must
    source: "Workshop"
    party: vendor
    verification: test
    deliverables: [DEL-7]
    agreed: 2026-11-12
    agreed_evidence: "Minutes of 12 November 2026"
""",
    SOW: """format: 1
title: "archive"
revision: 1
deliverables:
  - id: DEL-7
    title: "Archive"
    description: "Two nodes, connected to the mail servers."
    due: 2026-11-18
    accepted: 2026-11-20
    accepted_evidence: "Mail of 20 November 2026"
work_packages:
  - {id: WP-7, title: "Install the archive", role: consultant, days: 3, deliverables: [DEL-7]}
price: {basis: time-and-material, currency: EUR, rates: [{role: consultant, rate: 1200}]}
""",
}


@pytest.fixture
def root(
    issued_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A project in format 1 whose facts carry the words that they were about."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    made = write(Path(shutil.copytree(issued_repository, tmp_path / "repository")), FILES)
    assert run(capsys, "-C", made, "fix", "mail", "--fingerprints", "--yes").code == 0
    assert "words:" in (made / SOW).read_text("utf-8") + (made / REQUIREMENTS).read_text("utf-8")
    return made


def suspect(root: Path) -> set[str]:
    """The items of which something was said in other words."""
    return {suspicion.item for suspicion in context(root, ON).status.suspicions}


def reworded(text: str, chance: random.Random) -> str:
    """One word exchanged, left out, doubled or put in, or two of them in the other order."""
    words = text.split()
    at = chance.randrange(len(words) - 1)
    way = chance.randrange(5)
    if way == 0:
        words[at] = f"{words[at]}{chance.choice('abcdefgh')}"
    elif way == 1:
        del words[at]
    elif way == 2:
        words.insert(at, words[at])
    elif way == 3:
        words.insert(at, chance.choice(("not", "never", "almost", "3")))
    else:
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


@pytest.mark.slow
def test_each_of_a_hundred_rewordings_is_suspect(root: Path) -> None:
    """On disk, as somebody types it; the deliverable that brings it and the requirement itself are told."""
    text, chance, told = (root / REQUIREMENTS).read_text("utf-8"), random.Random(11), 0
    assert suspect(root) == set()
    for _ in range(100):
        (root / REQUIREMENTS).write_text(text.replace(STATEMENT, reworded(STATEMENT, chance)), "utf-8")
        told += {"R-001", "DEL-7"} <= suspect(root)

    assert told == 100


def test_an_upgrade_makes_nothing_suspect(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From format 1 to 2, and a rewording after it is told as before it."""
    outcome = run(capsys, "-C", root, "fix", "mail", "--yes")

    assert (outcome.code, (root / SOW).read_text("utf-8").startswith("format: 2")) == (0, True), outcome.out
    assert "attempts" in (root / SOW).read_text("utf-8")
    assert suspect(root) == set()
    assert "words-suspect" not in run(capsys, "-C", root, "check", "mail").out
    text = (root / SOW).read_text("utf-8")
    (root / SOW).write_text(text.replace("Two nodes, connected", "Three nodes, connected"), "utf-8")
    assert suspect(root) == {"DEL-7"}
