"""Author's prose as normal CommonMark, line by line: the same however its source was wrapped or indented."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from markdown_it.token import Token

from .prose import prose_parser

ExpandLines = Callable[[str], tuple[str, ...]]
ITEMS = {"list_item_open", "blockquote_open"}
_CALL = re.compile(r"(?<!\\)\{\{.*?\}\}", re.DOTALL)
MARKS = {"dd_open", "footnote_open"}
ENDS = {"list_item_close", "blockquote_close", "dd_close", "footnote_close"}
_TERM = ":"


def one_line(text: str) -> str:
    """NFC, one space between words, so that neither an editor nor a checkout changes what was signed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def prose_lines(text: str, expand: ExpandLines) -> Iterator[str]:
    """A line for each heading, paragraph, item, table row and line of code; a macro call is what it shows."""
    marks: list[str] = []
    row: list[str] | None = None
    heading = term = ""
    for token in prose_parser().parse(text):
        if token.type in ITEMS:
            marks.append(">" if token.type == "blockquote_open" else f"{token.info}{token.markup}")
        elif token.type in MARKS:
            marks.append(f"[^{token.meta['label']}]:" if token.type == "footnote_open" else ":")
        elif token.type in ENDS:
            marks.pop()
        elif token.type == "dt_open":
            heading = _TERM
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield f"| {' | '.join(row)} |"
            row = None
        elif token.type == "heading_open":
            heading = "#" * int(token.tag[1:])
        elif token.type in {"fence", "code_block"}:
            yield from (f"{term} :", *_code_lines(token)) if term else _code_lines(token)
            term = ""
        elif token.type == "inline" and row is not None:
            row.append(_said(token, expand))
        elif token.type == "inline" and heading == _TERM:
            term, heading = _said(token, expand), ""
        elif token.type == "inline":
            marks, term = ([*marks[:-1], f"{term} {marks[-1]}"], "") if term and marks else (marks, term)
            yield " ".join(text for text in (*marks, heading, _said(token, expand)) if text)
            marks, heading = [" " * len(mark) if mark != ">" else mark for mark in marks], ""


def _code_lines(token: Token) -> Iterator[str]:
    """Code keeps its spaces."""
    yield f"```{one_line(token.info)}"
    yield from (unicodedata.normalize("NFC", line).rstrip() for line in token.content.splitlines())
    yield "```"


def _said(token: Token, expand: ExpandLines) -> str:
    """The source of the text with what its calls show; the addresses of reference links behind it."""
    calls = iter([inner.content for inner in token.children or () if inner.type == "macro"])
    text = _CALL.sub(lambda found: " / ".join(expand(next(calls, found[0]))), token.content)
    addresses = (str(inner.attrs.get("href", "")) for inner in token.children or () if inner.type == "link_open")
    return " ".join((one_line(text), *(f"<{address}>" for address in addresses if address not in text)))
