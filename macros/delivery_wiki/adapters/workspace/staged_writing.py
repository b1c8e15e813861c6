"""Changes of a repository's files: tried in a copy first, and written all or none."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from delivery_wiki.reading.files.folder_walk import MAXIMUM_ATTACHMENT_BYTES
from delivery_wiki.reading.project_folder import find_project_folders
from delivery_wiki.reading.site_configuration import NAME, PLUGIN, THEME_FOLDER, read_site_configuration

from ..outside.faults import WrongUse
from ..outside.files import write_file
from ..outside.whole_writing import write_together

_OURS = f"plugins: [{PLUGIN}]\n".encode()
NEW_FILE = "format: 1\n"  # a file that a project does not have yet


def project_files(root: Path, slugs: tuple[str, ...], most: int = MAXIMUM_ATTACHMENT_BYTES) -> Iterator[Path]:
    """The regular files of projects up to a size in bytes; no links."""
    for project in find_project_folders(root / "projects"):
        if slugs and project.name not in slugs:
            continue
        for folder, _, names in os.walk(project):
            for name in sorted(names):
                path = Path(folder, name)
                kind = path.lstat()
                if stat.S_ISREG(kind.st_mode) and kind.st_nlink == 1 and kind.st_size <= most:
                    yield path


def copy_projects(root: Path, copy: Path, slugs: tuple[str, ...]) -> None:
    """A copy to try changes in: the projects' files and the repository's own data."""
    for path in project_files(root, slugs):
        target = copy / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    if (root / "docs").is_dir():
        shutil.copytree(root / "docs", copy / "docs", symlinks=True, ignore=shutil.ignore_patterns("theme"))
    _copy_configuration(root, copy)


def _copy_configuration(root: Path, copy: Path) -> None:
    """The pages stay those of the wiki, or of another site; what our own names may not be in the copy."""
    if read_site_configuration(root, root / THEME_FOLDER).ours:
        write_file(copy / NAME, _OURS)
    elif (root / NAME).is_file():
        shutil.copyfile(root / NAME, copy / NAME)


def copy_to_try(root: Path, copy: Path, slugs: tuple[str, ...], changed: Mapping[str, str | bytes]) -> None:
    """A copy of the projects with other files in it."""
    copy_projects(root, copy, slugs)
    place_files(copy, changed)


def place_files(folder: Path, changed: Mapping[str, str | bytes]) -> None:
    """Put files into a copy that nobody else reads."""
    for file, content in changed.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        write_file(folder / file, _as_bytes(content))


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def write_all(root: Path, before: Mapping[str, str], after: Mapping[str, str | bytes]) -> None:
    """All files or none, each of them whole; a file that somebody changed meanwhile stays as it is."""
    for file in after:
        if _bytes_of(root / file) != (before[file].encode() if file in before else None):
            raise WrongUse(f"{file} was changed meanwhile; nothing was written. Run the command again.")
    write_together(root, {file: _as_bytes(content) for file, content in after.items()})


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
