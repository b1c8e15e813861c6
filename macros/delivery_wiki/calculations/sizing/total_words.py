"""Titles of lines that say what the line is: all of the others, or a part of another."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A star stands for the rest of a word. In the languages of shipped texts, whatever the language of a rule set.
OF_A_TOTAL = (
    "total",
    "totals",
    "subtotal",
    "grand total",
    "sum",
    "altogether",
    "insgesamt",
    "gesamt*",
    "summe",
    "gesamtsumme",
    "zwischensumme",
)
OF_A_PART = (
    "of which",
    "of that",
    "of these",
    "thereof",
    "part of",
    "included in",
    "contained in",
    "davon",
    "darin",
    "darunter",
    "hiervon",
    "enthalten in",
    "teil des",
    "teil der",
)


def total_word(title: str) -> str:
    """The words of a title that say that the line is all of the others; empty if there are none."""
    return _found(OF_A_TOTAL, title)


def part_word(title: str) -> str:
    """The words of a title that say that the line is a part of another; empty if there are none."""
    return _found(OF_A_PART, title)


def _found(words: Iterable[str], title: str) -> str:
    pattern = "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", title, re.IGNORECASE)
    return found.group() if found else ""
