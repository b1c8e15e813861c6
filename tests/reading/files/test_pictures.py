"""Logos: plain pictures are taken, everything that could act or fetch is refused."""

import zlib
from pathlib import Path

import pytest

from delivery_wiki.model.texts.picture import PictureKind
from delivery_wiki.reading.files.pictures import read_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size}>{inside}</svg>'


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG with its length and check value."""
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def png(*more: bytes, width: int = 2, height: int = 3) -> bytes:
    """A PNG of some size, with more parts before its end."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 0, 0, 0, 0))
    image = zlib.compress(b"\0\0\0" * 3)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(more) + chunk(b"IDAT", image) + chunk(b"IEND", b"")


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_plain_png_is_taken_with_its_size(tmp_path: Path) -> None:
    """The size is read from the picture itself."""
    picture, findings = read_picture(put(tmp_path, "logo.png", png()), "logo.png")

    assert findings == ()
    assert picture is not None
    assert (picture.kind, picture.width, picture.height) == (PictureKind.PNG, 2, 3)


@pytest.mark.parametrize(
    ("size", "sides"),
    [('viewBox="0 0 40 20.5"', (40, 21)), ('width="40px" height="20"', (40, 20)), ('viewBox="0,0,8,8"', (8, 8))],
)
def test_a_plain_svg_is_taken_with_its_size(tmp_path: Path, size: str, sides: tuple[int, int]) -> None:
    """The view box counts, else width and height in pixels."""
    inside = '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="4" height="4"/>'
    picture, findings = read_picture(put(tmp_path, "a.svg", SVG.format(size=size, inside=inside).encode()), "a.svg")

    assert findings == ()
    assert picture is not None
    assert (picture.width, picture.height) == sides


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<image href="x.png"/>',
        "<foreignObject/>",
        '<use xlink:href="#a"/>',
        "<a/>",
        "<animate/>",
        '<rect onload="1"/>',
        '<rect fill="url(https://x.example/a#b)"/>',
        '<rect style="background:url(x.png)"/>',
        "<style>@import 'x.css';</style>",
        "<style>rect{fill:url('//x.example/a')}</style>",
        r"<style>rect{fill:u\72l(x)}</style>",
        '<g xml:base="https://x.example/"/>',
        '<x:y xmlns:x="urn:other"/>',
        "<g>" * 70 + "</g>" * 70,
    ],
)
def test_a_drawing_that_could_act_or_fetch_is_refused(tmp_path: Path, inside: str) -> None:
    """A logo travels to customers and into documents: it is shapes and nothing else."""
    data = SVG.format(size='viewBox="0 0 4 4"', inside=inside).encode()
    picture, findings = read_picture(put(tmp_path, "logo.svg", data), "logo.svg")

    assert picture is None
    assert {finding.code for finding in findings} == {"picture-refused"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", b'<!DOCTYPE svg SYSTEM "x"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("logo.svg", b"<html/>"),
        ("logo.svg", b"no markup"),
        ("logo.png", b"GIF89a"),
        ("logo.png", png()[:-3]),
        ("logo.png", png() + b"more"),
        ("logo.png", png(chunk(b"tEXt", b"Comment\0secret"))),
        ("logo.png", png(width=100_000)),
        ("logo.gif", b"GIF89a"),
    ],
)
def test_what_is_no_plain_picture_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    """The content counts, not the name; comments and places of a photo do not travel along."""
    picture, findings = read_picture(put(tmp_path, name, data), name)

    assert picture is None
    assert {finding.code for finding in findings} == {"picture-refused"}


def test_a_large_picture_and_a_missing_one_are_told_apart(tmp_path: Path) -> None:
    """Each fault has the repair that fits."""
    large = put(tmp_path, "logo.svg", b" " * (200 * 1024))

    assert [finding.code for finding in read_picture(large, "logo.svg")[1]] == ["file-too-large"]
    assert [finding.code for finding in read_picture(tmp_path / "none.png", "none.png")[1]] == ["picture-missing"]


EXPORTED = [
    ("logo.png", png(chunk(b"eXIf", b"MM\0*")), "'eXIf'", "without metadata"),
    ("logo.png", png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>")), "'iTXt'", "without metadata"),
    ("logo.png", png(chunk(b"tIME", b"\x07\xea\x0b\x1d\0\0\0")), "'tIME'", "without metadata"),
    ("logo.svg", "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'svg11.dtd'>", "document type", "Delete <!DOCTYPE"),
    ("logo.svg", '<sodipodi:namedview xmlns:sodipodi="urn:sodipodi" id="b"/>', "<namedview>", "Save As, Plain SVG"),
    ("logo.svg", '<i:pgf xmlns:i="urn:illustrator"/>', "<pgf>", "in Illustrator Export, SVG"),
    ("logo.svg", '<defs><rect id="a"/></defs><use xlink:href="#a"/>', "<use>", "Unlink Clones"),
    ("logo.svg", '<image href="data:image/png;base64,AAAA"/>', "<image>", "whole logo as a PNG"),
    ("logo.svg", '<filter id="f"/>', "<filter>", "whole logo as a PNG"),
]


@pytest.mark.parametrize(("name", "inside", "what", "help_"), EXPORTED, ids=[what for _, _, what, _ in EXPORTED])
def test_a_logo_as_a_program_exports_it_is_told_the_step_that_helps(
    tmp_path: Path, name: str, inside: str | bytes, what: str, help_: str
) -> None:
    """Refusing is safe; who has the program learns what to choose in it."""
    data = inside
    if isinstance(inside, str):
        head, body = (inside, "") if inside.startswith("<!") else ("", inside)
        data = (head + SVG.format(size='viewBox="0 0 4 4"', inside=body)).encode()
    _, (first, *_) = read_picture(put(tmp_path, name, bytes(data)), name)  # type: ignore[arg-type]  # bytes by now

    assert what in first.problem
    assert help_ in first.repair
