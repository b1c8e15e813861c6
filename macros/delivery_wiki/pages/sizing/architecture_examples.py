"""A reference architecture at several sizes: drawn, sized by its rule set, each figure with its working."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delivery_wiki.calculations.sizing.calculate import working_of
from delivery_wiki.calculations.sizing.expressions import did_you_mean
from delivery_wiki.calculations.sizing.rule_set_examples import result_of
from delivery_wiki.model.reference_architecture import ReferenceArchitecture, SizedComponent
from delivery_wiki.model.sizing import RuleSet, SizingResult, UsedInput, WorkingStep

from ..drawings.components import draw_example
from ..elements.columns import Column, Columns, plain_table
from ..elements.page_kind import Macro, PageKind, Parameter, WikiContext
from ..elements.register_parts import NOTHING
from ..elements.tree import (
    Block,
    Blocks,
    Card,
    Cards,
    Code,
    Content,
    Details,
    Figure,
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
from .sizing_comparisons import Beside, beside
from .sizing_parts import input_basis, input_figure, lines_of, step_figure, working_inline
from .sizing_words import FigureWords, count_text, has_total, measure_text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Size:
    """One size of the architecture; `anchor` keeps its working apart from that of the others."""

    users: int
    result: SizingResult

    def anchor(self, rule: str) -> str:
        """Where the working of a figure stands."""
        return f"working-{self.users}-{rule}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """All that the page draws on."""

    architecture: ReferenceArchitecture
    rules: RuleSet
    sizes: tuple[_Size, ...]
    words: Words

    @property
    def said(self) -> FigureWords:
        """Figures in the reader's words."""
        return FigureWords.of(self.words, self.rules)

    def title(self, size: _Size) -> str:
        """A size by its users."""
        return self.words("{users} users", users=self.words.number(size.users))


def architecture_examples(context: WikiContext, id: str, version: str) -> Blocks:
    """The sizes drawn beside each other, then every figure in a table, the assumptions, and the working."""
    shown = _shown(context, id, version)
    words, rules = context.words, shown.rules
    assumed = sum(used.assumed for used in shown.sizes[0].result.inputs)
    rests = words(
        "Sized by {title}, {id} {version}: {count} of its inputs are assumed.",
        title=words(rules.title),
        id=rules.id,
        version=rules.version,
        count=words.number(assumed),
    )
    blocks: list[Block] = [
        Paragraph(Muted(rests)),
        Cards(cards=tuple(_card(shown, size) for size in shown.sizes), third=True),
        Paragraph(words(shown.architecture.summary)),
        Heading(level=2, text=words("Every figure"), id="figures"),
        _figures(shown),
        Heading(level=2, text=words("What the sizes assume"), id="assumptions"),
        *_assumptions(shown),
        Heading(level=2, text=words("Working"), id="working"),
        *(_working(shown, size) for size in shown.sizes),
    ]
    notes = tuple(words(note) for note in shown.architecture.notes)
    if notes:
        blocks += [Heading(level=2, text=words("What is left out"), id="left-out"), Listing(items=notes)]
    return tuple(blocks)


def _shown(context: WikiContext, id: str, version: str) -> _Shown:
    """Raises ValueError for what does not ship, and for a size of which the rule set has no worked example."""
    known = {f"{other.id} {other.version}": other for other in context.architectures}
    architecture = known.get(f"{id} {version}")
    if architecture is None:
        raise ValueError(
            f"There is no reference architecture '{id} {version}'. {did_you_mean(f'{id} {version}', known)}"
        )
    pin = architecture.rules
    rules = next((rules for rules in context.rule_sets if (rules.id, rules.version) == (pin.id, pin.version)), None)
    if rules is None:
        raise ValueError(f"The reference architecture pins '{pin.id} {pin.version}', which is no rule set that ships.")
    sizes = tuple(_Size(users=users, result=_sized(rules, users)) for users in architecture.users)
    return _Shown(architecture=architecture, rules=rules, sizes=sizes, words=context.words)


def _sized(rules: RuleSet, users: int) -> SizingResult:
    example = next((example for example in rules.examples if example.users == users), None)
    if example is None:
        raise ValueError(f"The rule set '{rules.id} {rules.version}' has no worked example of {users} users.")
    return result_of(rules, example)


def _card(shown: _Shown, size: _Size) -> Card:
    """The drawing of a size, with how many machines of each part there are."""
    title = shown.title(size)
    parts = tuple(component for component in shown.architecture.components if _is_there(component, size))
    notes = {component.id: _note(shown, size, component) for component in parts}
    drawing = draw_example(
        shown.architecture.drawn(parts), notes, shown.words, id=f"architecture-{size.users}", title=title
    )
    return Card(title=title, blocks=(Figure(drawing=drawing),))


def _is_there(component: SizedComponent, size: _Size) -> bool:
    line = size.result.line(component.sized_by)
    return line is None or line.is_needed


def _note(shown: _Shown, size: _Size, component: SizedComponent) -> str:
    """How many and how large, one line each; who provides it where no rule sizes it."""
    line, said = size.result.line(component.sized_by), shown.said
    if line is None:
        return shown.words(component.provided_by.value)
    counted = size.result.figure(line.count_rule) if line.count_rule else None
    head = [f"{count_text(said, line)} {said.unit(line.count, counted.unit)}"] if counted else []
    per_node = [measure_text(said, measure) for measure in line.measures if measure.per_node]
    return "\n".join([*head, *per_node[:2]])


