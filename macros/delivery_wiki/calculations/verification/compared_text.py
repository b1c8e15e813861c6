"""Two texts of a clause beside each other: tables by row and column, everything else line by line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum
from typing import TypeAlias

from delivery_wiki.model.drift import ClauseChange, Drift

ALIKE = 0.5
_CELLS = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
_MARK = re.compile(r"(?P<number>\d+[.)])? ?(?P<mark>(?:[-*>] |#{1,6} )*)(?P<words>.*)")
_NUMBER = re.compile(r"^\d+[.)] ")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_INLINE = re.compile(r"\*\*|__|`")
_ID = re.compile(r"[A-Z]+-\d+")
_NOTHING = {"", "–", "-"}


class Fate(Enum):
    """What became of a line, row or column of a text."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """A line that reads otherwise, is new, is gone, or stands elsewhere now; without its marks of Markdown.

    `elsewhere` is the title of the other clause, where a line moved from one to another. Where only marks differ, such
    as the level of a heading, both sides read the same.
    """

    fate: Fate
    before: str = ""
    after: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedColumn:
    """A column of a table under its head of today; `fate` where only one side has it."""

    title: str
    fate: Fate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """A row with a cell for each column on both sides; `moved` where it changed its place among the others, too."""

    fate: Fate
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedTable:
    """A table with the rows that differ, and how many stand as they stood; `fate` where only one side has it."""

    columns: tuple[ComparedColumn, ...]
    rows: tuple[ComparedRow, ...]
    kept: int = 0
    fate: Fate | None = None


ComparedPart: TypeAlias = ComparedLine | ComparedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedClause:
    """A clause that changed, with all that differs in it."""

    clause: ClauseChange
    parts: tuple[ComparedPart, ...]

    @property
    def places(self) -> int:
        """How many lines and rows differ; a table that only got other columns is one place."""
        return sum(1 if isinstance(part, ComparedLine) else max(len(part.rows), 1) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as it was written down: its head and its rows, each with as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_Part: TypeAlias = str | _Table


def compare_clauses(drift: Drift) -> tuple[ComparedClause, ...]:
    """Every clause that differs from what was agreed, in the order of the document."""
    found = [
        ComparedClause(clause=clause, parts=compare_text(clause.before, clause.after, drift.heads))
        for clause in drift.clauses
    ]
    return tuple(_with_moves_between(found))


def compare_text(before: str, after: str, heads: Collection[str]) -> tuple[ComparedPart, ...]:
    """What differs between two texts, in the order of the newer one; `heads` are the lines that head a table."""
    old, new = tuple(_parts(before, heads)), tuple(_parts(after, heads))
    return tuple(_with_moves([*_compared(old, new, _table_pairs(old, new))]))


# --- a text in parts ------------------------------------------------------------------------------


def _parts(text: str, heads: Collection[str]) -> Iterator[_Part]:
    """Lines, and tables with their rows; a table ends where a line has too few cells for it."""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        head = _cells(lines[number])
        if lines[number] not in heads and not _is_written_row(lines[number]):
            yield lines[number]
            number += 1
            continue
        rows: list[tuple[str, ...]] = []
        number += 1
        while number < len(lines) and lines[number] not in heads and len(_cells(lines[number])) >= len(head) > 1:
            rows.append(_cells(lines[number], len(head)))
            number += 1
        yield _Table(head, tuple(rows))


def _is_written_row(line: str) -> bool:
    """Whether an author wrote it as a row of a table, between bars."""
    return line.startswith("| ") and line.endswith(" |")


def _cells(line: str, most: int = 0) -> tuple[str, ...]:
    """The cells of a row; what goes beyond `most` belongs to the last."""
    bare = line.removeprefix("| ").removesuffix(" |") if _is_written_row(line) else line
    return tuple(cell.strip() for cell in _CELLS.split(bare, maxsplit=max(most - 1, 0)))


def _table_pairs(old: Sequence[_Part], new: Sequence[_Part]) -> dict[int, int]:
    """For each table of the older text the one that it became: the next with half of its heads, in their order."""
    found: dict[int, int] = {}
    start = 0
    for index, table in enumerate(old):
        if not isinstance(table, _Table):
            continue
        for other in range(start, len(new)):
            candidate = new[other]
            if isinstance(candidate, _Table) and _same_table(table, candidate):
                found[index], start = other, other + 1
                break
    return found


def _same_table(one: _Table, other: _Table) -> bool:
    shared = {_bare_title(title) for title in one.head} & {_bare_title(title) for title in other.head}
    return 2 * len(shared) >= min(len(one.head), len(other.head))


# --- parts beside each other ----------------------------------------------------------------------


def _compared(old: Sequence[_Part], new: Sequence[_Part], pairs: dict[int, int]) -> Iterator[ComparedPart]:
    became = {other: index for index, other in pairs.items()}
    left = [f"\n{index}" if index in pairs else _token(part) for index, part in enumerate(old)]
    right = [f"\n{became[index]}" if index in became else _token(part) for index, part in enumerate(new)]
    for tag, start, end, begin, finish in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            for index, other in zip(range(start, end), range(begin, finish), strict=True):
                yield from _compared_part(old[index], new[other])
            continue
        yield from _alone(old[start:end], Fate.REMOVED)
        yield from _alone(new[begin:finish], Fate.ADDED)
        yield from _compared_lines(_texts(old[start:end]), _texts(new[begin:finish]))


def _token(part: _Part) -> str:
    """What tells a part from others: a numbered line that only got another number is the same."""
    if isinstance(part, _Table):
        return "\n" + "\n".join(part.head)
    number, mark, _ = _split(part)
    return f"{number}{mark}\t{_NUMBER.sub('', part.strip())}"


def _split(line: str) -> tuple[str, str, str]:
    """Whether a line is numbered, its other marks, and its words."""
    found = _MARK.fullmatch(line.strip())
    if found is None or not found["words"]:
        return "", "", line
    words = _INLINE.sub("", _LINK.sub(r"\1", found["words"]))
    return "1. " if found["number"] else "", found["mark"], words


def _texts(parts: Iterable[_Part]) -> list[str]:
    return [part for part in parts if isinstance(part, str)]


def _alone(parts: Iterable[_Part], fate: Fate) -> Iterator[ComparedTable]:
    for part in parts:
        if isinstance(part, _Table):
            columns = tuple(ComparedColumn(title=title) for title in part.head)
            yield ComparedTable(columns=columns, rows=tuple(_row(row, fate) for row in part.rows), fate=fate)


def _row(cells: tuple[str, ...], fate: Fate) -> ComparedRow:
    return ComparedRow(fate=fate, before=cells) if fate is Fate.REMOVED else ComparedRow(fate=fate, after=cells)


def _compared_part(old: _Part, new: _Part) -> Iterator[ComparedPart]:
    if isinstance(old, _Table) and isinstance(new, _Table):
        table = _compared_table(old, new)
        if table.rows or any(column.fate for column in table.columns):
            yield table


def _compared_lines(left: list[str], right: list[str]) -> Iterator[ComparedLine]:
    for one, other in alike_pairs(left, right):
        before, after = _split(one)[2], _split(other)[2]
        fate = Fate.ADDED if not one else Fate.REMOVED if not other else Fate.CHANGED
        yield ComparedLine(fate=fate, before=before, after=after)


def alike_pairs(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each older line with the next newer one that is like it; the rest stand alone, in their order."""
    waiting = list(right)
    for line in left:
        like = next((place for place, other in enumerate(waiting) if _alike(line, other)), None)
        if like is None:
            yield line, ""
            continue
        yield from (("", other) for other in waiting[:like])
        yield line, waiting[like]
        del waiting[: like + 1]
    yield from (("", other) for other in waiting)


