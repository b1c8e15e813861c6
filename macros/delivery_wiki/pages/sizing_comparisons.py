"""Sizings side by side: scenarios of one project, and answers of two rule sets."""

from __future__ import annotations

from collections.abc import Sequence

from delivery_wiki.model.sizing import ResultLine, SizingResult

from .register_parts import NOTHING
from .sizing_parts import count_text, is_needed, lines_of, measure_text, plural, rests_on, total_text, value_text
from .tree import Blocks, Column, Content, Inline, Mark, Muted, Number, Paragraph, Row, State, Strong, Table
from .words import Words

Named = tuple[str, SizingResult]


def scenario_blocks(words: Words, base: SizingResult, scenarios: Sequence[Named]) -> Blocks:
    """The scenarios beside the base, what differs in bold."""
    if not scenarios:
        return ()
    named = ((words("Base"), base), *scenarios)
    rows = [*_input_rows(words, named), *_figure_rows(words, named)]
    columns = (Column(title=words("Figure")), *(Column(title=title, numeric=True) for title, _ in named))
    caption = words("Scenarios; what differs from the base is bold")
    return (Table(columns=columns, rows=tuple(rows), caption=caption, id="sizing-scenarios-table"),)


def comparison_blocks(words: Words, result: SizingResult, other: SizingResult) -> Blocks:
    """The same inputs under a second rule set."""
    columns = [(words(one.rules.title), one) for one in (result, other)]
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
    warnings = tuple(Paragraph(Strong(words.message(one))) for one in other.warnings)
    return (
        Paragraph(text),
        Paragraph(differ),
        *warnings,
        component_table(words, columns, caption=words("Two rule sets compared")),
    )


def component_table(words: Words, named: Sequence[Named], *, caption: str) -> Table:
    """Components as rows, results as columns; each cell says how many nodes, then the size of each."""
    titles: dict[str, str] = {}
    for _, result in named:
        for line in result.lines:
            titles.setdefault(line.id, words(line.title))
    rows = tuple(
        Row(cells=(title, *(_component(words, result, result.line(id)) for _, result in named)))
        for id, title in titles.items()
    )
    columns = (Column(title=words("Component")), *(Column(title=title) for title, _ in named))
    return Table(columns=columns, rows=rows, caption=caption)


def _component(words: Words, result: SizingResult, line: ResultLine | None) -> Content:
    if line is None:
        return NOTHING
    if not is_needed(line):
        return State(Mark.NOT_NEEDED, words("not needed"))
    step = result.figure(line.count_rule) if line.count_rule else None
    texts: list[Inline] = []
    if step:
        texts.append(Number(count_text(words, line), assumed=rests_on(words, result, step.assumed)))
    for measure in line.measures:
        shown = measure_text(words, measure, measure.value) if measure.per_node else total_text(words, measure)
        assumed = result.figure(measure.rule)
        mark = f" · {words('assumed')}" if assumed and assumed.assumed else ""
        texts.append(Muted(shown + mark))
    return lines_of(texts)


def _input_rows(words: Words, named: Sequence[Named]) -> list[Row]:
    """The inputs in which at least one scenario differs."""
    rows = []
    for position, used in enumerate(named[0][1].inputs):
        values = [result.inputs[position].value for _, result in named]
        if any(value != values[0] for value in values):
            texts = [value_text(words, value) for value in values]
            rows.append(_row(_title(words, used.definition.unit, used.definition.title), texts))
    return rows


def _figure_rows(words: Words, named: Sequence[Named]) -> list[Row]:
    rows = []
    for line in named[0][1].lines:
        lines = [result.line(line.id) or line for _, result in named]
        if line.count_rule:
            rows.append(_row(_title(words, "node", line.title), [count_text(words, one) for one in lines]))
        for position, measure in enumerate(line.measures):
            totals = [one.measures[position].total for one in lines]
            title = _title(words, measure.unit, line.title, measure.title)
            rows.append(_row(title, [value_text(words, total) for total in totals]))
    return rows


def _title(words: Words, unit: str, *names: str) -> str:
    """What a row is about, with its unit last."""
    return ", ".join(text for text in (*(words(name) for name in names), plural(words, unit)) if text)


def _row(title: str, texts: Sequence[str]) -> Row:
    base = texts[0]
    return Row(cells=(title, base, *(text if text == base else Strong(text) for text in texts[1:])))
