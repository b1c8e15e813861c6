"""The sections of the sizing document, each computed from the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from delivery_wiki.calculations.sizing import calculate_sizing, working_of
from delivery_wiki.model.sizing import ResultLine, ResultMeasure, SizingResult, UsedInput, WorkingStep

from .documents.frame import part
from .page_kind import PageContext
from .register_parts import NOTHING, parts, register_table
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
from .tree import (
    Block,
    Blocks,
    Callout,
    Code,
    Column,
    Content,
    Details,
    Inline,
    LineBreak,
    Link,
    Listing,
    Mark,
    Muted,
    Paragraph,
    Row,
    ScreenOnly,
    State,
    Strong,
    Table,
)
from .words import Words


def inputs(context: PageContext, result: SizingResult) -> Blocks:
    """Warnings first, then every input with its value, basis and source."""
    words = context.words
    said = FigureWords.of(words, result.rules)
    given = [one for one in result.inputs if not one.from_default or one.value is None]
    table = _input_table(said, given, caption=words("Inputs given"))
    return (*_warnings(said, result), *_assumption_note(context, result), table, *_defaults(said, result))


def _defaults(said: FigureWords, result: SizingResult) -> Blocks:
    """The inputs that take the rule set's default, folded on the screen and printed in full."""
    words = said.words
    defaults = [one for one in result.inputs if one.from_default and one.value is not None]
    if not defaults:
        return ()
    summary = words.counted(
        len(defaults),
        "{count} input by default, {assumed} assumed",
        "{count} inputs by default, {assumed} of them assumed",
        assumed=words.number(sum(one.assumed for one in defaults)),
    )
    table = _input_table(said, defaults, caption=words("Inputs by default"))
    return (Details(summary=summary, blocks=(table,), id="sizing-defaults"),)


def _input_table(said: FigureWords, used: Sequence[UsedInput], *, caption: str) -> Table:
    words = said.words
    columns = (
        Column(title=words("Input")),
        Column(title=words("Value"), numeric=True),
        Column(title=words("Basis"), narrow=True),
        Column(title=words("Source")),
    )
    rows = tuple(_input_row(said, one) for one in used)
    return Table(columns=columns, rows=rows, caption=caption, empty=words("No input is given."))


def _warnings(said: FigureWords, result: SizingResult) -> Blocks:
    words = said.words
    missing = [words(one.definition.title) for one in result.inputs if one.value is None]
    blocks: list[Block] = [Callout(kind="warning", title=words.message(one)) for one in result.warnings]
    if missing:
        named = words("Inputs are missing: {names}", names="; ".join(missing))
        blocks.append(Callout(kind="warning", title=named))
    blocks += [Callout(kind="warning", title=text) for text in reasons(words, result)]
    return tuple(blocks)


def _assumption_note(context: PageContext, result: SizingResult) -> Blocks:
    words = context.words
    assumed = sum(one.assumed for one in result.inputs)
    if not assumed:
        return ()
    text = words(
        "{assumed} of {all} inputs are assumed. Figures that rest on them are marked until they are measured.",
        assumed=words.number(assumed),
        all=words.number(len(result.inputs)),
    )
    return (Paragraph(text),)


def _input_row(said: FigureWords, used: UsedInput) -> Row:
    words, definition = said.words, used.definition
    shown: tuple[Inline, ...] = (input_figure(said, used),)
    if used.given is not None:
        given = words("given as {value}", value=said.given(used.given, used.given_unit))
        shown = (*shown, LineBreak(), Muted(given))
    source = words(used.source) if used.source else NOTHING
    cells: tuple[Content, ...] = (words(definition.title), shown, input_basis(words, used), source)
    return Row(cells=cells, id=f"sizing-input-{definition.id}")


# --- results --------------------------------------------------------------------------------------


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
    columns = (
        Column(title=words("Component")),
        Column(title=words("Nodes"), numeric=True),
        Column(title=words("Size of a node")),
        Column(title=words("In total")),
        Column(title=words("Rests on"), narrow=True),
        Column(title=words("Note")),
    )
    rows = [_result_row(said, result, line) for line in result.lines]
    return register_table(columns, rows, empty=words("The rules give no result."), caption=words("Result"))


def _result_row(said: FigureWords, result: SizingResult, line: ResultLine) -> Row:
    words = said.words
    measures = line.measures if line.is_needed else ()
    not_needed = State(Mark.NOT_NEEDED, words("not needed"))
    component = next(one for one in result.rules.outputs if one.id == line.id)
    cells: tuple[Content, ...] = (
        component_titles(words, result.rules, component),
        _count(said, result, line) if line.is_needed else not_needed,
        lines_of(_linked(measure_text(said, one), one) for one in measures if one.per_node),
        lines_of(_linked(total_text(said, one), one) for one in measures if has_total(one)),
        lines_of(_bases(words, result, line)) if line.is_needed else _basis_of_none(words, result, line),
        Muted(words(line.note)) if line.note else NOTHING,
    )
    return Row(cells=cells, id=f"sizing-{line.id}")


