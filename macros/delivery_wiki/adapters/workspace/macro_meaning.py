"""Runs the macro calls of authors while checking, so that a call which is refused never reaches a build; links too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.finding import Finding
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.pages.contexts import page_context
from delivery_wiki.pages.elements.page_kind import PageContext, WikiContext
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.macros.link_check import check_links
from delivery_wiki.pages.macros.macro_calls import CallPlace, ProjectLeftOut
from delivery_wiki.pages.macros.macro_check import check_meaning, check_wiki_meaning
from delivery_wiki.reading.files.left_behind import written_files
from delivery_wiki.reading.project_folder import find_project_folders
from delivery_wiki.reading.repository import Repository

from .page_limit import limited_time
from .wiki_pages import find_wiki_pages

# What a call means does not depend on the day, and the same repository has the same findings on every day.
DAY = dt.date(2026, 1, 1)


def find_refusals(project: Project, repository: Repository) -> Iterator[Finding]:
    """Calls in the prose of a sound project that are refused when they are run, and links that lead nowhere."""

    @cache
    def context(audience: Audience) -> PageContext:
        return _context(project, audience, repository)

    def places() -> tuple[CallPlace, ...]:
        return tuple(CallPlace(project=context(audience)) for audience in (Audience.INTERNAL, Audience.CUSTOMER))

    yield from check_meaning(project, places, limited_time)
    yield from check_links(project, context)


def find_wiki_refusals(repository: Repository, sound: Sequence[Project]) -> Iterator[Finding]:
    """Calls on the wiki's own pages that are refused when they are run."""

    @cache
    def wiki(slugs: tuple[str, ...]) -> CallPlace:
        contexts = [_context(project, Audience.INTERNAL, repository) for project in sound if project.slug in slugs]
        library = repository.library
        return CallPlace(
            wiki=WikiContext(
                projects=tuple(contexts),
                processes=library.processes,
                rule_sets=library.rule_sets,
                words=Words(),
                on=DAY,
                pages=frozenset(page.removeprefix("docs/") for page in find_wiki_pages(repository.root)),
                architectures=library.architectures,
                people=repository.people,
            )
        )

    def places(named: str | None) -> Iterator[CallPlace]:
        """First without what is costly: most calls of the wiki ask for nothing of any project."""
        yield wiki(() if named is None else (named,))
        if named is None and is_some_left_out(repository, sound):
            raise ProjectLeftOut("what is left out may be what is named")
        if named is None:
            yield wiki(tuple(project.slug for project in sound))

    return check_wiki_meaning(find_wiki_pages(repository.root), places, limited_time)


def is_some_left_out(repository: Repository, sound: Sequence[Project]) -> bool:
    """Whether a project or a rule set has faults, so that it is not among those that can be named."""
    known = {f"{rule_set.id}-{rule_set.version}" for rule_set in repository.library.rule_sets}
    files = written_files(repository.root / "docs" / "sizing", "*.yml")
    projects = find_project_folders(repository.root / "projects")
    return len(sound) < len(projects) or any(path.stem not in known for path in files)


def _context(project: Project, audience: Audience, repository: Repository) -> PageContext:
    return page_context(project, audience, repository.library, repository.catalogues, DAY)
