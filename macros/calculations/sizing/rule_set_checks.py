"""Whether a rule set is sound: names, kinds, limits, circles, and its own worked examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.model.finding import Finding, Location, error
from macros.model.project import InputBasis, SizingInput
from macros.model.sizing import InputDefinition, Rule, RuleSet, SizingResult, WorkedExample

from .calculate import calculate_sizing, order_rules
from .expressions import Expression, Problem, did_you_mean, exact_number
from .inputs import RefusedInput, read_value
from .kinds import find_kind_problems
from .operators import MAXIMUM_RULES

FRACTION = re.compile(r"-?[0-9]{1,40}/[1-9][0-9]{0,39}")
INPUT_KINDS = ("integer", "decimal", "boolean", "choice")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleCell:
    """One cell of a worked example: the result that was printed and the one that was computed."""

    rule: str
    expected: Fraction | bool | str | None
    computed: Fraction | bool | str | None

    @property
    def same(self) -> bool:
        """Whether both agree, kind included."""
        return type(self.expected) is type(self.computed) and self.expected == self.computed


def check_rule_set(rules: RuleSet) -> Iterator[Finding]:
    """All faults of a rule set; the worked examples run only when its rules are sound."""
    faults = [*_check_names(rules), *_check_inputs(rules), *_check_rules(rules), *_check_outputs(rules)]
    yield from faults
    if not faults:
        for example in rules.examples:
            yield from _check_example(rules, example)


def count_cells(rules: RuleSet) -> int:
    """How many results the worked examples compare."""
    return sum(len(example.results) for example in rules.examples)


def run_example(rules: RuleSet, example: WorkedExample) -> tuple[SizingResult, tuple[ExampleCell, ...]]:
    """The computed result of a worked example, and each of its cells compared."""
    result = calculate_sizing(rules, example_inputs(example))
    values = {step.rule: step.value for step in result.working}
    cells = tuple(
        ExampleCell(rule=rule, expected=_expected(value), computed=values.get(rule))
        for rule, value in example.results.items()
    )
    return result, cells


def example_inputs(example: WorkedExample) -> tuple[SizingInput, ...]:
    """The inputs of a worked example, as a project would give them."""
    return tuple(
        SizingInput(input=name, value=value, basis=InputBasis.MEASURED, location=example.location.at("inputs", name))
        for name, value in example.inputs.items()
    )


def _expected(value: object) -> Fraction | bool | str | None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return exact_number(value)
    if isinstance(value, str) and FRACTION.fullmatch(value):
        return Fraction(value)
    return value if isinstance(value, bool | str) else None


def _check_names(rules: RuleSet) -> Iterator[Finding]:
    if len(rules.rules) > MAXIMUM_RULES:
        problem = f"the rule set has {len(rules.rules)} rules; at most {MAXIMUM_RULES} are allowed"
        yield error("rule-set-limit", rules.location, problem, "Split the rule set.")
    for what, named in (("input", rules.inputs), ("rule", rules.rules), ("output", rules.outputs)):
        seen: dict[str, Location] = {}
        for one in named:
            if one.id in seen:
                problem = f"the {what} '{one.id}' is defined twice"
                yield error("rule-set-duplicate", one.location, problem, "Rename one of them.", seen[one.id])
            seen.setdefault(one.id, one.location)


def _check_inputs(rules: RuleSet) -> Iterator[Finding]:
    for definition in rules.inputs:
        if definition.kind not in INPUT_KINDS:
            problem = f"'{definition.kind}' is not a kind of input"
            yield error("rule-set-input", definition.location, problem, did_you_mean(definition.kind, INPUT_KINDS))
        elif definition.kind == "choice" and not definition.choices:
            yield error("rule-set-input", definition.location, f"{definition.id} has no choices", "Add 'choices'.")
        elif definition.default is not None:
            yield from _check_default(definition)


def _check_default(definition: InputDefinition) -> Iterator[Finding]:
    value = read_value(definition, definition.default)
    place = definition.location.at("default")
    if isinstance(value, RefusedInput):
        yield error("rule-set-input", place, f"the default of {value.problem}", value.repair)
    if not definition.default_note:
        problem = f"the default of {definition.id} does not say where it comes from"
        yield error("rule-set-input", place, problem, "Add 'default_note'.")


def _check_rules(rules: RuleSet) -> Iterator[Finding]:
    inputs = {one.id for one in rules.inputs}
    names = {"input": inputs, "rule": {one.id for one in rules.rules}}
    ordered, circular = order_rules(rules)
    for rule in circular:
        problem = f"the rule '{rule.id}' rests on itself"
        yield error("rule-set-cycle", rule.location, problem, "Break the circle: name an input or another rule.")
    for rule, expression in ordered:
        yield from _check_rule(rule, expression, names)
    yield from find_kind_problems(rules, ordered)


def _check_rule(rule: Rule, expression: Expression | Problem, names: Mapping[str, set[str]]) -> Iterator[Finding]:
    place = rule.location
    if isinstance(expression, Problem):
        place = place.at("value", *expression.steps)
        yield error("rule-set-expression", place, expression.problem, expression.repair)
        return
    for one in expression.walk():
        if one.operator in names and one.name not in names[one.operator]:
            problem = f"there is no {one.operator} '{one.name}'"
            repair = did_you_mean(one.name, names[one.operator])
            yield error("rule-set-unknown-name", place.at("value", *one.steps), problem, repair)
        yield from _check_bands(one, place)


def _check_bands(expression: Expression, place: Location) -> Iterator[Finding]:
    """Bands ascend and do not share a value, so that which one holds is never a matter of order."""
    for position, (band, following) in enumerate(zip(expression.bands, expression.bands[1:], strict=False), start=1):
        end, start = band.upper, following.lower
        shared = end is not None and end == start and band.upper_included and following.lower_included
        if end is None or start is None or end > start or shared:
            spot = place.at("value", *expression.steps, "bands", position)
            problem = "a band shares values with the one before it"
            yield error("rule-set-bands", spot, problem, "Say where each band begins and ends, in rising order.")


def _check_outputs(rules: RuleSet) -> Iterator[Finding]:
    known = {one.id for one in rules.rules}
    named = [(one.location, "count", one.count) for one in rules.outputs]
    named += [(one.location, "count_recommended", one.count_recommended) for one in rules.outputs]
    for component in rules.outputs:
        for position, measure in enumerate(component.measures):
            named.append((component.location.at("measures", position), "rule", measure.rule))
    for position, validity in enumerate(rules.validity):
        named.append((rules.location.at("validity", position), "rule", validity.rule))
    for example in rules.examples:
        named += [(example.location.at("results"), rule, rule) for rule in example.results]
    for place, key, name in named:
        if name is not None and name not in known:
            problem = f"there is no rule '{name}'"
            yield error("rule-set-unknown-name", place.at(key), problem, did_you_mean(name, known))


def _check_example(rules: RuleSet, example: WorkedExample) -> Iterator[Finding]:
    known = {one.id: one for one in rules.inputs}
    for one in example_inputs(example):
        definition = known.get(one.input)
        if definition is None:
            problem = f"there is no input '{one.input}'"
            yield error("rule-set-unknown-name", one.location, problem, did_you_mean(one.input, known))
            return
        value = read_value(definition, one.value)
        if isinstance(value, RefusedInput):
            yield error("rule-set-example", one.location, value.problem, value.repair)
            return
    yield from _compare(rules, example)


def _compare(rules: RuleSet, example: WorkedExample) -> Iterator[Finding]:
    _, cells = run_example(rules, example)
    for cell in cells:
        if not cell.same:
            place = example.location.at("results", cell.rule)
            found = f"the rules give {_shown(cell.computed)}"
            problem = f"'{example.title}' expects {_shown(cell.expected)} for {cell.rule}; {found}"
            yield error("rule-set-example", place, problem, "Correct the rule or the example.")
    if not cells:
        yield error("rule-set-example", example.location, f"'{example.title}' compares nothing", "Add 'results'.")


def _shown(value: Fraction | bool | str | None) -> str:
    return "no result" if value is None else str(value)
