"""What differs between two texts of a clause, as tables: rows under their heads, lines with both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from delivery_wiki.calculations.base.word_changes import WordChange, WordFate, word_changes
from delivery_wiki.calculations.verification.compared_text import (
    ComparedColumn,
    ComparedLine,
    ComparedPart,
    ComparedRow,
    ComparedTable,
    Fate,
)
from delivery_wiki.model.status import translatable
from delivery_wiki.pages.elements import tree
from delivery_wiki.pages.elements.page_kind import PageContext
from delivery_wiki.pages.elements.register_parts import NOTHING
from delivery_wiki.pages.elements.tree import Blocks, Content
from delivery_wiki.pages.elements.words import Words

from ..elements.columns import Column, Columns, plain_table

KEPT = 60  # letters that stay on each side of a change, so that a long paragraph shows what moved
MOSTLY = 0.5
ARROW = " → "
ONCE_SAID = "its working"  # the same link in what was signed before it had another text
FATES = translatable({Fate.CHANGED: "changed", Fate.ADDED: "added", Fate.REMOVED: "removed", Fate.MOVED: "moved"})
_ASSUMED = re.compile(r"\d\*")


def compared_blocks(context: PageContext, parts: Sequence[ComparedPart]) -> Blocks:
    """A table for the lines that follow each other, and one for each table, in the order of the text."""
    blocks: list[tree.Block] = []
    for is_table, group in groupby(parts, key=lambda part: isinstance(part, ComparedTable)):
        if is_table:
            for table in group:
                blocks += _table(context, table) if isinstance(table, ComparedTable) else ()
        else:
            blocks.append(_lines(context, [line for line in group if isinstance(line, ComparedLine)]))
    if any(_ASSUMED.search(text) for part in parts for text in _texts(part)):
        blocks.append(
            tree.Paragraph(tree.Muted(f"* {context.words('An assumption, or resting on one; the sizing names it.')}"))
        )
    return tuple(blocks)


def _texts(part: ComparedPart) -> Iterator[str]:
    for side in part.rows if isinstance(part, ComparedTable) else (part,):
        yield from (side.before, side.after) if isinstance(side, ComparedLine) else (*side.before, *side.after)


# --- lines ----------------------------------------------------------------------------------------


def _lines(context: PageContext, lines: Sequence[ComparedLine]) -> tree.Table:
    words = context.words
    columns: Columns[ComparedLine] = (
        Column(words("What"), lambda line: _line_fate(words, line), narrow=True),
        Column(words("As agreed"), lambda line: _line_side(line, WordFate.REMOVED)),
        Column(words("Current"), lambda line: _line_side(line, WordFate.ADDED)),
    )
    return plain_table(columns, lines)


def _line_fate(words: Words, line: ComparedLine) -> Content:
    if line.fate is Fate.CHANGED and line.before == line.after:
        return words("the same words, set otherwise")
    if line.fate is not Fate.MOVED or not line.elsewhere:
        return words(FATES[line.fate])
    text = "moved here from: {section}" if line.after else "moved to: {section}"
    return words(text, section=line.elsewhere)


def _line_side(line: ComparedLine, side: WordFate) -> Content:
    """One side of a line: what stands on this side alone is marked, what stands on both is shortened."""
    text = line.before if side is WordFate.REMOVED else line.after
    if not text:
        return NOTHING
    if line.fate is Fate.MOVED:
        return _short(text, first=True, last=True)
    changes = word_changes(line.before, line.after)
    return _said(tuple(change for change in changes if change.fate in (WordFate.KEPT, side)))


def _said(changes: Sequence[WordChange]) -> Content:
    line: list[tree.Inline] = []
    for number, change in enumerate(changes):
        first, last = number == 0, number == len(changes) - 1
        if change.fate is WordFate.KEPT:
            line.append(_short(change.text, first=first, last=last))
        else:
            line += _marked(change)
    return tuple(line)


def _marked(change: WordChange) -> list[tree.Inline]:
    """The changed words, with the blanks around them outside of the mark."""
    words = change.text.strip()
    before, _, after = change.text.partition(words) if words else (change.text, "", "")
    gone = change.fate is WordFate.REMOVED
    mark = tree.Changed(removed=words if gone else "", added="" if gone else words)
    parts: list[tree.Inline] = [before, mark, after] if words else [before]
    return [part for part in parts if part]


def _short(text: str, *, first: bool, last: bool) -> str:
    """Kept words near the change; the middle of a long stretch is left out."""
    if len(text) <= (KEPT if first or last else 2 * KEPT):
        return text
    if first and last:
        return text[:KEPT].rsplit(" ", 1)[0] + " …"
    head = "" if first else text[:KEPT].rsplit(" ", 1)[0] + " "
    tail = "" if last else " " + text[-KEPT:].split(" ", 1)[-1]
    return f"{head}…{tail}"


# --- tables ---------------------------------------------------------------------------------------


def _table(context: PageContext, table: ComparedTable) -> Blocks:
    words = context.words
    columns: list[Column[ComparedRow]] = [Column(words("What"), lambda row: _row_fate(words, row), narrow=True)]
    columns += [_column(context, column, place) for place, column in enumerate(table.columns)]
    blocks: list[tree.Block] = []
    if table.rows:
        blocks.append(plain_table(columns, table.rows))
    if said := _about(words, table):
        blocks.append(tree.Paragraph(tree.Muted(said)))
    return tuple(blocks)


def _about(words: Words, table: ComparedTable) -> str:
    """What happened to the table as a whole, and how much of it stands as it was agreed."""
    said = []
    if table.fate is not None:
        said.append(words("The table is new.") if table.fate is Fate.ADDED else words("The table is gone."))
    gone = ", ".join(column.title for column in table.columns if column.fate is Fate.REMOVED)
    come = ", ".join(column.title for column in table.columns if column.fate is Fate.ADDED)
    said += [words("Columns that are gone: {columns}.", columns=gone)] if gone else []
    said += [words("New columns: {columns}.", columns=come)] if come else []
    if table.kept:
        said.append(words.counted(table.kept, "One row reads as agreed.", "{count} rows read as agreed."))
    return " ".join(said)


def _column(context: PageContext, column: ComparedColumn, place: int) -> Column[ComparedRow]:
    return Column(column.title, lambda row: _cell(context, row, place))


def _row_fate(words: Words, row: ComparedRow) -> str:
    if row.moved and row.fate is Fate.CHANGED:
        return words("moved and changed")
    return words(FATES[row.fate])


def _cell(context: PageContext, row: ComparedRow, place: int) -> Content:
    """A cell as it is; with what it was in front where that is something else."""
    before, after = (_on_paper(context.words, side[place] if side else "") for side in (row.before, row.after))
    if row.fate is Fate.ADDED:
        return _whole(context, "", after, place)
    if row.fate is Fate.REMOVED:
        return _whole(context, before, "", place)
    if before == after or {before, after} <= {"", NOTHING}:
        return _kept(context, after or before, place)
    changes = word_changes(before, after)
    if not _told_in_place(changes, before, after):
        return _whole(context, before, after, place)
    return _both(changes)


def _on_paper(words: Words, cell: str) -> str:
    """A cell without the link that leads on from it."""
    for link in (words("how it is computed"), ONCE_SAID):
        cell = cell.replace(f" / {link}", "")
    return cell


def _kept(context: PageContext, text: str, place: int) -> Content:
    if not text:
        return NOTHING
    return context.item(text) if place == 0 else _short(text, first=True, last=False)


def _whole(context: PageContext, before: str, after: str, place: int) -> Content:
    if not before and not after:
        return NOTHING
    if place == 0 and not before and not isinstance(linked := context.item(after), str):
        return linked
    removed, added = tree.Changed(removed=before, added=""), tree.Changed(removed="", added=after)
    return tuple([removed] if not after else [added] if not before else [removed, ARROW, added])


def _told_in_place(changes: Sequence[WordChange], before: str, after: str) -> bool:
    """Whether the changed words are best marked among those that stay: most do, or one passage alone moved."""
    kept = sum(len(change.text.strip()) for change in changes if change.fate is WordFate.KEPT)
    passages = sum(
        change.fate is not WordFate.KEPT and (not number or changes[number - 1].fate is WordFate.KEPT)
        for number, change in enumerate(changes)
    )
    return kept > 0 and (passages == 1 or kept >= MOSTLY * max(len(before), len(after)))


def _both(changes: Sequence[WordChange]) -> Content:
    """One line with both sides: an arrow stands between words and what took their place."""
    line: list[tree.Inline] = []
    for number, change in enumerate(changes):
        if change.fate is WordFate.KEPT:
            line.append(_short(change.text, first=number == 0, last=number == len(changes) - 1))
            continue
        replaces = change.fate is WordFate.ADDED and number and changes[number - 1].fate is WordFate.REMOVED
        line += [ARROW.rstrip() if replaces and str(line[-1]).isspace() else ARROW] if replaces else []
        line += _marked(change)
    return tuple(line)
