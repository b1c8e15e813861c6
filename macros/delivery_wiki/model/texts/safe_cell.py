"""Cells that a spreadsheet takes for text: what it would compute gets an apostrophe in front, and loses it again."""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_COMPUTED = re.compile(r"'*[=+\-@\t\r\n]")


def safe_cell(text: str) -> str:
    """The text as a cell: a number stays one, and what begins like a formula is none."""
    return f"'{text}" if _COMPUTED.match(text) and not _NUMBER.fullmatch(text) else text


def plain_cell(cell: str) -> str:
    """The text that was made a cell."""
    return cell[1:] if cell.startswith("'") and _COMPUTED.match(cell) else cell
