"""The scripts that ask GitLab's interface, against a server that answers as it documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from delivery_wiki.pages.diff.diff_markdown import MARKER
from delivery_wiki.reading.reports.forge_reviews import read_reviews
from tests.reviews import gitlab, gitlab_approval

ROOT = Path(__file__).parent.parent
NOTES = "/api/v4/projects/3/merge_requests/12/notes"
HEAD, BASE = "a" * 40, "b" * 40


@dataclass
class Forge:
    """What the server answers by path, and what it was asked: method, path, token and body."""

    address: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str, str, Any]] = field(default_factory=list)

    def writes(self) -> list[tuple[str, str, Any]]:
        """The requests that changed something."""
        return [(method, path, body) for method, path, _, body in self.asked if method != "GET"]


class Handler(BaseHTTPRequestHandler):
    """Answers from the table of the forge; lists in pages, everything unknown with 404."""

    forge: ClassVar[Forge]

    def answer(self) -> None:
        """One request."""
        path, _, query = self.path.partition("?")
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        self.forge.asked.append((self.command, path, self.headers.get("PRIVATE-TOKEN", ""), body))
        found = self.forge.answers.get(path, 404) if self.command == "GET" else {"id": 1}
        if found == "elsewhere":
            self.send_response(302)
            self.send_header("Location", f"{self.forge.address}/stolen")
            self.end_headers()
            return
        if isinstance(found, list):
            size, page = (int(part.split("=")[1]) for part in query.split("&"))
            found = found[(page - 1) * size : page * size]
        self.send_response(found if isinstance(found, int) else 200)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    do_GET = do_POST = do_PUT = answer  # noqa: N815 - http.server finds them by these names

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def forge() -> Iterator[Forge]:
    """A server on this machine that knows the owner of the token as user 9, and one merge request."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.forge = Forge(address=f"http://127.0.0.1:{server.server_port}/api/v4")
    Handler.forge.answers = {"/api/v4/user": {"id": 9, "username": "project_3_bot"}, NOTES: []}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Handler.forge
    server.shutdown()
    server.server_close()
    thread.join()


def run(script: str, argument: Path, forge: Forge, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script as the job does."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CI_", "DELIVERY_"))}
    environment |= {"CI_API_V4_URL": forge.address, "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "12"}
    environment |= {"CI_COMMIT_SHA": "c" * 40, "no_proxy": "*"}
    command = [sys.executable, "-W", "error", str(ROOT / ".ci" / script), str(argument)]
    return subprocess.run(command, env=environment | more, capture_output=True, text=True, check=False)


@pytest.fixture
def comment(tmp_path: Path) -> Path:
    """What `delivery diff` wrote."""
    path = tmp_path / "comment.md"
    path.write_text(f"{MARKER}\n\n1 document must be signed again → „größer“\n", "utf-8")
    return path


def note(id: int, author: int, body: str) -> dict[str, Any]:
    """A note as GitLab lists it."""
    return {"id": id, "author": {"id": author, "username": "somebody"}, "body": body, "system": False}


def test_a_merge_request_gets_one_comment(forge: Forge, comment: Path) -> None:
    """Written once, with the text as data."""
    done = run("gitlab_comment.py", comment, forge, DELIVERY_COMMENT_TOKEN="secret")

    assert (done.returncode, done.stdout) == (0, "Comment written.\n"), done.stderr
    assert forge.writes() == [("POST", NOTES, {"body": comment.read_text("utf-8")})]
    assert {token for _, _, token, _ in forge.asked} == {"secret"}


def test_the_comment_is_replaced_at_the_next_push(forge: Forge, comment: Path) -> None:
    """Only the one that the same token wrote, also behind a hundred others; a copy by somebody else stays."""
    others = [note(number, 4, "Looks good.") for number in range(100)]
    forge.answers[NOTES] = [*others, note(200, 4, f"{MARKER} copied"), note(201, 9, f"{MARKER}\n\nbefore")]

    done = run("gitlab_comment.py", comment, forge, DELIVERY_COMMENT_TOKEN="secret")

    assert (done.returncode, done.stdout) == (0, "Comment 201 replaced.\n"), done.stderr
    assert forge.writes() == [("PUT", f"{NOTES}/201", {"body": comment.read_text("utf-8")})]


@pytest.mark.parametrize("script", ["gitlab_comment.py", "gitlab_reviews.py"])
def test_without_a_token_nothing_is_asked(script: str, forge: Forge, comment: Path, tmp_path: Path) -> None:
    """One line that names the variable, and an exit code."""
    done = run(script, comment if script == "gitlab_comment.py" else tmp_path / "reviews", forge)

    assert (done.returncode, done.stdout, forge.asked) == (1, "", [])
    assert done.stderr.count("\n") == 1
    assert "_TOKEN is not set; see docs/guide/continuous-integration.md." in done.stderr


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (401, "was answered with 401 Unauthorized: has DELIVERY_COMMENT_TOKEN the scope api, and the role for it?"),
        (404, "was answered with 404 Not Found"),
        ("elsewhere", "was answered with 302 Found"),
    ],
)
def test_a_server_that_says_no_is_told_in_one_line(answer: object, said: str, forge: Forge, comment: Path) -> None:
    """Without the token; and it is never carried on to another address."""
    forge.answers["/api/v4/user"] = answer

    done = run("gitlab_comment.py", comment, forge, DELIVERY_COMMENT_TOKEN="secret")

    assert (done.returncode, done.stderr.count("\n"), said in done.stderr) == (1, 1, True), done.stderr
    assert "secret" not in done.stderr
    assert len(forge.asked) == 1


