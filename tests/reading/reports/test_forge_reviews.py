"""Review data of both forges: times of any zone, servers inside a company, and one odd entry that drops no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from delivery_wiki.calculations.signing.review_decisions import decide_reviews
from delivery_wiki.model.review import PullRequest
from delivery_wiki.reading.reports.forge_reviews import UnreadableReviews, read_reviews
from tests.reviews import github, github_review, gitlab, gitlab_approval

HEAD, BASE = "a" * 40, "b" * 40
Tree = dict[str, Any]


def read(tree: Tree) -> PullRequest:
    """The review data as the forge's answer."""
    return read_reviews(json.dumps(tree).encode(), "github" if "pull_request" in tree else "gitlab")


def last_approvals(pull: PullRequest) -> list[str]:
    """Whose approval would be recorded."""
    return [decide_review.review.login for decide_review in decide_reviews(pull) if decide_review.reason is None]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
        ("2026-11-20T10:00:00.123Z", "2026-11-20T10:00:00Z"),
        ("2026-11-20T11:00:00+01:00", "2026-11-20T10:00:00Z"),
        ("2026-11-20T11:00:00.123+01:00", "2026-11-20T10:00:00Z"),
        ("2026-11-20T11:00:00.123456789+0100", "2026-11-20T10:00:00Z"),
        ("2026-11-20T10:00:00+00:00", "2026-11-20T10:00:00Z"),
        ("2026-11-20T15:30:00+05:30", "2026-11-20T10:00:00Z"),
        ("2026-11-20T00:30:00-0930", "2026-11-20T10:00:00Z"),
        ("2026-11-21T00:00:00+14", "2026-11-20T10:00:00Z"),
        ("2026-11-20 10:00:00 UTC", "2026-11-20T10:00:00Z"),
    ],
)
def test_a_time_with_an_offset_is_converted(written: str, meant: str) -> None:
    """A server that is set to a time zone writes every time so; a record is in UTC."""
    on_github = read(github(HEAD, HEAD, github_review("carl", HEAD, time=written)))
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l", written))
    tree["versions"][0]["created_at"] = "2026-11-20T10:59:59.9+01:00"
    on_gitlab = read(tree)

    assert [review.time for review in (*on_github.reviews, *on_gitlab.reviews)] == [meant, meant]
    assert (last_approvals(on_github), last_approvals(on_gitlab)) == (["carl"], ["carl.l"])
    assert not on_github.left_out + on_gitlab.left_out


def test_versions_are_put_in_order_by_their_moments_and_not_by_their_text() -> None:
    """The version at 10:30 in Berlin came before the one at 10:00 in London; an approval is of the newer one."""
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l", "2026-11-20T10:00:00.500Z"))
    tree["versions"] = [
        {"head_commit_sha": HEAD, "created_at": "2026-11-20T10:00:00.400+00:00"},
        {"head_commit_sha": BASE, "created_at": "2026-11-20T10:30:00+01:00"},
        {"head_commit_sha": BASE, "created_at": "2026-11-20T10:00:00.600+00:00"},
    ]
    assert [review.commit for review in read(tree).reviews] == [HEAD]


def test_the_time_of_a_note_is_converted_too() -> None:
    """Where an approval does not say when, the newest note does, whatever zone each is written in."""
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l", None))
    note = {"system": True, "body": "approved this merge request", "author": {"username": "carl.l"}}
    tree["notes"] = [
        note | {"created_at": "2026-11-20T11:30:00+05:30"},
        note | {"created_at": "2026-11-20T10:00:00+01:00"},
        note | {"created_at": None},
        note | {"author": None},
        None,
    ]
    assert [review.time for review in read(tree).reviews] == ["2026-11-20T09:00:00Z"]


@pytest.mark.parametrize(
    "address",
    [
        "http://forge.example/vendor/projects/{}",
        "http://forge.example:8080/git/vendor/projects/{}",
        "https://forge.example:8443/sub/path/vendor/projects/{}",
        "http://[2001:db8::1]:3000/vendor/projects/{}",
        "HTTP://10.1.2.3/vendor/projects/{}",
    ],
)
def test_a_server_inside_a_company_is_accepted(address: str) -> None:
    """Without encryption, on a port of its own, below a path."""
    review = github_review("carl", HEAD) | {"html_url": address.format("pull/12#pullrequestreview-1")}
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l"))
    tree["merge_request"]["web_url"] = address.format("-/merge_requests/12")

    assert last_approvals(read(github(HEAD, HEAD, review, html_url=address.format("pull/12")))) == ["carl"]
    assert last_approvals(read(tree)) == ["carl.l"]


