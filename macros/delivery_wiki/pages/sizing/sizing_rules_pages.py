"""Pages of the wiki about rule sets: one rule set in full, and all of them beside each other at three sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from delivery_wiki.calculations.sizing.calculate import calculate_sizing
from delivery_wiki.calculations.sizing.describe import describe_rule
from delivery_wiki.calculations.sizing.expressions import did_you_mean
from delivery_wiki.calculations.sizing.rule_set_examples import result_of
from delivery_wiki.model.sizing import (
    InputDefinition,
    OutputComponent,
    Rule,
    RuleSet,
    SignPart,
    SizingResult,
    UsedInput,
    WordsPart,
    WorkingPart,
)

from ..elements.columns import Column, Columns, register_table
from ..elements.page_kind import Macro, PageKind, Parameter, WikiContext
from ..elements.register_parts import NOTHING
from ..elements.tree import (
    Block,
    Blocks,
    Callout,
    Code,
    Content,
    Facts,
    Heading,
    Inline,
    LineBreak,
    Link,
    Listing,
    Muted,
    Paragraph,
    Strong,
    Table,
)
from ..elements.words import Words
from .sizing_comparisons import component_table
from .sizing_parts import FigureBasis, basis_of, component_titles, figure, lines_of, working_inline
from .sizing_rules_examples import discrepancies, start_example, worked_examples
from .sizing_words import FigureWords, sizing_headline


def sizing_rules(context: WikiContext, id: str, version: str) -> Blocks:
    """A rule set: who published it, what it asks for, its rules in words, its worked examples compared."""
    rules = find_rules(context, id, version)
    words, anchor = context.words, f"{rules.id}-{rules.version}"
    facts: tuple[tuple[str, Content], ...] = (
        (words("Publisher"), rules.publisher),
        (words("Published"), rules.published),
        (words("Holds for"), lines_of(_validity(words, rules))),
        (words("Confidence"), words(rules.confidence)),
    )
    pinned = (
        words("A project pins it in its sizing.yml:"),
        " ",
        Code(f'rules: {{id: {rules.id}, version: "{rules.version}"}}'),
    )
    try_it = Link(words("Try it with your own inputs"), f"what-if-{rules.id}-{rules.version}.html")
    blocks: list[Block] = [Paragraph(words(rules.summary), lead=True), Facts(pairs=facts)]
    blocks += [*_first_example(words, rules), Paragraph(try_it)]
    notes = tuple(words(note) for note in rules.notes)
    sections: tuple[tuple[str, str, Blocks], ...] = (
        (words("Inputs"), "inputs", (_inputs(words, rules),)),
        (words("Rules"), "rules", (_rules(words, rules),)),
        (words("Results"), "results", (_outputs(words, rules),)),
        (words("Worked examples"), "examples", worked_examples(words, rules)),
        (words("Discrepancies"), "discrepancies", discrepancies(words, rules)),
        (words("Notes"), "notes", (Listing(items=notes),) if notes else ()),
        (words("In a project"), "pinned", (Paragraph(pinned),)),
    )
    for title, stem, content in sections:
        blocks += [Heading(level=2, text=title, id=f"{anchor}-{stem}"), *content] if content else []
    return tuple(blocks)


def _first_example(words: Words, rules: RuleSet) -> Blocks:
    """What comes out for one size, before how: the machines of the example that shows the rule set."""
    example = start_example(rules)
    if example is None:
        return ()
    result = result_of(rules, example)
    title = words("Example: {title}", title=words(example.title))
    headline = sizing_headline(words, result)
    table = component_table(words, [(words(rules.title), result)], caption=words("Nodes, and the size of each"))
    lead = (Paragraph((Strong(headline),)),) if headline else ()
    return (Heading(level=2, text=title, id=f"{rules.id}-{rules.version}-example"), *lead, table)


def find_rules(context: WikiContext, id: str, version: str) -> RuleSet:
    """A rule set that ships; raises ValueError with the nearest one."""
    known = {f"{rule_set.id} {rule_set.version}": rule_set for rule_set in context.rule_sets}
    wanted = f"{id} {version}"
    if wanted in known:
        return known[wanted]
    raise ValueError(f"There is no rule set '{wanted}'. {did_you_mean(wanted, known)}")


def sizing_comparison(context: WikiContext) -> Blocks:
    """The rule sets whose examples stand for a size of installation, side by side at each of them."""
    words = context.words
    compared = [rules for rules in context.rule_sets if any(example.users for example in rules.examples)]
    sizes = sorted({example.users for rules in compared for example in rules.examples if example.users})
    blocks: list[Block] = []
    for size in sizes:
        named = [(words(rules.title), _at_size(rules, size)) for rules in compared]
        columns = [(title, result) for title, result in named if result is not None]
        title = words("{users} users", users=words.number(size))
        blocks.append(Heading(level=3, text=title, id=f"sizing-{size}"))
        blocks.append(component_table(words, columns, caption=words("Nodes, and the size of each")))
    return (*blocks, *(_said_of(words, rules) for rules in compared))


def _at_size(rules: RuleSet, users: int) -> SizingResult | None:
    example = next((worked_example for worked_example in rules.examples if worked_example.users == users), None)
    return result_of(rules, example) if example else None


def _said_of(words: Words, rules: RuleSet) -> Callout:
    """Which figures of a rule set are published, which are assumed, and by which inputs."""
    example = next((worked_example for worked_example in rules.examples if worked_example.users), None)
    result = result_of(rules, example) if example else calculate_sizing(rules, ())
    published = [words(step.title) for step in result.working if basis_of(step) is FigureBasis.PUBLISHED]
    published += [
        words(used_input.definition.title)
        for used_input in result.inputs
        if used_input.from_default and not used_input.assumed
    ]
    assumed = [words(step.title) for step in result.working if basis_of(step) is FigureBasis.ASSUMED]
    resting = [words(used_input.definition.title) for used_input in result.inputs if used_input.assumed]
    blocks = tuple(
        Paragraph((Strong(title), " ", "; ".join(names) if names else words("none")))
        for title, names in (
            (words("Published figures:"), published),
            (words("Figures that rest on assumptions:"), assumed),
            (words("The assumptions:"), resting),
        )
    )
    title = words("{title}: what is published, what is assumed", title=words(rules.title))
    return Callout(kind="note", title=title, blocks=(Paragraph(words(rules.confidence)), *blocks))


# --- parts of a rule set --------------------------------------------------------------------------


def _validity(words: Words, rules: RuleSet) -> tuple[Inline, ...]:
    titles = {rule.id: words(rule.title) for rule in rules.rules}
    return tuple(
        words(
            "{title}: {range}",
            title=titles.get(validity.rule, validity.rule),
            range=_range(words, validity.minimum, validity.maximum),
        )
        for validity in rules.validity
    )


def _range(words: Words, minimum: Decimal | None, maximum: Decimal | None) -> str:
    low, high = (None if end is None else words.number(end) for end in (minimum, maximum))
    if low is None and high is None:
        return NOTHING
    if low is None or high is None:
        return words("from {low}", low=low) if low is not None else words("up to {high}", high=high)
    return words("{low} to {high}", low=low, high=high)


def _inputs(words: Words, rules: RuleSet) -> Table:
    said = FigureWords.of(words, rules)
    columns: Columns[UsedInput] = (
        Column(words("Input"), lambda used: (words(used.definition.title), LineBreak(), Code(used.definition.id))),
        Column(words("Default"), lambda used: _default(said, used)),
        Column(words("Unit"), lambda used: words(used.definition.unit), narrow=True),
        Column(words("Range"), lambda used: _allowed(words, used.definition)),
        Column(words("Default from"), lambda used: _default_from(words, used)),
    )
    return register_table(columns, calculate_sizing(rules, ()).inputs, empty=words("The rules need no input."))


def _allowed(words: Words, definition: InputDefinition) -> str:
    choices = ", ".join(words(choice) for choice in definition.choices)
    return choices or _range(words, definition.minimum, definition.maximum)


def _default(said: FigureWords, used: UsedInput) -> Content:
    if used.value is None:
        return said.words("none, must be given")
    return figure(said, used.value, assumed=_default_from(said.words, used) if used.assumed else "", exact=True)


def _default_from(words: Words, used: UsedInput) -> str:
    return ", ".join(words(text) for text in used.definition.default_texts) or NOTHING


def _rules(words: Words, rules: RuleSet) -> Table:
    columns: Columns[Rule] = (
        Column(words("Figure"), lambda rule: (words(rule.title), LineBreak(), Code(rule.id))),
        Column(words("Unit"), lambda rule: words(rule.unit), narrow=True),
        Column(words("How it is computed"), lambda rule: _how(words, rules, rule)),
        Column(words("Source"), lambda rule: _source(words, rule)),
    )
    row_id = f"{rules.id}-{rules.version}"
    return register_table(columns, rules.rules, empty="", row_id=lambda rule: f"{row_id}-{rule.id}")


def _how(words: Words, rules: RuleSet, rule: Rule) -> Content:
    how = list(_lines_of_tables(FigureWords.of(words, rules), describe_rule(rules, rule)))
    how += [LineBreak(), Muted(words(rule.note))] if rule.note else []
    return tuple(how)


def _source(words: Words, rule: Rule) -> str:
    source = [rule.source] if rule.source else []
    source += [words("confidence {letter}", letter=rule.confidence)] if rule.confidence else []
    return ", ".join(source) or words("structure: standard practice")


def _lines_of_tables(said: FigureWords, parts: Sequence[WorkingPart]) -> Iterator[Inline]:
    """The rule in words, each band and each choice of it on a line of its own."""
    start = 0
    for position in range(1, len(parts)):
        if _begins_a_row(parts, position):
            yield from (*working_inline(said, parts[start:position]), LineBreak())
            start = position
    yield from working_inline(said, parts[start:])


def _begins_a_row(parts: Sequence[WorkingPart], position: int) -> bool:
    """Whether a band, which begins with a parenthesis, or a choice, which an arrow follows, begins here."""
    if parts[position - 1] != SignPart(sign=";"):
        return False
    after = parts[position + 1] if position + 1 < len(parts) else None
    is_choice = isinstance(parts[position], WordsPart) and after == SignPart(sign="→")
    return parts[position] == SignPart(sign="(") or is_choice


def _outputs(words: Words, rules: RuleSet) -> Table:
    titles = {rule.id: words(rule.title) for rule in rules.rules}
    columns: Columns[OutputComponent] = (
        Column(words("Component"), lambda output: component_titles(words, rules, output)),
        Column(
            words("Nodes"),
            lambda output: lines_of(
                titles.get(name, name) for name in (output.count, output.count_recommended) if name
            ),
        ),
        Column(
            words("Figures"),
            lambda output: lines_of(
                _named(words(measure.title), titles.get(measure.rule, measure.rule)) for measure in output.measures
            ),
        ),
    )
    return register_table(columns, rules.outputs, empty=words("The rules give no result."))


def _named(title: str, rule: str) -> str:
    """A figure and the rule that gives it, once where both have the same name."""
    return title if title == rule else f"{title}: {rule}"


MACROS: tuple[Macro, ...] = (
    Macro(
        name="sizing_rules",
        summary="A rule set in full: publisher, inputs, rules in words, worked examples compared.",
        render=sizing_rules,
        parameters=(
            Parameter(name="id", kind=str, summary="the rule set's id", required=True),
            Parameter(name="version", kind=str, summary="the rule set's version", required=True),
        ),
        scope="wiki",
        example='{{ sizing_rules("ox-2011", "1") }}',
    ),
    Macro(
        name="sizing_comparison",
        summary="Rule sets side by side at the sizes for which their examples stand.",
        render=sizing_comparison,
        scope="wiki",
        example="{{ sizing_comparison() }}",
    ),
)
PAGE_KINDS: tuple[PageKind, ...] = ()
