"""The links of an author's Markdown, with their places; code holds none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .markdown_blocks import Blocks

# Between angle brackets an address may hold blanks; without them nothing but a title may follow it.
_LINK = re.compile(r"\]\([ \t]*(?:<([^<>\n]{1,2000})>|([^)\s<>]{1,2000}+)(?![ \t]+[^)\s\"'(]))")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*<?(\S{1,2000})", re.MULTILINE)
_COMMENT = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*(?:<>|#)[ \t]+[(\"'].*$", re.MULTILINE)
_CLOSING = re.compile(r"(?<!\\)\]")
_ENDING = re.compile(r"[\s>]*[)\"'(]")  # of an address: its end, or a title, on the next line too
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]{0,2000})>")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseLink:
    """A link or an image: where its target begins in the source, and the target as written."""

    offset: int
    target: str
    image: bool = False


def find_links(blocks: Blocks) -> Iterator[ProseLink]:
    """Every link of a source: inline ones, those in angle brackets, and definitions."""
    if "](" in blocks.source or "<" in blocks.source:
        for start, text in inline_texts(blocks):
            yield from _links_of(text, start)
    yield from _definitions(blocks)


def inline_texts(blocks: Blocks) -> Iterator[tuple[int, str]]:
    """Each stretch of inline text with its offset; code spans are blanked, so that offsets stay."""
    for start, end in blocks.inline_spans():
        parts: list[str] = []
        done = start
        for code_start, code_end in blocks.code_spans(start, end):
            parts += [blocks.source[done:code_start], " " * (code_end - code_start)]
            done = code_end
        yield start, "".join((*parts, blocks.source[done:end]))


def _links_of(text: str, start: int) -> Iterator[ProseLink]:
    if "<" in text:
        for found in _AUTOLINK.finditer(text):
            yield ProseLink(offset=start + found.start(), target=found.group(1))
    if "](" in text:
        for found in _LINK.finditer(text):
            group = 1 if found.group(1) else 2
            opening = text.rfind("[", 0, found.start())
            marked = opening > 0 and text[opening - 1] == "!"
            image = marked and not _CLOSING.search(text, opening + 1, found.start())
            image = image and _ENDING.match(text, found.end()) is not None
            yield ProseLink(offset=start + found.start(group), target=found.group(group), image=image)


def _remarks(blocks: Blocks) -> Iterator[int]:
    """Where a remark is written as a link definition without a target; what customers get is without it."""
    if "]:" in blocks.source:
        yield from (found.start() for found in _COMMENT.finditer(blocks.source) if not _is_code(blocks, found.start()))


def _is_code(blocks: Blocks, offset: int) -> bool:
    line = blocks.place(offset)[0] - 1
    code = (token.map for token in blocks.tokens if token.type in ("fence", "code_block") and token.map)
    return any(first <= line < last for first, last in code)


def _definitions(blocks: Blocks) -> Iterator[ProseLink]:
    """Link definitions `[name]: target` outside code; the parser gives them no token."""
    if "]:" not in blocks.source:
        return
    comments = set(_remarks(blocks))
    for found in _DEFINITION.finditer(blocks.source):
        if found.start() not in comments and not _is_code(blocks, found.start()):
            yield ProseLink(offset=found.start(1), target=found.group(1))
