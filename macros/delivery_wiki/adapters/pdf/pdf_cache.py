"""PDFs that were set before, found by the digest of everything that decides their bytes."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from delivery_wiki.pages.pdf.pdf_document import PdfDocument

from ..outside.files import write_whole
from .pdf_place import template_folder

KEPT_SECONDS = 14 * 24 * 3600
_CODE = ("pdf_engine.py", "pdf_joining.py", "pdf_signatures.py")
_PAGE_CODE = (
    "pdf/pdf_block.py",
    "pdf/pdf_drawing.py",
    "pdf/pdf_layout.py",
    "pdf/pdf_spaces.py",
    "pdf/pdf_words.py",
    "pdf/pdf_tables.py",
    "pdf/pdf_document.py",
    "render/text_width.py",
)
_PACKAGES = ("typst", "pikepdf", "tinyhtml5")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPdf:
    """A PDF that lies in the cache, with its digest, size and number of pages."""

    path: Path
    sha256: str
    size: int
    pages: int

    def read(self) -> bytes:
        """Its bytes."""
        return self.path.read_bytes()


class PdfCache:
    """The folder of the PDFs that were set before."""

    def __init__(self, folder: Path, fonts: Path | None) -> None:
        self.folder = folder
        self.engine = _engine_digest(fonts)

    def key(self, document: PdfDocument) -> str:
        """The digest of a document with template, fonts, engine and code."""
        digest = hashlib.sha256(self.engine.encode())
        for part in _frames(document):
            digest.update(b"%d:" % len(part) + part)
        return digest.hexdigest()

    def find(self, key: str) -> SetPdf | None:
        """The PDF that was set from the same; None where there is none, or it is damaged."""
        try:
            notes = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            path = self.folder / f"{key}.pdf"
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() != notes["sha256"]:
                return None
            os.utime(self.folder / f"{key}.json")
            return SetPdf(path=path, sha256=notes["sha256"], size=len(content), pages=int(notes["pages"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, content: bytes, pages: int) -> SetPdf:
        """Put a PDF aside; raises OSError where that cannot be written."""
        path = self.folder / f"{key}.pdf"
        made = SetPdf(path=path, sha256=hashlib.sha256(content).hexdigest(), size=len(content), pages=pages)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        write_whole(path.with_suffix(".json"), json.dumps({"sha256": made.sha256, "pages": pages}).encode())
        return made

    def forget_old(self) -> None:
        """Delete what no run has used for two weeks."""
        oldest = time.time() - KEPT_SECONDS
        for notes in self.folder.glob("*.json") if self.folder.is_dir() else ():
            if notes.stat().st_mtime < oldest:
                notes.unlink(missing_ok=True)
                notes.with_suffix(".pdf").unlink(missing_ok=True)


def _frames(value: Any) -> Iterator[bytes]:
    """A value as parts that no other value has; names of fields are among them."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield field.name.encode()
            yield from _frames(getattr(value, field.name))
    elif isinstance(value, bytes):
        yield hashlib.sha256(value).digest()
    elif isinstance(value, (tuple, list)):
        yield b"%d items" % len(value)
        for item in value:
            yield from _frames(item)
    elif isinstance(value, dict):
        yield from _frames(sorted(value.items()))
    else:
        yield repr(value).encode()


@cache
def _engine_digest(fonts: Path | None) -> str:
    """Everything beside the document: the template with its fonts, more fonts, code, and versions."""
    digest = hashlib.sha256(" ".join(f"{name}={version(name)}" for name in _PACKAGES).encode())
    code = Path(__file__).parent
    files = [code / name for name in _CODE] + [code.parents[1] / "pages" / name for name in _PAGE_CODE]
    for folder in (template_folder(), fonts):
        files += sorted(path for path in folder.rglob("*") if path.is_file()) if folder and folder.is_dir() else []
    for path in files:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
