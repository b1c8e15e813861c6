"""Growth as a chart: a strip for the nodes of each component and for each total, on a scale of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from delivery_wiki.calculations.sizing.growth import Growth, GrowthSum, growth_sums
from delivery_wiki.pages.elements.words import Words
from delivery_wiki.pages.render import svg
from delivery_wiki.pages.render.svg import Length
from delivery_wiki.pages.render.text_width import break_lines, text_width
from delivery_wiki.pages.sizing.sizing_words import FigureWords

from ..drawings.shapes import disc, label, stroke

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
    """One part of the chart: its name in lines, its values by year, its top and the ground line.

    `by_hand` is a number of nodes that was set by hand; `whole` rounds the labels, for the table has the exact values.
    """

    names: tuple[str, ...]
    values: tuple[Fraction | None, ...]
    by_hand: Fraction | None
    whole: bool
    top: int
    ground: int
    least: Fraction
    most: Fraction

    def y(self, count: Fraction) -> Length:
        """The place of a count; a component that never grows runs at half height."""
        if self.least == self.most:
            return self.ground - RISE // 2
        return self.ground - LEAST - (count - self.least) * (RISE - LEAST) / (self.most - self.least)


def drawn_sums(growth: Growth) -> tuple[GrowthSum, ...]:
    """The totals that can be drawn: a text, or yes and no, has no height."""
    return tuple(
        growth_sum
        for growth_sum in growth_sums(growth)
        if not any(isinstance(total, bool | str) for total in growth_sum.totals)
    )


def draw_growth(growth: Growth, said: FigureWords, layout: GrowthLayout) -> Markup:
    """The shown years on one scale, each component on a scale of its own from its lowest count."""
    words = said.words
    years = growth.years[: growth.shown]
    strips = _strips(growth, said, layout)
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
        "{names}, from year {first} to year {last}. Each line steps up where more is needed; the tables say the same.",
        names="; ".join(" ".join(strip.names) for strip in strips),
        first=words.number(years[0]),
        last=words.number(years[-1]),
    )
    title = words("Growth by year")
    return svg.drawing(layout.width, bottom + FOOT, title, description, parts, id=f"growth-{layout.name}")


def _strips(growth: Growth, said: FigureWords, layout: GrowthLayout) -> list[_Strip]:
    """A strip for the nodes of each component, then one for each total."""
    words, shown = said.words, slice(growth.shown)
    strips: list[_Strip] = []
    for line in growth.lines:
        strips.append(_strip(words(line.title), line.counts[shown], strips, layout, by_hand=line.by_hand))
    for total in drawn_sums(growth):
        values = tuple(value if isinstance(value, Fraction) else None for value in total.totals[shown])
        strips.append(_strip(_total_name(said, total), values, strips, layout, whole=True))
    return strips


def _total_name(said: FigureWords, total: GrowthSum) -> str:
    words = said.words
    if len(total.parts) == 1:
        name = f"{words(total.parts[0].title)}: {words(total.measure)}"
    else:
        name = words("{measure} in total", measure=words(total.measure))
    return words("{name}, in {unit}", name=name, unit=said.plural(total.unit))


def _strip(
    name: str,
    values: tuple[Fraction | None, ...],
    above: Sequence[_Strip],
    layout: GrowthLayout,
    *,
    by_hand: Fraction | None = None,
    whole: bool = False,
) -> _Strip:
    names = break_lines(name, layout.text, 13, bold=True)
    named = 17 * len(names) + 2 if layout.above else 0
    top = above[-1].ground + 16 if above else TOP
    known = [value for value in (*values, by_hand) if value is not None]
    return _Strip(
        names=names,
        values=values,
        by_hand=by_hand,
        whole=whole,
        top=top,
        ground=top + named + max(HEAD + RISE, 0 if layout.above else 17 * len(names) + 12),
        least=min(known, default=Fraction(0)),
        most=max(known, default=Fraction(0)),
    )


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
    parts = [stroke([(places[0], strip.ground), (places[-1], strip.ground)], class_="dw-svg-grid", width="0.5")]
    if strip.by_hand is not None:
        y = strip.y(strip.by_hand)
        parts.append(stroke([(places[0], y), (places[-1], y)], class_="dw-svg-grid", dashed="5 4"))
        parts.append(label(places[-1] + 4, y + 4, words.number(strip.by_hand), muted=True, size=12))
    parts += [stroke(points, width="2") for points in _runs(strip, strip.values, places)]
    return [*parts, *_labels(strip, places, words)]


def _labels(strip: _Strip, places: Sequence[Fraction], words: Words) -> list[Markup]:
    """A disc where a value changes, with its number where there is room for it."""
    parts: list[Markup] = []
    free = Fraction(0)
    for number, value in enumerate(strip.values):
        before = strip.values[number - 1] if number else None
        if value is None or value == before:
            continue
        x = places[number]
        text = words.number(Fraction((value + Fraction(1, 2)) // 1) if strip.whole else value)
        parts.append(disc(x, strip.y(value), 4))
        half = Fraction(text_width(text, 12), 2)
        middle = max(x, half)
        if middle - half >= free:
            parts.append(label(middle, strip.y(value) - 8, text, anchor="middle", size=12))
            free = middle + half + 3
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
