"""Compares the outputs of two revisions byte by byte; search indexes entry by entry."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from .excerpts import Excerpt, excerpt_of, text_excerpt

# What is written about the code may change with the code: the pages of these folders of the wiki, with their pieces of
# its search index, and the tables of words, which are made from all pieces.
PIECES = "search/pieces/"
ALLOWED = ("develop/", "reference/", *(f"{PIECES}{name}." for name in ("w.develop", "w.reference", "t", "head")))
WIKI = "sites/internal/"
INDEX = "search/search_index"
SCRIPT = "var __index = "
GONE, NEW = Excerpt("is gone"), Excerpt("is new")


class Kind(StrEnum):
    """What differs, as readers call it."""

    PAGE = "page"
    SEARCH = "search entry"
    SITE_FILE = "file"
    PDF = "PDF"
    JSON = "JSON"
    MESSAGE = "message"


class Verdict(StrEnum):
    """Whether something that differs may."""

    UNEXPECTED = "differ"
    NAMED = "differ as named"
    ALLOWED = "differ as allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One output that is not the same."""

    kind: Kind
    name: str
    verdict: Verdict
    excerpt: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs, and how many outputs of each kind are equal."""

    differences: Sequence[Difference]
    equal: Mapping[Kind, int] = field(default_factory=dict)

    def of(self, verdict: Verdict, kind: Kind | None = None) -> list[Difference]:
        """The differences with a verdict, of one kind or of all."""
        return [
            difference
            for difference in self.differences
            if difference.verdict is verdict and kind in (None, difference.kind)
        ]


def compare(old: Path, new: Path, named: Sequence[str] = ()) -> Comparison:
    """Compare two folders of outputs; `named` are patterns of names that may differ this time."""
    equal = dict.fromkeys(Kind, 0)
    differences: list[Difference] = []
    names = sorted({*_names(old), *_names(new)})
    for name in names:
        one, other = (_read(folder / name) for folder in (old, new))
        for kind, part, excerpt in _parts(name, one, other):
            if excerpt is None:
                equal[kind] += 1
            else:
                verdict = verdict_of(part, named)
                differences.append(Difference(kind=kind, name=part, verdict=verdict, excerpt=excerpt))
    return Comparison(differences=differences, equal=equal)


def verdict_of(name: str, named: Sequence[str]) -> Verdict:
    """Pages about the code are allowed to differ, others only when they are named."""
    page = name.partition("#")[2] if INDEX in name else name.removeprefix(WIKI)
    if name.startswith(WIKI) and page.startswith(ALLOWED):
        return Verdict.ALLOWED
    return Verdict.NAMED if any(fnmatchcase(name, pattern) for pattern in named) else Verdict.UNEXPECTED


def kind_of(name: str) -> Kind:
    """What an output is, by its name."""
    folder, _, _ = name.partition("/")
    if name.endswith(".pdf"):
        return Kind.PDF
    if folder == "json" or name == "pdf/manifest.json":
        return Kind.JSON
    if folder == "messages":
        return Kind.MESSAGE
    return Kind.PAGE if name.endswith(".html") else Kind.SITE_FILE


def _parts(name: str, old: bytes | None, new: bytes | None) -> Iterator[tuple[Kind, str, Excerpt | None]]:
    """A file, or the entries of a search index, each with what differs in it."""
    kind = kind_of(name)
    if old is None or new is None:
        yield kind, name, NEW if old is None else GONE
    elif INDEX in name:
        yield from _entries(name, old, new)
    else:
        yield kind, name, None if old == new else excerpt_of(name, old, new)


def _entries(name: str, old: bytes, new: bytes) -> Iterator[tuple[Kind, str, Excerpt | None]]:
    """The entries of two search indexes; the order of those that both have counts too, as does all beside them."""
    one, other = _index(old), _index(new)
    for location in [*one, *(location for location in other if location not in one)]:
        left, right = one.get(location), other.get(location)
        excerpt = None
        if left != right:
            excerpt = NEW if left is None else GONE if right is None else text_excerpt(left, right)
        yield Kind.SEARCH, f"{name}#{location}", excerpt
    if old != new and [*filter(one.get, other)] != [*filter(other.get, one)]:
        yield Kind.SEARCH, f"{name}#", Excerpt("the order of entries differs")
    elif old != new and one == other:
        yield Kind.SEARCH, f"{name}#", Excerpt("the entries are the same; how they are written differs")


def _index(data: bytes) -> dict[str, str]:
    """The entries of a search index by page and place, and its settings under a name that no page has."""
    whole: dict[str, Any] = json.loads(data.decode("utf-8").removeprefix(SCRIPT))
    entries: dict[str, str] = {"(settings)": json.dumps({**whole, "docs": None}, ensure_ascii=False)}
    for entry in whole["docs"]:
        location = str(entry["location"])
        entries[location] = entries.get(location, "") + json.dumps(entry, ensure_ascii=False)
    return entries


def _names(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