def _figures(shown: _Shown) -> Table:
    """Each figure of the result lines at every size, with the way to its working."""
    rows: list[Beside] = []
    for line in shown.sizes[0].result.lines:
        if line.count_rule:
            counts = [count_text(shown.said, found) for size in shown.sizes if (found := size.result.line(line.id))]
            rows.append(_row(shown, shown.said.head(line.count_unit, line.title), line.count_rule, counts))
        rows += [row for at, _ in enumerate(line.measures) for row in _measure_rows(shown, line.id, at)]
    named = tuple((shown.title(size), size.result) for size in shown.sizes)
    return beside(shown.words("Figure"), rows, named, figures=True, caption=shown.words("Figures by size"))


def _measure_rows(shown: _Shown, id: str, at: int) -> Iterator[Beside]:
    """A figure of a line: that of one machine, and what all of them have together."""
    lines = [line for size in shown.sizes if (line := size.result.line(id))]
    measure, said = lines[0].measures[at], shown.said
    values = [(line.measures[at].value, line.measures[at].total) for line in lines]
    if measure.per_node:
        of_one = said.words("{figure} of a node", figure=said.words(measure.title))
        unit = "" if said.mentions(measure.title, measure.unit) else said.plural(measure.unit)
        head = ", ".join(filter(None, (said.words(lines[0].title), of_one, unit)))
        yield _row(shown, head, measure.rule, [said.value(value) for value, _ in values])
    if has_total(measure) or not measure.per_node:
        totals = [said.value(value if total is None else total) for value, total in values]
        yield _row(shown, said.head(measure.unit, lines[0].title, measure.title), measure.rule, totals)


def _row(shown: _Shown, head: str, rule: str, texts: Sequence[str]) -> Beside:
    """A figure at every size, each leading to its working; the head says where one rests on an assumption."""
    steps = [size.result.figure(rule) for size in shown.sizes]
    assumed = any(step and step.assumed for step in steps)
    title: Content = (head, " ", Muted(shown.words("assumed"))) if assumed else head
    pairs = zip(shown.sizes, texts, strict=True)
    return Beside(title, tuple(Link(text, f"#{size.anchor(rule)}") for size, text in pairs))


def _assumptions(shown: _Shown) -> Blocks:
    """What each size gives, then the inputs that are the same at every size."""
    words, said = shown.words, shown.said
    given = [used.definition.id for used in shown.sizes[0].result.inputs if not used.from_default]
    rows = [
        Beside(words(used.definition.title), tuple(input_figure(said, size.result.inputs[at]) for size in shown.sizes))
        for at, used in enumerate(shown.sizes[0].result.inputs)
        if used.definition.id in given
    ]
    named = tuple((shown.title(size), size.result) for size in shown.sizes)
    columns: Columns[UsedInput] = (
        Column(words("Input"), lambda used: words(used.definition.title)),
        Column(words("Value"), lambda used: input_figure(said, used), figure=True),
        Column(words("Basis"), lambda used: input_basis(words, used), narrow=True),
        Column(words("Source"), lambda used: words(used.source) if used.source else NOTHING),
    )
    same = [used for used in shown.sizes[0].result.inputs if used.from_default]
    return (
        beside(words("Given"), rows, named, figures=True, caption=words("What a size gives")),
        plain_table(columns, same, caption=words("The same at every size")),
    )


def _working(shown: _Shown, size: _Size) -> Details:
    """The steps behind every figure of a size, each once, in the order in which they are needed."""
    words, said = shown.words, shown.said
    steps: dict[str, WorkingStep] = {}
    for rule in _rules_behind(size.result):
        steps |= {step.rule: step for step in working_of(size.result, rule)}
    places = {rule: f"#{size.anchor(rule)}" for rule in steps}
    columns: Columns[WorkingStep] = (
        Column(words("Figure"), lambda step: words(step.title)),
        Column(words("Value"), lambda step: step_figure(said, step), figure=True),
        Column(words("Working"), lambda step: _how(said, step, places)),
        Column(words("Rule"), _rule),
    )
    table = plain_table(columns, steps.values(), row_id=lambda step: size.anchor(step.rule))
    return Details(summary=Strong(shown.title(size)), blocks=(table,), id=f"working-{size.users}")


def _rules_behind(result: SizingResult) -> tuple[str, ...]:
    named = [(line.count_rule, *(measure.rule for measure in line.measures)) for line in result.lines]
    return tuple(dict.fromkeys(rule for rules in named for rule in rules if rule and result.figure(rule)))


def _how(said: FigureWords, step: WorkingStep, places: dict[str, str]) -> Content:
    inline: list[Inline] = [*working_inline(said, step.expression, places)]
    return tuple([*inline, LineBreak(), Muted(said.words(step.note))] if step.note else inline)


def _rule(step: WorkingStep) -> Content:
    return lines_of((Code(step.rule), *((Muted(step.source),) if step.source else ())))


PAGE_KINDS: tuple[PageKind, ...] = ()
MACROS: tuple[Macro, ...] = (
    Macro(
        name="architecture_examples",
        summary="A reference architecture at several sizes: drawn side by side, each figure with its working.",
        render=architecture_examples,
        parameters=(
            Parameter(name="id", kind=str, summary="the reference architecture's id", required=True),
            Parameter(name="version", kind=str, summary="its version", required=True),
        ),
        scope="wiki",
        example='{{ architecture_examples("groupware", "1") }}',
    ),
)
