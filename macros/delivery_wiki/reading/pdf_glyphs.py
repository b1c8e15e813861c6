"""Characters that no font of the PDFs has, found where an author wrote them, before anything is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from delivery_wiki.model.finding import Finding, Location, warning

from .readable_text import decode_text
from .strict_yaml import Path, YamlFile, read_yaml

MAXIMUM_REPORTED = 20
MAXIMUM_NAMED = 8
REPAIR = "Write it otherwise, or put a font that has it into docs/fonts/."
# What has no picture of its own: white space, and marks that only choose how the sign before them is drawn.
_WITHOUT_GLYPH = frozenset({"\n", "\r", "\t", "\u00ad", *map(chr, range(0xFE00, 0xFE10))})

Coverage = frozenset[str]


def read_coverage(text: str) -> Coverage:
    """The characters of the shipped fonts, from lines such as `0020-007E`."""
    ranges = (line.partition("-") for line in text.split())
    return frozenset(
        chr(code) for first, _, last in ranges for code in range(int(first, 16), int(last or first, 16) + 1)
    )


def check_glyphs(data: bytes, file: str, covered: Coverage) -> Iterator[Finding]:
    """A finding for each character of a project's file that the fonts lack; comments in YAML are never set."""
    if data.isascii():
        return
    text, faults = decode_text(data, file, "file")
    missing = set(text or "") - covered - _WITHOUT_GLYPH
    if text is None or faults or not missing:
        return
    places = _in_yaml(read_yaml(data, file), missing) if file.endswith(".yml") else _in_text(text, file, missing)
    for place, characters in islice(places, MAXIMUM_REPORTED):
        problem = f"{_named(characters)}, which no font has; a PDF that shows it cannot be set"
        yield warning("glyph-missing", place, problem, REPAIR)


def _named(characters: str) -> str:
    codes = ", ".join(f"U+{ord(one):04X}" for one in characters[:MAXIMUM_NAMED])
    more = ", …" if len(characters) > MAXIMUM_NAMED else ""
    return f"the character{'s' * (len(characters) > 1)} '{characters[:MAXIMUM_NAMED]}' ({codes}{more})"


def _in_text(text: str, file: str, missing: set[str]) -> Iterator[tuple[Location, str]]:
    """Where each line first holds some that no line above holds."""
    told: set[str] = set()
    for line, words in enumerate(text.split("\n"), start=1):
        if new := _new(words, missing, told):
            yield Location(file=file, line=line, column=words.index(new[0]) + 1), new


def _in_yaml(read: YamlFile, missing: set[str]) -> Iterator[tuple[Location, str]]:
    """At the values that hold them."""
    told: set[str] = set()
    for path, value in _values((), read.value):
        if new := _new(value, missing, told):
            line, column = read.positions.get(path, (1, 1))
            yield Location(file=read.file, line=line, column=column), new


def _new(words: str, missing: set[str], told: set[str]) -> str:
    """The missing characters of a text that were not told yet, in order."""
    new = "".join(dict.fromkeys(one for one in words if one in missing and one not in told))
    told |= set(new)
    return new


def _values(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _values((*path, key), one)
    elif isinstance(value, (list, tuple)):
        for number, one in enumerate(value):
            yield from _values((*path, number), one)
