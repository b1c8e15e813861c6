"""Finds a mark in a folder of files, however it is wrapped: in names, encodings, escapes and packed files."""

from __future__ import annotations

import base64
import contextlib
import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\u\{([0-9a-fA-F]{1,6})\}|\\([0-9a-fA-F]{6}) ?")
_TAG = re.compile(rb"<[^<>]*>")
_FOLD = re.compile(rb"=?\r?\n[ \t]?")
_MAXIMUM_DEPTH = 4


def find_needles(folder: Path, needles: Iterable[str]) -> list[str]:
    """Where marks are: `path: mark`, for all files and names below a folder."""
    wanted = tuple(needles)
    found: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        inside = _needles_in(path.read_bytes(), wanted) if path.is_file() else frozenset()
        inside |= _needles_in(name.encode(), wanted)
        found += [f"{name}: {needle}" for needle in wanted if needle in inside]
    return found


@lru_cache(maxsize=2000)  # two sites share the files of the theme
def _needles_in(data: bytes, needles: tuple[str, ...]) -> frozenset[str]:
    """The marks that some bytes hold, in any wrapping."""
    joined = b"\0\0".join(_views(data, 0))
    lower = joined.lower()
    return frozenset(
        needle
        for needle in needles
        if any(pattern in lower for pattern in _patterns(needle)[0])
        or any(pattern in joined for pattern in _patterns(needle)[1])
    )


@cache
def _patterns(needle: str) -> tuple[list[bytes], list[bytes]]:
    """What to look for without regard to case, and exactly."""
    small = needle.lower()
    plain = [small.encode(), small.encode().hex().encode(), small.upper().encode().hex().encode()]
    plain += [small.encode(encoding) for encoding in ("utf-16-le", "utf-16-be", "utf-32-le")]
    plain += [needle.encode().hex().encode()]
    exact: list[bytes] = []
    for text in {needle, small, small.upper()}:
        for before in range(3):
            packed = base64.b64encode(b"\0" * before + text.encode())
            core = packed[[0, 2, 3][before] : len(packed) - [0, 3, 2][(before + len(text)) % 3] - 1]
            exact += [core, core.replace(b"+", b"-").replace(b"/", b"_")]
    return plain, exact


def _views(data: bytes, depth: int) -> Iterator[bytes]:
    """The bytes as they are, unescaped, without tags and line folds, and what they pack."""
    yield data
    text = data.decode("utf-8", "replace")
    for plain in (html.unescape(text), _JSON_ESCAPE.sub(_character, text)):
        if plain != text:
            yield plain.encode("utf-8", "replace")
    for other in (unquote_to_bytes(data) if b"%" in data else data, _TAG.sub(b"", data), _FOLD.sub(b"", data)):
        if other != data:
            yield other
    if depth < _MAXIMUM_DEPTH:
        for packed in _unpacked(data):
            yield from _views(packed, depth + 1)


def _character(found: re.Match[str]) -> str:
    code = int(next(group for group in found.groups() if group), 16)
    return chr(code) if code < 0x110000 else ""


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield "\n".join(packed.namelist()).encode()
            for name in packed.namelist():
                yield packed.read(name)
    if data.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(stream)
