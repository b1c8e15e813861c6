"""Pages of the wiki about rule sets: one rule set in full, and all of them beside each other at three sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from delivery_wiki.calculations.sizing import calculate_sizing, describe_rule, did_you_mean, result_of
from delivery_wiki.model.sizing import Rule, RuleSet, SignPart, SizingResult, UsedInput, WordsPart, WorkingPart

from .page_kind import Macro, PageKind, Parameter, WikiContext
from .register_parts import NOTHING, register_table
from .sizing_comparisons import component_table
from .sizing_parts import FigureBasis, basis_of, component_titles, figure, lines_of, working_inline
from .sizing_rules_examples import discrepancies, worked_examples
from .sizing_words import FigureWords
from .tree import (
    Block,
    Blocks,
    Callout,
    Code,
    Column,
    Content,
    Facts,
    Heading,
    Inline,
    LineBreak,
    Link,
    Listing,
    Muted,
    Paragraph,
    Row,
    Strong,
    Table,
)
from .words import Words


def sizing_rules(context: WikiContext, id: str, version: str) -> Blocks:
    """A rule set: who published it, what it asks for, its rules in words, its worked examples compared."""
    rules = find_rules(context, id, version)
    words, anchor = context.words, f"{rules.id}-{rules.version}"
    facts: tuple[tuple[str, Content], ...] = (
        (words("Publisher"), rules.publisher),
        (words("Published"), rules.published),
        (words("Pinned as"), Code(f'{{id: {rules.id}, version: "{rules.version}"}}')),
        (words("Confidence"), words(rules.confidence)),
        (words("Holds for"), lines_of(_validity(words, rules))),
    )
    try_it = Link(words("Try it with your own inputs"), f"what-if-{rules.id}-{rules.version}.html")
    blocks: list[Block] = [Paragraph(words(rules.summary), lead=True), Paragraph(try_it), Facts(pairs=facts)]
    notes = tuple(words(note) for note in rules.notes)
    sections: tuple[tuple[str, str, Blocks], ...] = (
        (words("Inputs"), "inputs", (_inputs(words, rules),)),
        (words("Rules"), "rules", (_rules(words, rules),)),
        (words("Results"), "results", (_outputs(words, rules),)),
        (words("Worked examples"), "examples", worked_examples(words, rules)),
        (words("Discrepancies"), "discrepancies", discrepancies(words, rules)),
        (words("Notes"), "notes", (Listing(items=notes),) if notes else ()),
    )
    for title, stem, content in sections:
        blocks += [Heading(level=2, text=title, id=f"{anchor}-{stem}"), *content] if content else []
    return tuple(blocks)


def find_rules(context: WikiContext, id: str, version: str) -> RuleSet:
    """A rule set that ships; raises ValueError with the nearest one."""
    known = {f"{one.id} {one.version}": one for one in context.rule_sets}
    wanted = f"{id} {version}"
    if wanted in known:
        return known[wanted]
    raise ValueError(f"There is no rule set '{wanted}'. {did_you_mean(wanted, known)}")


def sizing_comparison(context: WikiContext) -> Blocks:
    """The rule sets whose examples stand for a size of installation, side by side at each of them."""
    words = context.words
    compared = [rules for rules in context.rule_sets if any(one.users for one in rules.examples)]
    sizes = sorted({one.users for rules in compared for one in rules.examples if one.users})
    blocks: list[Block] = []
    for size in sizes:
        named = [(words(rules.title), _at_size(rules, size)) for rules in compared]
        columns = [(title, result) for title, result in named if result is not None]
        title = words("{users} users", users=words.number(size))
        blocks.append(Heading(level=3, text=title, id=f"sizing-{size}"))
        blocks.append(component_table(words, columns, caption=words("Nodes, and the size of each")))
    return (*blocks, *(_said_of(words, rules) for rules in compared))


def _at_size(rules: RuleSet, users: int) -> SizingResult | None:
    example = next((one for one in rules.examples if one.users == users), None)
    return result_of(rules, example) if example else None


def _said_of(words: Words, rules: RuleSet) -> Callout:
    """Which figures of a rule set are published, which are assumed, and by which inputs."""
    example = next((one for one in rules.examples if one.users), None)
    result = result_of(rules, example) if example else calculate_sizing(rules, ())
    published = [words(one.title) for one in result.working if basis_of(one) is FigureBasis.PUBLISHED]
    published += [words(one.definition.title) for one in result.inputs if one.from_default and not one.assumed]
    assumed = [words(one.title) for one in result.working if basis_of(one) is FigureBasis.ASSUMED]
    resting = [words(one.definition.title) for one in result.inputs if one.assumed]
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
    titles = {one.id: words(one.title) for one in rules.rules}
    return tuple(
        words("{title}: {range}", title=titles.get(one.rule, one.rule), range=_range(words, one.minimum, one.maximum))
        for one in rules.validity
    )


def _range(words: Words, minimum: Decimal | None, maximum: Decimal | None) -> str:
    low, high = (None if end is None else words.number(end) for end in (minimum, maximum))
    if low is None and high is None:
        return NOTHING
    if low is None or high is None:
        return words("from {low}", low=low) if low is not None else words("up to {high}", high=high)
    return words("{low} to {high}", low=low, high=high)


def _inputs(words: Words, rules: RuleSet) -> Table:
    columns = (
        Column(title=words("Input")),
        Column(title=words("Unit"), narrow=True),
        Column(title=words("Range")),
        Column(title=words("Default"), numeric=True),
        Column(title=words("Default from")),
    )
    said = FigureWords.of(words, rules)
    rows = [_input_row(said, one) for one in calculate_sizing(rules, ()).inputs]
    return register_table(columns, rows, empty=words("The rules need no input."))


def _input_row(said: FigureWords, used: UsedInput) -> Row:
    words, definition = said.words, used.definition
    choices = ", ".join(words(choice) for choice in definition.choices)
    note = ", ".join(words(text) for text in definition.default_texts) or NOTHING
    default: Content = words("none, must be given")
    if used.value is not None:
        default = figure(said, used.value, assumed=note if used.assumed else "", exact=True)
    cells: tuple[Content, ...] = (
        (words(definition.title), LineBreak(), Code(definition.id)),
        words(definition.unit),
        choices or _range(words, definition.minimum, definition.maximum),
        default,
        note,
    )
    return Row(cells=cells)


def _rules(words: Words, rules: RuleSet) -> Table:
    columns = (
        Column(title=words("Figure")),
        Column(title=words("Unit"), narrow=True),
        Column(title=words("How it is computed")),
        Column(title=words("Source")),
    )
    return register_table(columns, [_rule_row(words, rules, one) for one in rules.rules], empty="")


def _rule_row(words: Words, rules: RuleSet, rule: Rule) -> Row:
    source = [rule.source] if rule.source else []
    source += [words("confidence {letter}", letter=rule.confidence)] if rule.confidence else []
    how = list(_lines_of_tables(FigureWords.of(words, rules), describe_rule(rules, rule)))
    how += [LineBreak(), Muted(words(rule.note))] if rule.note else []
    cells: tuple[Content, ...] = (
        (words(rule.title), LineBreak(), Code(rule.id)),
        words(rule.unit),
        tuple(how),
        ", ".join(source) or words("structure: standard practice"),
    )
    return Row(cells=cells, id=f"{rules.id}-{rules.version}-{rule.id}")


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
    titles = {one.id: words(one.title) for one in rules.rules}
    columns = (Column(title=words("Component")), Column(title=words("Nodes")), Column(title=words("Figures")))
    rows = [
        Row(
            cells=(
                component_titles(words, rules, one),
                lines_of(titles.get(name, name) for name in (one.count, one.count_recommended) if name),
                lines_of(_named(words(two.title), titles.get(two.rule, two.rule)) for two in one.measures),
            )
        )
        for one in rules.outputs
    ]
    return register_table(columns, rows, empty=words("The rules give no result."))


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
