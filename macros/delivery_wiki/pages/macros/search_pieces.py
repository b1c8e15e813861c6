"""The search over the whole internal wiki: an index in pieces, of which a query loads only those that hold it.

`head` names the projects and the parts of the wiki, and with which word each table of words begins. A table says of
each word in which pieces it stands; a piece holds what is shown of some pages. Each piece is a script, so that the
search works from disk too. The script `search-pieces.js` of the theme reads words the same way.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from delivery_wiki.model.process import PartyKind
from delivery_wiki.model.project.whole_project import Project
from delivery_wiki.model.texts.unreadable import PartUnreadable

from ..elements.page_kind import PageContext

FOLDER = "search/pieces"
PIECE = 12_000  # characters of text, after which the next piece begins
TABLE = 24_000  # characters of a table of words
LONGEST = 40  # characters of a word that is looked for
WORD = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
ID = re.compile(r"[^\W\d_][^\W_]*(?:-[^\W_]+)*-\d+[a-z]?")
NUMBER = re.compile(r"^[\d.]+ ")  # of a section, before its title
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
AS_ID, IN_TITLE, IN_TEXT = range(3)  # how a word stands in a piece, the best first

Entry = tuple[str, str, str, str, str, str]  # anchor, title, text, id, keywords, title in another language
Piece = list[tuple[str, str, list[Entry]]]  # pages: address, title, entries


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchUnit:
    """A project, or a part of the wiki's own pages: what its answers stand below, and all of its entries.

    `words` are others by which it is called, such as the customer's name.
    """

    name: str
    title: str
    folder: str
    words: str = ""
    entries: Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class _Terms:
    """The pieces that hold each word, by how it stands there."""

    places: dict[str, tuple[list[int], list[int], list[int]]] = field(default_factory=dict)

    def add(self, piece: int, found: Mapping[str, int]) -> None:
        for word, way in found.items():
            self.places.setdefault(word, ([], [], []))[way].append(piece)


def find_units(
    indexes: Mapping[str, Mapping[str, Any]], contexts: Mapping[str, PageContext], name: str
) -> tuple[SearchUnit, ...]:
    """What the search of the wiki called `name` is over: each project, and each folder of the wiki's own pages."""
    projects = [_project(slug, context, indexes[f"projects/{slug}/"]["docs"]) for slug, context in contexts.items()]
    return (*projects, *_own_parts(indexes[""]["docs"], name))


def _project(slug: str, context: PageContext, entries: Sequence[Mapping[str, Any]]) -> SearchUnit:
    project = context.view.project
    words = " ".join((slug.replace("-", " "), slug, *_customers(project)))
    return SearchUnit(
        name=f"p.{slug}", title=project.title, folder=f"projects/{slug}/", words=words, entries=tuple(entries)
    )


def _customers(project: Project) -> tuple[str, ...]:
    """Who the customer is; nobody where the file that says so has errors."""
    try:
        return tuple(party.name for party in project.parties if party.kind is PartyKind.CUSTOMER)
    except PartUnreadable:
        return ()


def _own_parts(entries: Iterable[Mapping[str, Any]], name: str) -> Iterator[SearchUnit]:
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        folder, slash, _ = str(entry["location"]).partition("#")[0].partition("/")
        parts.setdefault(folder if slash else "", []).append(entry)
    for folder, found in parts.items():
        home = next((entry for entry in found if entry["location"] == f"{folder}/index.html"), None)
        title = unescape(str(home["title"])) if home else folder.capitalize() or name
        words = str(home.get("keywords", "")) if home else ""
        yield SearchUnit(name=f"w.{folder or 'home'}", title=title, folder="", words=words, entries=tuple(found))


def other_titles(contexts: Iterable[PageContext]) -> dict[str, str]:
    """What titles are called in the other languages of the wiki, both ways."""
    titles: dict[str, set[str]] = {}
    for catalogue in {id(context.words.catalogue): context.words.catalogue for context in contexts}.values():
        for english, translated in catalogue.items():
            if english != translated and len(english) <= LONGEST and "{" not in english:
                titles.setdefault(english, set()).add(translated)
                titles.setdefault(translated, set()).add(english)
    return {title: ", ".join(sorted(others)) for title, others in titles.items()}


