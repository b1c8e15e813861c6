"""Checks the links inside a project: each leads to a page that its readers have, and to a place on that page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import unquote

from delivery_wiki.calculations.base.audience_view import Audience
from delivery_wiki.calculations.base.near_miss import near_miss
from delivery_wiki.model.finding import Finding, Location, error, warning
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.texts.prose_text import ProseText
from delivery_wiki.reading.markdown.macro_call import find_macro_calls
from delivery_wiki.reading.markdown.markdown_blocks import read_blocks
from delivery_wiki.reading.markdown.prose_links import find_links

from ..elements.page_kind import PageContext
from ..elements.project_links import existing_pages
from ..render.html import TOP, HtmlRenderer
from ..render.prose_headings import heading_id
from .macro_calls import CallPlace, MacroRefused, expander, run_call
from .project_prose import page_of, prose_of
from .staged_pages import find_pages

ContextOf = Callable[[Audience], PageContext]
_ID = re.compile(r'\bid="([^"]*)"')
_SECTION = re.compile(
    r'<h[2-6] id="([^"]+)"><span class="dw-clause-number">[^<]*</span>(.*?)<a class="headerlink"', re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def check_links(project: Project, context_of: ContextOf) -> Iterator[Finding]:
    """Relative links in a sound project's prose that lead nowhere; contexts are asked for only when there are some."""
    known = cache(lambda audience: _Targets(context_of(audience)))
    for text in prose_of(project):
        audience = Audience.INTERNAL if text.internal else Audience.CUSTOMER
        for location, target, is_image in _relative_links(text):
            if not text.internal and _is_internal(target):
                problem = "a link to something below internal/, from a page that its customer reads"
                yield error("link-internal", location, problem, "Take the address out; say here what may be said.")
            elif not is_image and (fault := known(audience).fault(target, page_of(text.name))):
                yield warning("link-unknown", location, *fault)


def _is_internal(target: str) -> bool:
    """Whether an address leads below internal/, however it goes there; a page of the internal wiki is none there."""
    path = target.replace("\\", "/").partition("#")[0].partition("?")[0]
    return any(step.strip().casefold() == "internal" for step in path.split("/")[:-1])


def _relative_links(text: ProseText) -> Iterator[tuple[Location, str, bool]]:
    """Where each stands, its address, and whether it is that of an image."""
    if "](" in text.text or "]:" in text.text:
        for link in find_links(read_blocks(text.text)):
            target = unquote(html.unescape(link.target)).strip()
            if not _FOREIGN.match(target):
                yield text.place(link.offset), target, link.image


class _Targets:
    """The pages of one reader's site, and the ids on those that are asked for."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.pages = existing_pages(context)
        self.found: dict[str, frozenset[str] | None] = {}
        self.by_words: dict[tuple[str, str], str] = {}  # sections have an id of their own; some write their words

    def fault(self, target: str, here: str) -> tuple[str, str] | None:
        """The problem of a link and its repair; none where it leads somewhere."""
        path, _, fragment = target.partition("#")
        path = path.partition("?")[0].removeprefix("./")
        stem = path.removesuffix(".html") if path else here
        if path and (stem not in self.pages or stem == path):
            meant = self._meant(path)
            repair = (
                f"Did you mean '{meant}.html'?" if meant else "Write <page>.html or <page>.html#ID, or a web address."
            )
            return f"a link to '{path[:80]}', which is no page of this project for its reader", repair
        anchors = self._anchors(stem) if fragment else None
        if anchors is None or fragment in anchors:
            return None
        return f"a link to '#{fragment[:80]}', which does not stand on {stem}.html", self._place(
            fragment, anchors, stem
        )

    def _meant(self, path: str) -> str | None:
        folder, _, name = path.rpartition("/")
        stem = name.rpartition(".")[0] or name
        likely = page_of(f"{folder.rpartition('/')[2]}/{stem}".lstrip("/"))
        return likely if likely in self.pages else near_miss(likely, self.pages)

    def _place(self, fragment: str, anchors: frozenset[str], stem: str) -> str:
        if id := self.by_words.get((stem, fragment)):
            return f"Write #{id}, the id of the section with these words."
        if place := self.context.places.get(fragment):
            return f"Write {place.page}#{place.anchor or fragment}."
        meant = near_miss(fragment, anchors)
        return f"Did you mean '#{meant}'?" if meant else "Correct the id, or link to the page alone."

    def _anchors(self, stem: str) -> frozenset[str] | None:
        """The ids of a page as it is rendered; none where it cannot be."""
        if stem not in self.found:
            self.found[stem] = self._render(stem)
        return self.found[stem]

    def _render(self, stem: str) -> frozenset[str] | None:
        place = CallPlace(project=self.context)
        renderer = HtmlRenderer(self.context.words, expander(place))
        page = next((page for page in find_pages(self.context) if page.stem == stem), None)
        if page is None:
            return None
        try:
            shown = [renderer.render(run_call(call, place)) for _, _, call in find_macro_calls(page.body)]
        except MacroRefused:
            return None
        for id, words in (found for part in shown for found in _SECTION.findall(part)):
            self.by_words[stem, heading_id(html.unescape(_TAG.sub("", words)))] = id
        return frozenset(html.unescape(id) for part in shown for id in _ID.findall(part)) | {TOP}
