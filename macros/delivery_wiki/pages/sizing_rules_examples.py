"""Worked examples and discrepancies of a rule set: what is printed or expected beside what the rules give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from delivery_wiki.calculations.sizing import ExampleCell, count_cells, expected_value, run_example
from delivery_wiki.model.sizing import Discrepancy, RuleSet, SizingResult, WorkedExample
from delivery_wiki.model.status import translatable

from .register_parts import register_table
from .sizing_words import FigureWords
from .tree import Block, Blocks, Column, Details, LineBreak, Mark, Muted, Paragraph, Row, State, Strong, Table
from .words import Words

LINE_FIGURES = translatable({"count": "Nodes", "count_recommended": "Nodes, recommended"})


def worked_examples(words: Words, rules: RuleSet) -> Blocks:
    """Every worked example, each of its cells compared."""
    compared = [(example, *run_example(rules, example)) for example in rules.examples]
    same = sum(cell.same for _, _, cells in compared for cell in cells)
    text = words(
        "{same} of {all} results of {count} worked examples agree with the rules.",
        same=words.number(same),
        all=words.number(count_cells(rules)),
        count=words.number(len(rules.examples)),
    )
    return (Paragraph(text), *(_example(words, *one) for one in compared))


def _example(words: Words, example: WorkedExample, result: SizingResult, cells: tuple[ExampleCell, ...]) -> Details:
    agree = all(cell.same for cell in cells)
    state = State(Mark.MET, words("agrees")) if agree else State(Mark.FAILED, words("differs"))
    said = FigureWords.of(words, result.rules)
    titles = {one.rule: words(one.title) for one in result.working}
    columns = (
        Column(title=words("Figure")),
        Column(title=words("Expected"), numeric=True),
        Column(title=words("Computed"), numeric=True),
    )
    rows = [
        Row(
            cells=(
                _cell_title(words, result, cell),
                said.exact(cell.expected),
                said.exact(cell.computed) if cell.same else Strong(said.exact(cell.computed)),
            )
        )
        for cell in cells
    ]
    basis = words(example.basis) + (f", {example.source}" if example.source else "")
    summary = (state, " ", Strong(words(example.title)), " ", Muted(f"({basis})"))
    blocks: list[Block] = [Paragraph(_given(words, result.rules, example.inputs))]
    if example.refused:
        titles |= {one.id: words(one.title) for one in result.rules.inputs}
        names = "; ".join(titles[name] for name in example.refused)
        blocks.append(Paragraph(words("Refused, for they lie out of range: {names}", names=names)))
    blocks += [Paragraph(words.message(warning)) for warning in result.warnings]
    blocks += [Table(columns=columns, rows=tuple(rows))] if rows else []
    return Details(summary=summary, blocks=tuple(blocks))


def _cell_title(words: Words, result: SizingResult, cell: ExampleCell) -> str:
    """What a cell is about: a rule, or a count or total of a result line."""
    if cell.line:
        line = result.line(cell.line)
        title = words(line.title) if line else cell.line
        return f"{title}: {words(LINE_FIGURES.get(cell.figure, cell.figure))}"
    step = result.figure(cell.rule)
    return words(step.title) if step else cell.rule


def _given(words: Words, rules: RuleSet, inputs: Mapping[str, object]) -> str:
    """Inputs as an example gives them, refused ones too."""
    said = FigureWords.of(words, rules)
    units = {one.id: (words(one.title), one.unit) for one in rules.inputs}
    texts = []
    for id, value in inputs.items():
        title, unit = units.get(id, (id, ""))
        number = expected_value(value)
        shown = said.given(number, unit)
        texts.append(f"{title}: {shown}")
    return "; ".join(texts)


def discrepancies(words: Words, rules: RuleSet) -> Blocks:
    """What is printed beside what the publication's own rule gives: contradictions first, then what print rounded."""
    contradictions = [one for one in rules.discrepancies if one.rounded_to is None]
    rounded = [one for one in rules.discrepancies if one.rounded_to is not None]
    text = words("Where the publication contradicts itself, its formula counts. Each computed value is checked.")
    blocks: Blocks = (Paragraph(text), _discrepancy_table(words, rules, contradictions)) if contradictions else ()
    text = words("These values are rounded in print, though no rule says so. The exact ones count here.")
    return (*blocks, Paragraph(text), _discrepancy_table(words, rules, rounded)) if rounded else blocks


def _discrepancy_table(words: Words, rules: RuleSet, rows_of: Iterable[Discrepancy]) -> Block:
    columns = (
        Column(title=words("Printed where")),
        Column(title=words("Printed"), numeric=True),
        Column(title=words("Computed"), numeric=True),
        Column(title=words("Why they differ")),
    )
    titles = {one.id: words(one.title) for one in rules.rules}
    said = FigureWords.of(words, rules)
    rows = []
    for one in rows_of:
        where = (words(one.title), LineBreak(), Muted(f"{one.source}. {_given(words, rules, one.inputs)}"))
        printed, computed = (said.exact(expected_value(value)) for value in (one.printed, one.computed))
        why = (words(one.note), LineBreak(), Muted(titles.get(one.rule, one.rule)))
        rows.append(Row(cells=(where, printed, Strong(computed), why)))
    return register_table(columns, rows, empty="")
