"""Rules as written become typed expressions; what cannot be read is a problem with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from delivery_wiki.model.finding import Step

from .operators import MAXIMUM_DEPTH, MAXIMUM_NUMBER, MAXIMUM_PLACES, OPERATORS, OperandShape, Operator

LOWER = ("above", "from")
UPPER = ("up-to", "below")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band of `steps`: its ends, None where open, and what it gives."""

    lower: Fraction | None
    lower_included: bool
    upper: Fraction | None
    upper_included: bool
    gives: Expression

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the band."""
        above = self.lower is None or value > self.lower or (self.lower_included and value == self.lower)
        below = self.upper is None or value < self.upper or (self.upper_included and value == self.upper)
        return above and below


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An operator with its operands, or a literal (operator "")."""

    operator: str
    operands: tuple[Expression, ...] = ()
    fields: Mapping[str, Expression] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    literal: Fraction | bool | str = ""
    name: str = ""
    steps: tuple[Step, ...] = ()

    def walk(self) -> Iterator[Expression]:
        """This expression and all below it."""
        yield self
        for part in (*self.operands, *self.fields.values(), *(band.gives for band in self.bands)):
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class ExpressionProblem:
    """What is wrong with a rule as written, where below the rule's value, and the repair."""

    steps: tuple[Step, ...]
    problem: str
    repair: str


class ExpressionError(Exception):
    """Carries one problem from the place where it was noticed to `parse_expression`."""

    def __init__(self, problem: ExpressionProblem) -> None:
        super().__init__(problem.problem)
        self.problem = problem


def parse_expression(value: object) -> Expression | ExpressionProblem:
    """The expression of a rule's value, or the first problem in it."""
    try:
        return _parse(value, ())
    except ExpressionError as fault:
        return fault.problem


