"""Scans and photographs: whole, with nothing behind their end, and not larger than anybody looks at."""

from __future__ import annotations

from ..files.pictures import png_chunks
from .unfit import Unfit

MAXIMUM_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_STANDING_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_AGAIN = "Save the picture again, or keep it as PDF."


def png_fault(data: bytes) -> Unfit | None:
    """What is wrong with a PNG."""
    if not data.startswith(_PNG):
        return Unfit("the content is no PNG", "Name it as what it is.")
    chunks = list(png_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND" or len(chunks[0][1]) < 8:
        return Unfit("the PNG is damaged, or something stands behind its end", _AGAIN)
    header = chunks[0][1]
    return _too_large(int.from_bytes(header[0:4], "big"), int.from_bytes(header[4:8], "big"))


def gif_fault(data: bytes) -> Unfit | None:
    """What is wrong with a GIF, which only mails bring."""
    if not data.startswith((b"GIF87a", b"GIF89a")) or not data.endswith(b";"):
        return Unfit("the content is no GIF", "Leave it out.")
    return _too_large(int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))


def jpeg_fault(data: bytes) -> Unfit | None:
    """What is wrong with a JPEG: its parts are followed from the first to the last byte."""
    if not data.startswith(b"\xff\xd8\xff"):
        return Unfit("the content is no JPEG", "Name it as what it is.")
    at, sides = 2, (0, 0)
    while 0 <= at < len(data) - 1:
        marker = data[at + 1]
        if data[at] != 0xFF:
            break
        if marker == 0xD9:
            if data[at + 2 :].strip(b"\0"):
                return Unfit("something stands behind the end of the JPEG", _AGAIN)
            return _too_large(*sides) if all(sides) else Unfit("the JPEG holds no picture", _AGAIN)
        if marker == 0xFF or marker in _STANDING_ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2:
            break
        if marker in _FRAMES:
            sides = int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + size
        if marker == 0xDA:
            at = _behind_scan(data, at)
    return Unfit("the JPEG is damaged", _AGAIN)


def _behind_scan(data: bytes, at: int) -> int:
    """Where the next part begins; -1 where none does."""
    while (at := data.find(b"\xff", at)) != -1 and at + 1 < len(data):
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return -1


def _too_large(width: int, height: int) -> Unfit | None:
    if not (width and height):
        return Unfit("the picture has no size", _AGAIN)
    if width * height > MAXIMUM_PIXELS:
        return Unfit(f"a picture of {width} x {height}; at most {MAXIMUM_PIXELS} pixels", "Scale it.")
    return None
