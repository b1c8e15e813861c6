"""`delivery sign --from-review`: the approvals of a merged pull request become records, or say why not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from delivery_wiki.calculations.base.people import party_kind
from delivery_wiki.calculations.base.phrases import plain
from delivery_wiki.calculations.signing.review_decisions import decide_reviews, new_issues, person_with_login
from delivery_wiki.calculations.signing.sign_off_drafts import Refused, Signing, admit, draft_record
from delivery_wiki.calculations.signing.sign_off_graph import person_of, roster_digest
from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.issued_revision import Issued
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.review import PullRequest, Review
from delivery_wiki.model.sign_off import Channel, Meaning, SignOff
from delivery_wiki.model.status import Message, message
from delivery_wiki.pages.audit.verification_report import MEANING_WORDS, SHOWN
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.render.finding_reports import visible
from delivery_wiki.reading.reports.forge_reviews import MAXIMUM_BYTES, UnreadableReviews, read_reviews

from ..outside.faults import WrongUse
from ..outside.git import merge_base
from ..outside.git_call import GitFailed
from ..workspace.revisions import repository_at, touched_projects
from ..workspace.sign_off_writing import write_record
from ..workspace.signing_context import signing_context
from .command_attest import attest_approved


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A project in the pull request: as it was before, at its head, and as it is now."""

    before: Project | None
    head: Project
    context: PageContext
    issued: tuple[Issued, ...]


def record_reviews(arguments: argparse.Namespace) -> int:
    """Write a record for every approval that stands, and say of every other one why it records nothing."""
    if not arguments.forge:
        raise WrongUse("--from-review needs --forge: github or gitlab.")
    pull = _read(arguments.from_review, arguments.forge)
    for entry in pull.left_out:
        whose = f" of {visible(entry.login)}" if entry.login else ""
        print(f"Left out of the review data{whose}: {visible(entry.problem)}.")
    base, head = _base(arguments, pull), arguments.head or pull.head
    changes = list(_changes(arguments.root, base, head))
    written = 0
    for decision in decide_reviews(pull):
        if decision.reason is not None:
            print(_said(decision.review, decision.reason))
            continue
        if not changes:
            print(_said(decision.review, message("No document was issued in this pull request")))
        for change in changes:
            written += _record(arguments.root, change, pull, decision.review)
    print(f"{written} {'record' if written == 1 else 'records'} written.")
    if arguments.witness:
        _attest_answers(arguments, base, head, pull)
    return 0


def _attest_answers(arguments: argparse.Namespace, base: str, head: str, pull: PullRequest) -> None:
    """Answers of customers that the pull request took in are attested for who approved it."""
    if not arguments.key:
        raise WrongUse("--witness needs --key: the key of the witness.")
    logins = [decision.review.login for decision in decide_reviews(pull) if decision.reason is None]
    for slug in _touched(arguments.root, base, head):
        with repository_at(arguments.root, base, [slug]) as repository:
            before = next((project for project in repository.projects if project.slug == slug), None)
        if before is not None:
            people = (person_with_login(before, pull.forge, login) for login in logins)
            attest_approved(arguments, before, {person.id for person in people if person})


def _read(source: str, forge: str) -> PullRequest:
    try:
        if source == "-":
            data = sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
        else:
            with Path(source).open("rb") as stream:
                data = stream.read(MAXIMUM_BYTES + 1)
    except OSError as fault:
        raise WrongUse(f"{source} cannot be read: {(fault.strerror or 'unknown reason').lower()}") from fault
    try:
        return read_reviews(data, forge)
    except UnreadableReviews as fault:
        raise WrongUse(f"the review data is not what {forge} documents: {fault}") from fault


def _base(arguments: argparse.Namespace, pull: PullRequest) -> str:
    """Where the pull request began: nothing that it brought itself may decide who signs it."""
    if arguments.base:
        return str(arguments.base)
    if pull.base:
        return pull.base
    if not pull.merge_commit:
        raise WrongUse("the review data names no merge commit; name the base with --base.")
    try:
        found = merge_base(arguments.root, f"{pull.merge_commit}^1", pull.head)
    except GitFailed as fault:
        raise WrongUse(f"{fault}; fetch the head of the pull request, or name the base with --base.") from fault
    if not found:
        raise WrongUse("the head of the pull request has no common history with its base; name it with --base.")
    return found


