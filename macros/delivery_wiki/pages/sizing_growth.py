"""Growth on a project's sizing page: nodes and totals by year as a chart and tables, and the year of each next node."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from delivery_wiki.calculations.sizing import Growth, GrowthLine, GrowthSum, calculate_growth, growth_sums
from delivery_wiki.model.sizing import RuleValue, SizingResult

from .drawings.growth_chart import NARROW, WIDE, draw_growth, drawn_sums
from .drawings.shapes import wide_and_narrow
from .page_kind import PageContext
from .register_parts import NOTHING
from .sizing_parts import figure, rests_on
from .sizing_words import FigureWords
from .tree import Block, Blocks, Column, Content, Figure, Inline, Paragraph, Row, Strong, Table
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
    said = FigureWords.of(words, result.rules)
    if found.lines or drawn_sums(found):
        drawing = wide_and_narrow(draw_growth(found, said, WIDE), draw_growth(found, said, NARROW))
        caption = words("Growth by year; each line on its own scale")
        twin = _years(said, found) if found.lines else None
        blocks.append(Figure(drawing=drawing, caption=caption, twin=twin))
    totals = tuple(_totals(said, found, one) for one in growth_sums(found))
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
    columns = (
        Column(title=words("Year"), numeric=True),
        *(Column(title=words(line.title), numeric=True) for line in found.lines),
    )
    rows = []
    for position, year in enumerate(found.years[: found.shown]):
        counts = tuple(_count(said, line, position) for line in found.lines)
        rows.append(Row(cells=(_year(words, found, year), *counts)))
    return Table(
        columns=columns, rows=tuple(rows), caption=words("Nodes by year; what rises is bold"), id="sizing-growth-years"
    )


def _count(said: FigureWords, line: GrowthLine, position: int) -> Content:
    count: RuleValue = line.counts[position]
    text = said.result(count, ())
    before = line.counts[position - 1] if position else count
    risen = isinstance(before, Fraction) and isinstance(count, Fraction) and count > before
    return Strong(text) if risen else text


def _totals(said: FigureWords, found: Growth, total: GrowthSum) -> Table:
    """A figure that grows, for each component and in total, in each year."""
    words = said.words
    names = [Column(title=words(one.title), numeric=True, unit=said.plural(one.unit)) for one in total.parts]
    if len(total.parts) > 1:
        names.append(Column(title=words("In total"), numeric=True, unit=said.plural(total.unit)))
    rows = []
    for position, year in enumerate(found.years[: found.shown]):
        parts: list[Content] = [
            _amount(said, one.totals[position], one.assumed if year == found.planned else ()) for one in total.parts
        ]
        if len(total.parts) > 1:
            parts.append(Strong(said.result(total.totals[position], ())))
        rows.append(Row(cells=(_year(words, found, year), *parts)))
    return Table(
        columns=(Column(title=words("Year"), numeric=True), *names),
        rows=tuple(rows),
        caption=words("{measure} by year", measure=words(total.measure)),
        id=f"sizing-growth-{total.parts[0].rule}",
    )


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
    columns = [Column(title=words("Component")), Column(title=words("Year {year}", year=words.number(found.years[0])))]
    if found.planned is not None:
        columns.append(Column(title=words("Planned for"), numeric=True))
    columns += [Column(title=words("Next node")), Column(title=words("Nodes after that"))]
    if any(line.by_hand is not None for line in found.lines):
        columns.append(Column(title=words("Set by hand")))
    rows = tuple(_next_row(said, found, line) for line in found.lines)
    columns[1] = Column(title=columns[1].title, numeric=True)
    return Table(columns=tuple(columns), rows=rows, caption=words("The year of each next node"), id="sizing-next-nodes")


def _next_row(said: FigureWords, found: Growth, line: GrowthLine) -> Row:
    words = said.words
    cells: list[Content] = [words(line.title), said.result(line.counts[0], ())]
    if found.planned is not None:
        cells.append(_planned(said, found, line))
    after = found.years[0] if found.planned is None else found.planned
    coming = [one for one in line.next_nodes if one.year > after]
    texts = [
        words("year {year}: {count}", year=words.number(one.year), count=words.number(one.count)) for one in coming
    ]
    none = words("none up to year {year}", year=words.number(found.years[-1]))
    cells += [Strong(texts[0]) if texts else none, "; ".join(texts[1:]) or NOTHING]
    if any(one.by_hand is not None for one in found.lines):
        cells.append(_by_hand(words, line))
    return Row(cells=tuple(cells))


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
