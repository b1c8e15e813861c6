"""Switches a finished folder into place: readers see the old one or the new one, never a mixture."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from ..outside.faults import WrongUse

AT_FDCWD = -100
RENAME_EXCHANGE = 2
PROOF = "404.html"  # every built site has one


def find_target(target: Path) -> Path:
    """The folder that a site may replace, links followed; raises WrongUse where something else stands."""
    if target.is_symlink() and not target.exists():
        raise WrongUse(f"{target.name} is a link to nothing. Delete the link, or name another folder with --out.")
    place = target.resolve()
    if place.exists() and not place.is_dir():
        raise WrongUse(f"{target.name} is a file, not a folder. Delete it, or name another folder with --out.")
    if place.is_dir() and not (place / PROOF).is_file() and any(place.iterdir()):
        raise WrongUse(f"{target.name} holds something else than a site. Empty it, or name another folder with --out.")
    return place


def fresh_folder(target: Path) -> Path:
    """Where a site is built before it is switched into place."""
    return target.parent / f".{target.name}.new"


def exchange(fresh: Path, target: Path) -> None:
    """Make `target` the fresh folder and remove the old one; atomic on Linux, two renames elsewhere."""
    if not target.exists():
        fresh.rename(target)
        return
    if not _exchange_names(fresh, target):
        aside = target.parent / f".{target.name}.old"
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
        fresh.rename(target)
        fresh = aside
    shutil.rmtree(fresh, ignore_errors=True)


def _exchange_names(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0)
