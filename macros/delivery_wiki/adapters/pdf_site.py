"""The PDFs of sites: set before a site is built, so that its pages know them, and put in before it is switched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from delivery_wiki.calculations.audience_view import Audience
from delivery_wiki.model.as_of import AsOfDays

from .pdf_batch import PdfResult, Progress, make_pdfs, plan_pdfs
from .pdf_cache import write_whole
from .workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLink:
    """A PDF beside a page: its size in bytes and its number of pages."""

    size: int
    pages: int


@dataclass(slots=True, kw_only=True)
class SitePdfs:
    """The PDFs of the sites of one build, by audience and project."""

    workspace: Workspace
    days: AsOfDays
    workers: int
    progress: Progress | None = None
    results: tuple[PdfResult, ...] = ()

    def make_for(self, sites: Sequence[tuple[Audience, str]]) -> None:
        """Set what these sites need: each is an audience, and a project unless it is the internal wiki."""
        planned = chain.from_iterable(
            plan_pdfs(self.workspace, [audience], self.days, slugs=(slug,) if slug else ()) for audience, slug in sites
        )
        self.results = make_pdfs(self.workspace.root, planned, workers=self.workers, progress=self.progress)

    def links(self, audience: Audience, slug: str) -> Mapping[tuple[str, str], PdfLink]:
        """The PDFs of a site by project and page."""
        return {
            (one.planned.slug, one.planned.name.page): PdfLink(size=one.made.size, pages=one.made.pages)
            for one in self._of(audience, slug)
            if one.made
        }

    def place(self, audience: Audience, slug: str, site: Path) -> None:
        """Put the PDFs beside the pages of a site that is not in its place yet."""
        for one in self._of(audience, slug):
            folder = site / "projects" / one.planned.slug if audience is Audience.INTERNAL else site
            if one.made and (folder / f"{one.planned.name.page}.html").is_file():
                write_whole(folder / f"{one.planned.name.page}.pdf", one.made.read())

    def failed(self, audience: Audience, slug: str) -> tuple[PdfResult, ...]:
        """The documents of a site that could not be set."""
        return tuple(one for one in self._of(audience, slug) if one.failure)

    def _of(self, audience: Audience, slug: str) -> list[PdfResult]:
        return [
            one
            for one in self.results
            if one.planned.audience is audience and (audience is Audience.INTERNAL or one.planned.slug == slug)
        ]
