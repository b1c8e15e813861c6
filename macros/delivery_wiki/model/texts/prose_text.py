"""A text that pages render as prose, wherever it is written, with the place of each of its characters."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TypeAlias

from ..finding import Location

Run: TypeAlias = tuple[int, int, int]
"""Where a stretch of a text begins, counted from 0, and the line and column, from 1, at which it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseText:
    """Prose by the path of its file inside the project, without the ending.

    Each run goes on until the next one begins, in one line of the file; without runs the text stands at its location.
    `backslash` is how one is written there.
    """

    name: str
    text: str
    location: Location
    runs: tuple[Run, ...] = ()
    backslash: str = "\\"

    @property
    def internal(self) -> bool:
        """Whether only the vendor reads it."""
        return self.name.startswith("internal/")

    def place(self, offset: int) -> Location:
        """Where a character of the text is written."""
        index = bisect_right(self.runs, offset, key=lambda run: run[0]) - 1
        if index < 0:
            return self.location
        start, line, column = self.runs[index]
        return replace(self.location, line=line, column=column + offset - start)


def runs_of_lines(text: str, first_line: int) -> tuple[Run, ...]:
    """The runs of a text that a file holds line by line as it is read."""
    runs: list[Run] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        runs.append((start, first_line + number, 1))
        start += len(line) + 1
    return tuple(runs)
