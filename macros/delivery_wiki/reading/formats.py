"""Files in an older format, brought to today's in memory: a repository need not be rewritten to be read.

So an old revision can be compared, and frozen files can be read, long after a format has changed. Signatures are over
what a document says and not over how its file is written: a newer format makes none of them stale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from .strict_yaml import YamlFile

Upgrade: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

# By schema and the format that is read: a pure function from its tree to that of the next format.
UPGRADES: dict[tuple[str, int], Upgrade] = {}


def upgraded(read: YamlFile, schema: str) -> YamlFile:
    """The file as its newest format has it; a format without an upgrade stays as it is, for the schema to judge.

    Values that an upgrade moved stand, for findings, at the beginning of the file.
    """
    tree = read.value
    if not read.complete or not isinstance(tree, dict):
        return read
    while (upgrade := UPGRADES.get((schema, _format(tree)))) is not None:
        tree = {**upgrade(tree), "format": _format(tree) + 1}
    return replace(read, value=tree) if tree is not read.value else read


def _format(tree: dict[str, Any]) -> int:
    number = tree.get("format")
    return number if isinstance(number, int) and not isinstance(number, bool) else -1
