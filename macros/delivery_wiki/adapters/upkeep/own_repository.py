"""The repository of this product: upkeep writes there, and not beside whoever calls it elsewhere."""

from __future__ import annotations

from pathlib import Path

from ..workspace.workspace_loading import data_folder


def refused_here(what: str) -> str:
    """Why nothing is written: the caller stands in another repository, or this is an installed copy; else empty."""
    root = data_folder()
    if not (root / "macros" / "delivery_wiki").is_dir():
        return f"Nothing was written: this is an installed copy, and {what} are kept where the program is developed."
    if Path.cwd().is_relative_to(root):
        return ""
    return f"Nothing was written: {what} that this command keeps are those in {root}. Call it there."
