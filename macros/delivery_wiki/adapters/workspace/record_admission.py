"""Sign-off records against the base version: none may vanish, and its roster admits the new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from delivery_wiki.calculations.consistency.sign_offs import check_against_base
from delivery_wiki.model.finding import Finding

from .revisions import project_names, repository_at
from .workspace_loading import Workspace


def find_unadmitted(workspace: Workspace, revision: str, slugs: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Findings for records that are gone since the revision, or new and not admitted by it."""
    return tuple(_find(workspace, revision, slugs))


def _find(workspace: Workspace, revision: str, slugs: Sequence[str]) -> Iterator[Finding]:
    known = project_names(workspace.root, revision)
    for project in workspace.repository.projects:
        if slugs and project.slug not in slugs:
            continue
        with repository_at(workspace.root, revision, [project.slug] if project.slug in known else []) as before:
            base = next((earlier for earlier in before.projects if earlier.slug == project.slug), None)
        if base is not None or project.sign_offs:
            yield from check_against_base(project, base)
