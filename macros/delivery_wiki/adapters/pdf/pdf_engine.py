"""The PDF engine: Typst from its wheel, with the fonts of the repository and nothing else of the machine."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pikepdf
import typst

from delivery_wiki.model.texts.picture import Picture
from delivery_wiki.pages.pdf.pdf_block import UnknownElement, block_xml, signatories
from delivery_wiki.pages.pdf.pdf_document import PdfDocument
from delivery_wiki.pages.pdf.pdf_words import break_title
from delivery_wiki.reading.markdown.pdf_glyphs import Coverage, with_codes

from ..outside.files import write_file
from ..outside.pdf_fonts import coverage
from .pdf_joining import joined
from .pdf_place import template_folder
from .pdf_signatures import add_signature_fields

STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
_LANGUAGE_PARTS = 2
TITLE_SIZE, SHORT_TITLE_SIZE, PARTY_SIZE, BODY_SIZE, HEAD_SIZE = 28, 20, 13, 11, 8  # points, as in the template
PARTY_WIDTH, COVER_WIDTH = 225, 330  # points
MOST_PAGES_SHORT = 10  # of a document that has neither cover nor contents
MOST_LETTERS = 25_000  # that a page can hold, marks of the block among them
WORTH_A_PAGE = 2  # a short document with more pages is set closer, where that saves one
NO_BREAK = "\u00a0"
FEW_LINES = 55  # millimetres from the upper edge, within which about five lines end
LOGO_HEIGHT, LOGO_WIDTH = 16, 62  # millimetres at most


class PdfFailed(RuntimeError):
    """A document that cannot be set; the message says why in one line."""


def set_pdf(document: PdfDocument, *, fonts: Path | None = None) -> bytes:
    """The bytes of one document, claimed as PDF/A-3a and PDF/UA-1; `fonts` is a folder with more fonts.

    Characters that no font has are shown by their codes. Raises PdfFailed: every warning of the engine is an error.
    """
    document = _with_codes(document, coverage(template_folder() / "fonts", fonts))
    try:
        block = block_xml(document.block, document.names)
    except UnknownElement as unknown:
        raise PdfFailed(str(unknown)) from unknown
    with tempfile.TemporaryDirectory(prefix="delivery-pdf-") as folder:
        root = Path(folder)
        words = _prepare(document, root, _families(fonts))
        made = _compile(root, _in_its_form(root, words, block, fonts), document.on, fonts)
    label = document.labels["Signature of {party}: {role}"]
    made = add_signature_fields(made, [label.format(party=party, role=role) for party, role in signatories(block)])
    try:
        return joined(document.behind, made) if document.behind else made
    except ValueError as fault:
        raise PdfFailed(str(fault)) from fault


def _with_codes(document: PdfDocument, covered: Coverage) -> PdfDocument:
    """The document with codes in place of the characters that no font has."""
    texts: dict[str, Any] = {
        field.name: with_codes(value, covered)
        for field in fields(document)
        if isinstance(value := getattr(document, field.name), str)
    }
    labels = {name: with_codes(label, covered) for name, label in document.labels.items()}
    return replace(document, **texts, labels=labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What the template got, and how that is laid out.

    `ends` are where the text ends, also before signatures on a page of their own: the page, and how far down it in
    millimetres. `parted` are the numbers of the tables in which rows that belong together stand on two pages.
    """

    inputs: dict[str, str]
    ends: tuple[tuple[int, int], ...]
    parted: tuple[str, ...]

    @property
    def pages(self) -> int:
        return self.ends[-1][0]

    @property
    def leaves_few_lines(self) -> bool:
        """Whether a last page holds a few lines alone."""
        return any(page > 1 and y < FEW_LINES for page, y in self.ends)


def _in_its_form(root: Path, words: Mapping[str, Any], block: str, fonts: Path | None) -> dict[str, str]:
    """What the template gets, in the form that suits the length, which is found by laying it out.

    A short document begins with its title above the text; a longer one has a cover and contents, unless it is short
    when set a little closer. Where only a few lines stand on a last page, it is set a little closer if that saves the
    page, and else looser if that adds lines; so is a short document of more than two pages, where that saves one.
    """

    @cache
    def laid_out(form: str, spacing: str = "even") -> _Layout:
        chosen = {**words, "form": form, "spacing": spacing, "kept": ()}
        found, kept = _lay_out(root, chosen, block, fonts), dict[str, None]()
        while set(found.parted) - set(kept) and (form == "long" or found.pages <= MOST_PAGES_SHORT):
            kept |= dict.fromkeys(found.parted)
            found = _lay_out(root, {**chosen, "kept": tuple(kept)}, block, fonts)
        return found

    form = "long" if len(block) > MOST_PAGES_SHORT * MOST_LETTERS else "short"
    layout = laid_out(form)
    for spacing in ("close", "tight"):
        if form == "short" and layout.pages > MOST_PAGES_SHORT:
            layout = laid_out(form, spacing)
    if form == "short" and layout.pages > MOST_PAGES_SHORT:
        form = "long"
        layout = laid_out(form)
    for spacing in ("close", "loose", "tight"):
        if not layout.leaves_few_lines:
            break
        other = laid_out(form, spacing)
        if other.pages <= layout.pages and not other.leaves_few_lines:
            layout = other
    for spacing in ("close", "tight") if form == "short" and layout.pages > WORTH_A_PAGE else ():
        other = laid_out(form, spacing)
        if other.pages < layout.pages and not other.leaves_few_lines:
            layout = other
    return layout.inputs


