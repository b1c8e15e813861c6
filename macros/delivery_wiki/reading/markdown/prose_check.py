"""Faults in an author's Markdown: HTML, comments, links that are refused, images, and braces that are no call."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, Location, error, warning

from ..files.finding_limit import limit_findings
from .macro_call import find_unclosed, literal_braces
from .markdown_blocks import Blocks, PlaceOf
from .prose_extensions import check_extensions
from .prose_limits import check_limits
from .prose_links import ProseLink, find_links, inline_texts
from .prose_notes import check_notes
from .prose_structure import check_structure
from .prose_tables import check_tables

ALLOWED_SCHEMES = ("https", "http", "mailto")
_TAG = re.compile(r"(?<!\]\()<(/?)([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>|<!--")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_TEMPLATE = re.compile(r"\{[%#]")


def check_prose(blocks: Blocks, place: PlaceOf, backslash: str = "\\") -> tuple[Finding, ...]:
    """The faults of a Markdown source; `place` says where a character of it is written, `backslash` how one is."""
    found: list[Finding] = []
    for offset, name in _tags(blocks):
        found.append(_tag(name, place(offset)))
    for offset in find_unclosed(blocks):
        problem = "a macro call that begins with {{ and is not closed with }}"
        repair = "Close it with }}, or write \\{{ for literal braces."
        better = literal_braces(blocks.source[offset + 2 : offset + 200], backslash)
        found.append(error("macro-unclosed", place(offset), problem, repair, replacement=better))
    for offset, mark in _template_marks(blocks):
        problem = f"{mark} begins no command here and is shown as text"
        repair = "Delete it, or put it in backticks if it is meant."
        found.append(warning("template-mark", place(offset), problem, repair))
    for link in find_links(blocks):
        found += _check_link(link, place(link.offset))
    found += check_tables(blocks, place)
    found += check_structure(blocks, place)
    found += check_limits(blocks, place)
    found += check_notes(blocks, place)
    found += check_extensions(blocks, place)
    return limit_findings(sorted(found, key=lambda finding: finding.sort_key), "text")


def _tags(blocks: Blocks) -> Iterator[tuple[int, str]]:
    """Each HTML tag once: a closing one belongs to the one that it closes. A comment has no name."""
    if "<" not in blocks.source:
        return
    opened: Counter[str] = Counter()
    for start, text in inline_texts(blocks):
        for found in _TAG.finditer(text):
            name = (found.group(2) or "").lower()
            if found.group(1) and opened[name]:
                opened[name] -= 1
                continue
            if name and not found.group(1):
                opened[name] += 1
            yield start + found.start(), found.group(2) or ""


def _tag(name: str, place: Location) -> Finding:
    if name:
        problem = f"the HTML tag <{name}>, which is shown as text"
        return warning("html-in-prose", place, problem, "Use Markdown, or put it in backticks if it is meant.")
    problem = "an HTML comment; its text would be published"
    return error("comment-in-prose", place, problem, "Delete it, or move it to internal/notes.yml.")


def _template_marks(blocks: Blocks) -> Iterator[tuple[int, str]]:
    if "{%" in blocks.source or "{#" in blocks.source:
        for start, text in inline_texts(blocks):
            for found in _TEMPLATE.finditer(text):
                yield start + found.start(), found.group()


_NO_SCHEME = re.compile(r"[/\\]{2,}")  # browsers read a backslash as a slash


def _check_link(link: ProseLink, place: Location) -> Iterator[Finding]:
    plain = "".join(character for character in html.unescape(link.target) if character.isprintable()).strip()
    found = _SCHEME.match(plain)
    if found and found.group(1).lower() not in ALLOWED_SCHEMES:
        known = ", ".join(ALLOWED_SCHEMES)
        problem = f"a link with the scheme '{found.group(1)[:20]}'; allowed are {known} and relative links"
        yield error("refused-link", place, problem, "Link to a web address, or write the text without a link.")
    elif _NO_SCHEME.match(plain):
        problem = "a link to another server without its scheme"
        yield error("refused-link", place, problem, f"Write https://{_NO_SCHEME.sub('', plain)[:60]}.")
    elif link.image:
        problem = "an image; prose shows only its words"
        yield warning("image-in-prose", place, problem, "Describe it, or let a macro draw what stands in the data.")
