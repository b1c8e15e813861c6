"""What a finished page says: its headings for the table of contents, its sections for the search.

Pages are well formed, for our renderer and Markdown made them, so two patterns read them; a parser that copes with
any HTML costs half of a build.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

HEADING = re.compile(r"<h([1-6])\b([^>]*)>(.*?)</h\1>", re.DOTALL)
ID = re.compile(r'\bid="([^"]*)"')
SILENT = re.compile(r"<(svg|style|script)\b.*?</\1>|<a\b[^>]*\bheaderlink\b[^>]*>.*?</a>", re.DOTALL)
DEPTH = 3  # levels that a table of contents names
TAG = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class HeadingToken:
    """A heading with those below it."""

    level: int
    id: str
    name: str
    children: list[HeadingToken] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """A heading's part of a page as plain text, HTML-escaped; the page itself has no id."""

    id: str
    title: str
    text: str


def find_headings(page: str) -> list[HeadingToken]:
    """Headings of level 1 to 3 that have an id, nested."""
    roots: list[HeadingToken] = []
    trail: list[HeadingToken] = []
    for found in HEADING.finditer(page):
        id = ID.search(found[2])
        if id is None or int(found[1]) > DEPTH:
            continue
        heading = HeadingToken(int(found[1]), html.unescape(id[1]), html.unescape(plain_text(found[3])))
        while trail and trail[-1].level >= heading.level:
            trail.pop()
        (trail[-1].children if trail else roots).append(heading)
        trail.append(heading)
    return roots


def find_sections(page: str) -> list[PageSection]:
    """The page cut at its headings, in order: first the page itself with its title, then each part."""
    sections: list[PageSection] = []
    id, title, start = "", "", 0
    for found in HEADING.finditer(page):
        _add(sections, id, title, page[start : found.start()])
        named = ID.search(found[2])
        if found[1] == "1" or named is None:
            title, start = (plain_text(found[3]), found.end()) if found[1] == "1" else (title, found.start())
            continue
        id, title, start = html.unescape(named[1]), plain_text(found[3]), found.end()
    _add(sections, id, title, page[start:])
    return sections


def plain_text(markup: str) -> str:
    """The words of a piece of HTML, still escaped, without drawings and permanent links."""
    return " ".join(TAG.sub(" ", SILENT.sub(" ", markup)).split())


def _add(sections: list[PageSection], id: str, title: str, markup: str) -> None:
    text = plain_text(markup)
    if sections and sections[-1].id == id:
        before = sections.pop()
        sections.append(PageSection(id=id, title=title, text=f"{before.text} {text}".strip()))
    else:
        sections.append(PageSection(id=id, title=title, text=text))
