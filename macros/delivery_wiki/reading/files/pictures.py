"""Logos from files: PNG and SVG by content, small, without scripts, fetching nothing; everything else is a finding."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from delivery_wiki.model.finding import Finding, Location, error
from delivery_wiki.model.texts.picture import Picture, PictureKind

from .left_behind import POINTER_PROBLEM, POINTER_REPAIR, is_pointer
from .strict_xml import XmlElement, XmlFault, read_xml

MAXIMUM_BYTES = {PictureKind.PNG: 512 * 1024, PictureKind.SVG: 128 * 1024}
MAXIMUM_SIDE = 4_000
Read: TypeAlias = tuple[Picture | None, tuple[Finding, ...]]

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "title", "desc", "metadata", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask"),
    )
)
_REFERENCE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_ACTIVE = re.compile(r"@|\\|expression\s*\(|javascript:", re.IGNORECASE)
_LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:px)?")
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"bKGD", b"sBIT")
)
_SAVE_AGAIN = "Save it again as a plain picture, with nothing but shapes, or use a PNG."
_PLAIN_SVG = "Export it as plain SVG: in Inkscape Save As, Plain SVG; in Illustrator Export, SVG; or use a PNG."
_UNLINKED = "Unlink copies first (in Inkscape Edit, Clone, Unlink Clones), then save it as plain SVG, or use a PNG."
_DELETE_TYPE = "Delete <!DOCTYPE …>, up to its >: a drawing needs none. Or export it as plain SVG, or use a PNG."
_AS_PNG = "Draw it as shapes, or export the whole logo as a PNG."
_WITHOUT_DATA = "Export it without metadata: Exif, XMP and comments off, or 'magick logo.png -strip logo.png'."
_REPAIRS = {"use": _UNLINKED, "image": _AS_PNG, "filter": _AS_PNG, "foreignObject": _AS_PNG, "pattern": _AS_PNG}


def read_picture(path: Path, file: str) -> Read:
    """A logo; `file` is how messages name it."""
    place = Location(file=file, line=1, column=1)
    kind = next((picture_kind for picture_kind in PictureKind if path.suffix == f".{picture_kind.value}"), None)
    if kind is None:
        return None, (
            error("picture-refused", place, "a file that is neither .png nor .svg", "Save it as PNG or SVG."),
        )
    if path.is_symlink() or not path.is_file():
        return None, (error("picture-missing", place, "there is no such file", "Add it, or correct its name."),)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAXIMUM_BYTES[kind] + 1)
    except OSError:
        return None, (error("file-unreadable", place, "the file cannot be read", "Check its permissions."),)
    if is_pointer(data):
        return None, (error("lfs-pointer", place, POINTER_PROBLEM, POINTER_REPAIR),)
    if len(data) > MAXIMUM_BYTES[kind]:
        problem = f"a picture of more than {MAXIMUM_BYTES[kind]} bytes"
        return None, (error("file-too-large", place, problem, "Make it smaller: a logo needs few bytes."),)
    return _read_png(data, place) if kind is PictureKind.PNG else _read_svg(data, place)


def _picture(data: bytes, place: Location, kind: PictureKind, width: int, height: int) -> Read:
    if not (0 < width <= MAXIMUM_SIDE and 0 < height <= MAXIMUM_SIDE):
        problem = f"a picture of {width} x {height}; each side is from 1 to {MAXIMUM_SIDE}"
        return None, (error("picture-refused", place, problem, "Scale it."),)
    digest = sha256(data).hexdigest()
    return Picture(file=place.file, kind=kind, data=data, digest=digest, width=width, height=height), ()


# --- PNG ------------------------------------------------------------------------------------------


def _read_png(data: bytes, place: Location) -> Read:
    problem = "" if data.startswith(_PNG) else "the content is no PNG"
    chunks = list(png_chunks(data)) if not problem else []
    if not problem and (not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND"):
        problem = "the PNG is damaged"
    if foreign := sorted(name for name, _ in chunks if name not in _KEPT_CHUNKS):
        problem = f"the PNG carries a part '{foreign[0].decode('ascii', 'replace')}' beside the picture"
    if problem:
        repair = _WITHOUT_DATA if foreign else "Save it again as a PNG."
        return None, (error("picture-refused", place, problem, repair),)
    header = chunks[0][1]
    return _picture(
        data, place, PictureKind.PNG, int.from_bytes(header[0:4], "big"), int.from_bytes(header[4:8], "big")
    )


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each part up to the first that is damaged; nothing may follow the end."""
    start = len(_PNG)
    while start + 12 <= len(data):
        size = int.from_bytes(data[start : start + 4], "big")
        name, content = data[start + 4 : start + 8], data[start + 8 : start + 8 + size]
        check = data[start + 8 + size : start + 12 + size]
        if check != zlib.crc32(name + content).to_bytes(4, "big"):
            return
        start += 12 + size
        if name == b"IEND" and start != len(data):
            return
        yield name, content


