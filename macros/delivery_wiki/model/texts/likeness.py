"""When a misspelt name is near enough to the known one to be corrected without asking."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from ..finding import Replacement

CERTAIN = 0.75
_NUMBER = re.compile(r"[0-9]+", re.ASCII)


def certain_replacement(found: str, meant: str | None) -> Replacement | None:
    """The correction of a near miss, or none where it is better to ask.

    Another number is never near: a version or an item with other digits is another one, not a misspelling.
    """
    if not meant or _numbers(found) != _numbers(meant):
        return None
    near = SequenceMatcher(None, found.casefold(), meant.casefold()).ratio() >= CERTAIN
    return (found, meant) if near else None


def _numbers(name: str) -> list[int]:
    return [int(run) for run in _NUMBER.findall(name)]