ODD_REVIEWS: dict[str, Any] = {
    "login-with-hyphen": github_review("-old-name", HEAD, "COMMENTED"),
    "approval-of-login-with-hyphen": github_review("-old-name", HEAD),
    "no-user": github_review("x", HEAD) | {"user": None},
    "user-without-login": github_review("x", HEAD) | {"user": {"login": None}},
    "null": None,
    "number": 7,
    "list": [],
    "state": github_review("x", HEAD, "PRAISED"),
    "state-list": github_review("x", HEAD) | {"state": []},
    "no-time": github_review("x", HEAD, time="") | {"submitted_at": None},
    "no-such-month": github_review("x", HEAD, time="2026-13-01T10:00:00Z"),
    "no-zone": github_review("x", HEAD, time="2026-11-20T10:00:00"),
    "before-all-time": github_review("x", HEAD, time="0001-01-01T00:00:00+14:00"),
    "no-id": github_review("x", HEAD) | {"id": "7"},
    "commit": github_review("x", HEAD) | {"commit_id": "main"},
}


@pytest.mark.parametrize("odd", ODD_REVIEWS.values(), ids=ODD_REVIEWS)
def test_an_odd_review_is_named_and_drops_no_other(odd: Any) -> None:
    """Those who approved in the way that is documented have approved."""
    pull = read(github(HEAD, HEAD, github_review("carl", HEAD), odd, github_review("vera", HEAD)))

    assert last_approvals(pull) == ["carl", "vera"]
    assert [left_out.where for left_out in pull.left_out] == ["reviews[1]"]
    assert pull.left_out[0].problem.startswith("reviews[1]")


ODD_FIELDS: dict[str, Any] = {
    "author-gone": {"user": None},
    "author-without-login": {"user": {"id": 1}},
    "address": {"html_url": None},
    "address-of-another-kind": {"html_url": "ftp://forge.example/1"},
    "requested": {"requested_reviewers": [None, {"login": "vera"}]},
    "no-requested": {"requested_reviewers": None},
}


@pytest.mark.parametrize("fields", ODD_FIELDS.values(), ids=ODD_FIELDS)
def test_a_field_that_the_verdict_does_not_need_stops_nothing(fields: Tree) -> None:
    """The account of the author may be gone; the approval of the customer is there."""
    pull = read(github(HEAD, HEAD, github_review("carl", HEAD), **fields))

    assert last_approvals(pull) == ["carl"]
    assert len(pull.left_out) == (fields not in ({"requested_reviewers": None}, {"html_url": None}))


@pytest.mark.parametrize("address", ["javascript:alert(1)", 7, "https://forge.example/a b", "ftp://forge.example/1"])
def test_an_odd_address_of_a_review_takes_no_approval(address: Any) -> None:
    """It is named, and the address of the pull request leads to the review all the same."""
    odd = github_review("carl", HEAD) | {"html_url": address}
    pull = read(github(HEAD, HEAD, odd, github_review("vera", HEAD), html_url="https://forge.example/pull/12"))

    assert last_approvals(pull) == ["carl", "vera"]
    assert pull.reviews[0].url == "https://forge.example/pull/12"
    assert [left_out.where for left_out in pull.left_out] == ["reviews[0].html_url"]


def test_an_unreadable_review_takes_the_others_of_the_same_person() -> None:
    """It may have taken the approval back; a comment cannot."""
    approved = github_review("carl", HEAD)
    taken_back = github_review("carl", HEAD, "CHANGES_REQUESTED", time="yesterday")
    commented = github_review("vera", HEAD, "COMMENTED", time="yesterday")

    pull = read(github(HEAD, HEAD, approved, taken_back, github_review("vera", HEAD), commented))

    assert last_approvals(pull) == ["vera"]
    assert [left_out.login for left_out in pull.left_out] == ["carl", "vera"]


def _approval(odd: Any) -> Callable[[Tree], None]:
    return lambda tree: tree["approvals"]["approved_by"].insert(0, odd)


def _entry(name: str, odd: Any) -> Callable[[Tree], None]:
    return lambda tree: tree.setdefault(name, []).insert(0, odd)


