"""Sizings side by side: scenarios of one project, and answers of two rule sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from delivery_wiki.model.sizing import ResultLine, ResultMeasure, RuleValue, SizingResult

from ..elements.columns import Column, Columns, plain_table
from ..elements.register_parts import NOTHING
from ..elements.tree import (
    Blocks,
    Content,
    Inline,
    Mark,
    Muted,
    Number,
    Paragraph,
    State,
    Strong,
    Table,
)
from ..elements.words import Words
from .sizing_notes import confidence, limits
from .sizing_parts import count_figure, figure, input_figure, lines_of, rests_on
from .sizing_words import FigureWords, count_text, has_total, measure_text, total_text

Named = tuple[str, SizingResult]


def scenario_blocks(words: Words, base: SizingResult, scenarios: Sequence[Named]) -> Blocks:
    """The scenarios beside the base, what differs in bold; what a column has to say of its limits stands on top."""
    if not scenarios:
        return ()
    named = ((words("Base"), base), *scenarios)
    said = FigureWords.of(words, base.rules)
    rows = [*limit_rows(words, named), *_input_rows(said, named), *_figure_rows(said, named)]
    caption = words("Scenarios; what differs from the base is bold")
    return (beside(words("Figure"), rows, named, figures=True, caption=caption, id="sizing-scenarios-table"),)


def comparison_blocks(words: Words, result: SizingResult, other: SizingResult) -> Blocks:
    """The same inputs under a second rule set."""
    columns = [(words(result.rules.title), result) for result in (result, other)]
    text = words(
        "The same inputs under {title}, published by {publisher}. What it does not describe shows a dash.",
        title=words(other.rules.title),
        publisher=other.rules.publisher,
    )
    differ = words(
        "The figures differ because these are two guides that count from different bases: {first} ({publisher}) and "
        "{second} ({other}). Neither checks the other.",
        first=words(result.rules.title),
        publisher=result.rules.publisher,
        second=words(other.rules.title),
        other=other.rules.publisher,
    )
    sure = (Strong(words("Confidence")), " ", f"{words(other.rules.title)}: {confidence(words, other)}")
    return (
        Paragraph(text),
        Paragraph(differ),
        component_table(words, columns, caption=words("Two rule sets compared")),
        Paragraph(sure),
    )


def component_table(words: Words, named: Sequence[Named], *, caption: str) -> Table:
    """Components as rows, results as columns; each cell says how many nodes, then the size of each."""
    titles: dict[str, str] = {}
    for _, result in named:
        for line in result.lines:
            titles.setdefault(line.id, words(line.title))
    rows = [
        Beside(title, tuple(_component(words, result, result.line(id)) for _, result in named))
        for id, title in titles.items()
    ]
    return beside(words("Component"), [*limit_rows(words, named), *rows], named, caption=caption)


class Beside(NamedTuple):
    """What there is to say of each result, in the order of the results: cells are told apart by comparing them."""

    title: Content
    cells: tuple[Content, ...]


def beside(
    head: str, rows: Sequence[Beside], named: Sequence[Named], *, figures: bool = False, caption: str, id: str = ""
) -> Table:
    """A table with a column for each result."""
    columns: Columns[Beside] = (
        Column(head, lambda row: row.title),
        *(Column(title, partial(_cell, at), figure=figures) for at, (title, _) in enumerate(named)),
    )
    return plain_table(columns, rows, caption=caption, id=id)


def _cell(at: int, row: Beside) -> Content:
    return row.cells[at]


def limit_rows(words: Words, named: Sequence[Named]) -> tuple[Beside, ...]:
    """A row with what is to be known of each column before its numbers are read; none where there is nothing."""
    texts = [limits(words, result) for _, result in named]
    if not any(texts):
        return ()
    cells = tuple(lines_of(State(Mark.LATE, text) for text in column) for column in texts)
    return (Beside(Strong(words("Limits")), cells),)


def _component(words: Words, result: SizingResult, line: ResultLine | None) -> Content:
    if line is None:
        return NOTHING
    step = result.figure(line.count_rule) if line.count_rule else None
    if not line.is_needed:
        mark = f" · {words('assumed')}" if step and step.assumed else ""
        return State(Mark.NOT_NEEDED, words("not needed") + mark)
    said = FigureWords.of(words, result.rules)
    texts: list[Inline] = [count_figure(said, step, line)] if step else []
    for measure in line.measures:
        shown = measure_text(said, measure) if measure.per_node else total_text(said, measure)
        assumed = result.figure(measure.rule)
        mark = f" · {words('assumed')}" if assumed and assumed.assumed and assumed.value is not None else ""
        texts.append(Muted(shown + mark))
    return lines_of(texts)


# --- rows of the scenarios ------------------------------------------------------------------------


def _input_rows(said: FigureWords, named: Sequence[Named]) -> list[Beside]:
    """The inputs in which at least one scenario differs."""
    rows = []
    for position, used in enumerate(named[0][1].inputs):
        inputs = [result.inputs[position] for _, result in named]
        values = [used_input.value for used_input in inputs]
        if any(value != values[0] for value in values):
            shown = [
                said.words("missing") if used_input.value is None else _without_unit(input_figure(said, used_input))
                for used_input in inputs
            ]
            rows.append(_row(said.head(used.definition.unit, used.definition.title), values, shown))
    return rows


def _figure_rows(said: FigureWords, named: Sequence[Named]) -> list[Beside]:
    """The count and the figures of each line; a scenario that needs none of a line says so."""
    rows = []
    for base in named[0][1].lines:
        columns = [(result, line) for _, result in named if (line := result.line(base.id))]
        if base.count_rule:
            counts = [(line.count, line.count_recommended) for _, line in columns]
            shown = [_count(said, result, line) for result, line in columns]
            rows.append(_row(said.head(base.count_unit, base.title), counts, shown))
        for position, measure in enumerate(base.measures):
            measures = [line.measures[position] for _, line in columns]
            totals = [(measure.total, measure.total_recommended) for measure in measures]
            cells = [_total(said, result, line, line.measures[position]) for result, line in columns]
            rows.append(_row(said.head(measure.unit, base.title, measure.title), totals, cells))
    return rows


def _count(said: FigureWords, result: SizingResult, line: ResultLine) -> Inline:
    step = result.figure(line.count_rule or "")
    return Number(
        count_text(said, line), assumed=rests_on(said, step.assumed if step and line.count is not None else ())
    )


def _total(said: FigureWords, result: SizingResult, line: ResultLine, measure: ResultMeasure) -> Inline:
    value: RuleValue = measure.total if has_total(measure) else measure.value
    if value is None:
        return said.without(measure.missing)
    shown = figure(said, value, assumed=rests_on(said, result.assumed_behind(line, measure)))
    most = measure.total_recommended
    if most is None or most == value or not isinstance(shown, Number):
        return shown
    return Number(f"{shown.text} – {said.value(most)}", assumed=shown.assumed)


def _without_unit(shown: Inline) -> Inline:
    return Number(shown.text, assumed=shown.assumed, exact=shown.exact) if isinstance(shown, Number) else shown


def _row(title: str, values: Sequence[object], shown: Sequence[Inline]) -> Beside:
    """A row whose cells differ from the first in bold."""
    pairs = zip(values, shown, strict=True)
    return Beside(title, tuple(cell if value == values[0] else _bold(cell) for value, cell in pairs))


def _bold(shown: Inline) -> Inline:
    """What differs, in bold."""
    if isinstance(shown, Number):
        return replace(shown, strong=True)
    return Strong(shown) if isinstance(shown, str) else shown
