"""YAML text that is cut at ` #` or at a comma in brackets: where it ends that the author meant, and how to quote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from delivery_wiki.model.finding import Replacement

from .plain_scalar import AmbiguousScalar, read_plain_scalar

CODE = "yaml-text-cut"
_BEHIND = re.compile(r"[ \t]+(?=#(?:\S|$))")
_COMMENT = re.compile(r"[ \t]+#(?=\s|$)")
_END_IN_FLOW = re.compile(r"[,\[\]{}]|$")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 40
TextPlace: TypeAlias = tuple[int, int]  # line and column, from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A place where YAML takes the rest of a text for a comment: line from 0, column of the `#` from 0."""

    line: int
    column: int
    lost: str
    replacement: Replacement | None = None
    quoted: bool = False

    @property
    def problem(self) -> str:
        """What is lost."""
        lost = self.lost if len(self.lost) <= _SHOWN else f"{self.lost[:_SHOWN]}…"
        what = "what stands behind the closing quote is lost" if self.quoted else "the unquoted text is cut here"
        return f"{what}: YAML takes '{lost}' for a comment"

    @property
    def repair(self) -> str:
        """What to write: where several # stand together, a blank behind the first alone would leave the others."""
        if (several := _SEVERAL.match(self.lost)) is None:
            return REPAIR
        return f"Put the whole text in quotes; if it is a comment, write a single # and a blank for {several.group()}."


REPAIR = "Put the whole text in quotes; if it is a comment, write a blank behind the #."
_SEVERAL = re.compile("##+")


def find_cut(lines: list[str], start: TextPlace, end: TextPlace, value: str, *, in_flow: bool) -> Cut | None:
    """The cut behind an unquoted value that stands from `start` to `end`; None if it has none.

    A comment has a blank behind its `#`.
    """
    if end[0] >= len(lines):  # a value that is missing where the file ends
        return None
    line, behind = lines[end[0]].rstrip("\r"), end[1]
    if behind >= len(line) or line[behind] not in " \t" or (found := _BEHIND.match(line, behind)) is None:
        return None
    column = found.end()
    stop = _end_on_line(line, column, in_flow=in_flow)
    lost = line[column:stop]
    if not _is_text(value, lost):
        return Cut(line=end[0], column=column, lost=lost)
    first = (end[0], column) if not value else start
    last = (end[0], stop) if in_flow else _continued(lines, first, (end[0], stop))
    return Cut(line=end[0], column=column, lost=lost, replacement=_in_quotes(_between(lines, first, last)))


def _continued(lines: list[str], start: TextPlace, end: TextPlace) -> TextPlace:
    """The end of the text where it goes on in lines below its key, of which YAML makes nothing else."""
    if _COMMENT.match(lines[end[0]], end[1]):
        return end
    before = lines[start[0]][: start[1]]
    inside = before.lstrip(" -")
    parent = len(before) - len(inside) if inside else max(before.rfind("-"), start[1] - 1 if not before.strip() else 0)
    number = end[0] + 1
    while number < len(lines) and lines[number].strip() and _indent(lines[number]) > parent:
        end = (number, len(lines[number].rstrip()))
        number += 1
    return end


def end_of_text(lines: list[str], start: TextPlace, *, in_flow: bool) -> TextPlace:
    """Where a text that is not YAML would end in quotes, in the lines below it too."""
    number, column = start
    end = (number, _end_on_line(lines[number].rstrip("\r"), column, in_flow=in_flow))
    return end if in_flow else _continued(lines, start, end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def find_cut_behind_quotes(lines: list[str], end: TextPlace, *, in_flow: bool) -> Cut | None:
    """The cut behind a quoted value that ends at `end`; whether a remark is meant, only a person can say."""
    line = lines[end[0]].rstrip("\r") if end[0] < len(lines) else ""
    found = _BEHIND.match(line, end[1])
    if found is None:
        return None
    lost = line[found.end() : _end_on_line(line, found.end(), in_flow=in_flow)]
    return Cut(line=end[0], column=found.end(), lost=lost, quoted=True) if len(lost) > 1 else None


def cut_at_comma(line: str, start: int, end: int) -> tuple[int, str, str] | None:
    """The comma before a key without a value, which stands from `start` to `end` of a line; and what to do.

    None where no comma stands before it: then a value is missing, and no text was cut.
    """
    comma = len(line[:start].rstrip()) - 1
    if comma < 0 or line[comma] != ",":
        return None
    opened = max(line.rfind(sign, 0, comma) for sign in (": ", "{", ", "))
    whole = line[opened + 1 : end].strip()
    problem = f"the unquoted text is cut at this comma: in brackets, '{line[start:end]}' is a key without a value"
    return comma, problem, f'Put the whole text in quotes: "{whole}"; or give the key its value.'


def find_cut_before(lines: list[str], first: int, last: int) -> Cut | None:
    """The first cut in some lines that are not YAML together, for what was cut explains why."""
    for number in range(max(0, first), min(last + 1, len(lines))):
        line = _QUOTED.sub(lambda quoted: "x" * len(quoted.group()), lines[number].rstrip("\r"))
        comment = _COMMENT.search(line)
        found = _BEHIND.search(line, 0, comment.start() if comment else len(line))
        if found and line[: found.start()].strip() and not line.lstrip().startswith("#"):
            return Cut(line=number, column=found.end(), lost=lines[number].rstrip()[found.end() :])
    return None


def _end_on_line(line: str, column: int, *, in_flow: bool) -> int:
    """Where the text would end in quotes: before a comment, and in brackets before what ends a value there."""
    comment = _COMMENT.search(line, column)
    stop = comment.start() if comment else len(line)
    if in_flow and (end := _END_IN_FLOW.search(line, column, stop)):
        stop = end.start()
    return column + len(line[column:stop].rstrip())


def _between(lines: list[str], first: TextPlace, last: TextPlace) -> str:
    if first[0] == last[0]:
        return lines[first[0]][first[1] : last[1]]
    return "\n".join((lines[first[0]][first[1] :], *lines[first[0] + 1 : last[0]], lines[last[0]][: last[1]]))


def _is_text(value: str, lost: str) -> bool:
    """Whether quotes are certain: behind a number, a date or nothing at all, a remark may be meant."""
    if not value:
        return len(lost) > 1 and not re.search(r"\s", lost)
    try:
        return isinstance(read_plain_scalar(value), str) and not _DATE.fullmatch(value)
    except AmbiguousScalar:
        return False


def _in_quotes(found: str) -> Replacement | None:
    """The same text in quotes that need no escape; none where there are none."""
    if not {'"', "\\"} & set(found):
        return found, f'"{found}"'
    return (found, f"'{found}'") if "'" not in found else None
