"""The minor units of currencies, from CLDR: what is computed, added and printed has the same places."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache

from babel.numbers import get_currency_precision

MAXIMUM_DIGITS = 5_000  # an amount is rounded to its minor unit and never to a number of digits
NOTHING = Decimal(0)
WHOLE = Decimal(100)


@cache
def decimal_places(currency: str) -> int:
    """How many decimals CLDR gives an amount: 2 for EUR, 0 for RSD; 2 for a code it lacks, or where there is none."""
    return get_currency_precision(currency) if currency else 2


@cache
def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 EUR, 1 RSD, 0.001 KWD."""
    return Decimal(1).scaleb(-decimal_places(currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """An amount rounded half up, away from zero, to the minor unit of its currency.

    Raises `decimal.InvalidOperation` where that takes more than `MAXIMUM_DIGITS` digits.
    """
    with localcontext(prec=MAXIMUM_DIGITS):
        return amount.quantize(minor_unit(currency), rounding=ROUND_HALF_UP)


def instalments(total: Decimal, percents: Iterable[Decimal], currency: str) -> tuple[Decimal, ...]:
    """The shares of a total in percent, each rounded half up to the minor unit and none more than what is left.

    Where the percentages come to a hundred, the last one takes what is left, so that the shares add up to the total.
    """
    found = tuple(percents)
    amounts: list[Decimal] = []
    left = rounded(total, currency)
    for number, percent in enumerate(found, start=1):
        last = number == len(found) and sum(found, NOTHING) == WHOLE
        amounts.append(left if last else min(left, rounded(total * percent / WHOLE, currency)))
        left -= amounts[-1]
    return tuple(amounts)
