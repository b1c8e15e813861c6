"""The what-if page: the inputs of a rule set as fields and sliders, its results computed in the browser."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.calculations.sizing import calculate_sizing, example_inputs
from delivery_wiki.model.project import InputBasis
from delivery_wiki.model.sizing import RuleSet, SizingResult, WorkedExample

from .page_kind import Macro, PageContext, PageKind, Parameter, WikiContext
from .register_parts import single_page
from .sizing_comparisons import component_table
from .sizing_parts import figure
from .sizing_rules_pages import find_rules
from .sizing_words import FigureWords, sizing_headline
from .tree import Block, Blocks, Code, Column, Inline, Paragraph, Row, Strong, Table, WhatIf
from .what_if_data import what_if_data
from .words import Words

KIND = "what-if"


def sizing_what_if(context: WikiContext, id: str, version: str) -> Blocks:
    """Any rule set, starting from one of its worked examples."""
    rules, words = find_rules(context, id, version), context.words
    example = start_example(rules)
    start = [replace(one, basis=InputBasis.ASSUMED) for one in example_inputs(example)] if example else ()
    result = calculate_sizing(rules, start)
    text = words(
        "Change an input: the results follow at once, computed in the browser by the rules of {title}.",
        title=words(rules.title),
    )
    introduction: list[Block] = [Paragraph(text)]
    if example:
        introduction.append(
            Paragraph(words("It starts from the worked example: {example}.", example=words(example.title)))
        )
    command: tuple[Inline, ...] = (
        words('Saved as a file, what "Copy as sizing.yml" gives starts a project:'),
        " ",
        Code("delivery new SLUG --from FILE"),
    )
    return (*introduction, _what_if(words, result), _sure(words, result), Paragraph(command))


def what_if(context: PageContext) -> Blocks:
    """The rule set that the project pins, starting from the project's inputs."""
    request, words = context.view.project.sizing, context.words
    if context.sizing is None or request is None:
        return (Paragraph(words("Nothing is sized yet. Inputs stand in sizing.yml.")),)
    result = calculate_sizing(context.sizing.rules, request.inputs) if request.overrides else context.sizing
    text = words(
        "The project's inputs and rules ({title}), to try out; nothing here is agreed.",
        title=words(result.rules.title),
    )
    blocks: list[Block] = [Paragraph(text)]
    if request.overrides:
        text = words("Results set by hand are left out here: the page shows what the rules compute.")
        blocks.append(Paragraph(text))
    return (*blocks, _what_if(words, result), _sure(words, result))


def what_if_stem(rules: RuleSet) -> str:
    """Where the wiki has the page of a rule set, without its ending."""
    return f"sizing/what-if-{rules.id}-{rules.version}"


def start_example(rules: RuleSet) -> WorkedExample | None:
    """The example that the page starts from: one that stands for a size of installation, else the first."""
    sound = [one for one in rules.examples if not one.refused]
    return next((one for one in sound if one.users), sound[0] if sound else None)


def _sure(words: Words, result: SizingResult) -> Paragraph:
    """What the rule set says of itself; it holds whatever the inputs are."""
    return Paragraph((Strong(words("Confidence")), " ", words(result.rules.confidence)))


def _what_if(words: Words, result: SizingResult) -> WhatIf:
    given = [one for one in result.inputs if not one.from_default and one.value is not None]
    note = words("This page computes in the browser and needs JavaScript for it; these are the results of its start.")
    said = FigureWords.of(words, result.rules)
    columns = (Column(title=words("Input")), Column(title=words("Value"), numeric=True))
    rows = tuple(
        Row(cells=(words(one.definition.title), figure(said, one.value, one.definition.unit, exact=True)))
        for one in given
    )
    table = Table(columns=columns, rows=rows, caption=words("Inputs given"), empty=words("No input is given."))
    named = [(words(result.rules.title), result)]
    results = component_table(words, named, caption=words("Nodes, and the size of each"))
    answer = Paragraph((Strong(sizing_headline(words, result)),), lead=True)
    blocks = (Paragraph(Strong(note)), answer, table, results)
    return WhatIf(data=what_if_data(result.rules, given, words), blocks=blocks)


MACROS: tuple[Macro, ...] = (
    Macro(
        name="sizing_what_if",
        summary="The what-if page of a rule set: its inputs as fields and sliders, results computed in the browser.",
        render=sizing_what_if,
        parameters=(
            Parameter(name="id", kind=str, summary="the rule set's id", required=True),
            Parameter(name="version", kind=str, summary="the rule set's version", required=True),
        ),
        scope="wiki",
        example='{{ sizing_what_if("ox-2011", "1") }}',
    ),
    Macro(
        name="what_if",
        summary="The what-if page of a project: its rule set, starting from its inputs.",
        render=what_if,
        example="{{ what_if() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(KIND, "What if", "Solution", "what_if", lambda context: context.sizing is not None),
)
