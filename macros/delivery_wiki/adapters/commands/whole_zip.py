"""One file with everything in it: the same bytes from the same content, on every machine, and whole or not at all."""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ..outside.faults import WrongUse
from ..outside.files import reason_of, require_free_place, write_whole

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can name
READABLE = 0o100644 << 16
UNIX = 3


def zip_target(arguments: argparse.Namespace, place: Path) -> Path:
    """Where the file goes: --out, which has to be a free .zip, or this place."""
    if not arguments.out:
        return place
    target = Path(arguments.out).resolve()
    if target.suffix != ".zip":
        raise WrongUse(f"--out {arguments.out} is no .zip file.")
    require_free_place(arguments.root, target, arguments.out)
    if not target.parent.is_dir():
        raise WrongUse(f"there is no folder {target.parent.name} for {target.name}.")
    return target


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """The same bytes on every machine: in the order of names, one date, one mode, nothing compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EARLIEST)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, files[name])
    return stream.getvalue()


def write_zip(target: Path, data: bytes) -> None:
    """Write it whole; raises WrongUse, and leaves what was there, where it cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
    except OSError as fault:
        raise WrongUse(f"{target} cannot be written: {reason_of(fault).rstrip('.')}. Nothing was written.") from fault


def shown_place(target: Path, root: Path) -> str:
    """The path from the root of the repository, or the whole one outside it."""
    return target.relative_to(root).as_posix() if target.is_relative_to(root) else target.as_posix()
