"""JSON read strictly: no key twice in an object, no NaN or infinity, and where asked no fractions."""

from __future__ import annotations

import json
from typing import Any

MOST_DIGITS = 30  # more than any figure or date has


def read_json(data: str | bytes, *, fractions: bool = True) -> Any:
    """The value.

    Raises ValueError for what is no JSON or not in this form, and RecursionError for what is nested too deep.
    """
    parse_float = None if fractions else _refuse
    return json.loads(
        data,
        object_pairs_hook=_without_duplicates,
        parse_constant=_refuse,
        parse_float=parse_float,
        parse_int=_bounded,
    )


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!a} stands in it twice")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant[:20]} is no whole number")


def _bounded(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits stands in it")
    return int(digits)
