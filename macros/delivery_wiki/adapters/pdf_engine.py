"""The PDF engine: Typst from its wheel, with the fonts of the repository and nothing else of the machine."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pikepdf
import typst

from delivery_wiki.model.picture import Picture
from delivery_wiki.pages.pdf_block import UnknownElement, block_xml, signatories
from delivery_wiki.pages.pdf_document import PdfDocument
from delivery_wiki.pages.pdf_words import break_title
from delivery_wiki.reading.pdf_glyphs import Coverage, with_codes

from .files import write_file
from .pdf_fonts import coverage
from .pdf_place import template_folder
from .pdf_signatures import add_signature_fields

STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
_LANGUAGE_PARTS = 2
TITLE_SIZE, PARTY_SIZE, BODY_SIZE, HEAD_SIZE = 28, 13, 11, 8  # points, as in the template
PARTY_WIDTH, COVER_WIDTH = 225, 330  # points
LOGO_HEIGHT, LOGO_WIDTH = 16, 62  # millimetres at most


class PdfFailed(RuntimeError):
    """A document that cannot be set; the message says why in one line."""


def set_pdf(document: PdfDocument, *, fonts: Path | None = None) -> bytes:
    """The bytes of one document, claimed as PDF/A-3a and PDF/UA-1; `fonts` is a folder with more fonts.

    Characters that no font has are shown by their codes. Raises PdfFailed: every warning of the engine is an error.
    """
    document = _with_codes(document, coverage(template_folder() / "fonts", fonts))
    try:
        block = block_xml(document.block)
    except UnknownElement as unknown:
        raise PdfFailed(str(unknown)) from unknown
    with tempfile.TemporaryDirectory(prefix="delivery-pdf-") as folder:
        root = Path(folder)
        data = _prepare(document, root, _families(fonts))
        made = _compile(root, data, block, document.on, fonts)
    label = document.labels["Signature of {party}: {role}"]
    return add_signature_fields(made, [label.format(party=party, role=role) for party, role in signatories(block)])


def _with_codes(document: PdfDocument, covered: Coverage) -> PdfDocument:
    """The document with codes in place of the characters that no font has."""
    texts: dict[str, Any] = {
        one.name: with_codes(value, covered)
        for one in fields(document)
        if isinstance(value := getattr(document, one.name), str)
    }
    labels = {name: with_codes(label, covered) for name, label in document.labels.items()}
    return replace(document, **texts, labels=labels)


def _compile(root: Path, data: str, block: str, on: dt.date, fonts: Path | None) -> bytes:
    moment = dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC)
    try:
        made, warnings = typst.compile_with_warnings(
            root / "document.typ",
            root=root,
            format="pdf",
            font_paths=_fonts(fonts),
            timestamp=int(moment.timestamp()),
            pdf_standards=[*STANDARDS],
            sys_inputs={"document": data, "block": block},
            package_path=root / "none",
            package_cache_path=root / "none",
        )
    except RuntimeError as fault:
        raise PdfFailed(_one_line(fault)) from fault
    if warnings or not isinstance(made, bytes):
        raise PdfFailed("; ".join(_one_line(one) for one in warnings) or "the engine wrote nothing")
    return made


def _one_line(fault: Any) -> str:
    hints = getattr(fault, "hints", None) or []
    return " ".join([str(getattr(fault, "message", fault)), *map(str, hints)]).replace("\n", " ")


@cache
def _fonts(more: Path | None) -> typst.Fonts:
    paths = [template_folder() / "fonts", *([more] if more and more.is_dir() else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


@cache
def _families(more: Path | None) -> tuple[str, ...]:
    return tuple(_fonts(more).families())


def _prepare(document: PdfDocument, root: Path, families: tuple[str, ...]) -> str:
    """Make the root of this PDF: the template, logos and attachments; everything else the engine gets as data."""
    for name in ("document.typ", "block.typ"):
        shutil.copyfile(template_folder() / name, root / name)
    attachments = [
        {
            "file": _write(root, f"attachment-{number}", one.content),
            "name": one.name,
            "mime": one.mime,
            "description": one.description,
        }
        for number, one in enumerate(document.attachments)
    ]
    brand = document.brand
    logos = {"vendor_logo": _logo(root, brand.vendor_logo, 1), "customer_logo": _logo(root, brand.customer_logo, 2)}
    words = {**_words(document), **logos, "attachments": attachments, "families": families}
    return json.dumps(words, ensure_ascii=False)


def _words(document: PdfDocument) -> Mapping[str, Any]:
    language, *more = document.language.split("-")
    region = next((part for part in more if len(part) == _LANGUAGE_PARTS), None)
    labels = document.labels
    cover = [
        (labels["Customer"], document.customer),
        (labels["Vendor"], document.vendor),
        (labels["Revision"], document.revision_label),
        (labels["State"], f"{document.standing}, {document.changed}" if document.changed else document.standing),
        (labels["Date"], document.date),
    ]
    return {
        "title": document.title,
        "project": document.project,
        "shown": {
            "title": break_title(document.title, TITLE_SIZE),
            "project": break_title(document.project, BODY_SIZE),
            "head": break_title(f"{document.project} – {document.title}", HEAD_SIZE),
            "customer": break_title(document.customer, PARTY_SIZE, PARTY_WIDTH),
            "vendor": break_title(document.vendor, PARTY_SIZE, PARTY_WIDTH),
        },
        "customer": document.customer,
        "vendor": document.vendor,
        "revision": document.revision_label,
        "state": document.standing,
        "classification": document.classification,
        "distribution": document.distribution,
        "lang": language,
        "region": region,
        "primary": document.brand.primary,
        "accent": document.brand.accent,
        "cover": [(name, break_title(value, BODY_SIZE, COVER_WIDTH)) for name, value in cover],
        "contents": True,
        "words": {"contents": labels["Contents"]},
        "page_of": labels["Page {page} of {pages}"],
    }


def _logo(root: Path, picture: Picture | None, number: int) -> dict[str, str | int] | None:
    if picture is None:
        return None
    height = min(LOGO_HEIGHT, LOGO_WIDTH * picture.height // max(picture.width, 1))
    return {"file": _write(root, f"logo-{number}.{picture.kind.value}", picture.data), "height": height}


def _write(root: Path, name: str, data: bytes) -> str:
    write_file(root / name, data)
    return name


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.pages)
