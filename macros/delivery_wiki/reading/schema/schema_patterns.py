"""Patterns as schemas write them, `^…$`, applied to the whole text with ASCII digits and letters."""

from __future__ import annotations

import re
from functools import cache


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern for use with fullmatch, so that `$` does not let a line break through."""
    return re.compile(pattern.removeprefix("^").removesuffix("$"), re.ASCII)
