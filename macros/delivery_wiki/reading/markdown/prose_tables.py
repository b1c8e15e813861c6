"""Faults in tables of an author's Markdown: cut by a blank line, a row with too many cells, a missing rule line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from delivery_wiki.model.finding import Finding, warning

from .markdown_blocks import Blocks, PlaceOf

_BAR = re.compile(r"(?<!\\)\|")
_BAR_IN_TEXT = re.compile(r"(?<=[ \t])\|(?=[ \t])")
_CODE = re.compile(r"`[^`]*`|\\\|")
_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


def check_tables(blocks: Blocks, place: PlaceOf) -> Iterator[Finding]:
    """Every table that readers would see otherwise than it is meant."""
    if "|" not in blocks.source:
        return
    columns = 0
    before: Token | None = None
    head_told = False
    for number, token in enumerate(blocks.tokens):
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            yield from _check_row(blocks, token.map[0], columns, place)
        elif token.type == "paragraph_open" and token.map:
            opening = _line(blocks, token.map[0])
            is_row = opening.startswith("|")
            if not is_row:
                yield from _check_rows_in_text(blocks, token.map, place)
            elif not (head_told and (token.map[1] == token.map[0] + 1 or _RULE.fullmatch(opening))):
                above = columns if before is not None and before.type == "table_close" else 0
                found = tuple(_check_row_of_text(blocks, token.map, above, _is_row_below(blocks, number), place))
                head_told = bool(found)
                yield from found
            head_told = is_row and head_told
        before = token


def _check_row(blocks: Blocks, line: int, columns: int, place: PlaceOf) -> Iterator[Finding]:
    cells = len(_cells(_line(blocks, line)))
    if cells > columns:
        problem = f"a table row with {cells} cells under a head with {columns}; readers do not see the others"
        repair = "Add columns to the head, or write \\| for a bar inside a cell."
        yield warning("table-cells", place(blocks.offset(line)), problem, repair)


def _check_row_of_text(
    blocks: Blocks, lines: list[int], columns: int, goes_on: bool, place: PlaceOf
) -> Iterator[Finding]:
    """A paragraph that was meant as part of a table, or as a table.

    `columns` is how many the table has that ends just above, 0 without one; `goes_on` that a row stands below.
    """
    first, last = lines
    here = place(blocks.offset(first))
    opening = _line(blocks, first)
    following = _line(blocks, first + 1) if first + 1 < last else ""
    cells = len(_cells(opening))
    rule = "|" + " --- |" * cells
    if _RULE.fullmatch(following) and "|" in following:
        problem = f"a table whose head has {cells} cells and its rule line {len(_cells(following))}"
        yield warning("table-rule", here, problem, "Write one --- for each column.")
    elif columns and cells == columns:
        problem = "a table row after a blank line; the table ended there"
        other = f"; if a table of its own begins here, write {rule} below its head" if following else ""
        yield warning("table-cut", here, problem, f"Delete the blank line above{other}.")
    elif following.startswith("|"):
        problem = "a table without its rule line, which is shown as text"
        yield warning("table-rule", here, problem, f"Write {rule} below the head.")
    elif goes_on or (cells > 1 and opening.endswith("|")):
        problem = "the head of a table without its rule line, which is shown as text"
        yield warning("table-rule", here, problem, f"Write {rule} below the head, and no blank line between them.")


def _check_rows_in_text(blocks: Blocks, lines: list[int], place: PlaceOf) -> Iterator[Finding]:
    """Rows that begin below a line of text, or that have no bars around them."""
    first, last = lines
    below = next((line for line in range(first + 1, last) if _line(blocks, line).startswith("|")), None)
    if below is not None:
        yield from _check_row_of_text(blocks, [below, last], 0, False, place)
        return
    counts = {len(_BAR_IN_TEXT.findall(_CODE.sub("", _line(blocks, line)))) for line in range(first, last)}
    if last > first + 1 and len(counts) == 1 and (bars := counts.pop()):
        rule = " | ".join(["---"] * (bars + 1))
        problem = "a table without its rule line, which is shown as text"
        yield warning("table-rule", place(blocks.offset(first)), problem, f"Write {rule} below the head.")


def _is_row_below(blocks: Blocks, number: int) -> bool:
    """Whether the block below a paragraph is a row of a table that is read as text."""
    below = next((token for token in blocks.tokens[number + 1 :] if token.map and token.type != "inline"), None)
    if below is None or below.map is None or below.type != "paragraph_open":
        return False
    return _line(blocks, below.map[0]).startswith("|")


def _line(blocks: Blocks, line: int) -> str:
    """A line of the source without what it is nested in."""
    return blocks.source[blocks.offset(line) : blocks.offset(line + 1)].strip(" \t\n>")


def _cells(line: str) -> list[str]:
    cells = _BAR.split(line.strip())
    cells = cells[1:] if cells and not cells[0].strip() else cells
    return cells[:-1] if cells and not cells[-1].strip() else cells
