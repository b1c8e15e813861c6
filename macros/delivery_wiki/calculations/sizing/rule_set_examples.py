"""Worked examples and discrepancies of a rule set: what was expected beside what the rules give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from delivery_wiki.calculations.base.exact_text import exact_text
from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.same import Same
from delivery_wiki.model.sizing import Discrepancy, RuleSet, RuleValue, SizingResult, WorkedExample

from .calculate import calculate_sizing
from .expressions import did_you_mean, exact_number
from .inputs import RefusedInput, read_value
from .order import MOST_KEPT, inputs_behind

OF_A_NODE = " of a node"
READABLE_DIGITS = 8
FRACTION = re.compile(r"-?[0-9]{1,40}/[1-9][0-9]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleCell:
    """One cell of a worked example: the result that was printed and the one that was computed.

    `rule` is empty for a cell of a result line: `line` is its output then, `figure` a count or the title of a measure.
    """

    rule: str
    expected: RuleValue
    computed: RuleValue
    line: str = ""
    figure: str = ""

    @property
    def same(self) -> bool:
        """Whether both agree, kind included."""
        return type(self.expected) is type(self.computed) and self.expected == self.computed


def count_cells(rules: RuleSet) -> int:
    """How many results the worked examples compare, those of the result lines included."""
    return sum(len(example.results) + sum(len(line) for line in example.lines.values()) for example in rules.examples)


def run_example(rules: RuleSet, example: WorkedExample) -> tuple[SizingResult, tuple[ExampleCell, ...]]:
    """The computed result of a worked example, and each of its cells compared."""
    result = result_of(rules, example)
    values = {step.rule: step.value for step in result.working}
    cells = tuple(
        ExampleCell(rule=rule, expected=expected_value(value), computed=values.get(rule))
        for rule, value in example.results.items()
    )
    return result, (*cells, *_line_cells(result, example))


def result_of(rules: RuleSet, example: WorkedExample | Discrepancy) -> SizingResult:
    """What the rules give for an example; both are frozen, so that it is computed once in a process."""
    kept = _kept(Same(rules))
    if id(example) not in kept:
        kept[id(example)] = (example, calculate_sizing(rules, given_inputs(example.inputs, example.location)))
    return kept[id(example)][1]


@lru_cache(maxsize=MOST_KEPT)
def _kept(_: Same[RuleSet]) -> dict[int, tuple[WorkedExample | Discrepancy, SizingResult]]:
    """The results of a rule set, each with its example, so that no other object can get its id."""
    return {}


def _line_cells(result: SizingResult, example: WorkedExample) -> Iterator[ExampleCell]:
    for id, figures in example.lines.items():
        known = figures_of_line(result, id)
        for name, value in figures.items():
            if name in known:
                yield ExampleCell(rule="", line=id, figure=name, expected=expected_value(value), computed=known[name])


def figures_of_line(result: SizingResult, id: str) -> dict[str, RuleValue]:
    """The counts of a result line, and each of its figures by title: the total, and what one node of several has."""
    line = result.line(id)
    if line is None:
        return {}
    figures: dict[str, RuleValue] = {"count": line.count} if line.count_rule else {}
    if line.count_recommended_rule:
        figures["count_recommended"] = line.count_recommended
    figures |= {measure.title: measure.total for measure in line.measures}
    return figures | {f"{measure.title}{OF_A_NODE}": measure.value for measure in line.measures if measure.per_node}


def run_discrepancy(rules: RuleSet, discrepancy: Discrepancy) -> RuleValue:
    """What the rule gives where the publication prints something else."""
    step = result_of(rules, discrepancy).figure(discrepancy.rule)
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
    elif discrepancy.rounded_to is not None and not _rounds(discrepancy, discrepancy.rounded_to, computed):
        to = _shown(Fraction(discrepancy.rounded_to))
        problem = f"'{discrepancy.title}' is not the computed {_shown(computed)} rounded to {to}"
        repair = "Correct the step, or take 'rounded_to' out: then it is a contradiction."
        yield error("rule-set-discrepancy", discrepancy.location.at("rounded_to"), problem, repair)


def _rounds(discrepancy: Discrepancy, to: Decimal, computed: RuleValue) -> bool:
    """Whether the printed value is a multiple of the step and lies half a step from the computed one at most."""
    printed, step = expected_value(discrepancy.printed), Fraction(to)
    if not isinstance(printed, Fraction) or not isinstance(computed, Fraction):
        return False
    return (printed / step).denominator == 1 and abs(printed - computed) <= step / 2


def _check_given(rules: RuleSet, given: tuple[SizingInput, ...], refused: tuple[str, ...]) -> Iterator[Finding]:
    known = {other.id: other for other in rules.inputs}
    for sizing_input in given:
        definition = known.get(sizing_input.input)
        if definition is None:
            problem = f"there is no input '{sizing_input.input}'"
            yield error(
                "rule-set-unknown-name", sizing_input.location, problem, did_you_mean(sizing_input.input, known)
            )
            continue
        value = read_value(definition, sizing_input.value)
        if isinstance(value, RefusedInput):
            if sizing_input.input not in refused:
                yield error("rule-set-example", sizing_input.location, value.problem, value.repair)
        elif sizing_input.input in refused:
            problem = f"{sizing_input.input} should be refused, but lies in its range"
            yield error("rule-set-example", sizing_input.location, problem, "Correct the range or the example.")
    names = {sizing_input.input for sizing_input in given}
    for name in refused:
        if name not in names:
            problem = f"the refused input '{name}' is not given"
            place = given[0].location if given else rules.location
            yield error("rule-set-example", place, problem, did_you_mean(name, names))


def _compare(rules: RuleSet, example: WorkedExample) -> Iterator[Finding]:
    result, cells = run_example(rules, example)
    yield from _check_line_names(result, example)
    for cell in cells:
        if not cell.same:
            steps = ("lines", cell.line, cell.figure) if cell.line else ("results", cell.rule)
            name = f"{cell.figure} of {cell.line}" if cell.line else cell.rule
            problem = f"'{example.title}' expects {_shown(cell.expected)} for {name}; {_found(cell.computed)}"
            missing = "" if cell.computed is not None else _missing_inputs(result, cell)
            repair = f"Give the missing inputs: {missing}." if missing else _correct(cell)
            yield error("rule-set-example", example.location.at(*steps), problem, repair)
    if sorted(result.outside) != sorted(example.outside):
        wanted, found = (", ".join(names) or "none" for names in (example.outside, result.outside))
        problem = f"'{example.title}' expects these to be outside their validity: {wanted}; the rules say: {found}"
        yield error("rule-set-example", example.location, problem, "Correct 'validity' or 'outside'.")
    if example.assumed is not None:
        yield from _check_assumed(result, example)
    if not cells and not example.refused and not example.lines:
        yield error("rule-set-example", example.location, f"'{example.title}' compares nothing", "Add 'results'.")


def _correct(cell: ExampleCell) -> str:
    """What to correct; the result of a rule may be wrong in the publication itself."""
    if cell.line:
        return "Correct the rule or the example."
    return "Correct the rule or the example; where the publication itself is wrong, enter it under 'discrepancies'."


def _check_line_names(result: SizingResult, example: WorkedExample) -> Iterator[Finding]:
    """Outputs and figures that an example names are those of the rule set."""
    for id, figures in example.lines.items():
        if result.line(id) is None:
            problem = f"there is no output '{id}'"
            repair = did_you_mean(id, [line.id for line in result.lines])
            yield error("rule-set-unknown-name", example.location.at("lines", id), problem, repair)
            continue
        known = figures_of_line(result, id)
        for name in figures:
            if name not in known:
                problem = f"the output '{id}' has no figure '{name}'"
                place = example.location.at("lines", id, name)
                yield error("rule-set-unknown-name", place, problem, did_you_mean(name, known))


def _check_assumed(result: SizingResult, example: WorkedExample) -> Iterator[Finding]:
    steps = (result.figure(rule) for rule in example.results)
    rests = {name for step in steps if step for name in step.assumed}
    if rests != set(example.assumed or ()):
        wanted, found = (", ".join(sorted(names)) or "none" for names in (example.assumed or (), rests))
        problem = (
            f"'{example.title}' expects results that rest on these assumed inputs: {wanted}; they rest on: {found}"
        )
        yield error("rule-set-example", example.location.at("assumed"), problem, "Correct the rule or the example.")


def _missing_inputs(result: SizingResult, cell: ExampleCell) -> str:
    """The inputs without a value that a cell rests on, by id."""
    used = inputs_behind(result.rules, cell.rule)
    return ", ".join(
        used_input.definition.id
        for used_input in result.inputs
        if used_input.value is None and (cell.line or used_input.definition.id in used)
    )


def _found(value: RuleValue) -> str:
    return f"the rules give {_shown(value)}"


def _shown(value: RuleValue) -> str:
    """A value as an author can write it; a fraction without end has a decimal number beside it, six digits long."""
    if value is None:
        return "no result"
    text = exact_text(value)
    if not isinstance(value, Fraction) or ("/" not in text and len(text) <= READABLE_DIGITS):
        return text
    near = (Decimal(value.numerator) / Decimal(value.denominator)).normalize(Context(prec=6))
    return f"{value} (about {near:f})"