def exact_number(value: int | Decimal) -> Fraction | None:
    """The number as a fraction; None if it is larger, or has more decimal places, than the language allows."""
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -MAXIMUM_PLACES:
            return None
    return Fraction(value) if -MAXIMUM_NUMBER <= value <= MAXIMUM_NUMBER else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that suggests the nearest known name, whatever its case, or lists the known ones."""
    names = list(dict.fromkeys(known))
    by_lower = {name.lower(): name for name in names}
    near = difflib.get_close_matches(name.lower(), by_lower, n=1)
    if near:
        return f"Did you mean '{by_lower[near[0]]}'?"
    return f"Use one of: {', '.join(names)}." if names else "There is none to choose from."


def _fail(steps: tuple[Step, ...], problem: str, repair: str) -> ExpressionError:
    return ExpressionError(ExpressionProblem(steps, problem, repair))


def _parse(value: object, steps: tuple[Step, ...], depth: int = 1) -> Expression:
    if depth > MAXIMUM_DEPTH:
        raise _fail(steps, f"the rule nests deeper than {MAXIMUM_DEPTH} levels", "Move a part to a rule of its own.")
    if isinstance(value, bool | str):
        return Expression(operator="", literal=value, steps=steps)
    if isinstance(value, int | Decimal):
        return Expression(operator="", literal=_number(value, steps), steps=steps)
    if not isinstance(value, Mapping) or len(value) != 1:
        raise _fail(steps, "a value is a number, a text or one operator", "Write one operator, such as 'input: users'.")
    ((name, content),) = value.items()
    operator = OPERATORS.get(name)
    if operator is None:
        raise _fail(steps, f"'{name}' is not an operator", did_you_mean(str(name), OPERATORS))
    return _SHAPES[operator.shape](operator, content, (*steps, name), depth)


def _number(value: object, steps: tuple[Step, ...]) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _fail(steps, f"{value!r} is not a number", "Write a number.")
    number = exact_number(value)
    if number is None:
        raise _fail(
            steps,
            f"a number is at most {MAXIMUM_NUMBER:,} and has at most {MAXIMUM_PLACES} decimal places",
            "Use another unit.",
        )
    return number


def _parse_reference(operator: Operator, content: object, steps: tuple[Step, ...], depth: int) -> Expression:
    if not isinstance(content, str):
        raise _fail(steps, f"'{operator.name}' takes a name", f"Write the id of the {operator.name}.")
    return Expression(operator=operator.name, name=content, steps=steps)


def _parse_list(operator: Operator, content: object, steps: tuple[Step, ...], depth: int) -> Expression:
    wanted = f"{operator.minimum}" if operator.minimum == operator.maximum else f"at least {operator.minimum}"
    if not isinstance(content, Sequence) or isinstance(content, str):
        raise _fail(steps, f"'{operator.name}' takes a list", f"Write [{wanted} value(s)].")
    if not operator.minimum <= len(content) <= operator.maximum:
        raise _fail(steps, f"'{operator.name}' has {len(content)} value(s)", f"Give it {wanted} value(s).")
    operands = tuple(_parse(operand, (*steps, index), depth + 1) for index, operand in enumerate(content))
    return Expression(operator=operator.name, operands=operands, steps=steps)


def _parse_fields(operator: Operator, content: object, steps: tuple[Step, ...], depth: int) -> Expression:
    named = _named(content, steps, required=operator.fields, optional=operator.optional)
    fields = {key: _parse(value, (*steps, key), depth + 1) for key, value in named.items()}
    return Expression(operator=operator.name, fields=fields, steps=steps)


def _parse_lookup(operator: Operator, content: object, steps: tuple[Step, ...], depth: int) -> Expression:
    named = _named(content, steps, required=("by", "values"))
    values = named["values"]
    if not isinstance(values, Mapping) or not values:
        raise _fail((*steps, "values"), "'values' names a result for each choice", "Write {choice: result}.")
    fields = {str(choice): _parse(value, (*steps, "values", choice), depth + 1) for choice, value in values.items()}
    return Expression(
        operator=operator.name, operands=(_parse(named["by"], (*steps, "by"), depth + 1),), fields=fields, steps=steps
    )


def _parse_steps(operator: Operator, content: object, steps: tuple[Step, ...], depth: int) -> Expression:
    named = _named(content, steps, required=("value", "bands"))
    bands = named["bands"]
    if not isinstance(bands, Sequence) or isinstance(bands, str) or not bands:
        raise _fail((*steps, "bands"), "'bands' is a list of bands", "Write [{up-to: 10, gives: 1}, …].")
    parsed = tuple(_parse_band(band, (*steps, "bands", index), depth) for index, band in enumerate(bands))
    value = _parse(named["value"], (*steps, "value"), depth + 1)
    return Expression(operator=operator.name, operands=(value,), bands=parsed, steps=steps)


def _parse_band(content: object, steps: tuple[Step, ...], depth: int) -> Band:
    named = _named(content, steps, required=("gives",), optional=(*LOWER, *UPPER))
    for pair in (LOWER, UPPER):
        if all(end in named for end in pair):
            raise _fail(steps, f"a band has '{pair[0]}' or '{pair[1]}', not both", "Delete one of them.")
    ends = {key: _number(value, (*steps, key)) for key, value in named.items() if key != "gives"}
    return Band(
        lower=ends.get("above", ends.get("from")),
        lower_included="from" in ends,
        upper=ends.get("up-to", ends.get("below")),
        upper_included="up-to" in ends,
        gives=_parse(named["gives"], (*steps, "gives"), depth + 1),
    )


def _named(
    content: object, steps: tuple[Step, ...], *, required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Mapping[str, object]:
    if not isinstance(content, Mapping):
        raise _fail(
            steps, f"expected {', '.join(required)}", f"Write {{{', '.join(f'{key}: …' for key in required)}}}."
        )
    for key in content:
        if key not in (*required, *optional):
            raise _fail((*steps, key), f"'{key}' does not belong here", did_you_mean(str(key), (*required, *optional)))
    for key in required:
        if key not in content:
            raise _fail(steps, f"'{key}' is missing", f"Add '{key}: …'.")
    return content


_SHAPES = {
    OperandShape.REFERENCE: _parse_reference,
    OperandShape.LIST: _parse_list,
    OperandShape.FIELDS: _parse_fields,
    OperandShape.LOOKUP: _parse_lookup,
    OperandShape.STEPS: _parse_steps,
}
