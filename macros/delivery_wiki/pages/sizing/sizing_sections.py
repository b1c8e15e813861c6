"""The sections of the sizing document, each computed from the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from delivery_wiki.calculations.sizing.calculate import calculate_sizing, working_of
from delivery_wiki.model.project.sizing_request import SizingOverride
from delivery_wiki.model.sizing import ResultLine, ResultMeasure, RuleSet, SizingResult, UsedInput, WorkingStep

from ..document_frame.frame import part
from ..elements.columns import Column, Columns, plain_table, register_table
from ..elements.page_kind import PageContext
from ..elements.register_parts import NOTHING, parts
from ..elements.tree import (
    Block,
    Blocks,
    Callout,
    Code,
    Content,
    Details,
    Inline,
    LineBreak,
    Link,
    Listing,
    Mark,
    Muted,
    Paragraph,
    ScreenOnly,
    State,
    Strong,
    Table,
)
from ..elements.words import Words
from .sizing_comparisons import comparison_blocks, scenario_blocks
from .sizing_notes import confidence, left_out, reasons
from .sizing_parts import (
    FigureBasis,
    basis_of,
    basis_of_total,
    basis_state,
    component_titles,
    count_figure,
    figure,
    input_basis,
    input_figure,
    lines_of,
    rests_on,
    step_figure,
    working_inline,
)
from .sizing_words import FigureWords, has_total, measure_text, total_text
from .sizing_zero_terms import fold_zero_terms


def inputs(context: PageContext, result: SizingResult) -> Blocks:
    """Warnings first, then every input with its value, basis and source."""
    words = context.words
    said = FigureWords.of(words, result.rules)
    given = [used_input for used_input in result.inputs if not used_input.from_default or used_input.value is None]
    table = _input_table(said, given, caption=words("Inputs given"))
    return (*_warnings(said, result), *_assumption_note(context, result), table, *_defaults(said, result))


def _defaults(said: FigureWords, result: SizingResult) -> Blocks:
    """The inputs that take the rule set's default, folded on the screen and printed in full."""
    words = said.words
    defaults = [used_input for used_input in result.inputs if used_input.from_default and used_input.value is not None]
    if not defaults:
        return ()
    summary = words.counted(
        len(defaults),
        "{count} input by default, {assumed} assumed",
        "{count} inputs by default, {assumed} of them assumed",
        assumed=words.number(sum(used_input.assumed for used_input in defaults)),
    )
    table = _input_table(said, defaults, caption=words("Inputs by default"))
    return (Details(summary=summary, blocks=(table,), id="sizing-defaults"),)


def _input_table(said: FigureWords, inputs: Sequence[UsedInput], *, caption: str) -> Table:
    words = said.words
    columns: Columns[UsedInput] = (
        Column(words("Input"), lambda used: words(used.definition.title)),
        Column(words("Value"), lambda used: _value(said, used), figure=True),
        Column(words("Basis"), lambda used: input_basis(words, used), narrow=True),
        Column(words("Source"), lambda used: words(used.source) if used.source else NOTHING),
    )
    return plain_table(
        columns,
        inputs,
        caption=caption,
        empty=words("No input is given."),
        row_id=lambda used: f"sizing-input-{used.definition.id}",
    )


def _value(said: FigureWords, used: UsedInput) -> Content:
    """The value, and below it what was given where that was in another unit."""
    shown = input_figure(said, used)
    if used.given is None:
        return (shown,)
    given = said.words("given as {value}", value=said.given(used.given, used.given_unit))
    return (shown, LineBreak(), Muted(given))


def _warnings(said: FigureWords, result: SizingResult) -> Blocks:
    words = said.words
    missing = [words(used_input.definition.title) for used_input in result.inputs if used_input.value is None]
    blocks: list[Block] = [Callout(kind="warning", title=words.message(warning)) for warning in result.warnings]
    if missing:
        named = words("Inputs are missing: {names}", names="; ".join(missing))
        blocks.append(Callout(kind="warning", title=named))
    blocks += [Callout(kind="warning", title=text) for text in reasons(words, result)]
    return tuple(blocks)


def _assumption_note(context: PageContext, result: SizingResult) -> Blocks:
    words = context.words
    assumed = sum(used_input.assumed for used_input in result.inputs)
    if not assumed:
        return ()
    text = words(
        "{assumed} of {all} inputs are assumed. Figures that rest on them are marked until they are measured.",
        assumed=words.number(assumed),
        all=words.number(len(result.inputs)),
    )
    return (Paragraph(text),)


def results(context: PageContext, result: SizingResult) -> Blocks:
    """The result table, what was set by hand, what is published, and the notes of the rules."""
    words = context.words
    notes = tuple(words(note) for note in result.rules.notes)
    besides = part(words("What the rules say besides"), "sizing-notes", (Listing(items=notes),))
    return (
        result_table(context, result),
        *_overrides(context, FigureWords.of(words, result.rules), result),
        *_published(context, result),
        *((besides,) if notes else ()),
    )


