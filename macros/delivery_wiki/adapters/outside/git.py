"""git: the date of a revision, and its files."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from .git_call import DAMAGED, GitFailed, NoAnswer, call_git

_COMMIT = re.compile(r"[0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,200}")
_RANGE = re.compile(r"([^.].*?)\.{2,3}(.+)")
_STEPS = re.compile(r"[~^]")  # back from a commit, beyond which a shallow clone has none
_BEFORE = re.compile(r"(.+)~([0-9]{1,9})")
PLAIN_DIFF = ("--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all")
SHALLOW = (
    "this clone is shallow and holds the newest commits only. Fetch the rest: git fetch --unshallow; "
    "in a pipeline set fetch-depth: 0 (GitHub) or GIT_DEPTH: 0 (GitLab)"
)


def revision_seconds(root: Path, revision: str) -> int:
    """A revision's committer date in seconds since 1970; raises GitFailed for an unknown revision."""
    _require_revision(root, revision)
    plain = ("--no-patch", "--no-notes", "--no-show-signature", "--format=%ct")
    return int(_git(root, "show", *plain, "--end-of-options", revision, "--"))


def find_no_revision(root: Path, text: str) -> str:
    """Why a text names no revision of the repository, empty where it names one; raises GitFailed where git fails."""
    _git(root, "rev-parse", "--git-dir")
    try:
        _require_revision(root, text)
    except GitFailed as fault:
        return str(fault)
    return ""


def merge_base(root: Path, one: str, other: str) -> str:
    """The newest commit that two revisions share; raises GitFailed where there is none."""
    _require_revision(root, one)
    _require_revision(root, other)
    try:
        return _git(root, "merge-base", one, other)
    except NoAnswer as fault:
        hint = f": {SHALLOW}" if is_shallow(root) else ""
        raise GitFailed(f"'{one}' and '{other}' have no commit in common{hint}") from fault


def newest_before(root: Path, moment: dt.datetime, *, else_first: bool = False) -> str:
    """The last commit that stood on this branch at a moment, by the dates of the commits that brought its changes.

    Where the branch has no commit so old, its first one with `else_first`, else GitFailed is raised.
    """
    until = f"--until={int(moment.timestamp()) - 1}"
    found = _git(root, "rev-list", "--max-count=1", "--first-parent", until, "--end-of-options", "HEAD", "--")
    if found:
        return found
    if is_shallow(root):
        raise GitFailed(f"no commit is older than {moment:%Y-%m-%d} here: {SHALLOW}")
    oldest = _git(root, "log", "--reverse", "--first-parent", "--format=%ct %H", "HEAD", "--").split("\n", 1)[0]
    seconds, _, first = oldest.partition(" ")
    if else_first:
        return first
    day = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC).date()
    raise GitFailed(f"no commit is older than {moment:%Y-%m-%d}: the history begins on {day}; ask for a later day")


def is_shallow(root: Path) -> bool:
    """Whether the clone holds the newest commits only."""
    return _git(root, "rev-parse", "--is-shallow-repository") == "true"


def changed_files(root: Path, base: str, head: str | None, *folders: str) -> tuple[str, ...]:
    """The files below some folders that differ between two revisions; no second one is the working tree."""
    _require_revision(root, base)
    if head is not None:
        _require_revision(root, head)
    revisions = (base,) if head is None else (base, head)
    names = _git(root, "diff", "--name-only", "-z", "--relative", *PLAIN_DIFF, *revisions, "--", *folders)
    if head is None:
        names += "\0" + _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *folders)
    return tuple(sorted(set(filter(None, names.split("\0")))))


def ignored_of(root: Path, paths: Sequence[Path]) -> frozenset[Path]:
    """Which of these files and folders git is told not to look at; none where git cannot be asked."""
    given = "".join(f"{path.relative_to(root).as_posix()}\0" for path in paths)
    with contextlib.suppress(GitFailed):
        listed = call_git(root, "check-ignore", "-z", "--stdin", given=os.fsencode(given))
        return frozenset(root / name for name in os.fsdecode(listed).split("\0") if name)
    return frozenset()


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
    """The bytes of objects, fetched in one go; raises GitFailed for one that is not here."""
    data = call_git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in objects).encode())
    place = 0
    for id in objects:
        end = data.index(b"\n", place)
        head = data[place:end].split()
        if len(head) != 3:
            raise GitFailed(f"git says: {id} is {head[-1].decode('ascii', 'replace')}. {DAMAGED}")
        size = int(head[2])
        yield data[end + 1 : end + 1 + size]
        place = end + size + 2


