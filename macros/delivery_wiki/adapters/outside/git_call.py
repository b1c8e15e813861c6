"""How git is called: with a configuration of its own, nothing of a repository run, and each refusal with its remedy."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from .faults import WrongUse

TIMEOUT = 60
NOWHERE = os.devnull

# Whatever somebody set for their own work: what is read here looks the same for everybody.
PLAIN_OUTPUT: Mapping[str, str] = {
    "color.ui": "false",
    "column.ui": "never",
    "core.abbrev": "no",
    "core.quotePath": "false",
    "diff.autoRefreshIndex": "true",
    "diff.ignoreSubmodules": "all",
    "diff.orderFile": NOWHERE,
    "diff.relative": "false",
    "diff.renames": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "log.date": "default",
    "log.decorate": "false",
    "log.diffMerges": "separate",
    "log.excludeDecoration": "",
    "log.follow": "false",
    "log.mailmap": "false",
    "log.showSignature": "false",
    "status.branch": "false",
    "status.renames": "false",
    "status.short": "false",
    "status.showStash": "false",
}
# What a repository may bring in its own .git/config, and git would run or ask.
NOTHING_RUNS: Mapping[str, str] = {
    "core.askPass": "",
    "core.editor": "false",
    "core.fsmonitor": "false",
    "core.gitProxy": "",
    "core.hooksPath": NOWHERE,
    "core.pager": "cat",
    "core.sshCommand": "false",
    "core.untrackedCache": "false",
    "credential.helper": "",
    "diff.external": "",
    "gpg.program": "false",
    "gpg.ssh.program": "false",
    "gpg.x509.program": "false",
    "protocol.allow": "never",
    "submodule.recurse": "false",
}
ENVIRONMENT: dict[str, str] = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
# Of git's own variables only those that say where git and its settings are: a hook, for one, sets GIT_DIR for another.
_KEPT = re.compile(
    r"(?!GIT_)|GIT_(?:CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH"
    r"|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_[0-9]+|VALUE_[0-9]+|PARAMETERS))$"
)
_FILTER = re.compile(r"filter\.(.+)\.[^.]+", re.IGNORECASE | re.DOTALL)

DAMAGED = "The repository is damaged, or not all of it is here: 'git fsck' tells more, and a fresh clone is whole."
NO_RIGHT = "Whoever runs this has no right to read it: give them the right to the folder .git and all in it."
MOVED = "The file .git names a folder that is no repository. After a move: git worktree repair; else clone again."
INCOMPLETE = "The clone left objects out. Fetch them: git fetch --refetch --filter=blob:limit=1g"
_REMEDIES: tuple[tuple[str, str], ...] = (
    (
        r"detected dubious ownership in repository at '(?P<place>[^']*)'",
        "Its files belong to somebody else. If you trust them: git config --global --add safe.directory '{place}'",
    ),
    (r"promisor|lazy fetch|fetch .* from promisor", INCOMPLETE),
    (
        r"'(?P<place>[^']*\.lock)': File exists",
        "Another git command is at work, or was stopped: wait, else delete '{place}'.",
    ),
    (r"[Pp]ermission denied", NO_RIGHT),
    (
        r"bad (?:numeric |boolean )?config|bad config line",
        "Correct that line; 'git config --list --show-origin' names the files.",
    ),
    (r"unknown repository|Expected git repo version", "A newer git wrote this repository: update git here."),
    (r"must be run in a work tree", "core.bare or core.worktree in .git/config is wrong here: use a clone with files."),
    (
        r"bad (?:object|tree|signature|index)|corrupt|loose object|missing (?:blob|tree|commit|object)|unable to read"
        r"|could not read|index file|is empty|inflate|not a valid object|invalid object|unable to find|mismatch",
        DAMAGED,
    ),
)


class GitFailed(WrongUse):
    """git said no; the message is git's reason with what helps."""


class NoRepository(GitFailed):
    """The folder is not under version control, so that there is nothing to ask."""


class NoAnswer(GitFailed):
    """git was asked whether something is there, and said no without a word."""


