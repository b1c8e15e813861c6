"""Whether a unit is an English word in the plural, as far as its letters tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

IRREGULAR: Mapping[str, str] = MappingProxyType(
    {
        "people": "person",
        "men": "man",
        "women": "woman",
        "children": "child",
        "indices": "index",
        "vertices": "vertex",
        "matrices": "matrix",
        "halves": "half",
        "shelves": "shelf",
        "knives": "knife",
        "lives": "life",
    }
)
# Words that end in s in the singular; those in -ss, -us and -is are known by their end.
SINGULAR = frozenset(("alias", "atlas", "bias", "canvas", "gas", "lens", "means", "news", "series", "species"))
WORD = re.compile(r"[A-Za-z][a-z]+")
SINGULAR_ENDS = ("ss", "us", "is", "ics")
HISSING = re.compile(r"(?:ss|x|sh|zz)es")


def singular_of(unit: str) -> str:
    """The unit with its words in the singular; the unit itself if none is in the plural, or it is no English word."""
    return WORD.sub(lambda found: _singular(found.group()), unit)


def _singular(word: str) -> str:
    plain = word.casefold()
    if plain in IRREGULAR:
        return IRREGULAR[plain]
    if plain in SINGULAR or plain.endswith(SINGULAR_ENDS) or not plain.endswith("s") or len(plain) < 4:
        return word
    if plain.endswith("ies") and len(plain) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if HISSING.search(plain) or plain in ("buses", "switches", "batches", "branches") else word[:-1]
