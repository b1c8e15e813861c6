"""`delivery diff`: what a change means in business terms, between two revisions or up to the working tree."""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import shutil
from dataclasses import dataclass
from pathlib import Path

from macros.calculations.audience_view import Audience
from macros.calculations.business_diff import Presence, ProjectDiff, Side, compare_sides, lonely
from macros.model.project import Project
from macros.pages.contexts import page_context
from macros.pages.diff_text import render_diff_text
from macros.reading.repository import Repository

from .clock import as_of
from .command_check import use_colour
from .faults import WrongUse
from .git import is_revision, merge_base
from .revisions import project_names, repository_at, touched_projects


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What is compared: two revisions, the second one None for the working tree, and the projects asked for."""

    base: str
    head: str | None
    slugs: tuple[str, ...]


def run_diff(arguments: argparse.Namespace) -> int:
    """Print what the change means; 0 also when there are changes, 1 when a project cannot be read now."""
    span = _span(arguments)
    on = as_of(arguments.on, arguments.root, prefer_head=False, revision=span.head)
    audience = Audience(arguments.audience)
    diffs = find_diffs(arguments.root, span, audience, on, asked=arguments.on is not None)
    width = shutil.get_terminal_size((100, 24)).columns
    print(render_diff_text(diffs, width=width, colour=use_colour()), end="")
    return int(any(one.presence is Presence.UNREADABLE_AFTER for one in diffs))


def _span(arguments: argparse.Namespace) -> Span:
    """BASE [HEAD] [SLUG...]: a second name that is no revision is the first project."""
    root, rest = arguments.root, list(arguments.names)
    head = rest.pop(0) if rest and is_revision(root, rest[0]) else None
    base = merge_base(root, arguments.base, head or "HEAD") if arguments.merge_base else arguments.base
    known = sorted({*project_names(root, base), *project_names(root, head)})
    for slug in rest:
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise WrongUse(f"'{slug}' is neither a revision nor a project.{hint}")
    return Span(base=base, head=head, slugs=tuple(rest) or tuple(known))


def find_diffs(
    root: Path, span: Span, audience: Audience, on: dt.date, *, asked: bool = False
) -> tuple[ProjectDiff, ...]:
    """What changed in each project that the change touches, by name."""
    touched = touched_projects(root, span.base, span.head)
    slugs = tuple(slug for slug in span.slugs if touched is None or slug in touched)
    with repository_at(root, span.base, slugs) as before, repository_at(root, span.head, slugs) as after:
        comparison = Comparison(before=before, after=after, audience=audience, on=on, asked=asked)
        return tuple(comparison.of(slug) for slug in slugs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two repositories with what both are seen by: an audience and a date."""

    before: Repository
    after: Repository
    audience: Audience
    on: dt.date
    asked: bool

    def of(self, slug: str) -> ProjectDiff:
        """What became of a project; both sides are seen on the date of the later one."""
        old, new = (_project(repository, slug) for repository in (self.before, self.after))
        presence = self._presence(slug, old, new)
        if presence is not Presence.BOTH or old is None or new is None:
            return lonely(slug, new or old, presence)
        on = self.on if self.asked else new.as_of or self.on
        return compare_sides(self._side(self.before, old, on), self._side(self.after, new, on))

    def _presence(self, slug: str, old: Project | None, new: Project | None) -> Presence:
        if new is None:
            return Presence.UNREADABLE_AFTER if slug in self.after.faulty else Presence.REMOVED
        if old is None:
            return Presence.UNREADABLE_BEFORE if slug in self.before.faulty else Presence.ADDED
        return Presence.BOTH

    def _side(self, repository: Repository, project: Project, on: dt.date) -> Side:
        context = page_context(project, self.audience, repository.library, repository.catalogues, on, asked=True)
        return Side(view=context.view, status=context.status, sizing=context.sizing)


def _project(repository: Repository, slug: str) -> Project | None:
    return next((one for one in repository.projects if one.slug == slug), None)