ODD_ENTRIES: dict[str, tuple[Callable[[Tree], None], list[str]]] = {
    "approval-null": (_approval(None), ["approvals.approved_by[0]"]),
    "approval-user-null": (_approval({"user": None}), ["approvals.approved_by[0]"]),
    "approval-login": (_approval(gitlab_approval("-old")), ["approvals.approved_by[0]"]),
    "approval-time": (_approval(gitlab_approval("x", "soon")), ["approvals.approved_by[0]"]),
    "approval-id": (_approval(gitlab_approval("x", id=None)), ["approvals.approved_by[0]"]),
    "author-null": (lambda tree: tree["merge_request"].update(author=None), ["merge_request.author"]),
    "merge-commit": (
        lambda tree: tree["merge_request"].update(merge_commit_sha="x"),
        ["merge_request.merge_commit_sha"],
    ),
    "version-null": (_entry("versions", None), ["versions[0]"]),
    "version-time": (_entry("versions", {"head_commit_sha": HEAD, "created_at": None}), ["versions[0]"]),
    "version-commit": (
        _entry("versions", {"head_commit_sha": "x", "created_at": "2026-11-01T00:00:00Z"}),
        ["versions[0].head_commit_sha"],
    ),
    "reviewer-null": (_entry("reviewers", None), ["reviewers[0]"]),
    "reviewer-user-null": (_entry("reviewers", {"user": None, "state": "reviewed"}), ["reviewers[0]"]),
    "reviewer-login": (_entry("reviewers", {"user": {"username": "-old"}, "state": "reviewed"}), []),
    "address": (lambda tree: tree["merge_request"].update(web_url="ftp://forge.example/1"), ["merge_request.web_url"]),
    "address-number": (lambda tree: tree["merge_request"].update(web_url=7), ["merge_request.web_url"]),
    "address-with-a-blank": (
        lambda tree: tree["merge_request"].update(web_url="https://forge.example/a b"),
        ["merge_request.web_url"],
    ),
    "address-null": (lambda tree: tree["merge_request"].update(web_url=None), []),
    "links-null": (lambda tree: tree["merge_request"].update(_links=None), []),
    "notes-refused": (lambda tree: tree.update(notes={"message": "403 Forbidden"}), ["notes"]),
    "notes-text": (lambda tree: tree.update(notes="[]"), ["notes"]),
    "note-null": (_entry("notes", None), []),
    "note-author-null": (_entry("notes", {"system": True, "author": None, "body": None}), []),
}


@pytest.mark.parametrize(("change", "named"), ODD_ENTRIES.values(), ids=ODD_ENTRIES)
def test_an_odd_entry_of_gitlab_is_named_and_drops_no_other(change: Callable[[Tree], None], named: list[str]) -> None:
    """The approval of the project lead is recorded."""
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l"))
    change(tree)

    pull = read(tree)

    assert last_approvals(pull) == ["carl.l"]
    assert [left_out.where for left_out in pull.left_out] == named


@pytest.mark.parametrize("address", ["ftp://forge.example/1", 7, "", None])
def test_a_merge_request_without_an_address_is_found_by_the_interface_that_answered(address: Any) -> None:
    """GitLab says both; a record needs one of them."""
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l"), gitlab_approval("vera.v"))
    tree["merge_request"]["web_url"] = address

    assert {review.url for review in read(tree).reviews} == {""}
    tree["merge_request"]["_links"] = {"self": "https://forge.example/api/v4/projects/3/merge_requests/12"}
    assert {review.url for review in read(tree).reviews} == {tree["merge_request"]["_links"]["self"]}
    assert last_approvals(read(tree)) == ["carl.l", "vera.v"]


def test_a_version_whose_commit_cannot_be_read_is_approved_by_nobody() -> None:
    """What was newest when somebody approved is not known, so that it is not taken for what was there before."""
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l", "2026-11-20T10:00:00Z"))
    tree["versions"].append({"head_commit_sha": None, "created_at": "2026-11-20T09:00:00Z"})
    assert last_approvals(read(tree)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda tree: tree["pull_request"].update(head=None), "pull_request.head is not an object"),
        (lambda tree: tree["pull_request"]["head"].update(sha="main"), "pull_request.head.sha is not"),
        (lambda tree: tree.update(reviews=None), "reviews is not a list"),
        (lambda tree: tree["pull_request"].update(requested_reviewers={"a": 1}), "requested_reviewers is not a list"),
    ],
)
def test_what_the_verdict_rests_on_has_to_be_there(change: Callable[[Tree], None], said: str) -> None:
    """Without it nothing is recorded at all."""
    tree = github(HEAD, HEAD, github_review("carl", HEAD))
    change(tree)
    with pytest.raises(UnreadableReviews, match=said):
        read(tree)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda tree: tree["merge_request"].update(diff_refs=None), "merge_request.diff_refs is not an object"),
        (lambda tree: tree["merge_request"]["diff_refs"].update(head_sha="main"), "diff_refs.head_sha is not"),
        (lambda tree: tree.update(versions={"message": "403 Forbidden"}), "versions is not a list"),
        (lambda tree: tree.update(reviewers={"message": "403 Forbidden"}), "reviewers is not a list"),
    ],
)
def test_so_it_is_on_gitlab(change: Callable[[Tree], None], said: str) -> None:
    """Which reviewers are asked again is said there alone, and takes an approval back."""
    tree = gitlab(HEAD, BASE, gitlab_approval("carl.l"))
    change(tree)
    with pytest.raises(UnreadableReviews, match=said):
        read(tree)


def test_a_login_of_gitlab_may_begin_with_a_low_line() -> None:
    """Such a name is that of a person."""
    assert last_approvals(read(gitlab(HEAD, BASE, gitlab_approval("_carl")))) == ["_carl"]
