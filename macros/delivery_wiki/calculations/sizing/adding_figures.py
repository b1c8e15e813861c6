"""The figures that a headline adds: grouped by title and kind of unit, with their values in samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from delivery_wiki.model.finding import Location
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.sizing import InputDefinition, OutputComponent, RuleSet, SizingResult

from .calculate import calculate_sizing
from .rule_set_examples import result_of
from .units import convert, same_dimension

MOST_EXAMPLES = 24
STEPS = (3, 11, 47, 101, 977, 5003)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddingFigure:
    """A count or a total that the headline adds, in each sample, in the unit of the first of its title."""

    component: OutputComponent
    title: str
    rule: str
    per_node: bool
    values: tuple[Fraction | None, ...]
    place: Location

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells the figure from others of a rule set: its line, its title (empty for a count) and its rule."""
        return self.component.id, self.title, self.rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A figure that is made of others, and those; `is_exact` says that it is their sum and no more."""

    figure: AddingFigure
    parts: tuple[AddingFigure, ...]
    is_exact: bool


def samples_of(rules: RuleSet) -> tuple[SizingResult, ...]:
    """The results of the worked examples, and of inputs that differ from each other."""
    examples = [example for example in rules.examples if not example.refused][:MOST_EXAMPLES]
    spread = [_spread(rules, step) for step in range(len(STEPS))]
    return (
        *(result_of(rules, example) for example in examples),
        *(calculate_sizing(rules, inputs) for inputs in spread),
    )


def _spread(rules: RuleSet, step: int) -> tuple[SizingInput, ...]:
    return tuple(
        SizingInput(input=definition.id, value=_value(definition, step, position), basis=InputBasis.MEASURED)
        for position, definition in enumerate(rules.inputs, start=1)
    )


def _value(definition: InputDefinition, step: int, position: int) -> int | bool | str:
    if definition.kind == "boolean":
        return step % 2 == 0
    if definition.kind == "choice":
        return definition.choices[step % len(definition.choices)] if definition.choices else ""
    value = int(definition.minimum or 0) + STEPS[step] * position
    return value if definition.maximum is None else min(value, int(definition.maximum))


def adding_groups(rules: RuleSet, samples: Sequence[SizingResult]) -> Iterator[list[AddingFigure]]:
    """Figures that the headline adds: counts by unit, totals by title and what their units measure."""
    units = {rule.id: rule.unit for rule in rules.rules}
    groups: list[tuple[str, str, list[AddingFigure]]] = []
    for component in rules.outputs:
        for title, rule, per_node, place in _named_rules(component):
            unit = units.get(rule, "")
            found = next((group for group in groups if group[0] == title and same_dimension(group[1], unit)), None)
            if found is None:
                found = (title, unit, [])
                groups.append(found)
            values = tuple(_in_sample(sample, component.id, title, rule, found[1]) for sample in samples)
            found[2].append(
                AddingFigure(component=component, title=title, rule=rule, per_node=per_node, values=values, place=place)
            )
    yield from (figures for _, _, figures in groups)


def _named_rules(component: OutputComponent) -> Iterator[tuple[str, str, bool, Location]]:
    if component.total is not None or component.part_of is not None:
        return
    if component.count:
        yield "", component.count, False, component.location.at("count")
    for position, measure in enumerate(component.measures):
        if measure.total is None:
            yield measure.title, measure.rule, measure.per_node, component.location.at("measures", position)


def _in_sample(sample: SizingResult, id: str, title: str, rule: str, unit: str) -> Fraction | None:
    line = sample.line(id)
    if line is None or not line.is_needed:
        return Fraction(0)
    if not title:
        return line.count
    total = next((measure for measure in line.measures if measure.title == title and measure.rule == rule), None)
    return convert(total.total, total.unit, unit) if total and isinstance(total.total, Fraction) else None
