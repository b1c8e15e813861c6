"""git: the date of a revision, and its files."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath


class GitFailed(RuntimeError):
    """git said no; the message is its own first line."""


def revision_seconds(root: Path, revision: str) -> int:
    """A revision's committer date in seconds since 1970; raises GitFailed for an unknown revision."""
    _require_revision(root, revision)
    return int(_git(root, "log", "-1", "--format=%ct", "--no-show-signature", "--end-of-options", revision, "--"))


def is_revision(root: Path, text: str) -> bool:
    """Whether a text names a revision of the repository."""
    try:
        _require_revision(root, text)
    except GitFailed:
        return False
    return True


def merge_base(root: Path, one: str, other: str) -> str:
    """The newest commit that two revisions share; raises GitFailed where there is none."""
    _require_revision(root, one)
    _require_revision(root, other)
    try:
        return _git(root, "merge-base", one, other)
    except GitFailed as fault:
        raise GitFailed(f"'{one}' and '{other}' have no commit in common") from fault


def changed_files(root: Path, base: str, head: str | None, *folders: str) -> tuple[str, ...]:
    """The files below some folders that differ between two revisions; no second one is the working tree."""
    _require_revision(root, base)
    if head is not None:
        _require_revision(root, head)
    revisions = (base,) if head is None else (base, head)
    plain = ("--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--no-textconv")
    names = _git(root, "diff", *plain, *revisions, "--", *folders)
    if head is None:
        names += "\0" + _git(root, "ls-files", "-z", "--others", "--", *folders)
    return tuple(sorted(set(filter(None, names.split("\0")))))


def files_at(root: Path, revision: str, *folders: str) -> dict[str, bytes]:
    """The files below some folders at a revision, by path; raises GitFailed for an unknown revision."""
    blobs = _blobs(root, revision, folders)
    return dict(zip(blobs, _contents(root, list(blobs.values())), strict=True))


def names_at(root: Path, revision: str, *folders: str) -> tuple[str, ...]:
    """The paths of the files below some folders at a revision; raises GitFailed for an unknown revision."""
    return tuple(_blobs(root, revision, folders))


def _blobs(root: Path, revision: str, folders: tuple[str, ...]) -> dict[str, str]:
    """The object of each file; a path that leaves the folder is none."""
    _require_revision(root, revision)
    listed = _git(root, "ls-tree", "-r", "-z", f"{revision}^{{commit}}", "--", *folders)
    blobs: dict[str, str] = {}
    for entry in filter(None, listed.split("\0")):
        kind, name = entry.split("\t", 1)
        if kind.split()[1] == "blob" and ".." not in PurePosixPath(name).parts:
            blobs[name] = kind.split()[2]
    return blobs


def _contents(root: Path, objects: list[str]) -> Iterator[bytes]:
    """The bytes of objects, fetched in one go."""
    data = _run(root, "cat-file", "--batch", given="".join(f"{one}\n" for one in objects).encode())
    place = 0
    for _ in objects:
        end = data.index(b"\n", place)
        size = int(data[place:end].split()[2])
        yield data[end + 1 : end + 1 + size]
        place = end + size + 2


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


def run_git(root: Path, *arguments: str) -> str:
    """What git prints; raises GitFailed."""
    return _run(root, *arguments).decode("utf-8", "replace")


def _git(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).decode("utf-8", "replace").strip("\n")


def _run(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program
            command, input=given, capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise GitFailed("git cannot be run here") from fault
    if done.returncode:
        raise GitFailed(done.stderr.decode("utf-8", "replace").strip().splitlines()[0] if done.stderr else "git failed")
    return done.stdout
