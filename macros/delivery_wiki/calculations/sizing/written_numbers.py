"""Numbers of a rule set that another country would read otherwise: borders, limits, constants, inputs of examples.

What stands for whole things is refused. Other numbers are warned of, unless a source is named for them: what is cited
or computed stands as it was printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from delivery_wiki.calculations.money.numbers import check_number
from delivery_wiki.model.finding import Finding, Location, Step, error
from delivery_wiki.model.sizing import Discrepancy, InputDefinition, Rule, RuleSet, WorkedExample
from delivery_wiki.model.texts.plain_number import two_readings

from .expressions import ExpressionProblem, parse_expression
from .operators import OPERATORS
from .value_ranges import Known, range_of, value_ranges

BORDERS = ("above", "from", "up-to", "below")
GIVING = ("when", "steps", "lookup")  # operators that give one of their values as it stands
OPERANDS = frozenset((*OPERATORS.keys() - {*GIVING}, "value", "condition", "by"))


def check_written_numbers(rules: RuleSet) -> Iterator[Finding]:
    """All numbers with a point and three digits that are refused or warned of; results of examples are computed."""
    ranges = value_ranges(rules)
    counted = {name for line in rules.outputs for name in (line.count, line.count_recommended)}
    for definition in rules.inputs:
        yield from _check_definition(definition)
    for rule in rules.rules:
        place = rule.location.at("value")
        yield from _check_value(rule, rule.value, place, ranges, is_whole=rule.id in counted)
    for number, limits in enumerate(rules.validity):
        place = rules.location.at("validity", number)
        is_whole = ranges["rule", limits.rule].is_whole if ("rule", limits.rule) in ranges else False
        for name, end in (("minimum", limits.minimum), ("maximum", limits.maximum)):
            yield from _check(name, end, place.at(name), is_whole=is_whole, cited=False)
    yield from _check_examples(rules)


def _check_definition(definition: InputDefinition) -> Iterator[Finding]:
    is_whole, place = definition.kind == "integer", definition.location
    for name, end in (("minimum", definition.minimum), ("maximum", definition.maximum)):
        yield from _check(name, end, place.at(name), is_whole=is_whole, cited=False)
    if not is_whole:  # a default that is to be whole is read as an input is
        cited = definition.default_basis == "published" or bool(definition.default_source)
        yield from _check("default", definition.default, place.at("default"), is_whole=False, cited=cited)


def _check_value(rule: Rule, value: Any, place: Location, ranges: Known, *, is_whole: bool) -> Iterator[Finding]:
    """The numbers of an expression; `is_whole` says that its value is a count."""
    if isinstance(value, Decimal):
        yield from _check(rule.id, value, place, is_whole=is_whole, cited=bool(rule.source))
        return
    for key, child in _children(value):
        if key == "steps" and isinstance(child, Mapping):
            yield from _check_borders(rule, child, place.at(key), ranges)
        inner = is_whole and key not in OPERANDS
        if key not in BORDERS:
            yield from _check_value(rule, child, place.at(key), ranges, is_whole=inner)


def _children(value: Any) -> Iterator[tuple[Step, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list | tuple):
        yield from enumerate(value)


def _check_borders(rule: Rule, steps: Mapping[str, Any], place: Location, ranges: Known) -> Iterator[Finding]:
    """The ends of the bands: whole where the value that is looked up is."""
    looked_up = parse_expression(steps.get("value"))
    is_whole = not isinstance(looked_up, ExpressionProblem) and range_of(looked_up, ranges).is_whole
    for number, band in _children(steps.get("bands")):
        for name in BORDERS:
            end = band.get(name) if isinstance(band, Mapping) else None
            yield from _check(name, end, place.at("bands", number, name), is_whole=is_whole, cited=bool(rule.source))


def _check_examples(rules: RuleSet) -> Iterator[Finding]:
    """The inputs of examples and of what is printed; those that are to be whole are refused where they are read."""
    decimal = {definition.id for definition in rules.inputs if definition.kind == "decimal"}
    shown: tuple[WorkedExample | Discrepancy, ...] = (*rules.examples, *rules.discrepancies)
    for source in shown:
        for name, value in source.inputs.items():
            if name in decimal:
                place = source.location.at("inputs", name)
                yield from _check(name, value, place, is_whole=False, cited=bool(source.source))


def _check(name: str, value: object, place: Location, *, is_whole: bool, cited: bool) -> Iterator[Finding]:
    if not isinstance(value, Decimal):
        return
    if not is_whole:
        yield from () if cited else check_number(name, value, place)
    elif found := two_readings(value):
        yield error("number-two-readings", place, f"{name} is {found.problem}", found.repair)
