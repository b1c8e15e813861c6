"""Expressions become exact values, with the parts of their working."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from delivery_wiki.model.sizing import NumberPart, WordsPart, WorkingPart
from delivery_wiki.model.status import message, translatable

from .expressions import Expression
from .operators import MAXIMUM_PERIODS
from .outcome import (
    ATOM,
    LOOSE,
    NOT_A_NUMBER,
    PRODUCT,
    SUM,
    RuleOutcome,
    as_percent,
    assumed_behind,
    band_words,
    bounded,
    finished,
    joined,
    literal,
    nothing,
    numbers_of,
    sign,
    truth,
)

Known = Mapping[tuple[str, str], RuleOutcome]
ARROW = sign("→")
TO_A_MULTIPLE = translatable(
    {
        "rounded up": "rounded up to a multiple of {step}",
        "rounded down": "rounded down to a multiple of {step}",
        "rounded half up": "rounded half up to a multiple of {step}",
    }
)


def evaluate(expression: Expression, known: Known) -> RuleOutcome:
    """The value of an expression; `known` holds inputs and rules by (operator, name)."""
    if expression.operator == "":
        return literal(expression.literal)
    if expression.operator in ("input", "rule"):
        return known.get((expression.operator, expression.name)) or nothing(
            message("There is no {kind} {name}.", kind=expression.operator, name=expression.name)
        )
    outcome = _OPERATIONS[expression.operator](expression, known)
    return bounded(outcome)


def _operands(expression: Expression, known: Known) -> list[RuleOutcome]:
    return [evaluate(operand, known) for operand in expression.operands]


def _arithmetic(
    symbol: str, binding: int, calculate: Callable[[list[Fraction]], Fraction]
) -> Callable[[Expression, Known], RuleOutcome]:
    def operation(expression: Expression, known: Known) -> RuleOutcome:
        outcomes = _operands(expression, known)
        numbers = numbers_of(outcomes)
        if numbers is None:
            return nothing(NOT_A_NUMBER, *outcomes)
        parts = joined(outcomes, symbol, binding)
        if symbol == "÷" and numbers[1] == 0:
            return RuleOutcome(
                value=None, parts=parts, reason=message("Division by zero."), assumed=assumed_behind(outcomes)
            )
        return RuleOutcome(value=calculate(numbers), parts=parts, assumed=assumed_behind(outcomes), binding=binding)

    return operation


def product_of(numbers: Iterable[Fraction]) -> Fraction:
    """The exact product of at least one number."""
    return functools.reduce(operator.mul, numbers)


def sum_of(numbers: Iterable[Fraction]) -> Fraction:
    """The exact sum of at least one number."""
    return functools.reduce(operator.add, numbers)


def _extreme(word: str, choose: Callable[[list[Fraction]], Fraction]) -> Callable[[Expression, Known], RuleOutcome]:
    def operation(expression: Expression, known: Known) -> RuleOutcome:
        outcomes = _operands(expression, known)
        numbers = numbers_of(outcomes)
        if numbers is None:
            return nothing(NOT_A_NUMBER, *outcomes)
        parts = (WordsPart(message=message(word)), sign("("), *joined(outcomes, ";", SUM), sign(")"))
        return RuleOutcome(value=choose(numbers), parts=parts, assumed=assumed_behind(outcomes))

    return operation


def _rounding(word: str, choose: Callable[[Fraction], int]) -> Callable[[Expression, Known], RuleOutcome]:
    def operation(expression: Expression, known: Known) -> RuleOutcome:
        value = evaluate(expression.fields["value"], known)
        to = evaluate(expression.fields["to"], known) if "to" in expression.fields else literal(Fraction(1))
        numbers = numbers_of((value, to))
        if numbers is None:
            return nothing(NOT_A_NUMBER, value, to)
        if numbers[1] <= 0:
            return nothing(message("A value cannot be rounded to multiples of zero or less."))
        number, step = numbers
        rounded = Fraction(choose(number)) if step == 1 else choose(number / step) * step
        if rounded == number:
            assumed = assumed_behind((value, to))
            return RuleOutcome(
                value=number, parts=value.parts, assumed=assumed, rounded_from=number, binding=value.binding
            )
        words = message(word) if step == 1 else message(TO_A_MULTIPLE[word], step=step)
        tail = (ARROW, WordsPart(message=words), sign(":"), NumberPart(value=rounded))
        return RuleOutcome(
            value=rounded,
            parts=(*finished(value), *tail),
            assumed=assumed_behind((value, to)),
            rounded_from=number,
            binding=LOOSE,
        )

    return operation


def _percent_of(expression: Expression, known: Known) -> RuleOutcome:
    percent, value = (evaluate(expression.fields[key], known) for key in ("percent", "value"))
    numbers = numbers_of((percent, value))
    if numbers is None:
        return nothing(NOT_A_NUMBER, percent, value)
    parts = joined((value, as_percent(percent)), "×", PRODUCT)
    return RuleOutcome(
        value=numbers[0] * numbers[1] / 100, parts=parts, assumed=assumed_behind((percent, value)), binding=PRODUCT
    )


def _compound(expression: Expression, known: Known) -> RuleOutcome:
    outcomes = [evaluate(expression.fields[key], known) for key in ("value", "percent", "periods")]
    numbers = numbers_of(outcomes)
    if numbers is None:
        return nothing(NOT_A_NUMBER, *outcomes)
    value, percent, periods = numbers
    if periods.denominator != 1 or not 0 <= periods <= MAXIMUM_PERIODS:
        return nothing(message("Periods are whole, from 0 to {most}.", most=MAXIMUM_PERIODS))
    factor = (sign("("), NumberPart(value=Fraction(1)), sign("+"), *as_percent(outcomes[1]).parts, sign(")"))
    head = joined((outcomes[0], RuleOutcome(value=None, parts=factor, binding=ATOM)), "×", PRODUCT)
    parts = (*head, sign("^"), *joined((outcomes[2],), "", ATOM))
    grown = value * (1 + percent / 100) ** periods.numerator
    return RuleOutcome(value=grown, parts=parts, assumed=assumed_behind(outcomes), binding=PRODUCT)


def _comparison(word: str, holds: Callable[[Fraction, Fraction], bool]) -> Callable[[Expression, Known], RuleOutcome]:
    def operation(expression: Expression, known: Known) -> RuleOutcome:
        outcomes = _operands(expression, known)
        numbers = numbers_of(outcomes)
        if numbers is None:
            return nothing(NOT_A_NUMBER, *outcomes)
        return _condition(holds(*numbers), outcomes, word)

    return operation


def _condition(value: bool, outcomes: list[RuleOutcome], word: str) -> RuleOutcome:
    first, second = outcomes
    middle = WordsPart(message=message(word))
    tail = (sign(":"), WordsPart(message=truth(value)))
    return RuleOutcome(
        value=value, parts=(*first.parts, middle, *second.parts, *tail), assumed=assumed_behind(outcomes)
    )


def _equal_to(expression: Expression, known: Known) -> RuleOutcome:
    outcomes = _operands(expression, known)
    first, second = (outcome.value for outcome in outcomes)
    if first is None or second is None:
        return nothing(NOT_A_NUMBER, *outcomes)
    return _condition(type(first) is type(second) and first == second, outcomes, "equal to")


def _logic(word: str, holds: Callable[[list[bool]], bool]) -> Callable[[Expression, Known], RuleOutcome]:
    def operation(expression: Expression, known: Known) -> RuleOutcome:
        outcomes = _operands(expression, known)
        values = [outcome.value for outcome in outcomes if isinstance(outcome.value, bool)]
        if len(values) < len(outcomes):
            return nothing(message("The rule expects yes or no here."), *outcomes)
        parts = (WordsPart(message=message(word)), sign("("), *joined(outcomes, ";", SUM), sign(")"))
        return RuleOutcome(value=holds(values), parts=parts, assumed=assumed_behind(outcomes))

    return operation


def _when(expression: Expression, known: Known) -> RuleOutcome:
    condition = evaluate(expression.fields["condition"], known)
    if not isinstance(condition.value, bool):
        return nothing(message("The rule expects yes or no here."), condition)
    branch = expression.fields.get("then" if condition.value else "else")
    if branch is None:
        return replace(condition, value=None, reason=message("No rule matches."))
    return _chosen(condition, condition.parts, evaluate(branch, known))


def _chosen(by: RuleOutcome, head: tuple[WorkingPart, ...], result: RuleOutcome) -> RuleOutcome:
    return RuleOutcome(
        value=result.value,
        parts=(*head, ARROW, *finished(result)),
        assumed=by.assumed | result.assumed,
        missing=result.missing,
        reason=result.reason,
        rounded_from=result.rounded_from,
        binding=LOOSE,
    )


def _steps(expression: Expression, known: Known) -> RuleOutcome:
    value = evaluate(expression.operands[0], known)
    number = value.value
    if not isinstance(number, Fraction):
        return nothing(NOT_A_NUMBER, value)
    band = next((band for band in expression.bands if band.holds(number)), None)
    if band is None:
        reason = message("No rule matches {value}: it lies outside all bands.", value=number)
        return replace(value, value=None, reason=reason, rounded_from=None)
    head = (*value.parts, *band_words(band))
    return _chosen(value, head, evaluate(band.gives, known))


def _lookup(expression: Expression, known: Known) -> RuleOutcome:
    choice = evaluate(expression.operands[0], known)
    if not isinstance(choice.value, str):
        return nothing(message("The rule expects a choice here."), choice)
    found = expression.fields.get(choice.value)
    if found is None:
        return replace(choice, value=None, reason=message("No rule matches {value}.", value=choice.value))
    return _chosen(choice, choice.parts, evaluate(found, known))


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def _half_up(value: Fraction) -> int:
    return _floor(value + Fraction(1, 2))


_OPERATIONS: Mapping[str, Callable[[Expression, Known], RuleOutcome]] = {
    "add": _arithmetic("+", SUM, sum_of),
    "subtract": _arithmetic("−", SUM, lambda numbers: numbers[0] - numbers[1]),
    "multiply": _arithmetic("×", PRODUCT, product_of),
    "divide": _arithmetic("÷", PRODUCT, lambda numbers: numbers[0] / numbers[1]),
    "minimum-of": _extreme("smallest of", min),
    "maximum-of": _extreme("largest of", max),
    "round-up": _rounding("rounded up", _ceiling),
    "round-down": _rounding("rounded down", _floor),
    "round-half-up": _rounding("rounded half up", _half_up),
    "percent-of": _percent_of,
    "compound": _compound,
    "more-than": _comparison("more than", lambda a, b: a > b),
    "at-least": _comparison("at least", lambda a, b: a >= b),
    "less-than": _comparison("less than", lambda a, b: a < b),
    "at-most": _comparison("at most", lambda a, b: a <= b),
    "equal-to": _equal_to,
    "all-of": _logic("all of", all),
    "any-of": _logic("any of", any),
    "not": _logic("not", lambda values: not values[0]),
    "when": _when,
    "steps": _steps,
    "lookup": _lookup,
}