def call_git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints; raises GitFailed with git's own reason, and NoRepository where there is none."""
    done = _run(root, _switched_off(root), arguments, given)
    if done.returncode:
        raise _fault(root, done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _run(
    root: Path, settings: Mapping[str, str], arguments: tuple[str, ...], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    fixed = [f"{name}={value}" for name, value in {**PLAIN_OUTPUT, **NOTHING_RUNS, **settings}.items()]
    options = [part for setting in fixed for part in ("-c", setting)]
    command = ["git", "--no-pager", "-C", str(root), *options, *arguments]
    own = {name: value for name, value in os.environ.items() if _KEPT.match(name)}
    fixed_place = _work_tree(root)
    try:
        return subprocess.run(  # noqa: S603 - a fixed program
            command,
            input=given,
            capture_output=True,
            check=False,
            timeout=TIMEOUT,
            env={**own, **ENVIRONMENT, **fixed_place},
        )
    except FileNotFoundError as fault:
        raise GitFailed("git cannot be run here: it is not installed, or not on the PATH. Install git.") from fault
    except subprocess.TimeoutExpired as fault:
        raise GitFailed(f"git cannot be run here: it did not answer for {TIMEOUT} s. Try 'git status'.") from fault
    except OSError as fault:
        raise GitFailed(f"git cannot be run here: {(fault.strerror or 'unknown reason').lower()}") from fault


def _work_tree(root: Path) -> Mapping[str, str]:
    """The files that git compares are those beside .git, whatever core.worktree and core.bare of a repository say."""
    try:
        found = _own_folder(root.resolve())
    except OSError:
        return {}
    if found is None or (found.is_dir() and not os.path.lexists(found / "HEAD")):
        return {}  # git passes over such a folder, to a repository further up
    return {"GIT_WORK_TREE": str(found.parent)}


@cache
def _switched_off(root: Path) -> Mapping[str, str]:
    """The filters that the repository itself names: each is a command that git would run over files."""
    listed = _run(root, {}, ("config", "--list", "--show-scope", "--name-only", "-z"))
    scopes_and_names = listed.stdout.decode("utf-8", "surrogateescape").split("\0")
    own = [name for scope, name in zip(*[iter(scopes_and_names)] * 2, strict=False) if scope in ("local", "worktree")]
    names = sorted({found[1] for name in own if (found := _FILTER.fullmatch(name))})
    off = {"clean": "", "smudge": "", "process": "", "required": "false"}
    return {f"filter.{name}.{key}": value for name in names if "=" not in name for key, value in off.items()}


def _fault(root: Path, said: str) -> GitFailed:
    """git's own reason, with what helps against it."""
    if not said.strip():
        return NoAnswer("git says no, and gives no reason")
    if "not a git repository" not in said:
        return GitFailed(". ".join([f"git says: {_reason(said)}", *_remedies(said)]))
    if found := _own_folder(root):
        remedy = MOVED if found.is_file() else DAMAGED if os.access(found, os.R_OK | os.X_OK) else NO_RIGHT
        return GitFailed(f"git says: {_reason(said)}, although {found} is there. {remedy}")
    return NoRepository("this folder is not under version control with git")


def _own_folder(root: Path) -> Path | None:
    """The .git that git should have found from here: on the same file system, and not above what it may look at."""
    above = () if os.environ.get("GIT_CEILING_DIRECTORIES") else root.parents
    here = root.stat().st_dev
    for folder in (root, *above):
        if folder.stat().st_dev != here:
            return None
        if os.path.lexists(folder / ".git"):
            return folder / ".git"
    return None


def _reason(said: str) -> str:
    """The line that says most: the fatal one, else an error, else the first."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    line = min(lines, key=lambda line: (not line.startswith("fatal: "), not line.startswith("error: ")))
    return "".join(
        character if character.isprintable() else "�" for character in re.sub(r"^(?:fatal|error): ", "", line)
    ).rstrip(".")


def _remedies(said: str) -> Iterator[str]:
    for pattern, remedy in _REMEDIES:
        if found := re.search(pattern, said):
            yield remedy.format(**found.groupdict())
            return
