"""The PDFs of sites: set before a site is built, so that its pages know them, and put in before it is switched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.model.as_of import AsOfDays
from delivery_wiki.pages.pdf.pdf_document import PdfState

from ..outside.files import write_whole
from ..workspace.workspace_loading import Workspace
from .pdf_batch import PdfResult, PlannedPdf, Progress, make_pdfs, plan_pdfs
from .pdf_parts import plan_parts


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
        planned = chain(
            chain.from_iterable(
                plan_pdfs(self.workspace, [audience], self.days, slugs=(slug,) if slug else ())
                for audience, slug in sites
            ),
            self._parts() if (Audience.INTERNAL, "") in sites else (),
        )
        self.results = make_pdfs(self.workspace.root, planned, workers=self.workers, progress=self.progress)

    def _parts(self) -> Iterator[PlannedPdf]:
        """What can be set of projects with errors; the wiki says on their pages why the others are not there."""
        planned = plan_parts(self.workspace, [Audience.INTERNAL], self.days)
        return (pdf for pdf in planned if pdf.document is not None)

    def links(self, audience: Audience, slug: str) -> Mapping[tuple[str, str], PdfLink]:
        """The PDFs of a site by project and page."""
        return {
            (result.planned.slug, result.planned.name.page): PdfLink(size=result.made.size, pages=result.made.pages)
            for result in self._of(audience, slug)
            if result.made
        }

    def place(self, audience: Audience, slug: str, site: Path) -> None:
        """Put the PDFs beside the pages of a site that is not in its place yet."""
        for result in self._of(audience, slug):
            folder = site / "projects" / result.planned.slug if audience is Audience.INTERNAL else site
            page, is_copy = result.planned.name.page, result.planned.state is PdfState.EXECUTED
            if result.made and (is_copy or (folder / f"{page}.html").is_file()):
                folder.mkdir(parents=True, exist_ok=True)
                write_whole(folder / f"{page}.pdf", result.made.read())

    def failed(self, audience: Audience, slug: str) -> tuple[PdfResult, ...]:
        """The documents of a site that could not be set."""
        return tuple(result for result in self._of(audience, slug) if result.failure)

    def _of(self, audience: Audience, slug: str) -> list[PdfResult]:
        return [
            result
            for result in self.results
            if result.planned.audience is audience and (audience is Audience.INTERNAL or result.planned.slug == slug)
        ]
