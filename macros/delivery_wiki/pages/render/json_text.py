"""JSON of what commands answer: exact numbers are text and never floats, days are ISO, a choice is its value."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

Json: TypeAlias = (
    str | int | bool | dt.date | Decimal | Fraction | Enum | Sequence["Json"] | Mapping[str, "Json"] | None
)
"""What an answer is made of; the schemas in `schemas/` describe it, so that its keys are written out."""


def json_text(answer: Json) -> str:
    """The answer on lines of its own, with every letter as it is."""
    return json.dumps(answer, ensure_ascii=False, indent=2, default=_scalar)


def _scalar(value: object) -> object:
    """Days as YYYY-MM-DD, numbers as "0.5", "8334" or "25000/3"."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
