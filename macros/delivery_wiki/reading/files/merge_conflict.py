"""Markers that an unfinished merge left in a file: one finding for each conflict, at its first marker."""

from __future__ import annotations

import re

from delivery_wiki.model.finding import Finding, Location, error

from .finding_limit import report_some

OPEN, BASE, MIDDLE, CLOSE = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
_MARKER = re.compile(r"^(?:(<{7}|\|{7}|>{7})(?: [^\n]*)?|(={7}))\r?$", re.MULTILINE)
_REPAIR = "Keep the lines that hold, and delete the markers and the others."


def find_conflicts(text: str, file: str, first_line: int = 1) -> tuple[Finding, ...]:
    """A finding for each conflict; a line `=======` alone is one in YAML, in Markdown it makes a heading."""
    if OPEN not in text and CLOSE not in text and BASE not in text and (MIDDLE not in text or file.endswith(".md")):
        return ()
    starts: list[tuple[int, str]] = []
    first: tuple[int, str] | None = None
    for found in _MARKER.finditer(text):
        kind = (found.group(1) or found.group(2))[:7]
        if first and kind == OPEN:
            starts += _counted(first, file)
            first = None
        first = first or (found.start(), kind)
        if kind == CLOSE:
            starts.append((first[0], OPEN))
            first = None
    starts += _counted(first, file) if first else []
    return report_some(
        starts,
        lambda start: error(
            "merge-conflict",
            Location(file=file, line=first_line + text.count("\n", 0, start[0]), column=1),
            "a merge conflict that is not resolved begins here",
            _REPAIR,
        ),
    )


def _counted(first: tuple[int, str], file: str) -> list[tuple[int, str]]:
    """A conflict whose end is gone; a Markdown heading that is underlined with seven signs is none."""
    return [] if first[1] == MIDDLE and file.endswith(".md") else [first]
