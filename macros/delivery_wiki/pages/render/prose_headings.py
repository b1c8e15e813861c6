"""Headings in an author's prose as a page shows them: no level left out, none without words, each with an id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

LOWEST = 6
_NO_PART_OF_AN_ID = re.compile(r"[^\w\s-]")


def without_empty_headings(tokens: list[Token]) -> list[Token]:
    """The tokens without headings that say nothing: nobody can go by them, and no PDF can have one."""
    kept: list[Token] = []
    position = 0
    while position < len(tokens):
        if tokens[position].type == "heading_open" and not tokens[position + 1].content.strip():
            position += 3
            continue
        kept.append(tokens[position])
        position += 1
    return kept


def close_gaps(tokens: list[Token], level: int) -> list[Token]:
    """The tokens with the highest heading at `level`, and none more than one level below the one before."""
    highest = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=level)
    before = level - 1
    for opening, closing in _headings(tokens):
        before = min(LOWEST, int(opening.tag[1]) + level - highest, before + 1)
        opening.tag = closing.tag = f"h{before}"
    return tokens


def name_headings(tokens: list[Token], ids: set[str]) -> list[Token]:
    """The tokens with an id for each heading, from its words; one that is taken gets a number behind it."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _free_id(heading_id(_words(tokens[index + 1])), ids))
    return tokens


def heading_id(words: str) -> str:
    """The id of a heading: its letters and digits in small, with hyphens for blanks, as forges make it."""
    return "-".join(_NO_PART_OF_AN_ID.sub("", words).lower().split()) or "heading"


def _free_id(id: str, ids: set[str]) -> str:
    free, number = id, 1
    while free in ids:
        free, number = f"{id}-{number}", number + 1
    ids.add(free)
    return free


def _words(inline: Token) -> str:
    """What a heading says, without what its macro calls show."""
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def _headings(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Where each heading opens and closes; its text stands between."""
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            yield token, tokens[index + 2]
