"""Which reviews of a pull request stand, from data in the form of both forges."""

from __future__ import annotations

import json
from typing import Any

import pytest

from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.signing.review_decisions import decide_reviews
from delivery_wiki.reading.reports.forge_reviews import read_reviews
from tests.reviews import github, github_review, gitlab, gitlab_approval

HEAD, BASE, MERGE = "a" * 40, "b" * 40, "d" * 40
LATER = "2026-11-20T11:00:00Z"


def reasons(tree: dict[str, Any]) -> list[str]:
    """What is said against each review; an empty text where it stands."""
    forge = "github" if "pull_request" in tree else "gitlab"
    decided = decide_reviews(read_reviews(json.dumps(tree).encode(), forge))
    return [plain(decision.reason) if decision.reason else "" for decision in decided]


GITHUB: dict[str, tuple[list[tuple[str, dict[str, Any]]], dict[str, Any], list[str]]] = {
    "approved": ([("carl", {})], {}, [""]),
    "only a comment": ([("carl", {"state": "COMMENTED"})], {}, []),
    "a comment after it": ([("carl", {}), ("carl", {"state": "COMMENTED", "time": LATER})], {}, [""]),
    "still being written": ([("carl", {"state": "PENDING", "time": None})], {}, []),
    "not merged": ([("carl", {})], {"merged": False, "merged_at": None}, ["The pull request is not merged"]),
    "dismissed": ([("carl", {"state": "DISMISSED"})], {}, ["The review was dismissed"]),
    "changes asked": ([("carl", {"state": "CHANGES_REQUESTED"})], {}, ["The review asks for changes"]),
    "superseded": (
        [("carl", {}), ("carl", {"state": "CHANGES_REQUESTED", "time": LATER})],
        {},
        ["A later review of the same person supersedes it", "The review asks for changes"],
    ),
    "approved again": (
        [("carl", {"commit": "e" * 40}), ("carl", {"time": LATER})],
        {},
        ["A later review of the same person supersedes it", ""],
    ),
    "asked again": (
        [("carl", {})],
        {"requested_reviewers": [{"login": "Carl"}]},
        ["A new review was asked of the reviewer"],
    ),
    "other head": (
        [("carl", {"commit": "e" * 40})],
        {},
        ["The review is of another commit than the one that was merged"],
    ),
    "bot": ([("carl", {"type": "Bot"})], {}, ["The reviewer is a program"]),
    "app": ([("carl[bot]", {})], {}, ["The reviewer is a program"]),
    "own": ([("Pat", {})], {}, ["The reviewer approved their own pull request"]),
}


@pytest.mark.parametrize("name", GITHUB)
def test_reviews_of_github(name: str) -> None:
    """A checkbox of the forge is not trusted: the data is."""
    given, pull, said = GITHUB[name]
    reviews = [github_review(login, **({"commit": HEAD} | more)) for login, more in given]

    assert reasons(github(HEAD, MERGE, *reviews, **pull)) == said


GITLAB: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "approved": ({}, {}, [""]),
    "before the last push": (
        {"time": "2026-11-19T08:00:00.000Z"},
        {},
        ["The review is of another commit than the one that was merged"],
    ),
    "no time": ({"time": None}, {}, ["The review is of another commit than the one that was merged"]),
    "asked again": (
        {},
        {"reviewers": [{"user": {"username": "carl.l"}, "state": "unreviewed"}]},
        ["A new review was asked of the reviewer"],
    ),
    "changes asked": (
        {},
        {"reviewers": [{"user": {"username": "carl.l"}, "state": "requested_changes"}]},
        ["A later review of the same person supersedes it", "The review asks for changes"],
    ),
    "bot": ({"username": "project_3_bot_1f"}, {}, ["The reviewer is a program"]),
    "marked bot": ({"bot": True}, {}, ["The reviewer is a program"]),
    "own": ({"username": "pat.w"}, {}, ["The reviewer approved their own pull request"]),
}


@pytest.mark.parametrize("name", GITLAB)
def test_approvals_of_gitlab(name: str) -> None:
    """The same rules, from other data."""
    approval, more, said = GITLAB[name]

    assert reasons(gitlab(HEAD, BASE, gitlab_approval(**({"username": "carl.l"} | approval)), **more)) == said
