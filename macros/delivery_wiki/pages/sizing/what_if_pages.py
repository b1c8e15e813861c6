"""The what-if page: the inputs of a rule set as fields and sliders, its results computed in the browser."""

from __future__ import annotations

from dataclasses import replace

from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.calculations.sizing.rule_set_examples import example_inputs
from delivery_wiki.model.project.sizing_request import InputBasis
from delivery_wiki.model.sizing import RuleSet, SizingResult, UsedInput

from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import Macro, PageContext, PageKind, Parameter, WikiContext
from ..elements.register_parts import authors_hint, single_page
from ..elements.tree import Block, Blocks, Code, Inline, Paragraph, Strong, WhatIf
from ..elements.words import Words
from .sizing_comparisons import component_table
from .sizing_parts import figure
from .sizing_rules_examples import start_example
from .sizing_rules_pages import find_rules
from .sizing_words import FigureWords, sizing_headline
from .what_if_data import what_if_data

KIND = "what-if"


def sizing_what_if(context: WikiContext, id: str, version: str) -> Blocks:
    """Any rule set, starting from one of its worked examples."""
    rules, words = find_rules(context, id, version), context.words
    example = start_example(rules)
    start = (
        [replace(sizing_input, basis=InputBasis.ASSUMED) for sizing_input in example_inputs(example)] if example else ()
    )
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
        words('Saved as a file, what "Copy the inputs" gives starts a project:'),
        " ",
        Code("delivery new SLUG --from FILE"),
    )
    return (*introduction, _what_if(words, result), _sure(words, result), Paragraph(command))


def what_if(context: PageContext) -> Blocks:
    """The rule set that the project pins, starting from the project's inputs."""
    request, words = context.view.project.sizing, context.words
    if context.sizing is None or request is None:
        return (Paragraph(authors_hint(context, words("Nothing is sized yet."), words("Inputs stand in sizing.yml."))),)
    result = calculate_sizing(context.sizing.rules, request.inputs) if request.overrides else context.sizing
    text = words(
        "The project's inputs and rules ({title}), to try out; nothing here is agreed.",
        title=words(result.rules.title),
    )
    blocks: list[Block] = [Paragraph(text)]
    if request.overrides:
        text = words("Results set by hand are left out here: the page shows what the rules compute.")
        blocks.append(Paragraph(text))
    return (*blocks, _what_if(words, result, context.sizing), _sure(words, result))


def what_if_stem(rules: RuleSet) -> str:
    """Where the wiki has the page of a rule set, without its ending."""
    return f"sizing/what-if-{rules.id}-{rules.version}"


def _sure(words: Words, result: SizingResult) -> Paragraph:
    """What the rule set says of itself; it holds whatever the inputs are."""
    return Paragraph((Strong(words("Confidence")), " ", words(result.rules.confidence)))


def _what_if(words: Words, result: SizingResult, beside: SizingResult | None = None) -> WhatIf:
    given = [used_input for used_input in result.inputs if not used_input.from_default and used_input.value is not None]
    note = words("This page computes in the browser and needs JavaScript for it; these are the results of its start.")
    said = FigureWords.of(words, result.rules)
    columns: Columns[UsedInput] = (
        Column(words("Input"), lambda used: words(used.definition.title)),
        Column(words("Value"), lambda used: figure(said, used.value, used.definition.unit, exact=True), figure=True),
    )
    table = plain_table(columns, given, caption=words("Inputs given"), empty=words("No input is given."))
    named = [(words(result.rules.title), result)]
    results = component_table(words, named, caption=words("Nodes, and the size of each"))
    answer = Paragraph((Strong(sizing_headline(words, result)),), lead=True)
    blocks = (Paragraph(Strong(note)), answer, table, results)
    return WhatIf(data=what_if_data(result.rules, given, words, beside), blocks=blocks)


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
