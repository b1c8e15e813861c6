"""Which reviews of a pull request stand as signatures, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delivery_wiki.model.project import Person, Project
from delivery_wiki.model.review import PullRequest, Review, ReviewState
from delivery_wiki.model.status import Message, message


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision:
    """A review, and why it records nothing; without a reason it stands."""

    review: Review
    reason: Message | None = None


def decide_reviews(pull: PullRequest) -> tuple[ReviewDecision, ...]:
    """Every review but comments, in the order in which they were given."""
    ordered = sorted(pull.reviews, key=lambda one: (one.time, one.state is not ReviewState.APPROVED, one.id))
    weighty = [one for one in ordered if one.state is not ReviewState.COMMENTED]
    last = {one.login.casefold(): one for one in weighty}
    unread = {one.login.casefold() for one in pull.left_out if one.weighty}
    return tuple(
        ReviewDecision(review=one, reason=_refusal(pull, one, last[one.login.casefold()], unread)) for one in weighty
    )


def _refusal(pull: PullRequest, review: Review, last: Review, unread: set[str]) -> Message | None:
    login = review.login.casefold()
    said = (
        (not pull.merged, message("The pull request is not merged")),
        (review.state is ReviewState.DISMISSED, message("The review was dismissed")),
        (review.state is ReviewState.CHANGES_REQUESTED, message("The review asks for changes")),
        (last is not review, message("A later review of the same person supersedes it")),
        (login in unread, message("Another review of the same person cannot be read")),
        (review.bot, message("The reviewer is a program")),
        (login == pull.author.casefold(), message("The reviewer approved their own pull request")),
        (login in pull.requested, message("A new review was asked of the reviewer")),
        (review.commit != pull.head, message("The review is of another commit than the one that was merged")),
    )
    return next((reason for holds, reason in said if holds), None)


def person_with_login(project: Project, forge: str, login: str) -> Person | None:
    """The one person of the roster with this login; None where nobody has it, or several have."""
    wanted = login.casefold()
    found = [one for one in project.people if wanted in set(_logins(one, forge))]
    return found[0] if len(found) == 1 else None


def _logins(person: Person, forge: str) -> Iterator[str]:
    yield from (
        login.casefold() for host, login in person.logins.items() if host == forge or host.startswith(f"{forge}.")
    )


def new_issues(before: Project | None, after: Project) -> tuple[tuple[str, str | None, int], ...]:
    """The revisions that were issued between two versions of a project."""
    return tuple(sorted(_issued(after) - (_issued(before) if before else set()), key=str))


def _issued(project: Project) -> set[tuple[str, str | None, int]]:
    return set(_keys(project))


def _keys(project: Project) -> Iterable[tuple[str, str | None, int]]:
    return ((one.document, one.topic, one.revision) for one in project.issued)