def search_pieces(units: Sequence[SearchUnit], others: Mapping[str, str]) -> dict[str, str]:
    """Every script of the index by its name; the same units make the same bytes."""
    terms, scripts, heads, number = _Terms(), {}, [], 0
    for unit in units:
        pieces = _cut(unit, others)
        heads.append([unit.name, unit.title, unit.folder, unit.words, len(pieces)])
        for place, piece in enumerate(pieces):
            terms.add(number, _words_of(piece))
            shown = [(page, title, list(map(_filled, entries))) for page, title, entries in piece]
            scripts[f"{unit.name}.{place}.js"] = _script(f"{unit.name}.{place}", shown)
            number += 1
    tables = list(_tables(terms))
    scripts |= {f"t.{place}.js": _script(f"t.{place}", table) for place, (_, table) in enumerate(tables)}
    scripts["head.js"] = _script("head", {"units": heads, "tables": [first for first, _ in tables]})
    return scripts


def plain(text: str) -> str:
    """Text in small letters without accents, as words are compared."""
    bare = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return "".join(bare).lower().replace("ß", "ss")


def find_words(text: str) -> Iterator[str]:
    """The words of a text; those with a hyphen also in parts, but for ids."""
    for word in WORD.findall(plain(text)):
        if len(word) <= LONGEST:
            yield word
        if ("-" in word or "_" in word) and not ID.fullmatch(word):
            yield from (part for part in re.split("[-_]", word) if len(part) <= LONGEST)


def _cut(unit: SearchUnit, others: Mapping[str, str]) -> list[Piece]:
    """The entries of a unit in pieces; a page that does not fit goes on in the next one."""
    pieces: list[Piece] = []
    titles: dict[str, str] = {}
    size = PIECE
    for found in unit.entries:
        page, _, anchor = str(found["location"]).partition("#")
        entry = _entry(found, anchor, others)
        titles.setdefault(page, entry[1])
        if size >= PIECE:
            pieces.append([])
            size = 0
        if not pieces[-1] or pieces[-1][-1][0] != page:
            pieces[-1].append((page, titles[page], []))
        pieces[-1][-1][2].append(entry)
        size += sum(map(len, entry))
    return pieces


def _entry(found: Mapping[str, Any], anchor: str, others: Mapping[str, str]) -> Entry:
    title, text = unescape(str(found["title"])), unescape(str(found["text"]))
    id, keywords = next(iter(found.get("tags", ())), ""), str(found.get("keywords", ""))
    return anchor, title, text, id, keywords, others.get(NUMBER.sub("", title), "")


def _filled(entry: Entry) -> Sequence[str]:
    """An entry without the empty texts at its end."""
    filled = max((place for place, text in enumerate(entry) if text), default=0)
    return entry[: filled + 1]


def _words_of(piece: Piece) -> dict[str, int]:
    """The words of a piece, each with the best way in which it stands there."""
    found: dict[str, int] = {}
    for _, _, entries in piece:
        for _, title, text, id, keywords, other in entries:
            named = plain(f"{title} {keywords}")
            found |= {word: found.get(word, IN_TEXT) for word in find_words(f"{named} {text} {other}")}
            found |= {word: min(found[word], IN_TITLE) for word in WORD.findall(named) if word in found}
            if ID.fullmatch(plain(id)):
                found[plain(id)] = AS_ID
    return found


def _tables(terms: _Terms) -> Iterator[tuple[str, str]]:
    """Tables of words in their order, each with its first word."""
    first, size = "", 0
    lines: list[str] = []
    for word, places in sorted(terms.places.items()):
        line = f"{word} {';'.join(map(_numbers, places)).rstrip(';')}"
        if lines and size + len(line) > TABLE:
            yield first, "\n".join(lines)
            lines, size = [], 0
        first = first if lines else word
        lines.append(line)
        size += len(line) + 2
    if lines:
        yield first, "\n".join(lines)


def _numbers(pieces: Sequence[int]) -> str:
    """Numbers that grow, each as the distance from the one before."""
    return ",".join(_digits(piece - before) for before, piece in zip((0, *pieces), pieces, strict=False))


def _digits(number: int) -> str:
    """A number to the base of 36, as the script reads it."""
    text = DIGITS[number % 36]
    while number := number // 36:
        text = DIGITS[number % 36] + text
    return text


def _script(name: str, data: object) -> str:
    return f"deliverySearch.take({json.dumps(name)},{json.dumps(data, ensure_ascii=False, separators=(',', ':'))})\n"
