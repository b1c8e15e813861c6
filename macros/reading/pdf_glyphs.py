"""Characters that no font of the PDFs has, found where an author wrote them, before anything is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from macros.model.finding import Finding, Location, warning

from .readable_text import decode_text
from .strict_yaml import Path, YamlFile, read_yaml

MAXIMUM_REPORTED = 20
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
    for number, (place, character) in enumerate(places):
        if number < MAXIMUM_REPORTED:
            name = f"'{character}' (U+{ord(character):04X})"
            problem = f"the character {name}, which no font has; a PDF that shows it cannot be set"
            yield warning("glyph-missing", place, problem, REPAIR)


def _in_text(text: str, file: str, missing: set[str]) -> Iterator[tuple[Location, str]]:
    told: set[str] = set()
    for line, words in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(words, start=1):
            if character in missing and character not in told:
                told.add(character)
                yield Location(file=file, line=line, column=column), character


def _in_yaml(read: YamlFile, missing: set[str]) -> Iterator[tuple[Location, str]]:
    """At the value that holds it."""
    told: set[str] = set()
    for path, value in _values((), read.value):
        for character in value:
            if character in missing and character not in told:
                told.add(character)
                line, column = read.positions.get(path, (1, 1))
                yield Location(file=read.file, line=line, column=column), character


def _values(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _values((*path, key), one)
    elif isinstance(value, (list, tuple)):
        for number, one in enumerate(value):
            yield from _values((*path, number), one)
