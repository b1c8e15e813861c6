"""What a signature is judged by: the project as its customer sees it, and the roster of the base version."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.model.project import Project
from delivery_wiki.pages.page_kind import PageContext

from .faults import WrongUse
from .revisions import repository_at
from .workspace import Workspace, days_of, has_error, load_workspace, project_contexts, require_projects

# What these findings are about keeps nobody from signing what was issued.
RECORDS = ("sign-off-", "issued-", "change-request-")


def signing_context(root: Path, slug: str) -> PageContext:
    """The project as its customer sees it; raises WrongUse where something else than its records is wrong."""
    require_projects(root, [slug])
    workspace = load_workspace(root, (slug,))
    folder = f"projects/{slug}/"
    of_project = [one for one in workspace.findings if one.location.file.startswith(folder)]
    project = next((one for one in workspace.repository.projects if one.slug == slug), None)
    if project is None or has_error(one for one in of_project if not one.code.startswith(RECORDS)):
        raise WrongUse(f"{slug} has findings; see: delivery check {slug}")
    return _context(workspace, project)


def _context(workspace: Workspace, project: Project) -> PageContext:
    return project_contexts(replace(workspace, sound=(project,)), Audience.CUSTOMER, days_of(workspace, None))[0]


def roster_at(root: Path, slug: str, base: str | None, project: Project) -> Project:
    """The project at the base version, whose roster decides; the working tree where no base is named."""
    if not base:
        return project
    with repository_at(root, base, [slug]) as before:
        found = next((one for one in before.projects if one.slug == slug), None)
    if found is None:
        raise WrongUse(f"{slug} cannot be read at {base}; its roster there decides who signs.")
    return found
