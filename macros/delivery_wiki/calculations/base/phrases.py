"""Small helpers for messages: lists of ids, and singular against plural."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from delivery_wiki.model.document_kinds import FORMAL_OFFER
from delivery_wiki.model.status import DocumentStatus, Message, MessageValue, message, translatable

from .readable_digits import readable

LISTED = 6
# An offer is accepted in another sense than a work: other languages have a word of their own for each.
STATES_OF_OFFERS = translatable({"accepted": "accepted by the customer"})


class WithId(Protocol):
    """An item of a project."""

    @property
    def id(self) -> str:
        """The id that other files use."""


def id_order(item: WithId) -> tuple[int, str]:
    """The order of ids: DEL-2 before DEL-10."""
    return (len(item.id), item.id)


def sorted_ids(items: Iterable[WithId]) -> list[str]:
    """The ids of items in their order, whatever the order in the file."""
    return [item.id for item in sorted(items, key=id_order)]


def listed(names: Sequence[str]) -> str:
    """Names in a row; a long list is cut and shows how many there are."""
    if len(names) <= LISTED:
        return ", ".join(names)
    return ", ".join(names[:LISTED]) + f" … ({len(names)})"


def about(names: Sequence[str], singular: str, plural: str) -> Message:
    """A message about named things: it may use {names}, and {count} for how many there are."""
    text = singular if len(names) == 1 else plural
    values: dict[str, str | int] = {"names": listed(names), "count": len(names)}
    return message(text, **{key: value for key, value in values.items() if f"{{{key}}}" in text})


def counted(count: int, singular: str, plural: str) -> Message:
    """A message about a number of things, which the plural receives as {count}."""
    return message(singular) if count == 1 else message(plural, count=count)


def state_text(document: DocumentStatus) -> str:
    """The state that a document has reached as a text to translate."""
    own = STATES_OF_OFFERS if document.kind == FORMAL_OFFER.id else {}
    return own.get(document.state, document.state.replace("-", " "))


def plain(said: Message) -> str:
    """A message in English, for findings and JSON: dates as 2026-11-24, a row of names with commas.

    A part of a whole is a decimal of four significant digits, as people read it on pages.
    """
    if not said.values:
        return said.text  # somebody's own words, braces and all
    return said.text.format(**{name: _spelled(value) for name, value in said.values})


def _spelled(value: MessageValue) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Fraction):
        shown = readable(value)
        return f"{Decimal(shown.numerator) / Decimal(shown.denominator):f}"
    return str(value)
