"""A name of any kind in the letters of an id."""

from __future__ import annotations

import re
import unicodedata

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def as_id(name: str) -> str:
    """A name in small letters, digits and hyphens; empty where nothing of it is left."""
    spelt = unicodedata.normalize("NFC", name).casefold().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
