"""What a site was built from, so that an unchanged one is left as it is."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from delivery_wiki.reading.files.left_behind import is_left_behind

from ..outside.files import write_file
from ..workspace.workspace_loading import data_folder
from .site_settings import settings_text

_PACKAGES = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-macros-plugin",
    "Markdown",
    "pymdown-extensions",
    "Jinja2",
    "Babel",
    "markdown-it-py",
    "PyYAML",
    "pint",
    "tzdata",
    "typst",
    "pikepdf",
    "tinyhtml5",
)


def input_digest(root: Path, slug: str, purpose: str) -> str:
    """Everything that decides the bytes of a site; for a customer nothing of other projects or of internal/."""
    digest = hashlib.sha256(f"{purpose}\0{_versions()}\0{settings_text(root)}".encode())
    for path in _input_files(root, slug):
        data = path.read_bytes()
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


def remember(state: Path, digest: str, site: Path) -> None:
    """Note what a site was built from and how large it became."""
    write_file(state, json.dumps({"input": digest, "site": _measure(site)}).encode())


def is_current(state: Path, digest: str, site: Path) -> bool:
    """Whether a site stands as it was built from the same input."""
    try:
        known = json.loads(state.read_text("utf-8"))
        return bool(known["input"] == digest and known["site"] == _measure(site))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _measure(site: Path) -> list[int]:
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return [len(sizes), sum(sizes)]


def _versions() -> str:
    return " ".join(f"{name}={version(name)}" for name in _PACKAGES)


def _input_files(root: Path, slug: str) -> Iterable[Path]:
    folders = {root / "docs", root / "schemas", Path(__file__).parents[2], data_folder() / "docs"}
    folders.add(root / "projects" / slug if slug else root / "projects")
    hidden = root / "projects" / slug / "internal" if slug else None
    files = {path for folder in folders for path in _walk(folder) if hidden is None or hidden not in path.parents}
    return sorted(files)


def _walk(folder: Path) -> Iterator[Path]:
    """Regular files only: a link or a pipe decides nothing, since it is never published."""
    for above, folders, names in os.walk(folder):
        if "__pycache__" in folders:
            folders.remove("__pycache__")
        for name in names:
            path = Path(above) / name
            if path.is_file() and not path.is_symlink() and not is_left_behind(name):
                yield path
