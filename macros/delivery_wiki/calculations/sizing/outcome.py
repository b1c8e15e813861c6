"""What an expression comes to: an exact value with the parts of its working, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from delivery_wiki.model.sizing import NumberPart, RuleValue, SignPart, WordsPart, WorkingPart
from delivery_wiki.model.status import Message, message

from .expressions import Band
from .operators import MAXIMUM_BITS

LOOSE, SUM, PRODUCT, ATOM = range(4)
NOT_A_NUMBER = message("The rule expects a number here.")
NONE_ASSUMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """A value with its working; None with the reason. `binding` says whether the parts need parentheses.

    `missing` are the inputs without a value for want of which there is none here.
    """

    value: RuleValue
    parts: tuple[WorkingPart, ...] = ()
    assumed: frozenset[str] = NONE_ASSUMED
    missing: frozenset[str] = NONE_ASSUMED
    reason: Message | None = None
    rounded_from: Fraction | None = None
    binding: int = ATOM


@cache
def sign(text: str) -> SignPart:
    """A sign between numbers."""
    return SignPart(sign=text)


def literal(value: Fraction | bool | str) -> RuleOutcome:
    """A value that is written in the rule."""
    if isinstance(value, Fraction):
        return RuleOutcome(value=value, parts=(NumberPart(value=value),))
    return RuleOutcome(
        value=value, parts=(WordsPart(message=truth(value) if isinstance(value, bool) else message(value)),)
    )


def truth(value: bool) -> Message:
    """Yes or no."""
    return message("yes") if value else message("no")


def nothing(reason: Message, *outcomes: RuleOutcome) -> RuleOutcome:
    """No result: the first reason among the operands, else the one given."""
    found = next((outcome.reason for outcome in outcomes if outcome.value is None and outcome.reason), reason)
    parts = tuple(part for outcome in outcomes for part in outcome.parts)
    missing = NONE_ASSUMED.union(*(outcome.missing for outcome in outcomes))
    return RuleOutcome(value=None, parts=parts, reason=found, assumed=assumed_behind(outcomes), missing=missing)


def assumed_behind(outcomes: Iterable[RuleOutcome]) -> frozenset[str]:
    """The assumed inputs behind any of the outcomes."""
    return NONE_ASSUMED.union(*[outcome.assumed for outcome in outcomes])


def bounded(outcome: RuleOutcome) -> RuleOutcome:
    """The outcome, or none where its number grows beyond all use."""
    value = outcome.value
    if isinstance(value, Fraction) and max(value.numerator.bit_length(), value.denominator.bit_length()) > MAXIMUM_BITS:
        return replace(
            outcome, value=None, rounded_from=None, reason=message("The number grows beyond all use."), parts=()
        )
    return outcome


def numbers_of(outcomes: Iterable[RuleOutcome]) -> list[Fraction] | None:
    """The values, if all of them are numbers."""
    values = [outcome.value for outcome in outcomes]
    numbers = [value for value in values if isinstance(value, Fraction)]
    return numbers if len(numbers) == len(values) else None


def joined(outcomes: Iterable[RuleOutcome], symbol: str, binding: int) -> tuple[WorkingPart, ...]:
    """Operands with a sign between them; what binds less, or as much after − or ÷, stands in parentheses."""
    parts: list[WorkingPart] = []
    for position, outcome in enumerate(outcomes):
        if position:
            parts.append(sign(symbol))
        strict = position > 0 and symbol in "−÷"
        loose = outcome.binding < binding or (strict and outcome.binding == binding)
        parts += [sign("("), *outcome.parts, sign(")")] if loose else outcome.parts
    return tuple(parts)


def finished(outcome: RuleOutcome) -> tuple[WorkingPart, ...]:
    """The parts, followed by what they come to unless they end in it."""
    if not isinstance(outcome.value, Fraction) or is_number(outcome) or outcome.binding == LOOSE:
        return outcome.parts
    return (*outcome.parts, sign("="), NumberPart(value=outcome.value))


def is_number(outcome: RuleOutcome) -> bool:
    """Whether the parts are the value itself."""
    return len(outcome.parts) == 1 and isinstance(outcome.parts[0], NumberPart)


def as_percent(percent: RuleOutcome) -> RuleOutcome:
    """The same with a percent sign behind its number."""
    first = percent.parts[0]
    if len(percent.parts) == 1 and isinstance(first, NumberPart):
        return replace(percent, parts=(replace(first, unit="%"),))
    return replace(percent, parts=(sign("("), *percent.parts, sign(")"), sign("%")))


def band_words(band: Band) -> tuple[WorkingPart, ...]:
    """The ends of a band in words, in parentheses."""
    ends: list[WorkingPart] = []
    if band.lower is not None and band.lower == band.upper:
        return (sign("("), WordsPart(message=message("exactly {limit}", limit=band.lower)), sign(")"))
    if band.lower is not None:
        word = "from {limit}" if band.lower_included else "above {limit}"
        ends.append(WordsPart(message=message(word, limit=band.lower)))
    if band.upper is not None:
        word = "up to {limit}" if band.upper_included else "below {limit}"
        ends.append(WordsPart(message=message(word, limit=band.upper)))
    return (sign("("), *ends, sign(")")) if ends else ()