# --- SVG ------------------------------------------------------------------------------------------


def _read_svg(data: bytes, place: Location) -> Read:
    try:
        root = read_xml(data, maximum_bytes=MAXIMUM_BYTES[PictureKind.SVG])
    except XmlFault as fault:
        there = Location(file=place.file, line=fault.line, column=fault.column)
        repair = _DELETE_TYPE if "document type" in fault.problem else _PLAIN_SVG
        return None, (error("picture-refused", there, f"the SVG holds {fault.problem}", repair),)
    found = tuple(
        error("picture-refused", Location(file=place.file, line=element.line, column=element.column), problem, repair)
        for element in root.walk()
        for problem, repair in _problems(element)
    )
    if root.name != f"{_SVG} svg":
        found = (error("picture-refused", place, "the content is no SVG", "Save it as SVG."),)
    if found:
        return None, found
    size = _size(root)
    if size is None:
        problem = "the SVG does not say its size"
        return None, (error("picture-refused", place, problem, "Add viewBox, or width and height in pixels."),)
    return _picture(data, place, PictureKind.SVG, *size)


def _problems(element: XmlElement) -> Iterator[tuple[str, str]]:
    """What a drawing may not hold, and what helps in the program that wrote it."""
    namespace, _, name = element.name.rpartition(" ")
    if namespace == _SVG and name not in _ELEMENTS:
        yield f"the SVG holds <{name}>, which logos may not", _REPAIRS.get(name, _SAVE_AGAIN)
    if namespace != _SVG:
        yield f"the SVG holds <{name}>, which is not part of SVG", _PLAIN_SVG
    if name == "style" and (_REFERENCE.search(element.text) or _ACTIVE.search(element.text)):
        yield "the SVG has a style that may fetch something", _PLAIN_SVG
    for key, value in element.attributes.items():
        local = key.rpartition(" ")[2].casefold()
        if local.startswith("on"):
            yield f"the SVG has an attribute '{local}', which runs a script", _PLAIN_SVG
        elif (local == "href" and not value.startswith("#")) or local in {"src", "base"}:
            yield f"the SVG has an attribute '{local}', which leads out of it", _AS_PNG
        elif _REFERENCE.search(value) or _ACTIVE.search(value):
            yield f"the SVG has an attribute '{local}' that may fetch something", _PLAIN_SVG


def _size(root: XmlElement) -> tuple[int, int] | None:
    width, height = root.attributes.get("width", ""), root.attributes.get("height", "")
    view = root.attributes.get("viewBox", "").replace(",", " ").split()
    if len(view) == 4:
        width, height = view[2], view[3]
    found = [_LENGTH.fullmatch(text.strip()) for text in (width, height)]
    sides = [int(Decimal(side[1]).to_integral_value(rounding=ROUND_CEILING)) for side in found if side]
    return (sides[0], sides[1]) if len(sides) == 2 else None
