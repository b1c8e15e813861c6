"""`delivery digest`: what moved since a day and what is due next, for each project and over all; nothing is sent."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.business_diff.changes import Presence
from delivery_wiki.calculations.business_diff.digest import digest_of
from delivery_wiki.pages.diff.diff_spans import ToldProject
from delivery_wiki.pages.digest.digest_mail import render_digest_mail
from delivery_wiki.pages.digest.digest_markdown import render_digest_markdown
from delivery_wiki.pages.digest.digest_page import DigestPage, Period
from delivery_wiki.pages.digest.digest_text import render_digest_text
from delivery_wiki.pages.digest.overall_digest import Digested, overall_page
from delivery_wiki.pages.digest.project_digest import project_page
from delivery_wiki.pages.elements.words import Words

from ..outside.clock import Clock
from ..outside.faults import WrongUse
from ..outside.files import require_free_place, write_whole
from ..outside.mail_drafts import mail_draft
from ..workspace.revisions import project_names, repository_at, touched_projects
from ..workspace.workspace_loading import require_projects
from .command_diff import Comparison, report_faults, side_of, told_since

RENDERS: dict[str, Callable[[Sequence[DigestPage]], str]] = {
    "text": render_digest_text,
    "markdown": render_digest_markdown,
    "html": render_digest_mail,
}
ENDINGS = {"text": "txt", "markdown": "md", "html": "html", "mail": "eml"}
OVERALL = "all-projects"


def run_digest(arguments: argparse.Namespace) -> int:
    """Print the digest or write its files; 1 where a project cannot be read now."""
    Clock(root=arguments.root, on=arguments.on).require_readable()
    audience = Audience(arguments.audience)
    slugs = require_projects(arguments.root, arguments.slugs)
    folder = _folder(arguments, slugs, audience)
    since = told_since(arguments, else_first=True)  # a team's first week is shorter
    told = _find(arguments, slugs, since.revision, audience)
    digested = [_digested(each) for each in told]
    period = Period(since=since.day, revision=since.revision)
    over_all = (overall_page(digested, period, Words()),) if not slugs and audience is Audience.INTERNAL else ()
    if folder is None:  # where nothing happened, the page over all says so
        shown = [each for each in digested if each.moved or slugs]
        print(_printed((*over_all, *_pages(shown, period)), arguments.format), end="")
    else:
        _write(folder, (*over_all, *_pages(digested, period)), arguments.format)
    return int(any(each.diff.presence is Presence.UNREADABLE_AFTER for each in told))


def _folder(arguments: argparse.Namespace, slugs: Sequence[str], audience: Audience) -> Path | None:
    """Where files go, None for standard output; what is for one customer never stands beside what is for another."""
    if arguments.out:
        folder = Path(arguments.out)
        require_free_place(arguments.root, folder, arguments.out)
        return folder
    if arguments.format == "mail":
        raise WrongUse("--format mail writes a file for each mail: name a folder, such as --out site/digest.")
    if audience is Audience.CUSTOMER and len(slugs) != 1:
        raise WrongUse(
            "a customer reads about one project: name it, or a folder for a file each, as --out site/digest."
        )
    return None


def _find(
    arguments: argparse.Namespace, slugs: tuple[str, ...], base: str, audience: Audience
) -> tuple[ToldProject, ...]:
    """Every project that is asked for: what became of it, or that no file of it changed."""
    root = arguments.root
    asked = slugs or tuple(sorted({*project_names(root, base), *project_names(root, None)}))
    touched = touched_projects(root, base, None)
    moved = tuple(slug for slug in asked if touched is None or slug in touched)
    clock = Clock(root=root, on=arguments.on)
    with repository_at(root, base, moved) as before, repository_at(root, None, asked) as after:
        report_faults(before, after)
        comparison = Comparison(before=before, after=after, audience=audience, clock=clock)
        return tuple(comparison.of(slug) if slug in moved else comparison.unmoved(slug) for slug in asked)


def _pages(digested: Sequence[Digested], period: Period) -> Iterator[DigestPage]:
    """A page of each project that can be read."""
    for each in digested:
        if each.digest and each.context:
            yield project_page(each.digest, each.context, period)


def _digested(told: ToldProject) -> Digested:
    if told.after is None:
        return Digested(diff=told.diff)
    before = side_of(told.before) if told.before else None
    return Digested(diff=told.diff, digest=digest_of(told.diff, before, side_of(told.after)), context=told.after)


def _printed(pages: Sequence[DigestPage], form: str) -> str:
    if form == "text":
        return render_digest_text(pages, width=shutil.get_terminal_size((100, 24)).columns)
    return RENDERS[form](pages)


def _write(folder: Path, pages: Sequence[DigestPage], form: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        name = page.slug or OVERALL
        write_whole(folder / f"{name}.{ENDINGS[form]}", _file(page, form))
    print(f"{folder}: {len(pages)} files. Look at each, then hand it on; nothing was sent.", file=sys.stderr)


def _file(page: DigestPage, form: str) -> bytes:
    """A file of one page; a mail has it as HTML and, for programs that show none, as text."""
    if form != "mail":
        return RENDERS[form]([page]).encode()
    return mail_draft(
        page.title,
        render_digest_text([page]),
        html=render_digest_mail([page]),
        to=page.to,
        mark=page.slug or OVERALL,
    )
