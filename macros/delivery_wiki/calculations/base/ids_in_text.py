"""Ids of items that a text names."""

from __future__ import annotations

import re

from delivery_wiki.model.texts.word_borders import whole_words

ID = re.compile(r"[A-Z]{1,4}-[0-9]{1,9}")


def ids_in_text(text: str) -> tuple[re.Match[str], ...]:
    """What reads as an id and is a word of its own: no part of a longer name, number or hyphenated word."""
    return tuple(whole_words(ID, text, joining="-_"))


def ids_of_text(text: str) -> tuple[str, ...]:
    """The ids in the order in which a text names them, each once."""
    return tuple(dict.fromkeys(found.group() for found in ids_in_text(text)))
