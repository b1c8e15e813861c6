"""What a PDF says and how it is built, read without the tool that set it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from outloud.model import Document, StructElem

SPACES = re.compile(r"\s+")
# What stands on a page for a screen, or for who hears it beside what is seen.
SCREEN_ONLY = (
    "headerlink dw-filterbar dw-only-narrow dw-hidden dw-count".split()  # noqa: SIM905 - reads as a list of classes
)


def squeezed(text: str) -> str:
    """A text without white space and without the marks at which a long word may break."""
    return SPACES.sub("", re.sub("[\u00ad\u200b]", "", text))


def tagged_text(pdf: Path) -> str:
    """The text of a PDF in the order of its tags, with the alternative text of no picture."""
    document = Document(str(pdf))
    try:
        return "".join(_texts(document, [one for one in document.elements if one.parent is None]))
    finally:
        document.close()


def _texts(document: Document, elements: list[StructElem]) -> Iterator[str]:
    for element in elements:
        if element.type != "Figure":
            yield from _own(document, element)


def _own(document: Document, element: StructElem) -> Iterator[str]:
    """Marked content and children as they follow each other."""
    children = {one.objgen: one for one in element.children}
    kids = element.obj.get("/K")
    for kid in kids if hasattr(kids, "append") else [kids]:
        if isinstance(kid, int):
            yield _content(document, element.page, None, kid)
        elif kid is not None and str(kid.get("/Type", "")) == "/MCR":
            page = document.page_index.get(kid.Pg.objgen, element.page) if "/Pg" in kid else element.page
            stream = kid.Stm.objgen if "/Stm" in kid else None
            yield _content(document, page, stream, int(kid.MCID))
        elif kid is not None and kid.objgen in children and children[kid.objgen].type != "Figure":
            yield from _own(document, children[kid.objgen])


def _content(document: Document, page: int | None, stream: tuple[int, int] | None, number: int) -> str:
    return str(document.content(page or 0).mcid_text.get((stream, number), ""))


def block_text(page: Path) -> str:
    """The words of the document block of a built page, without drawings and what is for a screen alone."""
    tree = html.fromstring(page.read_text("utf-8"))
    (block,) = tree.xpath('//div[contains(concat(" ", @class, " "), " dw-document ")]')
    for node in block.xpath(".//svg|.//*[@class]"):
        classes = (node.get("class") or "").split()
        if node.tag == "svg" or set(classes) & {*SCREEN_ONLY, "dw-box"}:
            node.drop_tree()
    return str(block.text_content())
