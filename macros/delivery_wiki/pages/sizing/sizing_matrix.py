"""What a sizing comes to, at a glance: a component a row, a figure a column, and what drives it beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from delivery_wiki.calculations.base.readable_digits import significant_step
from delivery_wiki.calculations.sizing.headline import HeadlineFigure, summed_titles
from delivery_wiki.calculations.sizing.units import convert
from delivery_wiki.model.sizing import ResultLine, ResultMeasure, SizingResult, UsedInput

from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import NOTHING, parts
from ..elements.tree import (
    Blocks,
    Callout,
    Content,
    Details,
    Inline,
    LineBreak,
    Link,
    Listing,
    Mark,
    Muted,
    Number,
    Paragraph,
    SideBySide,
    State,
    Table,
)
from .sizing_notes import limits
from .sizing_parts import input_basis, input_figure, rests_on
from .sizing_words import FigureWords, count_text, has_total, total_text

MOST_COLUMNS = 4
MOST_DRIVERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure that components share, in the unit of its column; an empty unit stands with each figure.

    All of a column are said to the same `step`, so that they compare.
    """

    title: str
    unit: str
    step: Fraction = Fraction(1)


def sizing_at_a_glance(context: PageContext, result: SizingResult) -> Blocks:
    """What limits the figures, then the matrix beside the inputs that drive it."""
    if not result.lines:
        return ()
    drivers = _drivers(context, result)
    table = _matrix(context, result)
    shown: Blocks = (SideBySide(parts=((table,), drivers), lead=True),) if drivers else (table,)
    return (*_limits(context, result), *shown)


def _limits(context: PageContext, result: SizingResult) -> Blocks:
    """What has to be known before a figure is read: one block, however much it is."""
    found = limits(context.words, result)
    if not found:
        return ()
    further: Blocks = (Listing(items=found[1:]),) if len(found) > 1 else ()
    return (Callout(kind="warning", title=found[0], blocks=further),)


# --- the matrix -----------------------------------------------------------------------------------


def _matrix(context: PageContext, result: SizingResult) -> Table:
    words = context.words
    said = FigureWords.of(words, result.rules)
    figures = _shared_figures(said, result)
    needed = [line for line in result.lines if line.is_needed]
    sums = summed_titles(result)
    counted = sum((line.count for line in needed if line.adds and line.count is not None), Fraction(0))
    columns: Columns[ResultLine] = (
        Column(words("Component"), lambda line: _component(said, line, figures), total=words("In total")),
        Column(
            words("Nodes"),
            lambda line: _nodes(said, result, line),
            figure=True,
            total=said.value(counted) if len({line.count_unit for line in needed if line.count_rule}) == 1 else "",
        ),
        *(_figure_column(said, result, of, _total_of(said, of, sums)) for of in figures),
    )
    return plain_table(columns, needed, caption=words("What it comes to"), id="sizing-matrix")


def _shared_figures(said: FigureWords, result: SizingResult) -> tuple[_Figure, ...]:
    """The figures that several components have, or all of them where none is shared."""
    groups: dict[str, list[ResultMeasure]] = {}
    for line in result.lines:
        for measure in line.measures:
            if line.is_needed and isinstance(measure.total, Fraction):
                groups.setdefault(measure.title, []).append(measure)
    shared = {title: measures for title, measures in groups.items() if len(measures) > 1} or groups
    return tuple(_figure(said, title, measures) for title, measures in [*shared.items()][:MOST_COLUMNS])


def _figure(said: FigureWords, title: str, measures: Sequence[ResultMeasure]) -> _Figure:
    """In the unit that all of them convert into, a larger one where the largest figure has too many digits."""
    unit = measures[0].unit
    amounts = [_in_unit(measure.total, measure.unit, unit) for measure in measures]
    if any(amount is None for amount in amounts):
        return _Figure(title=title, unit="")
    largest = max((abs(amount) for amount in amounts if amount is not None), default=Fraction(0))
    shown, shown_in = said.scaled(largest, unit)
    return _Figure(title=title, unit=shown_in, step=significant_step(shown))


def _in_unit(value: object, unit: str, wanted: str) -> Fraction | None:
    return convert(value, unit, wanted) if isinstance(value, Fraction) else None


def _component(said: FigureWords, line: ResultLine, figures: Sequence[_Figure]) -> Content:
    """The title, and below it the figures that only this component has."""
    shown = {of.title for of in figures}
    own = [total_text(said, measure) for measure in line.measures if measure.title not in shown and has_total(measure)]
    title = said.words(line.title)
    return (title, LineBreak(), Muted(" · ".join(own))) if own else title