def result_table(context: PageContext, result: SizingResult) -> Table:
    """The components: how many nodes, of which size, what that comes to, and what it rests on."""
    words = context.words
    said = FigureWords.of(words, result.rules)
    columns: Columns[ResultLine] = (
        Column(words("Component"), lambda line: _component(said, result, line)),
        Column(words("Nodes"), lambda line: _nodes(said, result, line), figure=True),
        Column(words("Size of a node"), lambda line: _size(said, line)),
        Column(words("In total"), lambda line: _in_total(said, line)),
        Column(words("Rests on"), lambda line: _basis(words, result, line), narrow=True),
        Column(words("Note"), lambda line: Muted(words(line.note)) if line.note else NOTHING),
    )
    return register_table(
        columns,
        result.lines,
        empty=words("The rules give no result."),
        caption=words("Result"),
        row_id=lambda line: f"sizing-{line.id}",
    )


def _component(said: FigureWords, result: SizingResult, line: ResultLine) -> Content:
    component = next(output for output in result.rules.outputs if output.id == line.id)
    return component_titles(said.words, result.rules, component)


def _nodes(said: FigureWords, result: SizingResult, line: ResultLine) -> Content:
    return _count(said, result, line) if line.is_needed else State(Mark.NOT_NEEDED, said.words("not needed"))


def _size(said: FigureWords, line: ResultLine) -> Content:
    per_node = (measure for measure in line.measures if measure.per_node and line.is_needed)
    return lines_of(_linked(measure_text(said, measure), measure) for measure in per_node)


def _in_total(said: FigureWords, line: ResultLine) -> Content:
    summed = (measure for measure in line.measures if has_total(measure) and line.is_needed)
    return lines_of(_linked(total_text(said, measure), measure) for measure in summed)


def _basis(words: Words, result: SizingResult, line: ResultLine) -> Content:
    return lines_of(_bases(words, result, line)) if line.is_needed else _basis_of_none(words, result, line)


def _count(said: FigureWords, result: SizingResult, line: ResultLine) -> Content:
    step = result.figure(line.count_rule) if line.count_rule else None
    if step is None:
        return NOTHING
    shown: list[Inline] = [count_figure(said, step, line)]
    if step.override:
        computed = said.words("by hand; computed {value}", value=said.result(step.computed, ()))
        shown += [LineBreak(), Muted(computed)]
    working = Link(said.words("how it is computed"), f"sizing.html#working-{step.rule}")
    return (*shown, ScreenOnly((LineBreak(), working)))


def _linked(text: str, measure: ResultMeasure) -> Inline:
    return Link(text, f"sizing.html#working-{measure.rule}")


def _bases(words: Words, result: SizingResult, line: ResultLine) -> tuple[Inline, ...]:
    """What the figures of a line rest on: said once where it is the same for all of them, else figure by figure."""
    counted = result.figure(line.count_rule) if line.count_rule else None
    bases = [(words("Nodes"), basis_of(counted))] if counted else []
    bases += [
        (words(measure.title), basis) for measure in line.measures if (basis := basis_of_total(result, line, measure))
    ]
    if len({basis for _, basis in bases}) <= 1:
        return tuple(basis_state(words, basis) for _, basis in bases[:1])
    return tuple(basis_state(words, basis, title) for title, basis in bases)


def _basis_of_none(words: Words, result: SizingResult, line: ResultLine) -> Content:
    """That a component is not needed because of an assumption; nothing where no assumption is behind it."""
    step = result.figure(line.count_rule) if line.count_rule else None
    return basis_state(words, FigureBasis.ASSUMED) if step and step.assumed else NOTHING


def _overrides(context: PageContext, said: FigureWords, result: SizingResult) -> Blocks:
    words = context.words
    overridden = [(step, step.override) for step in result.working if step.override]
    if not overridden:
        return ()
    columns: Columns[tuple[WorkingStep, SizingOverride]] = (
        Column(words("Figure"), lambda pair: words(pair[0].title)),
        Column(words("Computed"), lambda pair: figure(said, pair[0].computed, pair[0].unit), figure=True),
        Column(words("Set by hand"), lambda pair: figure(said, pair[0].value, pair[0].unit), figure=True),
        Column(words("Reason"), lambda pair: pair[1].reason),
        Column(
            words("Decision"), lambda pair: context.item(pair[1].decided) if pair[1].decided else NOTHING, narrow=True
        ),
    )
    return (register_table(columns, overridden, empty="", caption=words("Results set by hand")),)


def _published(context: PageContext, result: SizingResult) -> Blocks:
    """How sure the rule set is of itself, and which of its figures are published."""
    words = context.words
    sure = Paragraph((Strong(words("Confidence")), " ", confidence(words, result)))
    titles = [words(step.title) for step in result.working if basis_of(step) is FigureBasis.PUBLISHED]
    if not titles:
        return (sure,)
    return (sure, Paragraph((Strong(words("Published figures")), " ", "; ".join(titles))))


