"""Characters that no font of the PDFs has: found where an author wrote them, and set as their codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from delivery_wiki.model.finding import Finding, Location, warning

from ..files.finding_limit import limit_findings
from ..files.readable_text import decode_text
from ..yaml.strict_yaml import Path, YamlFile, read_yaml

MAXIMUM_NAMED = 8
REPAIR = "Write it otherwise, or put a font that has it into docs/fonts/."
REPAIR_OF_RECORD = "Leave it: a record is not edited. Or put a font that has it into docs/fonts/."
_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")  # with the letter before, which a mark may stand on
_CODE = re.compile(r"[0-9A-F]{4,6}")
# What has no picture of its own: white space, and marks that only choose how the sign before them is drawn.
_WITHOUT_GLYPH = frozenset({"\n", "\r", "\t", "\u00ad", *map(chr, range(0xFE00, 0xFE10))})


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters of each family of fonts. A letter and the marks on it are set by one font, or not at all."""

    families: tuple[frozenset[str], ...]
    characters: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "characters", frozenset().union(_WITHOUT_GLYPH, *self.families))

    def with_more(self, families: Iterable[frozenset[str]]) -> Coverage:
        """The same with more fonts."""
        return Coverage((*self.families, *families))

    def has_together(self, letter: str) -> bool:
        """Whether one font has a letter with its marks."""
        wanted = set(letter) - _WITHOUT_GLYPH
        return any(wanted <= family for family in self.families)


def read_coverage(text: str) -> Coverage:
    """The shipped fonts: a line with each family's name, and lines such as `0020-007E` with its characters."""
    families: list[set[str]] = []
    for line in text.splitlines():
        first, _, last = line.partition("-")
        if not _CODE.fullmatch(first):
            families.append(set())
            continue
        families = families or [set()]
        families[-1] |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return Coverage(tuple(frozenset(family) for family in families))


def with_codes(text: str, covered: Coverage) -> str:
    """The text with the codes of all characters in it that no font has, in brackets, such as `[U+682A]`."""
    return text if text.isascii() else _BEYOND_ASCII.sub(lambda found: _coded(found.group(), covered), text)


def _coded(text: str, covered: Coverage) -> str:
    """Runs of what cannot be shown in one pair of brackets."""
    lost = _lost(text, covered)
    runs = groupby(range(len(text)), key=lambda place: place in lost)
    parts = ((coded, "".join(text[place] for place in run)) for coded, run in runs)
    return "".join(f"[{_codes(part)}]" if coded else part for coded, part in parts)


def _lost(text: str, covered: Coverage) -> set[int]:
    """Where characters stand that no font has, and marks that no font has together with their letter."""
    lost = {place for place, character in enumerate(text) if character not in covered.characters}
    for start, end in _marked_letters(text):
        if not covered.has_together(text[start:end]):
            lost |= set(range(start + 1, end))
    return lost


def _marked_letters(text: str) -> Iterator[tuple[int, int]]:
    """Where letters with marks on them begin and end."""
    start = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and _is_mark(text[place]):
            continue
        if place > start + 1:
            yield start, place
        start = place


def _codes(characters: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in characters)


def check_glyphs(data: bytes, file: str, covered: Coverage, repair: str = REPAIR) -> Iterator[Finding]:
    """Findings for characters of a project's file that the fonts lack, and letters with marks that no font has whole.

    Comments in YAML are never set.
    """
    if data.isascii():
        return
    text, faults = decode_text(data, file, "file")
    if text is None or faults:
        return
    characters = set(text)
    missing = characters - covered.characters
    apart = _torn_letters(text, covered) if any(map(_is_mark, characters - missing)) else set[str]()
    if not missing and not apart:
        return
    wanted = re.compile(
        "|".join(re.escape(letter) for letter in (*sorted(apart, key=len, reverse=True), *sorted(missing)))
    )
    places = _in_yaml(read_yaml(data, file), wanted) if file.endswith(".yml") else _in_text(text, file, wanted)
    found = ((place, unit) for place, units in places for unit in _grouped(units, apart))
    told = [
        _apart(place, unit, repair, covered) if unit in apart else _missing(place, unit, repair)
        for place, unit in found
    ]
    yield from limit_findings(told)


def _torn_letters(text: str, covered: Coverage) -> set[str]:
    """Letters with marks of which fonts have every part, and none has all."""
    runs = _BEYOND_ASCII.findall(text)
    found = {run[start:end] for run in runs for start, end in _marked_letters(run)}
    return {letter for letter in found if covered.characters.issuperset(letter) and not covered.has_together(letter)}


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _grouped(units: Sequence[str], apart: AbstractSet[str]) -> Iterator[str]:
    """Characters of a line in one text, then its letters with marks, each for itself."""
    if characters := "".join(unit for unit in units if unit not in apart):
        yield characters
    yield from (unit for unit in units if unit in apart)


def _missing(place: Location, characters: str, repair: str) -> Finding:
    problem = f"{_named(characters)}, which no font has; a PDF shows [{_codes(characters[0])}] in its place"
    return warning("glyph-missing", place, problem, repair)


def _apart(place: Location, letter: str, repair: str, covered: Coverage) -> Finding:
    shown = f"{letter[0]}[{_codes(letter[1:])}]"
    problem = f"the letter '{letter}' ({_codes(letter)}), which no font has with its marks; a PDF shows {shown}"
    whole = unicodedata.normalize("NFC", letter)
    if len(whole) == 1 and whole in covered.characters and repair is REPAIR:
        repair = f"Write it as one character, {whole} ({_codes(whole)}), or put a font that has it into docs/fonts/."
    return warning("glyph-missing", place, problem, repair)


def _named(characters: str) -> str:
    codes = ", ".join(f"U+{ord(character):04X}" for character in characters[:MAXIMUM_NAMED])
    more = ", …" if len(characters) > MAXIMUM_NAMED else ""
    return f"the character{'s' * (len(characters) > 1)} '{characters[:MAXIMUM_NAMED]}' ({codes}{more})"


def _in_text(text: str, file: str, wanted: re.Pattern[str]) -> Iterator[tuple[Location, list[str]]]:
    """Where each line first holds some that no line above holds."""
    told: set[str] = set()
    for line, words in enumerate(text.split("\n"), start=1):
        if new := _new(words, wanted, told):
            yield Location(file=file, line=line, column=words.index(new[0]) + 1), new


def _in_yaml(read: YamlFile, wanted: re.Pattern[str]) -> Iterator[tuple[Location, list[str]]]:
    """At the values that hold them."""
    told: set[str] = set()
    for path, value in _values((), read.value):
        if new := _new(value, wanted, told):
            line, column = read.positions.get(path, (1, 1))
            yield Location(file=read.file, line=line, column=column), new


def _new(words: str, wanted: re.Pattern[str], told: set[str]) -> list[str]:
    """What of a text was not told yet, in order."""
    new = [letter for letter in dict.fromkeys(wanted.findall(words)) if letter not in told]
    told |= set(new)
    return new


def _values(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _values((*path, key), item)
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield from _values((*path, number), item)
