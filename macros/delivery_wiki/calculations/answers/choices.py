"""The words of a yes and a no to what is decided, confirmed, agreed or done: what is said depends on what is asked."""

from __future__ import annotations

from collections.abc import Mapping

from delivery_wiki.model.answers import Says
from delivery_wiki.model.status import translatable

# By the kind of what is owed.
CHOICES: Mapping[str, tuple[str, str]] = translatable(
    {
        "action": ("It is done", "It cannot be done like that"),
        "agreement": ("I agree", "I do not agree"),
        "assumption": ("That is right", "That is not right"),
        "change-request": ("I am for it", "I am against it"),
        "condition": ("It is settled", "It cannot be settled like that"),
        "decision": ("I am for it", "I am against it"),
        "delivery": ("It is delivered", "It cannot be delivered like that"),
        "document": ("It is delivered", "It cannot be delivered like that"),
        "inputs": ("That is right", "That is not right"),
        "milestone": ("It is reached", "It cannot be reached like that"),
        "requirement": ("It is provided", "It cannot be provided like that"),
    }
)


def choice_text(act: str, says: Says) -> str:
    """What a yes or no to something means in English; empty for words of one's own."""
    if act not in CHOICES or says not in {Says.YES, Says.NO}:
        return ""
    return CHOICES[act][0 if says is Says.YES else 1]
