"""Review data of GitHub and GitLab, as their documented interfaces give it, read into one form.

GitHub: {"pull_request": GET /repos/O/R/pulls/N, "reviews": GET /repos/O/R/pulls/N/reviews}.
GitLab: {"merge_request": GET /projects/ID/merge_requests/N, and of the same address "approvals", "versions" and,
where they are kept, "reviewers" and "notes"}.

What the verdict needs of the pull request itself has to be there. An entry of a list that cannot be read is left out
and named, so that the approvals of all others count.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from delivery_wiki.model.review import LeftOut, PullRequest, Review, ReviewState

MAXIMUM_BYTES = 8 * 1024 * 1024
_LOGIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98})(?:\[bot\])?")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.,]([0-9]{1,9}))?"
    r" ?(?:(?P<utc>Z|UTC)|(?P<offset>[+-][0-9]{2}(?::?[0-9]{2})?))",
    re.IGNORECASE | re.ASCII,
)
_URL = re.compile(r"https?://[!-~]{1,500}", re.IGNORECASE)  # a server inside a company may do without encryption
_GITLAB_BOT = re.compile(r"(?:project|group)_[0-9]+_bot(?:_.*)?|.*-bot|ghost", re.IGNORECASE)
_APPROVED = "approved this merge request"
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


@dataclass(slots=True, kw_only=True)
class _Reader:
    """What could not be read so far."""

    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, fault: UnreadableReviews, entry: Any, where: str, *, key: str, weighty: bool = True) -> None:
        """Name what stands there, with the login that it has under `key`."""
        user = entry.get("user") if isinstance(entry, dict) else None
        login = user.get(key) if isinstance(user, dict) else None
        shown = login[:100] if isinstance(login, str) else ""
        self.left_out.append(LeftOut(where=where, problem=str(fault), login=shown, weighty=weighty and bool(shown)))

    def optional(self, form: re.Pattern[str], value: Any, where: str) -> str:
        """A text that may be missing; one of another form counts as missing, and is named."""
        try:
            return _optional(form, value, where)
        except UnreadableReviews as fault:
            self.left_out.append(LeftOut(where=where, problem=str(fault)))
            return ""

    def entries(self, value: Any, where: str) -> list[Any]:
        """A list that may be missing; what is none, such as the refusal of a server, counts as missing, and is named.

        Only for what can but add to an approval: without it less is recorded, never more.
        """
        try:
            return _list(value or [], where)
        except UnreadableReviews as fault:
            self.left_out.append(LeftOut(where=where, problem=str(fault)))
            return []

    def author(self, user: Any, where: str, key: str) -> str:
        """Who opened the pull request, only to be compared; empty where the account is gone."""
        login = user.get(key) if isinstance(user, dict) else None
        if isinstance(login, str):
            return login
        problem = f"{where} is not there any more" if user is None else f"{where}.{key} is not what is expected there"
        self.left_out.append(LeftOut(where=where, problem=problem))
        return ""

    def requested(self, users: list[Any], where: str) -> Iterator[str]:
        """The logins of those of whom a review is asked."""
        for number, user in enumerate(users):
            login = user.get("login") if isinstance(user, dict) else None
            if isinstance(login, str):
                yield login.casefold()
            else:
                self.left_out.append(LeftOut(where=f"{where}[{number}]", problem=f"{where}[{number}] names nobody"))


def _github(tree: Mapping[str, Any]) -> PullRequest:
    reader = _Reader()
    pull = _mapping(tree.get("pull_request"), "pull_request")
    url = reader.optional(_URL, pull.get("html_url"), "pull_request.html_url")
    reviews = _list(tree.get("reviews"), "reviews")
    requested = _list(pull.get("requested_reviewers") or [], "pull_request.requested_reviewers")
    found = PullRequest(
        forge="github",
        url=url,
        author=reader.author(pull.get("user"), "pull_request.user", "login"),
        head=_matched(_COMMIT, _mapping(pull.get("head"), "pull_request.head").get("sha"), "pull_request.head.sha"),
        base="",
        merge_commit=reader.optional(_COMMIT, pull.get("merge_commit_sha"), "pull_request.merge_commit_sha"),
        merged=pull.get("merged") is True or bool(pull.get("merged_at")),
        requested=frozenset(reader.requested(requested, "pull_request.requested_reviewers")),
        reviews=tuple(_github_reviews(reviews, url, reader)),
    )
    return replace(found, left_out=tuple(reader.left_out))


def _github_reviews(reviews: list[Any], url: str, reader: _Reader) -> Iterator[Review]:
    """The reviews that say something; those of accounts that are gone, and unsent ones, say nothing."""
    for number, entry in enumerate(reviews):
        where = f"reviews[{number}]"
        state = entry.get("state") if isinstance(entry, dict) else None
        if state == "PENDING":
            continue
        try:
            yield _github_review(_mapping(entry, where), where, url, reader)
        except UnreadableReviews as fault:
            reader.leave_out(fault, entry, where, key="login", weighty=state != "COMMENTED")


def _github_review(review: Mapping[str, Any], where: str, url: str, reader: _Reader) -> Review:
    """A review; without an address of its own it has that of its pull request, `url`."""
    state = review.get("state")
    if not isinstance(state, str) or state not in _GITHUB_STATES:
        raise UnreadableReviews(f"{where}.state is not one that is known")
    if review.get("user") is None:
        raise UnreadableReviews(f"{where}.user is not there any more")
    user = _mapping(review.get("user"), f"{where}.user")
    login = _login(user, f"{where}.user", "login")
    return Review(
        id=str(_number(review.get("id"), f"{where}.id")),
        login=login,
        state=_GITHUB_STATES[state],
        commit=_optional(_COMMIT, review.get("commit_id"), f"{where}.commit_id"),
        time=_told(_time(review.get("submitted_at"), f"{where}.submitted_at")),
        url=reader.optional(_URL, review.get("html_url"), f"{where}.html_url") or url,
        bot=user.get("type") not in (None, "User") or login.endswith("[bot]"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _MergeRequest:
    """What places the approvals of a merge request: its address, its versions oldest first, and its notes."""

    url: str
    versions: tuple[tuple[dt.datetime, str], ...]
    notes: tuple[Any, ...]


def _gitlab(tree: Mapping[str, Any]) -> PullRequest:
    reader = _Reader()
    request = _mapping(tree.get("merge_request"), "merge_request")
    references = _mapping(request.get("diff_refs"), "merge_request.diff_refs")
    approvals = _mapping(tree.get("approvals"), "approvals")
    whole = _MergeRequest(
        url=_gitlab_url(request, reader),
        versions=tuple(_versions(_list(tree.get("versions"), "versions"), reader)),
        notes=tuple(reader.entries(tree.get("notes"), "notes")),
    )
    states = _reviewer_states(_list(tree.get("reviewers") or [], "reviewers"), reader)
    reviews = list(_gitlab_reviews(_list(approvals.get("approved_by"), "approvals.approved_by"), whole, reader))
    found = PullRequest(
        forge="gitlab",
        url=whole.url,
        author=reader.author(request.get("author"), "merge_request.author", "username"),
        head=_matched(_COMMIT, references.get("head_sha"), "merge_request.diff_refs.head_sha"),
        base=_matched(_COMMIT, references.get("base_sha"), "merge_request.diff_refs.base_sha"),
        merge_commit=reader.optional(_COMMIT, request.get("merge_commit_sha"), "merge_request.merge_commit_sha"),
        merged=request.get("state") == "merged",
        requested=frozenset(login for login, state in states.items() if _NOT_APPROVED.get(state) == "again"),
        reviews=(
            *reviews,
            *(
                replace(review, state=ReviewState.CHANGES_REQUESTED)
                for review in reviews
                if states.get(review.login.casefold()) == "requested_changes"
            ),
        ),
    )
    return replace(found, left_out=tuple(reader.left_out))


def _gitlab_url(request: Mapping[str, Any], reader: _Reader) -> str:
    """Where the merge request is found again: its page, else the interface that answered; empty where neither says."""
    page = reader.optional(_URL, request.get("web_url"), "merge_request.web_url")
    links = request.get("_links")
    return page or reader.optional(
        _URL, links.get("self") if isinstance(links, dict) else None, "merge_request._links.self"
    )


def _gitlab_reviews(approvals: list[Any], request: _MergeRequest, reader: _Reader) -> Iterator[Review]:
    for number, entry in enumerate(approvals):
        where = f"approvals.approved_by[{number}]"
        try:
            yield _gitlab_review(_mapping(entry, where), where, request)
        except UnreadableReviews as fault:
            reader.leave_out(fault, entry, where, key="username")


def _gitlab_review(approval: Mapping[str, Any], where: str, request: _MergeRequest) -> Review:
    """An approval; GitLab does not name its commit, so that it is the newest version that was there by then."""
    user = _mapping(approval.get("user"), f"{where}.user")
    login = _login(user, f"{where}.user", "username")
    given = approval.get("approved_at")
    when = _time(given, f"{where}.approved_at") if given else _approval_note(request.notes, login)
    seen = [commit for created, commit in request.versions if when and created <= when]
    return Review(
        id=str(_number(user.get("id"), f"{where}.user.id")),
        login=login,
        state=ReviewState.APPROVED,
        commit=seen[-1] if seen else "",
        time=_told(when) if when else "",
        url=request.url,
        bot=user.get("bot") is True or _GITLAB_BOT.fullmatch(login) is not None,
    )


def _approval_note(notes: tuple[Any, ...], login: str) -> dt.datetime | None:
    """When the system noted the approval last, where the approval itself does not say it."""
    return max((when for note in notes if (when := _noted(note, login))), default=None)


def _noted(note: Any, login: str) -> dt.datetime | None:
    """The moment of a note about an approval of somebody; None for every other note, and for one without a time."""
    author = note.get("author") if isinstance(note, dict) and note.get("system") is True else None
    if not isinstance(author, dict) or author.get("username") != login or note.get("body") != _APPROVED:
        return None
    try:
        return _time(note.get("created_at"), "notes[].created_at")
    except UnreadableReviews:
        return None


def _versions(versions: list[Any], reader: _Reader) -> list[tuple[dt.datetime, str]]:
    """When each version of the merge request came, and its head, oldest first; no head where it cannot be read."""
    found = []
    for number, version in enumerate(versions):
        where = f"versions[{number}]"
        try:
            mapping = _mapping(version, where)
            created = _time(mapping.get("created_at"), f"{where}.created_at")
        except UnreadableReviews as fault:
            reader.left_out.append(LeftOut(where=where, problem=str(fault)))
            continue
        found.append((created, reader.optional(_COMMIT, mapping.get("head_commit_sha"), f"{where}.head_commit_sha")))
    return sorted(found)


def _reviewer_states(reviewers: list[Any], reader: _Reader) -> dict[str, str]:
    found = {}
    for number, reviewer in enumerate(reviewers):
        user = reviewer.get("user") if isinstance(reviewer, dict) else None
        login = user.get("username") if isinstance(user, dict) else None
        if isinstance(login, str):
            found[login.casefold()] = str(reviewer.get("state", ""))
        else:
            where = f"reviewers[{number}]"
            reader.left_out.append(LeftOut(where=where, problem=f"{where} names nobody"))
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


def _time(value: Any, where: str) -> dt.datetime:
    """A moment in UTC, from whatever time zone the server writes."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise UnreadableReviews(f"{where} is not a time such as 2026-11-24T10:00:00Z or 2026-11-24T11:00:00+01:00")
    day, clock, fraction, _, offset = found.groups()
    try:
        written = f"{day}T{clock}.{(fraction or '0')[:6]:0<6}{offset or '+00:00'}"
        return dt.datetime.fromisoformat(written).astimezone(dt.UTC)
    except (ValueError, OverflowError) as fault:
        raise UnreadableReviews(f"{where} is no moment that there is") from fault


def _told(moment: dt.datetime) -> str:
    """A moment as records have it: in UTC, to the second."""
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


_READERS: Mapping[str, Callable[[Mapping[str, Any]], PullRequest]] = {"github": _github, "gitlab": _gitlab}
