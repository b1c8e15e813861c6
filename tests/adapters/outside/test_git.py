"""git, asked for a date and for the files of another revision, in real repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from delivery_wiki.adapters.outside import git_call
from delivery_wiki.adapters.outside.git import (
    changed_files,
    files_at,
    ignored_of,
    merge_base,
    names_at,
    revision_seconds,
)
from delivery_wiki.adapters.outside.git_call import GitFailed, NoRepository
from delivery_wiki.adapters.outside.history import History, read_history
from tests.adapters.repositories import commit, write

MOMENT = 1_795_521_600


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

    with pytest.raises(GitFailed, match="git cannot be run here: it is not installed"):
        files_at(root, "HEAD", "projects")


def git(root: Path, *arguments: str, **environment: str) -> str:
    """Run git as Pat, who has set nothing."""
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(root), "-c", "user.name=Pat", "-c", "user.email=pat@vendor.example", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | plain | environment)
    return done.stdout.strip()


def told(root: Path) -> tuple[object, ...]:
    """Everything that is ever asked of git."""
    return (
        revision_seconds(root, "HEAD"),
        changed_files(root, "HEAD~1", "HEAD", "projects"),
        changed_files(root, "HEAD~1", None, "projects"),
        files_at(root, "HEAD", "projects"),
        names_at(root, "HEAD", "projects"),
        merge_base(root, "HEAD~1", "HEAD"),
        read_history(root),
    )


@pytest.fixture
def edited(root: Path) -> Path:
    """A repository with a second, signed commit that renames a file, and with work that is not committed."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(root / "key")], check=True)
    shutil.move(root / "projects/größe", root / "projects/other")
    write(root, {"projects/mail/new.yml": "new\n"})
    git(root, "add", "projects")
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={root / 'key.pub'}")
    git(root, *signing, "commit", "-q", "-S", "-m", "Signed", GIT_COMMITTER_DATE=f"{MOMENT} +0000")
    write(root, {"projects/mail/project.yml": "changed\n", "projects/mail/open.yml": "open\n"})
    return root


SETTINGS = {
    "alias.log": "!echo alias",
    "alias.diff": "!echo alias",
    "color.ui": "always",
    "color.diff": "always",
    "color.status": "always",
    "core.abbrev": "4",
    "core.pager": "tac",
    "core.quotePath": "true",
    "diff.external": "echo external",
    "diff.mnemonicPrefix": "true",
    "diff.noprefix": "true",
    "diff.relative": "true",
    "diff.renameLimit": "1",
    "diff.renames": "copies",
    "diff.submodule": "log",
    "diff.words.textconv": "echo",
    "diff.words.command": "echo",
    "format.pretty": "fuller",
    "i18n.logOutputEncoding": "UTF-16",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "off",
    "log.follow": "true",
    "log.mailmap": "true",
    "log.showRoot": "false",
    "log.showSignature": "true",
    "pager.log": "true",
    "status.branch": "true",
    "status.relativePaths": "true",
    "status.renames": "copies",
    "status.short": "true",
    "status.showStash": "true",
    "status.showUntrackedFiles": "no",
}


def test_what_somebody_set_for_their_own_work_changes_nothing(
    edited: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colour, pager, dates, signatures, renames, other commands, another language."""
    plain = told(edited)
    settings = tmp_path_factory.mktemp("home") / "config"
    for name, value in SETTINGS.items():
        git(edited, "config", "--file", str(settings), name, value)
    (edited / ".git/info/attributes").write_text("*.yml diff=words\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    for name in ("GIT_PAGER", "GIT_EXTERNAL_DIFF", "PAGER"):
        monkeypatch.setenv(name, "tac")
    for name in ("LANG", "LANGUAGE", "LC_MESSAGES"):
        monkeypatch.setenv(name, "de_DE.UTF-8")

    (edited / ".cache/history.json").unlink()
    assert told(edited) == plain
    assert plain[:1] == (MOMENT,)
    assert changed_files(edited, "HEAD~1", None, "projects") == (
        "projects/größe/charter.md", "projects/mail/new.yml", "projects/mail/open.yml", "projects/mail/project.yml",
        "projects/other/charter.md",
    )  # fmt: skip


def test_variables_of_a_hook_do_not_lead_elsewhere(
    edited: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git sets GIT_DIR and GIT_INDEX_FILE for a hook, which may run the tool over another repository."""
    plain = told(edited)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path_factory.getbasetemp()))
    assert told(edited) == plain


