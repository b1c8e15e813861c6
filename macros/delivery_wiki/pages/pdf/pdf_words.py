"""Words that are wider than the room they stand in: they may go on in the next line anywhere, as a last resort.

Words of a language are hyphenated by the engine; what it does not hyphenate is broken here: code, addresses and names
in letters alone, and words in headings, which have no hyphens of the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as Xml

from ..render.text_width import begins_syllable, text_width
from .pdf_spaces import ZERO_WIDTH_SPACE
from .pdf_tables import ACROSS_WIDTH, CELL_SPACE, SIZE, SMALL, TEXT_WIDTH

SOFT_HYPHEN = "\u00ad"
BODY, CODE_BLOCK, LEAD = 11, 9, 12  # points, rounded up
HEADINGS = {"1": 15, "2": 12}
INDENT, QUOTE, CALLOUT, CARD, NAME = 14, 11, 21, 18, 128
GUTTER = {"cards": 9, "signatures": 24, "facts": 11}
LONGEST_PIECE = 12  # letters between two places where a word of a language may be hyphenated
LONGEST_WORD = 200  # letters; nothing that is longer is a word
_AFTER_HYPHEN = re.compile(r"(?<=\w-)(?=\w)")
_WORD = re.compile(rf"[^\s{ZERO_WIDTH_SPACE}]+")


def mark_names(root: Xml.Element, names: Sequence[str]) -> None:
    """Set names apart in the texts, which the template does not hyphenate."""
    wanted = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if not wanted:
        return
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, wanted))})(?!\w)")
    for parent in tuple(root.iter()):
        for place, node in reversed(tuple(enumerate(parent))):
            if node.tag == "t" and node.text and pattern.search(node.text):
                parent[place : place + 1] = [_piece(text, pattern) for text in pattern.split(node.text) if text]


def _piece(text: str, names: re.Pattern[str]) -> Xml.Element:
    plain = Xml.Element("t")
    plain.text = text
    if not names.fullmatch(text):
        return plain
    name = Xml.Element("span", kind="name")
    name.append(plain)
    return name


def break_wide_words(root: Xml.Element) -> None:
    """Let each word that its line has no room for go on in the next line; tables have their columns already."""
    _walk(root, ACROSS_WIDTH if "across" in root.attrib else TEXT_WIDTH, BODY)


def break_title(text: str, size: int, room: int = TEXT_WIDTH) -> str:
    """A text without hyphens of the engine, in which words wider than the room may be parted."""
    return _broken(text, room, size, hyphenated=False)


def _walk(node: Xml.Element, room: int, size: int, *, hyphenated: bool = True) -> None:
    for child, width, height in _rooms(node, room, size):
        if child.tag in ("t", "code", "pre") and child.text:
            plain = child.tag != "t"
            child.text = _broken(child.text, width, height, hyphenated=hyphenated, code=plain)
        elif child.get("kind") == "id" and text_width("".join(child.itertext()), height) <= width:
            child.set("whole", "true")
        else:
            _walk(child, width, height, hyphenated=hyphenated and _is_hyphenated(child))


def _is_hyphenated(node: Xml.Element) -> bool:
    """Whether the engine hyphenates in it: not in headings, names and signatures, nor in cells with room for words."""
    if node.tag == "cell":
        return "hyphens" in node.attrib
    return node.tag not in ("h", "cover", "signatures") and node.get("kind") != "name"


def _rooms(node: Xml.Element, room: int, size: int) -> Iterator[tuple[Xml.Element, int, int]]:
    """Each child with the width that it has and the size of its letters."""
    if node.tag in ("head", "row"):
        return
    for child in node:
        match child.tag:
            case "table":
                yield from _cells(child)
            case "h":
                yield child, room, HEADINGS.get(child.get("level", ""), BODY)
            case "pre":
                yield child, room - CARD, CODE_BLOCK
            case "p" if child.get("kind") == "lead":
                yield child, room, LEAD
            case "across":
                yield child, ACROSS_WIDTH, size
            case _:
                yield child, max(1, _room_of(child, node, room)), size


def _room_of(child: Xml.Element, node: Xml.Element, room: int) -> int:
    if child.tag == "name":
        return NAME
    if child.tag == "value":
        return room - NAME - GUTTER["facts"]
    if child.tag == "signature":
        return (room - GUTTER["signatures"]) // 2
    if child.tag == "card":
        narrow = node.get("wide") == "false" and len(node) > 1
        return ((room - GUTTER["cards"]) // 2 if narrow else room) - CARD
    return room - {"item": INDENT, "quote": QUOTE, "callout": CALLOUT}.get(child.tag, 0)


def _cells(table: Xml.Element) -> Iterator[tuple[Xml.Element, int, int]]:
    widths = [int(width) for width in (table.get("columns") or "").split()]
    size = SMALL if table.get("small") else SIZE
    for row in table:
        if row.tag in ("caption", "note"):
            yield row, TEXT_WIDTH, SIZE
            continue
        if "group" in row.attrib:
            yield row[0], sum(widths), size
            continue
        for cell, width in zip(row, widths, strict=False):
            yield cell, max(1, width - CELL_SPACE), size


def _broken(text: str, room: int, size: int, *, hyphenated: bool, code: bool = False) -> str:
    """The text with places to break in the words that are wider than the room."""
    return _WORD.sub(lambda found: _parted(found[0], room, size, hyphenated=hyphenated, code=code), text)


def _parted(word: str, room: int, size: int, *, hyphenated: bool, code: bool) -> str:
    if text_width(word, size) <= room:
        return word
    if len(parts := _AFTER_HYPHEN.split(word)) > 1:  # the engine goes on in the next line there
        return "".join(_parted(part, room, size, hyphenated=hyphenated, code=code) for part in parts)
    pieces = [word] if code or len(word) > LONGEST_WORD else _syllables(word)
    is_word = max(map(len, pieces)) <= LONGEST_PIECE
    if not is_word or max(text_width(piece, size) for piece in pieces) > room:
        return ZERO_WIDTH_SPACE.join(word)
    return word if hyphenated else SOFT_HYPHEN.join(pieces)


def _syllables(word: str) -> list[str]:
    """The pieces of a word of letters, cut where a syllable begins; another word in one piece."""
    begins = [0, *(cut for cut in range(2, len(word) - 2) if word.isalpha() and begins_syllable(word.casefold(), cut))]
    return [word[start:end] for start, end in zip(begins, [*begins[1:], len(word)], strict=True)]
