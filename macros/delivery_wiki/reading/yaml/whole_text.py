"""An unquoted text as it was written, which begins with a sign that YAML keeps for itself: from its sign to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from .cut_text import TextPlace, end_of_text

_LEAD = re.compile(r"[ \t]*(?:- +)*")
_KEY = re.compile(r"""(?:[\w.-]+|"[^"]*"|'[^']*')[ \t]*:(?=\s|$)[ \t]*""")
_OWN = re.compile(rf"\s*(?:- |{_KEY.pattern})")
_COMMENT = re.compile(r"[ \t]#(?:\s.*)?$")
_SIGNED_KEY = re.compile(r"(?P<key>[^\s:][^:]*?)[ \t]*:(?=\s|$)")
_BEGINS_IN_FLOW = re.compile(r"[\[{,][ \t]*|:[ \t]+")


def whole_text(lines: Sequence[str], at: TextPlace, *, in_flow: bool) -> str:
    """The text around a place, on one line: with the signs before it, and what goes on in the lines below it.

    Of a line that begins with such a sign and holds a key, only the key: it is no text of a list.
    """
    number, column = at
    line = lines[number].rstrip("\r")
    start = _start_in_flow(line, column) if in_flow else _start(line, column)
    if not in_flow and not line[:start].strip() and (key := _SIGNED_KEY.match(line, start)):
        return key["key"]
    last, end = end_of_text(list(lines), (number, start), in_flow=in_flow)
    below = _texts_below(lines[number + 1 : last + 1])
    parts = [line[start:], *below] if last > number else [line[start:end]]
    return " ".join(_COMMENT.sub("", part).strip() for part in parts)


def in_quotes(text: str) -> str:
    """A text in quotes that need no escape, where there are such."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _texts_below(lines: Sequence[str]) -> Iterator[str]:
    """The lines up to the first that is a key or an entry of its own."""
    return takewhile(lambda line: _OWN.match(line) is None and not line.lstrip().startswith("#"), lines)


def _start(line: str, column: int) -> int:
    """Where the value begins that holds a column: behind the hyphens of lists and behind its key."""
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    key = _KEY.match(line, start)
    return key.end() if key and key.end() <= column else start


def _start_in_flow(line: str, column: int) -> int:
    return max((match.end() for match in _BEGINS_IN_FLOW.finditer(line, 0, column) if match.end() <= column), default=0)
