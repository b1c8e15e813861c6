"""Roundings that nobody asked for: somewhere in a rule, a value that may be a part is rounded before it goes on.

Left out are those that change nothing for any input: a value that is proven to be whole, a rounding within the same
rounding, and a value that is only compared with whole numbers on the side to which it is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from .expressions import ExpressionProblem, parse_expression
from .kinds import kind_of
from .operators import ValueKind
from .value_ranges import ValueRange, range_of

Kinds = Mapping[tuple[str, str], ValueKind | None]
Ranges = Mapping[tuple[str, str], ValueRange]
Roundings = frozenset[str]
UP, DOWN = "round-up", "round-down"
NONE: Roundings = frozenset()
OPPOSITE = {UP: DOWN, DOWN: UP}
# On which side the first and the second operand may be rounded without a change, if the other one is whole.
COMPARED = {"more-than": (UP, DOWN), "at-most": (UP, DOWN), "at-least": (DOWN, UP), "less-than": (DOWN, UP)}


def inserted_roundings(value: Any, kinds: Kinds, ranges: Ranges, idle: Roundings = NONE) -> Iterator[tuple[str, Any]]:
    """Each place of a rule's value with a rounding around it, in words, and the changed value; `idle` ones are not."""
    if not isinstance(value, Mapping):
        return
    ((name, content),) = value.items()
    if _may_be_a_part(value, kinds, ranges):
        yield from (
            (f"{direction} of {_named(value)}", {direction: {"value": value}})
            for direction in (UP, DOWN)
            if direction not in idle
        )
    for path, inner, idle_there in _operands(name, content, ranges, idle):
        for change, changed in inserted_roundings(inner, kinds, ranges, idle_there):
            yield change, {name: _put(content, path, changed)}


def _may_be_a_part(value: Any, kinds: Kinds, ranges: Ranges) -> bool:
    expression = parse_expression(value)
    if isinstance(expression, ExpressionProblem) or kind_of(expression, kinds) is not ValueKind.NUMBER:
        return False
    return not range_of(expression, ranges).is_whole


def _is_whole(value: Any, ranges: Ranges) -> bool:
    expression = parse_expression(value)
    return not isinstance(expression, ExpressionProblem) and range_of(expression, ranges).is_whole


def _is_positive(value: Any, ranges: Ranges) -> bool:
    expression = parse_expression(value)
    low = None if isinstance(expression, ExpressionProblem) else range_of(expression, ranges).low
    return low is not None and low > 0


def _operands(
    name: str, content: Any, ranges: Ranges, idle: Roundings
) -> Iterator[tuple[tuple[Any, ...], Any, Roundings]]:
    """The values below an operator, with their paths and the roundings that change nothing there."""
    if isinstance(content, Sequence) and not isinstance(content, str):
        for position, inner in enumerate(content):
            others = [operand for place, operand in enumerate(content) if place != position]
            whole = all(_is_whole(operand, ranges) for operand in others)
            there = _idle_in_list(name, position, idle) if whole else NONE
            if name == "divide" and position == 0 and whole and _is_positive(others[0], ranges):
                there = idle  # rounding twice to whole numbers is rounding once: ceil(ceil(x) / 4) = ceil(x / 4)
            yield (position,), inner, there
    elif name == "steps":
        yield ("value",), content["value"], _idle_in_bands(content["bands"])
        for position, band in enumerate(content["bands"]):
            yield ("bands", position, "gives"), band["gives"], idle
    elif name == "lookup":
        for choice, inner in content["values"].items():
            yield ("values", choice), inner, idle
    elif isinstance(content, Mapping):
        for key, inner in content.items():
            yield (key,), inner, _idle_in_field(name, key, content, ranges, idle)


def _idle_in_list(name: str, position: int, idle: Roundings) -> Roundings:
    """Whole numbers beside it carry a rounding through a sum and through a comparison."""
    if name in COMPARED:
        return frozenset((COMPARED[name][position],))
    if name in ("add", "minimum-of", "maximum-of") or (name == "subtract" and position == 0):
        return idle
    return frozenset(OPPOSITE[direction] for direction in idle) if name == "subtract" else NONE


def _idle_in_bands(bands: Sequence[Mapping[str, Any]]) -> Roundings:
    """Which rounding leaves every value in its band: up where all ends belong below, down where all belong above."""
    ends = [(key, number) for band in bands for key, number in band.items() if key != "gives"]
    if any(Fraction(number).denominator != 1 for _, number in ends):
        return NONE
    below = {key in ("up-to", "above") for key, _ in ends}
    return frozenset(((UP,) if True in below else (DOWN,)) if len(below) == 1 else ())


def _idle_in_field(name: str, key: str, content: Mapping[str, Any], ranges: Ranges, idle: Roundings) -> Roundings:
    if name == "when":
        return NONE if key == "condition" else idle
    if name in OPPOSITE and key == "value" and ("to" not in content or _is_whole(content["to"], ranges)):
        return frozenset((name,))
    return NONE


def _named(value: Mapping[str, Any]) -> str:
    """A value as a reader finds it: an input or rule by its id, else its operator."""
    ((name, content),) = value.items()
    return str(content) if name in ("input", "rule") else f"'{name}'"


def _put(content: Any, path: tuple[Any, ...], value: object) -> Any:
    """The content with one value in another's place."""
    if not path:
        return value
    first, *rest = path
    changed = _put(content[first], tuple(rest), value)
    if isinstance(content, Mapping):
        return {**content, first: changed}
    return [*content[:first], changed, *content[first + 1 :]]
