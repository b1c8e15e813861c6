"""`delivery diff`: what a change means in business terms, between two revisions or up to the working tree."""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience, without_fields
from delivery_wiki.calculations.business_diff.changes import ComparedSide, Presence
from delivery_wiki.calculations.business_diff.comparison import compare_sides, lonely
from delivery_wiki.calculations.consistency.project_checks import check_consistency
from delivery_wiki.calculations.sizing.request_checks import check_sizing
from delivery_wiki.model.as_of import AsOf
from delivery_wiki.model.drift import Drift
from delivery_wiki.model.finding import Severity
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.diff.diff_html import render_diff_html
from delivery_wiki.pages.diff.diff_json import diff_as_json
from delivery_wiki.pages.diff.diff_markdown import render_diff_markdown
from delivery_wiki.pages.diff.diff_spans import ToldProject
from delivery_wiki.pages.diff.diff_text import render_diff_text
from delivery_wiki.pages.elements.labels import catalogue_for
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.staged_pages import without_notes
from delivery_wiki.pages.render.finding_reports import render_text
from delivery_wiki.reading.customer.vendor_marks import unpublished_fields
from delivery_wiki.reading.repository import Repository
from delivery_wiki.reading.schema.schema_check import SchemaSet

from ..outside.clock import UTC, Clock
from ..outside.faults import WrongUse
from ..outside.git import find_no_revision, merge_base, revision_seconds
from ..outside.since import day_meant, revision_since
from ..workspace.frozen_documents import find_drifts
from ..workspace.revisions import project_names, repository_at, touched_projects, touches_internal
from ..workspace.workspace_loading import data_folder, load_schemas
from .command_check import use_colour

REPORTS: dict[str, Callable[[Sequence[ToldProject]], str]] = {
    "markdown": render_diff_markdown,
    "json": diff_as_json,
    "html": render_diff_html,
}
MOVED = frozenset({"change-request-missing", "issued-revision-changed"})  # what a diff is there to tell


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionSpan:
    """What is compared: two revisions, the second one None for the working tree, and the projects asked for."""

    base: str
    head: str | None
    slugs: tuple[str, ...]


def run_diff(arguments: argparse.Namespace) -> int:
    """Print what the change means; 0 also when there are changes, 1 when a project cannot be read now."""
    Clock(root=arguments.root, on=arguments.on).require_readable()
    span = _span(arguments)
    clock = Clock(root=arguments.root, on=arguments.on, revision=span.head)
    told = find_diffs(arguments.root, span, Audience(arguments.audience), clock)
    if arguments.format == "text":
        width = shutil.get_terminal_size((100, 24)).columns
        print(render_diff_text(told, width=width, colour=use_colour()), end="")
    else:
        print(REPORTS[arguments.format](told), end="")
    return int(any(project.diff.presence is Presence.UNREADABLE_AFTER for project in told))


