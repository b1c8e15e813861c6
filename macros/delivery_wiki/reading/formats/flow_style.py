"""Values written on one line, which the strict reader reads as the same ones."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMBIGUOUS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


def as_flow(value: Any) -> str:
    """A value in braces, brackets and quotes where it needs them: ids, words and days need none."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {as_flow(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(as_flow(child) for child in value) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | Decimal):
        return str(value)
    plain = _PLAIN.fullmatch(value) and value.casefold() not in _AMBIGUOUS
    return str(value) if plain else json.dumps(value, ensure_ascii=False)