def test_nothing_that_a_repository_names_is_run(edited: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its own configuration comes with the folder: an archive, a share, a stick."""
    marks = tmp_path_factory.mktemp("marks")
    script = marks / "run"
    script.write_text(f'#!/bin/sh\necho "$0 $*" >> {marks}/ran\ncat\n')
    script.chmod(0o755)
    names = (
        *("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy"),
        *("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "filter.a.b.clean", "diff.external"),
        *("diff.evil.command", "diff.evil.textconv", "gpg.program", "gpg.ssh.program", "credential.helper"),
    )
    for name in names:
        git(edited, "config", name, str(script))
    git(edited, "config", "filter.evil.required", "true")
    git(edited, "config", "log.showSignature", "true")
    git(edited, "config", "core.hooksPath", str(marks / "hooks"))
    write(marks, {"hooks/post-index-change": script.read_text(), "hooks/reference-transaction": script.read_text()})
    for hook in (marks / "hooks").iterdir():
        hook.chmod(0o755)
    (edited / ".git/info/attributes").write_text("*.yml filter=evil diff=evil\n*.md filter=a.b\n")
    write(edited, {"projects/mail/project.yml": "changed\n"})  # another time: git has to look into it
    git_call._switched_off.cache_clear()

    told(edited)

    assert not (marks / "ran").exists()
    subprocess.run(["git", "-C", str(edited), "status"], check=False, capture_output=True)
    assert (marks / "ran").exists(), "the trap is none"


def _failing(ask: Callable[[], object]) -> str:
    with pytest.raises(GitFailed) as fault:
        ask()
    return str(fault.value)


@pytest.fixture
def owned_by_another(edited: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As in a container: the files belong to somebody else."""
    different = git_call.ENVIRONMENT | {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    monkeypatch.setattr(git_call, "ENVIRONMENT", different)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    return edited


def test_a_checkout_of_another_owner_is_told_with_the_remedy(owned_by_another: Path) -> None:
    """git's own reason, and the command that git recommends."""
    for ask in (revision_seconds, files_at, names_at):
        said = _failing(partial(ask, owned_by_another, "HEAD"))
        assert said.startswith("git says: detected dubious ownership in repository at ")
        assert said.endswith(f"git config --global --add safe.directory '{owned_by_another}'")
    assert "dubious ownership" in _failing(lambda: read_history(owned_by_another))


def test_what_the_user_declared_safe_is_safe(owned_by_another: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The remedy helps: settings of the user that say what is allowed are kept."""
    settings = owned_by_another / "settings"
    git(owned_by_another, "config", "--file", str(settings), "safe.directory", str(owned_by_another))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert revision_seconds(owned_by_another, "HEAD") == MOMENT


def test_a_shallow_clone_says_what_to_fetch(edited: Path, tmp_path: Path) -> None:
    """In the words of git and of both forges."""
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", edited.as_uri(), str(clone))

    for said in (_failing(lambda: names_at(clone, "HEAD~1")), _failing(lambda: merge_base(clone, "HEAD~1", "HEAD"))):
        assert said.startswith("there is no revision 'HEAD~1': this clone is shallow")
        assert "git fetch --unshallow" in said
        assert "fetch-depth: 0" in said
        assert "GIT_DEPTH: 0" in said


def test_a_name_that_a_shallow_clone_lacks_is_a_branch_to_fetch(edited: Path, tmp_path: Path) -> None:
    """What lies behind the newest commits comes with the rest; a branch does not, nor what never existed."""
    git(edited, "branch", "other")
    branch = git(edited, "branch", "--show-current")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", edited.as_uri(), str(clone))

    assert "shallow" not in _failing(lambda: names_at(clone, "other"))
    assert f"this clone holds the branch '{branch}' alone" in _failing(lambda: names_at(clone, "other"))
    assert "shallow" in _failing(lambda: names_at(clone, "0" * 40))


def test_a_clone_of_one_branch_says_which_and_how_to_get_the_other(edited: Path, tmp_path: Path) -> None:
    """And a branch that is only known from the server is offered by its whole name."""
    git(edited, "branch", "other")
    branch = git(edited, "branch", "--show-current")
    single, whole = tmp_path / "single", tmp_path / "whole"
    git(tmp_path, "clone", "-q", "--single-branch", edited.as_uri(), str(single))
    git(tmp_path, "clone", "-q", edited.as_uri(), str(whole))

    assert _failing(lambda: names_at(single, "other")) == (
        f"there is no revision 'other': this clone holds the branch '{branch}' alone. "
        "Fetch it: git fetch origin other:other"
    )
    assert _failing(lambda: names_at(whole, "other")).endswith("here. Did you mean 'origin/other'?")
    assert _failing(lambda: names_at(whole, "a" * 40)).endswith(
        "that commit was not fetched. Fetch the branch that holds it: git fetch origin"
    )
    assert _failing(lambda: names_at(whole, "nowhere")) == "there is no revision 'nowhere'"
    assert _failing(lambda: names_at(single, "origin/other")).endswith(
        "Fetch it: git fetch origin other:refs/remotes/origin/other"
    )


def test_a_name_that_is_no_revision_says_what_it_is(edited: Path) -> None:
    """A slip, a range, an empty name and a count beyond the first commit each want another remedy."""
    git(edited, "branch", "release-1")
    back = int(git(edited, "rev-list", "--count", "HEAD")) - 1

    assert _failing(lambda: names_at(edited, "relaese-1")).endswith("Did you mean 'release-1'?")
    assert _failing(lambda: names_at(edited, "HEAD~99")).endswith(f"the history begins with 'HEAD~{back}'")
    assert _failing(lambda: names_at(edited, "main..HEAD")).endswith("one revision is asked for: 'main' or 'HEAD'")
    assert _failing(lambda: names_at(edited, "")) == "the name of the revision is empty"


def test_a_repository_without_a_commit_says_so(tmp_path: Path) -> None:
    """HEAD is nowhere yet; that is no failure of git, and its history is none."""
    git(tmp_path, "init", "-q")
    assert "nothing was committed yet" in _failing(lambda: names_at(tmp_path, "HEAD"))
    assert read_history(tmp_path) is None


def test_a_folder_without_version_control_says_so(tmp_path: Path) -> None:
    """That is a reason of its own."""
    assert _failing(lambda: names_at(tmp_path, "HEAD")) == "this folder is not under version control with git"
    with pytest.raises(NoRepository):
        names_at(tmp_path, "HEAD")
    assert read_history(tmp_path) is None


def _lose_object(root: Path) -> None:
    name = git(root, "rev-parse", "HEAD:projects/mail/project.yml")
    (root / ".git/objects" / name[:2] / name[2:]).unlink()


def _empty_object(root: Path) -> None:
    name = git(root, "rev-parse", "HEAD^{tree}")
    path = root / ".git/objects" / name[:2] / name[2:]
    path.chmod(0o644)
    path.write_bytes(b"")


def _point_nowhere(root: Path) -> None:
    (root / ".git").rename(root / "moved")
    (root / ".git").write_text("gitdir: ../gone/.git/worktrees/here\n")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "lost-object": (_lose_object, "git fsck"),
    "empty-object": (_empty_object, "git fsck"),
    "pointer": (_point_nowhere, "git worktree repair"),
    "head": (lambda root: (root / ".git/HEAD").write_text("x\n"), "although"),
    "configuration": (lambda root: (root / ".git/config").write_text("[x\n"), "bad config line 1"),
    "version": (
        lambda root: (root / ".git/config").write_text("[core]\nrepositoryformatversion = 9\n"),
        "update git here",
    ),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_repository_is_told_in_the_words_of_git(
    damage: Callable[[Path], object], said: str, edited: Path
) -> None:
    """With what helps, and never as if there were no repository."""
    damage(edited)
    found = _failing(lambda: files_at(edited, "HEAD", "projects"))
    assert said in found
    assert found.startswith("git says: ")
    if said != "git fsck":  # the walk over commits needs neither this file nor this folder
        assert said in _failing(lambda: read_history(edited))


def test_what_git_ignores_is_known(edited: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """By the repository, by a folder below, by the user; what was committed all the same is not ignored."""
    write(edited, {".gitignore": "*.log\nprojects/other/\nproject.yml\n", "projects/mail/.gitignore": "drafts/\n"})
    names = ["a.log", "drafts", "größe.log", "new.yml", "project.yml"]
    write(edited, {f"projects/mail/{name}": "" for name in names if name != "drafts"})
    write(edited, {"projects/mail/drafts/x.md": ""})
    paths = [edited / "projects/mail" / name for name in names]

    assert {path.name for path in ignored_of(edited, paths)} == {"a.log", "drafts", "größe.log"}
    assert ignored_of(edited, [edited / "projects/mail/new.yml"]) == frozenset()
    outside = tmp_path_factory.mktemp("outside")
    assert ignored_of(outside, [outside / "x"]) == frozenset()


def test_a_repository_that_one_may_not_read_says_so(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git itself would call it none."""
    (edited / ".git/HEAD").write_text("x\n")
    monkeypatch.setattr("os.access", lambda path, _: Path(path).name != ".git")
    assert "Whoever runs this has no right to read it" in _failing(lambda: names_at(edited, "HEAD"))


def test_a_lock_of_another_git_stops_nothing(edited: Path) -> None:
    """Only reading happens here, so that no lock is wanted."""
    plain = told(edited)
    (edited / ".git/index.lock").write_text("")
    assert told(edited) == plain
    assert (edited / ".git/index.lock").read_text() == ""


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("fatal: Unable to create '/r/.git/index.lock': File exists.\n", "else delete '/r/.git/index.lock'"),
        ("error: could not open '/r/.git/HEAD': Permission denied\n", "the right to the folder .git"),
        ("fatal: could not fetch abc from promisor remote\n", "git fetch --refetch"),
        ("fatal: this operation must be run in a work tree\n", "a clone with files"),
        ("fatal: something new\n", "something new"),
    ],
)
def test_other_reasons_come_with_their_remedy(said: str, remedy: str, tmp_path: Path) -> None:
    """git's line stays, whatever it is."""
    found = str(git_call._fault(tmp_path, f"warning: of no weight\n{said}"))
    assert remedy in found
    assert "no weight" not in found


def test_the_history_is_a_history(edited: Path) -> None:
    """Read once more, it is the kept one."""
    first = read_history(edited)
    assert isinstance(first, History)
    assert read_history(edited) == first


@pytest.mark.parametrize(
    ("name", "value"), [("core.worktree", "ELSEWHERE"), ("core.worktree", "../.."), ("core.bare", "true")]
)
def test_a_repository_does_not_say_which_files_are_compared(
    edited: Path, tmp_path_factory: pytest.TempPathFactory, name: str, value: str
) -> None:
    """Its own configuration comes with the folder; what is compared is what lies beside .git."""
    other = tmp_path_factory.mktemp("other")
    write(other, {"projects/mail/project.yml": "of another folder\n", "projects/secret/project.yml": "secret\n"})
    plain = changed_files(edited, "HEAD~1", None, "projects")
    git(edited, "config", name, value.replace("ELSEWHERE", str(other)))
    git_call._switched_off.cache_clear()

    assert changed_files(edited, "HEAD~1", None, "projects") == plain
    assert told(edited)[:1] == (MOMENT,)


def test_a_folder_that_is_only_called_git_hides_no_repository(edited: Path) -> None:
    """git looks further up, and the files compared are those of the repository that it finds there."""
    plain = changed_files(edited / "projects", "HEAD~1", None, "mail")
    (edited / "projects/.git").mkdir()

    assert plain
    assert changed_files(edited / "projects", "HEAD~1", None, "mail") == plain