def _alike(one: str, other: str) -> bool:
    """Whether half of their words are the same, or both say something of the same name before a colon."""
    name, colon, _ = one.partition(": ")
    if colon and other.startswith(f"{name}: "):
        return True
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= ALIKE


def _with_moves(found: Sequence[ComparedPart]) -> Iterator[ComparedPart]:
    """A line that went in one place and came in another has moved, and is told where it stands now."""
    moved = _moved(_lines_of(found, Fate.REMOVED), _lines_of(found, Fate.ADDED))
    for part in found:
        if not isinstance(part, ComparedLine) or part.fate is Fate.CHANGED or (part.before or part.after) not in moved:
            yield part
        elif part.fate is Fate.ADDED:
            yield replace(part, fate=Fate.MOVED, before=part.after)


def _with_moves_between(found: Sequence[ComparedClause]) -> Iterator[ComparedClause]:
    """A line that went in one clause and came in another is told on both sides, with the other's title."""
    left = {line: compared.clause.title for compared in found for line in _lines_of(compared.parts, Fate.REMOVED)}
    came = {line: compared.clause.title for compared in found for line in _lines_of(compared.parts, Fate.ADDED)}
    gone = [line for compared in found for line in _lines_of(compared.parts, Fate.REMOVED)]
    new = [line for compared in found for line in _lines_of(compared.parts, Fate.ADDED)]
    moved = _moved(gone, new)
    for compared in found:
        parts = tuple(_elsewhere(part, moved, came if part.fate is Fate.REMOVED else left) for part in compared.parts)
        yield replace(compared, parts=parts)


