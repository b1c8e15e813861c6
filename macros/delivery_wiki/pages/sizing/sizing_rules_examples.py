"""Worked examples and discrepancies of a rule set: what is printed or expected beside what the rules give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from delivery_wiki.calculations.sizing.rule_set_examples import ExampleCell, count_cells, expected_value, run_example
from delivery_wiki.model.sizing import Discrepancy, RuleSet, SizingResult, WorkedExample
from delivery_wiki.model.status import translatable

from ..elements.columns import Column, Columns, plain_table, register_table
from ..elements.tree import (
    Block,
    Blocks,
    Content,
    Details,
    LineBreak,
    Mark,
    Muted,
    Paragraph,
    State,
    Strong,
)
from ..elements.words import Words
from .sizing_words import FigureWords

LINE_FIGURES = translatable({"count": "Nodes", "count_recommended": "Nodes, recommended"})


def start_example(rules: RuleSet) -> WorkedExample | None:
    """The example that shows a rule set: one that stands for a size of installation, else the first."""
    sound = [example for example in rules.examples if not example.refused]
    return next((worked_example for worked_example in sound if worked_example.users), sound[0] if sound else None)


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
    return (Paragraph(text), *(_example(words, *comparison) for comparison in compared))


def _example(words: Words, example: WorkedExample, result: SizingResult, cells: tuple[ExampleCell, ...]) -> Details:
    agree = all(cell.same for cell in cells)
    state = State(Mark.MET, words("agrees")) if agree else State(Mark.FAILED, words("differs"))
    said = FigureWords.of(words, result.rules)
    titles = {step.rule: words(step.title) for step in result.working}
    columns: Columns[ExampleCell] = (
        Column(words("Figure"), lambda cell: _cell_title(words, result, cell)),
        Column(words("Expected"), lambda cell: said.exact(cell.expected), figure=True),
        Column(
            words("Computed"),
            lambda cell: said.exact(cell.computed) if cell.same else Strong(said.exact(cell.computed)),
            figure=True,
        ),
    )
    basis = words(example.basis) + (f", {example.source}" if example.source else "")
    summary = (state, " ", Strong(words(example.title)), " ", Muted(f"({basis})"))
    blocks: list[Block] = [Paragraph(_given(words, result.rules, example.inputs))]
    if example.refused:
        titles |= {definition.id: words(definition.title) for definition in result.rules.inputs}
        names = "; ".join(titles[name] for name in example.refused)
        blocks.append(Paragraph(words("Refused, for they lie out of range: {names}", names=names)))
    blocks += [Paragraph(words.message(warning)) for warning in result.warnings]
    blocks += [plain_table(columns, cells)] if cells else []
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
    units = {definition.id: (words(definition.title), definition.unit) for definition in rules.inputs}
    texts = []
    for id, value in inputs.items():
        title, unit = units.get(id, (id, ""))
        number = expected_value(value)
        shown = said.given(number, unit)
        texts.append(f"{title}: {shown}")
    return "; ".join(texts)


def discrepancies(words: Words, rules: RuleSet) -> Blocks:
    """What is printed beside what the publication's own rule gives: contradictions first, then what print rounded."""
    contradictions = [discrepancy for discrepancy in rules.discrepancies if discrepancy.rounded_to is None]
    rounded = [discrepancy for discrepancy in rules.discrepancies if discrepancy.rounded_to is not None]
    text = words("Where the publication contradicts itself, its formula counts. Each computed value is checked.")
    blocks: Blocks = (Paragraph(text), _discrepancy_table(words, rules, contradictions)) if contradictions else ()
    text = words("These values are rounded in print, though no rule says so. The exact ones count here.")
    return (*blocks, Paragraph(text), _discrepancy_table(words, rules, rounded)) if rounded else blocks


def _discrepancy_table(words: Words, rules: RuleSet, discrepancies: Iterable[Discrepancy]) -> Block:
    titles = {rule.id: words(rule.title) for rule in rules.rules}
    said = FigureWords.of(words, rules)

    def where(discrepancy: Discrepancy) -> Content:
        given = _given(words, rules, discrepancy.inputs)
        return (words(discrepancy.title), LineBreak(), Muted(f"{discrepancy.source}. {given}"))

    def why(discrepancy: Discrepancy) -> Content:
        return (words(discrepancy.note), LineBreak(), Muted(titles.get(discrepancy.rule, discrepancy.rule)))

    columns: Columns[Discrepancy] = (
        Column(words("Printed where"), where),
        Column(words("Printed"), lambda found: said.exact(expected_value(found.printed)), figure=True),
        Column(words("Computed"), lambda found: Strong(said.exact(expected_value(found.computed))), figure=True),
        Column(words("Why they differ"), why),
    )
    return register_table(columns, discrepancies, empty="")
