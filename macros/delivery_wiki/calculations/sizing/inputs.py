"""The inputs of a request as the rules use them: converted once, defaults filled in, faults named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from delivery_wiki.model.project.sizing_request import InputBasis, SizingInput
from delivery_wiki.model.sizing import InputDefinition, NumberPart, RuleSet, RuleValue, SignPart, UsedInput, WordsPart
from delivery_wiki.model.status import Message, message
from delivery_wiki.model.texts.plain_number import how_to_write, two_readings, unit_in_yaml, without_marks

from .evaluate import sum_of
from .expressions import did_you_mean, exact_number
from .number_text import exact_or_near
from .outcome import RuleOutcome
from .units import KINDS, convert, meant_units, repair_unit

ASSUMED = "assumed"
NUMBER_WITH_UNIT = re.compile(r"(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?) ?(?P<unit>[A-Za-z%][A-Za-z/% ]*)?")
MOST_DEFAULTS = 4096


class InputFault(Enum):
    """Why a value cannot be used; the value is the end of a finding's code."""

    KIND = "kind"
    UNIT = "unit"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class RefusedInput:
    """A value that cannot be used, what is wrong with it and the repair."""

    fault: InputFault
    problem: str
    repair: str


def read_value(definition: InputDefinition, value: object, unit: str = "") -> RuleValue | RefusedInput:
    """A given value in the rule set's unit and kind, or why it cannot be used."""
    if definition.kind in ("boolean", "choice"):
        return _read_choice(definition, value, unit)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return _wrong_kind(definition, value, "a number")
    number = exact_number(value)
    if number is None:
        return RefusedInput(
            InputFault.RANGE, f"{definition.id} is too large or too finely divided", "Use another unit."
        )
    if definition.kind == "integer" and (found := two_readings(value)):
        return RefusedInput(InputFault.KIND, f"{definition.id} is {found.problem}", found.repair)
    converted = convert(number, unit or definition.unit, definition.unit)
    if converted is None:
        return _wrong_unit(definition, unit)
    given = f"{exact_or_near(number)} {unit}" if unit and unit != definition.unit else ""
    return _in_range(definition, converted, given)


def use_inputs(rules: RuleSet, given: Sequence[SizingInput]) -> tuple[UsedInput, ...]:
    """Every input of the rule set with its value; inputs that the rule set does not know are left aside."""
    by_name = {sizing_input.input: sizing_input for sizing_input in given}
    return tuple(_use(definition, by_name) for definition in rules.inputs)


def known_inputs(used: Iterable[UsedInput]) -> dict[tuple[str, str], RuleOutcome]:
    """The inputs as outcomes for the rules that name them."""
    return {("input", used_input.definition.id): _outcome(used_input) for used_input in used}


def _read_choice(definition: InputDefinition, value: object, unit: str) -> RuleValue | RefusedInput:
    """Yes or no, or one of the choices; of a choice, the whole text is the value."""
    if definition.kind == "boolean":
        return value if isinstance(value, bool) else _wrong_kind(definition, value, "true or false")
    if isinstance(value, str) and value in definition.choices and not unit:
        return value
    written = str(value).lower() if isinstance(value, bool) else str(value)
    problem = f"{definition.id} is '{written}'; expected one of {', '.join(definition.choices)}"
    whole = f"{written} {unit}".strip()
    if whole in definition.choices:
        repair = f'Write it as one text in quotes: "{whole}".'
        problem = f"{definition.id} is given as {_described(value, unit)}; a choice is one text"
        return RefusedInput(InputFault.KIND, problem, repair)
    begun = [choice for choice in definition.choices if whole and choice.casefold().startswith(whole.casefold())]
    repair = f"Did you mean '{begun[0]}'?" if len(begun) == 1 else did_you_mean(whole, definition.choices)
    return RefusedInput(InputFault.KIND, problem, repair)


def _described(value: object, unit: str) -> str:
    """A value that is no text, or that has a unit, in words."""
    what = f"the text '{value}'" if isinstance(value, str) else f"{str(value).lower()} without quotes"
    return f"{what} in the unit '{unit}'" if unit else what


def _wrong_kind(definition: InputDefinition, value: object, expected: str) -> RefusedInput:
    problem = f"{definition.id} is '{value}'; expected {expected}"
    return RefusedInput(InputFault.KIND, problem, _write_kind(definition, value, expected))


def _write_kind(definition: InputDefinition, value: object, expected: str) -> str:
    """How a value of another kind is written; a number that stands in quotes, with its unit, loses them."""
    if not isinstance(value, str) or expected != "a number":
        return f"Write {expected}."
    found = NUMBER_WITH_UNIT.fullmatch(value)
    if found is None or without_marks(found["number"]):
        return how_to_write(found["number"] if found else value, is_whole=definition.kind == "integer")
    if not (unit := (found["unit"] or "").strip()):
        return f"Write value: {found['number']} without quotes."
    meant = meant_units(unit, definition.unit)
    if convert(Fraction(1), unit, definition.unit) is None and len(meant) != 1:
        return f"{repair_unit(unit, definition.unit)} The number stands without quotes and without its unit."
    return f"Write value: {found['number']} without quotes, and unit: {unit_in_yaml(meant[0] if meant else unit)}."


