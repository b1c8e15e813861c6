"""Faults in an author's Markdown: HTML, links that are refused, tables cut by a blank line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from macros.model.finding import Finding, Location, error, warning

from .markdown_blocks import Blocks

ALLOWED_SCHEMES = ("https", "http", "mailto")
_MAXIMUM_REPORTED = 20
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>|<!--")
_LINK = re.compile(r"\]\([ \t]*<?([^)\s>]{1,2000})|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?(\S{1,2000})", re.MULTILINE)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]{0,2000})>")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def check_prose(blocks: Blocks, file: str, line_offset: int = 0) -> tuple[Finding, ...]:
    """The faults of a Markdown source; `line_offset` is how many lines stand above it in its file."""
    found: list[Finding] = []
    for start, end in blocks.inline_spans():
        text = _without_code(blocks, start, end)
        found += _check_inline(blocks, text, start, file, line_offset)
    found += _check_definitions(blocks, file, line_offset)
    found += _cut_tables(blocks, file, line_offset)
    return tuple(found[:_MAXIMUM_REPORTED])


def _without_code(blocks: Blocks, start: int, end: int) -> str:
    """The inline text with each code span blanked, so that offsets stay."""
    parts: list[str] = []
    done = start
    for code_start, code_end in blocks.code_spans(start, end):
        parts += [blocks.source[done:code_start], " " * (code_end - code_start)]
        done = code_end
    return "".join((*parts, blocks.source[done:end]))


def _check_inline(blocks: Blocks, text: str, start: int, file: str, line_offset: int) -> Iterator[Finding]:
    if "<" in text:
        for found in _TAG.finditer(text):
            place = _place(blocks, start + found.start(), file, line_offset)
            name = f"the HTML tag <{found.group(1)}>" if found.group(1) else "an HTML comment"
            problem = f"{name}, which is shown as text"
            yield warning("html-in-prose", place, problem, "Use Markdown, or put it in backticks if it is meant.")
        for found in _AUTOLINK.finditer(text):
            yield from _check_target(found.group(1), _place(blocks, start + found.start(), file, line_offset))
    if "](" in text:
        for found in _LINK.finditer(text):
            if target := found.group(1):
                yield from _check_target(target, _place(blocks, start + found.start(1), file, line_offset))


def _check_definitions(blocks: Blocks, file: str, line_offset: int) -> Iterator[Finding]:
    """Link definitions `[name]: target` outside code; the parser gives them no token."""
    if "]:" not in blocks.source:
        return
    code = [token.map for token in blocks.tokens if token.type in ("fence", "code_block") and token.map]
    for found in _LINK.finditer(blocks.source):
        if not (target := found.group(2)):
            continue
        line = blocks.place(found.start())[0] - 1
        if not any(first <= line < last for first, last in code):
            yield from _check_target(target, _place(blocks, found.start(2), file, line_offset))


def _check_target(target: str, place: Location) -> Iterator[Finding]:
    plain = "".join(character for character in html.unescape(target) if character.isprintable()).strip()
    found = _SCHEME.match(plain)
    if found and found.group(1).lower() not in ALLOWED_SCHEMES:
        known = ", ".join(ALLOWED_SCHEMES)
        problem = f"a link with the scheme '{found.group(1)[:20]}'; allowed are {known} and relative links"
        yield error("refused-link", place, problem, "Link to a web address, or write the text without a link.")


def _cut_tables(blocks: Blocks, file: str, line_offset: int) -> Iterator[Finding]:
    for before, token in zip(blocks.tokens, blocks.tokens[1:], strict=False):
        if before.type != "table_close" or token.type != "paragraph_open" or token.map is None:
            continue
        offset = blocks.offset(token.map[0])
        if blocks.source[offset : offset + 200].lstrip(" >").startswith("|"):
            place = _place(blocks, offset, file, line_offset)
            problem = "a table row after a blank line; the table ended there"
            yield warning("table-cut", place, problem, "Delete the blank line above.")


def _place(blocks: Blocks, offset: int, file: str, line_offset: int) -> Location:
    line, column = blocks.place(offset)
    return Location(file=file, line=line + line_offset, column=column)
