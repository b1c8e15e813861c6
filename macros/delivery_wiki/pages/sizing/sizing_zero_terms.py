"""Sums of a working without the terms that are zero, so that what counts is seen; what-if-view.js does the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from delivery_wiki.model.sizing import NumberPart, SignPart, WordsPart, WorkingPart
from delivery_wiki.model.status import message

Parts = tuple[WorkingPart, ...]
OPENING = frozenset("(→:;=")  # what a sum can begin behind; words as well


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedWorking:
    """A working with "0 (2 terms)" in the place of the zero terms of a sum, and those terms."""

    shown: Parts
    folded: tuple[Parts, ...]


def fold_zero_terms(parts: Sequence[WorkingPart]) -> FoldedWorking:
    """The products with a factor of zero, taken out of each sum that has other terms."""
    shown: list[WorkingPart] = []
    folded: list[Parts] = []
    for start, end in _runs(parts):
        terms = _terms(parts[start:end])
        zeros = [position for position in _complete(parts, start, end, len(terms)) if _is_zero(terms[position])]
        if zeros and len(zeros) < len(terms):
            folded += [terms[position] for position in zeros]
            terms = [
                _mark(len(zeros)) if position == zeros[0] else term
                for position, term in enumerate(terms)
                if position == zeros[0] or position not in zeros
            ]
        for position, term in enumerate(terms):
            shown += (SignPart(sign="+"), *term) if position else term
    return FoldedWorking(shown=tuple(shown), folded=tuple(folded))


def _mark(count: int) -> Parts:
    words = message("(one term)") if count == 1 else message("({count} terms)", count=count)
    return (NumberPart(value=Fraction(0)), WordsPart(message=words))


def _runs(parts: Sequence[WorkingPart]) -> Iterator[tuple[int, int]]:
    """Where numbers, products and plus signs follow each other; every other part stands alone."""
    start = 0
    while start < len(parts):
        end = start + 1
        while _is_of_a_sum(parts[start]) and end < len(parts) and _is_of_a_sum(parts[end]):
            end += 1
        yield start, end
        start = end


def _is_of_a_sum(part: WorkingPart) -> bool:
    return isinstance(part, NumberPart) or (isinstance(part, SignPart) and part.sign in "+×÷")


def _terms(run: Sequence[WorkingPart]) -> list[Parts]:
    terms: list[list[WorkingPart]] = [[]]
    for part in run:
        if part == SignPart(sign="+"):
            terms.append([])
        else:
            terms[-1].append(part)
    return [tuple(term) for term in terms]


def _complete(parts: Sequence[WorkingPart], start: int, end: int, count: int) -> range:
    """The terms that are whole: the first may be taken away from something, the last may go on in parentheses."""
    before, after = parts[start - 1 : start], parts[end : end + 1]
    begins = not before or not isinstance(before[0], SignPart) or before[0].sign in OPENING
    goes_on = bool(after) and isinstance(after[0], SignPart) and after[0].sign in "(^%"
    return range(0 if begins else 1, count - 1 if goes_on else count)


def _is_zero(term: Parts) -> bool:
    """Whether a product of numbers has a factor of zero."""
    numbers, signs = term[::2], term[1::2]
    if not all(isinstance(part, NumberPart) for part in numbers) or len(numbers) != len(signs) + 1:
        return False
    multiplied = [numbers[0], *(number for number, sign in zip(numbers[1:], signs, strict=True) if _is_times(sign))]
    return any(isinstance(part, NumberPart) and part.value == 0 for part in multiplied)


def _is_times(part: WorkingPart) -> bool:
    return part == SignPart(sign="×")
