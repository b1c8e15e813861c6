"""Review data in the form that the forges document, with invented people."""

from __future__ import annotations

import zlib
from typing import Any

GITHUB_USER = {"id": 1, "node_id": "MDQ6VXNlcjE=", "type": "User", "site_admin": False}


def github(head: str, merge_commit: str, *reviews: dict[str, Any], **pull: Any) -> dict[str, Any]:
    """A merged pull request of `pat` with these reviews."""
    request = {
        "url": "https://api.forge.example/repos/vendor/projects/pulls/12",
        "id": 1,
        "number": 12,
        "html_url": "https://forge.example/vendor/projects/pull/12",
        "state": "closed",
        "user": GITHUB_USER | {"login": "pat"},
        "merged": True,
        "merged_at": "2026-11-20T12:00:00Z",
        "merge_commit_sha": merge_commit,
        "requested_reviewers": [],
        "requested_teams": [],
        "head": {"label": "vendor:issue", "ref": "issue", "sha": head},
        "base": {"label": "vendor:main", "ref": "main", "sha": "0" * 40},
        "commits": 1,
    }
    return {"pull_request": request | pull, "reviews": list(reviews)}


def number_of(login: str, commit: str) -> int:
    """The number of somebody's review of a commit: no two have the same."""
    return zlib.crc32(f"{login} {commit}".encode())


def github_review(
    login: str, commit: str, state: str = "APPROVED", time: str = "2026-11-20T10:00:00Z", **more: Any
) -> dict[str, Any]:
    """One review as GitHub lists it."""
    return {
        "id": 80 + len(login),
        "node_id": "MDE3OlB1bGxSZXF1ZXN0UmV2aWV3ODA=",
        "user": GITHUB_USER | {"login": login} | more,
        "body": "",
        "state": state,
        "html_url": f"https://forge.example/vendor/projects/pull/12#pullrequestreview-{number_of(login, commit)}",
        "pull_request_url": "https://api.forge.example/repos/vendor/projects/pulls/12",
        "submitted_at": time,
        "commit_id": commit,
        "author_association": "COLLABORATOR",
    }


def gitlab(head: str, base: str, *approvals: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A merged merge request of `pat.w` with these approvals and one version."""
    request = {
        "id": 1,
        "iid": 12,
        "project_id": 3,
        "state": "merged",
        "author": {"id": 4, "username": "pat.w", "name": "Pat Worker", "state": "active"},
        "web_url": "https://lab.example/vendor/projects/-/merge_requests/12",
        "sha": head,
        "merge_commit_sha": None,
        "squash_commit_sha": None,
        "diff_refs": {"base_sha": base, "head_sha": head, "start_sha": base},
    }
    versions = [{"id": 110, "head_commit_sha": head, "base_commit_sha": base, "created_at": "2026-11-19T09:00:00.000Z"}]
    tree = {
        "merge_request": request,
        "approvals": {"id": 1, "iid": 12, "approvals_required": 1, "approvals_left": 0, "approved_by": list(approvals)},
        "versions": versions,
    }
    return tree | more


def gitlab_approval(username: str, time: str | None = "2026-11-20T10:00:00.000Z", **more: Any) -> dict[str, Any]:
    """One approval as GitLab lists it."""
    user = {"id": len(username), "username": username, "name": "Somebody", "state": "active", "web_url": ""}
    return {"user": user | more} | ({"approved_at": time} if time else {})
