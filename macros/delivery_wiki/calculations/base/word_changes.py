"""The difference between two texts, word by word: the one place that diffs, comments and pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

MOST_WORDS = 2_000
# A number with its marks and a hyphenated word are one word each; other marks stand alone.
_WORD = re.compile(r"\w+(?:[.,:/'’@_-]\w+)*|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class WordFate(Enum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """Neighbouring words with one fate: kept and removed ones make the old text, kept and added ones the new."""

    fate: WordFate
    text: str


def word_changes(old: str, new: str) -> tuple[WordChange, ...]:
    """How the old text became the new one, in reading order, removed before added; texts beyond the limit by line."""
    before, after = _parts(old, new)
    found: list[WordChange] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, begin, finish in matcher.get_opcodes():
        if tag == "equal":
            found.append(WordChange(fate=WordFate.KEPT, text="".join(before[start:end])))
            continue
        found.append(WordChange(fate=WordFate.REMOVED, text="".join(before[start:end])))
        found.append(WordChange(fate=WordFate.ADDED, text="".join(after[begin:finish])))
    return tuple(_gathered(change for change in found if change.text))


def _parts(old: str, new: str) -> tuple[list[str], list[str]]:
    words = _WORD.findall(old), _WORD.findall(new)
    if max(map(len, words)) > 2 * MOST_WORDS:  # each word has a blank behind it
        return _LINE.findall(old), _LINE.findall(new)
    return words


def _gathered(changes: Iterable[WordChange]) -> Iterator[WordChange]:
    """A blank or a mark kept between two changed words reads better as a part of the change."""
    removed = added = held = ""
    for change in changes:
        if change.fate is WordFate.KEPT and not any(letter.isalnum() for letter in change.text) and (removed or added):
            held += change.text
        elif change.fate is WordFate.KEPT:
            yield from _replaced(removed, added)
            yield WordChange(fate=WordFate.KEPT, text=held + change.text)
            removed = added = held = ""
        else:
            removed += held + (change.text if change.fate is WordFate.REMOVED else "")
            added += held + (change.text if change.fate is WordFate.ADDED else "")
            held = ""
    yield from _replaced(removed, added)
    if held:
        yield WordChange(fate=WordFate.KEPT, text=held)


def _replaced(removed: str, added: str) -> Iterator[WordChange]:
    if removed:
        yield WordChange(fate=WordFate.REMOVED, text=removed)
    if added:
        yield WordChange(fate=WordFate.ADDED, text=added)
