"""Since when: days and weekdays become the revision that stood there then, in a real repository."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from delivery_wiki.adapters.outside.clock import UnreadableDate
from delivery_wiki.adapters.outside.git_call import GitFailed
from delivery_wiki.adapters.outside.since import day_meant, revision_since
from tests.adapters.repositories import commit, example, replace, run

TUESDAY = dt.date(2026, 11, 24)
MIDNIGHT = 1_795_478_400  # of TUESDAY, in UTC
TITLE = Path("projects/mail/project.yml")


def revision(root: Path, name: str) -> str:
    """The full id of a revision."""
    done = subprocess.run(["git", "-C", str(root), "rev-parse", name], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A commit in the last second of Monday, one in the first of Tuesday, one at noon."""
    example(tmp_path)
    commit(tmp_path, MIDNIGHT - 1)
    replace(tmp_path / TITLE, "title:", "title: ")
    commit(tmp_path, MIDNIGHT)
    replace(tmp_path / TITLE, "Who signs the charter?", "Who else signs the charter?")
    commit(tmp_path, MIDNIGHT + 43_200)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-24", TUESDAY),
        ("yesterday", dt.date(2026, 11, 23)),
        ("monday", dt.date(2026, 11, 23)),
        ("Last  Monday", dt.date(2026, 11, 23)),
        ("tuesday", dt.date(2026, 11, 17)),
        ("wednesday", dt.date(2026, 11, 18)),
        ("v1", None),
        ("mondays", None),
    ],
)
def test_a_day_is_meant_by_its_words(text: str, day: dt.date | None) -> None:
    """A weekday is the last one before today, never today itself."""
    assert day_meant(text, TUESDAY) == day


def test_a_day_begins_at_midnight(root: Path) -> None:
    """What was committed in its first second belongs to it."""
    tomorrow = TUESDAY + dt.timedelta(days=1)

    assert revision_since(root, "2026-11-24", TUESDAY) == revision(root, "HEAD~2")
    assert revision_since(root, "tuesday", tomorrow) == revision(root, "HEAD~2")
    assert revision_since(root, "2026-11-25", tomorrow) == revision(root, "HEAD")
    assert revision_since(root, "HEAD~1", TUESDAY) == "HEAD~1"


def test_a_branch_counts_from_the_day_on_which_it_was_merged(root: Path) -> None:
    """Its commits are older than the merge that brought them to this branch."""
    for arguments in (["checkout", "-q", "-b", "work", "HEAD~2"], ["checkout", "-q", "-"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
        if arguments[-1] != "-":
            (root / "projects/mail/x.txt").write_text("x")
            commit(root, MIDNIGHT - 1)
    environment = {"GIT_AUTHOR_DATE": f"{MIDNIGHT + 80_000} +0000", "GIT_COMMITTER_DATE": f"{MIDNIGHT + 80_000} +0000"}
    identity = ["-c", "user.name=Pat", "-c", "user.email=pat@vendor.example"]
    merge = ["git", "-C", str(root), *identity, "merge", "-q", "--no-ff", "-m", "Merge", "work"]
    subprocess.run(merge, check=True, capture_output=True, env=environment | {"PATH": "/usr/bin:/bin"})

    assert revision_since(root, "2026-11-24", TUESDAY) == revision(root, "HEAD^1~2")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-11-23", "no commit is older than 2026-11-23: the history begins on 2026-11-23; ask for a later day"),
        ("soon", "'soon' is neither a day such as 2026-11-23, nor a weekday"),
        ("--all", "'--all' is neither a day"),
    ],
)
def test_what_names_no_revision_is_told(root: Path, text: str, told: str) -> None:
    """With what would do."""
    with pytest.raises(GitFailed) as caught:
        revision_since(root, text, TUESDAY)
    assert told in str(caught.value)
    with pytest.raises(UnreadableDate, match="'2026-11-31' is not a date"):
        revision_since(root, "2026-11-31", TUESDAY)


def test_a_shallow_clone_says_what_to_fetch(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It may hold no commit so old because it holds the newest only."""
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{root}", str(clone)], check=True, capture_output=True)
    with pytest.raises(GitFailed, match="git fetch --unshallow"):
        revision_since(clone, "2026-11-24", TUESDAY)


def test_diff_tells_what_moved_since_a_day(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the beginning of the day; what it starts from goes to standard error."""
    since = run(
        capsys, "-C", root, "diff", "--since", "2026-11-24", "mail", "--on", "2026-11-24", "--audience", "internal"
    )
    by_name = run(capsys, "-C", root, "diff", "HEAD~2", "mail", "--on", "2026-11-24", "--audience", "internal")

    assert since.code == 0
    assert since.out == by_name.out
    assert "[+ else+]" in since.out
    start = revision(root, "HEAD~2")[:12]
    assert since.err == (
        f"Since the beginning of Tuesday, 2026-11-24: from revision {start}, of 2026-11-23 23:59 UTC.\n"
    )


def test_diff_without_a_beginning_asks_for_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A revision, or a day."""
    outcome = run(capsys, "-C", root, "diff")

    assert (outcome.code, outcome.out) == (2, "")
    assert "name the revision that the change starts from, or --since and a day" in outcome.err


def test_a_name_behind_since_is_a_revision_or_a_project(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As without it."""
    known = run(capsys, "-C", root, "diff", "--since", "2026-11-24", "mail", "--on", "2026-11-24")
    unknown = run(capsys, "-C", root, "diff", "--since", "2026-11-24", "nosuch", "--on", "2026-11-24")

    assert known.code == 0
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err.endswith("delivery: 'nosuch' is neither a revision nor a project.\n")
