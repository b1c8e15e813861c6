"""`delivery sign --from-review`: only an approval of the merged commit by somebody who signs that kind is recorded."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.repositories import replace, run
from tests.reviews import github, github_review, gitlab, gitlab_approval
from tests.sign_offs import freeze, issued_repository, keys, project

__all__ = ["issued_repository"]
IDENTITY = ("-c", "user.name=Pat", "-c", "user.email=pat@vendor.example", "-c", "init.defaultBranch=main")


def git(root: Path, *arguments: str) -> str:
    """Run git as Pat."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", "-C", str(root), *IDENTITY, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()


HEAD = "c" * 40


@pytest.fixture(scope="session")
def merged(issued_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str, str]:
    """A repository after a pull request that issued a statement of work was squashed: root, base, head, merge."""
    root = tmp_path_factory.mktemp("merged") / "repository"
    shutil.copytree(issued_repository, root)
    issued = root / "projects/mail/issued/sow-provisioning-r1"
    kept = root.parent / "issued"
    shutil.move(issued, kept)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Before")
    base = git(root, "rev-parse", "HEAD")
    git(root, "switch", "-q", "-c", "issue")
    shutil.move(kept, issued)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Issue")
    head = git(root, "rev-parse", "HEAD")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--squash", "issue")
    git(root, "commit", "-q", "-m", "Issue (squashed)")
    return root, base, head, git(root, "rev-parse", "HEAD")


@pytest.fixture
def case(merged: tuple[Path, str, str, str], tmp_path: Path) -> tuple[Path, str, str, str]:
    """The same in a copy for one test."""
    root, base, head, squashed = merged
    shutil.copytree(root, tmp_path / "repository")
    return tmp_path / "repository", base, head, squashed


def recorded(root: Path) -> list[tuple[str, str, str]]:
    """Who signed what, and what it means."""
    return [
        (sign_off.person, sign_off.topic or sign_off.document, sign_off.meaning.value)
        for sign_off in project(root).sign_offs
    ]


def told(
    root: Path, tree: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *more: str
) -> str:
    """What is said about the reviews, given on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(tree).encode())))
    forge = "github" if "pull_request" in tree else "gitlab"
    outcome = run(capsys, "-C", root, "sign", "--from-review", "-", "--forge", forge, *more)
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_an_approval_signs_exactly_what_the_pull_request_issued(
    case: tuple[Path, str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the other statement of work, which was issued before; a second run records nothing twice."""
    root, _, head, merge = case
    tree = github(head, merge, github_review("carl", head), github_review("vera", head))

    assert "2 records written." in told(root, tree, capsys, monkeypatch)
    assert sorted(recorded(root)) == [
        ("carl-lead", "provisioning", "accepted"),
        ("vera-lead", "provisioning", "approved"),
    ]
    assert "has already accepted this revision" in told(root, tree, capsys, monkeypatch)
    assert run(capsys, "-C", root, "check", "--base", "HEAD").out.startswith("No findings.")
    assert git(root, "status", "--porcelain").startswith("?? projects/mail/sign-offs/")


