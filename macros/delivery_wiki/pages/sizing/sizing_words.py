"""How a figure of a sizing is said, on every page, in the terminal and in PDFs; what-if-view.js says the same.

People read four significant digits of what was computed; the working and the JSON have every digit.
A unit is not said again where the title says it, and a word whose plural is not known stands in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from delivery_wiki.calculations.base.readable_digits import readable
from delivery_wiki.calculations.sizing.headline import HeadlineFigure, adding_lines, headline, is_whole
from delivery_wiki.calculations.sizing.unit_words import PLURALS, lacks_plural, plurals_of
from delivery_wiki.calculations.sizing.units import convert
from delivery_wiki.model.sizing import ResultLine, ResultMeasure, RuleSet, RuleValue, SizingResult

from ..elements.register_parts import NOTHING
from ..elements.words import Words

MOST_PLACES = 10
LARGER = MappingProxyType({"MB": "GB", "GB": "TB", "MiB": "GiB", "GiB": "TiB"})
LARGE = 10_000
MOST_ALIKE = 2  # kinds of things from which on the headline is told apart
NOT_A_WORD = re.compile(r"[^\w/%]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """The figures of a rule set in the reader's language: its own plurals, and the titles of its inputs by id."""

    words: Words
    plurals: Mapping[str, str] = field(default_factory=lambda: PLURALS)
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Words, rules: RuleSet) -> FigureWords:
        """The words for the figures of a rule set."""
        titles = {definition.id: words(definition.title) for definition in rules.inputs}
        return cls(words=words, plurals=plurals_of(rules), titles=titles)

    def number(self, value: Fraction) -> str:
        """A computed number with four significant digits; a whole number as it is."""
        near = readable(value)
        if near.denominator == 1:
            return self.words.number(near)
        return self.words.number(Decimal(near.numerator) / Decimal(near.denominator))

    def exact(self, value: RuleValue) -> str:
        """A value with all its digits, where it has at most ten decimal places; for the working."""
        if isinstance(value, Fraction) and value.denominator != 1 and (10**MOST_PLACES) % value.denominator == 0:
            return self.words.number(Decimal(int(value * 10**MOST_PLACES)).scaleb(-MOST_PLACES))
        return self.words.number(value) if isinstance(value, Fraction) else self.value(value)

    def value(self, value: RuleValue) -> str:
        """A value without its unit; a dash where there is none."""
        if value is None:
            return NOTHING
        if isinstance(value, bool):
            return self.words("yes") if value else self.words("no")
        return self.words(value) if isinstance(value, str) else self.number(value)

    def plural(self, unit: str) -> str:
        """The unit of many, for the head of a row or column."""
        return self.words(self.plurals.get(unit, unit)) if unit else ""

    def unit(self, value: RuleValue, unit: str) -> str:
        """The unit of a value: 1 node, 2 nodes; a word without a known plural as 87 (disk)."""
        if not unit or isinstance(value, bool | str):
            return ""
        if value == 1:
            return self.words(unit)
        return f"({self.words(unit)})" if lacks_plural(unit, self.plurals) else self.plural(unit)

    def quantity(self, value: RuleValue, unit: str) -> str:
        """A value with its unit, as text that does not break between the two."""
        return f"{self.value(value)}\xa0{self.unit(value, unit)}".rstrip()

    def scaled(self, value: Fraction, unit: str) -> tuple[Fraction, str]:
        """A size in the next larger unit from 10,000 on; others as they are."""
        larger = LARGER.get(unit)
        converted = convert(value, unit, larger) if larger and abs(value) >= LARGE else None
        return (value, unit) if larger is None or converted is None else (converted, larger)

    def large(self, value: RuleValue, unit: str) -> str:
        """A value with its unit, a large size in the next larger one: 914.7 TB and not 914,680 GB."""
        return self.quantity(*self.scaled(value, unit)) if isinstance(value, Fraction) else self.quantity(value, unit)

    def given(self, value: RuleValue, unit: str) -> str:
        """A value that somebody wrote, with all of its digits."""
        return f"{self.exact(value)}\xa0{self.unit(value, unit)}".rstrip()

    def without(self, missing: Sequence[str]) -> str:
        """What stands in the place of a value: the inputs that are needed for it, or that there is no result."""
        if not missing:
            return self.words("no result")
        return self.words("needs: {names}", names="; ".join(self.titles.get(id, id) for id in missing))

    def result(self, value: RuleValue, missing: Sequence[str]) -> str:
        """A value without its unit, or why there is none."""
        return self.without(missing) if value is None else self.value(value)

    def beside(self, title: str, value: RuleValue, unit: str) -> str:
        """A value beside its title: with its unit, unless the title says that already."""
        return self.value(value) if self.mentions(title, unit) else self.quantity(value, unit)

    def named(self, title: str, value: RuleValue, unit: str, missing: Sequence[str]) -> str:
        """A figure with its title: "Memory: 16 GB", "Class: big", "Memory: no result"."""
        said = self.without(missing) if value is None else self.beside(title, value, unit)
        return f"{self.words(title)}: {said}"

    def mentions(self, title: str, unit: str) -> bool:
        """Whether a title begins or ends with the unit, in one or many, such as "Virtual cores, at least"."""
        if not unit:
            return False
        main = _as_words(self.words(title).partition(",")[0])
        forms = [_as_words(form) for form in (self.words(unit), self.plural(unit))]
        if len(unit) == 1:
            return main in forms
        return any(main[: len(form)] == form or main[-len(form) :] == form for form in forms)

    def is_name_of(self, title: str, unit: str) -> bool:
        """Whether a title is nothing but the unit."""
        title_words = _as_words(self.words(title))
        return bool(unit) and title_words in (_as_words(self.words(unit)), _as_words(self.plural(unit)))

    def head(self, unit: str, *titles: str) -> str:
        """What a row is about, with its unit last unless a title says it."""
        named = [self.words(title) for title in titles]
        said = any(self.mentions(title, unit) for title in titles)
        return ", ".join(text for text in (*named, "" if said else self.plural(unit)) if text)


