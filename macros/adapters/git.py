"""git: the date of HEAD, and the files of another revision."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path


class GitFailed(RuntimeError):
    """git said no; the message is its own first line."""


def head_date(root: Path) -> dt.date | None:
    """The UTC day of HEAD's committer date; None outside a repository or before the first commit."""
    try:
        seconds = _git(root, "log", "-1", "--format=%ct")
    except GitFailed:
        return None
    return dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC).date() if seconds else None


def files_at(root: Path, revision: str, folder: str) -> dict[str, bytes]:
    """The files below `folder` at a revision, by path; raises GitFailed for an unknown revision."""
    _require_revision(root, revision)
    names = _git(root, "ls-tree", "-r", "-z", "--name-only", f"{revision}^{{commit}}", "--", folder)
    found: dict[str, bytes] = {}
    for name in filter(None, names.split("\0")):
        found[name] = _run(root, "cat-file", "blob", f"{revision}:{name}")
    return found


def _require_revision(root: Path, revision: str) -> None:
    try:
        _git(root, "rev-parse", "--git-dir")
    except GitFailed as fault:
        if "cannot be run" in str(fault):
            raise
        raise GitFailed("this folder is not under version control with git") from fault
    try:
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitFailed as fault:
        raise GitFailed(f"there is no revision '{revision}'") from fault


def _git(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).decode("utf-8", "replace").strip("\n")


def _run(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)  # noqa: S603 - a fixed program
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise GitFailed("git cannot be run here") from fault
    if done.returncode:
        raise GitFailed(done.stderr.decode("utf-8", "replace").strip().splitlines()[0] if done.stderr else "git failed")
    return done.stdout
