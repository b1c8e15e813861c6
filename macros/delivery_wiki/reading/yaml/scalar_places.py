"""Where the characters of a YAML text are written: quotes, escapes, folded lines and indentation stand between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from delivery_wiki.model.texts.prose_text import Run

ScalarSpan: TypeAlias = tuple[int, int, int, int]
"""Line and column, from 0, where a scalar begins and where it ends."""

_WHITE = frozenset(" \t\n")
_ESCAPED_WHITE = frozenset("nt \t\n")
_LENGTHS = {"x": 4, "u": 6, "U": 10}


def runs_of_scalar(lines: Sequence[str], span: ScalarSpan, text: str, first_line: int) -> tuple[Run, ...]:
    """The runs of a text that a scalar says; none where it is written in a way that is not followed."""
    line, column, last_line, last_column = span
    source = "\n".join((*lines[line:last_line], lines[last_line][:last_column] if last_line < len(lines) else ""))
    source = source[column:]
    starts = _aligned(source, text)
    return tuple((offset, *_place(source, start, line + first_line, column)) for offset, start in starts)


def _place(source: str, start: int, line: int, column: int) -> tuple[int, int]:
    above = source.count("\n", 0, start)
    if not above:
        return line, column + start + 1
    return line + above, start - source.rfind("\n", 0, start)


def _aligned(source: str, text: str) -> list[tuple[int, int]]:
    """Offsets in the text and in the source at which both go on side by side; white space counts as one."""
    style = source[:1]
    position = source.find("\n") + 1 if style in ("|", ">") else 1 if style in ("'", '"') else 0
    if source.startswith(text, position):
        return [(0, position)]
    found: list[tuple[int, int]] = []
    offset, distance = _behind_white(text, 0, ""), -1
    position = _behind_white(source, position, style)
    while offset < len(text) and position < len(source):
        if text[offset] in _WHITE:
            offset, position = _behind_white(text, offset, ""), _behind_white(source, position, style)
            continue
        width = _width(source, position, style)
        if width == 1 and source[position] != text[offset]:
            return []
        if position - offset != distance:
            found.append((offset, position))
            distance = position - offset
        offset, position = offset + 1, position + width
    return found


def _behind_white(text: str, position: int, style: str) -> int:
    while position < len(text):
        if text[position] in _WHITE:
            position += 1
        elif style == '"' and text[position] == "\\" and text[position + 1 : position + 2] in _ESCAPED_WHITE:
            position += 2
        else:
            break
    return position


def _width(source: str, position: int, style: str) -> int:
    """How many characters of the source say the next one of the text."""
    if style == '"' and source[position] == "\\":
        return _LENGTHS.get(source[position + 1 : position + 2], 2)
    return 2 if style == "'" and source.startswith("''", position) else 1