def _span(arguments: argparse.Namespace) -> RevisionSpan:
    """BASE [HEAD] [SLUG...]: a second name that is no revision is the first project; `--since` stands for BASE."""
    root, rest = arguments.root, list(arguments.names)
    if arguments.since is not None:
        rest = [arguments.base, *rest] if arguments.base else rest
        arguments.base = told_since(arguments).revision
    elif arguments.base is None:
        raise WrongUse("name the revision that the change starts from, or --since and a day: delivery diff main")
    first = next(iter(rest), "")
    no_head = find_no_revision(root, first) if rest else "no name"
    head = None if no_head else rest.pop(0)
    base = merge_base(root, arguments.base, head or "HEAD") if arguments.merge_base else arguments.base
    known = sorted({*project_names(root, base), *project_names(root, head)})
    for slug in rest:
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            why = f" {no_head[0].upper()}{no_head[1:]}." if slug == first and ": " in no_head else ""
            raise WrongUse(f"'{slug}' is neither a revision nor a project.{hint or why}")
    return RevisionSpan(base=base, head=head, slugs=tuple(rest) or tuple(known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The revision that stood there then, and the day that is meant."""

    revision: str
    day: dt.date


def told_since(arguments: argparse.Namespace, *, else_first: bool = False) -> Since:
    """What `--since` means, told on standard error; with `else_first` a younger history counts from its beginning."""
    today = Clock(root=arguments.root, on=arguments.on).day_in(UTC)
    base = revision_since(arguments.root, arguments.since, today, else_first=else_first)
    made = dt.datetime.fromtimestamp(revision_seconds(arguments.root, base), tz=dt.UTC)
    day = day_meant(arguments.since, today)
    told = f"the beginning of {day:%A}, {day}" if day else f"'{arguments.since}'"
    print(f"Since {told}: from revision {base[:12]}, of {made:%Y-%m-%d %H:%M} UTC.", file=sys.stderr)
    return Since(revision=base, day=day or made.date())


def find_diffs(root: Path, span: RevisionSpan, audience: Audience, clock: Clock) -> tuple[ToldProject, ...]:
    """What changed in each project that the change touches, by name."""
    touched = touched_projects(root, span.base, span.head)
    if audience is Audience.CUSTOMER and touches_internal(root, span.base, span.head, span.slugs):
        print("Files below internal/ changed too; --audience internal tells about them.", file=sys.stderr)
    slugs = tuple(slug for slug in span.slugs if touched is None or slug in touched)
    with repository_at(root, span.base, slugs) as before, repository_at(root, span.head, slugs) as after:
        report_faults(before, after)
        comparison = Comparison(before=before, after=after, audience=audience, clock=clock)
        return tuple(comparison.of(slug) for slug in slugs)


def report_faults(before: Repository, after: Repository) -> None:
    """Findings of projects that cannot be read, so that it is no riddle why; those of the base only in number."""
    for slug in after.faulty:
        of_project = [finding for finding in after.findings if finding.location.file.startswith(f"projects/{slug}/")]
        print(render_text(of_project), file=sys.stderr)
    for slug in before.faulty:
        print(f"Project {slug} cannot be read at the base, with today's rules.", file=sys.stderr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two repositories with what both are seen by: an audience and the clock."""

    before: Repository
    after: Repository
    audience: Audience
    clock: Clock

    def of(self, slug: str) -> ToldProject:
        """What became of a project; both sides are seen on the date of the later one.

        A side that pins data which does not ship counts as one that cannot be read.
        """
        old, new = (_project(repository, slug) for repository in (self.before, self.after))
        presence = self._presence(slug, old, new)
        known = new or old
        as_of = self.clock.day_of(known) if known else None
        left = self._context(self.before, old, as_of)
        right = self._context(self.after, new, as_of)
        shown = right or left
        words = shown.words if shown else Words()
        if left is None or right is None:
            return ToldProject(diff=lonely(slug, known, presence), words=words, before=left, after=right)
        return ToldProject(diff=compare_sides(side_of(left), side_of(right)), words=words, before=left, after=right)

    def unmoved(self, slug: str) -> ToldProject:
        """A project of which no file changed: its pages now, and a diff that says nothing."""
        project = _project(self.after, slug)
        if project is None:
            return self.of(slug)
        context = self._context(self.after, project, self.clock.day_of(project))
        if context is None:
            return self.of(slug)
        return ToldProject(diff=lonely(slug, project, Presence.BOTH), words=context.words, after=context)

    def _presence(self, slug: str, old: Project | None, new: Project | None) -> Presence:
        if new is None:
            return Presence.UNREADABLE_AFTER if slug in self.after.faulty else Presence.REMOVED
        if old is None and slug not in self.before.faulty:
            return Presence.ADDED
        return Presence.UNREADABLE_BEFORE

    def _context(self, repository: Repository, project: Project | None, as_of: AsOf | None) -> PageContext | None:
        """The pages of a side; none where a pin of it does not ship."""
        if project is None or as_of is None:
            return None
        try:
            return page_context(
                project,
                self.audience,
                repository.library,
                repository.catalogues,
                as_of.day,
                asked=True,
                reason=as_of.reason,
                drifts=_drifts(project, repository),
            )
        except LookupError:
            return None


def side_of(context: PageContext) -> ComparedSide:
    """A side of the comparison, of its pages; a customer is told what files and pages of theirs hold."""
    project = context.view.project
    published = None
    if not context.view.internal:
        published = without_notes(without_fields(project, unpublished_fields(load_schemas())))
    return ComparedSide(view=context.view, status=context.status, sizing=context.sizing, published=published)


def _project(repository: Repository, slug: str) -> Project | None:
    return next((project for project in repository.projects if project.slug == slug), None)


def _drifts(project: Project, repository: Repository) -> tuple[Drift, ...]:
    """How documents moved away from what was issued; of a project with faults nothing is said."""
    if not project.issued:
        return ()
    labels = catalogue_for(project.language, repository.catalogues)
    found = (*check_consistency(project, repository.library, labels), *check_sizing(project, repository.library))
    if any(finding.severity is Severity.ERROR and finding.code not in MOVED for finding in found):
        return ()
    return find_drifts(project, repository, cache(lambda: SchemaSet.load(data_folder() / "schemas")))
