"""JSON read strictly: no key twice in an object, no NaN or infinity, and where asked no fractions."""

from __future__ import annotations

import json
from typing import Any


def read_json(data: str | bytes, *, fractions: bool = True) -> Any:
    """The value.

    Raises ValueError for what is no JSON or not in this form, and RecursionError for what is nested too deep.
    """
    parse_float = None if fractions else _refuse
    return json.loads(data, object_pairs_hook=_without_duplicates, parse_constant=_refuse, parse_float=parse_float)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)
