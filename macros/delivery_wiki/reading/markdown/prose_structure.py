"""What somebody who listens to a text goes by: headings of every level, headings and links with words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from delivery_wiki.model.finding import Finding, warning

from .markdown_blocks import Blocks, PlaceOf
from .prose_links import inline_texts

_WITHOUT_WORDS = re.compile(r"(?<!\\)(!?)\[\s*\](?:\(|\[)")


def check_structure(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    """Headings that leave a level out or say nothing, which no PDF can have; links and images without words."""
    yield from _headings(blocks, place)
    if "](" in blocks.source or "][" in blocks.source:
        yield from _links(blocks, place)


def _headings(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    heads = [
        (int(token.tag[1]), token.map[0], blocks.tokens[index + 1].content.strip())
        for index, token in enumerate(blocks.tokens)
        if token.type == "heading_open" and token.map
    ]
    # A text may begin with level 1 or with level 2, which is that of a file's sections.
    before = max(1, min((level for level, *_ in heads), default=1) - 1)
    for level, line, words in heads:
        here = place(blocks.offset(line))
        if not words:
            problem = "a heading without words, which is left out"
            yield warning("heading-empty", here, problem, "Write what the part is about, or delete the line.")
        if level > before + 1:
            marks, fitting = "#" * level, "#" * (before + 1)
            problem = f"a heading of level {level} ({marks}) where level {before + 1} ({fitting}) is due"
            yield warning("heading-skipped", here, problem, f"Write {fitting}, or add the heading that is left out.")
        before = level


def _links(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    for start, text in inline_texts(blocks):
        for found in _WITHOUT_WORDS.finditer(text):
            first = start + found.start()
            if blocks.source[first : start + found.end()].strip("![]( \t\n"):
                continue  # code between the brackets, which is blanked in the text
            kind = "an image without an alternative text" if found.group(1) else "a link without words"
            problem = f"{kind}: who listens does not learn what it is"
            yield warning("link-without-words", place(first), problem, "Write between [ and ] what the link leads to.")
