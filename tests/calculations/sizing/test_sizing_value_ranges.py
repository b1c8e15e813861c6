"""What is proven of a value before any input is known holds for every input."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery_wiki.calculations.sizing.evaluate import evaluate
from delivery_wiki.calculations.sizing.expressions import Expression, ExpressionProblem, parse_expression
from delivery_wiki.calculations.sizing.outcome import literal
from delivery_wiki.calculations.sizing.value_ranges import ValueRange, range_of

INPUTS = {
    "users": ValueRange(low=Fraction(1), high=Fraction(100), step=Fraction(1)),
    "hours": ValueRange(low=Fraction(-3), high=Fraction(5)),
    "open": ValueRange(low=Fraction(0), step=Fraction(1)),
}
KNOWN = {("input", name): range_ for name, range_ in INPUTS.items()}
NUMBERS = st.sampled_from(("0", "1", "2", "7", "-3", "0.5", "2.25", "-1.5")).map(Fraction)
PAIR = ("subtract", "divide")
LISTS = ("add", "multiply", "minimum-of", "maximum-of")


def _parsed(value: object) -> Expression:
    expression = parse_expression(value)
    assert not isinstance(expression, ExpressionProblem), expression
    return expression


def _literal(value: Fraction) -> Expression:
    return Expression(operator="", literal=value)


def _expressions(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    lists = st.builds(
        lambda name, operands: Expression(operator=name, operands=tuple(operands)),
        st.sampled_from(LISTS),
        st.lists(inner, min_size=2, max_size=3),
    )
    pairs = st.builds(
        lambda name, first, second: Expression(operator=name, operands=(first, second)),
        st.sampled_from(PAIR),
        inner,
        inner,
    )
    roundings = st.builds(
        lambda name, value, to: Expression(operator=name, fields={"value": value, "to": to}),
        st.sampled_from(("round-up", "round-down", "round-half-up")),
        inner,
        st.sampled_from(("1", "2", "0.5")).map(Fraction).map(_literal) | inner,
    )
    shares = st.builds(
        lambda percent, value: Expression(operator="percent-of", fields={"percent": percent, "value": value}),
        inner,
        inner,
    )
    grown = st.builds(
        lambda value, percent: Expression(
            operator="compound", fields={"value": value, "percent": percent, "periods": _literal(Fraction(2))}
        ),
        inner,
        inner,
    )
    choices = st.builds(
        lambda first, then, other: Expression(
            operator="when",
            fields={
                "condition": Expression(operator="more-than", operands=(first, _literal(Fraction(2)))),
                "then": then,
                "else": other,
            },
        ),
        inner,
        inner,
        inner,
    )
    return lists | pairs | roundings | shares | grown | choices


LEAVES = st.sampled_from(tuple(INPUTS)).map(lambda name: Expression(operator="input", name=name)) | NUMBERS.map(
    _literal
)
VALUES = {
    "users": st.integers(1, 100).map(Fraction),
    "hours": st.fractions(min_value=-3, max_value=5, max_denominator=16),
    "open": st.integers(0, 10**6).map(Fraction),
}


@given(expression=st.recursive(LEAVES, _expressions, max_leaves=8), values=st.fixed_dictionaries(VALUES))
def test_every_value_lies_in_its_range(expression: Expression, values: Mapping[str, Fraction]) -> None:
    """Any expression for any inputs within their limits: not below the low end, not above the high one, on the step."""
    found = range_of(expression, KNOWN)
    value = evaluate(expression, {("input", name): literal(number) for name, number in values.items()}).value
    if not isinstance(value, Fraction):
        return
    assert found.low is None or value >= found.low
    assert found.high is None or value <= found.high
    if found.step is not None:
        assert value == 0 if found.step == 0 else (value / found.step).denominator == 1


@pytest.mark.parametrize(
    ("value", "whole", "not_negative"),
    [
        ({"input": "users"}, True, True),
        ({"divide": [{"input": "users"}, 4]}, False, True),
        ({"round-up": {"value": {"divide": [{"input": "users"}, 4]}}}, True, True),
        ({"multiply": [0.5, {"round-up": {"value": {"input": "hours"}, "to": 2}}]}, True, False),
        ({"round-half-up": {"value": {"input": "users"}, "to": 0.5}}, False, True),
        ({"subtract": [{"input": "users"}, 2]}, True, False),
        ({"maximum-of": [0, {"subtract": [{"input": "users"}, 2]}]}, True, True),
        ({"subtract": [{"input": "users"}, 1]}, True, True),
        ({"percent-of": {"percent": 200, "value": {"input": "users"}}}, True, True),
        ({"percent-of": {"percent": 20, "value": {"input": "users"}}}, False, True),
        (
            {"steps": {"value": {"input": "hours"}, "bands": [{"up-to": 1, "gives": 2}, {"above": 1, "gives": 3}]}},
            True,
            True,
        ),
        ({"lookup": {"by": "a", "values": {"a": 2, "b": 2.5}}}, False, True),
        ({"compound": {"value": {"input": "users"}, "percent": 10, "periods": 2}}, False, True),
        ({"input": "hours"}, False, False),
    ],
)
def test_whole_numbers_are_proven_operator_by_operator(value: Any, whole: bool, not_negative: bool) -> None:
    """A rounding makes a whole number of anything; a product, a share or a choice needs parts that make one."""
    found = range_of(_parsed(_exact(value)), KNOWN)
    assert (found.is_whole, found.is_not_negative) == (whole, not_negative)


def _exact(value: Any) -> Any:
    """The value as the reader gives it: decimals, never binary fractions."""
    from decimal import Decimal

    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    return [_exact(inner) for inner in value] if isinstance(value, list) else value
