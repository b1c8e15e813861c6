"""Growth as a chart: a strip for each component, whose line steps up in the year of each next node."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.calculations.sizing import Growth, GrowthLine
from macros.pages import svg
from macros.pages.svg import Length
from macros.pages.text_width import break_lines, text_width
from macros.pages.words import Words

from .shapes import disc, label, stroke

TOP = 8
RISE = 34  # the height of the highest count in a strip
LEAST = 8  # the height of the lowest
HEAD = 22  # room for the number above it
FOOT = 46


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthLayout:
    """The measures of one variant: names beside the strips, or above them."""

    name: str
    width: int
    left: int
    text: int
    above: bool


WIDE = GrowthLayout(name="wide", width=780, left=230, text=206, above=False)
NARROW = GrowthLayout(name="narrow", width=356, left=14, text=332, above=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Strip:
    """A component's part of the chart: its name in lines, its top, and the ground line of its counts."""

    line: GrowthLine
    names: tuple[str, ...]
    top: int
    ground: int
    least: Fraction
    most: Fraction

    def y(self, count: Fraction) -> Length:
        """The place of a count; a component that never grows runs at half height."""
        if self.least == self.most:
            return self.ground - RISE // 2
        return self.ground - LEAST - (count - self.least) * (RISE - LEAST) / (self.most - self.least)


def draw_growth(growth: Growth, words: Words, layout: GrowthLayout) -> Markup:
    """The shown years on one scale, each component on a scale of its own from its lowest count."""
    years = growth.years[: growth.shown]
    strips = _strips(growth, words, layout)
    bottom = strips[-1].ground
    step = Fraction(layout.width - 34 - layout.left, max(1, len(years)))
    places = [layout.left + step * number for number in range(len(years) + 1)]
    parts = _axis(years, places, words, bottom)
    if growth.planned in years:
        parts += _planned(places[years.index(growth.planned)], strips, words, layout)
    for strip in strips:
        parts += _names(strip, layout)
        parts += _curve(strip, places, words)
    description = words(
        "The nodes of {count} components from year {first} to year {last}; each line steps up where a node is added.",
        count=words.number(len(strips)),
        first=words.number(years[0]),
        last=words.number(years[-1]),
    )
    title = words("Nodes by year")
    return svg.drawing(layout.width, bottom + FOOT, title, description, parts, id=f"growth-{layout.name}")


def _strips(growth: Growth, words: Words, layout: GrowthLayout) -> list[_Strip]:
    strips: list[_Strip] = []
    top = TOP
    for line in growth.lines:
        names = break_lines(words(line.title), layout.text, 13, bold=True)
        named = 17 * len(names) + 2 if layout.above else 0
        ground = top + named + max(HEAD + RISE, 0 if layout.above else 17 * len(names) + 12)
        counts = [count for count in (*line.counts[: growth.shown], line.by_hand) if count is not None]
        least, most = min(counts, default=Fraction(0)), max(counts, default=Fraction(0))
        strips.append(_Strip(line=line, names=names, top=top, ground=ground, least=least, most=most))
        top = ground + 16
    return strips


def _names(strip: _Strip, layout: GrowthLayout) -> list[Markup]:
    first = strip.top + 14 if layout.above else strip.ground - RISE // 2 - 8 * (len(strip.names) - 1)
    return [
        label(layout.left if layout.above else 4, first + 17 * number, name, weight="600")
        for number, name in enumerate(strip.names)
    ]


def _axis(years: Sequence[int], places: Sequence[Fraction], words: Words, bottom: int) -> list[Markup]:
    """The years below the last strip, as many as there is room for."""
    room = places[1] - places[0]
    every = next((step for step in (1, 2, 5, 10) if room * step >= 28), 10)
    parts = []
    for number, year in enumerate(years):
        if number % every == 0:
            name = words("year {year}", year=words.number(year)) if number == 0 else words.number(year)
            parts.append(label(places[number], bottom + 18, name, anchor="" if number == 0 else "middle", size=12))
    return parts


def _planned(x: Fraction, strips: Sequence[_Strip], words: Words, layout: GrowthLayout) -> list[Markup]:
    """The year that the result stands for: a line through the strips, kept clear of the names above them."""
    lines = [
        stroke([(x, strip.ground - RISE - 6), (x, strip.ground)], class_="dw-svg-today", width="1.5", dashed="3 3")
        for strip in strips
    ]
    name = words("planned for")
    half = text_width(name, 12) // 2 + 2
    middle = min(max(x, Fraction(layout.left + half)), Fraction(layout.width - half))
    return [*lines, label(middle, strips[-1].ground + 36, name, anchor="middle", size=12, weight="600")]


def _curve(strip: _Strip, places: Sequence[Fraction], words: Words) -> list[Markup]:
    counts = strip.line.counts[: len(places) - 1]
    parts = [stroke([(places[0], strip.ground), (places[-1], strip.ground)], class_="dw-svg-grid", width="0.5")]
    if strip.line.by_hand is not None:
        y = strip.y(strip.line.by_hand)
        parts.append(stroke([(places[0], y), (places[-1], y)], class_="dw-svg-grid", dashed="5 4"))
        parts.append(label(places[-1] + 4, y + 4, words.number(strip.line.by_hand), muted=True, size=12))
    parts += [stroke(points, width="2") for points in _runs(strip, counts, places)]
    free = Fraction(0)
    for number, count in enumerate(counts):
        before = counts[number - 1] if number else None
        if count is None or count == before:
            continue
        x, text = places[number], words.number(count)
        parts.append(disc(x, strip.y(count), 4))
        half = Fraction(text_width(text, 12), 2)
        if x - half >= free:
            parts.append(label(x, strip.y(count) - 8, text, anchor="middle", size=12))
            free = x + half + 3
    return parts


def _runs(
    strip: _Strip, counts: Sequence[Fraction | None], places: Sequence[Fraction]
) -> Iterator[list[tuple[Length, Length]]]:
    """The step line in pieces without a gap: a count holds from its year to the next."""
    points: list[tuple[Length, Length]] = []
    for number, count in enumerate(counts):
        if count is None:
            if points:
                yield points
            points = []
        else:
            y = strip.y(count)
            points += [(places[number], y), (places[number + 1], y)]
    if points:
        yield points
