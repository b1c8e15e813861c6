"""What documents printed of themselves before clauses were pinned, as keys: part of the upgrade to format 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CLAUSES: Mapping[str, str] = {"id": "as-before", "version": "1"}
CLASSIFICATION = "confidential"
HOURS_PER_PERSON_DAY = 8
CLOCK: Mapping[str, int | bool] = {
    "review_business_days": 5,
    "silence_accepts": True,
    "cure_business_days": 10,
    "rejections": 2,
}


def with_printed_clauses(tree: dict[str, Any]) -> dict[str, Any]:
    """A project with the clauses that its documents had without being asked."""
    printed = {"clauses": dict(CLAUSES), "classification": CLASSIFICATION, "hours_per_person_day": HOURS_PER_PERSON_DAY}
    return {**tree, **{key: value for key, value in printed.items() if tree.get(key) is None}}


def with_printed_periods(tree: dict[str, Any]) -> dict[str, Any]:
    """A statement of work whose clock states every period that was printed."""
    clock = tree.get("acceptance_clock")
    if not isinstance(clock, dict):
        return dict(tree)
    written = {key: value for key, value in clock.items() if value is not None}
    return {**tree, "acceptance_clock": {**clock, **{key: value for key, value in CLOCK.items() if key not in written}}}
