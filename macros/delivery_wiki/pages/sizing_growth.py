"""Growth on a project's sizing page: nodes and totals by year as a chart and tables, and the year of each next node."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from delivery_wiki.calculations.sizing import Growth, GrowthLine, GrowthSum, calculate_growth, growth_sums
from delivery_wiki.model.sizing import RuleValue, SizingResult

from .drawings.growth_chart import NARROW, WIDE, draw_growth
from .drawings.shapes import wide_and_narrow
from .page_kind import PageContext
from .register_parts import NOTHING
from .sizing_parts import MOST_NAMED, plural, rests_on, value_text
from .tree import Block, Blocks, Column, Content, Figure, Inline, Number, Paragraph, Row, Strong, Table
from .words import Words


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
    drawing = wide_and_narrow(draw_growth(found, words, WIDE), draw_growth(found, words, NARROW))
    caption = words("Growth by year; each line on its own scale")
    figure = Figure(drawing=drawing, caption=caption, twin=_years(words, found) if found.lines else None)
    totals = tuple(_totals(words, found, one, result) for one in growth_sums(found))
    nodes = (_next(words, found, result),) if found.lines else ()
    return (*blocks, figure, *nodes, *totals)


def _introduction(words: Words, found: Growth) -> str:
    if found.planned is None:
        return words("The other inputs stay as they are; only the year changes.")
    return words(
        "The result above stands for year {year}. The other inputs stay as they are; only the year changes.",
        year=words.number(found.planned),
    )


def _years(words: Words, found: Growth) -> Table:
    """A row for each year; a number that rises is bold."""
    columns = (
        Column(title=words("Year"), numeric=True),
        *(Column(title=words(line.title), numeric=True) for line in found.lines),
    )
    rows = []
    for position, year in enumerate(found.years[: found.shown]):
        counts = tuple(_count(words, line, position) for line in found.lines)
        rows.append(Row(cells=(_year(words, found, year), *counts)))
    return Table(
        columns=columns, rows=tuple(rows), caption=words("Nodes by year; what rises is bold"), id="sizing-growth-years"
    )


def _count(words: Words, line: GrowthLine, position: int) -> Content:
    count: RuleValue = line.counts[position]
    text = value_text(words, count)
    before = line.counts[position - 1] if position else count
    risen = isinstance(before, Fraction) and isinstance(count, Fraction) and count > before
    return Strong(text) if risen else text


def _totals(words: Words, found: Growth, total: GrowthSum, result: SizingResult) -> Table:
    """A figure that grows, for each component and in total, in each year."""
    names = [Column(title=words(one.title), numeric=True, unit=plural(words, one.unit)) for one in total.parts]
    if len(total.parts) > 1:
        names.append(Column(title=words("In total"), numeric=True, unit=plural(words, total.unit)))
    rows = []
    for position, year in enumerate(found.years[: found.shown]):
        parts: list[Content] = [
            _amount(words, one.totals[position], one.assumed if year == found.planned else (), result)
            for one in total.parts
        ]
        if len(total.parts) > 1:
            parts.append(Strong(value_text(words, total.totals[position])))
        rows.append(Row(cells=(_year(words, found, year), *parts)))
    return Table(
        columns=(Column(title=words("Year"), numeric=True), *names),
        rows=tuple(rows),
        caption=words("{measure} by year", measure=words(total.measure)),
        id=f"sizing-growth-{total.parts[0].rule}",
    )


def _amount(words: Words, amount: Fraction | None, assumed: Sequence[str], result: SizingResult) -> Content:
    text = value_text(words, amount)
    return text if amount is None else Number(text, assumed=rests_on(words, result, assumed))


def _year(words: Words, found: Growth, year: int) -> Content:
    """The year; the one that the result stands for is named."""
    if year != found.planned:
        return words.number(year)
    return Strong(words("{year}, planned for", year=words.number(year)))


def _next(words: Words, found: Growth, result: SizingResult) -> Table:
    """For each component: today, in the planned year, its next node after that, and all further ones."""
    columns = [Column(title=words("Component")), Column(title=words("Year {year}", year=words.number(found.years[0])))]
    if found.planned is not None:
        columns.append(Column(title=words("Planned for"), numeric=True))
    columns += [Column(title=words("Next node")), Column(title=words("Nodes after that"))]
    if any(line.by_hand is not None for line in found.lines):
        columns.append(Column(title=words("Set by hand")))
    rows = tuple(_next_row(words, found, line, result) for line in found.lines)
    columns[1] = Column(title=columns[1].title, numeric=True)
    return Table(columns=tuple(columns), rows=rows, caption=words("The year of each next node"), id="sizing-next-nodes")


def _next_row(words: Words, found: Growth, line: GrowthLine, result: SizingResult) -> Row:
    cells: list[Content] = [words(line.title), value_text(words, line.counts[0])]
    if found.planned is not None:
        cells.append(_planned(words, found, line, result))
    after = found.years[0] if found.planned is None else found.planned
    coming = [one for one in line.next_nodes if one.year > after]
    texts = [
        words("year {year}: {count}", year=words.number(one.year), count=words.number(one.count)) for one in coming
    ]
    none = words("none up to year {year}", year=words.number(found.years[-1]))
    later = texts[1:] if len(texts) <= MOST_NAMED + 1 else (*texts[1:MOST_NAMED], "…", texts[-1])
    cells += [Strong(texts[0]) if texts else none, "; ".join(later) or NOTHING]
    if any(one.by_hand is not None for one in found.lines):
        cells.append(_by_hand(words, line))
    return Row(cells=tuple(cells))


def _planned(words: Words, found: Growth, line: GrowthLine, result: SizingResult) -> Inline:
    count = line.counts[found.years.index(found.planned)] if found.planned in found.years else None
    text = value_text(words, count)
    return text if count is None else Number(text, assumed=rests_on(words, result, line.assumed))


def _by_hand(words: Words, line: GrowthLine) -> Content:
    if line.by_hand is None:
        return NOTHING
    nodes = words.number(line.by_hand)
    if line.short_from is None:
        return words("{nodes}, enough in every year", nodes=nodes)
    return words("{nodes}, too few from year {year}", nodes=nodes, year=words.number(line.short_from))