# --- scenarios and working ------------------------------------------------------------------------


def scenarios(context: PageContext, result: SizingResult) -> Blocks:
    """The scenarios beside the computed base, and the same inputs under a second rule set."""
    words, request = context.words, context.view.project.sizing
    base = calculate_sizing(result.rules, request.inputs) if request and request.overrides else result
    compared = comparison_blocks(words, base, context.comparison) if context.comparison else ()
    shown = (*scenario_blocks(words, base, context.scenarios), *compared)
    note = (Paragraph(left_out(words, result)),) if shown and request and request.overrides else ()
    return (*note, *shown, *_scenario_sources(context, result))


def _scenario_sources(context: PageContext, result: SizingResult) -> Blocks:
    """Where the inputs of the scenarios come from; those of the base stand in the table of inputs."""
    words, request = context.words, context.view.project.sizing
    titles = {used_input.definition.id: words(used_input.definition.title) for used_input in result.inputs}
    items: list[Content] = [
        (
            Strong(scenario.title),
            ": ",
            f"{titles.get(sizing_input.input, sizing_input.input)} – {sizing_input.source}"
            if sizing_input.source
            else titles.get(sizing_input.input, sizing_input.input),
            *((" ", Muted(words.date(sizing_input.date))) if sizing_input.date else ()),
        )
        for scenario in (request.scenarios if request else ())
        for sizing_input in scenario.inputs
        if sizing_input.source or sizing_input.date
    ]
    if not items:
        return ()
    return (Paragraph(words("Where the inputs of the scenarios come from:")), Listing(items=tuple(items)))


def working(context: PageContext, result: SizingResult) -> Blocks:
    """One block for each figure of the result table: its steps, each in full where it is needed first.

    A later figure links to the steps that stand above, so that the printed document says each thing once.
    """
    shown: dict[str, None] = {}
    blocks = []
    for rule in _figures(result):
        chain = tuple(step for step in working_of(result, rule) if step.rule not in shown)
        shown |= dict.fromkeys(step.rule for step in chain)
        if chain:
            blocks.append(_details(context, result, chain))
    return tuple(blocks)


def _figures(result: SizingResult) -> tuple[str, ...]:
    """The rules behind the result table, in its order."""
    found: dict[str, None] = {}
    for line in result.lines:
        named = (line.count_rule, line.count_recommended_rule, *(measure.rule for measure in line.measures))
        found |= dict.fromkeys(name for name in named if name and result.figure(name))
    return tuple(found)


def _details(context: PageContext, result: SizingResult, chain: Sequence[WorkingStep]) -> Details:
    """The steps that lead to a figure, the figure itself last; terms of a sum that are zero stand below, folded."""
    words, last = context.words, chain[-1]
    said = FigureWords.of(words, result.rules)
    places = {step.rule: f"#working-{step.rule}" for step in result.working}
    columns: Columns[WorkingStep] = (
        Column(words("Figure"), lambda step: words(step.title)),
        Column(words("Calculation"), lambda step: _working(said, step, places)),
        Column(words("Rule"), lambda step: _rule(words, result.rules, step)),
    )
    table = plain_table(columns, chain, row_id=lambda step: f"working-{step.rule}")
    assumed = rests_on(said, last.assumed)
    note: Blocks = (Paragraph(Muted(assumed)),) if assumed else ()
    summary = (Strong(words(last.title)), " ", step_figure(said, last))
    zeros = _zero_terms(said, chain, places)
    return Details(summary=summary, blocks=(table, *zeros, *note))


def _zero_terms(said: FigureWords, chain: Sequence[WorkingStep], places: Mapping[str, str]) -> Blocks:
    """The terms that the working leaves out, each with the figure that it belongs to."""
    items: list[Content] = []
    for step in chain:
        items += [
            (said.words(step.title), ": ", *working_inline(said, term, places))
            for term in fold_zero_terms(step.expression).folded
        ]
    if not items:
        return ()
    summary = said.words.counted(len(items), "{count} term that is 0", "{count} terms that are 0")
    return (Details(summary=summary, blocks=(Listing(items=tuple(items)),)),)


def _working(said: FigureWords, step: WorkingStep, places: Mapping[str, str]) -> Content:
    words = said.words
    inline: list[Inline] = list(working_inline(said, fold_zero_terms(step.expression).shown, places))
    if step.override:
        agreed = figure(said, step.value, step.unit)
        inline += ["; ", words("set by hand to"), " ", *parts(agreed), f" ({step.override.reason})"]
    inline += [LineBreak(), Muted(words(step.note))] if step.note else []
    return tuple(inline)


def _rule(words: Words, rules: RuleSet, step: WorkingStep) -> Content:
    cited = [step.source] if step.source else []
    cited += [words("confidence {letter}", letter=step.confidence)] if step.confidence else []
    source: tuple[Inline, ...] = (LineBreak(), Muted(", ".join(cited))) if cited else ()
    return (Code(f"{rules.id} {rules.version} / {step.rule}"), *source)
