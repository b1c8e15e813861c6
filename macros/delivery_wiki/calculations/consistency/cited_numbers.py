"""Numbers in a sentence that names an item: they are those of the item, where both count the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol

from delivery_wiki.model.finding import Finding, Location, warning
from delivery_wiki.model.library import Library
from delivery_wiki.model.project.whole_project import Project

from ..base.ids_in_text import ids_of_text
from .prose_checks import place_in_text, shared_texts

# A sentence goes on behind a point in a number, behind an ordinal, and over the end of a line of prose.
_SENTENCE = re.compile(r"[^.;!?\n|]+(?:\.(?=\d)[^.;!?\n|]+|\.(?=\s+[a-zäöü])[^.;!?\n|]+|\n(?![\n|#-])[^.;!?\n|]+)*")
_COUNTED = (
    r"(?<![\w.,-])(?P<number>\d[\d.,\u00a0\u202f]*\d|\d|{words})(?![\w-])\.?\s+"
    r"(?P<things>[^\d.,;:()!?|]{{2,80}})"
)
_WORD = re.compile(r"[^\W\d_][\w-]{2,}")
_WORDS_BEHIND = 3
_STEM = 5
_KEPT_WHOLE = 5
# What was, was measured or was signed then; it may differ from what is wanted now.
_RECORDS = ("/issued/", "/test-runs/", "/minutes/", "/sign-offs/", "/acceptance.yml")


def check_cited_numbers(project: Project, library: Library) -> Iterator[Finding]:
    """A warning where a sentence names one item and counts what the item counts, and the numbers differ."""
    language = project.language.partition("-")[0].casefold()
    wording = next((wording for wording in library.wordings if wording.language == language), None)
    reader = _Reader(language=project.language, words=wording.numbers if wording else ())
    facts = {fact.id: fact for fact in _facts(project, reader)}
    if not facts:
        return
    for text, location, steps in shared_texts(project):
        place = location.at(*steps)
        if any(record in place.file for record in _RECORDS):
            continue
        for sentence in _SENTENCE.finditer(text):
            named = facts.keys() & ids_of_text(sentence.group())
            if len(named) == 1 and not _is_inside(place, facts[next(iter(named))].place):
                yield from _check_sentence(sentence, facts[next(iter(named))], reader, text, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """A number, as it is written and as a number, and the stems of the words behind it."""

    written: str
    number: Decimal
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fact:
    """What an item counts."""

    id: str
    counted: tuple[_Counted, ...]
    place: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """How a language writes numbers: its decimal sign, and its words for one, two and so on."""

    language: str
    words: tuple[str, ...]

    def counted(self, text: str) -> Iterator[_Counted]:
        for found in _pattern(self.words).finditer(text):
            number = self._number(found["number"])
            things = tuple(_stem(word) for word in _WORD.findall(found["things"])[:_WORDS_BEHIND])
            if number is not None and things:
                yield _Counted(written=found["number"], number=number, things=things)

    def _number(self, written: str) -> Decimal | None:
        if written.casefold() in self.words:
            return Decimal(self.words.index(written.casefold()) + 1)
        decimal = _decimal_sign(self.language)
        plain = "".join("." if sign == decimal else sign for sign in written if sign.isdigit() or sign == decimal)
        try:
            return Decimal(plain)
        except InvalidOperation:
            return None


def _facts(project: Project, reader: _Reader) -> Iterator[_Fact]:
    """The items that state numbers which others cite."""
    for requirement in project.requirements:
        if not requirement.withdrawn and requirement.decision is None:
            yield _fact(
                requirement.id, (requirement.statement, requirement.fit_criterion), requirement.location, reader
            )
    for sow in project.sows:
        for deliverable in sow.deliverables:
            for criterion in deliverable.acceptance:
                yield _fact(criterion.id, (criterion.statement,), criterion.location, reader)


def _fact(id: str, texts: tuple[str, ...], place: Location, reader: _Reader) -> _Fact:
    return _Fact(id=id, counted=tuple(counted for text in texts for counted in reader.counted(text)), place=place)


def _check_sentence(
    sentence: re.Match[str], fact: _Fact, reader: _Reader, text: str, place: Location
) -> Iterator[Finding]:
    for cited in reader.counted(sentence.group()):
        same = [counted for counted in fact.counted if _counts_the_same(counted, cited)]
        if same and cited.number not in {counted.number for counted in fact.counted}:
            yield warning(
                "number-otherwise",
                place_in_text(sentence.start() + sentence.group().find(cited.written), text, place),
                f"the sentence names {fact.id} and says {cited.written}, and {fact.id} says {same[0].written}.",
                f"Write {same[0].written}, or do not name {fact.id} here.",
                also=fact.place,
            )


def _counts_the_same(one: _Counted, other: _Counted) -> bool:
    """Whether the words behind both numbers begin with one thing, up to an adjective before it on either side."""
    return bool({*one.things[:2]} & {*other.things[:2]})


def _stem(word: str) -> str:
    """A word without the endings of number and case: what is long is cut, what is short is kept."""
    lower = word.casefold()
    return lower if len(lower) <= _KEPT_WHOLE else lower[: max(_STEM, len(lower) - 3)]


def _is_inside(place: Location, item: Location) -> bool:
    return place.file == item.file and place.steps[: len(item.steps)] == item.steps


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
    return re.compile(_COUNTED.format(words=names), re.IGNORECASE)


@lru_cache(maxsize=64)
def _decimal_sign(language: str) -> str:
    try:
        return str(get_decimal_symbol(Locale.parse(language, sep="-")))
    except (UnknownLocaleError, ValueError):
        return "."
