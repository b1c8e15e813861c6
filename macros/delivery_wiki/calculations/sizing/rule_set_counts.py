"""Whether the counts of a rule set are whole numbers of things, for every input within its limits.

That a count is whole and not negative is proven operator by operator (`value_ranges`). Where there is no proof, some
hundred inputs are tried, at the limits and beside them, to show one that gives a part; a count of which neither is
known is refused too, for a rounding makes it certain and changes no whole number. A count that may be negative is
refused only with an input that shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.sizing import InputDefinition, OutputComponent, RuleSet

from .calculate import calculate_sizing
from .kinds import rule_kinds
from .number_text import exact_or_near
from .operators import ValueKind
from .order import inputs_behind
from .rule_set_examples import example_inputs, given_inputs
from .units import is_share, is_size
from .value_ranges import value_ranges

Value = int | Decimal | bool | str
TRIED_NUMBERS = (0, 1, 2, 3, 7, 10, 99, 1000)
MOST_TRIED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """Inputs that were tried, in words, and what the count is for them."""

    inputs: str
    value: Fraction


def find_wrong_counts(rules: RuleSet) -> Iterator[Finding]:
    """Counts that may be a part, negative, a text or a size, and keys that ask for a count where there is none."""
    kinds, units = rule_kinds(rules), {rule.id: rule.unit for rule in rules.rules}
    ranges = value_ranges(rules)
    for component in rules.outputs:
        yield from _keys_without_count(component)
        yield from _multiplied_shares(component, units)
        for key, name in (("count", component.count), ("count_recommended", component.count_recommended)):
            if name is None:
                continue
            place = component.location.at(key)
            kind = kinds.get(("rule", name))
            if kind is not None and kind is not ValueKind.NUMBER:
                problem = f"the count of '{component.id}' is a {kind.value}, not a number"
                yield error("rule-set-count", place, problem, "Name a rule that counts things.")
            elif is_size(units[name]):
                problem = f"the count of '{component.id}' is in {units[name]}, which measures and does not count"
                repair = "Name a rule that counts things, or show the size as a figure in 'measures'."
                yield error("rule-set-count", place, problem, repair)
            elif not ranges["rule", name].is_whole:
                yield error("rule-set-count", place, *_maybe_a_part(rules, component, name))
            elif not ranges["rule", name].is_not_negative and (shown := _find(rules, name, negative=True)):
                problem = f"the count of '{component.id}' may be negative: with {shown.inputs} it is {shown.value}"
                repair = "Give the input a 'minimum', or the rule {maximum-of: [0, …]}."
                yield error("rule-set-count", place, problem, repair)


def _multiplied_shares(component: OutputComponent, units: Mapping[str, str]) -> Iterator[Finding]:
    for position, measure in enumerate(component.measures):
        if measure.per_node and is_share(units.get(measure.rule, "")):
            place = component.location.at("measures", position, "per_node")
            problem = f"'{measure.title}' is a share, and shares of several nodes do not add up to a total"
            yield error("rule-set-count", place, problem, "Delete 'per_node': the share is the same for all nodes.")


def _keys_without_count(component: OutputComponent) -> Iterator[Finding]:
    if component.count is not None:
        return
    if component.count_recommended is not None:
        problem = f"the line '{component.id}' has a recommended count and no count"
        repair = "Write 'count' for it; 'count_recommended' stands beside a smaller one."
        yield error("rule-set-count", component.location.at("count_recommended"), problem, repair)
    for position, measure in enumerate(component.measures):
        if measure.per_node:
            place = component.location.at("measures", position, "per_node")
            problem = f"'{measure.title}' is that of one node, and the line '{component.id}' counts no nodes"
            yield error("rule-set-count", place, problem, "Add 'count' to the line, or delete 'per_node'.")


def _maybe_a_part(rules: RuleSet, component: OutputComponent, rule: str) -> tuple[str, str]:
    repair = "Round it where the publication does: round-up: {value: …}."
    if shown := _find(rules, rule, negative=False):
        value = exact_or_near(shown.value)
        return f"the count of '{component.id}' may be a part: with {shown.inputs} it is {value}", repair
    return (
        f"nothing makes the count of '{component.id}' a whole number, though no input that was tried gives a part",
        repair,
    )


def _find(rules: RuleSet, rule: str, *, negative: bool) -> _Try | None:
    """Inputs for which the count is negative, or a part; None if none of those that are tried shows it."""
    behind = inputs_behind(rules, rule)
    for given in list(_inputs_to_try(rules, behind))[:MOST_TRIED]:
        step = calculate_sizing(rules, given_inputs(given, rules.location)).figure(rule)
        value = step.value if step else None
        if isinstance(value, Fraction) and (value < 0 if negative else value.denominator != 1):
            words = ", ".join(f"{name} = {value}" for name, value in given.items() if name in behind)
            return _Try(inputs=words or "its defaults", value=value)
    return None


def _inputs_to_try(rules: RuleSet, behind: frozenset[str]) -> Iterator[Mapping[str, Value]]:
    """The inputs of the examples, then one input after the other at its limits, beside them and at some numbers."""
    start: dict[str, Value] = {other.id: _first(other) for other in rules.inputs}
    for example in rules.examples[:20]:
        given = {sizing_input.input: sizing_input.value for sizing_input in example_inputs(example)}
        if not example.refused:
            yield {**{name: value for name, value in start.items() if name in given or _needed(rules, name)}, **given}
    for definition in rules.inputs:
        if definition.id in behind:
            for value in _values(definition):
                yield {**start, definition.id: value}


def _needed(rules: RuleSet, name: str) -> bool:
    return any(definition.id == name and definition.default is None for definition in rules.inputs)


def _first(definition: InputDefinition) -> Value:
    if definition.default is not None:
        return definition.default
    return next(iter(_values(definition)), 1)


def _values(definition: InputDefinition) -> tuple[Value, ...]:
    if definition.kind == "boolean":
        return (True, False)
    if definition.kind == "choice":
        return definition.choices
    low, high = definition.minimum, definition.maximum
    numbers: list[Decimal] = [Decimal(number) for number in TRIED_NUMBERS]
    numbers += [] if low is None else [low, low + 1, low + 2]
    numbers += [Decimal(-1)] if low is None else []
    numbers += [] if high is None else [high, high - 1]
    numbers += [Decimal("0.5"), Decimal("1.25")] if definition.kind == "decimal" else []
    fitting = [number for number in numbers if (low is None or number >= low) and (high is None or number <= high)]
    whole = definition.kind == "integer"
    return tuple(
        dict.fromkeys(int(number) if whole or number == number.to_integral_value() else number for number in fitting)
    )
