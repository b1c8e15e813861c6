"""The lines and cells of a CSV file as spreadsheets save it: its encoding, separator and quotes are found out."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Sequence

BOM = "\ufeff"  # by which spreadsheets know that it is UTF-8
SEPARATORS = (",", ";", "\t", "|")
SAVE_AS_CSV = "Save it as CSV UTF-8."
_BOM_OF = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The line with which a file tells Excel its separator; Excel shows it in no row.
_SEPARATOR_LINE = re.compile(r'"?sep=([,;|\t])"?[,;|\t]*(?:\r\n|\r|\n)', re.IGNORECASE)


class UnreadableCsv(Exception):
    """Why a file is no table: the place, what is wrong there, and what to do."""

    def __init__(self, place: str, problem: str, repair: str = SAVE_AS_CSV) -> None:
        self.place, self.problem, self.repair = place, problem, repair
        super().__init__(f"{place}: {problem}")


def read_lines(data: bytes, known: Collection[str]) -> Sequence[Sequence[str]]:
    """The cells of each line, the first one being the row of heads, some of which are known; raises UnreadableCsv."""
    text = _decoded(data).lstrip(BOM)
    told = _SEPARATOR_LINE.match(text)
    text = text[told.end() :] if told else text
    if "\0" in text:
        raise UnreadableCsv(_line(text, text.index("\0")), "a character that no text has (NUL)")
    separator = told[1] if told else _separator(text, known)
    return _unwrapped(_cells(text, separator), separator)


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _BOM_OF if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise UnreadableCsv(f"line {line}", f"bytes that are not {encoding.upper()}") from None


def _line(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line}"


def _separator(text: str, known: Collection[str]) -> str:
    """The one at which the first line falls into the most known heads, else into the most cells."""
    first = text.split("\n", 1)[0].rstrip("\r")
    inside = first[1:-1].replace('""', '"') if first[:1] == first[-1:] == '"' else first  # a line that is one cell

    def heads(separator: str) -> int:
        cells = (cell.strip().strip('"').casefold() for cell in inside.split(separator))
        return sum(cell in known for cell in cells)

    return max(SEPARATORS, key=lambda separator: (heads(separator), first.count(separator)))


def _cells(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return list(reader)
    except csv.Error as fault:
        place = f"line {reader.line_num}"
        if "limit" in str(fault):
            problem = f"a cell of more than {csv.field_size_limit():,} characters, or a quote that never ends"
            raise UnreadableCsv(place, problem, "Shorten it, or put the quote right.") from None
        problem = "a quote that never ends" if "end of data" in str(fault) else "a text that goes on behind its quote"
        repair = 'Put quotes around the whole cell, and write "" for a quote inside of it.'
        raise UnreadableCsv(place, problem, repair) from None


def _unwrapped(lines: list[list[str]], separator: str) -> Sequence[Sequence[str]]:
    """A line that a spreadsheet saved as one cell, since it was opened with another separator, is read as a line."""
    head = _inside(lines[0], separator) if lines else []
    wide = len(head)
    if wide < 2:
        return lines
    return [head, *(inside if len(inside := _inside(line, separator)) == wide else line for line in lines[1:])]


def _inside(line: list[str], separator: str) -> list[str]:
    """The cells of the first cell, where it is the only one that holds something."""
    if not line or any(line[1:]) or separator not in line[0]:
        return line
    try:
        return _cells(line[0], separator)[0]
    except UnreadableCsv:
        return line
