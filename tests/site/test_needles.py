"""The scanner finds a mark in every wrapping, and nothing where there is none."""

from __future__ import annotations

import base64
import gzip
import html
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.site.needles import find_needles

MARK = "zqmark017x"


def _zip(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


WRAPPINGS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda mark: f"a {mark} b".encode(),
    "upper case": lambda mark: mark.upper().encode(),
    "utf-16-le": lambda mark: mark.encode("utf-16-le"),
    "utf-16-be": lambda mark: mark.encode("utf-16-be"),
    "utf-32": lambda mark: mark.encode("utf-32"),
    "base64": lambda mark: base64.b64encode(mark.encode()),
    "base64 after one byte": lambda mark: base64.b64encode(b"x" + mark.encode() + b"yy"),
    "base64 after two bytes": lambda mark: base64.b64encode(b"xy" + mark.encode() + b"z"),
    "base64 for addresses": lambda mark: base64.urlsafe_b64encode(b"\xff\xfe" + mark.encode()),
    "hexadecimal": lambda mark: mark.encode().hex().upper().encode(),
    "percent": lambda mark: "".join(f"%{ord(letter):02X}" for letter in mark).encode(),
    "percent, first letter": lambda mark: f"%{ord(mark[0]):02x}{quote(mark[1:])}".encode(),
    "decimal entities": lambda mark: "".join(f"&#{ord(letter)};" for letter in mark).encode(),
    "hexadecimal entities": lambda mark: "".join(f"&#x{ord(letter):x};" for letter in mark).encode(),
    "JSON escapes": lambda mark: "".join(f"\\u{ord(letter):04x}" for letter in mark).encode(),
    "script escapes": lambda mark: "".join(f"\\x{ord(letter):02x}" for letter in mark).encode(),
    "cut by tags": lambda mark: f"{mark[:4]}<b>{mark[4:]}</b>".encode(),
    "cut by a line fold": lambda mark: f"SUMMARY:{mark[:4]}\r\n {mark[4:]}".encode(),
    "gzip": lambda mark: gzip.compress(mark.encode()),
    "gzip twice": lambda mark: gzip.compress(gzip.compress(html.escape(mark).encode())),
    "zip": lambda mark: _zip("a.txt", mark.encode()),
    "name in a zip": lambda mark: _zip(f"{mark}.txt", b""),
    "stream of a PDF": lambda mark: b"%PDF-1.7\nstream\n" + zlib.compress(mark.encode()) + b"\nendstream",
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_mark_is_found_in_every_wrapping(wrapping: str, tmp_path: Path) -> None:
    """A leak does not hide by its encoding."""
    (tmp_path / "file.bin").write_bytes(WRAPPINGS[wrapping](MARK))

    assert find_needles(tmp_path, [MARK, "zqother"]) == [f"file.bin: {MARK}"]


def test_a_mark_is_found_in_the_name_of_a_file_and_of_a_folder(tmp_path: Path) -> None:
    """Names leak as contents do."""
    (tmp_path / f"a-{MARK}").mkdir()
    (tmp_path / f"a-{MARK}" / "x").write_bytes(b"")

    assert find_needles(tmp_path, [MARK]) == [f"a-{MARK}: {MARK}", f"a-{MARK}/x: {MARK}"]


def test_nothing_is_found_where_there_is_none(tmp_path: Path) -> None:
    """The scanner does not cry wolf."""
    (tmp_path / "file.html").write_bytes(b"zqmark 017 x zqmark018x")

    assert find_needles(tmp_path, [MARK]) == []
