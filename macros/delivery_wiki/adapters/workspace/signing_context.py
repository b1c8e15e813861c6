"""What a signature is judged by: the project as its customer sees it, and the roster of the base version."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.elements.page_kind import PageContext

from ..outside.faults import WrongUse
from .revisions import repository_at
from .workspace_loading import Workspace, days_of, has_error, load_workspace, project_contexts, require_projects

# What these findings are about keeps nobody from signing what was issued.
RECORDS = ("sign-off-", "issued-", "change-request-")
CONSEQUENCES = frozenset({"younger-than-revision"})  # of a true answer, for somebody of the team to mend


def signing_context(root: Path, slug: str, on: str | None = None, *, besides: Collection[str] = ()) -> PageContext:
    """The project as its customer sees it; raises WrongUse where something else than its records is wrong."""
    require_projects(root, [slug])
    workspace = load_workspace(root, (slug,))
    folder = f"projects/{slug}/"
    of_project = [finding for finding in workspace.findings if finding.location.file.startswith(folder)]
    project = next((project for project in workspace.repository.projects if project.slug == slug), None)
    if project is None or has_error(
        finding for finding in of_project if not finding.code.startswith((*RECORDS, *besides))
    ):
        raise WrongUse(f"{slug} has findings; see: delivery check {slug}")
    return _context(workspace, project, on)


def _context(workspace: Workspace, project: Project, on: str | None) -> PageContext:
    return project_contexts(replace(workspace, sound=(project,)), Audience.CUSTOMER, days_of(workspace, on))[0]


def roster_at(root: Path, slug: str, base: str | None, project: Project) -> Project:
    """The project at the base version, whose roster decides; the working tree where no base is named."""
    if not base:
        return project
    with repository_at(root, base, [slug]) as before:
        found = next((project for project in before.projects if project.slug == slug), None)
    if found is None:
        raise WrongUse(f"{slug} cannot be read at {base}; its roster there decides who signs.")
    return found
