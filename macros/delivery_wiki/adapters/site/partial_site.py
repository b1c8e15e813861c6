"""Projects with errors as the internal wiki shows them: the pages that rest on nothing with errors, each marked."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import replace

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import AsOfDays
from delivery_wiki.model.finding import Finding, Severity
from delivery_wiki.model.texts.unreadable import PartUnreadable
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import FaultyProject, PageContext
from delivery_wiki.pages.macros.partial_pages import PartialProject, partial_project
from delivery_wiki.pages.macros.staged_pages import page_source

from ..pdf.pdf_parts import rough_context
from ..workspace.page_limit import limited_time
from ..workspace.workspace_loading import RoughProject, Workspace

LOG = logging.getLogger("mkdocs.plugins.delivery")


def partial_projects(workspace: Workspace, days: AsOfDays) -> Mapping[str, PartialProject]:
    """What can be shown of each project with errors, by slug; nothing of one whose errors bear on everything."""
    found: dict[str, PartialProject] = {}
    for rough in workspace.rough:
        slug = rough.project.slug
        try:
            context = rough_context(workspace, rough, Audience.INTERNAL, days)
            found[slug] = partial_project(
                context, _whole(workspace, rough, days), errors_of(workspace, slug), limited_time
            )
        except (LookupError, PartUnreadable):
            continue
        except Exception:  # a slip of the tool costs the pages of this project, which keeps its last good ones
            LOG.debug("%s", slug, exc_info=True)
    return found


def faulty_projects(workspace: Workspace, partial: Mapping[str, PartialProject]) -> tuple[FaultyProject, ...]:
    """The projects with errors, as the wiki's own pages name them."""
    titles = {project.project.slug: project.project.title for project in workspace.rough}
    return tuple(
        FaultyProject(
            slug=slug,
            title=titles.get(slug) or slug,
            errors=len(errors_of(workspace, slug)),
            shown=slug in partial,
        )
        for slug in workspace.faulty
    )


def partial_files(made: PartialProject) -> dict[str, bytes]:
    """The pages as the site generator reads them; what stands on them is put in while it runs."""
    digest = _digest(made)
    return {
        f"{page.page.stem}.md": page_source(replace(page.page, body=""), made.context, digest).encode()
        for page in made.pages
    }


def errors_of(workspace: Workspace, slug: str) -> tuple[Finding, ...]:
    """The errors in the files of a project."""
    folder = f"projects/{slug}"
    errors = (finding for finding in workspace.findings if finding.severity is Severity.ERROR)
    return tuple(error for error in errors if f"{error.location.file}/".startswith(f"{folder}/"))


def _digest(made: PartialProject) -> str:
    """12 hex digits over everything that the pages show."""
    shown = repr([(page.page.stem, page.html) for page in made.pages])
    return hashlib.sha256(shown.encode()).hexdigest()[:12]


def _whole(workspace: Workspace, rough: RoughProject, days: AsOfDays) -> PageContext | None:
    """What could be read of the project, as if nothing were missing; None where that does not hold together."""
    repository, day = workspace.repository, days.of(rough.project.slug)
    try:
        return page_context(
            rough.project, Audience.INTERNAL, repository.library, repository.catalogues, day.day, asked=True
        )
    except Exception:  # whatever is missing: no page can be named from it
        return None
