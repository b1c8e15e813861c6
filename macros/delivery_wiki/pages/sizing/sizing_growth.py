"""Growth on a project's sizing page: nodes and totals by year as a chart and tables, and the year of each next node."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from delivery_wiki.calculations.sizing.growth import (
    Growth,
    GrowthLine,
    GrowthSum,
    GrowthTotal,
    calculate_growth,
    growth_sums,
)
from delivery_wiki.model.sizing import RuleValue, SizingResult

from ..drawings.shapes import wide_and_narrow
from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import NOTHING
from ..elements.tree import Block, Blocks, Content, Figure, Inline, Paragraph, Strong, Table
from ..elements.words import Words
from .growth_chart import NARROW, WIDE, draw_growth, drawn_sums
from .sizing_parts import figure, rests_on
from .sizing_words import FigureWords


def growth(context: PageContext, result: SizingResult) -> Blocks:
    """Chart, years and next nodes; nothing for a rule set that does not know growth."""
    request, words = context.view.project.sizing, context.words
    found = calculate_growth(result.rules, request.inputs, request.overrides) if request else None
    if found is None:
        return ()
    blocks: list[Block] = [Paragraph(_introduction(words, found))]
    if any(line.by_hand is not None for line in found.lines):
        text = words("What was set by hand does not grow: chart and tables show what the rules compute.")
        blocks.append(Paragraph(text))
    said = FigureWords.of(words, result.rules)
    if found.lines or drawn_sums(found):
        drawing = wide_and_narrow(draw_growth(found, said, WIDE), draw_growth(found, said, NARROW))
        caption = words("Growth by year; each line on its own scale")
        twin = _years(said, found) if found.lines else None
        blocks.append(Figure(drawing=drawing, caption=caption, twin=twin))
    totals = tuple(_totals(said, found, growth_sum) for growth_sum in growth_sums(found))
    nodes = (_next(said, found),) if found.lines else ()
    return (*blocks, *nodes, *totals)


def _introduction(words: Words, found: Growth) -> str:
    if found.planned is None:
        return words("The other inputs stay as they are; only the year changes.")
    return words(
        "The result above stands for year {year}. The other inputs stay as they are; only the year changes.",
        year=words.number(found.planned),
    )


def _years(said: FigureWords, found: Growth) -> Table:
    """A row for each year; a number that rises is bold."""
    words = said.words
    columns: Columns[int] = (
        _year_column(words, found),
        *(Column(words(line.title), partial(_count, said, line), figure=True) for line in found.lines),
    )
    caption = words("Nodes by year; what rises is bold")
    return plain_table(columns, range(found.shown), caption=caption, id="sizing-growth-years")


def _year_column(words: Words, found: Growth) -> Column[int]:
    """The year at a position, to which all figures of a growth are put."""
    return Column(words("Year"), lambda position: _year(words, found, found.years[position]), figure=True)


def _count(said: FigureWords, line: GrowthLine, position: int) -> Content:
    count: RuleValue = line.counts[position]
    text = said.result(count, ())
    before = line.counts[position - 1] if position else count
    risen = isinstance(before, Fraction) and isinstance(count, Fraction) and count > before
    return Strong(text) if risen else text


def _totals(said: FigureWords, found: Growth, total: GrowthSum) -> Table:
    """A figure that grows, for each component and in total, in each year."""
    words = said.words
    several = len(total.parts) > 1
    columns: Columns[int] = (
        _year_column(words, found),
        *(_part_column(said, found, part) for part in total.parts),
        Column(
            words("In total"),
            lambda position: Strong(said.result(total.totals[position], ())),
            figure=True,
            unit=said.plural(total.unit),
            shown=several,
        ),
    )
    caption = words("{measure} by year", measure=words(total.measure))
    return plain_table(columns, range(found.shown), caption=caption, id=f"sizing-growth-{total.parts[0].rule}")


def _part_column(said: FigureWords, found: Growth, part: GrowthTotal) -> Column[int]:
    def amount(position: int) -> Content:
        planned = found.years[position] == found.planned
        return _amount(said, part.totals[position], part.assumed if planned else ())

    return Column(said.words(part.title), amount, figure=True, unit=said.plural(part.unit))


def _amount(said: FigureWords, amount: RuleValue, assumed: Sequence[str]) -> Content:
    return said.without(()) if amount is None else figure(said, amount, assumed=rests_on(said, assumed))


def _year(words: Words, found: Growth, year: int) -> Content:
    """The year; the one that the result stands for is named."""
    if year != found.planned:
        return words.number(year)
    return Strong(words("{year}, planned for", year=words.number(year)))


def _next(said: FigureWords, found: Growth) -> Table:
    """For each component: today, in the planned year, its next node after that, and all further ones."""
    words = said.words
    this_year = words("Year {year}", year=words.number(found.years[0]))
    none = words("none up to year {year}", year=words.number(found.years[-1]))
    columns: Columns[GrowthLine] = (
        Column(words("Component"), lambda line: words(line.title)),
        Column(this_year, lambda line: said.result(line.counts[0], ()), figure=True),
        Column(
            words("Planned for"),
            lambda line: _planned(said, found, line),
            figure=True,
            shown=found.planned is not None,
        ),
        Column(words("Next node"), lambda line: Strong(coming[0]) if (coming := _coming(words, found, line)) else none),
        Column(words("Nodes after that"), lambda line: "; ".join(_coming(words, found, line)[1:]) or NOTHING),
        Column(
            words("Set by hand"),
            lambda line: _by_hand(words, line),
            shown=any(line.by_hand is not None for line in found.lines),
        ),
    )
    return plain_table(columns, found.lines, caption=words("The year of each next node"), id="sizing-next-nodes")


def _coming(words: Words, found: Growth, line: GrowthLine) -> list[str]:
    """The nodes that come after today or the planned year, each with its year."""
    after = found.years[0] if found.planned is None else found.planned
    return [
        words("year {year}: {count}", year=words.number(node.year), count=words.number(node.count))
        for node in line.next_nodes
        if node.year > after
    ]


def _planned(said: FigureWords, found: Growth, line: GrowthLine) -> Inline:
    count = line.counts[found.years.index(found.planned)] if found.planned in found.years else None
    return said.without(()) if count is None else figure(said, count, assumed=rests_on(said, line.assumed))


def _by_hand(words: Words, line: GrowthLine) -> Content:
    if line.by_hand is None:
        return NOTHING
    nodes = words.number(line.by_hand)
    if line.short_from is None:
        return words("{nodes}, enough in every year", nodes=nodes)
    return words("{nodes}, too few from year {year}", nodes=nodes, year=words.number(line.short_from))