def _touched(root: Path, base: str, head: str) -> list[str]:
    """The projects that are there and that the pull request touched."""
    folders = {path.name for path in (root / "projects").iterdir() if path.is_dir()}
    touched = touched_projects(root, base, head)
    return sorted(folders if touched is None else folders & set(touched))


def _changes(root: Path, base: str, head: str) -> Iterator[_Change]:
    """The projects in which the pull request issued a document."""
    for slug in _touched(root, base, head):
        with repository_at(root, base, [slug]) as repository:
            before = next((project for project in repository.projects if project.slug == slug), None)
        with repository_at(root, head, [slug]) as repository:
            at_head = next((project for project in repository.projects if project.slug == slug), None)
        if at_head is None:
            continue
        new = new_issues(before, at_head)
        issued = tuple(
            revision for revision in at_head.issued if (revision.document, revision.topic, revision.revision) in new
        )
        if issued:
            yield _Change(before=before, head=at_head, context=signing_context(root, slug), issued=issued)


def _record(root: Path, change: _Change, pull: PullRequest, review: Review) -> int:
    written = 0
    for issued in change.issued:
        try:
            record = _draft(change, pull, review, issued)
        except Refused as refused:
            print(_said(review, refused.reason, issued))
            continue
        path = write_record(root, record)
        change_project = change.context.view.project
        change = replace(
            change,
            context=_with(change.context, replace(change_project, sign_offs=(*change_project.sign_offs, record))),
        )
        name = f"{issued.document}{' ' + issued.topic if issued.topic else ''} r{issued.revision}"
        print(f"{name}: {MEANING_WORDS[record.meaning]} by {record.person} ({record.role})\n  {path.relative_to(root)}")
        written += 1
    return written


def _draft(change: _Change, pull: PullRequest, review: Review, issued: Issued) -> SignOff:
    project = change.context.view.project
    now = next((revision for revision in project.issued if _same(revision, issued)), None)
    if now is None or now.digest != issued.digest:
        raise Refused(message("What is issued now is another content than what was reviewed"))
    if change.before is None:
        raise Refused(message("The project was not there before the pull request, and so nobody in its roster"))
    person = person_with_login(change.before, pull.forge, review.login)
    if person is None:
        known = person_with_login(project, pull.forge, review.login)
        if known is not None:
            text = "{person} is not in the roster of the base version: nobody is added in the change that they sign"
            raise Refused(message(text, person=known.id))
        raise Refused(message("Nobody in the roster has this login"))
    party = party_kind(change.before, person.id)
    signing = Signing(
        issued=now,
        person=person.id,
        meaning=Meaning.ACCEPTED if party is PartyKind.CUSTOMER else Meaning.APPROVED,
        channel=Channel.REVIEW,
        time=review.time,
    )
    draft = draft_record(change.context.view, change.before, signing)
    today = person_of(project, person.id)
    evidence = {"forge": pull.forge, "url": review.url, "review": review.id, "commit": review.commit}
    roster = roster_digest(today) if today else draft.roster
    record, _ = admit(project, replace(draft, roster=roster, evidence=evidence))
    return record


def _same(one: Issued, other: Issued) -> bool:
    return (one.document, one.topic, one.revision) == (other.document, other.topic, other.revision)


def _with(context: PageContext, project: Project) -> PageContext:
    return replace(context, view=replace(context.view, project=project))


def _said(review: Review, reason: Message, issued: Issued | None = None) -> str:
    about = f" on {issued.document}{' ' + issued.topic if issued.topic else ''}" if issued else ""
    return (
        f"Nothing recorded from {visible(review.login)}, review {review.id[:SHOWN]}{about}: {visible(plain(reason))}."
    )
