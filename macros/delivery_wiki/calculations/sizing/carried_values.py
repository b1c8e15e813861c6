"""Which rules a rule carries on into its own value: added up, multiplied, rounded or chosen, not only asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from types import MappingProxyType

from delivery_wiki.model.sizing import RuleSet

from .expressions import Expression, Problem
from .operators import OPERATORS, Kind
from .order import order_rules
from .units import same_dimension

# A band or a smaller number chooses a size for a value: the value is carried as in a rounding.
FIRST_ALONE = frozenset(("subtract", "divide", "steps"))
NOT_THE_OPERANDS = frozenset(("lookup",))
CARRYING_FIELDS = MappingProxyType({"when": ("then", "else"), "percent-of": ("value",), "compound": ("value",)})
ROUNDINGS = frozenset(("round-up", "round-down", "round-half-up"))


def reached_rules(rules: RuleSet, starts: Iterable[str], stops: Collection[str]) -> frozenset[str]:
    """The stops that values come from, however far back; nothing behind a stop."""
    carried = carried_rules(rules)
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
    """For each rule those that it names and carries into its value."""
    return {
        parsed.rule.id: () if isinstance(parsed.expression, Problem) else tuple(_carried(parsed.expression))
        for parsed in order_rules(rules).rules
    }


def roots_of_roundings(rules: RuleSet) -> dict[str, str]:
    """For each rule the one that it only rounds or names, in the same kind of unit; else itself."""
    units = {one.id: one.unit for one in rules.rules}
    roots: dict[str, str] = {}
    for parsed in order_rules(rules).rules:
        name = "" if isinstance(parsed.expression, Problem) else _only_rounded(parsed.expression)
        same = name in roots and same_dimension(units[name], parsed.rule.unit)
        roots[parsed.rule.id] = roots[name] if same else parsed.rule.id
    return roots


def _carried(expression: Expression) -> Iterator[str]:
    if expression.operator == "rule":
        yield expression.name
    for part in _carrying(expression):
        yield from _carried(part)


def _carrying(expression: Expression) -> Iterator[Expression]:
    operator = expression.operator
    if operator == "" or OPERATORS[operator].gives is Kind.BOOLEAN:
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
