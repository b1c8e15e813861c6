"""Worked examples and discrepancies of a rule set: what was expected beside what the rules give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from macros.model.finding import Finding, Location, error
from macros.model.project import InputBasis, SizingInput
from macros.model.sizing import Discrepancy, RuleSet, RuleValue, SizingResult, WorkedExample

from .calculate import calculate_sizing
from .expressions import did_you_mean, exact_number
from .inputs import RefusedInput, read_value

FRACTION = re.compile(r"-?[0-9]{1,40}/[1-9][0-9]{0,39}")


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


def count_cells(rules: RuleSet) -> int:
    """How many results the worked examples compare."""
    return sum(len(example.results) for example in rules.examples)


def run_example(rules: RuleSet, example: WorkedExample) -> tuple[SizingResult, tuple[ExampleCell, ...]]:
    """The computed result of a worked example, and each of its cells compared."""
    result = calculate_sizing(rules, given_inputs(example.inputs, example.location))
    values = {step.rule: step.value for step in result.working}
    cells = tuple(
        ExampleCell(rule=rule, expected=expected_value(value), computed=values.get(rule))
        for rule, value in example.results.items()
    )
    return result, cells


def run_discrepancy(rules: RuleSet, discrepancy: Discrepancy) -> RuleValue:
    """What the rule gives where the publication prints something else."""
    step = calculate_sizing(rules, given_inputs(discrepancy.inputs, discrepancy.location)).figure(discrepancy.rule)
    return step.value if step else None


def given_inputs(inputs: Mapping[str, Any], place: Location) -> tuple[SizingInput, ...]:
    """The inputs of an example, as a project would give them."""
    return tuple(
        SizingInput(input=name, value=value, basis=InputBasis.MEASURED, location=place.at("inputs", name))
        for name, value in inputs.items()
    )


def example_inputs(example: WorkedExample) -> tuple[SizingInput, ...]:
    """The inputs of a worked example, as a project would give them."""
    return given_inputs(example.inputs, example.location)


def expected_value(value: object) -> RuleValue:
    """A result as written in a rule set: a number, a fraction in quotes, yes or no, a choice, or nothing."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return exact_number(value)
    if isinstance(value, str) and FRACTION.fullmatch(value):
        return Fraction(value)
    return value if isinstance(value, bool | str) else None


def check_example(rules: RuleSet, example: WorkedExample) -> Iterator[Finding]:
    """What does not come out as a worked example says: results, warnings, refused and assumed inputs."""
    faults = [*_check_given(rules, example_inputs(example), example.refused)]
    yield from faults
    if not faults:
        yield from _compare(rules, example)


def check_discrepancy(rules: RuleSet, discrepancy: Discrepancy) -> Iterator[Finding]:
    """A discrepancy is one: the rule gives what is said, and that is not what was printed."""
    faults = [*_check_given(rules, given_inputs(discrepancy.inputs, discrepancy.location), ())]
    yield from faults
    if faults:
        return
    expected, computed = expected_value(discrepancy.computed), run_discrepancy(rules, discrepancy)
    if expected != computed:
        problem = f"'{discrepancy.title}' says that {discrepancy.rule} is {_shown(expected)}; {_found(computed)}"
        place = discrepancy.location.at("computed")
        yield error("rule-set-discrepancy", place, problem, "Correct the rule or the discrepancy.")
    elif expected_value(discrepancy.printed) == computed:
        problem = f"'{discrepancy.title}' is none: the rules give the printed value {_shown(computed)}"
        yield error("rule-set-discrepancy", discrepancy.location.at("printed"), problem, "Make it a worked example.")


def _check_given(rules: RuleSet, given: tuple[SizingInput, ...], refused: tuple[str, ...]) -> Iterator[Finding]:
    known = {one.id: one for one in rules.inputs}
    for one in given:
        definition = known.get(one.input)
        if definition is None:
            problem = f"there is no input '{one.input}'"
            yield error("rule-set-unknown-name", one.location, problem, did_you_mean(one.input, known))
            continue
        value = read_value(definition, one.value)
        if isinstance(value, RefusedInput):
            if one.input not in refused:
                yield error("rule-set-example", one.location, value.problem, value.repair)
        elif one.input in refused:
            problem = f"{one.input} should be refused, but lies in its range"
            yield error("rule-set-example", one.location, problem, "Correct the range or the example.")
    names = {one.input for one in given}
    for name in refused:
        if name not in names:
            problem = f"the refused input '{name}' is not given"
            place = given[0].location if given else rules.location
            yield error("rule-set-example", place, problem, did_you_mean(name, names))


def _compare(rules: RuleSet, example: WorkedExample) -> Iterator[Finding]:
    result, cells = run_example(rules, example)
    for cell in cells:
        if not cell.same:
            place = example.location.at("results", cell.rule)
            problem = f"'{example.title}' expects {_shown(cell.expected)} for {cell.rule}; {_found(cell.computed)}"
            yield error("rule-set-example", place, problem, "Correct the rule or the example.")
    if sorted(result.outside) != sorted(example.outside):
        wanted, found = (", ".join(names) or "none" for names in (example.outside, result.outside))
        problem = f"'{example.title}' expects these to be outside their validity: {wanted}; the rules say: {found}"
        yield error("rule-set-example", example.location, problem, "Correct 'validity' or 'outside'.")
    if example.assumed is not None:
        yield from _check_assumed(result, example)
    if not cells and not example.refused:
        yield error("rule-set-example", example.location, f"'{example.title}' compares nothing", "Add 'results'.")


def _check_assumed(result: SizingResult, example: WorkedExample) -> Iterator[Finding]:
    steps = (result.figure(rule) for rule in example.results)
    rests = {name for step in steps if step for name in step.assumed}
    if rests != set(example.assumed or ()):
        wanted, found = (", ".join(sorted(names)) or "none" for names in (example.assumed or (), rests))
        problem = (
            f"'{example.title}' expects results that rest on these assumed inputs: {wanted}; they rest on: {found}"
        )
        yield error("rule-set-example", example.location.at("assumed"), problem, "Correct the rule or the example.")


def _found(value: RuleValue) -> str:
    return f"the rules give {_shown(value)}"


def _shown(value: RuleValue) -> str:
    return "no result" if value is None else str(value)
