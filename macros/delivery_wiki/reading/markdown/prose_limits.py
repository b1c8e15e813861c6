"""What no page can hold: marks nested too deep for those who read them, too many in a paragraph, endless words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt

from delivery_wiki.model.finding import Finding, error

from .markdown_blocks import Blocks, PlaceOf
from .markdown_syntax import new_parser
from .prose_links import inline_texts

MAXIMUM_DEPTH = 20
MAXIMUM_MARKS = 1_000
MAXIMUM_WORD = 5_000
_LONG_WORD = re.compile(rf"\S{{{MAXIMUM_WORD + 1},}}")
_MARKS = "[*_~`<"
_OPENING = "*_~["
_REPAIR = "Write it plainer, or in several paragraphs; put literal marks in backticks."


def check_limits(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    """The paragraphs beyond a limit; parsing one below them takes moments, and what it makes is not deep."""
    for found in _LONG_WORD.finditer(blocks.source):
        problem = f"a word of {len(found.group())} characters; at most {MAXIMUM_WORD} are set"
        yield error("prose-too-deep", place(found.start()), problem, "Write blanks between its parts.")
    for start, text in inline_texts(blocks):
        marks = sum(text.count(mark) for mark in _MARKS)
        if marks > MAXIMUM_MARKS:
            problem = f"a paragraph with {marks} marks of Markdown ({_MARKS}); at most {MAXIMUM_MARKS} are read"
            yield error("prose-too-deep", place(start), problem, _REPAIR)
        elif sum(text.count(mark) for mark in _OPENING) > MAXIMUM_DEPTH and (depth := _depth(text)) > MAXIMUM_DEPTH:
            problem = f"words in {depth} marks around each other; at most {MAXIMUM_DEPTH} are shown"
            yield error("prose-too-deep", place(start), problem, _REPAIR)


def _depth(text: str) -> int:
    deepest = depth = 0
    for token in _parser().parseInline(text):
        for child in token.children or ():
            depth += child.nesting
            deepest = max(deepest, depth)
    return deepest


@cache
def _parser() -> MarkdownIt:
    return new_parser()