def _elsewhere(part: ComparedPart, moved: Collection[str], titles: Mapping[str, str]) -> ComparedPart:
    if not isinstance(part, ComparedLine) or part.fate not in (Fate.REMOVED, Fate.ADDED):
        return part
    line = part.before or part.after
    return replace(part, fate=Fate.MOVED, elsewhere=titles[line]) if line in moved else part


def _lines_of(parts: Iterable[ComparedPart], fate: Fate) -> list[str]:
    lines = (part for part in parts if isinstance(part, ComparedLine) and part.fate is fate)
    return [line.before or line.after for line in lines]


def _moved(gone: Sequence[str], come: Sequence[str]) -> set[str]:
    """Lines of several words that went once and came once."""
    return {line for line in gone if " " in line and gone.count(line) == come.count(line) == 1}


# --- a table beside its former self ---------------------------------------------------------------


def _compared_table(old: _Table, new: _Table) -> ComparedTable:
    columns = tuple(_columns(old.head, new.head))
    before = [_aligned(row, old.head, columns) for row in old.rows]
    after = [_aligned(row, new.head, columns) for row in new.rows]
    rows = [*_compared_rows(before, after)]
    told = tuple(row for row in rows if row.moved or row.fate is not Fate.CHANGED or not _same(row.before, row.after))
    return ComparedTable(columns=columns, rows=told, kept=len(rows) - len(told))


def _columns(old: Sequence[str], new: Sequence[str]) -> Iterator[ComparedColumn]:
    """Today's columns, and behind each the ones that stood there and are gone."""
    left, right = [_bare_title(title) for title in old], [_bare_title(title) for title in new]
    for place, title in enumerate(new):
        yield ComparedColumn(title=title, fate=None if right[place] in left else Fate.ADDED)
    for place, title in enumerate(old):
        if left[place] not in right:
            yield ComparedColumn(title=title, fate=Fate.REMOVED)


def _bare_title(title: str) -> str:
    """A head without its unit, which may be another one today."""
    return title.rsplit(" (", 1)[0] if title.endswith(")") else title


def _aligned(row: tuple[str, ...], head: Sequence[str], columns: Iterable[ComparedColumn]) -> tuple[str, ...]:
    cells = dict(zip(map(_bare_title, head), row, strict=False))
    return tuple(cells.get(_bare_title(column.title), "") for column in columns)


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return all(old == new or (old in _NOTHING and new in _NOTHING) for old, new in zip(one, other, strict=True))


def _compared_rows(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> Iterator[ComparedRow]:
    """Each row of today with the one that it was, then those that are gone; rows are the same by their key."""
    pairs = _row_pairs(old, new)
    became = {other: index for index, other in pairs.items()}
    order = [became[other] for other in range(len(new)) if other in became]
    steady = _steady(order)
    for other, row in enumerate(new):
        if other not in became:
            yield ComparedRow(fate=Fate.ADDED, after=row)
            continue
        index = became[other]
        moved = index not in steady
        fate = Fate.MOVED if moved and _same(old[index], row) else Fate.CHANGED
        yield ComparedRow(fate=fate, before=old[index], after=row, moved=moved)
    yield from (ComparedRow(fate=Fate.REMOVED, before=row) for index, row in enumerate(old) if index not in pairs)


def _steady(order: Sequence[int]) -> set[int]:
    """Those that kept their order: the longest rising run of places."""
    ends: list[int] = []
    below: dict[int, int] = {}
    for place in order:
        at = bisect_left(ends, place)
        if at:
            below[place] = ends[at - 1]
        ends[at : at + 1] = [place]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = below.get(last)
    return found


def _row_pairs(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Which row became which: by its key where keys tell rows apart, else and for the rest by likeness."""
    width = next((width for width in (1, 2) if _tells_apart(old, width) and _tells_apart(new, width)), 0)
    places = {row[:width]: place for place, row in enumerate(new)} if width else {}
    found = {index: places[row[:width]] for index, row in enumerate(old) if row[:width] in places}
    taken = set(found.values())
    rest = [place for place in range(len(new)) if place not in taken and not (width and _ID.match(new[place][0]))]
    for index, row in enumerate(old):
        if index in found or (width and _ID.match(row[0])):
            continue
        like = next((place for place in rest if _alike(" ".join(row), " ".join(new[place]))), None)
        if like is not None:
            found[index] = like
            rest.remove(like)
    return found


def _tells_apart(rows: Sequence[tuple[str, ...]], width: int) -> bool:
    return len({row[:width] for row in rows}) == len(rows)