def test_the_pipeline_attests_the_reviews_that_it_read(
    case: tuple[Path, str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A review record that was merged from elsewhere may be an invention, and gets no attestation."""
    root, _, head, merge = case
    witness = ("sign", "--witness", "pipeline", "--key", keys()["pipeline"], "--base", "HEAD")
    told(root, github(head, merge, github_review("carl", head)), capsys, monkeypatch)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "A record that nobody attested")
    assert (
        "is not attested: its review was not read from the forge in this run." in run(capsys, "-C", root, *witness).out
    )

    told(root, github(head, merge, github_review("vera", head)), capsys, monkeypatch)
    assert run(capsys, "-C", root, *witness).out.count("attested by pipeline") == 1
    assert [attestation.record for attestation in project(root).attestations] == [
        sign_off.name for sign_off in project(root).sign_offs if sign_off.person == "vera-lead"
    ]


def test_gitlab_names_no_commit_and_the_version_tells_it(
    case: tuple[Path, str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An approval is of the newest version that was there by then."""
    root, base, head, _ = case
    tree = gitlab(head, base, gitlab_approval("carl.l"), gitlab_approval("vera.l", None))
    tree["notes"] = [
        {"id": 1, "system": True, "body": "approved this merge request", "created_at": "2026-11-20T11:00:00.000Z"}
        | {"author": {"username": "vera.l"}}
    ]

    assert "2 records written." in told(root, tree, capsys, monkeypatch)
    assert {sign_off.time for sign_off in project(root).sign_offs} == {"2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"}


def test_only_who_signs_that_kind_records_something(
    case: tuple[Path, str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody else is named with the reason."""
    root, _, head, merge = case
    given = [github_review(login, head) for login in ("nobody", "pat", "carl")]
    given += [github_review("vera", head, "DISMISSED"), github_review("olga", "e" * 40)]
    tree = github(head, merge, *given, user={"login": "somebody", "type": "User"})

    said = told(root, tree, capsys, monkeypatch)

    assert "from nobody, review 86 on sow provisioning: Nobody in the roster has this login" in said
    assert "from pat, review 83 on sow provisioning: pat-worker (consultant, vendor) signs no document" in said
    assert "from vera, review 84: The review was dismissed" in said
    assert "from olga, review 84: The review is of another commit" in said
    assert recorded(root) == [("carl-lead", "provisioning", "accepted")]


def test_an_approver_who_is_added_in_the_same_pull_request_signs_nothing(
    case: tuple[Path, str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The roster of the base decides; nor does a new role of the same pull request count."""
    root, base, _, _ = case
    git(root, "switch", "-q", "issue")
    path = root / "projects/mail/project.yml"
    added = "  - {id: nina-new, name: Nina New, role: project lead, party: city, logins: {github: nina}}\nwitnesses:"
    replace(path, "witnesses:", added)
    replace(path, "role: consultant, party: maker", "role: project lead, party: maker")
    git(root, "commit", "-q", "-a", "-m", "More signers")
    head = git(root, "rev-parse", "HEAD")
    git(root, "switch", "-q", "main")
    git(root, "reset", "-q", "--hard", base)
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "issue")
    merge = git(root, "rev-parse", "HEAD")
    user = {"login": "vera", "type": "User"}

    said = told(
        root,
        github(head, merge, github_review("nina", head), github_review("pat", head), user=user),
        capsys,
        monkeypatch,
    )

    assert "nina-new is not in the roster of the base version" in said
    assert "pat-worker (consultant, vendor) signs no document of this kind" in said
    assert recorded(root) == []


def test_a_pull_request_that_issues_nothing_records_nothing(
    case: tuple[Path, str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Approving the correction of a typo signs no document."""
    root, _, _, merge = case
    git(root, "switch", "-q", "-c", "typo", merge)
    replace(root / "projects/mail/project.yml", "Mail platform", "Mail-Platform")
    git(root, "commit", "-q", "-a", "-m", "Typo")
    head = git(root, "rev-parse", "HEAD")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "typo")
    tree = github(head, git(root, "rev-parse", "HEAD"), github_review("carl", head))

    assert "No document was issued in this pull request" in told(root, tree, capsys, monkeypatch)
    assert recorded(root) == []


def test_what_was_issued_has_to_be_what_was_reviewed(
    case: tuple[Path, str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A merge that changed the content on its way is another content."""
    root, _, head, merge = case
    shutil.rmtree(root / "projects/mail/issued/sow-provisioning-r1")
    replace(root / "projects/mail/sow/provisioning.yml", "days: 4", "days: 5")
    freeze(root, "sow", "provisioning")

    said = told(root, github(head, merge, github_review("carl", head)), capsys, monkeypatch)

    assert "What is issued now is another content than what was reviewed" in said
    assert recorded(root) == []


def test_an_odd_entry_is_named_and_the_others_are_recorded(
    case: tuple[Path, str, str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bystander's old login, an author whose account is gone, a server set to another time zone."""
    root, _, head, merge = case
    bystander = github_review("-old-name", head, "COMMENTED")
    approval = github_review("carl", head, time="2026-11-20T15:30:00+05:30")
    approval["html_url"] = "http://forge.example:3000/git/pull/12#pullrequestreview-1"
    broken = github_review("vera", head, time="2026-13-01T10:00:00Z")

    said = told(root, github(head, merge, bystander, approval, broken, user=None), capsys, monkeypatch)

    assert said.startswith("Left out of the review data: pull_request.user is not there any more.\n")
    assert "data of -old-name: reviews[0].user.login is not what is expected there.\n" in said
    assert "data of vera: reviews[2].submitted_at is no moment that there is.\n" in said
    assert recorded(root) == [("carl-lead", "provisioning", "accepted")]
    assert [sign_off.time for sign_off in project(root).sign_offs] == ["2026-11-20T10:00:00Z"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no json", "this is not JSON"),
        (b"[]", "the data is not an object"),
        (b"{}", "pull_request is not an object"),
        (b'{"pull_request": {"html_url": "javascript:1"}}', "reviews is not a list"),
        (b'{"pull_request": {"head": {"sha": "javascript:1"}}, "reviews": []}', "pull_request.head.sha is not"),
        (b'{"pull_request": {"html_url": "javascript:1"}, "reviews": []}', "pull_request.head is not an object"),
    ],
)
def test_other_data_than_documented_is_wrong_use(
    data: bytes, said: str, issued_repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what is not as it should be, and records nothing."""
    (tmp_path / "reviews.json").write_bytes(data)

    outcome = run(
        capsys, "-C", issued_repository, "sign", "--from-review", tmp_path / "reviews.json", "--forge", "github"
    )

    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
