"""How wide a line of text will be: estimated by letter, on the safe side, for drawings that cannot ask a browser."""

from __future__ import annotations

import unicodedata

NARROW = frozenset("iljtfrI.,:;'|!()[]- ·")
BROAD = frozenset("mwMW@%&—…")
VOWELS = frozenset("aeiouyäöü")
# Consonants that begin a syllable together; every other group is parted before its last letter.
ONSETS = (
    *("schl", "schm", "schn", "schr", "schw", "sch", "spr", "str"),
    *("bl", "br", "ch", "ck", "dr", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "pf", "ph", "pl", "pr", "qu", "sp", "th"),
    *("tr", "zw"),
)
LEAST_PIECE = 3


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """The width of a line in the unit of its font size, rounded up."""
    hundredths = sum(_letter(letter) for letter in text) * size
    return -(-hundredths * (108 if bold else 100) // 10000)


def break_lines(text: str, width: int, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """Text in lines that fit the width; a word too long for a line of its own is hyphenated."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, width, size, bold)
    return tuple(lines)


def _pieces(word: str, width: int, size: int, bold: bool) -> list[str]:
    pieces: list[str] = []
    rest = word
    while text_width(rest, size, bold=bold) > width and len(rest) > 4:
        fitting = [cut for cut in range(LEAST_PIECE, len(rest)) if _fits(rest[:cut], width, size, bold)]
        kept = _best_cut(rest, fitting)
        head = rest[:kept]
        pieces.append(head if head.endswith("-") else f"{head}-")
        rest = rest[kept:]
    return [*pieces, rest]


def _best_cut(word: str, cuts: list[int]) -> int:
    """Behind a hyphen, else between syllables, as far to the right as fits; anywhere where there is neither."""
    hyphens = [cut for cut in cuts if word[cut - 1] == "-"]
    syllables = [cut for cut in cuts if len(word) - cut >= LEAST_PIECE and begins_syllable(word.casefold(), cut)]
    return max(hyphens or syllables or cuts, default=LEAST_PIECE)


def begins_syllable(word: str, cut: int) -> bool:
    """Whether a syllable begins here: the consonants that open it, then a vowel, and vowels on both sides."""
    begin = cut
    end = next((place for place in range(cut, len(word)) if word[place] in VOWELS), None)
    if end is None or end == begin or not word[begin:end].isalpha() or not VOWELS & set(word[:cut]):
        return False
    before = next(place for place in range(cut - 1, -1, -1) if word[place] in VOWELS) + 1
    group = word[before:end]
    onset = next((onset for onset in ONSETS if group.endswith(onset)), group[-1:])
    return cut == end - len(onset)


def _fits(head: str, width: int, size: int, bold: bool) -> bool:
    return text_width(f"{head}-", size, bold=bold) <= width


def _letter(letter: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return 104
    if letter in NARROW:
        return 36
    if letter in BROAD:
        return 92
    return 70 if letter.isupper() else 58
