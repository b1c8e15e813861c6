"""The sizing of a project: inputs, results with their working, scenarios, and single figures for prose."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from delivery_wiki.calculations.sizing.expressions import did_you_mean
from delivery_wiki.calculations.sizing.units import convert, repair_unit
from delivery_wiki.model.document_kinds import SIZING
from delivery_wiki.model.sizing import RuleValue, UsedInput, WorkingStep

from ..document_frame.frame import DocumentParts, document_page
from ..elements.page_kind import Macro, PageContext, PageKind, Parameter
from ..elements.register_parts import NOTHING, authors_hint, on_this_page, single_page
from ..elements.tree import Blocks, Clause, Computed, Document, Inline, Link, Paragraph, Strong
from .sizing_growth import growth
from .sizing_matrix import sizing_at_a_glance
from .sizing_parts import figure, rests_on
from .sizing_sections import inputs, result_table, results, scenarios, working
from .sizing_words import FigureWords, sizing_headline

KIND = SIZING.id
FILE = "sizing.yml"


def sizing(context: PageContext) -> Blocks:
    """The whole sizing document: warnings, inputs, results, growth, scenarios, and the working of each figure."""
    result = context.sizing
    if result is None:
        return (
            Paragraph(
                authors_hint(
                    context, context.words("Nothing is sized yet."), context.words("Inputs stand in sizing.yml.")
                )
            ),
        )
    computed = {
        "sizing-inputs": partial(inputs, context, result),
        "sizing-results": partial(results, context, result),
        "sizing-growth": partial(growth, context, result),
        "sizing-scenarios": partial(scenarios, context, result),
        "sizing-working": partial(working, context, result),
    }
    rules = result.rules
    facts = ((context.words("Rules"), f"{context.words(rules.title)} · {rules.id} {rules.version}"),)
    headline = sizing_headline(context.words, result)
    tried = Link(context.words("Try other inputs"), "what-if.html")
    lead = Paragraph((Strong(headline), " · ", tried), lead=True) if headline else Paragraph(tried)
    notes = (lead, *sizing_at_a_glance(context, result))
    blocks = document_page(context, KIND, DocumentParts(computed=computed, facts=facts, notes=notes, anchor=KIND))
    at = blocks.index(lead) + 1 if lead in blocks else 0
    return (*blocks[:at], *_parts_of(context, blocks), *blocks[at:])


def _parts_of(context: PageContext, blocks: Blocks) -> Blocks:
    """The way to each section of the document, for what stands above it fills a screen."""
    documents = (block for block in blocks if isinstance(block, Document))
    places = [(part.title, part.id) for found in documents for part in found.blocks if isinstance(part, Clause)]
    return (on_this_page(context.words, places),) if places else ()


def sizing_table(context: PageContext) -> Blocks:
    """The result table alone."""
    if context.sizing is None:
        return (
            Paragraph(
                authors_hint(
                    context, context.words("Nothing is sized yet."), context.words("Inputs stand in sizing.yml.")
                )
            ),
        )
    return (Computed(source=FILE, blocks=(result_table(context, context.sizing),)),)


def sizing_growth(context: PageContext) -> Blocks:
    """Growth alone: the years as a chart and tables, and the year of each next node."""
    if context.sizing is None:
        return (
            Paragraph(
                authors_hint(
                    context, context.words("Nothing is sized yet."), context.words("Inputs stand in sizing.yml.")
                )
            ),
        )
    blocks = growth(context, context.sizing)
    if not blocks:
        return (Paragraph(context.words("The rule set does not know growth.")),)
    return (Computed(source=FILE, blocks=blocks),)


def sizing_figure(context: PageContext, rule: str, unit: str = "") -> Blocks:
    """One figure of the sizing for use inside a sentence; raises ValueError for a name or unit it does not have."""
    if context.sizing is None:
        raise ValueError("The project has no sizing.")
    step = context.sizing.figure(rule)
    used = next((used_input for used_input in context.sizing.inputs if used_input.definition.id == rule), None)
    if step is None and used is None:
        known = [step.rule for step in context.sizing.working] + [
            used_input.definition.id for used_input in context.sizing.inputs
        ]
        raise ValueError(f"The sizing has no figure '{rule}'. {did_you_mean(rule, known)}")
    said = FigureWords.of(context.words, context.sizing.rules)
    found = _figure_of_step(said, step, unit) if step else _figure_of_input(said, used, unit)
    return (Paragraph((found,)),)


def _figure_of_step(said: FigureWords, step: WorkingStep, unit: str) -> Inline:
    if step.value is None:
        return said.without(step.missing)
    return _converted(said, step.value, step.unit, unit, rests_on(said, step.assumed))


def _figure_of_input(said: FigureWords, used: UsedInput | None, unit: str) -> Inline:
    if used is None:
        return NOTHING
    if used.value is None:
        return said.without((used.definition.id,))
    note = used.source or said.words("assumed")
    return _converted(said, used.value, used.definition.unit, unit, note if used.assumed else "")


def _converted(said: FigureWords, value: RuleValue, own: str, unit: str, assumed: str) -> Inline:
    if not isinstance(value, Fraction):
        return figure(said, value, assumed=assumed)
    wanted = unit or own
    number = convert(value, own, wanted)
    if number is None:
        raise ValueError(f"'{own}' cannot be converted into '{unit}'. {repair_unit(unit, own)}")
    return figure(said, number, wanted, assumed=assumed)


MACROS: tuple[Macro, ...] = (
    Macro(
        name="sizing",
        summary="The whole sizing: inputs, results, growth, scenarios, and the working of each figure.",
        render=sizing,
        example="{{ sizing() }}",
    ),
    Macro(
        name="sizing_table",
        summary="The sizing's result table: components, nodes, sizes and totals.",
        render=sizing_table,
        example="{{ sizing_table() }}",
    ),
    Macro(
        name="sizing_growth",
        summary="The sizing's growth: nodes and totals by year as a chart and tables, and the year of each next node.",
        render=sizing_growth,
        example="{{ sizing_growth() }}",
    ),
    Macro(
        name="sizing_figure",
        summary="One figure of the sizing inside a sentence, so that prose never types a number.",
        render=sizing_figure,
        parameters=(
            Parameter(name="rule", kind=str, summary="the id of a rule or an input of the rule set", required=True),
            Parameter(name="unit", kind=str, summary="another unit to show it in, such as TB"),
        ),
        inline=True,
        example='{{ sizing_figure("middleware-nodes") }}',
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = (
    single_page(KIND, "Sizing", "Solution", "sizing", lambda context: context.view.project.sizing is not None),
)
