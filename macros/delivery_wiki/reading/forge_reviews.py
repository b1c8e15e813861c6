"""Review data of GitHub and GitLab, as their documented interfaces give it, read into one form.

GitHub: {"pull_request": GET /repos/O/R/pulls/N, "reviews": GET /repos/O/R/pulls/N/reviews}.
GitLab: {"merge_request": GET /projects/ID/merge_requests/N, and of the same address "approvals", "versions" and,
where they are kept, "reviewers" and "notes"}.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from delivery_wiki.model.review import PullRequest, Review, ReviewState

MAXIMUM_BYTES = 8 * 1024 * 1024
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98})(?:\[bot\])?")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?Z")
_URL = re.compile(r"https://[!-~]{1,500}")
_GITLAB_BOT = re.compile(r"(?:project|group)_[0-9]+_bot(?:_.*)?|.*-bot|ghost", re.IGNORECASE)
_GITHUB_STATES = {
    "APPROVED": ReviewState.APPROVED,
    "CHANGES_REQUESTED": ReviewState.CHANGES_REQUESTED,
    "DISMISSED": ReviewState.DISMISSED,
    "COMMENTED": ReviewState.COMMENTED,
}
_NOT_APPROVED = {
    "unreviewed": "again",
    "review_started": "again",
    "unapproved": "again",
    "requested_changes": "changes",
}


class UnreadableReviews(ValueError):
    """Data that is not what the forge documents; the message says where."""


def read_reviews(data: bytes, forge: str) -> PullRequest:
    """The pull request with its reviews; raises UnreadableReviews."""
    if len(data) > MAXIMUM_BYTES:
        raise UnreadableReviews(f"more than {MAXIMUM_BYTES} bytes")
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise UnreadableReviews("this is not JSON") from fault
    return _READERS[forge](_mapping(tree, "the data"))


def _github(tree: Mapping[str, Any]) -> PullRequest:
    pull = _mapping(tree.get("pull_request"), "pull_request")
    reviews = [_mapping(one, "reviews[]") for one in _list(tree.get("reviews"), "reviews")]
    return PullRequest(
        forge="github",
        url=_matched(_URL, pull.get("html_url"), "pull_request.html_url"),
        author=_login(pull.get("user"), "pull_request.user", "login"),
        head=_matched(_COMMIT, _mapping(pull.get("head"), "pull_request.head").get("sha"), "pull_request.head.sha"),
        base="",
        merge_commit=_optional(_COMMIT, pull.get("merge_commit_sha"), "pull_request.merge_commit_sha"),
        merged=pull.get("merged") is True or bool(pull.get("merged_at")),
        requested=frozenset(
            _login(one, "requested_reviewers[]", "login").casefold()
            for one in _list(pull.get("requested_reviewers") or [], "pull_request.requested_reviewers")
        ),
        reviews=tuple(_github_review(one) for one in reviews if one.get("state") != "PENDING" and one.get("user")),
    )


def _github_review(review: Mapping[str, Any]) -> Review:
    state = review.get("state")
    if not isinstance(state, str) or state not in _GITHUB_STATES:
        raise UnreadableReviews(f"reviews[].state is {state!r}")
    user = _mapping(review.get("user"), "reviews[].user")
    login = _login(user, "reviews[].user", "login")
    return Review(
        id=str(_number(review.get("id"), "reviews[].id")),
        login=login,
        state=_GITHUB_STATES[state],
        commit=_optional(_COMMIT, review.get("commit_id"), "reviews[].commit_id"),
        time=_time(review.get("submitted_at"), "reviews[].submitted_at"),
        url=_matched(_URL, review.get("html_url"), "reviews[].html_url"),
        bot=user.get("type") not in (None, "User") or login.endswith("[bot]"),
    )


def _gitlab(tree: Mapping[str, Any]) -> PullRequest:
    request = _mapping(tree.get("merge_request"), "merge_request")
    references = _mapping(request.get("diff_refs"), "merge_request.diff_refs")
    url = _matched(_URL, request.get("web_url"), "merge_request.web_url")
    versions = _versions(tree)
    approvals = _mapping(tree.get("approvals"), "approvals")
    found = [_mapping(one, "approved_by[]") for one in _list(approvals.get("approved_by"), "approvals.approved_by")]
    states = _reviewer_states(tree)
    reviews = [_gitlab_review(one, versions, url, tree) for one in found]
    return PullRequest(
        forge="gitlab",
        url=url,
        author=_login(request.get("author"), "merge_request.author", "username"),
        head=_matched(_COMMIT, references.get("head_sha"), "merge_request.diff_refs.head_sha"),
        base=_matched(_COMMIT, references.get("base_sha"), "merge_request.diff_refs.base_sha"),
        merge_commit=_optional(_COMMIT, request.get("merge_commit_sha"), "merge_request.merge_commit_sha"),
        merged=request.get("state") == "merged",
        requested=frozenset(login for login, state in states.items() if _NOT_APPROVED.get(state) == "again"),
        reviews=tuple(reviews)
        + tuple(
            _asked_for_changes(one, url) for one in reviews if states.get(one.login.casefold()) == "requested_changes"
        ),
    )


def _gitlab_review(
    approval: Mapping[str, Any], versions: list[tuple[str, str]], url: str, tree: Mapping[str, Any]
) -> Review:
    """An approval; GitLab does not name its commit, so that it is the newest version that was there by then."""
    user = _mapping(approval.get("user"), "approved_by[].user")
    login = _login(user, "approved_by[].user", "username")
    time = approval.get("approved_at") or _approval_note(tree, login)
    when = _time(time, "approved_by[].approved_at") if time else ""
    seen = [commit for created, commit in versions if when and created <= when]
    return Review(
        id=str(_number(user.get("id"), "approved_by[].user.id")),
        login=login,
        state=ReviewState.APPROVED,
        commit=seen[-1] if seen else "",
        time=when,
        url=url,
        bot=user.get("bot") is True or _GITLAB_BOT.fullmatch(login) is not None,
    )


def _asked_for_changes(review: Review, url: str) -> Review:
    return Review(
        id=review.id,
        login=review.login,
        state=ReviewState.CHANGES_REQUESTED,
        commit=review.commit,
        time=review.time,
        url=url,
        bot=review.bot,
    )


def _approval_note(tree: Mapping[str, Any], login: str) -> str:
    """When the system noted the approval, where the approval itself does not say it."""
    found = ""
    for note in _list(tree.get("notes") or [], "notes"):
        one = _mapping(note, "notes[]")
        author = one.get("author")
        is_theirs = one.get("system") is True and isinstance(author, dict) and author.get("username") == login
        if is_theirs and one.get("body") == "approved this merge request":
            found = max(found, str(one.get("created_at", "")))
    return found


def _versions(tree: Mapping[str, Any]) -> list[tuple[str, str]]:
    """When each version of the merge request came, and its head, oldest first."""
    found = []
    for version in _list(tree.get("versions"), "versions"):
        one = _mapping(version, "versions[]")
        commit = _matched(_COMMIT, one.get("head_commit_sha"), "versions[].head_commit_sha")
        found.append((_time(one.get("created_at"), "versions[].created_at"), commit))
    return sorted(found)


def _reviewer_states(tree: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for reviewer in _list(tree.get("reviewers") or [], "reviewers"):
        one = _mapping(reviewer, "reviewers[]")
        found[_login(one.get("user"), "reviewers[].user", "username").casefold()] = str(one.get("state", ""))
    return found


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UnreadableReviews(f"{where} is not an object")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise UnreadableReviews(f"{where} is not a list")
    return value


def _number(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnreadableReviews(f"{where} is not a number")
    return value


def _matched(form: re.Pattern[str], value: Any, where: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise UnreadableReviews(f"{where} is not what is expected there")
    return value


def _optional(form: re.Pattern[str], value: Any, where: str) -> str:
    return _matched(form, value, where) if value else ""


def _login(user: Any, where: str, key: str) -> str:
    return _matched(_LOGIN, _mapping(user, where).get(key), f"{where}.{key}")


def _time(value: Any, where: str) -> str:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    try:
        dt.datetime.fromisoformat(found[1] if found else "")
    except ValueError as fault:
        raise UnreadableReviews(f"{where} is not a time in UTC") from fault
    return f"{found[1]}Z" if found else ""


_READERS: Mapping[str, Callable[[Mapping[str, Any]], PullRequest]] = {"github": _github, "gitlab": _gitlab}