def test_a_server_that_is_not_there_is_told_in_one_line(comment: Path) -> None:
    """No traceback."""
    done = run("gitlab_comment.py", comment, Forge(address="http://127.0.0.1:9/api/v4"), DELIVERY_COMMENT_TOKEN="x")

    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith("No comment: GET user failed: ")


@pytest.mark.parametrize("text", ["no marker\n", f"{MARKER}\n" + "x" * 1_000_000], ids=["foreign", "long"])
def test_an_artefact_that_is_no_comment_is_refused(text: str, forge: Forge, comment: Path) -> None:
    """The job that holds the token trusts the artefact as little as a stranger's file."""
    comment.write_text(text, "utf-8")
    done = run("gitlab_comment.py", comment, forge, DELIVERY_COMMENT_TOKEN="secret")

    assert (done.returncode, forge.asked) == (1, [])
    assert "is no comment that delivery diff wrote" in done.stderr


def test_review_data_is_saved_as_the_tool_reads_it(forge: Forge, tmp_path: Path) -> None:
    """Of merged requests only; lists whole, also where they take two pages."""
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l"))
    path = "/api/v4/projects/3/merge_requests/12"
    forge.answers |= {
        f"/api/v4/projects/3/repository/commits/{'c' * 40}/merge_requests": [
            {"iid": 12, "state": "merged"},
            {"iid": 13, "state": "opened"},
        ],
        path: tree["merge_request"],
        f"{path}/approvals": tree["approvals"],
        f"{path}/versions": tree["versions"],
        f"{path}/reviewers": [],
        f"{path}/notes": [note(number, 4, "approved this merge request") for number in range(130)],
    }

    done = run("gitlab_reviews.py", tmp_path / "reviews", forge, DELIVERY_SIGN_OFFS_TOKEN="secret")

    assert (done.returncode, sorted(path.name for path in (tmp_path / "reviews").iterdir())) == (
        0,
        ["12.head", "12.json"],
    )
    data = (tmp_path / "reviews/12.json").read_bytes()
    assert len(json.loads(data)["notes"]) == 130
    assert [review.login for review in read_reviews(data, "gitlab").reviews] == ["carl.l"]
    assert (tmp_path / "reviews/12.head").read_text("utf-8") == "refs/merge-requests/12/head"
