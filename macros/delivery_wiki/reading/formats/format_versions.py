"""Files in an older format, brought to today's in memory: a repository need not be rewritten to be read.

So an old revision can be compared, and frozen files can be read, long after a format has changed. Signatures are over
what a document says and not over how its file is written: a newer format makes none of them stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from ..yaml.strict_yaml import YamlFile

Upgrade: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
# What documents printed of themselves before clauses were pinned.
_CLAUSES: Mapping[str, str] = {"id": "as-before", "version": "1"}
_CLASSIFICATION = "confidential"
_HOURS_PER_PERSON_DAY = 8
_CLOCK: Mapping[str, int | bool] = {
    "review_business_days": 5,
    "silence_accepts": True,
    "cure_business_days": 10,
    "rejections": 2,
}


def _sow_2(tree: dict[str, Any]) -> dict[str, Any]:
    """A deliverable has the date that is agreed, and attempts of acceptance; periods stand as they were printed."""
    dated = {key: _each(value, _deliverable_2) if key == "deliverables" else value for key, value in tree.items()}
    return _with_printed_periods(dated)


def _deliverable_2(tree: dict[str, Any]) -> dict[str, Any]:
    made = {"agreed" if key == "due" and "agreed" not in tree else key: value for key, value in tree.items()}
    accepted = made.pop("accepted", None)
    said = {better: made.pop(key, None) for key, better in _OF_AN_ATTEMPT.items()}
    if accepted is not None and "attempts" not in made:
        attempt = {"date": accepted, "outcome": "accepted", **said}
        made["attempts"] = [{key: value for key, value in attempt.items() if value is not None}]
    return made


_OF_AN_ATTEMPT = {"accepted_evidence": "evidence", "accepted_words": "words"}


def _each(value: Any, upgrade: Upgrade) -> Any:
    """Every mapping of a list; whatever else is written there is for the schema to judge."""
    return [upgrade(item) if isinstance(item, dict) else item for item in value] if isinstance(value, list) else value


def _with_printed_clauses(tree: dict[str, Any]) -> dict[str, Any]:
    """A project with the clauses that its documents had without being asked."""
    printed = {
        "clauses": dict(_CLAUSES),
        "classification": _CLASSIFICATION,
        "hours_per_person_day": _HOURS_PER_PERSON_DAY,
    }
    return {**tree, **{key: value for key, value in printed.items() if tree.get(key) is None}}


def _with_printed_periods(tree: dict[str, Any]) -> dict[str, Any]:
    """A statement of work whose clock states every period that was printed."""
    clock = tree.get("acceptance_clock")
    if not isinstance(clock, dict):
        return dict(tree)
    written = {key: value for key, value in clock.items() if value is not None}
    return {
        **tree,
        "acceptance_clock": {**clock, **{key: value for key, value in _CLOCK.items() if key not in written}},
    }


# By schema and the format that is read: a pure function from its tree to that of the next format.
UPGRADES: dict[tuple[str, int], Upgrade] = {("project", 1): _with_printed_clauses, ("sow", 1): _sow_2}


def upgraded(read: YamlFile, schema: str) -> YamlFile:
    """The file as its newest format has it; a format without an upgrade stays as it is, for the schema to judge.

    A value that an upgrade moved stands, for findings, where the value around it is written.
    """
    tree = read.value
    if not read.complete or not isinstance(tree, dict):
        return read
    while (upgrade := UPGRADES.get((schema, _format(tree)))) is not None:
        tree = {**upgrade(tree), "format": _format(tree) + 1}
    return replace(read, value=tree) if tree is not read.value else read


def is_older(read: YamlFile, schema: str) -> bool:
    """Whether a file is in a format that has been followed by another."""
    return read.complete and isinstance(read.value, dict) and (schema, _format(read.value)) in UPGRADES


def _format(tree: dict[str, Any]) -> int:
    number = tree.get("format")
    return number if isinstance(number, int) and not isinstance(number, bool) else -1
