"""Amounts in the columns of a price table, whose head names the currency."""

from __future__ import annotations

from decimal import Decimal

from delivery_wiki.calculations.money.minor_units import decimal_places, rounded
from delivery_wiki.pages.elements.register_parts import NOTHING
from delivery_wiki.pages.elements.words import Words


def plain_money(words: Words, amount: Decimal | None, currency: str) -> str:
    """An amount with the places of its currency and without its code."""
    if amount is None:
        return NOTHING
    return words.number(rounded(amount, currency), places=decimal_places(currency))
