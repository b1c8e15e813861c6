"""PDFs that are kept as evidence: readable, nothing that runs or starts, and only such files inside as may be kept."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from .unfit import Unfit

MAXIMUM_OBJECTS = 100_000
MAXIMUM_UNPACKED = 64 * 1024 * 1024
MAXIMUM_WARNINGS = 100
_NESTING = 60
_ACTIONS = {
    "/JavaScript": "runs a script",
    "/Launch": "starts a program",
    "/SubmitForm": "sends a form",
    "/ImportData": "fetches data",
    "/GoToE": "opens a file inside of it",
    "/GoToR": "opens another file",
    "/Rendition": "plays something",
    "/Movie": "plays something",
    "/Sound": "plays something",
    "/GoTo3DView": "shows a model",
    "/RichMediaExecute": "runs something",
}
_PARTS = ("/RichMedia", "/3D", "/Movie", "/Screen", "/Sound")
_PRINT = "Print it as a new PDF, and keep that one; where it carries a signature, ask for one without this."
_ENCRYPTED = Unfit("the PDF is encrypted, so that nobody sees what it does", "Save it without a password.")
_WHITE = b"\0\t\n\f\r "

Inside = Callable[[str, bytes], Unfit | None]


def pdf_fault(data: bytes, inside: Inside) -> Unfit | None:
    """What is wrong with a PDF; `inside` says so of the files that it holds."""
    if not data.startswith(b"%PDF-"):
        return Unfit("the content is no PDF", "Name it as what it is, or save it as PDF.")
    if not data.rstrip(_WHITE).endswith(b"%%EOF"):
        return Unfit("the PDF is cut off, or something stands behind its end", "Save it again, or ask for it again.")
    try:
        with _limited(), pikepdf.open(io.BytesIO(data), attempt_recovery=False) as file:
            return next(_faults(file, inside), None)
    except pikepdf.PasswordError:
        return _ENCRYPTED
    except Exception:  # whatever a file from outside does to a parser: nobody sees what it does then
        return Unfit("the PDF is damaged, or unpacks to more than anybody reads", "Save it again, or ask for it again.")


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """What is packed in it may not fill the memory."""
    before = pikepdf.settings.get_qpdf_limits()
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MAXIMUM_UNPACKED, run_length_max_memory=MAXIMUM_UNPACKED, doc_max_warnings=MAXIMUM_WARNINGS
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(
            flate_max_memory=before["flate_max_memory"],
            run_length_max_memory=before["run_length_max_memory"],
            doc_max_warnings=before["doc_max_warnings"],
        )


def _faults(file: pikepdf.Pdf, inside: Inside) -> Iterator[Unfit]:
    if file.is_encrypted:
        yield _ENCRYPTED
    if len(file.objects) > MAXIMUM_OBJECTS:
        yield Unfit(f"the PDF has more than {MAXIMUM_OBJECTS} parts", _PRINT)
    for found in file.objects:
        yield from _within(found, inside, _NESTING)


def _within(found: Any, inside: Inside, left: int) -> Iterator[Unfit]:
    """What an object does, and what is written inside of it; what it refers to is an object of its own."""
    if left == 0:
        yield Unfit("the PDF is nested deeper than anybody looks", _PRINT)
        return
    if isinstance(found, pikepdf.Array):
        for child in found:
            if _is_here(child):
                yield from _within(child, inside, left - 1)
    elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        yield from _of_dictionary(found, inside)
        for child in found.stream_dict.values() if isinstance(found, pikepdf.Stream) else found.values():
            if _is_here(child):
                yield from _within(child, inside, left - 1)


def _is_here(child: Any) -> bool:
    return isinstance(child, pikepdf.Array | pikepdf.Dictionary) and not child.is_indirect


def _of_dictionary(found: Any, inside: Inside) -> Iterator[Unfit]:
    if "/JS" in found or "/JavaScript" in found:
        yield Unfit("the PDF runs a script", _PRINT)
    if "/XFA" in found:
        yield Unfit("the PDF holds an XFA form, which runs scripts", _PRINT)
    action = str(found.get(Name.S, "")) if isinstance(found.get(Name.S), pikepdf.Name) else ""
    if action in _ACTIONS:
        yield Unfit(f"the PDF {_ACTIONS[action]} when somebody opens or clicks it", _PRINT)
    if str(found.get(Name.Subtype, "")) in _PARTS:
        yield Unfit("the PDF holds sound, film or a model", _PRINT)
    if isinstance(found.get(Name.EF), pikepdf.Dictionary):
        yield from _of_file(found, inside)


def _of_file(found: Any, inside: Inside) -> Iterator[Unfit]:
    name = str(found.get(Name.UF, found.get(Name.F, "")))
    for stream in found.EF.values():
        content = stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b""
        if fault := inside(name, content):
            yield Unfit(f"the PDF holds the file {name[:60]!a}: {fault.problem}", "Take that file out of the PDF.")
