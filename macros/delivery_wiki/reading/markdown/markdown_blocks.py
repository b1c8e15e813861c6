"""The block structure of a Markdown source, by the parser that also renders it; inline text stays source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from delivery_wiki.model.finding import Location

from .markdown_syntax import new_parser

PlaceOf: TypeAlias = Callable[[int], Location]
"""Where a character of a source, by its offset, is written."""

_BACKTICKS = re.compile(r"\\`|`+")


@dataclass(frozen=True, slots=True)
class Blocks:
    """A source with line feeds only, its block tokens, the offset of each line, and the names links may refer to."""

    source: str
    tokens: tuple[Token, ...]
    line_starts: tuple[int, ...] = field(repr=False)
    references: frozenset[str] = frozenset()

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset in the source."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def places_in(self, file: str, lines_above: int = 0) -> PlaceOf:
        """The places of a source that a file holds as it is, below so many lines."""

        def place(offset: int) -> Location:
            line, column = self.place(offset)
            return Location(file=file, line=line + lines_above, column=column)

        return place

    def offset(self, line: int) -> int:
        """The offset at which a line, counted from 0, begins."""
        return self.line_starts[line] if line < len(self.line_starts) else len(self.source)

    def inline_spans(self) -> Iterator[tuple[int, int]]:
        """The stretches of the source that hold inline text, in order and without overlap."""
        yield from ((start, end) for start, end, _ in self.inline_parts())

    def inline_parts(self) -> Iterator[tuple[int, int, str]]:
        """The same with the text of each paragraph, without what it is nested in; other inline text has none."""
        done = 0
        above = ""
        for token in self.tokens:
            if token.type == "inline" and token.map is not None:
                # The term of a definition list says where it begins only.
                start, end = self.offset(token.map[0]), self.offset(max(token.map[1], token.map[0] + 1))
                if end > done:
                    yield max(start, done), end, token.content if above == "paragraph_open" else ""
                    done = end
            above = token.type

    def code_spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The code spans of a stretch of inline text: a run of backticks to the next run as long."""
        runs = [
            found.span() for found in _BACKTICKS.finditer(self.source, start, end) if self.source[found.start()] == "`"
        ]
        following: dict[int, int] = {}
        closes: list[int | None] = [None] * len(runs)
        for index in range(len(runs) - 1, -1, -1):
            length = runs[index][1] - runs[index][0]
            closes[index] = following.get(length)
            following[length] = index
        spans: list[tuple[int, int]] = []
        index = 0
        while index < len(runs):
            close = closes[index]
            if close is None:
                index += 1
            else:
                spans.append((runs[index][0], runs[close][1]))
                index = close + 1
        return tuple(spans)


def read_blocks(markdown: str) -> Blocks:
    """Split a Markdown source into blocks; linear, no inline parsing."""
    source = markdown.replace("\r\n", "\n")
    starts = [0]
    while (found := source.find("\n", starts[-1])) >= 0:
        starts.append(found + 1)
    environment: dict[str, dict[str, object]] = {}
    tokens = tuple(_parser().parse(source, environment))
    return Blocks(source, tokens, tuple(starts), frozenset(environment.get("references", ())))


@cache
def _parser() -> MarkdownIt:
    parser = new_parser()
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser
