"""White space of a page for paper: spaces as a browser shows them, and places where a long word may break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

ZERO_WIDTH_SPACE = "\u200b"
NO_BREAK_SPACE = "\u00a0"
LONG_WORD = 18
# As regions write them: Fri May 1, 2026; 1 May 2026; Fr 01.05.2026.
_DATE = re.compile(
    r"(?:\b[A-Z][a-z]{1,2}[.,]? )?"
    r"\b(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2}\.? [A-Z]\w{2,8}\.? \d{4}|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_LONG = re.compile(rf"[^\s\u200b]{{{LONG_WORD},}}")
_BREAK_AFTER = re.compile(r"(?<=[\w)])([./_&=?@:,;|+-]+)(?=\w)")
_DENSE = re.compile(r"(?=\w*\d)[0-9A-Za-z]{32,}")
_LINES = frozenset({"p", "h", "caption", "item", "cell", "name", "value", "card", "callout", "group", "details"})


def tidy_spaces(root: Xml.Element) -> Xml.Element:
    """Collapse white space as a browser does: none at the ends of a line of text, one between words."""
    for line in root.iter():
        if line.tag in _LINES:
            _tidy_line(line)
    return root


def _tidy_line(line: Xml.Element) -> None:
    texts = list(_texts(line))
    last = " "
    for node in texts:
        if node.tag == "br":
            last = " "
            continue
        if node.tag not in ("t", "code"):
            last = "x"
            continue
        text = _WHITE.sub(" ", node.text or "")
        if last == " ":
            text = text.removeprefix(" ")
        node.text = text
        last = text[-1:] or last
    for node in reversed(texts):
        if node.tag == "t" and node.text:
            node.text = node.text.removesuffix(" ")
        if node.tag != "t" or node.text:
            break


def _texts(line: Xml.Element) -> Iterator[Xml.Element]:
    """The texts of a line in order, without those of lines inside it."""
    for child in line:
        if child.tag in ("t", "code", "br", "shape", "box"):
            yield child
        elif child.tag not in _LINES and child.tag not in ("table", "list", "facts", "quote", "pre", "figure"):
            yield from _texts(child)


def hold_together(root: Xml.Element) -> None:
    """Keep the words of a date in one line, and a box with what follows it."""
    for line in root.iter():
        before = None
        for node in line:
            if node.tag == "t" and node.text:
                node.text = _DATE.sub(lambda found: found[0].replace(" ", NO_BREAK_SPACE), node.text)
                if before is not None and before.tag == "box" and node.text.startswith(" "):
                    node.text = NO_BREAK_SPACE + node.text[1:]
            before = node


def break_long_words(root: Xml.Element) -> None:
    """Let long names, addresses and numbers go on in the next line; words are hyphenated by their language."""
    for node in root.iter():
        if node.tag in ("t", "code", "pre") and node.text:
            node.text = _LONG.sub(_breakable, node.text)


def _breakable(found: re.Match[str]) -> str:
    word = _BREAK_AFTER.sub(rf"\1{ZERO_WIDTH_SPACE}", found[0])
    return _DENSE.sub(lambda dense: ZERO_WIDTH_SPACE.join(_pieces(dense[0], 16)), word)


def _pieces(word: str, size: int) -> list[str]:
    return [word[start : start + size] for start in range(0, len(word), size)]
