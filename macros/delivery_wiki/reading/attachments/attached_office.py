"""Word documents and workbooks: without macros, embedded objects, links that load something, and in bounds."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ..files.strict_xml import XmlFault, read_xml
from .unfit import Unfit

MAXIMUM_ENTRIES = 1_000
MAXIMUM_UNPACKED = 100 * 1024 * 1024
MAXIMUM_XML = 16 * 1024 * 1024
_TYPES = "[Content_Types].xml"
_MAIN: Mapping[str, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    }
)
_ACTIVE = re.compile(
    r"vbaproject|activex|macrosheets|/embeddings/|oleobject|externallinks/|customui|/ctrlprops/|\.(?:bin|exe|dll|js|vbs|html?|svg)$",
    re.IGNORECASE,
)
_PRINTER = re.compile(r"(?:word|xl)/printersettings/", re.IGNORECASE)  # how somebody prints, written as .bin
_FIELD = re.compile(r"<w:instrText\b[^>]*>([^<]*)|w:instr=\"([^\"]*)\"")
_LOADS = re.compile(r"\b(?:DDE(?:AUTO)?|INCLUDE(?:TEXT|PICTURE)|IMPORT|MACROBUTTON)\b", re.IGNORECASE)
_AS_PDF = "Save it as PDF, and keep that."


def office_fault(data: bytes, suffix: str) -> Unfit | None:
    """What is wrong with a document of Office."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return next(_faults(file, suffix), None)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, zlib.error, EOFError):
        return Unfit(f"the content is no .{suffix}, or it is damaged or has a password", _AS_PDF)
    except XmlFault as fault:
        return Unfit(f"the .{suffix} holds {fault.problem}", _AS_PDF)


def _faults(file: zipfile.ZipFile, suffix: str) -> Iterator[Unfit]:
    entries = file.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MAXIMUM_ENTRIES or sum(entry.file_size for entry in entries) > MAXIMUM_UNPACKED:
        yield Unfit(f"the .{suffix} unpacks to more than {MAXIMUM_UNPACKED} bytes or {MAXIMUM_ENTRIES} parts", _AS_PDF)
        return
    if len({name.casefold() for name in names}) != len(names) or any(_leads_out(name) for name in names):
        yield Unfit(f"the .{suffix} has parts whose names lead out of it, or stand twice", _AS_PDF)
        return
    if _TYPES not in names:
        yield Unfit(f"the content is another archive, and no .{suffix}", "Archives are not kept: put the files here.")
        return
    types = {
        override.attributes.get("ContentType", "")
        for override in read_xml(_read(file, _TYPES), maximum_bytes=MAXIMUM_XML).walk()
    }
    if _MAIN[suffix] not in types or any("macroenabled" in kind.casefold() for kind in types):
        yield Unfit(f"the content is no .{suffix} without macros", _AS_PDF)
    for name in names:
        if _ACTIVE.search(name) and not _PRINTER.match(name):
            yield Unfit(f"the .{suffix} holds {name[:60]!a}, which may run something", _AS_PDF)
        elif name.endswith(".rels"):
            yield from _links(file, name, suffix)
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from _fields(file, name, suffix)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _links(file: zipfile.ZipFile, name: str, suffix: str) -> Iterator[Unfit]:
    """A hyperlink is followed by who clicks it; everything else that is outside is loaded by itself."""
    for element in read_xml(_read(file, name), maximum_bytes=MAXIMUM_XML).walk():
        kind, target = element.attributes.get("Type", ""), element.attributes.get("Target", "")
        if element.attributes.get("TargetMode", "").casefold() != "external":
            continue
        if not kind.endswith("/hyperlink") or not target.casefold().startswith(("https:", "http:", "mailto:")):
            yield Unfit(f"the .{suffix} loads something from outside: {target[:60]!a}", _AS_PDF)


def _fields(file: zipfile.ZipFile, name: str, suffix: str) -> Iterator[Unfit]:
    """Fields that load or run something; the pieces of one may stand in several runs."""
    pieces = _FIELD.findall(_read(file, name).decode("utf-8", "replace"))
    if _LOADS.search("".join(inside or attribute for inside, attribute in pieces)):
        yield Unfit(f"the .{suffix} has a field that loads or runs something", _AS_PDF)


def _read(file: zipfile.ZipFile, name: str) -> bytes:
    """A part, as far as its stated size; what holds more is refused by its check sum."""
    with file.open(name) as stream:
        data = stream.read(MAXIMUM_XML + 1)
    if len(data) > MAXIMUM_XML:
        raise ValueError(name)
    return data
