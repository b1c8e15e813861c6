"""A pull request with its reviews, the same for every forge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ReviewState(Enum):
    """What a review says last."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes-requested"
    DISMISSED = "dismissed"
    COMMENTED = "commented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review: who, what, over which commit, when in UTC; `commit` is empty where the forge cannot say."""

    id: str
    login: str
    state: ReviewState
    commit: str
    time: str
    url: str
    bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What of a forge's answer could not be read: where it stands, what is wrong, and whose it is where that is known.

    It is `weighty` where it may say something about an approval of the same person.
    """

    where: str
    problem: str
    login: str = ""
    weighty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """A pull or merge request; `requested` are logins of whom a review is asked, again or still.

    `author` is empty where the forge no longer knows one.
    """

    forge: str
    url: str
    author: str
    head: str
    base: str
    merge_commit: str
    merged: bool
    requested: frozenset[str]
    reviews: tuple[Review, ...]
    left_out: tuple[LeftOut, ...] = ()
