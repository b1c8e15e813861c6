"""Whether the bytes of a file are those of the kind that its name says, and whether they do something when opened."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..files.project_places import ATTACHED
from ..files.readable_text import forbidden_character
from ..files.strict_json import read_json
from .attached_mail import mail_fault
from .attached_office import office_fault
from .attached_pdf import pdf_fault
from .attached_picture import gif_fault, jpeg_fault, png_fault
from .unfit import Unfit

MAXIMUM_BYTES = 10 * 1024 * 1024
SUFFIXES = ATTACHED
DEEPEST = 3  # a file in a file in a file: a mail with a signed copy that holds what was signed

_IN_A_PDF = ("yml", "md", "xml")  # the data that a document is made from
_IN_A_MAIL = ("gif", "jpeg", "ics", "p7s", "asc", "sig")  # logos, invitations and signatures of mail programs
_OTHER = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a script"),
    (b"\xd0\xcf\x11\xe0", "an older Office file"),
)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|svg|script|\?xml|iframe|body|head)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?[0-9.,]+ ?%?")
_AS_UTF_8 = "Save it as text in UTF-8."


def attachment_fault(name: str, data: bytes, depth: int = 0) -> Unfit | None:
    """What is wrong with a file that is to be kept; `depth` counts the files that it stands in."""
    suffix = suffix_of(name)
    if depth > DEEPEST:
        return Unfit("a file in a file in a file, deeper than anybody looks", "Keep the inner file by itself.")
    if suffix not in SUFFIXES:
        return Unfit(
            f"a file of the kind '.{suffix}', which is none of {_listed()}", "Keep it as PDF, or leave it out."
        )
    return _fault(suffix, data, depth)


def suffix_of(name: str) -> str:
    """What a file name says of the kind of the file."""
    return name.rpartition(".")[2].casefold() if "." in name else ""


def _listed() -> str:
    return ", ".join(f".{suffix}" for suffix in SUFFIXES)


def _fault(suffix: str, data: bytes, depth: int) -> Unfit | None:
    if len(data) > MAXIMUM_BYTES:
        return Unfit(f"more than {MAXIMUM_BYTES} bytes", "Make it smaller, or split it.")
    if not data:
        return Unfit("an empty file", "Put the file itself here.")
    return _CHECKS[suffix](data, depth)


def _embedded_in_pdf(name: str, data: bytes, depth: int) -> Unfit | None:
    suffix = suffix_of(name)
    return _fault(suffix, data, depth) if suffix in _IN_A_PDF else attachment_fault(name, data, depth)


def _part_of_mail(name: str, data: bytes, depth: int) -> Unfit | None:
    suffix = suffix_of(name)
    return _fault(suffix, data, depth) if suffix in _IN_A_MAIL else attachment_fault(name, data, depth)


# --- text -----------------------------------------------------------------------------------------


def _text(data: bytes) -> str | Unfit:
    """The text in the bytes, or why it is none."""
    for begin, what in _OTHER:
        if data.startswith(begin):
            return Unfit(f"the content is {what}, and no text", "Name it as what it is, or save it as text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unfit("the content is no text in UTF-8", _AS_UTF_8)
    if hidden := forbidden_character(text):
        return Unfit(f"the text holds U+{ord(hidden[0]):04X}, which nobody sees", "Take it out.")
    return text


def _text_fault(data: bytes, _: int) -> Unfit | None:
    text = _text(data)
    if isinstance(text, Unfit):
        return text
    return (
        Unfit("the content is markup that a browser may run", "Save it as plain text.") if _MARKUP.match(text) else None
    )


def _xml_fault(data: bytes, _: int) -> Unfit | None:
    text = _text(data)
    return text if isinstance(text, Unfit) else None


def _csv_fault(data: bytes, depth: int) -> Unfit | None:
    if fault := _text_fault(data, depth):
        return fault
    text = data.decode("utf-8-sig")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            for cell in row:
                if (
                    cell.lstrip()[:1] in {"=", "+", "-", "@"}
                    and not _NUMBER.fullmatch(cell.strip())
                    and cell.strip("-")
                ):
                    repair = "Write an apostrophe in front of it, or keep the table as PDF."
                    return Unfit(f"row {number} has a cell that a spreadsheet computes: {cell.strip()[:30]!a}", repair)
    except csv.Error:
        return Unfit("the content is no table of commas, semicolons or tabs", "Save it again as CSV in UTF-8.")
    return None


def _json_fault(data: bytes, _: int) -> Unfit | None:
    try:
        read_json(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return Unfit("the content is no JSON", "Save it again.")
    return None


def _signature_fault(data: bytes, _: int) -> Unfit | None:
    """The signature of a mail program says nothing here: it only may not be a program."""
    found = next((what for begin, what in _OTHER if data.startswith(begin)), "")
    return Unfit(f"the content is {found}, and no signature", "Leave it out.") if found else None


_CHECKS: Mapping[str, Callable[[bytes, int], Unfit | None]] = MappingProxyType(
    {
        "pdf": lambda data, depth: pdf_fault(data, lambda name, inner: _embedded_in_pdf(name, inner, depth + 1)),
        "eml": lambda data, depth: mail_fault(data, lambda name, inner: _part_of_mail(name, inner, depth + 1)),
        "docx": lambda data, _: office_fault(data, "docx"),
        "xlsx": lambda data, _: office_fault(data, "xlsx"),
        "png": lambda data, _: png_fault(data),
        "jpg": lambda data, _: jpeg_fault(data),
        "jpeg": lambda data, _: jpeg_fault(data),
        "gif": lambda data, _: gif_fault(data),
        "txt": _text_fault,
        "md": _text_fault,
        "yml": _text_fault,
        "ics": _text_fault,
        "xml": _xml_fault,
        "csv": _csv_fault,
        "json": _json_fault,
        "p7s": _signature_fault,
        "asc": _signature_fault,
        "sig": _signature_fault,
    }
)
