"""Which entries of `reported_as` a test of a report belongs to: names as they are, or with * and ? in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import lru_cache

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.project import ReportedName


def is_pattern(name: str) -> bool:
    """Whether a name stands for several."""
    return "*" in name or "?" in name


def matches(pattern: str, name: str) -> bool:
    """Whether a name as a whole is the pattern; a bracket is one of the name, as in test[chrome]."""
    return pattern == name or (is_pattern(pattern) and _expression(pattern).match(name) is not None)


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    # The library's translation does not go back over what a star took, so that no pattern takes long.
    return re.compile(translate(pattern.replace("[", "[[]")))


def entries_for(names: Iterable[str], entries: Sequence[ReportedName]) -> tuple[ReportedName, ...]:
    """Every entry that one of the ways to write the name of a test matches."""
    written = tuple(names)
    return tuple(entry for entry in entries if any(matches(entry.name, name) for name in written))


def mapped_twice(name: str, first: ReportedName, second: ReportedName) -> Finding:
    """The finding for a name that two entries claim: nobody could tell which of them holds."""
    return error(
        "name-mapped-twice",
        second.location.at("name"),
        f"the test '{name}' belongs to this entry and to that of '{first.name}'; one is expected.",
        "Make one of the two names narrower, or write the cases of both into one entry.",
        also=first.location.at("name"),
    )
