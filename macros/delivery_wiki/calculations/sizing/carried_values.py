"""Which rules a rule carries on into its own value: added up, multiplied, rounded or chosen, not only asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from delivery_wiki.model.sizing import RuleSet

from .expressions import Expression, ExpressionProblem
from .operators import OPERATORS, ValueKind
from .order import order_rules
from .units import same_dimension

# A band or a smaller number chooses a size for a value: the value is carried as in a rounding.
FIRST_ALONE = frozenset(("subtract", "divide", "steps"))
NOT_THE_OPERANDS = frozenset(("lookup",))
CARRYING_FIELDS = MappingProxyType({"when": ("then", "else"), "percent-of": ("value",), "compound": ("value",)})
Form: TypeAlias = tuple[object, ...]
ROUNDINGS = frozenset(("round-up", "round-down", "round-half-up"))


def reached_rules(
    carried: Mapping[str, tuple[str, ...]], starts: Iterable[str], stops: Collection[str]
) -> frozenset[str]:
    """The stops that values come from, however far back; nothing behind a stop."""
    waiting = list(starts)
    reached: set[str] = set()
    seen: set[str] = set()
    while waiting:
        rule = waiting.pop()
        if rule in stops:
            reached.add(rule)
        elif rule not in seen:
            seen.add(rule)
            waiting += carried.get(rule, ())
    return frozenset(reached)


def carried_rules(rules: RuleSet) -> dict[str, tuple[str, ...]]:
    """For each rule those that it names, or writes out once more, and carries into its value."""
    written = _written_out(rules)
    return {
        parsed.rule.id: ()
        if isinstance(parsed.expression, ExpressionProblem)
        else tuple(_carried(parsed.expression, written, parsed.rule.id))
        for parsed in order_rules(rules).rules
    }


def _written_out(rules: RuleSet) -> dict[Form, str]:
    """The first rule of each form; a form that anything may have, such as a number or another rule, is none."""
    units = {definition.id: definition.unit for definition in rules.inputs}
    found: dict[Form, str] = {}
    for parsed in order_rules(rules).rules:
        expression = parsed.expression
        if isinstance(expression, ExpressionProblem) or expression.operator in ("", "rule"):
            continue
        if expression.operator != "input" or same_dimension(units.get(expression.name, ""), parsed.rule.unit):
            found.setdefault(_form(expression), parsed.rule.id)
    return found


def _form(expression: Expression) -> Form:
    """An expression wherever it is written."""
    return (
        expression.operator,
        expression.name,
        expression.literal,
        tuple(_form(operand) for operand in expression.operands),
        tuple((key, _form(field)) for key, field in sorted(expression.fields.items())),
        tuple(
            (band.lower, band.lower_included, band.upper, band.upper_included, _form(band.gives))
            for band in expression.bands
        ),
    )


def roots_of_roundings(rules: RuleSet) -> dict[str, str]:
    """For each rule the one that it only rounds or names, in the same kind of unit; else itself."""
    units = {rule.id: rule.unit for rule in rules.rules}
    roots: dict[str, str] = {}
    for parsed in order_rules(rules).rules:
        name = "" if isinstance(parsed.expression, ExpressionProblem) else _only_rounded(parsed.expression)
        same = name in roots and same_dimension(units[name], parsed.rule.unit)
        roots[parsed.rule.id] = roots[name] if same else parsed.rule.id
    return roots


def _carried(expression: Expression, written: Mapping[Form, str], own: str) -> Iterator[str]:
    same = expression.name if expression.operator == "rule" else written.get(_form(expression), own)
    if same != own:
        yield same
        return
    for part in _carrying(expression):
        yield from _carried(part, written, own)


def _carrying(expression: Expression) -> Iterator[Expression]:
    operator = expression.operator
    if operator == "" or OPERATORS[operator].gives is ValueKind.BOOLEAN:
        return
    if operator not in NOT_THE_OPERANDS:
        yield from expression.operands[:1] if operator in FIRST_ALONE else expression.operands
    named = ("value",) if operator in ROUNDINGS else CARRYING_FIELDS.get(operator, tuple(expression.fields))
    yield from (expression.fields[key] for key in named if key in expression.fields)
    yield from (band.gives for band in expression.bands)


def _only_rounded(expression: Expression) -> str:
    while expression.operator in ROUNDINGS:
        expression = expression.fields["value"]
    return expression.name if expression.operator == "rule" else ""
