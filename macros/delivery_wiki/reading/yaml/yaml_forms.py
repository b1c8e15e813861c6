"""Forms on which the YAML library and the grammar of YAML 1.2 part: taken here, refused or read otherwise elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

_TOUCHING = re.compile(r"(?<=[^\s#])#")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
_ONLY_CLOSING = re.compile(r"[ ]*[\]}][\]}, ]*(?:#.*)?")
_HEADER = re.compile(r"[|>][-+0-9]*")
Place: TypeAlias = tuple[int, int]  # line and column, from 0
Span: TypeAlias = tuple[Place, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form that YAML programs do not agree on: line and column from 0, what it is and what to write."""

    line: int
    column: int
    problem: str
    repair: str


def find_far_left(lines: Sequence[str], first: int, last: int, margin: int, what: str) -> Form | None:
    """The first line, of those behind the first one, that stands left of where the text in brackets or quotes may.

    `margin` is the column of the list or mapping that it is in, -1 outside of any. Programs that set out lists write a
    closing bracket at the margin, and every reader that takes it reads the same: it is left alone.
    """
    for number in range(first + 1, min(last + 1, len(lines))):
        line = lines[number].rstrip("\r")
        text = line.lstrip(" \t")
        indent = len(line) - len(line.lstrip(" "))
        if not text or indent > margin or (what == BRACKETS and _stands_free(line, text, margin)):
            continue
        if line[indent] == "\t":
            return tab(number, indent)
        problem = f"this line of {what} stands too far left, where some YAML programs end it"
        return Form(line=number, column=indent, problem=problem, repair=f"Indent it by {_blanks(margin + 1)} or more.")
    return None


BRACKETS, QUOTES = "a list or mapping in brackets", "a text in quotes"


def _stands_free(line: str, text: str, margin: int) -> bool:
    return text.startswith("#") or (_ONLY_CLOSING.fullmatch(line) is not None and len(line) - len(text) >= margin)


def _blanks(count: int) -> str:
    return "1 blank" if count == 1 else f"{count} blanks"


def tab(line: int, column: int) -> Form:
    """A tab where only blanks say how deep something stands."""
    return Form(
        line=line, column=column, problem="a tab; YAML indents with spaces", repair="Write spaces in its place."
    )


def find_far_left_head(lines: Sequence[str], line: int, column: int, margin: int) -> Form | None:
    """The `|` or `>` of a block of text on a line of its own that stands no deeper than what it belongs to."""
    if column > margin or lines[line][:column].strip():
        return None
    problem = f"this {lines[line][column]} stands too far left, where some YAML programs end what it belongs to"
    return Form(line=line, column=column, problem=problem, repair=f"Indent it by {_blanks(margin + 1)} or more.")


def find_swallowed_entry(lines: Sequence[str], first: int, last: int) -> Form | None:
    """A line of an unquoted text that begins as an entry of a list, which whoever wrote it took it for."""
    hyphen = "-" if lines[first].lstrip(" -")[:1] and re.match(r"\s*(?:- +)*-\S", lines[first]) else "- "
    for number in range(first + 1, min(last + 1, len(lines))):
        text = lines[number].lstrip(" ")
        if text.startswith(hyphen):
            problem = "this line begins as an entry of a list, and is read as part of the text above it"
            repair = "Write a blank behind each hyphen and indent the entries alike; or put the whole text in quotes."
            return Form(line=number, column=len(lines[number]) - len(text), problem=problem, repair=repair)
    return None


def find_deep_blank(lines: Sequence[str], first: int, header: int, margin: int) -> Form | None:
    """A blank line at the head of a block of text with more blanks than its first line has, which then ends the block.

    `first` is the line with the `|` or `>` at the column `header`. A block that says its own indentation is clear.
    """
    head = _HEADER.match(lines[first], header)
    if head is None or re.search("[1-9]", head.group()):
        return None
    deepest, place = 0, first
    for number in range(first + 1, len(lines)):
        line = lines[number].rstrip("\r")
        indent = len(line) - len(line.lstrip(" "))
        if line[indent:]:
            if not margin < indent < deepest:
                return None
            problem = f"this blank line has {_blanks(deepest)}, more than the first line of the text below it"
            return Form(line=place, column=0, problem=problem, repair="Leave the line empty.")
        if indent > deepest:
            deepest, place = indent, number
    return None


def find_touching_comments(lines: Sequence[str], texts: Sequence[Span]) -> Iterator[Form]:
    """Every comment whose `#` touches what stands before it; `texts` are where the values of the file stand."""
    inside = _by_line(texts)
    for number, line in enumerate(lines):
        for found in _TOUCHING.finditer(line):
            if _is_in(inside.get(number, ()), found.start()):
                continue
            if not any(
                not _is_in(inside.get(number, ()), comment.start())
                for comment in _COMMENT.finditer(line, 0, found.start())
            ):
                problem = "a comment that touches what stands before it, which other YAML programs refuse"
                repair = "Write a blank before the #; if it belongs to the text, put the whole text in quotes."
                yield Form(line=number, column=found.start(), problem=problem, repair=repair)
            break


def may_touch(text: str) -> bool:
    """Whether a text has a `#` that touches something, be it in a value."""
    return _TOUCHING.search(text) is not None


def text_span(lines: Sequence[str], start: Place, end: Place, style: str | None) -> Span:
    """Where a value stands; the head of a block of text is none of it."""
    if style not in ("|", ">"):
        return start, end
    head = _HEADER.match(lines[start[0]], start[1])
    blanks = re.compile(r"(?:[ \t]*|[ \t]+#.*)\r?")
    clear = head is not None and blanks.fullmatch(lines[start[0]], head.end()) is not None
    return ((start[0] + 1, 0) if not clear else start), end


def _by_line(texts: Sequence[Span]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for (first, start), (last, end) in texts:
        for number in range(first, last + 1):
            columns = (start if number == first else 0, end if number == last else 1 << 30)
            found.setdefault(number, []).append(columns)
    return found


def _is_in(columns: Sequence[tuple[int, int]], column: int) -> bool:
    return any(start <= column < end for start, end in columns)
