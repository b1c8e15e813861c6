"""What systems, editors and git leave in folders: names that nobody chose, names that not every system can have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Ignored = Callable[[Sequence[Path]], frozenset[Path]]

_LEFT_BEHIND = re.compile(
    r"\.DS_Store|\._.*|\.AppleDouble|\.LSOverride|\.Spotlight-V100|\.Trashes|\.Trash-.*|\.fseventsd|\.TemporaryItems"
    r"|\.directory|@eaDir|Icon\r|__MACOSX|Thumbs\.db(?::encryptable)?|ehthumbs(?:_vista)?\.db|desktop\.ini|\$RECYCLE\.BIN"
    r"|\.idea|\.vscode|\.vs|\.fleet|\.settings|\.project|\.obsidian|\.history|\.dropbox.*|\.sync_.*|\.stfolder"
    r"|node_modules|__pycache__|\.venv|\.(?:pytest|mypy|ruff)_cache"
    r"|.*~|~\$.*|\.~.*|#.*#|\.#.*|4913|.*\.(?:sw[a-z]|un~|orig|rej|bak|tmp|temp|part|crdownload)"
    r"|\.nfs[0-9a-f]+|\.fuse_hidden.*|\.goutputstream-.*",
    re.IGNORECASE | re.DOTALL,
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\r?\n(?:[ -~]+\r?\n)*oid sha256:[0-9a-f]{64}\r?\n")
MAXIMUM_POINTER_BYTES = 1024

POINTER_PROBLEM = "a pointer of Git LFS, and not the file itself"
POINTER_REPAIR = (
    "Fetch the file: git lfs pull. Pipelines fetch none: keep files of projects in git itself (git lfs untrack)."
)


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name is none that somebody wrote: it is not looked at."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for itself, so that nobody can check it out there; whatever its ending."""
    return _RESERVED.fullmatch(name) is not None


def is_pointer(data: bytes) -> bool:
    """Whether a file was replaced by what Git LFS keeps in its place."""
    return len(data) <= MAXIMUM_POINTER_BYTES and _POINTER.match(data) is not None


def written_files(folder: Path, pattern: str) -> Iterator[Path]:
    """The files of a folder that somebody wrote, by name."""
    return (path for path in sorted(folder.glob(pattern)) if not is_left_behind(path.name))


def nothing_ignored(_: Sequence[Path]) -> frozenset[Path]:
    """What git ignores where nobody asks it."""
    return frozenset()
