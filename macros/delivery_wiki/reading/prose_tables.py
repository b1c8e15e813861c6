"""Faults in tables of an author's Markdown: cut by a blank line, a row with too many cells, a missing rule line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from delivery_wiki.model.finding import Finding, warning

from .markdown_blocks import Blocks, PlaceOf

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


def check_tables(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    """Every table that readers would see otherwise than it is meant."""
    if "|" not in blocks.source:
        return
    columns = 0
    before: Token | None = None
    for token in blocks.tokens:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            yield from _check_row(blocks, token.map[0], columns, place)
        elif token.type == "paragraph_open" and token.map:
            after_table = before is not None and before.type == "table_close"
            yield from _check_paragraph(blocks, token.map, after_table, place)
        before = token


def _check_row(blocks: Blocks, line: int, columns: int, place: PlaceOf) -> Iterator[Finding]:
    cells = len(_cells(_line(blocks, line)))
    if cells > columns:
        problem = f"a table row with {cells} cells under a head with {columns}; readers do not see the others"
        repair = "Add columns to the head, or write \\| for a bar inside a cell."
        yield warning("table-cells", place(blocks.offset(line)), problem, repair)


def _check_paragraph(blocks: Blocks, lines: list[int], after_table: bool, place: PlaceOf) -> Iterator[Finding]:
    """A paragraph that was meant as part of a table, or as a table."""
    first, last = lines
    here = place(blocks.offset(first))
    opening = _line(blocks, first)
    if not opening.startswith("|"):
        return
    if after_table:
        problem = "a table row after a blank line; the table ended there"
        yield warning("table-cut", here, problem, "Delete the blank line above.")
        return
    following = _line(blocks, first + 1) if first + 1 < last else ""
    if _RULE.fullmatch(following) and "|" in following:
        problem = f"a table whose head has {len(_cells(opening))} cells and its rule line {len(_cells(following))}"
        yield warning("table-rule", here, problem, "Write one --- for each column.")
    elif following.startswith("|"):
        problem = "a table without its rule line, which is shown as text"
        rule = "|" + " --- |" * len(_cells(opening))
        yield warning("table-rule", here, problem, f"Write {rule} below the head.")


def _line(blocks: Blocks, line: int) -> str:
    """A line of the source without what it is nested in."""
    return blocks.source[blocks.offset(line) : blocks.offset(line + 1)].strip(" \t\n>")


def _cells(line: str) -> list[str]:
    cells = _BAR.split(line.strip())
    cells = cells[1:] if cells and not cells[0].strip() else cells
    return cells[:-1] if cells and not cells[-1].strip() else cells
