"""Small helpers for messages: lists of ids, and singular against plural."""

from __future__ import annotations

from collections.abc import Sequence

from macros.model.status import Message, message

LISTED = 6


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
