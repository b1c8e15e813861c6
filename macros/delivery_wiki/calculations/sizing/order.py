"""The rules of a rule set, read once and put in an order in which each follows what it uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from delivery_wiki.model.same import Same
from delivery_wiki.model.sizing import Rule, RuleSet

from .expressions import Expression, ExpressionProblem, parse_expression

MOST_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRule:
    """A rule with its expression, or what is wrong with it, and the rules that it names, each once."""

    rule: Rule
    expression: Expression | ExpressionProblem
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOrder:
    """Rules in an order in which each follows what it uses, and the rules that go in circles."""

    rules: tuple[ParsedRule, ...]
    circular: tuple[Rule, ...]


def order_rules(rules: RuleSet) -> RuleOrder:
    """Rules in the order of their use; a rule set is frozen, so that its order is worked out once."""
    return _order(Same(rules))


def inputs_behind(rules: RuleSet, rule: str) -> frozenset[str]:
    """The inputs that a rule rests on, however far back."""
    parsed = {parsed.rule.id: parsed for parsed in order_rules(rules).rules}
    found: set[str] = set()
    waiting, seen = [rule], {rule}
    while waiting:
        needed_rule = parsed.get(waiting.pop())
        if needed_rule is None or isinstance(needed_rule.expression, ExpressionProblem):
            continue
        found.update(part.name for part in needed_rule.expression.walk() if part.operator == "input")
        waiting += [name for name in needed_rule.uses if name not in seen]
        seen.update(needed_rule.uses)
    return frozenset(found)


def texts_given(rules: RuleSet) -> tuple[str, ...]:
    """The texts that the figures of a rule set can be, each once."""
    shown = {measure.rule for component in rules.outputs for measure in component.measures}
    expressions = (parsed.expression for parsed in order_rules(rules).rules if parsed.rule.id in shown)
    parts = (
        part
        for expression in expressions
        if not isinstance(expression, ExpressionProblem)
        for part in expression.walk()
    )
    texts = (part.literal for part in parts if part.operator == "" and isinstance(part.literal, str))
    return tuple(dict.fromkeys(texts))


@lru_cache(maxsize=MOST_KEPT)
def _order(key: Same[RuleSet]) -> RuleOrder:
    parsed = {rule.id: _parse(rule) for rule in key.value.rules}
    waiting = {id: set(rule.uses) & parsed.keys() for id, rule in parsed.items()}
    ordered: dict[str, ParsedRule] = {}
    while ready := [id for id, uses in waiting.items() if uses <= ordered.keys()]:
        for id in ready:
            ordered[id] = parsed[id]
            del waiting[id]
    return RuleOrder(rules=tuple(ordered.values()), circular=tuple(parsed[id].rule for id in waiting))


def _parse(rule: Rule) -> ParsedRule:
    expression = parse_expression(rule.value)
    named = () if isinstance(expression, ExpressionProblem) else expression.walk()
    uses = tuple(dict.fromkeys(expression.name for expression in named if expression.operator == "rule"))
    return ParsedRule(rule=rule, expression=expression, uses=uses)
