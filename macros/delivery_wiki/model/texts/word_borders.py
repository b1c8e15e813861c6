"""Where words begin and end in any script: the one place that finds ids in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Signs that are inside a word where a letter or a digit stands before them: CAN'T-4, somebody@T-4, C+T-4, L·T-4.
_JOINING = frozenset("'’@+·‧")


def whole_words(pattern: re.Pattern[str], text: str, *, joining: str = "") -> Iterator[re.Match[str]]:
    """The matches that are whole words: GERÄT-4, AT&T-2 and T-4th hold no T-4 and no T-2.

    `joining` are further signs that make one word of what they stand between, such as the hyphen.
    """
    for match in pattern.finditer(text):
        if not _goes_on_before(text, match.start(), joining) and not _goes_on_behind(text, match.end(), joining):
            yield match


def _goes_on_before(text: str, start: int, joining: str) -> bool:
    if start == 0:
        return False
    before = text[start - 1]
    if _is_in_words(before) or before == "&" or before in joining:
        return True
    return before in _JOINING and start > 1 and _is_in_words(text[start - 2])


def _goes_on_behind(text: str, end: int, joining: str) -> bool:
    return end < len(text) and (_is_in_words(text[end]) or text[end] in joining)


def _is_in_words(character: str) -> bool:
    """A letter, mark or digit of any script, or a sign that belongs to the letter before it."""
    category = unicodedata.category(character)
    return category[0] in "LMN" or category == "Cf" or (category == "Sk" and not character.isascii())
