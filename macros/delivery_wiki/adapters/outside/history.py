"""The history of the data: when each project and each shared file was last committed, and what is not committed."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from delivery_wiki.reading.files.left_behind import is_left_behind

from .git import PLAIN_DIFF, run_git
from .git_call import NoAnswer, NoRepository
from .work_folder import work_folder

PLACES = ("projects", "docs", "schemas")
FORMAT = 1
_COMMIT = "\x01"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The newest commit of each place in seconds since 1970, a project's folder counting as one place.

    `boundary` are the places whose newest known commit ends a shallow clone: what came before it is not there.
    `changed` are the places that differ from HEAD.
    """

    newest: Mapping[str, int]
    boundary: frozenset[str]
    changed: frozenset[str]

    def newest_of(self, places: Iterable[str]) -> tuple[int, bool] | None:
        """The newest commit that touches any of these, and whether the clone is too shallow to be sure of it."""
        known = [(self.newest[path], path in self.boundary) for path in self._below(self.newest, places)]
        return max(known, key=lambda pair: (pair[0], not pair[1])) if known else None

    def is_changed(self, places: Iterable[str]) -> bool:
        """Whether any of these differs from HEAD, or was never committed."""
        return bool(self._below(self.changed, places))

    def _below(self, known: Iterable[str], places: Iterable[str]) -> list[str]:
        wanted = tuple(places)
        return [path for path in known if any(path == place or path.startswith(f"{place}/") for place in wanted)]


def read_history(root: Path) -> History | None:
    """One walk over the commits, kept by the id of HEAD, and one look at the files.

    None without version control, and before the first commit; raises GitFailed where git cannot tell.
    """
    try:
        prefix = run_git(root, "rev-parse", "--show-prefix").strip()
        head = run_git(root, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    except (NoRepository, NoAnswer):
        return None
    shallow = _shallow_commits(root)
    newest, boundary = _kept_walk(root, f"{head}:{prefix}:{len(shallow)}", shallow)
    return History(newest=newest, boundary=frozenset(boundary), changed=_changed_places(root, prefix))


def _kept_walk(root: Path, key: str, shallow: frozenset[str]) -> tuple[Mapping[str, int], list[str]]:
    file = work_folder(root) / "history.json"
    try:
        kept = json.loads(file.read_text("utf-8"))
        if kept["format"] == FORMAT and kept["head"] == key:
            return {str(place): int(seconds) for place, seconds in kept["newest"].items()}, list(kept["boundary"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    newest, boundary = _walk(root, shallow)
    content = {"format": FORMAT, "head": key, "newest": newest, "boundary": boundary}
    with contextlib.suppress(OSError):  # the next run walks again
        file.write_text(json.dumps(content, sort_keys=True), "utf-8")
    return newest, boundary


def _walk(root: Path, shallow: frozenset[str]) -> tuple[Mapping[str, int], list[str]]:
    """The newest commit of each place; a merge counts where it changes what both of its sides have."""
    listed = run_git(
        root, "log", "-c", "--name-only", "--relative", "-z", *PLAIN_DIFF, "--no-notes", "--no-show-signature",
        "--no-decorate", f"--format={_COMMIT}%H %ct", "--", *PLACES,
    )  # fmt: skip
    newest: dict[str, tuple[int, bool]] = {}
    for commit in filter(None, listed.split(_COMMIT)):
        head, _, names = commit.partition("\0")
        id, seconds = head.split()
        found = (int(seconds), id not in shallow)
        for name in filter(None, names.strip("\n").split("\0")):
            place = _place(name.lstrip("\n"))
            newest[place] = max(newest.get(place, found), found)
    boundary = [place for place, (_, sure) in newest.items() if not sure]
    return {place: seconds for place, (seconds, _) in newest.items()}, sorted(boundary)


def _place(name: str) -> str:
    """A project's folder counts as one place; of everything else each file."""
    parts = PurePosixPath(name).parts
    return "/".join(parts[:2]) if parts[0] == "projects" and len(parts) > 2 else name


def _shallow_commits(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends."""
    if run_git(root, "rev-parse", "--is-shallow-repository").strip() != "true":
        return frozenset()
    file = root / run_git(root, "rev-parse", "--git-path", "shallow").strip()
    try:
        return frozenset(file.read_text("ascii").split())
    except OSError:
        return frozenset()


def _changed_places(root: Path, prefix: str) -> frozenset[str]:
    """What differs from HEAD; names come from the top of the repository. What editors leave behind does not count."""
    listed = run_git(
        root,
        "status",
        "--porcelain=v1",
        "-z",
        "--no-renames",
        "--untracked-files=all",
        "--ignore-submodules=all",
        "--",
        *PLACES,
    )
    names = [entry[3:].removeprefix(prefix) for entry in listed.split("\0") if len(entry) > 3]
    return frozenset(_place(name) for name in names if not _is_left_over(name))


def _is_left_over(name: str) -> bool:
    last = PurePosixPath(name).name
    return last.startswith((".", "#")) or is_left_behind(last)
