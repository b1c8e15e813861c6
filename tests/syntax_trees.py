"""The product's own modules, each parsed once in a process: several tests look through all of them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree_of(path: Path) -> ast.Module:
    """What a module says; nobody changes it."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))
