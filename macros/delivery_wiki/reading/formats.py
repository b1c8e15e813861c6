"""Files in an older format, brought to today's in memory: a repository need not be rewritten to be read.

So an old revision can be compared, and frozen files can be read, long after a format has changed. Signatures are over
what a document says and not over how its file is written: a newer format makes none of them stale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from .printed_clauses import with_printed_clauses, with_printed_periods
from .strict_yaml import YamlFile

Upgrade: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]


def _sow_2(tree: dict[str, Any]) -> dict[str, Any]:
    """A deliverable has the date that is agreed, and attempts of acceptance; periods stand as they were printed."""
    dated = {key: _each(value, _deliverable_2) if key == "deliverables" else value for key, value in tree.items()}
    return with_printed_periods(dated)


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
    return [upgrade(one) if isinstance(one, dict) else one for one in value] if isinstance(value, list) else value


# By schema and the format that is read: a pure function from its tree to that of the next format.
UPGRADES: dict[tuple[str, int], Upgrade] = {("project", 1): with_printed_clauses, ("sow", 1): _sow_2}


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
