"""Empty, tagged signature fields at the places that the template marks; the same input gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

MARK = "signature:"


def add_signature_fields(pdf: bytes, labels: Sequence[str]) -> bytes:
    """Turn each marked link into a signature field, and pack the file.

    The template sets a link to `signature:<n>` on each free line: the link has its place on the page and in the
    structure already, so that the field that takes its place is tagged and read in order. `labels` name them all.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fields = [
            _make_field(file, page, annotation, labels)
            for page in file.pages
            for annotation in page.get("/Annots", [])
            if _address(annotation).startswith(MARK)
        ]
        if fields:
            form = Dictionary(Fields=Array(fields), DA=String(""))
            file.Root.AcroForm = file.make_indirect(form)
        packed = io.BytesIO()
        file.save(packed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def _address(annotation: pikepdf.Object) -> str:
    action = annotation.get("/A")
    return str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""


def _make_field(
    file: pikepdf.Pdf, page: pikepdf.Page, annotation: pikepdf.Object, labels: Sequence[str]
) -> pikepdf.Object:
    number = str(annotation.A.URI).removeprefix(MARK)
    label = labels[int(number) - 1]
    box = annotation.Rect
    width, height = box[2] - box[0], box[3] - box[1]
    picture = file.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, width, height])
    for key in ("/A", "/Border", "/Contents", "/C", "/H"):
        if key in annotation:
            del annotation[key]
    annotation.Subtype, annotation.FT = Name.Widget, Name.Sig
    annotation.T, annotation.TU = String(f"signature-{number}"), String(label)
    annotation.F, annotation.P = 4, page.obj
    annotation.AP = Dictionary(N=picture)
    page.obj.Tabs = Name.S
    _tag_as_form(file, annotation, label)
    return annotation


def _tag_as_form(file: pikepdf.Pdf, annotation: pikepdf.Object, label: str) -> None:
    tree = pikepdf.NumberTree(file.Root.StructTreeRoot.ParentTree)
    element = tree[int(annotation.StructParent)]
    element.S = Name.Form
    element.Alt = String(label)
