"""Whether operators are given what they expect: numbers, yes or no, or a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.sizing import RuleSet

from .expressions import Expression, Problem
from .operators import OPERATORS, Kind, Shape
from .order import ParsedRule, order_rules

INPUT_KINDS = {"integer": Kind.NUMBER, "decimal": Kind.NUMBER, "boolean": Kind.BOOLEAN, "choice": Kind.TEXT}
Kinds = Mapping[tuple[str, str], Kind | None]


def rule_kinds(rules: RuleSet) -> Kinds:
    """The kinds of all inputs and rules by (operator, name); None where that cannot be told."""
    kinds: dict[tuple[str, str], Kind | None] = {("input", one.id): INPUT_KINDS.get(one.kind) for one in rules.inputs}
    for parsed in order_rules(rules).rules:
        if not isinstance(parsed.expression, Problem):
            kinds["rule", parsed.rule.id] = kind_of(parsed.expression, kinds)
    return kinds


def find_kind_problems(rules: RuleSet, ordered: Iterable[ParsedRule]) -> Iterator[Finding]:
    """Every operand of the wrong kind; rules come in an order in which each follows what it uses."""
    kinds: dict[tuple[str, str], Kind | None] = {("input", one.id): INPUT_KINDS.get(one.kind) for one in rules.inputs}
    for parsed in ordered:
        rule, expression = parsed.rule, parsed.expression
        if isinstance(expression, Problem):
            continue
        kinds["rule", rule.id] = kind_of(expression, kinds)
        for one in expression.walk():
            for part, expected in _expectations(one, kinds):
                found = kind_of(part, kinds)
                if found and expected and found is not expected:
                    place = rule.location.at("value", *part.steps)
                    problem = f"'{one.operator}' expects {expected.value} here, not {found.value}"
                    yield error("rule-set-kind", place, problem, f"Give it {expected.value}.")


def kind_of(expression: Expression, kinds: Kinds) -> Kind | None:
    """What an expression gives; None if that cannot be told."""
    if expression.operator == "":
        literal = expression.literal
        return (
            Kind.BOOLEAN if isinstance(literal, bool) else Kind.NUMBER if isinstance(literal, Fraction) else Kind.TEXT
        )
    operator = OPERATORS[expression.operator]
    if operator.gives:
        return operator.gives
    if operator.shape is Shape.REFERENCE:
        return kinds.get((expression.operator, expression.name))
    results = _results(expression)
    return kind_of(results[0], kinds) if results else None


def _results(expression: Expression) -> tuple[Expression, ...]:
    """The values that a choosing operator can give."""
    if expression.operator == "steps":
        return tuple(band.gives for band in expression.bands)
    return tuple(value for key, value in expression.fields.items() if key != "condition")


def _expectations(expression: Expression, kinds: Kinds) -> Iterator[tuple[Expression, Kind | None]]:
    if expression.operator == "":
        return
    operator = OPERATORS[expression.operator]
    same = kind_of(expression, kinds) if operator.gives is None else operator.takes
    if expression.operator == "equal-to":
        same = kind_of(expression.operands[0], kinds)
    for one in expression.operands:
        yield one, operator.takes if operator.gives is None else same
    named = dict(operator.kinds)
    for key, value in expression.fields.items():
        yield value, named.get(key, same)
    for band in expression.bands:
        yield band.gives, same