def _wrong_unit(definition: InputDefinition, unit: str) -> RefusedInput:
    wanted = f"'{definition.unit}'" if definition.unit else "a number without a unit"
    return RefusedInput(
        InputFault.UNIT,
        f"{definition.id} is in '{unit}'; the rule set expects {wanted}",
        repair_unit(unit, definition.unit),
    )


def _in_range(definition: InputDefinition, value: Fraction, given: str = "") -> RuleValue | RefusedInput:
    """The value if it is whole where that is asked for, and in its range; `given` is it as written, if converted."""
    low, high = definition.minimum, definition.maximum
    if definition.kind == "integer" and value.denominator != 1:
        return _not_whole(definition, value, given)
    if (low is not None and value < Fraction(low)) or (high is not None and value > Fraction(high)):
        ends = f"from {low}" if high is None else f"up to {high}" if low is None else f"from {low} to {high}"
        borders = [Fraction(end) for end in (low, high) if end is not None]
        shown = f": {given} is {exact_or_near(value, unlike=borders)} {definition.unit}, which" if given else ""
        problem = f"{definition.id}{shown} lies outside its range, {ends} {definition.unit}".rstrip()
        return RefusedInput(InputFault.RANGE, problem, "Correct the number or its unit.")
    return value


def _not_whole(definition: InputDefinition, value: Fraction, given: str) -> RefusedInput:
    """A part where a whole number is expected, with what was written and with the whole numbers beside it."""
    of = f" of {definition.unit}" if KINDS.get(definition.unit) in ("information", "frequency") else ""
    shown = f"{exact_or_near(value)} {definition.unit}".rstrip()
    fact = f"{definition.id}: {given} is {shown}" if given else f"{definition.id} is {shown}"
    below = value.numerator // value.denominator
    repair = f"Write the whole number{of} that is meant, {below:,} or {below + 1:,}."
    return RefusedInput(InputFault.KIND, f"{fact}; the rule set expects a whole number{of}", repair)


def _use(definition: InputDefinition, given: Mapping[str, SizingInput]) -> UsedInput:
    own = given.get(definition.id)
    if own is not None:
        value = read_value(definition, own.value, own.unit)
        if not isinstance(value, RefusedInput):
            return _given(definition, own, value)
        return UsedInput(definition=definition, value=None, assumed=False, from_default=False, source=own.source)
    parts = [given[name] for name in definition.sum_of if name in given]
    if parts and len(parts) == len(definition.sum_of):
        return _summed(definition, parts)
    return _default(definition)


def _given(definition: InputDefinition, own: SizingInput, value: RuleValue) -> UsedInput:
    converted = bool(own.unit) and own.unit != definition.unit and isinstance(own.value, int | Decimal)
    return UsedInput(
        definition=definition,
        value=value,
        assumed=own.basis is InputBasis.ASSUMED,
        from_default=False,
        source=own.source,
        given=Fraction(own.value) if converted and not isinstance(own.value, str) else None,
        given_unit=own.unit if converted else "",
    )


def _summed(definition: InputDefinition, parts: Sequence[SizingInput]) -> UsedInput:
    """The sum of other inputs; the range holds for the sum, not for each of them."""
    numbers = [
        number
        for sizing_input in parts
        if (number := _converted(definition, sizing_input.value, sizing_input.unit)) is not None
    ]
    value = _in_range(definition, sum_of(numbers)) if len(numbers) == len(parts) else None
    return UsedInput(
        definition=definition,
        value=None if isinstance(value, RefusedInput) else value,
        assumed=any(sizing_input.basis is InputBasis.ASSUMED for sizing_input in parts),
        from_default=False,
        source=" + ".join(sizing_input.input for sizing_input in parts),
    )


def _converted(definition: InputDefinition, value: object, unit: str) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = exact_number(value)
    return None if number is None else convert(number, unit or definition.unit, definition.unit)


@lru_cache(maxsize=MOST_DEFAULTS)
def _default(definition: InputDefinition) -> UsedInput:
    value = None if definition.default is None else read_value(definition, definition.default)
    return UsedInput(
        definition=definition,
        value=None if isinstance(value, RefusedInput) else value,
        assumed=value is not None and definition.default_basis == ASSUMED,
        from_default=True,
        source=", ".join(definition.default_texts),
    )


def _outcome(used: UsedInput) -> RuleOutcome:
    definition, value = used.definition, used.value
    if value is None:
        reason = message("The input {input} is missing.", input=definition.title)
        return RuleOutcome(value=None, reason=reason, missing=frozenset((definition.id,)))
    assumed = frozenset((definition.id,)) if used.assumed else frozenset()
    if isinstance(value, Fraction):
        part = NumberPart(
            value=value, unit=definition.unit, reference=definition.id, title=definition.title, assumed=used.assumed
        )
        return RuleOutcome(value=value, parts=(part,), assumed=assumed)
    word: Message = message(value) if isinstance(value, str) else message("yes" if value else "no")
    parts = (WordsPart(message=message(definition.title)), SignPart(sign=":"), WordsPart(message=word))
    return RuleOutcome(value=value, parts=parts, assumed=assumed)
