"""The words of a yes and a no to what is decided, confirmed or agreed: what is said depends on what is asked."""

from __future__ import annotations

from collections.abc import Mapping

from delivery_wiki.model.answers import Says
from delivery_wiki.model.status import translatable

# By the kind of what is owed.
CHOICES: Mapping[str, tuple[str, str]] = translatable(
    {
        "agreement": ("I agree", "I do not agree"),
        "assumption": ("That is right", "That is not right"),
        "change-request": ("I am for it", "I am against it"),
        "decision": ("I am for it", "I am against it"),
        "inputs": ("That is right", "That is not right"),
    }
)


def choice_text(act: str, says: Says) -> str:
    """What a yes or no to something means in English; empty for words of one's own."""
    if act not in CHOICES or says not in {Says.YES, Says.NO}:
        return ""
    return CHOICES[act][0 if says is Says.YES else 1]
