"""What can be said of a value before any input is known: between which ends it lies, and what it is a multiple of.

Each answer is proven for every input within its limits, operator by operator; where an operator allows no proof, the
answer is "not known" and never a guess. So `round-up` gives whole numbers whatever it is given, and 0.5 × an even
number is whole, but users ÷ 4 may be a part.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from delivery_wiki.model.sizing import InputDefinition, RuleSet

from .expressions import Expression, ExpressionProblem
from .order import order_rules

ZERO = Fraction(0)
ONE = Fraction(1)
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRange:
    """The ends of a number, None where open, and a step that it is a multiple of, None if that is not known.

    The number zero is a multiple of every step: its own step is 0.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None

    @property
    def is_whole(self) -> bool:
        """Whether each value is proven to be a whole number."""
        return self.step is not None and self.step.denominator == 1

    @property
    def is_not_negative(self) -> bool:
        """Whether no value is proven to be below zero."""
        return self.low is not None and self.low >= 0


UNKNOWN = ValueRange()
Known = Mapping[tuple[str, str], ValueRange]


def value_ranges(rules: RuleSet) -> dict[tuple[str, str], ValueRange]:
    """The ranges of all inputs and rules by (operator, name); a rule that is in a circle or cannot be read is left out.

    What is no number has the range of which nothing is known.
    """
    known = {("input", definition.id): _of_input(definition) for definition in rules.inputs}
    for parsed in order_rules(rules).rules:
        if not isinstance(parsed.expression, ExpressionProblem):
            known["rule", parsed.rule.id] = range_of(parsed.expression, known)
    return known


def range_of(expression: Expression, known: Known) -> ValueRange:
    """What is proven of the value of an expression."""
    if expression.operator == "":
        return _of_literal(expression.literal)
    if expression.operator in ("input", "rule"):
        return known.get((expression.operator, expression.name), UNKNOWN)
    if work := _OPERATIONS.get(expression.operator):
        return work([range_of(operand, known) for operand in expression.operands])
    if special := _SPECIAL.get(expression.operator):
        return special(expression, known)
    return _any_of(range_of(result, known) for result in results_of(expression))


def results_of(expression: Expression) -> tuple[Expression, ...]:
    """The values of which `when`, `steps` and `lookup` give one."""
    if expression.operator == "steps":
        return tuple(band.gives for band in expression.bands)
    return tuple(value for key, value in expression.fields.items() if key != "condition")


def _of_input(definition: InputDefinition) -> ValueRange:
    low, high = (None if end is None else Fraction(end) for end in (definition.minimum, definition.maximum))
    if definition.kind not in ("integer", "decimal"):
        return UNKNOWN
    step = ONE if definition.kind == "integer" else None
    return ValueRange(low=low, high=high, step=low if low is not None and low == high else step)


def _of_literal(literal: Fraction | bool | str) -> ValueRange:
    if isinstance(literal, bool | str):
        return UNKNOWN
    return ValueRange(low=literal, high=literal, step=abs(literal))


def common_step(steps: Iterable[Fraction | None]) -> Fraction | None:
    """The largest step of which all are multiples: 1 of 2 and 3, 1/6 of 1/2 and 1/3."""
    common = ZERO
    for step in steps:
        if step is None:
            return None
        bottom = common.denominator * step.denominator
        common = Fraction(math.gcd(common.numerator * step.denominator, step.numerator * common.denominator), bottom)
    return common


def _any_of(ranges: Iterable[ValueRange]) -> ValueRange:
    """One of several values; nobody says which."""
    found = list(ranges)
    return ValueRange(
        low=_end(min, [range_.low for range_ in found]),
        high=_end(max, [range_.high for range_ in found]),
        step=common_step(range_.step for range_ in found),
    )


def _end(choose: Callable[[list[Fraction]], Fraction], ends: list[Fraction | None]) -> Fraction | None:
    closed = [end for end in ends if end is not None]
    return choose(closed) if closed and len(closed) == len(ends) else None


def _sum(ranges: list[ValueRange]) -> ValueRange:
    return ValueRange(
        low=_end(lambda ends: sum(ends, ZERO), [range_.low for range_ in ranges]),
        high=_end(lambda ends: sum(ends, ZERO), [range_.high for range_ in ranges]),
        step=common_step(range_.step for range_ in ranges),
    )


def _difference(ranges: list[ValueRange]) -> ValueRange:
    first, second = ranges
    return _sum([first, _negative(second)])


