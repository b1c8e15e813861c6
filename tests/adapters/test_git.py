"""git, asked for a date and for the files of another revision, in real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from delivery_wiki.adapters.git import GitFailed, files_at, revision_seconds
from tests.adapters.repositories import commit, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit."""
    write(
        tmp_path, {"projects/mail/project.yml": "one\n", "projects/größe/charter.md": "two\n", "README.md": "three\n"}
    )
    commit(tmp_path)
    return tmp_path


def test_the_date_of_a_revision_is_the_moment_of_its_commit(root: Path) -> None:
    """In seconds; the day follows from a project's time zone."""
    assert revision_seconds(root, "HEAD") == 1_795_521_600


def test_files_of_a_revision_come_with_their_bytes(root: Path) -> None:
    """Only those below the folder, whatever has happened to them since, names with umlauts too."""
    write(root, {"projects/mail/project.yml": "changed\n", "projects/mail/new.yml": "new\n"})

    assert files_at(root, "HEAD", "projects") == {
        "projects/mail/project.yml": b"one\n",
        "projects/größe/charter.md": b"two\n",
    }


@pytest.mark.parametrize("revision", ["no-such-branch", "", "--help", "HEAD:README.md"])
def test_what_is_no_revision_is_refused(revision: str, root: Path) -> None:
    """Neither a misspelt name nor an option reaches git as something else."""
    with pytest.raises(GitFailed):
        files_at(root, revision, "projects")


def test_without_git_the_message_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git gets a sentence, not a traceback."""
    monkeypatch.setenv("PATH", "")

    with pytest.raises(GitFailed, match="git cannot be run here"):
        files_at(root, "HEAD", "projects")
