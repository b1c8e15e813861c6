"""Where the parts of a PDF lie: the template with its fonts, and the fonts that a repository adds."""

from __future__ import annotations

from pathlib import Path

from ..workspace.workspace_loading import data_folder


def template_folder() -> Path:
    """The template and the fonts that ship with it."""
    return data_folder() / "docs" / "theme" / "pdf"


def own_fonts(root: Path) -> Path | None:
    """The folder of a repository's own fonts; None where it has none."""
    folder = root / "docs" / "fonts"
    return folder if folder.is_dir() else None
