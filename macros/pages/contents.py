"""The headings of a finished page, for its table of contents."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class HeadingToken:
    """A heading with those below it."""

    level: int
    id: str
    name: str
    children: list[HeadingToken] = field(default_factory=list)


class _HeadingParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[HeadingToken] = []
        self.current: HeadingToken | None = None
        self.skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("h1", "h2", "h3") and values.get("id"):
            self.current = HeadingToken(int(tag[1]), values["id"] or "", "")
        elif tag == "a" and self.current and "headerlink" in (values.get("class") or ""):
            self.skipping = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.skipping = False
        if self.current and tag == f"h{self.current.level}":
            self.current.name = " ".join(self.current.name.split())
            self.found.append(self.current)
            self.current = None

    def handle_data(self, data: str) -> None:
        if self.current and not self.skipping:
            self.current.name += data


def find_headings(html: str) -> list[HeadingToken]:
    """Headings of level 1 to 3 that have an id, nested."""
    parser = _HeadingParser()
    parser.feed(html)
    parser.close()
    roots: list[HeadingToken] = []
    trail: list[HeadingToken] = []
    for heading in parser.found:
        while trail and trail[-1].level >= heading.level:
            trail.pop()
        (trail[-1].children if trail else roots).append(heading)
        trail.append(heading)
    return roots
