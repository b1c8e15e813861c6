"""The parts that a business diff is told in: spans of text with their look, lines and sections, not yet escaped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from delivery_wiki.calculations.business_diff.changes import (
    ChangedTerm,
    FigureValue,
    NamedValue,
    ProjectDiff,
    Value,
    record_of,
)

from ..elements.page_kind import PageContext
from ..elements.words import Words


class Look(Enum):
    """How a span looks: as it is, as an id, as heavy or quiet words, as words that went or came."""

    PLAIN = "plain"
    ID = "id"
    STRONG = "strong"
    QUIET = "quiet"
    GONE = "gone"
    COME = "come"


@dataclass(frozen=True, slots=True)
class Span:
    """Some text with its look; the text is data and escaped where it is written."""

    text: str
    look: Look = Look.PLAIN


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its lines, the heaviest first; `key` is the name for programs.

    The first `heavy` lines are told wherever the section is; all of them where nothing else is said.
    """

    key: str
    title: str
    lines: tuple[Line, ...]
    heavy: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProject:
    """A project's diff with the words of its language, and its pages on both sides where it has them."""

    diff: ProjectDiff
    words: Words
    before: PageContext | None = None
    after: PageContext | None = None


def tell_value(value: Value, words: Words) -> str:
    """A value in the reader's words and formats."""
    if value is None:
        return words("nothing")
    if isinstance(value, NamedValue):
        return words("{name}: {value}", name=words(value.label), value=tell_value(value.value, words))
    if isinstance(value, tuple):
        return _tell_parts(value, words)
    if isinstance(value, ChangedTerm):
        return words(value.text)
    if isinstance(value, FigureValue):
        return _tell_figure(value, words)
    return words.date(value) if isinstance(value, dt.date) else " ".join(value.split())


def _tell_figure(figure: FigureValue, words: Words) -> str:
    if figure.currency:
        return words.money(as_decimal(figure), figure.currency)
    return words.quantity(figure.value, figure.unit)


def _tell_parts(parts: tuple[Value, ...], words: Words) -> str:
    """A record with its fields named; a list of records with more than a comma between them."""
    shown = [item for item in parts if not isinstance(item, NamedValue) or item.told]
    between = "; " if any(record_of(item) for item in shown) else ", "
    return between.join(tell_value(item, words) for item in shown)


def ids(names: Iterable[str]) -> Iterator[Span]:
    """Ids in a row."""
    for number, name in enumerate(names):
        yield Span(", " if number else "")
        yield Span(name, Look.ID)


def as_decimal(figure: FigureValue) -> Decimal:
    """The number as money is written."""
    value = figure.value
    return Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(value)
