"""Three realistic changes in one small repository, each a branch of its own from the same base."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.adapters.repositories import commit, example, replace, write

SIGNED = Path(__file__).parents[1] / "examples" / "invalid" / "change-request-missing"
DAYS = ("days: 4,", "days: 6,")
ENDS = ("ends: 2027-02-26", "ends: 2027-03-05")
REVISION = ("revision: 1\nrevised: 2026-11-01", "revision: 2\nrevised: 2026-11-23")
SINCE = ("    milestone: M-1\n", 'customer_duties: ["Access to the mail servers"]\n', "price: {basis: not-priced}\n")
SIGNED_PRIORITY = '4 hours."\n    area: provisioning\n    priority: should'  # as the issued revision has it
CHANGE_REQUEST = """# yaml-language-server: $schema=../../schemas/changes.schema.json
format: 1
changes:
  - id: CR-1
    title: "A third node"
    reason: "The number of mailboxes rises."
    raised: 2026-11-20
    raised_by: nora-nowhere
    moves: [SOW-basic]
    days: 2
    decision: agreed
    decided: 2026-11-23
    decided_by: nora-nowhere
    evidence: "Mail of 23 November 2026"
"""
REQUIREMENT = """  - id: R-005
    statement: "The system shall move 2,000 calendars without loss."
    area: migration
    priority: must
    source: "Workshop"
    party: vendor
    verification: test
    sow: SOW-migration
"""


def base(root: Path) -> Path:
    """A project at work, and one whose Basic SOW was issued and signed by both sides."""
    example(root, "full")
    shutil.copytree(SIGNED / "projects" / "mail", root / "projects" / "mail")
    shutil.copy(example_file("requirements.yml"), root / "projects" / "mail")
    (root / "projects" / "mail" / "changes.yml").unlink()
    replace(root / "projects/harbour/project.yml", "language: en", "language: de")
    sow = root / "projects" / "mail" / "sow" / "basic.yml"
    for now, then in ((DAYS[1], DAYS[0]), (ENDS[1], ENDS[0]), (REVISION[1], REVISION[0])):
        replace(sow, now, then)
    for written in SINCE:
        replace(sow, written, "")
    requirements = root / "projects" / "mail" / "requirements.yml"
    replace(requirements, '4 hours."\n    area: provisioning\n    priority: must', SIGNED_PRIORITY)
    commit(root)
    return root


def example_file(name: str) -> Path:
    """A file of the smallest valid project."""
    return Path(__file__).parents[1] / "examples" / "valid" / "base" / "projects" / "mail" / name


def more_users(root: Path) -> None:
    """More users: other sizing, a requirement reworded and one added, more days, another person."""
    harbour = root / "projects" / "harbour"
    replace(harbour / "sizing.yml", "value: 4000", "value: 16000")
    replace(harbour / "requirements.yml", "load 4,000 users within 2 hours", "load 16,000 users within 8 hours")
    with (harbour / "requirements.yml").open("a", encoding="utf-8") as file:
        file.write(REQUIREMENT)
    replace(harbour / "sow" / "basic.yml", "days: 4.5", "days: 5.25")
    replace(harbour / "project.yml", 'name: "Finn Fictional"', 'name: "Fiona Fictional"')


def signed_work_moves(root: Path) -> None:
    """A signed effort and a signed date move, and nobody raised a change request."""
    sow = root / "projects" / "mail" / "sow" / "basic.yml"
    replace(sow, *DAYS)
    replace(sow, *ENDS)


def with_a_change_request(root: Path) -> None:
    """The same with the change request that both sides agreed, and the next revision."""
    signed_work_moves(root)
    write(root, {"projects/mail/changes.yml": CHANGE_REQUEST})
    replace(root / "projects" / "mail" / "sow" / "basic.yml", *REVISION)


CHANGES: dict[str, Callable[[Path], None]] = {
    "more-users": more_users,
    "signed-work-moves": signed_work_moves,
    "with-a-change-request": with_a_change_request,
}


def branches(root: Path) -> Path:
    """The base on `main`, and each change on a branch that has its name."""
    base(root)
    _git(root, "branch", "-m", "main")
    for name, change in CHANGES.items():
        _git(root, "checkout", "-q", "-b", name, "main")
        change(root)
        commit(root)
    _git(root, "checkout", "-q", "main")
    return root


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
