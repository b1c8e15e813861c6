"""Random histories of a repository with signatures: branches that sign and edit, brought together in every way."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from delivery_wiki.model.sign_off import Meaning
from tests.sign_offs import SLUG, Said, sign

IDENTITY = ("-c", "user.name=Pat", "-c", "user.email=pat@vendor.example", "-c", "init.defaultBranch=main")
SAYINGS = (
    Said("carl-lead", "sow-provisioning"),
    Said("vera-lead", "sow-provisioning", Meaning.APPROVED),
    Said("carl-lead", "sow-migration"),
    Said("vera-lead", "sow-migration", Meaning.APPROVED),
    Said("wanda-witness", "sow-migration", Meaning.REVIEWED),
    Said("pat-worker", "sow-provisioning", Meaning.REVIEWED),
)


def git(root: Path, *arguments: str) -> str:
    """Run git as Pat, whatever the machine is set to."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_EDITOR": "true",
    }
    command = ["git", "-C", str(root), *IDENTITY, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()


def random_history(root: Path, chance: random.Random) -> set[str]:
    """Let several branches sign and edit, and bring each to main; returns the names of all records that were made."""
    git(root, "init", "-q")
    commit(root, "Issued")
    made: set[str] = set()
    sayings = chance.sample(SAYINGS, len(SAYINGS))
    for number in range(chance.choice((2, 3))):
        git(root, "switch", "-q", "-c", f"branch-{number}")
        for said in sayings[number * 2 : number * 2 + chance.choice((1, 2))]:
            made.add(sign(root, said).stem)
            commit(root, f"Sign {said.document}")
            if chance.random() < 0.5:
                edit(root, chance)
                commit(root, "Edit")
        git(root, "switch", "-q", "main")
        if chance.random() < 0.7:
            edit(root, chance)
            commit(root, "Edit on main")
        chance.choice(WAYS)(root, f"branch-{number}")
        if chance.random() < 0.4:
            convert_line_ends(root, chance)
            commit(root, "Line ends")
    return made


def commit(root: Path, text: str) -> None:
    """Commit whatever is there."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", text)


def edit(root: Path, chance: random.Random) -> None:
    """A change that has nothing to do with what was signed."""
    number = f"{chance.getrandbits(32):08x}"
    if chance.random() < 0.5:
        (root / f"README-{number}.md").write_bytes(b"# Somewhere else\n")
        return
    folder = root / "projects" / SLUG / "minutes"
    folder.mkdir(exist_ok=True)
    text = f'---\nformat: 1\ntitle: "Weekly {number}"\ndate: 2026-11-20\nattendees: [vera-lead]\n---\n\nAs usual.\n'
    (folder / f"2026-11-20-weekly-{number}.md").write_bytes(text.encode())


def convert_line_ends(root: Path, chance: random.Random) -> None:
    """What an editor or a checkout on another system does to text."""
    for path in sorted((root / "projects" / SLUG).rglob("*")):
        if path.suffix in {".json", ".yml", ".md"} and chance.random() < 0.7:
            text = path.read_bytes().replace(b"\r\n", b"\n")
            path.write_bytes(text.replace(b"\n", b"\r\n") if chance.random() < 0.7 else text)


def _merge(root: Path, branch: str) -> None:
    git(root, "merge", "-q", "--no-ff", "-X", "ours", "-m", "Merge", branch)


def _squash(root: Path, branch: str) -> None:
    git(root, "merge", "-q", "--squash", "-X", "ours", branch)
    commit(root, "Squash")


def _rebase(root: Path, branch: str) -> None:
    git(root, "rebase", "-q", "-X", "theirs", "main", branch)
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--ff-only", branch)


def _cherry_pick(root: Path, branch: str) -> None:
    commits = git(root, "rev-list", "--reverse", f"main..{branch}").split()
    if commits:
        git(root, "cherry-pick", "-X", "theirs", "--allow-empty", "--keep-redundant-commits", *commits)


WAYS: tuple[Callable[[Path, str], None], ...] = (_merge, _squash, _rebase, _cherry_pick)
