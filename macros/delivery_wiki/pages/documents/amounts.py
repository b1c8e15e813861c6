"""Amounts in the columns of a price table, whose head names the currency."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import get_currency_precision

from delivery_wiki.pages.register_parts import NOTHING
from delivery_wiki.pages.words import Words


def plain_money(words: Words, amount: Decimal | None, currency: str) -> str:
    """An amount with the places of its currency and without its code."""
    if amount is None:
        return NOTHING
    return words.number(amount, places=get_currency_precision(currency) if currency else 2)
