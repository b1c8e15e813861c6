"""Writing files: a disk that is full says nothing about where, so the file is named here."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .faults import WrongUse

SOURCES = ("projects", "docs", "schemas", "macros", "tests", "requirements", ".git", ".github", ".ci", ".venv")
_NO_FOLDER = "No usable temporary directory found in"  # as Python says it
_SPACE = "Free some space in one of them, or name another one in TMPDIR."
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REMEDIES = {
    errno.ENOSPC: "Free some space there.",
    errno.EDQUOT: "Free some space there, or ask for more.",
    errno.EROFS: "It can only be read: work in another place.",
    errno.EACCES: "Let whoever runs this read and write it.",
    errno.EPERM: "Let whoever runs this read and write it.",
    errno.EFBIG: "Raise the limit of file sizes (ulimit -f).",
    errno.EMFILE: "Raise the limit of open files (ulimit -n).",
    errno.ENFILE: "Close other programs.",
    errno.ENOMEM: "Close other programs.",
    errno.EIO: "The disk has an error.",
    errno.ENAMETOOLONG: "Work in a folder with a shorter path.",
}


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file; an OSError names it."""
    with naming(path):
        path.write_bytes(data)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file at once: a reader sees the old one or the new one, and what fails names the folder."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        write_file(fresh, content)
        fresh.chmod(0o644)
        fresh.replace(path)
    except BaseException as fault:  # a Ctrl-C too: nothing is left of what was begun
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            fault.filename = str(path.parent)
        raise


def require_free_place(root: Path, place: Path, shown: str) -> None:
    """Raise WrongUse where output would land among what it is made from, or what runs."""
    target = place.resolve()
    for name in SOURCES:
        if target.is_relative_to((root / name).resolve()):
            raise WrongUse(f"--out {shown} lies in {name}/, which is no place for output. Name another, such as site/.")
    if (target / "projects").is_dir():
        raise WrongUse(f"--out {shown} is a folder that holds projects/. Name another one, such as site/.")


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Whatever fails in here without saying where fails at this place."""
    try:
        yield
    except OSError as fault:
        if fault.filename is None:
            fault.filename = str(path)
        raise


def told_fault(fault: OSError) -> str | None:
    """A fault of the machine in a line, with its place and what helps; None for one that is no fault of it."""
    if fault.errno == errno.ENOENT and (fault.strerror or "").startswith(_NO_FOLDER):
        tried = (fault.strerror or "").removeprefix(_NO_FOLDER)
        return f"no folder takes temporary files, of those that were tried:{tried}. {_SPACE}"
    if fault.errno not in _REMEDIES:
        return None
    # Where one file is copied to another, the second one finds no room.
    full = fault.filename2 if fault.errno in FULL | {errno.EFBIG} else None
    place = full or fault.filename
    return f"{place}: {reason_of(fault)}" if place else reason_of(fault)


def not_written(fault: OSError) -> str:
    """The same as part of a sentence about what cannot be written; its place only where that is full."""
    reason, dot, remedy = reason_of(fault).partition(". ")
    place = fault.filename2 or fault.filename
    shown = f" ({place})" if place and fault.errno in FULL | {errno.EFBIG} else ""
    return f"it cannot be written: {reason}{shown}{dot}{remedy}"


def reason_of(fault: OSError) -> str:
    """Why something could not be written or read, and what helps where that is known."""
    remedy = _REMEDIES.get(fault.errno or 0)
    reason = (fault.strerror or "unknown reason").lower()
    return f"{reason}. {remedy}" if remedy else reason
