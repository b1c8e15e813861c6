"""Which reviews of a pull request stand as signatures, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delivery_wiki.model.project.parties import Person
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.review import PullRequest, Review, ReviewState
from delivery_wiki.model.status import Message, message


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision:
    """A review, and why it records nothing; without a reason it stands."""

    review: Review
    reason: Message | None = None


def decide_reviews(pull: PullRequest) -> tuple[ReviewDecision, ...]:
    """Every review but comments, in the order in which they were given."""
    ordered = sorted(
        pull.reviews, key=lambda review: (review.time, review.state is not ReviewState.APPROVED, review.id)
    )
    weighty = [review for review in ordered if review.state is not ReviewState.COMMENTED]
    last = {review.login.casefold(): review for review in weighty}
    unread = {left_out.login.casefold() for left_out in pull.left_out if left_out.weighty}
    return tuple(
        ReviewDecision(review=review, reason=_refusal(pull, review, last[review.login.casefold()], unread))
        for review in weighty
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
    found = [person for person in project.people if wanted in set(_logins(person, forge))]
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
    return ((issued.document, issued.topic, issued.revision) for issued in project.issued)