def _nodes(said: FigureWords, result: SizingResult, line: ResultLine) -> Content:
    step = result.figure(line.count_rule) if line.count_rule else None
    if step is None:
        return NOTHING
    linked = Link(count_text(said, line), f"#working-{step.rule}")
    if step.assumed:
        return (linked, LineBreak(), State(Mark.OPEN, said.words("assumed")))
    return (linked, LineBreak(), Muted(said.words("by hand"))) if step.override else linked


def _figure_column(said: FigureWords, result: SizingResult, of: _Figure, total: Content) -> Column[ResultLine]:
    unit = "" if said.is_name_of(of.title, of.unit) else said.plural(of.unit)
    return Column(
        said.words(of.title), lambda line: _amounts(said, result, line, of), figure=True, unit=unit, total=total
    )


def _amounts(said: FigureWords, result: SizingResult, line: ResultLine, of: _Figure) -> Content:
    found = [measure for measure in line.measures if measure.title == of.title]
    shown: list[Inline] = []
    for measure in found:
        shown += [LineBreak()] if shown else []
        shown += _amount(said, result, line, measure, of)
    return tuple(shown) or NOTHING


def _amount(
    said: FigureWords, result: SizingResult, line: ResultLine, measure: ResultMeasure, of: _Figure
) -> Iterator[Inline]:
    """The total, which leads to its working, and what one node has of it."""
    amount = _in_unit(measure.total, measure.unit, of.unit) if of.unit else None
    text = _stepped(said, amount, of) if amount is not None else said.quantity(measure.total, measure.unit)
    if measure.total is None:
        text = said.without(measure.missing)
    yield Link(text, f"#working-{measure.rule}", rests_on(said, result.assumed_behind(line, measure)))
    if measure.is_multiplied and line.count is not None and line.count > 1:
        each = said.quantity(measure.value, measure.unit)
        yield from (LineBreak(), Muted(said.words("{value} each", value=each)))


def _total_of(said: FigureWords, of: _Figure, sums: Mapping[str, HeadlineFigure]) -> Content:
    """The sum of the column, where its figures add."""
    found = sums.get(of.title)
    amount = _in_unit(found.value, found.unit, of.unit) if found and of.unit else None
    if found is None or amount is None:
        return ""
    text = _stepped(said, amount, of)
    return Number(said.words("at least {value}", value=text) if found.at_least else text)


def _stepped(said: FigureWords, amount: Fraction, of: _Figure) -> str:
    """A figure to the step of its column; what is less than that has a digit of its own, and whole ones stay whole."""
    if amount.denominator == 1:
        return said.value(amount)
    step = min(of.step, significant_step(amount) * 1000)
    return said.value((amount / step + Fraction(1, 2)) // 1 * step)


# --- what drives it -------------------------------------------------------------------------------


def driving_inputs(result: SizingResult) -> list[UsedInput]:
    """The inputs that a project has to give, in the order of the rules."""
    return [used for used in result.inputs if used.definition.default is None or used.value is None]


def _drivers(context: PageContext, result: SizingResult) -> Blocks:
    """The inputs that a project has to give, and how many of the others are set and still assumed."""
    words = context.words
    said = FigureWords.of(words, result.rules)
    asked = driving_inputs(result)
    if not asked:
        return ()
    columns: Columns[UsedInput] = (
        Column(words("Input"), lambda used: Link(words(used.definition.title), f"#sizing-input-{used.definition.id}")),
        Column(words("Value"), lambda used: _input(said, used), figure=True),
    )
    table = plain_table(columns, asked[:MOST_DRIVERS], caption=words("What drives it"))
    further = asked[MOST_DRIVERS:]
    more = words("{count} more", count=words.number(len(further)))
    folded = (Details(summary=more, blocks=(plain_table(columns, further),)),) if further else ()
    assumed = sum(used.assumed for used in result.inputs)
    text = words(
        "{assumed} of {all} inputs are assumed.", assumed=words.number(assumed), all=words.number(len(result.inputs))
    )
    none = words("None of {all} inputs is assumed.", all=words.number(len(result.inputs)))
    return (table, *folded, Paragraph(State(Mark.OPEN, text) if assumed else none))


def _input(said: FigureWords, used: UsedInput) -> Content:
    if used.value is None or used.assumed:
        return (input_figure(said, used), LineBreak(), *parts(input_basis(said.words, used)))
    return input_figure(said, used)
