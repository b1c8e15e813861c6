"""Pages of one PDF behind those of another, as one tagged file: text, structure, bookmarks and fields stay."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary

READ_ONLY = 1  # bit 1 of the flags of a field


def joined(first: bytes, second: bytes) -> bytes:
    """The pages of the first file, then those of the second, with the name, dates and attachments of the second.

    Places to sign of the first are closed: what was issued is signed on its own bytes, and this is another file. The
    same files give the same bytes. Raises ValueError for a first file that nobody could be read aloud from.
    """
    with pikepdf.open(io.BytesIO(first)) as file, pikepdf.open(io.BytesIO(second)) as behind:
        if "/StructTreeRoot" not in file.Root:
            raise ValueError("the issued PDF has no tags, so that no signed copy can be made of it")
        offset = int(file.Root.StructTreeRoot.ParentTreeNextKey)
        pages = len(file.pages)
        file.pages.extend(behind.pages)
        for page in list(file.pages)[pages:]:
            _shift(page, offset)
        _join_structure(file, behind, offset)
        _join_bookmarks(file, behind)
        for name in ("/Metadata", "/AF"):
            file.Root[name] = file.copy_foreign(behind.Root[name]) if name == "/Metadata" else _files(file, behind)
        file.trailer.Info = file.make_indirect(file.copy_foreign(behind.trailer.Info))
        for field in file.Root.get("/AcroForm", Dictionary(Fields=Array([]))).Fields:
            field.Ff = READ_ONLY
        file.remove_unreferenced_resources()
        packed = io.BytesIO()
        file.save(packed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def _shift(page: pikepdf.Page, offset: int) -> None:
    """The numbers under which the structure finds a page and what lies on it, behind those of the first file."""
    if "/StructParents" in page:
        page.obj.StructParents = int(page.obj.StructParents) + offset
    for annotation in page.get("/Annots", Array([])):
        if "/StructParent" in annotation:
            annotation.StructParent = int(annotation.StructParent) + offset


def _join_structure(file: pikepdf.Pdf, behind: pikepdf.Pdf, offset: int) -> None:
    """What is read aloud of the second file follows what is read aloud of the first, in the same document."""
    tree, more = file.Root.StructTreeRoot, file.copy_foreign(behind.Root.StructTreeRoot)
    parents = pikepdf.NumberTree(tree.ParentTree)
    for number, element in pikepdf.NumberTree(more.ParentTree).items():
        parents[number + offset] = element
    tree.ParentTreeNextKey = offset + int(more.ParentTreeNextKey)
    kinds = tree.get("/RoleMap", Dictionary())
    for kind, role in more.get("/RoleMap", Dictionary()).items():
        if kind not in kinds:
            kinds[kind] = role
    tree.RoleMap = kinds
    document = _children(tree)[0]
    inside = list(_children(document))
    for part in (child for whole in _children(more) for child in _children(whole)):
        part.P = document
        inside.append(part)
    document.K = Array(inside)
    _join_ids(tree, more)


def _join_ids(tree: pikepdf.Object, more: pikepdf.Object) -> None:
    """Each id of the second file gets a mark, by which cells name their heads, that no id of the first begins with."""
    if "/IDTree" not in more:
        return
    known = pikepdf.NameTree(tree.IDTree) if "/IDTree" in tree else None
    for element in (element for _, element in pikepdf.NameTree(more.IDTree).items()):
        element.ID = pikepdf.String(f"behind {element.ID}")
        if known is not None:
            known[str(element.ID)] = element
    _rename_heads(more)
    if known is None:
        tree.IDTree = more.IDTree


def _rename_heads(element: pikepdf.Object) -> None:
    attributes = element.get("/A")
    for attribute in attributes if isinstance(attributes, Array) else [attributes] if attributes is not None else []:
        if isinstance(attribute, Dictionary) and "/Headers" in attribute:
            attribute.Headers = Array([pikepdf.String(f"behind {name}") for name in attribute.Headers])
    for child in _children(element):
        if isinstance(child, Dictionary) and "/S" in child:
            _rename_heads(child)


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    inside = element.get("/K", Array([]))
    return list(inside) if isinstance(inside, Array) else [inside]


def _join_bookmarks(file: pikepdf.Pdf, behind: pikepdf.Pdf) -> None:
    """The second file's own bookmarks give way to one that leads to its first page."""
    title = str(behind.docinfo.get("/Title", ""))
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(title, len(file.pages) - len(behind.pages)))


def _files(file: pikepdf.Pdf, behind: pikepdf.Pdf) -> pikepdf.Object:
    """The attachments of the second file take the place of those of the first, which are inside what it attaches."""
    names = file.Root.get("/Names", Dictionary())
    attached = file.copy_foreign(behind.make_indirect(behind.Root.Names.EmbeddedFiles))
    names.EmbeddedFiles = attached
    file.Root.Names = names
    return Array([specification for _, specification in pikepdf.NameTree(attached).items()])
