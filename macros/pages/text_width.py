"""How wide a line of text will be: estimated by letter, on the safe side, for drawings that cannot ask a browser."""

from __future__ import annotations

import unicodedata

NARROW = frozenset("iljtfrI.,:;'|!()[]- ·")
BROAD = frozenset("mwMW@%&—…")


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """The width of a line in the unit of its font size, rounded up."""
    hundredths = sum(_letter(letter) for letter in text) * size
    return -(-hundredths * (108 if bold else 100) // 10000)


def break_lines(text: str, width: int, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """Text in lines that fit the width; a word too long for a line of its own is hyphenated."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, width, size, bold)
    return tuple(lines)


def _pieces(word: str, width: int, size: int, bold: bool) -> list[str]:
    pieces: list[str] = []
    rest = word
    while text_width(rest, size, bold=bold) > width and len(rest) > 4:
        kept = max((cut for cut in range(3, len(rest)) if _fits(rest[:cut], width, size, bold)), default=3)
        head = rest[:kept]
        pieces.append(head if head.endswith("-") else f"{head}-")
        rest = rest[kept:]
    return [*pieces, rest]


def _fits(head: str, width: int, size: int, bold: bool) -> bool:
    return text_width(f"{head}-", size, bold=bold) <= width


def _letter(letter: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return 104
    if letter in NARROW:
        return 36
    if letter in BROAD:
        return 92
    return 70 if letter.isupper() else 58