def _count(said: FigureWords, result: SizingResult, line: ResultLine) -> Content:
    step = result.figure(line.count_rule) if line.count_rule else None
    if step is None:
        return NOTHING
    shown: list[Inline] = [count_figure(said, step, line)]
    if step.override:
        computed = said.words("by hand; computed {value}", value=said.result(step.computed, ()))
        shown += [LineBreak(), Muted(computed)]
    working = Link(said.words("its working"), f"sizing.html#working-{step.rule}")
    return (*shown, ScreenOnly((LineBreak(), working)))


def _linked(text: str, measure: ResultMeasure) -> Inline:
    return Link(text, f"sizing.html#working-{measure.rule}")


def _bases(words: Words, result: SizingResult, line: ResultLine) -> tuple[Inline, ...]:
    """What the figures of a line rest on: said once where it is the same for all of them, else figure by figure."""
    counted = result.figure(line.count_rule) if line.count_rule else None
    bases = [(words("Nodes"), basis_of(counted))] if counted else []
    bases += [(words(one.title), basis) for one in line.measures if (basis := basis_of_total(result, line, one))]
    if len({basis for _, basis in bases}) <= 1:
        return tuple(basis_state(words, basis) for _, basis in bases[:1])
    return tuple(basis_state(words, basis, title) for title, basis in bases)


def _basis_of_none(words: Words, result: SizingResult, line: ResultLine) -> Content:
    """That a component is not needed because of an assumption; nothing where no assumption is behind it."""
    step = result.figure(line.count_rule) if line.count_rule else None
    return basis_state(words, FigureBasis.ASSUMED) if step and step.assumed else NOTHING


def _overrides(context: PageContext, said: FigureWords, result: SizingResult) -> Blocks:
    words = context.words
    rows = [
        Row(
            cells=(
                words(step.title),
                figure(said, step.computed, step.unit),
                figure(said, step.value, step.unit),
                step.override.reason,
                context.item(step.override.decided) if step.override.decided else NOTHING,
            )
        )
        for step in result.working
        if step.override
    ]
    if not rows:
        return ()
    columns = (
        Column(title=words("Figure")),
        Column(title=words("Computed"), numeric=True),
        Column(title=words("Set by hand"), numeric=True),
        Column(title=words("Reason")),
        Column(title=words("Decision"), narrow=True),
    )
    return (register_table(columns, rows, empty="", caption=words("Results set by hand")),)


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
    titles = {one.definition.id: words(one.definition.title) for one in result.inputs}
    items: list[Content] = [
        (
            Strong(scenario.title),
            ": ",
            f"{titles.get(one.input, one.input)} – {one.source}" if one.source else titles.get(one.input, one.input),
            *((" ", Muted(words.date(one.date))) if one.date else ()),
        )
        for scenario in (request.scenarios if request else ())
        for one in scenario.inputs
        if one.source or one.date
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
        named = (line.count_rule, line.count_recommended_rule, *(one.rule for one in line.measures))
        found |= dict.fromkeys(name for name in named if name and result.figure(name))
    return tuple(found)


def _details(context: PageContext, result: SizingResult, chain: Sequence[WorkingStep]) -> Details:
    """The steps that lead to a figure, the figure itself last; terms of a sum that are zero stand below, folded."""
    words, last = context.words, chain[-1]
    said = FigureWords.of(words, result.rules)
    columns = (Column(title=words("Figure")), Column(title=words("Working")), Column(title=words("Rule")))
    places = {step.rule: f"#working-{step.rule}" for step in result.working}
    rows = tuple(_step_row(said, result, step, places) for step in chain)
    assumed = rests_on(said, last.assumed)
    note: Blocks = (Paragraph(Muted(assumed)),) if assumed else ()
    summary = (Strong(words(last.title)), " ", step_figure(said, last))
    zeros = _zero_terms(said, chain, places)
    return Details(summary=summary, blocks=(Table(columns=columns, rows=rows), *zeros, *note))


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


def _step_row(said: FigureWords, result: SizingResult, step: WorkingStep, places: Mapping[str, str]) -> Row:
    words, rules = said.words, result.rules
    inline: list[Inline] = list(working_inline(said, fold_zero_terms(step.expression).shown, places))
    if step.override:
        agreed = figure(said, step.value, step.unit)
        inline += ["; ", words("set by hand to"), " ", *parts(agreed), f" ({step.override.reason})"]
    inline += [LineBreak(), Muted(words(step.note))] if step.note else []
    cited = [step.source] if step.source else []
    cited += [words("confidence {letter}", letter=step.confidence)] if step.confidence else []
    source: tuple[Inline, ...] = (LineBreak(), Muted(", ".join(cited))) if cited else ()
    rule = Code(f"{rules.id} {rules.version} / {step.rule}")
    return Row(id=f"working-{step.rule}", cells=(words(step.title), tuple(inline), (rule, *source)))
