"""A repository at a git revision, read as today's tool reads it, and which projects a change may touch."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from delivery_wiki.reading.project_folder import find_project_folders
from delivery_wiki.reading.repository import Repository, read_repository

from ..outside.files import write_file
from ..outside.git import changed_files, files_at, names_at
from .workspace_loading import attested, data_folder

PROJECTS = "projects/"
SHARED = ("docs/process", "docs/templates", "docs/sizing", "docs/clauses", "docs/labels")


@contextmanager
def repository_at(root: Path, revision: str | None, slugs: Sequence[str]) -> Iterator[Repository]:
    """Some projects at a revision, with the released data of that revision; None is the working tree."""
    if revision is None:
        yield attested(read_repository(root, data_folder(), _present(root, slugs)))
        return
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder)
        (old / "projects").mkdir()
        folders = [*SHARED, *(f"{PROJECTS}{slug}" for slug in slugs)]
        for name, data in files_at(root, revision, *folders).items():
            target = old / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_file(target, data)
        yield attested(read_repository(old, data_folder(), _present(old, slugs)))


def _present(root: Path, slugs: Sequence[str]) -> tuple[str, ...]:
    """The projects that have a folder; a name that nobody can have where none has, for no name stands for all."""
    found = {folder.name for folder in find_project_folders(root / "projects")}
    return tuple(slug for slug in slugs if slug in found) or ("",)


def touched_projects(root: Path, base: str, head: str | None) -> tuple[str, ...] | None:
    """The projects of which files differ; None when data that all of them share differs."""
    names = changed_files(root, base, head, "projects", *SHARED)
    if any(not name.startswith(PROJECTS) for name in names):
        return None
    return tuple(sorted({name.split("/")[1] for name in names if name.count("/") > 1}))


def touches_internal(root: Path, base: str, head: str | None, slugs: Sequence[str]) -> bool:
    """Whether files differ that never leave the vendor."""
    return bool(changed_files(root, base, head, *(f"{PROJECTS}{slug}/internal" for slug in slugs))) if slugs else False


def project_names(root: Path, revision: str | None) -> tuple[str, ...]:
    """The folders of projects at a revision, or in the working tree."""
    if revision is None:
        return tuple(folder.name for folder in find_project_folders(root / "projects"))
    return tuple(sorted({name.split("/")[1] for name in names_at(root, revision, "projects") if name.count("/") > 1}))