def _as_words(text: str) -> list[str]:
    return [word.casefold() for word in NOT_A_WORD.split(text) if word]


# --- lines of the result --------------------------------------------------------------------------


def count_text(said: FigureWords, line: ResultLine) -> str:
    """How many: the minimum, and the recommended number where it differs; a part of a thing says that it is one."""
    if line.count is None:
        return NOTHING if line.count_rule is None else said.without(line.missing)
    if not is_whole(line.count):
        return said.words("{value}, no whole number", value=said.number(line.count))
    if line.count_recommended is None or line.count_recommended == line.count:
        return said.number(line.count)
    return f"{said.number(line.count)} – {said.number(line.count_recommended)}"


def measure_text(said: FigureWords, measure: ResultMeasure) -> str:
    """A figure with its name, for one node where it is that of a node."""
    return said.named(measure.title, measure.value, measure.unit, measure.missing)


def total_text(said: FigureWords, measure: ResultMeasure) -> str:
    """The total of a figure over all nodes, up to that of the recommended number where it differs."""
    text = said.named(measure.title, measure.total, measure.unit, measure.missing)
    most = measure.total_recommended
    if measure.total is None or most is None or most == measure.total:
        return text
    return f"{text} – {said.beside(measure.title, most, measure.unit)}"


def has_total(measure: ResultMeasure) -> bool:
    """Whether a figure has a total to show: a text of one node has none."""
    return not (measure.per_node and isinstance(measure.value, bool | str))


def sizing_headline(words: Words, result: SizingResult) -> str:
    """The sizing in one line: things, the first totals, and the lines that have no result; empty where it says nothing.

    The page, the home, the what-if page, the terminal and the JSON all take it from here.
    """
    said, found = FigureWords.of(words, result.rules), headline(result)
    figures = [_headline_figure(said, sow_figures) for sow_figures in found.figures]
    separator = "; " if any(": " in text for text in figures) else ", "
    parts = [separator.join(figures)] if figures else []
    if found.without:
        names = ", ".join(words(title) for title in found.without)
        parts.append(words.counted(len(found.without), "{names} has no result", "{names} have no result", names=names))
    return "; ".join(parts)


def sizing_coverage(words: Words, result: SizingResult) -> str:
    """What the things of the headline are, where they are of several kinds, and how many of them its totals are of.

    Where not all of them have the first total, it says so: memory of 32 of 58 nodes is not that of 58.
    """
    said, lines = FigureWords.of(words, result.rules), [line for line in adding_lines(result) if line.is_needed]
    counted = [line for line in lines if line.adds and line.count_rule and is_whole(line.count) and line.count]
    if len(counted) < MOST_ALIKE or len({line.count_unit for line in counted}) > 1:
        return ""
    parts = [", ".join(f"{words(line.title)} {said.number(line.count or Fraction(0))}" for line in counted)]
    every = sum((line.count or Fraction(0) for line in counted), Fraction(0))
    for figure in [figure for figure in headline(result).figures if figure.title][:1]:
        having = [line for line in counted if any(measure.title == figure.title for measure in line.measures)]
        count = sum((line.count or Fraction(0) for line in having), Fraction(0))
        if having and count < every:
            of = {"title": words(figure.title), "part": said.number(count), "all": said.number(every)}
            parts.append(words("{title} of {part} of the {all}", **of))
    return "; ".join(parts)


def _headline_figure(said: FigureWords, figure: HeadlineFigure) -> str:
    """ "24 GB Memory", "30 vCPU", and with a colon where the title has a comma or the unit in it."""
    quantity = said.large(figure.value, figure.unit).replace("\xa0", " ")
    if figure.at_least:
        quantity = said.words("at least {value}", value=quantity)
    if not figure.title or said.is_name_of(figure.title, figure.unit):
        return quantity
    title = said.words(figure.title)
    if isinstance(figure.value, bool | str) or "," in title or ":" in title or said.mentions(figure.title, figure.unit):
        value = said.beside(figure.title, figure.value, figure.unit).replace("\xa0", " ")
        return f"{title}: {said.words('at least {value}', value=value) if figure.at_least else value}"
    return f"{quantity} {title}"