def _negative(range_: ValueRange) -> ValueRange:
    low, high = (None if end is None else -end for end in (range_.high, range_.low))
    return ValueRange(low=low, high=high, step=range_.step)


def _product(ranges: list[ValueRange]) -> ValueRange:
    found = ranges[0]
    for range_ in ranges[1:]:
        step = None if found.step is None or range_.step is None else found.step * range_.step
        low, high = _ends_of_product(found, range_)
        found = ValueRange(low=low, high=high, step=step)
    return found


def _ends_of_product(first: ValueRange, second: ValueRange) -> tuple[Fraction | None, Fraction | None]:
    """The ends of a product; with an open end only what holds for two values that are not negative."""
    ends = [first.low, first.high, second.low, second.high]
    closed = [end for end in ends if end is not None]
    if len(closed) == len(ends):
        products = [factor * other for factor in closed[:2] for other in closed[2:]]
        return min(products), max(products)
    if first.is_not_negative and second.is_not_negative:
        low = None if first.low is None or second.low is None else first.low * second.low
        return low, None
    return None, None


def _quotient(ranges: list[ValueRange]) -> ValueRange:
    value, by = ranges
    if by.low is not None and by.low == by.high and by.low != 0:
        return _product([value, _of_literal(ONE / by.low)])
    if by.low is None or by.low <= 0:
        low = ZERO if value.is_not_negative and by.is_not_negative else None
        return ValueRange(low=low)
    inverse = ValueRange(low=ZERO if by.high is None else ONE / by.high, high=ONE / by.low)
    low, high = _ends_of_product(value, inverse)
    return ValueRange(low=low, high=high)


def _least(ranges: list[ValueRange]) -> ValueRange:
    highs = [range_.high for range_ in ranges if range_.high is not None]
    low = _end(min, [range_.low for range_ in ranges])
    return ValueRange(low=low, high=min(highs, default=None), step=common_step(range_.step for range_ in ranges))


def _most(ranges: list[ValueRange]) -> ValueRange:
    lows = [range_.low for range_ in ranges if range_.low is not None]
    high = _end(max, [range_.high for range_ in ranges])
    return ValueRange(low=max(lows, default=None), high=high, step=common_step(range_.step for range_ in ranges))


def _rounded(expression: Expression, known: Known) -> ValueRange:
    """A multiple of `to`: it lies less than one step from the value, on the side to which it is rounded."""
    value = range_of(expression.fields["value"], known)
    to = range_of(expression.fields["to"], known) if "to" in expression.fields else _of_literal(ONE)
    if to.low is None or to.low != to.high or to.low <= 0:
        return ValueRange(low=ZERO if value.is_not_negative else None, step=to.step)
    step = to.low
    low, high = (
        None if end is None else _ROUND[expression.operator](end / step) * step for end in (value.low, value.high)
    )
    return ValueRange(low=low, high=high, step=step)


_ROUND: Mapping[str, Callable[[Fraction], int]] = {
    "round-up": math.ceil,
    "round-down": math.floor,
    "round-half-up": lambda value: math.floor(value + Fraction(1, 2)),
}


def _percent_of(expression: Expression, known: Known) -> ValueRange:
    percent, value = (range_of(expression.fields[key], known) for key in ("percent", "value"))
    return _product([percent, value, _of_literal(ONE / HUNDRED)])


def _compound(expression: Expression, known: Known) -> ValueRange:
    """What grows by no less than -100 % stays on its side of zero; what grows at all does not fall below its start."""
    value, percent = (range_of(expression.fields[key], known) for key in ("value", "percent"))
    if not value.is_not_negative or percent.low is None or percent.low < -HUNDRED:
        return UNKNOWN
    return ValueRange(low=value.low if percent.low >= 0 else ZERO)


_OPERATIONS: Mapping[str, Callable[[list[ValueRange]], ValueRange]] = {
    "add": _sum,
    "subtract": _difference,
    "multiply": _product,
    "divide": _quotient,
    "minimum-of": _least,
    "maximum-of": _most,
    **dict.fromkeys(
        ("more-than", "at-least", "less-than", "at-most", "equal-to", "all-of", "any-of", "not"), lambda _: UNKNOWN
    ),
}
_SPECIAL: Mapping[str, Callable[[Expression, Known], ValueRange]] = {
    **dict.fromkeys(_ROUND, _rounded),
    "percent-of": _percent_of,
    "compound": _compound,
}
