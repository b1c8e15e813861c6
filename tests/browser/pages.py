"""Where the pages of each kind stand in the built sites, and a page that remembers what a browser complains about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from delivery_wiki.pages.registry import PAGE_KINDS

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 380, "height": 800}
INTERNAL_KINDS = frozenset({"efforts", "retrospective"})
STEMS = {"minutes": "minutes-2*", "minutes-index": "minutes", "sow": "sow-*", "change-request": "change-request-*"}
PREFERRED = ("northern-lights", "stadtwerke-musterstadt", "coastline-mail", "epermit-api", "harbour-insurance")
WIKI = {
    "wiki-home": "index.html",
    "portfolio": "projects/index.html",
    "this-week": "projects/this-week.html",
    "person": "people/*.html",
    "process-overview": "process/index.html",
    "process-version": "process/2011-10-18.html",
    "architecture-examples": "process/architecture-examples.html",
    "sizing-comparison": "sizing/index.html",
    "sizing-rules": "sizing/*-1.html",
    "what-if-rules": "sizing/what-if-groupware-sessions-1.html",
    "guide": "guide/index.html",
    "guide-long": "guide/author.html",
    "guide-code": "guide/rule-set.html",
    "reference": "reference/index.html",
    "reference-findings": "reference/findings.html",
    "reference-macros": "reference/macros.html",
    "reference-file": "reference/files/project.html",
    "develop": "develop/index.html",
    "develop-pages": "develop/pages.html",
    "develop-parts": "develop/parts.html",
    "not-found": "404.html",
}


@dataclass(frozen=True)
class Sites:
    """The built sites by name: their folders, and the addresses at which they are served."""

    folders: dict[str, Path]
    addresses: dict[str, str]

    def find(self, audience: str, kind: str) -> tuple[str, str]:
        """The site and the path of a page of that kind; the German project stands in for customers."""
        if audience == "internal" and kind in WIKI:
            return "internal", _first(self.folders["internal"], WIKI[kind], kind)
        stem = STEMS.get(kind, kind)
        order = PREFERRED if audience == "internal" else (PREFERRED[1], PREFERRED[0], *PREFERRED[2:])
        for slug in order:
            site, folder = ("internal", f"projects/{slug}/") if audience == "internal" else (slug, "")
            found = sorted(self.folders[site].glob(f"{folder}{stem}.html"))
            if found:
                return site, found[0].relative_to(self.folders[site]).as_posix()
        raise LookupError(f"no shipped project has a page of the kind '{kind}'")

    def url(self, site: str, path: str) -> str:
        """The address of a page over http."""
        return f"{self.addresses[site]}/{path}"

    def disk(self, site: str, path: str) -> str:
        """The address of the same page from disk."""
        return (self.folders[site] / path.split("#", maxsplit=1)[0]).as_uri()


def _first(folder: Path, pattern: str, kind: str) -> str:
    found = sorted(folder.glob(pattern))
    if not found:
        raise LookupError(f"the wiki has no page of the kind '{kind}'")
    return found[0].relative_to(folder).as_posix()


def page_kinds() -> list[tuple[str, str]]:
    """Every kind of page for the audiences that see it."""
    kinds = sorted({page_kind.kind for page_kind in PAGE_KINDS})
    internal = [("internal", kind) for kind in (*kinds, *WIKI)]
    return internal + [("customer", kind) for kind in (*kinds, "404") if kind not in INTERNAL_KINDS]


LEFT = "net::ERR_ABORTED"
"""What a request says whose page was left before it ended, such as the icon's; what a policy stops says `csp`."""


@dataclass
class Watched:
    """A page and everything that went wrong on it."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@contextmanager
def watched_page(browser: Browser, origin: str, **context: Any) -> Iterator[Watched]:
    """A page in a new context; `origin` is what its requests may go to."""
    opened = browser.new_context(**context)
    try:
        with page_of(opened, origin) as watched:
            yield watched
    finally:
        opened.close()


@contextmanager
def page_of(context: BrowserContext, origin: str) -> Iterator[Watched]:
    """A new page in a context that others use too."""
    page = context.new_page()
    try:
        with watched_as(page, origin) as watched:
            yield watched
    finally:
        page.close()


@contextmanager
def read_again(page: Page, origin: str) -> Iterator[Watched]:
    """The one page of a worker, as a reader finds it who comes anew: a new page would cost more than its content."""
    page.set_viewport_size(WIDE)
    page.emulate_media(media="null", color_scheme="light", reduced_motion="reduce")
    try:
        with watched_as(page, origin) as watched:
            yield watched
    finally:
        page.goto("about:blank")


@contextmanager
def watched_as(page: Page, origin: str) -> Iterator[Watched]:
    """A page whose complaints are noted as long as it is looked at."""
    watched = Watched(page)
    note = watched.complaints.append
    listeners: dict[Any, Callable[[Any], None]] = {
        "console": lambda said: note(f"console: {said.text}") if said.type == "error" else None,
        "pageerror": lambda fault: note(f"error: {fault}"),
        "requestfailed": lambda request: None if request.failure == LEFT else note(f"failed: {request.url}"),
        "response": lambda answer: note(f"{answer.status}: {answer.url}") if answer.status >= 400 else None,
        "request": lambda request: (
            None if request.url.startswith((origin, "data:", "blob:")) else note(f"foreign: {request.url}")
        ),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        yield watched
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