def _require_revision(root: Path, revision: str) -> None:
    """Raise GitFailed where git cannot be asked, or where a revision is not here; the reason says why it is not."""
    _git(root, "rev-parse", "--git-dir")
    try:
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except NoAnswer as fault:
        raise GitFailed(_why_not_here(root, revision)) from fault


def _why_not_here(root: Path, revision: str) -> str:
    """The likeliest reason why a revision cannot be found, with what helps."""
    if not revision.strip():
        return "the name of the revision is empty"
    return f"there is no revision '{revision}'{_reason(root, revision)}"


def _reason(root: Path, revision: str) -> str:
    if found := _RANGE.fullmatch(revision):
        return f": that is a range, and one revision is asked for: '{found[1]}' or '{found[2]}'"
    if not _git(root, "rev-list", "--all", "--max-count=1"):
        return ": nothing was committed yet. Commit first: git add -A && git commit"
    is_behind = _COMMIT.fullmatch(revision) or _STEPS.search(revision)
    if is_shallow(root) and (is_behind or not _BRANCH.fullmatch(revision)):
        return f": {SHALLOW}"
    if _COMMIT.fullmatch(revision):
        return ": that commit was not fetched. Fetch the branch that holds it: git fetch origin"
    return _meant(root, revision) or _outside_of_one_branch(root, revision)


def _meant(root: Path, revision: str) -> str:
    """What was probably meant by a name, or where the history begins that it counts back too far."""
    if near := _on_the_server(root, revision):
        return f" here. Did you mean '{near}'?"
    if begun := _before_the_first(root, revision):
        return f": {begun}"
    meant = _nearly(root, revision)
    return f". Did you mean '{meant}'?" if meant else ""


def _outside_of_one_branch(root: Path, revision: str) -> str:
    only = _only_branch(root)
    if not only or not _BRANCH.fullmatch(revision):
        return ""
    name = revision.removeprefix("origin/")
    here = name if name == revision else f"refs/remotes/origin/{name}"
    return f": this clone holds the branch '{only}' alone. Fetch it: git fetch origin {name}:{here}"


def _before_the_first(root: Path, revision: str) -> str:
    """Where a history begins that somebody counts back beyond its first commit."""
    found = _BEFORE.fullmatch(revision)
    if found is None:
        return ""
    with contextlib.suppress(GitFailed):
        back = int(_git(root, "rev-list", "--count", "--first-parent", "--end-of-options", found[1], "--")) - 1
        return f"the history begins with '{found[1]}~{back}'" if 0 <= back < int(found[2]) else ""
    return ""


def _nearly(root: Path, revision: str) -> str:
    """A branch or tag that is here and is written nearly so; the name of the server in front says nothing."""
    server, slash, name = revision.rpartition("/")
    front = f"{server}{slash}"
    refs = _git(root, "for-each-ref", "--format=%(refname:short)").splitlines()
    here = [ref.removeprefix(front) for ref in refs if ref.startswith(front)]
    return next((f"{front}{near}" for near in difflib.get_close_matches(name, here, n=1, cutoff=0.75)), "")


def _on_the_server(root: Path, revision: str) -> str:
    """A branch of a server with this name."""
    if not _BRANCH.fullmatch(revision):
        return ""
    listed = _git(root, "for-each-ref", "--format=%(refname:short)", f"refs/remotes/*/{revision}")
    return next(iter(listed.splitlines()), "")


def _only_branch(root: Path) -> str:
    """The branch to which a clone was limited."""
    with contextlib.suppress(GitFailed):
        fetched = _git(root, "config", "--get-all", "remote.origin.fetch").splitlines()
        found = [re.fullmatch(r"\+?refs/heads/([^*:]+):.*", refspec) for refspec in fetched]
        if len(found) == 1 and found[0]:
            return found[0][1]
    return ""


def own_address(root: Path) -> str:
    """The mail address that git signs commits with here; empty where it has none."""
    try:
        return _git(root, "config", "user.email")
    except GitFailed:
        return ""


def run_git(root: Path, *arguments: str) -> str:
    """What git prints; raises GitFailed."""
    return call_git(root, *arguments).decode("utf-8", "replace")


def _git(root: Path, *arguments: str) -> str:
    return run_git(root, *arguments).strip("\n")
