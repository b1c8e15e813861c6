"""Whether operators are given what they expect: numbers, yes or no, or a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from delivery_wiki.model.finding import Finding, error
from delivery_wiki.model.sizing import RuleSet

from .expressions import Expression, ExpressionProblem
from .operators import OPERATORS, OperandShape, ValueKind
from .order import ParsedRule, order_rules

INPUT_KINDS = {
    "integer": ValueKind.NUMBER,
    "decimal": ValueKind.NUMBER,
    "boolean": ValueKind.BOOLEAN,
    "choice": ValueKind.TEXT,
}
Kinds = Mapping[tuple[str, str], ValueKind | None]


def rule_kinds(rules: RuleSet) -> Kinds:
    """The kinds of all inputs and rules by (operator, name); None where that cannot be told."""
    kinds: dict[tuple[str, str], ValueKind | None] = {
        ("input", definition.id): INPUT_KINDS.get(definition.kind) for definition in rules.inputs
    }
    for parsed in order_rules(rules).rules:
        if not isinstance(parsed.expression, ExpressionProblem):
            kinds["rule", parsed.rule.id] = kind_of(parsed.expression, kinds)
    return kinds


def find_kind_problems(rules: RuleSet, ordered: Iterable[ParsedRule]) -> Iterator[Finding]:
    """Every operand of the wrong kind; rules come in an order in which each follows what it uses."""
    kinds: dict[tuple[str, str], ValueKind | None] = {
        ("input", definition.id): INPUT_KINDS.get(definition.kind) for definition in rules.inputs
    }
    for parsed in ordered:
        rule, expression = parsed.rule, parsed.expression
        if isinstance(expression, ExpressionProblem):
            continue
        kinds["rule", rule.id] = kind_of(expression, kinds)
        for inner in expression.walk():
            for part, expected in _expectations(inner, kinds):
                found = kind_of(part, kinds)
                if found and expected and found is not expected:
                    place = rule.location.at("value", *part.steps)
                    problem = f"'{inner.operator}' expects {expected.value} here, not {found.value}"
                    yield error("rule-set-kind", place, problem, f"Write what gives a {expected.value}.")


def kind_of(expression: Expression, kinds: Kinds) -> ValueKind | None:
    """What an expression gives; None if that cannot be told."""
    if expression.operator == "":
        literal = expression.literal
        return (
            ValueKind.BOOLEAN
            if isinstance(literal, bool)
            else ValueKind.NUMBER
            if isinstance(literal, Fraction)
            else ValueKind.TEXT
        )
    operator = OPERATORS[expression.operator]
    if operator.gives:
        return operator.gives
    if operator.shape is OperandShape.REFERENCE:
        return kinds.get((expression.operator, expression.name))
    results = _results(expression)
    return kind_of(results[0], kinds) if results else None


def _results(expression: Expression) -> tuple[Expression, ...]:
    """The values that a choosing operator can give."""
    if expression.operator == "steps":
        return tuple(band.gives for band in expression.bands)
    return tuple(value for key, value in expression.fields.items() if key != "condition")


def _expectations(expression: Expression, kinds: Kinds) -> Iterator[tuple[Expression, ValueKind | None]]:
    if expression.operator == "":
        return
    operator = OPERATORS[expression.operator]
    same = kind_of(expression, kinds) if operator.gives is None else operator.takes
    if expression.operator == "equal-to":
        same = kind_of(expression.operands[0], kinds)
    for operand in expression.operands:
        yield operand, operator.takes if operator.gives is None else same
    named = dict(operator.kinds)
    for key, value in expression.fields.items():
        yield value, named.get(key, same)
    for band in expression.bands:
        yield band.gives, same