def _lay_out(root: Path, words: Mapping[str, Any], block: str, fonts: Path | None) -> _Layout:
    inputs = {"document": json.dumps(words, ensure_ascii=False), "block": block}
    try:
        found = typst.query(
            root / "document.typ",
            "<laid-out>",
            field="value",
            root=root,
            font_paths=_fonts(fonts),
            sys_inputs=inputs,
            package_path=root / "none",
            package_cache_path=root / "none",
        )
    except RuntimeError as fault:
        raise PdfFailed(_one_line(fault)) from fault
    noted = json.loads(found)
    pages: dict[tuple[str, int], set[int]] = {}
    for note in noted:
        if "run" in note:
            pages.setdefault(tuple(note["run"]), set()).add(note["page"])
    parted = dict.fromkeys(table for (table, _), on in pages.items() if len(on) > 1)
    ends = tuple((page, y) for page, y in (note["end"] for note in noted if "end" in note))
    return _Layout(inputs=inputs, ends=ends, parted=tuple(parted))


def _compile(root: Path, inputs: dict[str, str], on: dt.date, fonts: Path | None) -> bytes:
    moment = dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC)
    try:
        made, warnings = typst.compile_with_warnings(
            root / "document.typ",
            root=root,
            format="pdf",
            font_paths=_fonts(fonts),
            timestamp=int(moment.timestamp()),
            pdf_standards=[*STANDARDS],
            sys_inputs=inputs,
            package_path=root / "none",
            package_cache_path=root / "none",
        )
    except RuntimeError as fault:
        raise PdfFailed(_one_line(fault)) from fault
    if warnings or not isinstance(made, bytes):
        raise PdfFailed("; ".join(_one_line(warning) for warning in warnings) or "the engine wrote nothing")
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


def _prepare(document: PdfDocument, root: Path, families: tuple[str, ...]) -> Mapping[str, Any]:
    """Make the root of this PDF: the template, logos and attachments; everything else the engine gets as data."""
    for name in ("document.typ", "block.typ"):
        shutil.copyfile(template_folder() / name, root / name)
    attachments = [
        {
            "file": _write(root, f"attachment-{number}", attachment.content),
            "name": attachment.name,
            "mime": attachment.mime,
            "description": attachment.description,
        }
        for number, attachment in enumerate(document.attachments)
    ]
    brand = document.brand
    logos = {"vendor_logo": _logo(root, brand.vendor_logo, 1), "customer_logo": _logo(root, brand.customer_logo, 2)}
    return {**_words(document), **logos, "attachments": attachments, "families": families}


def _words(document: PdfDocument) -> Mapping[str, Any]:
    language, *more = document.language.split("-")
    region = next((part for part in more if len(part) == _LANGUAGE_PARTS), None)
    labels = document.labels
    return {
        "title": document.title,
        "project": document.project,
        "shown": {
            "title": break_title(document.title, TITLE_SIZE),
            "title_block": break_title(document.title, SHORT_TITLE_SIZE),
            "project": break_title(document.project, BODY_SIZE),
            "head": break_title(f"{document.project} – {document.title}", HEAD_SIZE),
            "customer": break_title(document.customer, PARTY_SIZE, PARTY_WIDTH),
            "vendor": break_title(document.vendor, PARTY_SIZE, PARTY_WIDTH),
        },
        "customer": document.customer,
        "vendor": document.vendor,
        "revision": document.revision_label,
        "state": document.state_text,
        "classification": document.classification,
        "distribution": document.distribution,
        "lang": language,
        "region": region,
        "primary": document.brand.primary,
        "accent": document.brand.accent,
        "cover": [(name, break_title(value, BODY_SIZE, COVER_WIDTH)) for name, value in _facts(document)],
        "words": {"contents": labels["Contents"]},
        "signed": _signed(document),
        "page_of": labels["Page {page} of {pages}"],
    }


def _signed(document: PdfDocument) -> str:
    """What the sheet with the signatures says of the paper that they are under."""
    pages, code = (document.labels[label].replace(" ", NO_BREAK) for label in ("Pages: {pages}.", "Code: {code}."))
    return f"{pages} {code.format(code=document.code)}" if document.code else pages


def _facts(document: PdfDocument) -> list[tuple[str, str]]:
    """What every document says of itself: whose it is, which revision of when, and its state."""
    labels = document.labels
    facts = [(labels["Customer"], document.customer), (labels["Vendor"], document.vendor)]
    if document.revision:
        facts.append((labels["Revision"], document.revision))
    state_text = f"{document.state_text}, {document.changed}" if document.changed else document.state_text
    return [*facts, (labels["State"], state_text), *([(labels["As of"], document.date)] if document.date else [])]


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
