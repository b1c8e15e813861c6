"""Changes before they are written: shown line by line, and agreed to by who runs the command."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator, Mapping

from delivery_wiki.pages.render.finding_reports import visible

from .command_check import use_colour

GREEN, RED, PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[0m"


def diff(before: Mapping[str, str], after: Mapping[str, str], around: int = 1) -> Iterator[str]:
    """What changes in each file with some lines around, in colours where the stream has them."""
    colour = use_colour()
    for file, text in sorted(after.items()):
        lines = difflib.unified_diff(
            before.get(file, "").split("\n"),
            text.split("\n"),
            f"a/{file}" if file in before else "/dev/null",
            f"b/{file}",
            lineterm="",
            n=around,
        )
        for line in lines:
            tint = {"+": GREEN, "-": RED}.get(line[0], "") if colour else ""
            shown = visible(line.rstrip("\r"))
            yield f"{tint}{shown}{PLAIN}" if tint else shown


def agreed(arguments: argparse.Namespace, command: str = "delivery fix --yes", what: str = "these changes") -> bool:
    """Whether somebody wants what was shown to be written; `command` is how to say so beforehand."""
    if arguments.yes:
        return True
    if not sys.stdin.isatty():
        print(f"To write {what}: {command}")
        return False
    try:
        return input(f"Write {what}? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
